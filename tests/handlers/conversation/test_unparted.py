"""What stands in one line when it is shown, and what must not be touched."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from handlers.conversation.dates import understand
from handlers.conversation.unparted import unparted, unparted_html

NOW = datetime(2026, 5, 4, 9, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        ("tirsdag den 19. maj kl. 14.00", "tirsdag den 19._maj kl._14.00"),
        ("Tuesday 19 May at 14:00", "Tuesday 19_May at_14:00"),
        ("Kl. 9 og kl. 10.30", "Kl._9 og kl._10.30"),
        ("om 2 timer, for 14 dage siden", "om 2_timer, for 14_dage siden"),
        ("in 2 hours, 1 day ago", "in 2_hours, 1_day ago"),
        ("nummer 12, 3. april", "nummer 12, 3._april"),
        ("Vi er 12 i klubben. At 3 kommer", "Vi er 12 i klubben. At 3 kommer"),
    ],
)
def test_what_is_read_as_one(words: str, shown: str) -> None:
    assert unparted(words) == shown.replace("_", "\xa0")
    assert len(unparted(words)) == len(words), "what is bold stays in its place"


def test_on_a_page_only_words_that_are_shown() -> None:
    kept = (
        '<input value="hver uge kl. 14" placeholder="kl. 9 &lt;"><textarea>kl. 14</textarea>'
        '<script type="application/json">"kl. 14"</script><option>kl. 14</option>'
    )
    assert unparted_html(kept) == kept
    assert unparted_html("<p>Kom <b>den 3. maj</b> kl. 14</p>") == (
        "<p>Kom <b>den 3.\xa0maj</b> kl.\xa014</p>"
    )


def test_who_copies_it_is_understood() -> None:
    words = "tirsdag den 19. maj kl. 14.00"
    assert understand(unparted(words), NOW, "da") == understand(words, NOW, "da")
