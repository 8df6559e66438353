"""What a command is, and how one is recognised in what was said.

Must not know any command by name, except through the tables that it is given.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass

from handlers.conversation.parsers import folded
from handlers.conversation.values import Context, Press, Reply, Said, Text, typed_or_pressed
from storage.people.rules import Role

Run = Callable[[Context, str], Awaitable[Reply]]


@dataclass(frozen=True)
class Command:
    """A word that does something at once: `/mine`, "mine", or a button whose value is "/mine".

    run: called with what stands after the name.
    role: the least staff role; None is for everybody.
    aside: it only shows something, so the question that was open is put again afterwards.
    typed: whether the bare word counts, without a slash.
    always: whether silenced people may use it too, because it concerns nobody else.
    private: whether it is answered only where nobody else reads.
    takes_words: whether words typed instead of a press on its button count as the press, and become
        what stands after the name: for a button under a question that is answered in words.
    """

    names: tuple[str, ...]
    run: Run
    role: Role | None = None
    aside: bool = False
    typed: bool = True
    takes_words: bool = False
    always: bool = False
    private: bool = False

    @property
    def name(self) -> str:
        """The first of its names, under which the texts have its label."""
        return self.names[0]


@dataclass(frozen=True)
class Called:
    """A command that was given, and what stood after its name."""

    command: Command
    rest: str


class Commands:
    """All commands, found by any of their names."""

    def __init__(self, commands: Iterable[Command]) -> None:
        self._by_name: dict[str, Command] = {}
        for command in commands:
            for name in command.names:
                if name in self._by_name:
                    raise ValueError(f"two commands are called {name}")
                self._by_name[name] = command

    def called(self, said: Said) -> Called | None:
        """The command that was given, if any."""
        if isinstance(said, Press):
            return self._slashed(said.value) if said.value.startswith("/") else None
        if not isinstance(said, Text):
            return None
        words = said.text.strip()
        if words.startswith("/"):
            return self._slashed(words)
        command = self._by_name.get(folded(words))
        if command and command.typed:
            return Called(command, "")
        name, _, number = words.partition(" ")
        return self._slashed(f"/{words}") if name and number.strip().isdecimal() else None

    def unknown(self, said: Said) -> bool:
        """Whether this looks like a command but is none."""
        return typed_or_pressed(said).strip().startswith("/") and self.called(said) is None

    def _slashed(self, words: str) -> Called | None:
        name, _, rest = words.strip()[1:].partition(" ")
        command = self._by_name.get(folded(name.partition("@")[0]))
        return Called(command, rest.strip()) if command else None
