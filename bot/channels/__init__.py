"""The connections to other machines: Telegram and mail. Must not converse: that is the work of the
handlers.
"""

from __future__ import annotations

from pathlib import Path

TEXTS = Path(__file__).parent / "texts"
"""The texts that the channels themselves say."""
