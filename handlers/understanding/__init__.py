"""The meaning of free text: a small recogniser that learns from its own wordings.

Knows no conversation: `welcome/leads.py` says what a meaning leads to.
"""

from handlers.understanding.recogniser import (
    COURTESY,
    Recogniser,
    Thing,
    recogniser,
    wordings,
)
from handlers.understanding.scorer import Wording
from handlers.understanding.wishes import wish

__all__ = ["COURTESY", "Recogniser", "Thing", "Wording", "recogniser", "wish", "wordings"]
