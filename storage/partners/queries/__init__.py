"""Reads of partners. Writes nothing. Who may read is asked here or, where it says so, before."""

from storage.partners.queries.contacts import (
    audience,
    contact_of,
    contacts_of,
    is_contact,
    link,
    next_author,
    speaks_for,
)
from storage.partners.queries.doubles import alike, names
from storage.partners.queries.register import (
    PAGE,
    Known,
    Public,
    counts,
    hidden_until_seen,
    kinds_of,
    listed,
    partner,
    partner_for,
    partners_of,
    register_rows,
    waiting,
)

__all__ = [
    "PAGE",
    "Known",
    "Public",
    "alike",
    "audience",
    "contact_of",
    "contacts_of",
    "counts",
    "hidden_until_seen",
    "is_contact",
    "kinds_of",
    "link",
    "listed",
    "names",
    "next_author",
    "partner",
    "partner_for",
    "partners_of",
    "register_rows",
    "speaks_for",
    "waiting",
]
