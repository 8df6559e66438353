"""The life of a partner in the register: its kinds, its states, who may do what, and when.

Plain Python: no database, no clock.
"""

from __future__ import annotations

from datetime import timedelta
from enum import StrEnum

from dateutil.relativedelta import relativedelta

from storage.lifecycle import Lifecycle, Move
from storage.people.rules import Role

NAME_LONGEST = 120
TEXT_LONGEST = 2000
CONTACT_NAME_LONGEST = 80
CONTACT_ROLE_LONGEST = 80
REASON_LONGEST = 1000
PAUSE_LONGEST = timedelta(days=730)

LINK_LASTS = timedelta(days=14)
"""How long a link works with which a contact person lets another one in; it works once."""

ASKED_AFTER = relativedelta(years=1)
"""How long after it last confirmed its entry a partner is asked whether it still fits."""

ASKED_AGAIN = timedelta(days=30)
MOST_ASKED = 2
"""How often a partner is asked in all; without an answer to the last question it is paused."""

REGISTER = "register"
"""The act in the first line of a partner's audit. No move, because there was no state before."""

LANGUAGES = ("da", "en", "de", "ar", "uk", "pl", "tr", "fa", "so", "sign")
"""The languages that a partner can be met in; each has a text with its name."""


class PartnerKind(StrEnum):
    """Who it is (S56). A citizen is one person, and is never shown by name to strangers."""

    ASSOCIATION = "association"
    INSTITUTION = "institution"
    SCHOOL = "school"
    COMPANY = "company"
    NETWORK = "network"
    MUNICIPAL = "municipal"
    GROUP = "group"
    CITIZEN = "citizen"


class Openness(StrEnum):
    """By whom a partner may be asked: by citizens too, by staff alone, or by nobody."""

    ANYONE = "anyone"
    STAFF = "staff"
    NOBODY = "nobody"


class PartnerState(StrEnum):
    """Where a partner stands; only an active one is proposed or listed."""

    WAITING = "waiting"
    ACTIVE = "active"
    PAUSED = "paused"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"


class PartnerAct(StrEnum):
    """What can be done to a partner: by staff, by its own contact persons, and by time. WELCOME and
    PART are a contact person who comes and one who goes; REST is a pause that nobody asked for.
    """

    ACCEPT = "accept"
    REFUSE = "refuse"
    EDIT = "edit"
    PAUSE = "pause"
    RESUME = "resume"
    CONFIRM = "confirm"
    LEAVE = "leave"
    UNITE = "unite"
    LATE = "late"
    REST = "rest"
    WELCOME = "welcome"
    PART = "part"


class Side(StrEnum):
    """Who may do an act beside staff: a contact person of the partner, and time."""

    CONTACT = "contact"
    CLOCK = "clock"


class Errand(StrEnum):
    """What a due row of a partner is for: its news, the watch over the promised day (before it and
    after it), the question whether all still fits, and the end of a pause.
    """

    TELL = "tell"
    WARN = "warn"
    OVER = "over"
    CHECK = "check"
    RESUME = "resume"


_S = PartnerState
_THERE = frozenset({_S.WAITING, _S.ACTIVE, _S.PAUSED})
_Move = Move[PartnerState, PartnerAct, Role | Side]

LIFECYCLE: Lifecycle[PartnerState, PartnerAct, Role | Side] = Lifecycle(
    (
        _Move(PartnerAct.ACCEPT, frozenset({_S.WAITING}), _S.ACTIVE, Role.COORDINATOR),
        _Move(PartnerAct.REFUSE, frozenset({_S.WAITING}), _S.DECLINED, Role.COORDINATOR),
        _Move(PartnerAct.EDIT, _THERE, None, Side.CONTACT),
        _Move(PartnerAct.PAUSE, frozenset({_S.ACTIVE}), _S.PAUSED, Side.CONTACT),
        _Move(PartnerAct.RESUME, frozenset({_S.PAUSED}), _S.ACTIVE, Side.CONTACT),
        _Move(PartnerAct.CONFIRM, frozenset({_S.ACTIVE, _S.PAUSED}), None, Side.CONTACT),
        _Move(PartnerAct.LEAVE, _THERE, _S.WITHDRAWN, Side.CONTACT),
        _Move(PartnerAct.WELCOME, _THERE, None, Side.CONTACT),
        _Move(PartnerAct.PART, _THERE, None, Side.CONTACT),
        _Move(PartnerAct.UNITE, _THERE, _S.WITHDRAWN, Role.COORDINATOR),
        _Move(PartnerAct.LATE, frozenset({_S.WAITING}), None, Side.CLOCK),
        _Move(PartnerAct.REST, frozenset({_S.ACTIVE}), _S.PAUSED, Side.CLOCK),
    )
)
"""Every legal move. What a contact person may do, a coordinator may do for them."""

CLOSED = frozenset({_S.DECLINED, _S.WITHDRAWN})

WITH_US = frozenset({_S.ACTIVE, _S.PAUSED})
"""Those that staff said yes to and who have not left: an agreement can be made with them."""

EDITABLE = (
    "name",
    "does",
    "gives",
    "gets",
    "audience",
    "branches",
    "languages",
    "openness",
    "listed",
)
"""What a partner says of itself, and may change, in the order in which it is asked."""

ON_THE_LIST = frozenset({"name", "does", "gives"})
"""The fields that everybody reads on the list. A partner that changes one is shown again once a
colleague has seen it.
"""

MAY_BE_EMPTY = frozenset({"gives", "gets", "audience"})
LISTS = frozenset({"branches", "languages"})

TOLD = frozenset(
    {
        PartnerAct.ACCEPT,
        PartnerAct.REFUSE,
        PartnerAct.EDIT,
        PartnerAct.PAUSE,
        PartnerAct.RESUME,
        PartnerAct.LEAVE,
        PartnerAct.LATE,
        PartnerAct.REST,
    }
)
"""What the contact persons hear of, when staff or time did it."""


BY_TIME = frozenset({PartnerAct.LATE, PartnerAct.REST, PartnerAct.RESUME})
"""The acts that the clock does when their day has come."""


class LastContact(Exception):
    """A partner needs at least one contact person; nothing was done."""


class LinkStale(Exception):
    """The link was used, is too old, or its partner has left; nothing was done."""


def may_be_listed(kind: PartnerKind) -> bool:
    """Whether a kind may stand on the public list: a single citizen never does."""
    return kind is not PartnerKind.CITIZEN


def may_become(kind: PartnerKind, other: PartnerKind) -> bool:
    """Whether one kind may be corrected to the other: not to or from a single citizen, who is shown
    to nobody.
    """
    return kind is other or PartnerKind.CITIZEN not in {kind, other}
