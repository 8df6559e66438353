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
from storage.talk.queries.outbox import (
    chat_now,
    dead,
    dead_count,
    oldest_waiting,
    waiting_count,
    was_put,
)
from storage.talk.queries.standing import Standing, standing
from storage.talk.queries.totals import Totals, totals
from storage.talk.queries.waiting import Parcel, something_due

__all__ = [
    "Parcel",
    "Standing",
    "Totals",
    "answers_to",
    "buttons_of",
    "case_lines",
    "chat_now",
    "dead",
    "dead_count",
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
    "oldest_waiting",
    "own_line",
    "something_due",
    "standing",
    "talk_at",
    "totals",
    "waiting_count",
    "was_put",
]
