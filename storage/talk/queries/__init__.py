"""Reads of talk. Writes nothing."""

from storage.talk.queries.later import draft, due_count, due_now, file, file_due
from storage.talk.queries.lines import (
    answers_to,
    buttons_of,
    case_lines,
    last_buttons,
    line,
    lines_after,
    lines_before,
    newest,
    own_line,
    talk_at,
)
from storage.talk.queries.standing import Standing, standing

__all__ = [
    "Standing",
    "answers_to",
    "buttons_of",
    "case_lines",
    "draft",
    "due_count",
    "due_now",
    "file",
    "file_due",
    "last_buttons",
    "line",
    "lines_after",
    "lines_before",
    "newest",
    "own_line",
    "standing",
    "talk_at",
]
