"""The only writers of ideas. Every act checks who acts, locks the case, and asks the life cycle.

What raises has changed nothing; what returns has written its line of audit.
"""

from storage.cases.actions import News, note, release
from storage.ideas.actions.absence import (
    Absence,
    Handed,
    begin_absence,
    end_absence,
    leave,
    return_to_work,
)
from storage.ideas.actions.citizen import add_words, answer, correct, tell_more, withdraw
from storage.ideas.actions.clock import wake
from storage.ideas.actions.company import (
    NotReleased,
    OwnIdea,
    hand_over_wishes,
    join,
    merge,
    separate,
    take_back,
    want,
)
from storage.ideas.actions.decisions import (
    Approval,
    approve,
    decline,
    park,
    realise,
    redirect,
    reopen,
    reply,
    search_partners,
    start,
)
from storage.ideas.actions.desk import ask, hand_on, hide, rename, sort, take, undo
from storage.ideas.actions.promises import Reminder, keep_watch
from storage.ideas.actions.submit import NewIdea, NewNote, submit_idea, submit_note

__all__ = [
    "Absence",
    "Approval",
    "Handed",
    "NewIdea",
    "NewNote",
    "News",
    "NotReleased",
    "OwnIdea",
    "Reminder",
    "add_words",
    "answer",
    "approve",
    "ask",
    "begin_absence",
    "correct",
    "decline",
    "end_absence",
    "hand_on",
    "hand_over_wishes",
    "hide",
    "join",
    "keep_watch",
    "leave",
    "merge",
    "note",
    "park",
    "realise",
    "redirect",
    "release",
    "rename",
    "reopen",
    "reply",
    "return_to_work",
    "search_partners",
    "separate",
    "sort",
    "start",
    "submit_idea",
    "submit_note",
    "take",
    "take_back",
    "tell_more",
    "undo",
    "wake",
    "want",
    "withdraw",
]
