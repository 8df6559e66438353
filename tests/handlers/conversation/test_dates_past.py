"""A day that was, as colleagues write it. Said on Monday 4 May 2026 at 11.00 in Denmark."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from handlers.conversation.dates import Moment, Reason, Unclear
from handlers.conversation.dates.past import understand_past

NOW = datetime(2026, 5, 4, 9, 0, tzinfo=UTC)
WERE = {
    "i dag": "2026-05-04",
    "i går": "2026-05-03",
    "i forgårs": "2026-05-02",
    "yesterday": "2026-05-03",
    "i fredags": "2026-05-01",
    "sidste fredag": "2026-05-01",
    "last Friday": "2026-05-01",
    "mandag": "2026-04-27",
    "1. maj": "2026-05-01",
    "den 4. maj": "2026-05-04",
    "den 1. april": "2026-04-01",
    "5 May": "2025-05-05",
    "1/4": "2026-04-01",
    "1.5.2026": "2026-05-01",
    "2026-04-30": "2026-04-30",
    "15. december": "2025-12-15",
    "juleaften": "2025-12-24",
}
WERE_NOT = {
    "i morgen": Reason.AHEAD,
    "om to dage": Reason.AHEAD,
    "næste fredag": Reason.AHEAD,
    "1. maj 2027": Reason.AHEAD,
    "hej med dig": Reason.NOT_A_DATE,
    "31. april": Reason.NO_SUCH_DATE,
    "måske på fredag": Reason.VAGUE,
    "i går " * 80: Reason.TOO_LONG,
}


@pytest.mark.parametrize(("words", "day"), WERE.items())
def test_a_day_that_was(words: str, day: str) -> None:
    found = understand_past(words, NOW, "da")
    assert isinstance(found, Moment), found
    assert found.day.isoformat() == day


@pytest.mark.parametrize(("words", "why"), WERE_NOT.items())
def test_what_is_no_such_day_is_asked_again(words: str, why: Reason) -> None:
    found = understand_past(words, NOW, "da")
    assert isinstance(found, Unclear), found
    assert found.reason is why
