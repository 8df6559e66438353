"""Checks what a partner and a contact person say of themselves: each value as it is stored, or
NotValid.

Reads and writes nothing.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from storage.cases.rules import PHONE, NotValid, Problem, Source, optional, required
from storage.mail.rules import ADDRESS, ADDRESS_LONGEST
from storage.partners.rules import (
    CONTACT_NAME_LONGEST,
    CONTACT_ROLE_LONGEST,
    LANGUAGES,
    MAY_BE_EMPTY,
    NAME_LONGEST,
    TEXT_LONGEST,
    Openness,
    PartnerKind,
    may_be_listed,
)

PHONE_LONGEST = 20
BRANCH_LONGEST = 40


@dataclass(frozen=True)
class NewContact:
    """A contact person to be saved: a name, and whatever else they like to give."""

    name: str
    role: str | None = None
    mail: str | None = None
    phone: str | None = None


@dataclass(frozen=True)
class NewPartner:
    """What a partner says of itself. branches: slugs, none means all of them. contacts: who speaks
    for it; the first is the person who registers it.
    """

    kind: PartnerKind
    name: str
    does: str
    gives: str | None = None
    gets: str | None = None
    audience: str | None = None
    branches: tuple[str, ...] = ()
    languages: tuple[str, ...] = ("da",)
    openness: Openness = Openness.STAFF
    listed: bool = False
    contacts: tuple[NewContact, ...] = ()
    source: Source = Source.WEB


def kept(field: str, value: Any, kind: PartnerKind) -> Any:
    """One field of a partner, as it is stored. Raises NotValid."""
    if field == "name":
        return required(field, value, NAME_LONGEST)
    if field in MAY_BE_EMPTY:
        return optional(field, value, TEXT_LONGEST)
    if field == "does":
        return required(field, value, TEXT_LONGEST)
    if field == "openness":
        return _one_of(field, value, list(Openness))
    if field == "languages":
        return [_one_of(field, each, LANGUAGES) for each in value]
    if field == "branches":
        return [required(field, each, BRANCH_LONGEST) for each in value]
    if field == "listed":
        return bool(value) and may_be_listed(kind)
    raise NotValid(field, Problem.UNKNOWN)


def _one_of(field: str, value: str, known: Sequence[str]) -> str:
    if value not in known:
        raise NotValid(field, Problem.UNKNOWN)
    return value


def kept_contact(contact: NewContact) -> dict[str, str | None]:
    """The fields of a contact person, as they are stored. Raises NotValid."""
    mail = optional("mail", contact.mail, ADDRESS_LONGEST)
    if mail is not None and not re.fullmatch(ADDRESS, mail):
        raise NotValid("mail", Problem.UNKNOWN)
    phone = optional("phone", contact.phone, PHONE_LONGEST)
    if phone is not None and not PHONE.fullmatch(phone):
        raise NotValid("phone", Problem.UNKNOWN)
    return {
        "name": required("contact", contact.name, CONTACT_NAME_LONGEST),
        "role": optional("role", contact.role, CONTACT_ROLE_LONGEST),
        "mail": mail,
        "phone": phone,
    }
