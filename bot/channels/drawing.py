"""Lines of a talk as Telegram messages: one message where possible, with its keyboard underneath.

Pure: from lines to text, bold stretches and buttons. Bold is marked by entities, not by markup, so
that nobody's words can be taken for a tag. Must not send anything.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from aiogram.methods import SendMessage, SendPhoto
from aiogram.types import (
    BufferedInputFile,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    MessageEntity,
)

from bot.channels.pieces import LONGEST, Span, pieces
from handlers.conversation.texts import Texts
from handlers.conversation.unparted import unparted
from storage.people.rules import Language
from storage.talk.tables import Line

LONGEST_DATA = 64
"""Bytes of data that Telegram keeps with a button."""

LONGEST_LABEL = 64
"""Characters of a label; a telephone cuts longer ones."""

LONGEST_CAPTION = 1024
"""UTF-16 units of the text under a picture."""

MOST_BUTTONS = 100
SHORT_LABEL = 12
MIDDLE_LABEL = 22
UNTICKED, TICKED, PICKED = "☐ ", "☑ ", "picked"
IN_WORDS = frozenset({"text", "number", "when", "file"})
"""The kinds of question that are answered by more than a press."""

PICTURED = frozenset({"charts", "week"})
"""The parts of a card that are shown as a picture."""

_DATA = re.compile(r"(\d{1,9})(?:@(\d{1,9}))?:(.*)", re.DOTALL)
_OF_A_CASE = re.compile(r"/\w+ (\d+)")

Key = tuple[str, str]
"""A button: its label, and its data or the address that it opens."""


@dataclass(frozen=True)
class Drawn:
    """One message: its text, where it is bold (UTF-16 units: start, length), its rows of keys."""

    text: str
    bold: tuple[tuple[int, int], ...] = ()
    keys: tuple[tuple[Key, ...], ...] = ()
    card: Mapping[str, Any] | None = None
    """A card that is shown as a picture; the text is its caption."""

    def keyboard(self) -> InlineKeyboardMarkup | None:
        """The keys as Telegram's type."""
        if not self.keys:
            return None
        return InlineKeyboardMarkup(
            inline_keyboard=[[_button(*key) for key in row] for row in self.keys]
        )

    def entities(self) -> list[MessageEntity] | None:
        """The bold stretches as Telegram's type."""
        return [
            MessageEntity(type="bold", offset=start, length=length) for start, length in self.bold
        ] or None

    def sent_to(self, address: str, thread: int | None = None) -> SendMessage:
        """The call that sends it."""
        return SendMessage(
            chat_id=int(address),
            message_thread_id=thread,
            text=self.text,
            entities=self.entities(),
            reply_markup=self.keyboard(),
        )

    def photo_to(self, address: str, content: bytes, thread: int | None = None) -> SendPhoto:
        """The call that sends it with a picture."""
        return SendPhoto(
            chat_id=int(address),
            message_thread_id=thread,
            photo=BufferedInputFile(content, "billede.png"),
            caption=self.text,
            caption_entities=self.entities(),
            reply_markup=self.keyboard(),
        )

    def riding(self, address: str) -> dict[str, Any]:
        """The same call as the answer to a webhook."""
        call: dict[str, Any] = {"method": "sendMessage", "chat_id": int(address)}
        call["text"] = self.text
        if self.bold:
            call["entities"] = [
                {"type": "bold", "offset": start, "length": length} for start, length in self.bold
            ]
        if self.keys:
            rows = [[_plain_button(*key) for key in row] for row in self.keys]
            call["reply_markup"] = {"inline_keyboard": rows}
        return call


class MessagePen:
    """Draws lines as messages: in one language, with links to the desk under `url` ("": without
    links).
    """

    def __init__(self, texts: Texts, language: Language, url: str = "") -> None:
        self._texts = texts
        self._language = language
        self._url = url if url.startswith("https://") else ""

    def draw(
        self, lines: Sequence[Line], whom: str = "", late_from: datetime | None = None
    ) -> list[Drawn]:
        """Lines as messages, in order; the last one carries the keys.

        `whom` is the name that a message in a group begins with: each question there says whom it
        asks, and that it is answered by a reply. `late_from`: say that the message is late and when
        it was due.
        """
        spans = list(self._spans(lines, whom))
        if late_from is not None:
            spans[:0] = [Span(self._say("telegram.late", at=late_from)), Span("\n\n")]
        keys = tuple(self._keys(lines, shared=bool(whom)))[:MOST_BUTTONS]
        charted = [line.card for line in lines if line.card and PICTURED & line.card.keys()]
        longest = LONGEST_CAPTION if charted else LONGEST
        drawn = [Drawn(unparted(text), bold) for text, bold in pieces(spans, longest)]
        if not drawn:
            return []
        drawn[-1] = replace(drawn[-1], keys=keys)
        return [replace(drawn[0], card=charted[0]), *drawn[1:]] if charted else drawn

    def _spans(self, lines: Iterable[Line], whom: str) -> Iterable[Span]:
        if whom:
            yield Span(f"{whom}: ", bold=True)
        for number, line in enumerate(lines):
            if number:
                yield Span("\n\n")
            yield from self._line(line)
            if whom and (line.ask or {}).get("kind") in IN_WORDS:
                yield Span("\n")
                yield Span(self._say("telegram.reply_to_this"))

    def _line(self, line: Line) -> Iterable[Span]:
        if line.name:
            yield Span(self._say("telegram.from_staff", name=line.name), bold=True)
            yield Span("\n")
        ask = line.ask or {}
        if ask.get("step") and (ask.get("of") or 0) > 1:
            yield Span(self._say("telegram.place", step=ask["step"], of=ask["of"]), bold=True)
            yield Span("\n")
        yield Span(line.text)
        if line.card and "title" in line.card:
            yield Span("\n\n" if line.text else "")
            yield from card_spans(line.card)

    def _keys(self, lines: Sequence[Line], *, shared: bool) -> Iterable[tuple[Key, ...]]:
        speaking = [line for line in lines if _buttons(line) or _link(line, self._url)]
        for line in speaking:
            talk = line.talk_id if shared and line.ask is not None else None
            yield from self._keys_of(line, talk, numbered=len(speaking) > 1)

    def _keys_of(
        self, line: Line, talk: int | None, *, numbered: bool
    ) -> Iterable[tuple[Key, ...]]:
        many = (line.ask or {}).get("kind") == "many"
        loud: list[Key] = []
        quiet: list[Key] = []
        own = len((line.card or {}).get("buttons", ()))
        for index, button in enumerate(_buttons(line)):
            data = data_of(Data(line.seq, str(button["value"]), talk), index - own)
            label = _label(button, numbered=numbered)
            if many and not str(button["value"]).startswith("/"):
                label = UNTICKED + label
            (quiet if button.get("quiet") else loud).append((label, data))
        if many:
            loud.append((self._say("telegram.picked"), data_of(Data(line.seq, PICKED, talk))))
        if link := _link(line, self._url):
            quiet.append((self._say("telegram.open"), link))
        yield from _in_rows(loud)
        yield from _in_rows(quiet)

    def _say(self, key: str, **values: Any) -> str:
        return self._texts.render(key, self._language, values)


def card_spans(card: Mapping[str, Any]) -> Iterable[Span]:
    """A card as text: its title, if it has one, and each fact with its label."""
    yield Span(str(card["title"]), bold=True)
    for index, (label, fact) in enumerate(card["rows"]):
        yield Span("\n" if index or card["title"] else "")
        yield Span(f"{label}: ", bold=True)
        yield Span(str(fact))


@dataclass(frozen=True)
class Data:
    """The data of a button: its line, its value, and in a group the talk that asks."""

    line: int
    value: str
    talk: int | None = None

    def __str__(self) -> str:
        return f"{self.line}{'' if self.talk is None else f'@{self.talk}'}:{self.value}"


def data_of(data: Data, place: int = 0) -> str:
    """The data as a string within Telegram's limit. When the value is too long, its place among the
    line's own buttons stands for it. A card's buttons are commands, and short.
    """
    whole = str(data)
    return whole if len(whole.encode()) <= LONGEST_DATA else str(replace(data, value=f"~{place}"))


def read_data(carried: str) -> Data:
    """Read the data of a pressed button. Unknown data is taken for an old button (line 0)."""
    found = _DATA.fullmatch(carried)
    if found is None:
        return Data(0, carried.partition(":")[2])
    return Data(int(found[1]), found[3], int(found[2]) if found[2] else None)


def _buttons(line: Line) -> list[dict[str, Any]]:
    """The buttons of a line's card, then its own."""
    return [*(line.card or {}).get("buttons", ()), *(line.buttons or ())]


def _label(button: Mapping[str, Any], *, numbered: bool) -> str:
    label = str(button["label"])
    found = _OF_A_CASE.match(str(button["value"])) if numbered else None
    whole = f"{found[1]}: {label}" if found else label
    return whole if len(whole) <= LONGEST_LABEL else f"{whole[: LONGEST_LABEL - 1]}…"


def _link(line: Line, url: str) -> str:
    link = (line.card or {}).get("link")
    return f"{url}{link}" if link and url else ""


def _in_rows(keys: Sequence[Key]) -> Iterable[tuple[Key, ...]]:
    """Arrange keys in rows: side by side where labels are short, alone where they are long."""
    longest = max((len(label) for label, _ in keys), default=0)
    width = 3 if longest <= SHORT_LABEL else 2 if longest <= MIDDLE_LABEL else 1
    for start in range(0, len(keys), width):
        yield tuple(keys[start : start + width])


def _plain_button(label: str, leads: str) -> dict[str, str]:
    kind = "url" if leads.startswith("https://") else "callback_data"
    return {"text": label, kind: leads}


def _button(label: str, leads: str) -> InlineKeyboardButton:
    return InlineKeyboardButton.model_validate(_plain_button(label, leads))
