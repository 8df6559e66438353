"""A table in Markdown, its columns straight, for a page and for a terminal."""

from __future__ import annotations

from collections.abc import Sequence


def drawn(head: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> str:
    """The table."""
    widths = [max(map(len, column)) for column in zip(head, *rows, strict=True)]
    line = tuple("-" * width for width in widths)
    return "\n".join(
        f"| {' | '.join(map(str.ljust, row, widths))} |" for row in (head, line, *rows)
    )
