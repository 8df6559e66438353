"""Charts as one picture, for a chat that shows no page: bars with their words and numbers.

Drawn by Pillow with letters that come along, so it is the same on every machine. The look is the
page's: paper, black words, bars in the library's colour. Pure: plain values in, a PNG out.
"""

from __future__ import annotations

import colorsys
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import as_file, files
from io import BytesIO
from typing import Any

from PIL import Image, ImageDraw, ImageFont

from handlers.library import Colour

WIDTH, EDGE = 1280, 44
"""Telegram shrinks what is longer than 1280 at a side; two columns keep it near a square."""

COLUMNS = 2
ROOM = (WIDTH - EDGE * (COLUMNS + 1)) // COLUMNS
HEAD, LABEL = 30, 24
BAR, ROW = 17, 62
"""The height of a bar, and of a row with its words above it."""

CHART = HEAD + 42
"""The height of a chart without its bars."""

ROOM_FOR_NUMBER = 70
PAPER, INK, SECOND = "#f6f5f0", "#000000", "#484848"


def draw(card: Mapping[str, Any], colour: Colour) -> bytes:
    """All charts of a card in two columns, each chart where there is most room left."""
    placed, height = _placed(card["charts"])
    picture = Image.new("RGB", (WIDTH, height), PAPER)
    pen = ImageDraw.Draw(picture)
    pen.text((EDGE, EDGE), str(card["title"]), INK, _letters("Bold", HEAD + 8))
    for chart, x, y in placed:
        _chart(pen, (x, y), chart, _rgb(colour))
    out = BytesIO()
    picture.save(out, "PNG")
    return out.getvalue()


def _placed(
    charts: Sequence[Mapping[str, Any]],
) -> tuple[list[tuple[Mapping[str, Any], int, int]], int]:
    """Each chart with its corner, and the height of it all."""
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
    pen.text((x, y + 10), str(chart["title"]), INK, _letters("Bold", HEAD))
    most = max((n for _, n in chart["bars"]), default=0) or 1
    for row, (label, n) in enumerate(chart["bars"]):
        top = y + CHART + row * ROW
        letters = _letters("Regular", LABEL)
        pen.text((x, top - 14), _fitting(str(label), letters), SECOND, letters)
        top += LABEL - 4
        end = x + round((ROOM - ROOM_FOR_NUMBER) * n / most)
        if n:
            pen.rectangle((x, top, end, top + BAR), colour)
        pen.line((x, top, x, top + BAR), INK, 3)
        pen.text((end + 12, top + BAR // 2), str(n), INK, _letters("Bold", LABEL), anchor="lm")


def _fitting(label: str, letters: ImageFont.FreeTypeFont) -> str:
    """As much of a label as there is room for."""
    if letters.getlength(label) <= ROOM:
        return label
    while label and letters.getlength(f"{label}…") > ROOM:
        label = label[:-1]
    return f"{label.rstrip()}…"


@cache
def _letters(weight: str, size: int) -> ImageFont.FreeTypeFont:
    with as_file(files("font_lato") / "files" / f"Lato-{weight}.ttf") as path:
        return ImageFont.truetype(path, size)


def _rgb(colour: Colour) -> str:
    parts = colorsys.hls_to_rgb(colour.hue / 360, colour.lightness / 100, colour.saturation / 100)
    return "#" + "".join(f"{round(part * 255):02x}" for part in parts)
