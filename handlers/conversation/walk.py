"""How far somebody has come in a flow, and what one step of it leads to.

A Walk is what is stored between two messages; what moves it is in engine.py.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from handlers.conversation.flow import Answer, Answers, Flow
from handlers.conversation.values import Begin, Message, Reply
from storage.talk.actions import Position

DRAFT = "*draft"
"""The question whether to go on with a draft."""

CONFIRM = "*confirm"
"""The question whether something was understood as it was meant."""

SUMMARY = "*summary"
"""The question whether all is as it should be."""

CHANGE = "*change"
"""The question which answer to change."""


@dataclass(frozen=True)
class Walk:
    """How far somebody has come in a flow."""

    flow: Flow
    step: str | None = None
    given: Mapping[str, Answer] = field(default_factory=dict)
    args: Mapping[str, Any] = field(default_factory=dict)
    path: tuple[str, ...] = ()
    pending: tuple[str, Answer] | None = None
    odd: str = ""
    """What was last said here and was no answer."""
    later: tuple[str, ...] = ()
    """What was said as well, and waits until this is over."""

    @property
    def answers(self) -> Answers:
        """What has been answered, as a flow's own code reads it."""
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
        """The walk with one more answer, and that question at the end of its path."""
        path = (*(k for k in self.path if k != key), key)
        return replace(self, given={**self.given, key: answer}, path=path, pending=None, odd="")

    def without(self, key: str) -> Walk:
        """The walk as if a question had not been answered."""
        given = {k: a for k, a in self.given.items() if k != key}
        return replace(self, given=given, path=tuple(k for k in self.path if k != key))


@dataclass(frozen=True)
class Turn:
    """What one step of a walk leads to: things to say, and where it stands now."""

    messages: tuple[Message, ...] = ()
    walk: Walk | None = None
    begin: Begin | None = None
    about: int | None = None
    call: str | None = None
    later: tuple[str, ...] = ()
    refused: bool = False
    """Whether what was said was no answer to the open question."""


def restored(flow: Flow, position: Position) -> Walk:
    """The walk that was stored; answers to steps that this version no longer has are left out."""
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
    """What a reply leads to when no question is open."""
    return Turn(reply.messages, None, reply.begin, reply.about, reply.call, reply.later)
