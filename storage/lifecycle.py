"""A life cycle as a table of legal moves.

Must not know what the states mean, nor who acts: roles are values that it passes on.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Generic, TypeVar

State = TypeVar("State", bound=StrEnum)
Act = TypeVar("Act", bound=StrEnum)
Actor = TypeVar("Actor")


@dataclass(frozen=True)
class Move(Generic[State, Act, Actor]):
    """One row: this act is legal in these states, leads to the target, and needs this actor.

    A target of None leaves the state as it is. An act with several targets has a row for each.
    """

    act: Act
    sources: frozenset[State]
    target: State | None
    by: Actor


class IllegalMove(Exception):
    """The act is not legal in this state."""

    def __init__(self, state: StrEnum, act: StrEnum) -> None:
        super().__init__(f"{act} is not legal in state {state}")
        self.state = state
        self.act = act


class Lifecycle(Generic[State, Act, Actor]):
    """The legal moves of one kind of thing, looked up by act and state."""

    def __init__(self, moves: Iterable[Move[State, Act, Actor]]) -> None:
        self.moves = tuple(moves)
        self._by: dict[tuple[State, Act], Move[State, Act, Actor]] = {}
        for move in self.moves:
            for state in move.sources:
                if (state, move.act) in self._by:
                    raise ValueError(f"{move.act} stands twice for state {state}")
                self._by[state, move.act] = move

    def move(self, state: State, act: Act) -> Move[State, Act, Actor]:
        """The row for an act, or IllegalMove."""
        found = self._by.get((state, act))
        if found is None:
            raise IllegalMove(state, act)
        return found

    def after(self, state: State, act: Act) -> State:
        """The state that a legal act leads to."""
        return self.move(state, act).target or state

    def legal(self, state: State) -> tuple[Move[State, Act, Actor], ...]:
        """All moves that are legal in a state, in the order of the table."""
        return tuple(move for move in self.moves if state in move.sources)
