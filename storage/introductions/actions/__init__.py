"""The only writers of introductions. Every act locks the cases first, then the introduction.

Telling either side is the handlers' matter.
"""

from storage.introductions.actions.answer import answer_for, leave, say_yes, went
from storage.introductions.actions.begin import Proposal, call_off, plan
from storage.introductions.actions.forget import forget_introduced, forget_of_case, forget_old
from storage.introductions.actions.gone import let_go, let_go_of_case, let_go_of_partner
from storage.introductions.actions.hand_over import follow, hand_over
from storage.introductions.actions.lesson import Choice, learn_lesson, plan_lesson
from storage.introductions.actions.time import ask, ask_how, expire, reach

__all__ = [
    "Choice",
    "Proposal",
    "answer_for",
    "ask",
    "ask_how",
    "call_off",
    "expire",
    "follow",
    "forget_introduced",
    "forget_of_case",
    "forget_old",
    "hand_over",
    "learn_lesson",
    "leave",
    "let_go",
    "let_go_of_case",
    "let_go_of_partner",
    "plan",
    "plan_lesson",
    "reach",
    "say_yes",
    "went",
]
