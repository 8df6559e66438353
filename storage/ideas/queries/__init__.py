"""Reads of ideas: the inbox, and one case as staff or its citizen may see it. Writes nothing."""

from storage.cases.queries import audience, versions
from storage.ideas.queries.citizen import (
    CitizenCase,
    Joined,
    MyCase,
    Named,
    Told,
    case_for_citizen,
    case_told_so,
    my_cases,
    named,
    promised_to,
)
from storage.ideas.queries.digest import Brief, Digest, digest
from storage.ideas.queries.inbox import (
    PAGE,
    InboxFilter,
    InboxRow,
    View,
    cases_of,
    inbox,
    is_late,
    search,
)
from storage.ideas.queries.released import (
    Released,
    joinable,
    one_released,
    released,
)
from storage.ideas.queries.staff import (
    StaffCase,
    case_for_group,
    case_for_staff,
    pending_undo,
)

__all__ = [
    "PAGE",
    "Brief",
    "CitizenCase",
    "Digest",
    "InboxFilter",
    "InboxRow",
    "Joined",
    "MyCase",
    "Named",
    "Released",
    "StaffCase",
    "Told",
    "View",
    "audience",
    "case_for_citizen",
    "case_for_group",
    "case_for_staff",
    "case_told_so",
    "cases_of",
    "digest",
    "inbox",
    "is_late",
    "joinable",
    "may_undo",
    "my_cases",
    "named",
    "one_released",
    "pending_undo",
    "promised_to",
    "released",
    "search",
    "versions",
]
