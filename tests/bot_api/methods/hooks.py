"""setWebhook and its kin: they change how updates go, so they need the one who delivers."""

from __future__ import annotations

import re
from typing import Any

from tests.bot_api.fields import Fields
from tests.bot_api.polling import TERMINATED_BY_WEBHOOK, Polling
from tests.bot_api.refusals import bad
from tests.bot_api.webhook import Setting, Webhook

SECRET = re.compile(r"[A-Za-z0-9_-]{0,256}")
PORTS = re.compile(r"https://[^/:\s]+(:(443|80|88|8443))?(/\S*)?")


def set_webhook(webhook: Webhook, polling: Polling, fields: Fields) -> str:
    """Send updates there from now on. What is said beside `true`."""
    url, secret = fields.text("url"), fields.text("secret_token")
    if not url:
        return delete_webhook(webhook, fields)
    if not url.startswith("https://"):
        raise bad("bad webhook: An HTTPS URL must be provided for webhook")
    if not PORTS.fullmatch(url):
        raise bad("bad webhook: Webhook can be set up only on ports 80, 88, 443 or 8443")
    if not SECRET.fullmatch(secret):
        raise bad("secret token contains unallowed characters")
    new = Setting(url, secret, min(max(fields.number("max_connections") or 40, 1), 100))
    _allow(webhook, fields)
    _drop(webhook, fields)
    old = webhook.setting
    if (old.url, old.secret, old.most) == (new.url, new.secret, new.most):
        return "Webhook is already set"
    polling.interrupt(TERMINATED_BY_WEBHOOK)
    webhook.setting = new
    webhook.world.bell.ring()
    return "Webhook was set"


def delete_webhook(webhook: Webhook, fields: Fields) -> str:
    """Send updates nowhere from now on."""
    _drop(webhook, fields)
    if not webhook.setting.url:
        return "Webhook is already deleted"
    webhook.setting = Setting()
    return "Webhook was deleted"


def webhook_info(webhook: Webhook) -> dict[str, Any]:
    """What a bot is told about its webhook."""
    setting, updates = webhook.setting, webhook.world.updates
    info: dict[str, Any] = {
        "url": setting.url,
        "has_custom_certificate": False,
        "pending_update_count": len(updates.pending),
    }
    if setting.url:
        info["max_connections"] = setting.most
        info["ip_address"] = "203.0.113.7"
    if setting.last_error:
        info["last_error_date"] = setting.last_error_date
        info["last_error_message"] = setting.last_error
    if updates.allowed:
        info["allowed_updates"] = sorted(updates.allowed)
    return info


def _allow(webhook: Webhook, fields: Fields) -> None:
    if "allowed_updates" in fields:
        webhook.world.updates.allowed = frozenset(fields.thing("allowed_updates") or ())


def _drop(webhook: Webhook, fields: Fields) -> None:
    if fields.flag("drop_pending_updates"):
        for update in list(webhook.world.updates.pending):
            webhook.world.updates.settle(update, "dropped")
