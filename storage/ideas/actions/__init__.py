"""The only writers of ideas. Every act checks who acts, locks the case, and asks the life cycle.

What raises has changed nothing; what returns has written its line of audit.
"""

from storage.cases.actions import note
from storage.ideas.actions.citizen import add_words, answer, correct, tell_more, withdraw
from storage.ideas.actions.clock import News, release, wake
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
from storage.ideas.actions.desk import ask, hand_on, hide, rename, take, undo
from storage.ideas.actions.submit import NewIdea, NewNote, submit_idea, submit_note

__all__ = [
    "Approval",
    "NewIdea",
    "NewNote",
    "News",
    "NotReleased",
    "OwnIdea",
    "add_words",
    "answer",
    "approve",
    "ask",
    "correct",
    "decline",
    "hand_on",
    "hand_over_wishes",
    "hide",
    "join",
    "merge",
    "note",
    "park",
    "realise",
    "redirect",
    "release",
    "rename",
    "reopen",
    "reply",
    "search_partners",
    "separate",
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
