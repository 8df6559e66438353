"""The languages that dates are read in."""

from __future__ import annotations

from handlers.conversation.dates.danish import DANISH
from handlers.conversation.dates.english import ENGLISH

LANGUAGES = {"da": DANISH, "en": ENGLISH}
