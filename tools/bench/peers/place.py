"""Where a peer finds the Bot API and is found: the same settings that Sammen reads."""

from __future__ import annotations

import os
from dataclasses import dataclass
from typing import Self
from urllib.parse import urlsplit


@dataclass(frozen=True)
class Place:
    """The settings of a bot behind a webhook."""

    token: str
    api: str
    webhook: str
    secret: str
    port: int

    @classmethod
    def given(cls) -> Self:
        """As the environment says."""
        return cls(
            token=os.environ["BOT_TOKEN"],
            api=os.environ["TELEGRAM_API_URL"],
            webhook=os.environ["WEBHOOK_URL"],
            secret=os.environ["WEBHOOK_SECRET"],
            port=int(os.environ["PORT"]),
        )

    @property
    def path(self) -> str:
        """Where updates are posted to."""
        return urlsplit(self.webhook).path
