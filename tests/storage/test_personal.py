"""Every column that can hold words is either marked personal or named here as holding none."""

from __future__ import annotations

import pytest
from sqlalchemy import JSON, LargeBinary, String

from storage import migrate
from storage.base import Base, Personal

IMPERSONAL = {
    "cases": {"kind", "state", "shown_state", "source", "branch", "title", "shown_title"},
    "agreements": {"points", "because", "agreed_mark", "wish_library", "wish_partner"},
    "clauses": {"section", "party"},
    "voices": {"kind", "party", "topic"},
    "consents": {"party", "mark"},
    "chats": {"channel", "moved_to"},
    "contact_links": {"token"},
    "data_links": {"token"},
    "dead_letters": {"client_id", "error", "question", "state"},
    "drafts": {"flow", "step"},
    "due": {"kind"},
    "events": {"act", "from_state", "to_state", "fields"},
    "files": {"kind", "media_type"},
    "addresses": {"channel"},
    "ideas": {"kind", "about", "theme", "purpose", "no_partner_reason", "wider_benefit"},
    "introduced": {"side"},
    "introductions": {"state"},
    "invites": {"token", "role"},
    "join_links": {"token", "side"},
    "library_changes": {"subject", "key", "content"},
    "leases": {"name", "holder"},
    "live_talks": {"ended_by"},
    "lessons": {"topic"},
    "lines": {"who", "ask", "client_id"},
    "mailboxes": {"name"},
    "marks": {"name"},
    "outgoing": {"channel", "state", "last_error", "key", "about"},
    "pace": {"channel"},
    "partners": {"kind", "openness", "together", "languages", "branches"},
    "shift_places": {"state"},
    "shift_series": {"said", "left_out"},
    "shift_swaps": {"state"},
    "shifts": {"title", "branch", "note", "state", "reason", "code", "mood"},
    "staff": {"role"},
    "staff_events": {"act", "role"},
    "talks": {"place", "flow", "step"},
    "topics": {"chat", "name", "card", "files", "holder", "last_error"},
    "templates": {"act", "title", "da", "en"},
    "volunteer_expectations": {"reason", "library_ticks", "own_ticks", "left_out"},
    "volunteer_places": {"steps"},
    "volunteer_roles": {
        "title", "does", "purpose", "adds", "supplement", "branch", "times", "rhythm", "needs",
        "insurance", "answers", "state",
    },
    "volunteer_trials": {"question", "worked", "better", "lesson", "verdict"},
    "volunteers": {"times", "affiliation"},
}  # fmt: skip
"""Machine words, choices that say nothing of anybody, and what the library says to everybody."""

WORDS = (String, JSON, LargeBinary)
TABLES = sorted(migrate.settings()["target_metadata"].tables)


@pytest.mark.parametrize("table", TABLES)
def test_every_column_with_words_is_marked_or_named(table: str) -> None:
    for column in Base.metadata.tables[table].columns:
        if isinstance(column.type, WORDS):
            marked = "personal" in column.info
            named = column.name in IMPERSONAL.get(table, set())
            assert marked is not named, f"{table}.{column.name}"


@pytest.mark.parametrize("table", TABLES)
def test_every_mark_is_whole(table: str) -> None:
    for column in Base.metadata.tables[table].columns:
        mark = column.info.get("personal")
        if mark is None:
            continue
        assert isinstance(mark, Personal)
        assert mark.label.isidentifier()
        assert mark.period.isidentifier()


def test_nothing_is_named_that_is_not_there() -> None:
    for table, names in IMPERSONAL.items():
        assert names <= {column.name for column in Base.metadata.tables[table].columns}
