"""The words of a conversation as plain values: what was said, what is answered.

Knows no channel: a tap in a browser and one in Telegram are the same Press.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from handlers.conversation.pen import Pen
from handlers.conversation.plan import Week
from handlers.conversation.texts import Texts, Value, Values
from handlers.library import Library
from storage.database import Transaction
from storage.ideas.shelf import Shelf
from storage.people.queries import Colleague
from storage.people.rules import AgeBand, Channel, Language, NotAllowed, Role
from storage.talk.actions import Position


@dataclass(frozen=True)
class Text:
    """Something was written. `line` is the question that it was written under, where a channel
    tells; None answers what is open.
    """

    text: str
    line: int | None = None


@dataclass(frozen=True)
class Press:
    """A button was pressed: which line it stood under, and its value."""

    line: int
    value: str


@dataclass(frozen=True)
class Attachment:
    """A cleaned photo or voice was sent, perhaps with words of its own.

    `remote` names one that is still at the channel's own server, from which it will be fetched.
    """

    kind: str
    media_type: str
    content: bytes
    caption: str = ""
    remote: str | None = None


@dataclass(frozen=True)
class Edited:
    """Something that was said before was changed afterwards: its name, and the new words."""

    of: str
    text: str


@dataclass(frozen=True)
class Unreadable:
    """Something that nobody here can read: a sticker, a place. `key` is the sentence to answer."""

    key: str = "common.unreadable"


@dataclass(frozen=True)
class Opened:
    """A one-time link was opened. Its secret is no part of the words: no line and no dead letter
    holds it. `sure` is the answer of a page that has asked already.
    """

    secret: str = field(repr=False)
    sure: bool | None = None


Said = Text | Press | Attachment | Edited | Unreadable | Opened


def typed_or_pressed(said: Said) -> str:
    """The words that were typed, or the value of the button; "" for all else."""
    if isinstance(said, Press):
        return said.value
    return said.text if isinstance(said, Text) else ""


@dataclass(frozen=True)
class Button:
    """Something to press. A value that begins with / is a command and means the same when typed;
    any other value answers the question of the line it stands under.

    The label is a text key, or words that are data (a branch's name). Quiet buttons are ways out.
    """

    value: str
    key: str | None = None
    label: str | None = None
    values: Values = field(default_factory=dict)
    quiet: bool = False

    @classmethod
    def to(cls, command: str, *about: object, quiet: bool = False) -> Button:
        """The button of a command, with the command's own label: `Button.to("sag", 12)`."""
        value = " ".join((f"/{command}", *map(str, about)))
        return cls(value, f"command.{command}", quiet=quiet)


@dataclass(frozen=True)
class Row:
    """One line of a card: what it is (a text key), and what it says."""

    key: str
    text: str | None = None
    text_key: str | None = None
    values: Values = field(default_factory=dict)


@dataclass(frozen=True)
class Bar:
    """One bar of a chart: what it counts, in words, and how many."""

    label: str
    n: int


@dataclass(frozen=True)
class Chart:
    """Numbers that can be drawn, and stand as a table where they cannot. One thing is counted."""

    key: str
    title: str
    bars: tuple[Bar, ...]


@dataclass(frozen=True)
class Card:
    """Facts at a glance, drawn by each channel in its own way."""

    title: str
    rows: tuple[Row, ...] = ()
    buttons: tuple[Button, ...] = ()
    link: str | None = None
    """The desk's page of the case, relative; None for a card that has no page."""
    charts: tuple[Chart, ...] = ()
    """What a channel that can draw shows as a picture; the rows say the most important of it."""
    week: Week | None = None
    """A week to look at, for a channel that can draw."""


@dataclass(frozen=True)
class Message:
    """One thing to say: a text key with its values, and what can be pressed. `language` is for what
    is said in another one than the person's.
    """

    key: str
    values: Values = field(default_factory=dict)
    buttons: tuple[Button, ...] = ()
    card: Card | None = None
    case: int | None = None
    ask: Mapping[str, Any] | None = None
    language: Language | None = None


@dataclass(frozen=True)
class Begin:
    """Hand over to another flow; `args` it cannot ask for, `given` answers known already."""

    flow: str
    args: Mapping[str, Any] = field(default_factory=dict)
    given: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Reply:
    """What a handler answers: things to say, and perhaps a flow to go on with."""

    messages: tuple[Message, ...] = ()
    begin: Begin | None = None
    about: int | None = None
    """The case that the person's own words belong to, when they belong to one."""

    call: str | None = None
    """A command that is obeyed next, as if it had been written: `/mine`."""

    later: tuple[str, ...] = ()
    """What was said as well, and waits for its turn."""

    stands: Position | None = None
    """Where the conversation stands now, when it was joined with another one."""


def say(key: str, *buttons: Button, **values: Value) -> Reply:
    """A reply of one message: the most frequent one."""
    return Reply((Message(key, values, buttons),))


@dataclass
class Occasion:
    """What it takes to tell somebody something: the clock has it, and every conversation."""

    tx: Transaction
    texts: Texts
    library: Library
    now: datetime


@dataclass
class Context(Occasion):
    """Everything a handler may know: the transaction, who speaks, where, when.

    `language` may change while the message is handled; what follows is said in the new one. So may
    `person_id` and the talk with its `version`, when two people become one.
    """

    person_id: int
    language: Language
    age: AgeBand
    place: str
    talk_id: int
    colleague: Colleague | None = None
    version: int = 0
    """How far the talk had come when this was said."""

    channel: Channel = Channel.WEB
    address: str = ""
    """Where this was said from, as the channel knows it."""

    overheard: bool = False
    """Whether others read the answer, because it was said in the staff's group."""

    shelf: Shelf = field(default_factory=Shelf)
    """The ideas that this process has read."""

    choices: Sequence[Mapping[str, Any]] = ()
    """The buttons under the open question, as they were shown."""
    news: bool = False
    """Whether something was said since the open question was put: it is what a page shows last."""

    drafts: bool = True
    """Whether something may have been left unfinished here."""

    newcomer: bool = False
    """Whether this is their first message: nothing is known of them yet, and that they were shown
    the privacy notice is written down already."""

    silenced: bool = False
    """Whether what they say is to reach nobody, because they only abused it."""

    file: int | None = None
    """The file that was just sent and kept, for the line that shows it."""

    about: int | None = None
    """The case that this very line belongs to, where a flow's own code says so."""

    line_text: str = ""
    """What was just said, in words. A command whose rest is the person's own words leaves only
    those, for the line that is kept."""

    position: Position = field(default_factory=Position)
    """Where the conversation stood when this was said."""

    urgent: bool = False
    """Whether the answer is help that somebody may need now: nothing is said before it."""

    everywhere: bool = False
    """Whether the answer goes to all chats of the person, not only to where they spoke."""

    @property
    def pen(self) -> Pen:
        """Writes in the language of the speaker."""
        return Pen(self.texts, self.language)

    def staff(self) -> Colleague:
        """The colleague who speaks. Raises NotAllowed for everybody else."""
        if self.colleague is None:
            raise NotAllowed
        return self.colleague

    def may(self, role: Role) -> bool:
        """Whether the speaker is staff with at least this role."""
        return self.colleague is not None and self.colleague.may(role)
