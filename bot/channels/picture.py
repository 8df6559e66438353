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

WIDTH, EDGE = 1080, 56
HEAD, LABEL = 40, 30
"""Sizes of letters, to be read on a telephone that shows the picture at a third."""

BAR, BETWEEN, BETWEEN_CHARTS = 26, 26, 54
PAPER, INK, SECOND = "#f6f5f0", "#000000", "#484848"
ROOM_FOR_NUMBER = 90


def draw(card: Mapping[str, Any], colour: Colour) -> bytes:
    """All charts of a card, below one another."""
    charts = card["charts"]
    picture = Image.new("RGB", (WIDTH, _height(charts)), PAPER)
    pen = ImageDraw.Draw(picture)
    y = _title(pen, str(card["title"]))
    for chart in charts:
        y = _chart(pen, y, chart, _rgb(colour))
    out = BytesIO()
    picture.quantize(32).save(out, "PNG", optimize=True)
    return out.getvalue()


def _height(charts: Sequence[Mapping[str, Any]]) -> int:
    bars = sum(len(chart["bars"]) for chart in charts)
    row = LABEL + 12 + BAR + BETWEEN
    return EDGE * 2 + HEAD + 30 + len(charts) * (HEAD + 34 + BETWEEN_CHARTS) + bars * row


def _title(pen: ImageDraw.ImageDraw, title: str) -> int:
    pen.text((EDGE, EDGE), title, INK, _letters("Bold", HEAD + 8))
    return EDGE + HEAD + 30


def _chart(pen: ImageDraw.ImageDraw, y: int, chart: Mapping[str, Any], colour: str) -> int:
    y += BETWEEN_CHARTS // 2
    pen.line((EDGE, y, WIDTH - EDGE, y), INK, 2)
    pen.text((EDGE, y + 14), str(chart["title"]), INK, _letters("Bold", HEAD))
    y += HEAD + 34 + BETWEEN_CHARTS // 2
    most = max((n for _, n in chart["bars"]), default=0) or 1
    room = WIDTH - 2 * EDGE - ROOM_FOR_NUMBER
    for label, n in chart["bars"]:
        pen.text((EDGE, y), str(label), SECOND, _letters("Regular", LABEL))
        top = y + LABEL + 12
        end = EDGE + round(room * n / most)
        pen.line((EDGE, top, EDGE, top + BAR), INK, 3)
        if n:
            pen.rectangle((EDGE, top, end, top + BAR), colour)
        middle = (end + 16, top + BAR // 2)
        pen.text(middle, str(n), INK, _letters("Bold", LABEL), anchor="lm")
        y = top + BAR + BETWEEN
    return y


@cache
def _letters(weight: str, size: int) -> ImageFont.FreeTypeFont:
    with as_file(files("font_lato") / "files" / f"Lato-{weight}.ttf") as path:
        return ImageFont.truetype(path, size)


def _rgb(colour: Colour) -> str:
    parts = colorsys.hls_to_rgb(colour.hue / 360, colour.lightness / 100, colour.saturation / 100)
    return "#" + "".join(f"{round(part * 255):02x}" for part in parts)
