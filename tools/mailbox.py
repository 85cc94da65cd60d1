"""A mail server for tests. Use: mailbox.py OUT [USER PASSWORD] [--refuse N]

Prints its port, then takes messages on 127.0.0.1 by aiosmtpd (PyPI) until it is ended. Each is one
line of JSON in OUT: envelope, fields as Python's own reader decodes them, text, raw lines. With USER
and PASSWORD it wants them; the first N messages are refused.
"""
import asyncio, email, email.policy, json, sys

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult, LoginPassword


class Keeper:
    def __init__(self, out, refused):
        self.out, self.refused = out, refused

    async def handle_DATA(self, server, session, envelope):
        if self.refused > 0:
            self.refused -= 1
            return "451 later, please"
        message = email.message_from_bytes(envelope.content, policy=email.policy.default)
        line = {
            "from": envelope.mail_from, "to": envelope.rcpt_tos, "helo": session.host_name,
            "fields": {name.lower(): value for name, value in message.items()},
            "text": message.get_content(), "defects": [str(defect) for defect in message.defects],
            "raw": envelope.content.decode("ascii"),
        }
        with open(self.out, "a") as file:
            file.write(json.dumps(line) + "\n")
        return "250 taken"


def main():
    words = sys.argv[1:]
    refused = 0
    if "--refuse" in words:
        place = words.index("--refuse")
        refused = int(words[place + 1])
        del words[place:place + 2]
    out, login = words[0], words[1:3]

    def authenticator(server, session, envelope, mechanism, data):
        good = isinstance(data, LoginPassword) and [data.login.decode(), data.password.decode()] == login
        return AuthResult(success=good)

    more = dict(authenticator=authenticator, auth_required=True, auth_require_tls=False) if login else {}
    controller = Controller(Keeper(out, refused), hostname="127.0.0.1", port=0, **more)
    loop = asyncio.new_event_loop()
    server = loop.run_until_complete(loop.create_server(controller.factory, "127.0.0.1", 0))
    print(server.sockets[0].getsockname()[1], flush=True)
    loop.run_forever()


if __name__ == "__main__":
    main()
