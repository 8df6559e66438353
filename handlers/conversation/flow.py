"""What a flow is: typed questions, and what to do with the answers.

A flow is data; engine.py walks it. Texts have the keys `<flow>.<step>` (the question),
`<flow>.<step>_<value>` (a choice) and `<flow>.<step>_label` (its name in the summary).
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from handlers.conversation.texts import Values
from handlers.conversation.values import Context, Reply
from storage.people.rules import Role


@dataclass(frozen=True)
class Answer:
    """An answer as understood: the value that is kept, and the words that a person reads."""

    value: Any
    words: str


@dataclass(frozen=True)
class Answers:
    """The answers so far, and what the flow was begun with."""

    given: Mapping[str, Answer] = field(default_factory=dict)
    args: Mapping[str, Any] = field(default_factory=dict)

    def __getitem__(self, key: str) -> Any:
        """The value of an answer; None when it was skipped or not asked."""
        found = self.given.get(key)
        return found.value if found else None

    def words(self, key: str) -> str:
        """The words of an answer, "" when there is none."""
        found = self.given.get(key)
        return found.words if found else ""


Condition = Callable[[Answers, Context], bool]
Opens = Callable[[Context, Answers], Awaitable[Reply | None]]
Finish = Callable[[Context, Answers], Awaitable[Reply]]
Save = Callable[[Context, Answers, str], Awaitable[None]]
LookedUp = Callable[[Context, Answers], Awaitable[Values]]


@dataclass(frozen=True)
class Choice:
    """A choice of a question. Its label is a text key, or words that are data."""

    value: str
    label: str | None = None
    text: str | None = None
    """For a suggestion: the whole text that it stands for."""


Choosing = Callable[[Context, Answers], Awaitable[tuple[Choice, ...]]]
Choices = tuple[str, ...] | Choosing


def always(_: Answers, __: Context) -> bool:
    """The condition of a step that is always asked."""
    return True


@dataclass(frozen=True, kw_only=True)
class Step:
    """One question."""

    key: str
    when: Condition = always
    optional: bool = False
    values: LookedUp | None = None
    """Values for the question's text that have to be looked up."""


@dataclass(frozen=True, kw_only=True)
class TextStep(Step):
    """Free words; `least` and `most` are characters after trimming."""

    least: int = 1
    most: int = 2000
    suggestions: Choices = ()
    pattern: str | None = None
    """A regular expression for the whole answer, for things like phone numbers."""

    readable: bool = False
    """Words that look like no language at all are read back for a yes, and then kept."""


@dataclass(frozen=True)
class Unread:
    """What a flow's own `read` returns for words that it could not read: the text to say."""

    key: str
    values: Values = field(default_factory=dict)


Read = Callable[[Context, Answers, str], Awaitable[Answer | Unread]]


@dataclass(frozen=True, kw_only=True)
class ReadStep(TextStep):
    """Words that the flow's own code reads: `read` returns the answer, or what to say instead.

    `read` must not change anything; what an answer does is done at the flow's end.
    """

    read: Read


@dataclass(frozen=True, kw_only=True)
class OneOf(Step):
    """One of some choices."""

    choices: Choices


@dataclass(frozen=True, kw_only=True)
class ManyOf(Step):
    """Any number of some choices; the value is a list."""

    choices: Choices


@dataclass(frozen=True, kw_only=True)
class YesNo(Step):
    """Yes or no; the value is a bool."""


@dataclass(frozen=True, kw_only=True)
class NumberStep(Step):
    """A whole number between two limits, both included."""

    least: int
    most: int


@dataclass(frozen=True, kw_only=True)
class FileStep(Step):
    """A photo or a voice; the value is the number of the kept file."""


@dataclass(frozen=True, kw_only=True)
class DateStep(Step):
    """A day in the person's own words, read back for a yes; the value is an ISO date.

    past: the day is today or before; "1. maj" is the last one.
    """

    past: bool = False


@dataclass(frozen=True)
class Flow:
    """A conversation: its questions, and what happens at its end.

    version: raised when steps change meaning; answers to steps that still exist are kept.
    summary: whether all answers are shown for a yes before the end, each of them open to change.
    preview: values for the summary's text, for flows that show what the yes will do.
    save: called after each answer, for flows in which every answer is saved by itself.
    opens: called before the first question; if it returns a Reply, the flow is refused with it.
    private: whether it goes on only where nobody else reads.
    always: whether silenced people may use it too, because it concerns nobody else.
    adds: the flow that adds words to the case, for words that answer none of this flow's buttons.
    """

    name: str
    version: int
    steps: tuple[Step, ...]
    finish: Finish
    summary: bool = False
    preview: LookedUp | None = None
    save: Save | None = None
    opens: Opens | None = None
    role: Role | None = None
    always: bool = False
    private: bool = False
    adds: str = ""

    def step(self, key: str) -> Step | None:
        """The step with this key, if this version of the flow has it."""
        return next((step for step in self.steps if step.key == key), None)
