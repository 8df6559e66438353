"""The only writers of people."""

from storage.people.actions.audit import record
from storage.people.actions.colleagues import (
    LastAdministrator,
    change_role,
    change_self,
    come_back,
    go_away,
    remove,
    want_digest,
)
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
    forget_silences,
    meet,
    mute,
    newcomer,
    return_to,
    show_notice,
    silence,
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
    "come_back",
    "end_address",
    "end_sign_in",
    "forget_silences",
    "go_away",
    "invite",
    "join",
    "meet",
    "mute",
    "newcomer",
    "record",
    "remove",
    "return_to",
    "show_notice",
    "sign_in_link",
    "silence",
    "speak",
    "stay",
    "take_back_invite",
    "tell_age",
    "want_digest",
]
