"""The only writers of people."""

from storage.people.actions.audit import record
from storage.people.actions.colleagues import LastAdministrator, change_role, change_self, remove
from storage.people.actions.joining import (
    MailTaken,
    end_sign_in,
    invite,
    join,
    sign_in_link,
    take_back_invite,
)
from storage.people.actions.visiting import (
    arrive,
    end_address,
    meet,
    mute,
    return_to,
    show_notice,
    speak,
    stay,
    tell_age,
)

__all__ = [
    "LastAdministrator",
    "MailTaken",
    "arrive",
    "change_role",
    "change_self",
    "end_address",
    "end_sign_in",
    "invite",
    "join",
    "meet",
    "mute",
    "record",
    "remove",
    "return_to",
    "show_notice",
    "sign_in_link",
    "speak",
    "stay",
    "take_back_invite",
    "tell_age",
]
