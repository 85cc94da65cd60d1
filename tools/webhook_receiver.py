"""A receiver of webhooks for tests. Use: webhook_receiver.py OUT [STATUS ...]

Prints its port, then takes posts on 127.0.0.1 until it is ended. The first line of OUT.secret is the
secret once that file is there. Each post is one line of JSON in OUT: path, fields, body, and whether
the library "standardwebhooks" (PyPI, not ours) finds the signature good, and bad once a byte of the
body is another. The first posts are answered with STATUS in turn, all others with 204.
"""
import http.server, json, os, sys

from standardwebhooks.webhooks import Webhook, WebhookVerificationError


def is_good(secret, body, fields):
    try:
        Webhook(secret).verify(body, fields)
        return True
    except WebhookVerificationError:
        return False


class Receiver(http.server.BaseHTTPRequestHandler):
    out, answers = "", []

    def do_POST(self):
        body = self.rfile.read(int(self.headers.get("Content-Length", "0")))
        fields = {name.lower(): value for name, value in self.headers.items()}
        line = {"path": self.path, "fields": fields, "body": json.loads(body)}
        if os.path.exists(self.out + ".secret"):
            with open(self.out + ".secret") as file:
                secret = file.readline().strip()
            line["good"] = is_good(secret, body, fields)
            line["forged"] = is_good(secret, body.replace(b"2", b"3", 1), fields)
        status = self.answers.pop(0) if self.answers else 204
        line["answered"] = status
        with open(self.out, "a") as file:
            file.write(json.dumps(line) + "\n")
        self.send_response(status)
        if 300 <= status < 400:
            self.send_header("Location", f"http://127.0.0.1:{self.server.server_address[1]}/elsewhere")
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_):
        pass


def main():
    Receiver.out, Receiver.answers = sys.argv[1], [int(word) for word in sys.argv[2:]]
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Receiver)
    print(server.server_address[1], flush=True)
    server.serve_forever()


if __name__ == "__main__":
    main()
