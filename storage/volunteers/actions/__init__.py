"""The only writers of volunteers. Every act checks who acts, locks the case, and asks the life
cycle; what raises has changed nothing.
"""

from storage.volunteers.actions.checks import CheckRule, write_check
from storage.volunteers.actions.clock import Happened, happen
from storage.volunteers.actions.expecting import agree, expect, keep_secret, leave_out
from storage.volunteers.actions.forgetting import forget
from storage.volunteers.actions.life import (
    activate,
    come_back,
    end,
    give_role,
    rest,
    step_of,
    take_role,
    talked,
    tick_step,
    try_out,
    turn_down,
    undo,
    write,
)
from storage.volunteers.actions.model import DRAFT, save_model
from storage.volunteers.actions.roles import (
    Lesson,
    RoleText,
    begin_trial,
    close_role,
    close_trial,
    open_role,
    save_role,
)
from storage.volunteers.actions.signup import PUBLISHED, More, NewVolunteer, sign_up, tell_more

__all__ = [
    "DRAFT",
    "PUBLISHED",
    "CheckRule",
    "Happened",
    "Lesson",
    "More",
    "NewVolunteer",
    "RoleText",
    "activate",
    "agree",
    "begin_trial",
    "close_role",
    "close_trial",
    "come_back",
    "end",
    "expect",
    "forget",
    "give_role",
    "happen",
    "keep_secret",
    "leave_out",
    "open_role",
    "rest",
    "save_model",
    "save_role",
    "sign_up",
    "step_of",
    "take_role",
    "talked",
    "tell_more",
    "tick_step",
    "try_out",
    "turn_down",
    "undo",
    "write",
    "write_check",
]
