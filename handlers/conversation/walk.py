"""The state of a person in a flow, and the result of one step.

A Walk is what is stored between two messages; engine.py moves it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from handlers.conversation.flow import Answer, Answers, Flow
from handlers.conversation.values import Begin, Message, Reply
from storage.talk.actions import Position

DRAFT = "*draft"
"""The question whether to continue a draft."""

CONFIRM = "*confirm"
"""The question whether something was understood correctly."""

SUMMARY = "*summary"
"""The question whether all answers are correct."""

CHANGE = "*change"
"""The question which answer to change."""


@dataclass(frozen=True)
class Walk:
    """The state of a person in a flow: the open question and the answers."""

    flow: Flow
    step: str | None = None
    given: Mapping[str, Answer] = field(default_factory=dict)
    args: Mapping[str, Any] = field(default_factory=dict)
    path: tuple[str, ...] = ()
    pending: tuple[str, Answer] | None = None
    odd: str = ""
    """The last words that were no answer to the open question."""
    later: tuple[str, ...] = ()
    """Other things that were said, to be handled when this flow is over."""

    @property
    def answers(self) -> Answers:
        """The answers, as a flow's own code reads them."""
        return Answers(self.given, self.args)

    def position(self) -> Position:
        """The walk as it is stored."""
        stored: dict[str, Any] = {
            "given": {key: [a.value, a.words] for key, a in self.given.items()},
            "args": dict(self.args),
            "path": list(self.path),
        }
        if self.pending:
            key, answer = self.pending
            stored["pending"] = [key, answer.value, answer.words]
        if self.odd:
            stored["odd"] = self.odd
        if self.later:
            stored["later"] = list(self.later)
        return Position(self.flow.name, self.flow.version, self.step, stored)

    def with_answer(self, key: str, answer: Answer) -> Walk:
        """The walk with one more answer, whose question becomes the last of its path."""
        path = (*(k for k in self.path if k != key), key)
        return replace(self, given={**self.given, key: answer}, path=path, pending=None, odd="")

    def without(self, key: str) -> Walk:
        """The walk without the answer to a question."""
        given = {k: a for k, a in self.given.items() if k != key}
        return replace(self, given=given, path=tuple(k for k in self.path if k != key))


@dataclass(frozen=True)
class Turn:
    """The result of one step: messages, and the new state."""

    messages: tuple[Message, ...] = ()
    walk: Walk | None = None
    begin: Begin | None = None
    about: int | None = None
    call: str | None = None
    later: tuple[str, ...] = ()
    refused: bool = False
    """Whether what was said was no answer to the open question."""


def restored(flow: Flow, position: Position) -> Walk:
    """A stored walk; answers to steps that this version does not have are dropped."""
    stored = position.answers
    known = {step.key for step in flow.steps}
    given = {
        key: Answer(value, words)
        for key, (value, words) in stored.get("given", {}).items()
        if key in known
    }
    pending = stored.get("pending")
    return Walk(
        flow=flow,
        step=position.step,
        given=given,
        args=stored.get("args", {}),
        path=tuple(key for key in stored.get("path", ()) if key in known),
        pending=(pending[0], Answer(pending[1], pending[2])) if pending else None,
        odd=stored.get("odd", ""),
        later=tuple(stored.get("later", ())),
    )


def left(reply: Reply) -> Turn:
    """The result of a reply after which no question is open."""
    return Turn(reply.messages, None, reply.begin, reply.about, reply.call, reply.later)
