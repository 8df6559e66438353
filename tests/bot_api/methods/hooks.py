"""setWebhook and its relatives: they change how updates go, so they need the deliverer."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from tests.bot_api.fields import Fields
from tests.bot_api.polling import TERMINATED_BY_WEBHOOK, Polling
from tests.bot_api.refusals import bad, too_many
from tests.bot_api.webhook import Setting, Webhook

SECRET = re.compile(r"[A-Za-z0-9_-]{0,256}")
ADDRESS = re.compile(r"https://[^/:\s]+(:(443|80|88|8443))?(/\S*)?")


class Hooks:
    """The methods about the webhook. Each returns its result and a description."""

    def __init__(self, webhook: Webhook, polling: Polling) -> None:
        self.webhook, self.polling = webhook, polling
        self._next = float("-inf")
        self.methods: dict[str, Callable[[Fields], tuple[Any, str]]] = {
            "setWebhook": self.set,
            "deleteWebhook": self.delete,
            "getWebhookInfo": self.info,
        }

    def set(self, fields: Fields) -> tuple[bool, str]:
        """Send updates there from now on. A second call within a second is answered with 429."""
        url, secret = fields.text("url"), fields.text("secret_token")
        if not url:
            return self.delete(fields)
        self._not_too_often()
        if not url.startswith("https://"):
            raise bad("bad webhook: An HTTPS URL must be provided for webhook")
        if not ADDRESS.fullmatch(url):
            raise bad("bad webhook: Webhook can be set up only on ports 80, 88, 443 or 8443")
        if not SECRET.fullmatch(secret):
            raise bad("secret token contains unallowed characters")
        self._drop(fields)
        if "allowed_updates" in fields:
            self.webhook.world.updates.allowed = frozenset(fields.thing("allowed_updates") or ())
        new = Setting(url, secret, min(max(fields.number("max_connections") or 40, 1), 100))
        old = self.webhook.setting
        if (old.url, old.secret, old.most) == (new.url, new.secret, new.most):
            return True, "Webhook is already set"
        self.polling.interrupt(TERMINATED_BY_WEBHOOK)
        self.webhook.setting = new
        return True, "Webhook was set"

    def delete(self, fields: Fields) -> tuple[bool, str]:
        """Send updates nowhere from now on."""
        self._drop(fields)
        if not self.webhook.setting.url:
            return True, "Webhook is already deleted"
        self.webhook.setting = Setting()
        return True, "Webhook was deleted"

    def info(self, fields: Fields) -> tuple[dict[str, Any], str]:
        """What a bot is told about its webhook."""
        setting, updates = self.webhook.setting, self.webhook.world.updates
        info: dict[str, Any] = {
            "url": setting.url,
            "has_custom_certificate": False,
            "pending_update_count": len(updates.pending),
        }
        if setting.url:
            info |= {"max_connections": setting.most, "ip_address": "203.0.113.7"}
        if setting.last_error:
            info["last_error_date"] = setting.last_error_date
            info["last_error_message"] = setting.last_error
        if updates.allowed:
            info["allowed_updates"] = sorted(updates.allowed)
        return info, ""

    def _not_too_often(self) -> None:
        now = self.webhook.world.clock.now()
        if now < self._next:
            raise too_many(1)
        self._next = now + 1

    def _drop(self, fields: Fields) -> None:
        if fields.flag("drop_pending_updates"):
            for update in list(self.webhook.world.updates.pending):
                self.webhook.world.updates.settle(update, "dropped")
