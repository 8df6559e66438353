"""Pictures of cards: that they can be read on a telephone, and say what stands in the card."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO

import pytest
from PIL import Image

from bot.channels.ink import fitting, letters
from bot.channels.picture import draw
from handlers.conversation.plan import Block, Day, Planned, Week
from handlers.library import Colour

GREEN, BLUE = Colour(145, 22, 35), Colour(210, 60, 40)
PAPER, RED = (246, 245, 240), (168, 29, 49)
FULL = Block(
    1,
    "16.00-18.00",
    "IT-hjælper",
    "Havnen",
    "1 af 1",
    "full",
    "Fuldt hold",
    (Planned("✓", "Åse", "bekræftet"),),
)
SHORT = replace(FULL, stand="short", gap="Mangler 1", people=(), beside=("2 er spurgt",))


def a_week(*blocks: Block) -> Week:
    """All of them on its Monday."""
    days = [Day(f"Dag {n}", f"{n}. maj", f"2026-05-0{n}") for n in range(1, 8)]
    days[0] = replace(days[0], free="Kristi himmelfartsdag", today=True, blocks=blocks)
    return Week("Uge 19", "4.-10. maj", "Alle steder", "Alt vel.", "Ingen vagter", tuple(days))


def drawn(week: Week, colour: Colour = GREEN) -> Image.Image:
    """The picture of a week."""
    return Image.open(BytesIO(draw({"week": week.as_data()}, colour)))


def colours(picture: Image.Image) -> set[tuple[int, ...]]:
    found = picture.convert("RGB").getcolors(1 << 20) or []
    return {colour for _, colour in found if isinstance(colour, tuple)}


def test_a_quiet_week_is_one_column_for_a_telephone() -> None:
    picture = drawn(a_week(FULL, SHORT))
    assert picture.width == 760
    assert picture.height < 1600


def test_a_full_week_has_two_and_one_that_is_too_full_names_nobody() -> None:
    busy = drawn(a_week(*[FULL] * 12))
    assert busy.width == 1280
    crowded = a_week(*[replace(FULL, people=FULL.people * 8)] * 16)
    nobody = a_week(*[replace(FULL, people=())] * 16)
    assert drawn(crowded).height == drawn(nobody).height


def test_a_gap_is_red_and_nothing_else_is() -> None:
    assert RED in colours(drawn(a_week(SHORT)))
    assert RED not in colours(drawn(a_week(FULL, replace(FULL, stand="cancelled", gap="Aflyst"))))


def test_it_has_the_librarys_colour() -> None:
    assert colours(drawn(a_week(FULL))) != colours(drawn(a_week(FULL), BLUE))


@pytest.mark.parametrize("word", ["æ", "ø", "å", "Æ", "Ø", "Å", "é", "•", "?", "–", "…"])
def test_danish_letters_and_marks_are_there(word: str) -> None:
    for weight in ("Regular", "Bold"):
        there, nothing = (letters(weight, 40).getmask(sign) for sign in (word, "\ufffe"))
        assert bytes(there) != bytes(nothing)


def test_what_is_too_long_is_cut_with_a_sign() -> None:
    of = letters("Regular", 27)
    assert fitting("Kort", of, 400) == "Kort"
    cut = fitting("Højtlæsning for børn " * 9, of, 400)
    assert cut.endswith("…")
    assert of.getlength(cut) <= 400


def test_what_was_marked_changes_the_picture() -> None:
    """The tick is drawn by hand, because the letters have none."""
    without = replace(FULL, people=(Planned("•", "Åse", "bekræftet"),))
    assert drawn(a_week(FULL)).tobytes() != drawn(a_week(without)).tobytes()
    assert drawn(a_week()).getpixel((2, 2)) == PAPER
