"""The vocabulary of a conversation as plain values: what was said, what is answered.

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
    """Words were written. `line` is the question under which they were written, where the channel
    knows it; None answers the open question.
    """

    text: str
    line: int | None = None


@dataclass(frozen=True)
class Press:
    """A button was pressed: the line under which it stood, and its value."""

    line: int
    value: str


@dataclass(frozen=True)
class Attachment:
    """A cleaned photo or voice was sent, perhaps with a caption.

    `remote` names one that is still on the channel's own server and is fetched later.
    """

    kind: str
    media_type: str
    content: bytes
    caption: str = ""
    remote: str | None = None


@dataclass(frozen=True)
class Edited:
    """A message was edited after it was sent: its name, and the new words."""

    of: str
    text: str


@dataclass(frozen=True)
class Unreadable:
    """Something that the program cannot read: a sticker, a place. `key` is the text that answers
    it.
    """

    key: str = "common.unreadable"


@dataclass(frozen=True)
class Opened:
    """A one-time link was opened. The secret is never part of a line or a dead letter. `sure` is
    the answer of a page that has asked already.
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
    any other value answers the question of its line.

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
    """One line of a card: a name (a text key) and a value."""

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
    """Numbers to be drawn, or shown as a table where they cannot. One chart counts one thing."""

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
    """Shown as a picture by a channel that can draw; the rows repeat the most important numbers."""
    week: Week | None = None
    """A week to look at, for a channel that can draw."""


@dataclass(frozen=True)
class Message:
    """One thing to say: a text key with its values, and buttons. `language` is set when it is not
    said in the person's own.
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
    """Begin another flow. `args`: values it does not ask for; `given`: answers already known."""

    flow: str
    args: Mapping[str, Any] = field(default_factory=dict)
    given: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Reply:
    """What a handler returns: messages, and perhaps a flow to go on with."""

    messages: tuple[Message, ...] = ()
    begin: Begin | None = None
    about: int | None = None
    """The case to which the person's own words belong, if any."""

    call: str | None = None
    """A command to obey next, as if it had been typed: `/mine`."""

    later: tuple[str, ...] = ()
    """Other things that were said in the same message, to be handled afterwards."""

    stands: Position | None = None
    """The position of the conversation from now on, when it was joined with another one."""


def say(key: str, *buttons: Button, **values: Value) -> Reply:
    """A reply of one message."""
    return Reply((Message(key, values, buttons),))


@dataclass
class Occasion:
    """What is needed to tell somebody something: both the clock and every conversation have it."""

    tx: Transaction
    texts: Texts
    library: Library
    now: datetime


@dataclass
class Context(Occasion):
    """What a handler may know: the transaction, who speaks, where, when.

    `language` may change while a message is handled; what follows is said in the new one.
    `person_id` and the talk with its `version` may change too, when two people become one.
    """

    person_id: int
    language: Language
    age: AgeBand
    place: str
    talk_id: int
    colleague: Colleague | None = None
    version: int = 0
    """The version of the talk when this was said."""

    channel: Channel = Channel.WEB
    address: str = ""
    """The address from which this was said, as the channel names it."""

    overheard: bool = False
    """Whether others read the answer, because this was said in the staff's group."""

    shelf: Shelf = field(default_factory=Shelf)
    """The index of ideas in this process."""

    choices: Sequence[Mapping[str, Any]] = ()
    """The buttons under the open question, as they were shown."""
    news: bool = False
    """Whether something was said after the open question was put, so that a page shows it last."""

    drafts: bool = True
    """Whether there may be drafts in this talk."""

    newcomer: bool = False
    """Whether this is their first message: nothing is known of them yet, and it is already written
    down that they were shown the privacy notice.
    """

    silenced: bool = False
    """Whether the person is silenced: nothing they say reaches anybody."""

    file: int | None = None
    """The file that was just sent and kept, for the line that shows it."""

    about: int | None = None
    """The case to which this line belongs, when a flow's own code sets it."""

    line_text: str = ""
    """What was just said, in words. A command with free words after it leaves only those, for the
    line that is kept.
    """

    position: Position = field(default_factory=Position)
    """The position of the conversation when this was said."""

    urgent: bool = False
    """Whether the answer is help that may be needed now: nothing is said before it."""

    everywhere: bool = False
    """Whether the answer goes to all chats of the person, not only to this one."""

    @property
    def pen(self) -> Pen:
        """Writes texts in the language of the speaker."""
        return Pen(self.texts, self.language)

    def staff(self) -> Colleague:
        """The colleague who speaks. Raises NotAllowed for everybody else."""
        if self.colleague is None:
            raise NotAllowed
        return self.colleague

    def may(self, role: Role) -> bool:
        """Whether the speaker is staff with at least this role."""
        return self.colleague is not None and self.colleague.may(role)
