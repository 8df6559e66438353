"""Reads of agreements. Writes nothing."""

from storage.agreements.queries.before import (
    active_partners,
    known,
    open_about,
    partner_of,
)
from storage.agreements.queries.lists import (
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
    contact_with_us,
    contacts_of,
    speaks_for,
    speaks_for_with_us,
)
from storage.agreements.queries.whole import (
    Whole,
    for_group,
    for_partner,
    for_staff,
    listeners,
    on_its_way,
    words_by,
)

__all__ = [
    "PARTNER_NOW",
    "Listed",
    "Whole",
    "active_partners",
    "agreements_of",
    "all_of_them",
    "contact_with_us",
    "contacts_of",
    "counted",
    "done_together",
    "for_group",
    "for_partner",
    "for_staff",
    "known",
    "listeners",
    "on_its_way",
    "open_about",
    "partner_of",
    "running_out",
    "speaks_for",
    "speaks_for_with_us",
    "waiting",
    "waiting_count",
    "words_by",
]
