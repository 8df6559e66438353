"""The life of a partner in the register: its kinds, its states, who may do what, and when.

Plain Python: no database, no clock.
"""

from __future__ import annotations

from enum import StrEnum

from storage.lifecycle import Lifecycle, Move
from storage.people.rules import Role

NAME_LONGEST = 120
TEXT_LONGEST = 2000
CONTACT_NAME_LONGEST = 80
CONTACT_ROLE_LONGEST = 80


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
    """What can be done to a partner, first by staff, then by its own contact persons."""

    ACCEPT = "accept"
    REFUSE = "refuse"
    EDIT = "edit"
    PAUSE = "pause"
    RESUME = "resume"
    CONFIRM = "confirm"
    LEAVE = "leave"


class Side(StrEnum):
    """Who may do an act beside staff: a contact person of the partner."""

    CONTACT = "contact"


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
    )
)
"""Every legal move. What a contact person may do, a coordinator may do for them."""
