"""A week as a picture: its days in two columns, each shift with its people.

Colour and words say how a shift stands. Pure: plain values in, a PNG out.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from PIL import Image, ImageDraw

from bot.channels.ink import (
    ALERT,
    EDGE,
    HAIR,
    INK,
    PAPER,
    SECOND,
    WHITE,
    WIDTH,
    as_png,
    fitting,
    letters,
    rgb,
)
from handlers.library import Colour

TITLE, HEAD, LABEL, SMALL = 42, 30, 27, 25
LINE = 35
STRIP, INSIDE = 10, 24
"""Pixels: the width of the coloured strip of a shift, and the indent of its words."""

TALLEST = 1600
"""Pixels. A taller picture is shrunk by Telegram, and its letters are too small on a telephone."""

PAST = frozenset({"over", "cancelled"})
"""States of shifts that nobody has to look at any more."""

TICK = "✓"
"""Drawn as lines, because our font has no such letter."""

Canvas = ImageDraw.ImageDraw
Block = Mapping[str, Any]


@dataclass(frozen=True)
class Layout:
    """How wide a picture is, in how many columns, and whether it names people."""

    width: int
    columns: int
    people: bool = True

    @property
    def room(self) -> int:
        """How wide a column is."""
        return (self.width - EDGE * (self.columns + 1)) // self.columns


LAYOUTS = (Layout(760, 1), Layout(WIDTH, 2), Layout(WIDTH, 2, people=False))
"""One column can be read on a telephone without zooming; a full week needs two. The first layout
that is not too tall is used. With very many shifts the people are shown on the page only.
"""


@dataclass
class Column:
    """Draws from top to bottom. Without a canvas it only measures."""

    canvas: Canvas | None
    colour: Colour
    x: int
    y: int
    room: int
    people: bool = True

    def words(self, x: int, words: str, weight: str, size: int, ink: str = INK) -> int:
        """Draw words on the current line. Returns where they end."""
        of = letters(weight, size)
        shown = fitting(words, of, self.x + self.room - x)
        if self.canvas is not None:
            self.canvas.text((x, self.y), shown, ink, of)
        return x + round(of.getlength(shown))

    def strip(self, top: int, ink: str) -> None:
        """The coloured edge of a shift that ends here."""
        if self.canvas is not None:
            self.canvas.rectangle((self.x, top + 4, self.x + STRIP, self.y - 4), ink)


def week(data: Mapping[str, Any], colour: Colour) -> bytes:
    """A week's plan as a file."""
    heights = {each: _all(None, data, colour, each) for each in LAYOUTS}
    layout = next((each for each in LAYOUTS if heights[each] <= TALLEST), LAYOUTS[-1])
    picture = Image.new("RGB", (layout.width, heights[layout] + EDGE // 2), PAPER)
    _all(ImageDraw.Draw(picture), data, colour, layout)
    return as_png(picture)


def _all(canvas: Canvas | None, data: Mapping[str, Any], colour: Colour, layout: Layout) -> int:
    """Draw everything, or only measure it. Returns the height."""
    top = _head(Column(canvas, colour, EDGE, EDGE - 8, layout.width - 2 * EDGE), data)
    ends = []
    for number, days in enumerate(_shared_out(data, colour, layout)):
        x = EDGE + number * (layout.room + EDGE)
        column = Column(canvas, colour, x, top, layout.room, layout.people)
        for day in days:
            _day(column, day, data)
        ends.append(column.y)
    return max(ends)


def _head(head: Column, data: Mapping[str, Any]) -> int:
    """Draw the week, the place and how it stands. Returns where it ends."""
    end = head.words(EDGE, f"{data['title']}: {data['dates']}", "Bold", TITLE)
    head.y += 14
    head.words(end + 24, str(data["place"]), "Regular", HEAD, SECOND)
    head.y += 48
    head.words(EDGE, str(data["lead"]), "Regular", HEAD)
    return head.y + 58


def _shared_out(
    data: Mapping[str, Any], colour: Colour, layout: Layout
) -> Sequence[Sequence[Mapping[str, Any]]]:
    """The days of each column, in order, split so that both columns are about equally long."""
    days = data["days"]
    if layout.columns == 1:
        return [days]
    blank = Column(None, colour, 0, 0, layout.room, layout.people)
    ends = [_day(blank, day, data) for day in days]
    half = min(range(1, len(days)), key=lambda n: max(ends[n - 1], ends[-1] - ends[n - 1]))
    return [days[:half], days[half:]]


def _day(column: Column, day: Mapping[str, Any], data: Mapping[str, Any]) -> int:
    """Draw one day with all its shifts. Returns where it ends."""
    if column.canvas is not None:
        line = (column.x, column.y, column.x + column.room, column.y)
        column.canvas.line(line, INK, 4 if day["today"] else 2)
    column.y += 8
    end = column.words(column.x, f"{day['name']} {day['date']}", "Bold", HEAD)
    beside = " · ".join(filter(None, (day["free"], "" if day["blocks"] else data["nothing"])))
    column.y += 4
    column.words(end + 18, beside, "Regular", SMALL, SECOND)
    column.y += LINE + 10
    for block in day["blocks"]:
        _block(column, block)
    column.y += 18
    return column.y


def _block(column: Column, block: Block) -> None:
    top, x = column.y, column.x + INSIDE
    ink = SECOND if block["stand"] in PAST else INK
    end = column.words(x, str(block["time"]), "Bold", LABEL, ink)
    column.words(end + 14, str(block["title"]), "Regular", LABEL, ink)
    column.y += LINE
    _gap(column, x, block)
    if column.people:
        _people(column, x, block["people"])
        for words in block["beside"]:
            column.words(x, str(words), "Regular", SMALL, SECOND)
            column.y += LINE
    column.strip(top, _ink_of(block, column.colour))
    column.y += 12


def _gap(column: Column, x: int, block: Block) -> None:
    """Draw how many come, what is missing (white on red while it is), and where."""
    if block["stand"] != "cancelled":
        x = column.words(x, str(block["count"]), "Regular", SMALL, SECOND) + 14
    gap, short = str(block["gap"]), block["stand"] == "short"
    if short and column.canvas is not None:
        end = x + 20 + letters("Bold", SMALL).getlength(gap)
        column.canvas.rectangle((x, column.y - 1, end, column.y + SMALL + 6), ALERT)
    inset = 10 if short else 0
    ink = WHITE if short else SECOND if block["stand"] in PAST else INK
    end = column.words(x + inset, gap, "Bold", SMALL, ink) + inset
    column.words(end + 14, str(block["place"]), "Regular", SMALL, SECOND)
    column.y += LINE


def _people(column: Column, x: int, people: Sequence[Mapping[str, Any]]) -> None:
    """Draw the people, as many on a line as there is room for."""
    at = x
    for each in people:
        words = ": ".join(filter(None, (str(each["name"]), str(each["word"]))))
        wide = letters("Regular", SMALL).getlength(words) + INSIDE + 6
        if at > x and at + wide > column.x + column.room:
            at, column.y = x, column.y + LINE
        _mark(column, at, str(each["mark"]))
        at = column.words(at + INSIDE, words, "Regular", SMALL) + 26
    column.y += LINE if people else 0


def _mark(column: Column, x: int, mark: str) -> None:
    if mark != TICK:
        column.words(x, mark, "Bold", SMALL)
    elif column.canvas is not None:
        y = column.y + 17
        column.canvas.line(((x + 2, y), (x + 7, y + 6), (x + 16, y - 8)), INK, 3, joint="curve")


def _ink_of(block: Block, colour: Colour) -> str:
    inks = {"short": ALERT, "room": rgb(colour, 0.5), "full": rgb(colour)}
    return inks.get(str(block["stand"]), HAIR)
