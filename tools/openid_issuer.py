"""An OpenID Connect issuer for tests. Use: openid_issuer.py CLIENT SECRET

Prints its port and serves 127.0.0.1 until it is ended. Whoever comes to /authorize is signed in at once
as the account that POST /control names (JSON: subject, algorithm, fault, rotate); PKCE, client, redirection
and single use of codes are checked. A fault makes the next words wrong in the way of its name. Keys and
signatures are those of PyPI's "cryptography"; nobody else should believe it.
"""
import base64, hashlib, hmac, http.server, json, secrets, sys, time, urllib.parse

from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, padding, rsa, utils


def b64(data):
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def number(value, length=None):
    return b64(value.to_bytes(length or (value.bit_length() + 7) // 8, "big"))


class Keys:
    def __init__(self):
        self.name = secrets.token_hex(4)
        self.rsa = rsa.generate_private_key(65537, 2048)
        self.ec = ec.generate_private_key(ec.SECP256R1())
        self.ed = ed25519.Ed25519PrivateKey.generate()

    def jwks(self):
        r, e = self.rsa.public_key().public_numbers(), self.ec.public_key().public_numbers()
        ed = self.ed.public_key().public_bytes(serialization.Encoding.Raw, serialization.PublicFormat.Raw)
        return {"keys": [
            {"kty": "oct", "kid": "secret", "k": "AAAA"},
            {"kty": "RSA", "kid": self.name + "-rsa", "use": "sig", "n": number(r.n), "e": number(r.e)},
            {"kty": "RSA", "kid": self.name + "-enc", "use": "enc", "n": number(r.n), "e": number(r.e)},
            {"kty": "EC", "kid": self.name + "-ec", "crv": "P-256", "x": number(e.x, 32), "y": number(e.y, 32)},
            {"kty": "OKP", "kid": self.name + "-ed", "crv": "Ed25519", "alg": "EdDSA", "x": b64(ed)},
        ]}

    def pem(self):
        return self.rsa.public_key().public_bytes(
            serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo)

    def sign(self, algorithm, text):
        if algorithm == "RS256":
            return self.rsa.sign(text, padding.PKCS1v15(), hashes.SHA256())
        if algorithm == "ES256":
            r, s = utils.decode_dss_signature(self.ec.sign(text, ec.ECDSA(hashes.SHA256())))
            return r.to_bytes(32, "big") + s.to_bytes(32, "big")
        return self.ed.sign(text)


SUFFIX = {"RS256": "-rsa", "ES256": "-ec", "EdDSA": "-ed"}


class Issuer(http.server.BaseHTTPRequestHandler):
    client = secret = url = ""
    keys, codes, state = Keys(), {}, {"subject": "alice", "algorithm": "RS256", "fault": None}
    asked = {"keys": 0, "configuration": 0}

    def word(self, grant):
        now, fault, algorithm = int(time.time()), self.state["fault"], self.state["algorithm"]
        keys = Keys() if fault == "stranger" else self.keys
        head = {"alg": algorithm, "kid": self.keys.name + SUFFIX[algorithm], "typ": "JWT"}
        claims = {"iss": self.url, "sub": self.state["subject"], "aud": self.client, "exp": now + 300, "iat": now,
                  "nonce": grant["nonce"]}
        changes = {
            "issuer": {"iss": "https://evil.example"}, "audience": {"aud": "another"},
            "audiences": {"aud": [self.client, "another"]}, "party": {"azp": "another"},
            "expired": {"exp": now - 120}, "old": {"iat": now - 3600}, "future": {"iat": now + 3600},
            "nonce": {"nonce": "another"}, "subject": {"sub": ""},
            "party-good": {"aud": [self.client, "another"], "azp": self.client}}
        claims.update(changes.get(fault, {}))
        if fault == "no-nonce":
            del claims["nonce"]
        if fault == "no-expiry":
            del claims["exp"]
        if fault in ("none", "hmac"):
            head = {"alg": "none" if fault == "none" else "HS256", "kid": head["kid"]}
        if fault == "critical":
            head["crit"] = ["b64"]
        if fault == "other-kind":
            head["kid"] = self.keys.name + ("-ec" if algorithm == "RS256" else "-rsa")
        if fault == "embedded":
            keys = Keys()
            head = {"alg": "RS256", "jwk": keys.jwks()["keys"][1]}
        if fault == "encryption-key":
            head["kid"] = self.keys.name + "-enc"
        if fault == "unknown-key":
            head["kid"] = "nobody-knows"
        text = f"{b64(json.dumps(head).encode())}.{b64(json.dumps(claims).encode())}".encode()
        if fault == "none":
            return text.decode() + "."
        if fault == "hmac":
            return f"{text.decode()}.{b64(hmac.digest(self.keys.pem(), text, 'sha256'))}"
        signature = keys.sign(algorithm, text)
        if fault == "signature":
            signature = bytes([signature[0] ^ 1]) + signature[1:]
        if fault == "payload":
            claims["sub"] = "mallory"
            text = f"{b64(json.dumps(head).encode())}.{b64(json.dumps(claims).encode())}".encode()
        return f"{text.decode()}.{b64(signature)}"

    def reply(self, value, status=200):
        body = json.dumps(value).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def do_GET(self):
        path, _, query = self.path.partition("?")
        fields = dict(urllib.parse.parse_qsl(query))
        if path == "/.well-known/openid-configuration":
            self.asked["configuration"] += 1
            self.reply({"issuer": self.url, "authorization_endpoint": self.url + "/authorize",
                        "token_endpoint": self.url + "/token", "jwks_uri": self.url + "/keys"})
        elif path == "/keys":
            self.asked["keys"] += 1
            self.reply(self.keys.jwks())
        elif path == "/asked":
            self.reply(self.asked)
        elif path == "/authorize" and fields.get("client_id") == self.client and fields.get("response_type") == "code":
            code = secrets.token_urlsafe(16)
            self.codes[code] = fields
            back = urllib.parse.urlencode({"code": code, "state": fields["state"], "iss": self.url})
            self.send_response(302)
            self.send_header("Location", f"{fields['redirect_uri']}?{back}")
            self.send_header("Content-Length", "0")
            self.end_headers()
        else:
            self.reply({"error": "invalid_request"}, 400)

    def do_POST(self):
        body = self.rfile.read(int(self.headers.get("Content-Length", "0"))).decode()
        if self.path == "/control":
            wishes = json.loads(body)
            if wishes.pop("rotate", False):
                Issuer.keys = Keys()
            self.state.update(wishes)
            return self.reply({})
        form = dict(urllib.parse.parse_qsl(body))
        grant = self.codes.pop(form.get("code"), None)
        pair = base64.b64decode(self.headers.get("Authorization", " ").partition(" ")[2]).decode()
        known = [urllib.parse.unquote(part) for part in pair.split(":")] == [self.client, self.secret]
        proof = b64(hashlib.sha256(form.get("code_verifier", "").encode()).digest())
        good = grant and known and grant["redirect_uri"] == form.get("redirect_uri") \
            and grant.get("code_challenge_method") == "S256" and grant["code_challenge"] == proof
        if not good:
            return self.reply({"error": "invalid_grant"}, 400)
        self.reply({"access_token": "x", "token_type": "Bearer", "id_token": self.word(grant)})

    def log_message(self, *_):
        pass


def main():
    Issuer.client, Issuer.secret = sys.argv[1:3]
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Issuer)
    Issuer.url = f"http://127.0.0.1:{server.server_address[1]}"
    print(server.server_address[1], flush=True)
    server.serve_forever()


if __name__ == "__main__":
    main()
