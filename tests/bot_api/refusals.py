"""What the server says when it does not do what was asked, in its own words."""

from __future__ import annotations

from typing import Any

NOT_MODIFIED = (
    "Bad Request: message is not modified: specified new message content and reply markup are "
    "exactly the same as a current content and reply markup of the message"
)
TOO_OLD = "Bad Request: query is too old and response timeout expired or query ID is invalid"
TWO_POLLS = (
    "Conflict: terminated by other getUpdates request; make sure that only one bot instance is "
    "running"
)
POLL_DURING_WEBHOOK = (
    "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete "
    "the webhook first"
)


class Refused(Exception):
    """An answer with "ok": false."""

    def __init__(self, code: int, description: str, **parameters: int) -> None:
        super().__init__(description)
        self.code, self.description, self.parameters = code, description, parameters

    @property
    def body(self) -> dict[str, Any]:
        """The answer as it goes over the wire."""
        told = {"parameters": self.parameters} if self.parameters else {}
        return {"ok": False, "error_code": self.code, "description": self.description, **told}


def bad(what: str, **parameters: int) -> Refused:
    """400."""
    return Refused(400, f"Bad Request: {what}", **parameters)


def forbidden(what: str) -> Refused:
    """403."""
    return Refused(403, f"Forbidden: {what}")


def too_many(seconds: int) -> Refused:
    """429, with how long to wait."""
    return Refused(429, f"Too Many Requests: retry after {seconds}", retry_after=seconds)
