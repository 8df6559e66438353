"""What a colleague asks a method for: whom, how far they have come, how many, how long."""

from __future__ import annotations

from dataclasses import dataclass

from handlers.toolbox.methods import Area, Span, Stage


@dataclass(frozen=True)
class Wanted:
    """What was asked for; what is empty was not said, and then everything will do.

    time: minutes that there are.
    words: what else was said, folded.
    """

    areas: frozenset[Area] = frozenset()
    stages: frozenset[Stage] = frozenset()
    people: Span | None = None
    time: Span | None = None
    words: tuple[str, ...] = ()

    @property
    def clear(self) -> bool:
        """Whether anything was said that a method either has or has not."""
        return bool(self.areas or self.stages or self.people or self.time)
