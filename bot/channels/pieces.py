"""Cuts a long text into pieces that Telegram takes: at most 4,096 UTF-16 units each, cut between
words.

Pure: spans of plain and bold text in; pieces with the places of their bold stretches out.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

LONGEST = 4096
"""UTF-16 units in one message."""

Piece = tuple[str, tuple[tuple[int, int], ...]]
"""A text, and each bold stretch by its start and length in UTF-16 units."""


@dataclass(frozen=True)
class Span:
    """Some text, plain or bold."""

    text: str
    bold: bool = False


def units(text: str) -> int:
    """The length of a text as Telegram counts it."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le")) // 2


def pieces(spans: Iterable[Span], longest: int = LONGEST) -> list[Piece]:
    """The spans in as few pieces as possible. Empty when they have no text."""
    return [piece for packed in _packed(spans, longest) if (piece := _piece(packed))[0]]


def _packed(spans: Iterable[Span], longest: int) -> Iterator[list[Span]]:
    packed: list[Span] = []
    room = longest
    for span in spans:
        rest = span.text
        while units(rest) > room:
            head = _cut(rest, room, begun=room < longest)
            packed.append(Span(head, span.bold))
            yield packed
            packed, room, rest = [], longest, rest[len(head) :].lstrip()
        packed.append(Span(rest, span.bold))
        room -= units(rest)
    yield packed


def _cut(text: str, room: int, *, begun: bool) -> str:
    """The longest beginning of the text that fits: whole lines, else whole words, else any
    characters. When the piece has text already, a word that does not fit goes into the next piece.
    """
    head = text[:room]
    while units(head) > room:
        head = head[:-1]
    upto = len(head) + 1  # a blank that comes right behind it ends a word too
    end = text.rfind("\n", 0, upto)
    if end <= len(head) // 2:
        end = max(end, text.rfind(" ", 0, upto))
    return text[: max(end, 0)] if end > 0 or begun else head


def _piece(packed: list[Span]) -> Piece:
    """One piece without blanks around it: Telegram removes those, which would move the bold
    stretches.
    """
    whole = "".join(span.text for span in packed)
    lead = units(whole) - units(whole.lstrip())
    text = whole.strip()
    end = units(text)
    bold: list[tuple[int, int]] = []
    at = -lead
    for span in packed:
        start, stop = max(at, 0), min(at + units(span.text), end)
        at += units(span.text)
        if span.bold and stop > start:
            bold.append((start, stop - start))
    return text, tuple(bold)
