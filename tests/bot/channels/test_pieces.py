"""Long texts in pieces: nothing is lost, nothing is too long, bold stays where it was."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from bot.channels.pieces import Span, pieces, units

TEXT = st.text(alphabet="aæ 😀\n", max_size=60)
SPANS = st.lists(st.builds(Span, TEXT, st.booleans()), max_size=6)


def in_utf16(text: str, start: int, length: int) -> str:
    raw = text.encode("utf-16-le")
    return raw[2 * start : 2 * (start + length)].decode("utf-16-le")


@given(SPANS, st.integers(4, 40))
def test_every_word_arrives_and_no_piece_is_too_long(spans: list[Span], longest: int) -> None:
    found = pieces(spans, longest)
    said = "".join("".join(span.text for span in spans).split())
    assert "".join("".join(text for text, _ in found).split()) == said
    assert all(0 < units(text) <= longest and text == text.strip() for text, _ in found)


@given(SPANS, st.integers(4, 40))
def test_what_is_bold_was_bold(spans: list[Span], longest: int) -> None:
    bold = "".join(in_utf16(t, *place) for t, places in pieces(spans, longest) for place in places)
    wanted = "".join(span.text for span in spans if span.bold)
    assert "".join(bold.split()) == "".join(wanted.split())


def test_pieces_end_between_words() -> None:
    found = pieces([Span("en to tre fire fem")], 9)
    assert [text for text, _ in found] == ["en to tre", "fire fem"]


def test_a_word_longer_than_a_message_is_cut() -> None:
    assert [text for text, _ in pieces([Span("Ja: "), Span("x" * 20)], 9)] == [
        "Ja:",
        "x" * 9,
        "x" * 9,
        "xx",
    ]
