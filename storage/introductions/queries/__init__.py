"""Reads of introductions: as their sides see them, as staff do, and who can be asked."""

from storage.introductions.queries.asking import (
    Asked,
    asked_for,
    between,
    came_to_a_no,
    contact_of,
    may_be_asked,
    openly_known,
    wanting_too,
)
from storage.introductions.queries.own import Seen, of_case_for, seen
from storage.introductions.queries.parts import (
    Listener,
    introduction,
    listeners,
    side_of,
    sides,
    unlisted,
)
from storage.introductions.queries.staff import (
    PAGE,
    Overseen,
    all_of_them,
    of_case,
    of_case_for_group,
    overseen,
)

__all__ = [
    "PAGE",
    "Asked",
    "Listener",
    "Overseen",
    "Seen",
    "all_of_them",
    "asked_for",
    "between",
    "came_to_a_no",
    "contact_of",
    "introduction",
    "listeners",
    "may_be_asked",
    "of_case",
    "of_case_for",
    "of_case_for_group",
    "openly_known",
    "overseen",
    "seen",
    "side_of",
    "sides",
    "unlisted",
    "wanting_too",
]
