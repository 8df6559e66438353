"""Reads of privacy: everything about a person, a case as a document, the holds. Writes nothing."""

from storage.privacy.queries.document import Document, Said, document
from storage.privacy.queries.held import Held, held, kept_back, whose_case
from storage.privacy.queries.holds import held_cases, under_hold
from storage.privacy.queries.links import open_link

__all__ = [
    "Document",
    "Held",
    "Said",
    "document",
    "held",
    "held_cases",
    "kept_back",
    "open_link",
    "under_hold",
    "whose_case",
]
