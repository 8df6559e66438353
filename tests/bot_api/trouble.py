"""Faults that a test asks for: what a network and a busy server do to a bot's requests."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from tests.bot_api.refusals import Refused, too_many

HTML = """<html>
<head><title>{status} {reason}</title></head>
<body>
<center><h1>{status} {reason}</h1></center>
<hr><center>nginx/1.18.0</center>
</body>
</html>
"""

Drop = Literal["", "before", "after"]


@dataclass
class Trouble:
    """A trouble for the next requests of a method ("*": of any), to one chat or to all.

    status >= 500 is a page of HTML, as from a proxy in front of the server. `drop` closes the
    connection before or after the work is done. `delay` is in real seconds before the work, `hold`
    after it.
    """

    method: str
    times: float = 1
    chat: int | None = None
    status: int = 0
    says: str = ""
    retry_after: int = 0
    migrate_to: int = 0
    drop: Drop = ""
    delay: float = 0
    hold: float = 0

    def concerns(self, method: str, chat: int | None) -> bool:
        """Whether it happens to this request."""
        return (
            self.times > 0
            and self.method in ("*", method)
            and (self.chat is None or self.chat == chat)
        )

    @property
    def refusal(self) -> Refused | None:
        """The answer instead of doing the work."""
        if self.retry_after:
            return too_many(self.retry_after)
        if self.migrate_to:
            says = "Bad Request: group chat was upgraded to a supergroup chat"
            return Refused(400, says, migrate_to_chat_id=self.migrate_to)
        if self.status:
            return Refused(self.status, self.says or _USUAL.get(self.status, "Bad Request"))
        return None


_USUAL = {
    400: "Bad Request: chat not found",
    401: "Unauthorized",
    403: "Forbidden: bot was blocked by the user",
    404: "Not Found",
    409: "Conflict",
    429: "Too Many Requests",
    500: "Internal Server Error",
    502: "Bad Gateway",
    503: "Service Unavailable",
    504: "Gateway Timeout",
}


def html_page(status: int) -> str:
    """The page that a proxy answers with."""
    return HTML.format(status=status, reason=_USUAL.get(status, "Error"))
