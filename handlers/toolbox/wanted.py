"""What a colleague asks for: for whom, at which stage, how many people, how long."""

from __future__ import annotations

from dataclasses import dataclass

from handlers.toolbox.methods import Area, Span, Stage


@dataclass(frozen=True)
class Wanted:
    """What was asked for. What is empty was not said, and then every method will do."""

    areas: frozenset[Area] = frozenset()
    stages: frozenset[Stage] = frozenset()
    people: Span | None = None
    time: Span | None = None
    words: tuple[str, ...] = ()

    @property
    def clear(self) -> bool:
        """Whether anything was said besides words."""
        return bool(self.areas or self.stages or self.people or self.time)
