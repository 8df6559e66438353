"""The doors to other machines: Telegram and mail. Must not converse: that is the handlers' work."""

from __future__ import annotations

from pathlib import Path

TEXTS = Path(__file__).parent / "texts"
"""What the doors themselves say."""
