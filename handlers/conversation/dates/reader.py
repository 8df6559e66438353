"""A place among the tokens, moved on by the rules.

Must not know any rule.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Concatenate, ParamSpec, TypeVar

from handlers.conversation.dates.kinds import Kind
from handlers.conversation.dates.tokens import Token

Read = TypeVar("Read")
More = ParamSpec("More")

END = Token(Kind.END, "")


class Reader:
    """Reads tokens from the left, never past the end."""

    def __init__(self, tokens: list[Token]) -> None:
        self.tokens = tokens
        self.at = 0

    @property
    def done(self) -> bool:
        """Whether nothing is left."""
        return self.at >= len(self.tokens)

    def peek(self, ahead: int = 0) -> Token:
        """A token without moving; END past the last."""
        place = self.at + ahead
        return self.tokens[place] if place < len(self.tokens) else END

    def sees(self, *kinds: Kind, ahead: int = 0) -> bool:
        """Whether a token is of one of these kinds."""
        return self.peek(ahead).kind in kinds

    def take(self, *kinds: Kind) -> Token | None:
        """The next token when it is of one of these kinds."""
        if not self.sees(*kinds):
            return None
        self.at += 1
        return self.tokens[self.at - 1]

    def unit(self, *names: str) -> Token | None:
        """The next token when it is one of these units of time."""
        return self.take(Kind.UNIT) if self.peek().name in names else None

    def amount(self) -> Token | None:
        """A number that counts something: digits, a word, or «a» for one; never «the third»."""
        return self.take(Kind.NUMBER, Kind.ARTICLE) if not self.peek().ordinal else None

    def pass_over(self, *kinds: Kind) -> None:
        """Moves past all tokens of these kinds."""
        while self.take(*kinds):
            pass


def all_or_nothing(
    rule: Callable[Concatenate[Reader, More], Read | None],
) -> Callable[Concatenate[Reader, More], Read | None]:
    """A rule that finds nothing leaves the reader where it was."""

    def careful(reader: Reader, /, *more: More.args, **named: More.kwargs) -> Read | None:
        start = reader.at
        found = rule(reader, *more, **named)
        if found is None:
            reader.at = start
        return found

    return careful
