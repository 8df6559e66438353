"""The cookies: who a browser is. They are signed, so that none can be made up, and revoked by their
row.

Must not look anything up: the rows are the business of storage.
"""

from __future__ import annotations

import hmac
import secrets
from dataclasses import dataclass
from hashlib import sha256

from aiohttp import web
from itsdangerous import BadSignature, Signer

from storage.people.rules import DESK_LASTS, VISITOR_LASTS, hashed

VISITOR = "sammen"
DESK = "sammen_desk"


@dataclass(frozen=True)
class Visitor:
    """A browser on the citizen's page. `kiosk` is the branch whose shared computer it is."""

    token: str
    kiosk: str | None = None
    fresh: bool = False

    @property
    def address(self) -> str:
        """The hash by which the database knows it."""
        return hashed(self.token)


class Cookies:
    """Signs and reads cookies with the library's secret key."""

    def __init__(self, key: str, *, secure: bool) -> None:
        self._key = key.encode()
        self._visitor = Signer(key, salt="visitor")
        self._desk = Signer(key, salt="desk")
        self._secure = secure

    def visitor(self, request: web.Request) -> Visitor:
        """The browser behind a request; a new one when its cookie is missing or not ours."""
        try:
            value = self._visitor.unsign(request.cookies.get(VISITOR, "")).decode()
        except BadSignature:
            return self.new_visitor()
        kind, _, rest = value.partition(".")
        token, _, kiosk = rest.partition(".")
        return Visitor(token, kiosk if kind == "k" else None)

    def new_visitor(self, kiosk: str | None = None) -> Visitor:
        """A browser that was not here before."""
        return Visitor(secrets.token_urlsafe(24), kiosk, fresh=True)

    def keep_visitor(self, response: web.StreamResponse, visitor: Visitor) -> None:
        """Let the browser remember who it is. On a shared computer it does so only while it is
        open.
        """
        shared = visitor.kiosk is not None
        value = f"k.{visitor.token}.{visitor.kiosk}" if shared else f"v.{visitor.token}"
        self._set(
            response,
            VISITOR,
            self._visitor.sign(value).decode(),
            None if shared else int(VISITOR_LASTS.total_seconds()),
        )

    def desk(self, request: web.Request) -> str | None:
        """The secret of a desk sign-in, if the cookie is ours."""
        try:
            return self._desk.unsign(request.cookies.get(DESK, "")).decode()
        except BadSignature:
            return None

    def keep_desk(self, response: web.StreamResponse, secret: str) -> None:
        """Let the browser remember a desk sign-in."""
        lasts = int(DESK_LASTS.total_seconds())
        self._set(response, DESK, self._desk.sign(secret).decode(), lasts)

    def forget(self, response: web.StreamResponse, name: str) -> None:
        """Take a cookie out of the browser."""
        response.del_cookie(name, path="/")

    def keep_choice(self, response: web.StreamResponse, name: str, value: str) -> None:
        """Remember a choice of language or text size; it names nobody."""
        self._set(response, name, value, int(VISITOR_LASTS.total_seconds()))

    def mark(self, words: str) -> str:
        """A short public name for a secret: always the same for the same secret, and not
        reversible.
        """
        return hmac.new(self._key, words.encode(), sha256).hexdigest()[:16]

    def _set(
        self, response: web.StreamResponse, name: str, value: str, max_age: int | None
    ) -> None:
        response.set_cookie(
            name,
            value,
            max_age=max_age,
            path="/",
            httponly=True,
            samesite="Lax",
            secure=self._secure,
        )
