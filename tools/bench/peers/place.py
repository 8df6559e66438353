"""The addresses of a peer and of its Bot API: from the same settings that Sammen reads."""

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
        """The settings from the environment."""
        return cls(
            token=os.environ["BOT_TOKEN"],
            api=os.environ["TELEGRAM_API_URL"],
            webhook=os.environ["WEBHOOK_URL"],
            secret=os.environ["WEBHOOK_SECRET"],
            port=int(os.environ["PORT"]),
        )

    @property
    def path(self) -> str:
        """The path that updates are posted to."""
        return urlsplit(self.webhook).path
