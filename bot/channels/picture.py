"""A card as one picture, for a chat that cannot show a page: a week, or charts with their words and
numbers.

Drawn by Pillow with fonts that are part of the program. It looks like the page: paper, black words,
bars in the library's colour. Pure: plain values in, a PNG out.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from PIL import Image, ImageDraw

from bot.channels.ink import (
    COLUMNS,
    EDGE,
    INK,
    PAPER,
    ROOM,
    SECOND,
    WIDTH,
    as_png,
    fitting,
    letters,
    rgb,
)
from bot.channels.week_picture import week
from handlers.library import Colour

HEAD, LABEL = 30, 24
BAR, ROW = 17, 62
"""Pixels: the height of a bar, and of a row with the words above its bar."""

CHART = HEAD + 42
"""The height of a chart without its bars, in pixels."""

ROOM_FOR_NUMBER = 70


def draw(card: Mapping[str, Any], colour: Colour) -> bytes:
    """The picture of a card: its week, or else its charts."""
    return week(card["week"], colour) if "week" in card else charts(card, colour)


def charts(card: Mapping[str, Any], colour: Colour) -> bytes:
    """All charts of a card in two columns, each chart in the column with most room left."""
    placed, height = _placed(card["charts"])
    picture = Image.new("RGB", (WIDTH, height), PAPER)
    pen = ImageDraw.Draw(picture)
    pen.text((EDGE, EDGE), str(card["title"]), INK, letters("Bold", HEAD + 8))
    for chart, x, y in placed:
        _chart(pen, (x, y), chart, rgb(colour))
    return as_png(picture)


def _placed(
    charts: Sequence[Mapping[str, Any]],
) -> tuple[list[tuple[Mapping[str, Any], int, int]], int]:
    """Each chart with its corner, and the height of the whole picture."""
    ends = [EDGE + HEAD + 40] * COLUMNS
    placed = []
    for chart in charts:
        column = ends.index(min(ends))
        placed.append((chart, EDGE + column * (ROOM + EDGE), ends[column]))
        ends[column] += CHART + len(chart["bars"]) * ROW + EDGE // 2
    return placed, max(ends) + EDGE // 2


def _chart(
    pen: ImageDraw.ImageDraw, corner: tuple[int, int], chart: Mapping[str, Any], colour: str
) -> None:
    x, y = corner
    pen.line((x, y, x + ROOM, y), INK, 2)
    pen.text((x, y + 10), str(chart["title"]), INK, letters("Bold", HEAD))
    most = max((n for _, n in chart["bars"]), default=0) or 1
    for row, (label, n) in enumerate(chart["bars"]):
        top = y + CHART + row * ROW
        small = letters("Regular", LABEL)
        pen.text((x, top - 14), fitting(str(label), small), SECOND, small)
        top += LABEL - 4
        end = x + round((ROOM - ROOM_FOR_NUMBER) * n / most)
        if n:
            pen.rectangle((x, top, end, top + BAR), colour)
        pen.line((x, top, x, top + BAR), INK, 3)
        pen.text((end + 12, top + BAR // 2), str(n), INK, letters("Bold", LABEL), anchor="lm")
