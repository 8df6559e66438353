"""How an idea is called before staff have given it a title."""

from __future__ import annotations

import pytest

from handlers.ideas.wording import TITLE, title_of

WALKS = "I burde have en aften om lokale vandreture. Jeg har kort og billeder fra hele egnen."


@pytest.mark.parametrize(
    ("title", "words", "called"),
    [
        ("Lydbogsklub", "En klub", "Lydbogsklub"),
        (None, "En klub.\nOm torsdagen", "En klub"),
        (
            None,
            WALKS,
            "I burde have en aften om lokale vandreture. Jeg har kort og billeder fra hele…",
        ),
        (None, "x" * 200, "x" * (TITLE - 1) + "…"),
        (None, f"{'ord ' * 17}en lang, lang, meget lang", f"{'ord ' * 17}en lang…"),
    ],
)
def test_the_first_words_stand_for_a_title(title: str | None, words: str, called: str) -> None:
    assert title_of(title, words) == called
    assert len(called) <= TITLE
