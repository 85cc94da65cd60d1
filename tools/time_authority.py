"""A time-stamp authority of our own for tests (RFC 3161). Use: time_authority.py FOLDER [PORT]

Makes a key and a certificate in FOLDER (ca.pem) with openssl, prints the port, and answers queries
on 127.0.0.1 until it is ended. Its clock is the machine's; nobody else should believe it.
"""
import http.server, os, subprocess, sys, tempfile

CONFIG = """
[tsa]
default_tsa = here
[here]
serial = {0}/serial
default_policy = 1.2.3.4.1
digests = sha256
accuracy = secs:1
signer_digest = sha256
crypto_device = builtin
ess_cert_id_alg = sha256
[req]
distinguished_name = name
prompt = no
[name]
CN = {1}
[ca]
basicConstraints = critical,CA:TRUE
keyUsage = critical,keyCertSign
[signer]
basicConstraints = critical,CA:FALSE
keyUsage = critical,digitalSignature
extendedKeyUsage = critical,timeStamping
"""


def openssl(folder, *words):
    subprocess.run(["openssl", *words], cwd=folder, check=True, capture_output=True)


def make(folder):
    """A root (ca.pem) and a signer that it vouches for (signer.pem)."""
    os.makedirs(folder, exist_ok=True)
    for name, title in [("ca", "Test root"), ("signer", "Test time-stamp authority")]:
        with open(os.path.join(folder, f"{name}.cnf"), "w") as file:
            file.write(CONFIG.format(folder, title))
        openssl(folder, "genpkey", "-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:P-256", "-out", f"{name}.key")
    openssl(folder, "req", "-new", "-x509", "-key", "ca.key", "-days", "3650", "-config", "ca.cnf",
            "-extensions", "ca", "-out", "ca.pem")
    openssl(folder, "req", "-new", "-key", "signer.key", "-config", "signer.cnf", "-out", "signer.csr")
    openssl(folder, "x509", "-req", "-in", "signer.csr", "-CA", "ca.pem", "-CAkey", "ca.key", "-CAcreateserial",
            "-days", "3650", "-extfile", "signer.cnf", "-extensions", "signer", "-out", "signer.pem")
    with open(os.path.join(folder, "serial"), "w") as file:
        file.write("01\n")


def answer(folder, query):
    """The reply to a query, both in DER."""
    with tempfile.TemporaryDirectory() as desk:
        with open(os.path.join(desk, "q.tsq"), "wb") as file:
            file.write(query)
        subprocess.run(
            ["openssl", "ts", "-reply", "-config", os.path.join(folder, "signer.cnf"), "-section", "here", "-queryfile",
             "q.tsq", "-signer", os.path.join(folder, "signer.pem"), "-inkey", os.path.join(folder, "signer.key"),
             "-out", "r.tsr"], cwd=desk, check=True, capture_output=True)
        with open(os.path.join(desk, "r.tsr"), "rb") as file:
            return file.read()


class Authority(http.server.BaseHTTPRequestHandler):
    folder = ""

    def do_POST(self):
        query = self.rfile.read(int(self.headers.get("Content-Length", "0")))
        if self.headers.get("Content-Type") != "application/timestamp-query":
            self.send_response(415)
            self.send_header("Content-Length", "0")
            self.end_headers()
            return
        reply = answer(self.folder, query)
        self.send_response(200)
        self.send_header("Content-Type", "application/timestamp-reply")
        self.send_header("Content-Length", str(len(reply)))
        self.end_headers()
        self.wfile.write(reply)

    def log_message(self, *_):
        pass


def main():
    folder = os.path.abspath(sys.argv[1])
    make(folder)
    Authority.folder = folder
    server = http.server.HTTPServer(("127.0.0.1", int(sys.argv[2]) if len(sys.argv) > 2 else 0), Authority)
    print(server.server_address[1], flush=True)
    server.serve_forever()


if __name__ == "__main__":
    main()
