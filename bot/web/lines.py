"""Lines of a talk as a page shows them. The only place where lines become JSON."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from handlers.conversation.texts import Texts
from handlers.conversation.unparted import unparted
from storage.cases.rules import local_day
from storage.people.rules import Language
from storage.talk.rules import Who
from storage.talk.tables import Line

Drawn = dict[str, Any]


@dataclass(frozen=True)
class LinePen:
    """Draws lines for a page: in one language, as of one day, for the citizen or for the desk.

    At the desk the words of the citizen are marked as the citizen's, not as "you".
    """

    texts: Texts
    language: Language
    now: datetime
    at_desk: bool = False

    def draw(self, lines: Iterable[Line]) -> list[Drawn]:
        """Lines as a page draws them."""
        return [_drawn(self, line) for line in lines]


def _drawn(pen: LinePen, line: Line) -> Drawn:
    mine = line.who == Who.YOU
    card = dict(line.card) if line.card and "title" in line.card else None
    return {
        "seq": line.seq,
        "id": line.client_id if mine else None,
        "who": "citizen" if mine and pen.at_desk else str(line.who),
        "name": line.name,
        "text": line.text or (pen.texts.render("law_case.blank", pen.language) if not card else ""),
        "at": line.at,
        "when": pen.texts.render(_clock(pen, line), pen.language, {"at": line.at}),
        "case": line.case_number,
        "buttons": line.buttons or [],
        "ask": _ask(line),
        "card": card,
        "files": _files(line),
    }


def as_json(line: Drawn) -> Drawn:
    """A drawn line as JSON, with its time as ISO text. One's own words stay as they were written,
    because the script compares them.
    """
    at: datetime = line["at"]
    text = line["text"] if line["who"] == Who.YOU else unparted(line["text"])
    card = line["card"] and {
        **line["card"],
        "rows": [[label, unparted(fact)] for label, fact in line["card"].get("rows", ())],
    }
    return {
        **line,
        "at": at.isoformat(),
        "text": text,
        "card": card,
        "when": unparted(line["when"]),
    }


def open_line(lines: Sequence[Drawn]) -> Drawn | None:
    """The open question: the last line that can be answered, after one's own last words.

    When nobody has answered the last words, they were said in a live talk: its question stays open.
    """
    answered = False
    for line in reversed(lines):
        if line["who"] == Who.YOU:
            if answered:
                return None
            continue
        answered = True
        if line["buttons"] or line["ask"]:
            return line
    return None


def _clock(pen: LinePen, line: Line) -> str:
    """The time of a line: the hour alone for today, else the day as well."""
    return "web.clock" if local_day(line.at) == local_day(pen.now) else "web.moment"


def _ask(line: Line) -> Drawn | None:
    if line.ask is None:
        return None
    missing = {"kind": "text", "step": None, "of": None, "max": None, "optional": False}
    return {**missing, **line.ask}


def _files(line: Line) -> list[Drawn]:
    if not line.card or "file" not in line.card:
        return []
    kind = {"photo": "image", "voice": "audio"}.get(str(line.card.get("kind")), "other")
    return [{"url": f"/fil/{line.card['file']}", "kind": kind, "label": line.text}]
