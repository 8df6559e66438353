"""Reads of talk. Writes nothing."""

from storage.talk.queries.later import (
    case_of_file,
    draft,
    due_count,
    due_now,
    file,
    file_due,
)
from storage.talk.queries.letters import (
    Letter,
    Unsent,
    letter_fate,
    letters,
    trouble_count,
    unsent,
    wanted_letter,
)
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
from storage.talk.queries.standing import Standing, standing, standing_at
from storage.talk.queries.totals import Totals, totals
from storage.talk.queries.waiting import Parcel, something_due

__all__ = [
    "Letter",
    "Parcel",
    "Standing",
    "Totals",
    "Unsent",
    "answers_to",
    "buttons_of",
    "case_lines",
    "case_of_file",
    "chat_now",
    "dead",
    "dead_count",
    "draft",
    "due_count",
    "due_now",
    "file",
    "file_due",
    "last_buttons",
    "letter_fate",
    "letters",
    "line",
    "lines_after",
    "lines_before",
    "newest",
    "oldest_waiting",
    "own_line",
    "something_due",
    "standing",
    "standing_at",
    "talk_at",
    "totals",
    "trouble_count",
    "unsent",
    "waiting_count",
    "wanted_letter",
    "was_put",
]
