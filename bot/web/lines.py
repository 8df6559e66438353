"""A line of a talk as a page draws it. The only place where lines become JSON."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from handlers.conversation.texts import Texts
from storage.people.rules import Language
from storage.talk.rules import Who
from storage.talk.tables import Line

Drawn = dict[str, Any]


def drawn(texts: Texts, language: Language, line: Line, *, at_desk: bool = False) -> Drawn:
    """One line. At the desk the citizen's own words are the citizen's, not "you"."""
    mine = line.who == Who.YOU
    card = dict(line.card) if line.card and "title" in line.card else None
    return {
        "seq": line.seq,
        "id": line.client_id if mine else None,
        "who": "citizen" if mine and at_desk else str(line.who),
        "name": line.name,
        "text": line.text,
        "at": line.at,
        "when": texts.render("web.clock", language, {"at": line.at}),
        "case": line.case_number,
        "buttons": line.buttons or [],
        "ask": _ask(line),
        "card": card,
        "files": _files(texts, language, line),
    }


def as_json(line: Drawn) -> Drawn:
    """A drawn line with its time as ISO text."""
    at: datetime = line["at"]
    return {**line, "at": at.isoformat()}


def open_line(lines: Sequence[Drawn]) -> Drawn | None:
    """The open question: the last line with something to answer, after one's own last words."""
    for line in reversed(lines):
        if line["who"] == Who.YOU:
            return None
        if line["buttons"] or line["ask"]:
            return line
    return None


def all_drawn(
    texts: Texts, language: Language, lines: Iterable[Line], *, at_desk: bool = False
) -> list[Drawn]:
    """Several lines."""
    return [drawn(texts, language, line, at_desk=at_desk) for line in lines]


def _ask(line: Line) -> Drawn | None:
    if line.ask is None:
        return None
    missing = {"kind": "text", "step": None, "of": None, "max": None, "optional": False}
    return {**missing, **line.ask}


def _files(texts: Texts, language: Language, line: Line) -> list[Drawn]:
    if not line.card or "file" not in line.card:
        return []
    kind = {"photo": "image", "voice": "audio"}.get(str(line.card.get("kind")), "other")
    return [{"url": f"/fil/{line.card['file']}", "kind": kind, "label": line.text}]
