"""Reads of agreements. Writes nothing."""

from storage.agreements.queries.before import (
    Known,
    active_partners,
    kind_of,
    known,
    open_about,
    partner_of,
)
from storage.agreements.queries.lists import (
    Counted,
    Listed,
    agreements_of,
    all_of_them,
    counted,
    done_together,
    running_out,
    waiting,
    waiting_count,
)
from storage.agreements.queries.speaking import (
    PARTNER_NOW,
    contacts_of,
    is_contact_of_any,
    speaks_for,
)
from storage.agreements.queries.whole import (
    Whole,
    for_group,
    for_partner,
    for_staff,
    listeners,
    words_by,
)

__all__ = [
    "PARTNER_NOW",
    "Counted",
    "Known",
    "Listed",
    "Whole",
    "active_partners",
    "agreements_of",
    "all_of_them",
    "contacts_of",
    "counted",
    "done_together",
    "for_group",
    "for_partner",
    "for_staff",
    "is_contact_of_any",
    "kind_of",
    "known",
    "listeners",
    "open_about",
    "partner_of",
    "running_out",
    "speaks_for",
    "waiting",
    "waiting_count",
    "words_by",
]
