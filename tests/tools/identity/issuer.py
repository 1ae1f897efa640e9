"""An identity provider on a port of this machine: OpenID Connect, and Firebase's REST API beside it."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import uvicorn
from joserfc import jwt
from joserfc.jwk import ECKey, KeySet, RSAKey
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

PROJECT, CLIENT = "tripwright-test", "client-1"
FIREBASE_KEYS = "/service_accounts/v1/jwk/securetoken@system.gserviceaccount.com"


@dataclass
class FakeIssuer:
    """`down` answers 503 everywhere; `asked` counts by path."""

    address: str = ""
    key: RSAKey | ECKey = field(default_factory=lambda: ECKey.generate_key("P-256", {"kid": "one"}))
    down: bool = False
    asked: dict[str, int] = field(default_factory=dict)
    forms: list[dict[str, str]] = field(default_factory=list)

    def rotate(self) -> None:
        self.key = ECKey.generate_key("P-256", {"kid": f"key-{time.monotonic_ns()}"})

    def token(self, header: dict[str, Any] | None = None, key: Any = None, **claims: Any) -> str:
        """An ID token for us by this issuer; claims of None are left out."""
        now = int(time.time())
        body = {"iss": self.address, "aud": CLIENT, "sub": "ada", "iat": now, "exp": now + 300} | claims
        body = {name: value for name, value in body.items() if value is not None}
        head = {"alg": "ES256", "kid": self.key.kid} | (header or {})
        return jwt.encode(head, body, key or self.key, algorithms=[head["alg"]])

    def firebase(self, **claims: Any) -> str:
        return self.token(**{"iss": f"https://securetoken.google.com/{PROJECT}", "aud": PROJECT, **claims})

    async def serve(self, request: Request) -> Response:
        path = request.url.path
        self.asked[path] = self.asked.get(path, 0) + 1
        if self.down:
            return Response(status_code=503)
        if path == "/.well-known/openid-configuration":
            ends = {"authorization_endpoint": "authorize", "token_endpoint": "token", "revocation_endpoint": "revoke"}
            told = {name: f"{self.address}/{end}" for name, end in ends.items()}
            return JSONResponse({"issuer": self.address, "jwks_uri": f"{self.address}/keys", **told})
        if path in ("/keys", FIREBASE_KEYS):
            return JSONResponse(KeySet([self.key]).as_dict())
        return await self._granted(request)

    async def _granted(self, request: Request) -> Response:
        json = "json" in request.headers.get("content-type", "")
        form = (
            dict(await request.json()) if json else {name: str(value) for name, value in (await request.form()).items()}
        )
        self.forms.append({"path": request.url.path, **form})
        if form.get("password") == "wrong":
            return JSONResponse({"error": "invalid_grant"}, 400)
        if request.url.path == "/v1/accounts:signInWithPassword":
            return JSONResponse({"idToken": self.firebase(), "refreshToken": "r1", "expiresIn": "3600"})
        token = self.firebase() if request.url.path == "/v1/token" else self.token()
        return JSONResponse({"id_token": token, "refresh_token": "r2", "expires_in": 3600})


@contextmanager
def running_issuer() -> Iterator[FakeIssuer]:
    issuer = FakeIssuer()
    app = Starlette(routes=[Route("/{path:path}", issuer.serve, methods=["GET", "POST"])])
    server = uvicorn.Server(uvicorn.Config(app, host="127.0.0.1", port=0, log_level="error", lifespan="off"))
    thread = threading.Thread(target=server.run)
    thread.start()
    try:
        while not server.started:
            time.sleep(0.01)
        issuer.address = f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
        yield issuer
    finally:
        server.should_exit = True
        thread.join(10)
