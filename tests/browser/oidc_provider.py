"""A real, tiny OpenID Connect provider on loopback: discovery, authorize, token and keys, with PKCE."""

from __future__ import annotations

import base64
import hashlib
import json
import secrets
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlencode, urlsplit

from joserfc import jwt
from joserfc.jwk import RSAKey

CLIENT, SECRET = "checker", "a client's secret for tests only"
FORM = '<!doctype html><title>School sign-in</title><form method="post"><button>Continue as {email}</button></form>'


@dataclass
class Provider:
    """Who signs in next, and what was handed out."""

    address: str = ""
    email: str = "petra@quill.example"
    is_verified: bool | None = True
    codes: dict[str, dict[str, str]] = field(default_factory=dict)
    asked: list[dict[str, str]] = field(default_factory=list)
    key: RSAKey = field(default_factory=lambda: RSAKey.generate_key(2048, {"kid": "one", "use": "sig", "alg": "RS256"}))

    def metadata(self) -> dict[str, object]:
        return {
            "issuer": self.address,
            "authorization_endpoint": f"{self.address}/authorize",
            "token_endpoint": f"{self.address}/token",
            "jwks_uri": f"{self.address}/keys",
            "response_types_supported": ["code"],
            "subject_types_supported": ["public"],
            "id_token_signing_alg_values_supported": ["RS256"],
            "code_challenge_methods_supported": ["S256"],
        }

    def code_for(self, asked: dict[str, str]) -> str:
        """Where the browser is sent back to."""
        assert asked["client_id"] == CLIENT
        code = secrets.token_urlsafe(16)
        self.codes[code] = asked
        return f"{asked['redirect_uri']}?{urlencode({'code': code, 'state': asked['state']})}"

    def tokens(self, told: dict[str, str]) -> dict[str, object]:
        asked = self.codes.pop(told["code"])
        proof = base64.urlsafe_b64encode(hashlib.sha256(told["code_verifier"].encode()).digest()).rstrip(b"=").decode()
        assert proof == asked["code_challenge"]
        now = int(time.time())
        claims = {"iss": self.address, "sub": f"id-of-{self.email}", "aud": CLIENT, "iat": now, "exp": now + 600,
                  "nonce": asked["nonce"], "email": self.email}  # fmt: skip
        if self.is_verified is not None:
            claims["email_verified"] = self.is_verified
        token = jwt.encode({"alg": "RS256", "kid": "one"}, claims, self.key)
        return {"id_token": token, "access_token": secrets.token_urlsafe(), "token_type": "Bearer", "expires_in": 600}


class _Answers(BaseHTTPRequestHandler):
    provider: Provider

    def do_GET(self) -> None:
        address = urlsplit(self.path)
        if address.path == "/.well-known/openid-configuration":
            self._json(self.provider.metadata())
        elif address.path == "/keys":
            self._json({"keys": [self.provider.key.as_dict(private=False)]})
        elif address.path == "/authorize":
            self.provider.asked.append(_flat(address.query))
            self._send(200, FORM.format(email=self.provider.email).encode(), "text/html")
        else:
            self._send(404, b"", "text/plain")

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0)).decode()
        address = urlsplit(self.path)
        if address.path == "/authorize":
            self.send_response(303)
            self.send_header("Location", self.provider.code_for(_flat(address.query)))
            self.send_header("Content-Length", "0")
            self.end_headers()
        elif address.path == "/token":
            basic = base64.b64encode(f"{CLIENT}:{SECRET}".replace(" ", "+").encode()).decode()
            assert self.headers["Authorization"].startswith("Basic "), basic
            self._json(self.provider.tokens(_flat(body)))

    def _json(self, value: object) -> None:
        self._send(200, json.dumps(value).encode(), "application/json")

    def _send(self, status: int, body: bytes, kind: str) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


def _flat(query: str) -> dict[str, str]:
    return {name: values[0] for name, values in parse_qs(query).items()}


@contextmanager
def provider() -> Iterator[Provider]:
    """A running provider."""
    one = Provider()
    server = ThreadingHTTPServer(("127.0.0.1", 0), type("Answers", (_Answers,), {"provider": one}))
    one.address = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield one
    server.shutdown()
    server.server_close()
    thread.join()
