# ruff: noqa: PLR0915 - as long as it has to be, and never edited once it is released
"""First.

Revision 0001, after nothing.
"""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "chats",
        sa.Column("channel", sa.String(length=10), nullable=False),
        sa.Column("address", sa.String(length=64), nullable=False),
        sa.Column("next_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("moved_to", sa.String(length=64), nullable=True),
        sa.PrimaryKeyConstraint("channel", "address", name=op.f("pk_chats")),
    )
    op.create_index(op.f("ix_chats_next_at"), "chats", ["next_at"], unique=False)
    op.create_table(
        "code_tries",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("case_number", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("address", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_code_tries")),
    )
    op.create_index(op.f("ix_code_tries_address"), "code_tries", ["address"], unique=False)
    op.create_index(op.f("ix_code_tries_at"), "code_tries", ["at"], unique=False)
    op.create_index(op.f("ix_code_tries_case_number"), "code_tries", ["case_number"], unique=False)
    op.create_index(op.f("ix_code_tries_person_id"), "code_tries", ["person_id"], unique=False)
    op.create_table(
        "data_links",
        sa.Column("token", sa.String(length=64), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("opened", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("token", name=op.f("pk_data_links")),
    )
    op.create_index(op.f("ix_data_links_expires_at"), "data_links", ["expires_at"], unique=False)
    op.create_index(op.f("ix_data_links_person_id"), "data_links", ["person_id"], unique=False)
    op.create_table(
        "due",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("case_number", sa.Integer(), nullable=True),
        sa.Column("event_id", sa.Integer(), nullable=True),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("payload", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_due")),
    )
    op.create_index(op.f("ix_due_at"), "due", ["at"], unique=False)
    op.create_index(op.f("ix_due_case_number"), "due", ["case_number"], unique=False)
    op.create_table(
        "leases",
        sa.Column("name", sa.String(length=20), nullable=False),
        sa.Column("holder", sa.String(length=40), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_leases")),
    )
    op.create_table(
        "library_editions",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_library_editions")),
    )
    op.create_table(
        "mail_asks",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("mark", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mail_asks")),
    )
    op.create_index(op.f("ix_mail_asks_at"), "mail_asks", ["at"], unique=False)
    op.create_index(op.f("ix_mail_asks_mark"), "mail_asks", ["mark"], unique=False)
    op.create_index(op.f("ix_mail_asks_person_id"), "mail_asks", ["person_id"], unique=False)
    op.create_table(
        "marks",
        sa.Column("name", sa.String(length=20), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_marks")),
    )
    op.create_table(
        "pace",
        sa.Column("channel", sa.String(length=10), nullable=False),
        sa.Column("next_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("next_broadcast_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("channel", name=op.f("pk_pace")),
    )
    op.create_table(
        "people",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("language", sa.String(length=2), nullable=False),
        sa.Column("age", sa.String(length=10), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("notice_version", sa.Integer(), nullable=False),
        sa.Column("notice_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("silenced_until", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_people")),
    )
    op.create_table(
        "addresses",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("channel", sa.String(length=10), nullable=False),
        sa.Column("address", sa.String(length=64), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("shared", sa.Boolean(), nullable=False),
        sa.Column("device", sa.String(length=80), nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_addresses_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_addresses")),
        sa.UniqueConstraint("channel", "address", name=op.f("uq_addresses_channel_address")),
    )
    op.create_index(op.f("ix_addresses_person_id"), "addresses", ["person_id"], unique=False)
    op.create_table(
        "cases",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("state", sa.String(length=15), nullable=False),
        sa.Column("shown_state", sa.String(length=15), nullable=False),
        sa.Column("author", sa.Integer(), nullable=True),
        sa.Column("assigned", sa.Integer(), nullable=True),
        sa.Column("lent_by", sa.Integer(), nullable=True),
        sa.Column("source", sa.String(length=10), nullable=False),
        sa.Column("branch", sa.String(length=40), nullable=True),
        sa.Column("title", sa.String(length=120), nullable=True),
        sa.Column("shown_title", sa.String(length=120), nullable=True),
        sa.Column("code", sa.String(length=8), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("promised_on", sa.Date(), nullable=True),
        sa.Column("shown_promise", sa.Date(), nullable=True),
        sa.Column("late_since", sa.Date(), nullable=True),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("in_time", sa.Boolean(), nullable=True),
        sa.Column("parked_until", sa.Date(), nullable=True),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("merged_into", sa.Integer(), nullable=True),
        sa.Column("unread", sa.Boolean(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("drawn_version", sa.Integer(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["assigned"], ["people.id"], name=op.f("fk_cases_assigned")),
        sa.ForeignKeyConstraint(["author"], ["people.id"], name=op.f("fk_cases_author")),
        sa.ForeignKeyConstraint(["lent_by"], ["people.id"], name=op.f("fk_cases_lent_by")),
        sa.ForeignKeyConstraint(
            ["merged_into"], ["cases.number"], name=op.f("fk_cases_merged_into")
        ),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_cases")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_cases_assigned"), "cases", ["assigned"], unique=False)
    op.create_index(op.f("ix_cases_author"), "cases", ["author"], unique=False)
    op.create_index(
        "ix_cases_closed_at_promised_on",
        "cases",
        ["closed_at", "promised_on", "created_at"],
        unique=False,
    )
    op.create_index("ix_cases_created_at", "cases", ["created_at"], unique=False)
    op.create_index(op.f("ix_cases_lent_by"), "cases", ["lent_by"], unique=False)
    op.create_index(op.f("ix_cases_merged_into"), "cases", ["merged_into"], unique=False)
    op.create_index(
        "ix_cases_named",
        "cases",
        ["changed_at"],
        unique=False,
        sqlite_where=sa.text("shown_title IS NOT NULL"),
        postgresql_where=sa.text("shown_title IS NOT NULL"),
    )
    op.create_index(op.f("ix_cases_state"), "cases", ["state"], unique=False)
    op.create_index(
        "ix_cases_undrawn",
        "cases",
        ["changed_at", "number"],
        unique=False,
        sqlite_where=sa.text(
            "version != drawn_version AND (closed_at IS NULL OR drawn_version != 0)"
        ),
        postgresql_where=sa.text(
            "version != drawn_version AND (closed_at IS NULL OR drawn_version != 0)"
        ),
    )
    op.create_table(
        "files",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("media_type", sa.String(length=60), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("remote", sa.String(length=200), nullable=True),
        sa.Column("case_number", sa.Integer(), nullable=True),
        sa.Column("kept_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_files_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_files")),
    )
    op.create_index(op.f("ix_files_case_number"), "files", ["case_number"], unique=False)
    op.create_index(op.f("ix_files_person_id"), "files", ["person_id"], unique=False)
    op.create_table(
        "invites",
        sa.Column("token", sa.String(length=64), nullable=False),
        sa.Column("role", sa.String(length=15), nullable=True),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("invited_by", sa.Integer(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["invited_by"], ["people.id"], name=op.f("fk_invites_invited_by")),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_invites_person_id")),
        sa.PrimaryKeyConstraint("token", name=op.f("pk_invites")),
    )
    op.create_table(
        "join_links",
        sa.Column("token", sa.String(length=64), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("side", sa.String(length=10), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("taker_id", sa.Integer(), nullable=True),
        sa.Column("taken_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_join_links_person_id")),
        sa.ForeignKeyConstraint(["taker_id"], ["people.id"], name=op.f("fk_join_links_taker_id")),
        sa.PrimaryKeyConstraint("token", name=op.f("pk_join_links")),
    )
    op.create_index(op.f("ix_join_links_expires_at"), "join_links", ["expires_at"], unique=False)
    op.create_index(op.f("ix_join_links_person_id"), "join_links", ["person_id"], unique=False)
    op.create_index(op.f("ix_join_links_taker_id"), "join_links", ["taker_id"], unique=False)
    op.create_table(
        "library_changes",
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("subject", sa.String(length=10), nullable=False),
        sa.Column("key", sa.String(length=80), nullable=False),
        sa.Column("content", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by", sa.Integer(), nullable=False),
        sa.Column("by_name", sa.String(length=60), nullable=False),
        sa.ForeignKeyConstraint(["by"], ["people.id"], name=op.f("fk_library_changes_by")),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_library_changes")),
    )
    op.create_index(
        "ix_library_changes_subject_key_number",
        "library_changes",
        ["subject", "key", "number"],
        unique=False,
    )
    op.create_table(
        "mailboxes",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("mail", sa.String(length=254), nullable=True),
        sa.Column("name", sa.String(length=24), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("confirmed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_mailboxes_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mailboxes")),
        sa.UniqueConstraint("name", name=op.f("uq_mailboxes_name")),
        sqlite_autoincrement=True,
    )
    op.create_index(
        "ix_mailboxes_live",
        "mailboxes",
        ["person_id"],
        unique=True,
        sqlite_where=sa.text("confirmed_at IS NOT NULL AND ended_at IS NULL"),
        postgresql_where=sa.text("confirmed_at IS NOT NULL AND ended_at IS NULL"),
    )
    op.create_index(
        "ix_mailboxes_pending",
        "mailboxes",
        ["person_id"],
        unique=True,
        sqlite_where=sa.text("confirmed_at IS NULL AND ended_at IS NULL"),
        postgresql_where=sa.text("confirmed_at IS NULL AND ended_at IS NULL"),
    )
    op.create_index(op.f("ix_mailboxes_person_id"), "mailboxes", ["person_id"], unique=False)
    op.create_table(
        "staff",
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("mail", sa.String(length=254), nullable=True),
        sa.Column("role", sa.String(length=15), nullable=False),
        sa.Column("joined_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("away_from", sa.Date(), nullable=True),
        sa.Column("away_until", sa.Date(), nullable=True),
        sa.Column("digest", sa.Boolean(), nullable=False),
        sa.Column("removed_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_staff_person_id")),
        sa.PrimaryKeyConstraint("person_id", name=op.f("pk_staff")),
        sa.UniqueConstraint("mail", name=op.f("uq_staff_mail")),
    )
    op.create_table(
        "staff_events",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by", sa.Integer(), nullable=True),
        sa.Column("by_name", sa.String(length=60), nullable=True),
        sa.Column("act", sa.String(length=20), nullable=False),
        sa.Column("what", sa.String(length=80), nullable=True),
        sa.Column("role", sa.String(length=15), nullable=True),
        sa.ForeignKeyConstraint(["by"], ["people.id"], name=op.f("fk_staff_events_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_staff_events")),
    )
    op.create_table(
        "talks",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("place", sa.String(length=40), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("last_seq", sa.Integer(), nullable=False),
        sa.Column("flow", sa.String(length=40), nullable=True),
        sa.Column("flow_version", sa.Integer(), nullable=False),
        sa.Column("step", sa.String(length=40), nullable=True),
        sa.Column("answers", sa.JSON(), nullable=False),
        sa.Column("asked", sa.Integer(), nullable=False),
        sa.Column("tail", sa.String(length=80), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_talks_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_talks")),
        sa.UniqueConstraint("person_id", "place", name=op.f("uq_talks_person_id_place")),
    )
    op.create_index(op.f("ix_talks_updated_at"), "talks", ["updated_at"], unique=False)
    op.create_table(
        "templates",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("act", sa.String(length=15), nullable=True),
        sa.Column("title", sa.String(length=80), nullable=False),
        sa.Column("da", sa.Text(), nullable=False),
        sa.Column("en", sa.Text(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_by", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["changed_by"], ["people.id"], name=op.f("fk_templates_changed_by")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_templates")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "volunteer_roles",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=80), nullable=False),
        sa.Column("does", sa.Text(), nullable=False),
        sa.Column("purpose", sa.String(length=15), nullable=True),
        sa.Column("adds", sa.Text(), nullable=True),
        sa.Column("supplement", sa.Text(), nullable=True),
        sa.Column("branch", sa.String(length=40), nullable=True),
        sa.Column("times", sa.JSON(), nullable=False),
        sa.Column("rhythm", sa.String(length=200), nullable=True),
        sa.Column("needs", sa.String(length=200), nullable=True),
        sa.Column("intro", sa.Boolean(), nullable=False),
        sa.Column("children", sa.Boolean(), nullable=False),
        sa.Column("insurance", sa.String(length=200), nullable=True),
        sa.Column("contact", sa.Integer(), nullable=True),
        sa.Column("answers", sa.JSON(), nullable=False),
        sa.Column("told_on", sa.Date(), nullable=True),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["contact"], ["people.id"], name=op.f("fk_volunteer_roles_contact")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_volunteer_roles")),
    )
    op.create_index(
        op.f("ix_volunteer_roles_contact"), "volunteer_roles", ["contact"], unique=False
    )
    op.create_index(op.f("ix_volunteer_roles_state"), "volunteer_roles", ["state"], unique=False)
    op.create_table(
        "dead_letters",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("talk_id", sa.Integer(), nullable=False),
        sa.Column("client_id", sa.String(length=64), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("error", sa.String(length=200), nullable=False),
        sa.Column("said", sa.JSON(), nullable=False),
        sa.Column("asked", sa.Integer(), nullable=False),
        sa.Column("question", sa.String(length=64), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("wanted_by", sa.Integer(), nullable=True),
        sa.Column("settled_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["talk_id"], ["talks.id"], name=op.f("fk_dead_letters_talk_id")),
        sa.ForeignKeyConstraint(
            ["wanted_by"], ["people.id"], name=op.f("fk_dead_letters_wanted_by")
        ),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_dead_letters")),
    )
    op.create_index(op.f("ix_dead_letters_state"), "dead_letters", ["state"], unique=False)
    op.create_table(
        "drafts",
        sa.Column("talk_id", sa.Integer(), nullable=False),
        sa.Column("flow", sa.String(length=40), nullable=False),
        sa.Column("flow_version", sa.Integer(), nullable=False),
        sa.Column("step", sa.String(length=40), nullable=True),
        sa.Column("answers", sa.JSON(), nullable=False),
        sa.Column("kept_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["talk_id"], ["talks.id"], name=op.f("fk_drafts_talk_id")),
        sa.PrimaryKeyConstraint("talk_id", "flow", name=op.f("pk_drafts")),
    )
    op.create_index(op.f("ix_drafts_kept_at"), "drafts", ["kept_at"], unique=False)
    op.create_table(
        "events",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("case_number", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by", sa.Integer(), nullable=True),
        sa.Column("by_name", sa.String(length=60), nullable=True),
        sa.Column("act", sa.String(length=15), nullable=False),
        sa.Column("from_state", sa.String(length=15), nullable=True),
        sa.Column("to_state", sa.String(length=15), nullable=False),
        sa.Column("public", sa.JSON(), nullable=False),
        sa.Column("fields", sa.JSON(), nullable=False),
        sa.Column("previous", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("told", sa.Boolean(), nullable=False),
        sa.Column("released_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("undone_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["by"], ["people.id"], name=op.f("fk_events_by")),
        sa.ForeignKeyConstraint(
            ["case_number"], ["cases.number"], name=op.f("fk_events_case_number")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_events")),
    )
    op.create_index("ix_events_at", "events", ["at"], unique=False)
    op.create_index("ix_events_case_number_id", "events", ["case_number", "id"], unique=False)
    op.create_table(
        "holds",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("case_number", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by", sa.Integer(), nullable=False),
        sa.Column("by_name", sa.String(length=60), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("lifted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("lifted_by", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["by"], ["people.id"], name=op.f("fk_holds_by")),
        sa.ForeignKeyConstraint(
            ["case_number"], ["cases.number"], name=op.f("fk_holds_case_number")
        ),
        sa.ForeignKeyConstraint(["lifted_by"], ["people.id"], name=op.f("fk_holds_lifted_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_holds")),
    )
    op.create_index(op.f("ix_holds_case_number"), "holds", ["case_number"], unique=False)
    op.create_table(
        "ideas",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("benefit", sa.Text(), nullable=True),
        sa.Column("searched", sa.Text(), nullable=False),
        sa.Column("hear_back", sa.String(length=10), nullable=False),
        sa.Column("phone", sa.String(length=20), nullable=True),
        sa.Column("kind", sa.String(length=10), nullable=True),
        sa.Column("about", sa.String(length=20), nullable=True),
        sa.Column("value", sa.Text(), nullable=True),
        sa.Column("own_part", sa.Text(), nullable=True),
        sa.Column("together_with", sa.Text(), nullable=True),
        sa.Column("theme", sa.String(length=10), nullable=True),
        sa.Column("context", sa.String(length=15), nullable=True),
        sa.Column("purpose", sa.String(length=15), nullable=True),
        sa.Column("partners", sa.Text(), nullable=True),
        sa.Column("no_partner_reason", sa.Text(), nullable=True),
        sa.Column("wider_benefit", sa.Text(), nullable=True),
        sa.Column("influence_task", sa.Integer(), nullable=True),
        sa.Column("influence_process", sa.Integer(), nullable=True),
        sa.Column("influence_result", sa.Integer(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("alternative", sa.Text(), nullable=True),
        sa.Column("became", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["number"], ["cases.number"], name=op.f("fk_ideas_number")),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_ideas")),
    )
    op.create_table(
        "keepings",
        sa.Column("case_number", sa.Integer(), nullable=False),
        sa.Column("warned_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("kept_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["case_number"], ["cases.number"], name=op.f("fk_keepings_case_number")
        ),
        sa.PrimaryKeyConstraint("case_number", name=op.f("pk_keepings")),
    )
    op.create_table(
        "lines",
        sa.Column("talk_id", sa.Integer(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("who", sa.String(length=10), nullable=False),
        sa.Column("name", sa.String(length=60), nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("buttons", sa.JSON(), nullable=False),
        sa.Column("ask", sa.JSON(), nullable=True),
        sa.Column("card", sa.JSON(), nullable=True),
        sa.Column("case_number", sa.Integer(), nullable=True),
        sa.Column("client_id", sa.String(length=64), nullable=True),
        sa.Column("answers", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["talk_id"], ["talks.id"], name=op.f("fk_lines_talk_id")),
        sa.PrimaryKeyConstraint("talk_id", "seq", name=op.f("pk_lines")),
        sa.UniqueConstraint("talk_id", "client_id", name=op.f("uq_lines_talk_id_client_id")),
    )
    op.create_index(op.f("ix_lines_case_number"), "lines", ["case_number"], unique=False)
    op.create_index("ix_lines_talk_id_answers", "lines", ["talk_id", "answers"], unique=False)
    op.create_table(
        "live_talks",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("case_number", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("reason", sa.String(length=10), nullable=False),
        sa.Column("began_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("spoken_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("waiting_since", sa.DateTime(timezone=True), nullable=True),
        sa.Column("taken_by", sa.Integer(), nullable=True),
        sa.Column("taken_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("in_group", sa.Boolean(), nullable=False),
        sa.Column("late", sa.Boolean(), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_by", sa.String(length=10), nullable=True),
        sa.ForeignKeyConstraint(
            ["case_number"], ["cases.number"], name=op.f("fk_live_talks_case_number")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_live_talks_person_id")),
        sa.ForeignKeyConstraint(["taken_by"], ["people.id"], name=op.f("fk_live_talks_taken_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_live_talks")),
    )
    op.create_index("ix_live_talks_case_number", "live_talks", ["case_number"], unique=False)
    op.create_index(
        "ix_live_talks_open",
        "live_talks",
        ["person_id"],
        unique=True,
        sqlite_where=sa.text("ended_at IS NULL"),
        postgresql_where=sa.text("ended_at IS NULL"),
    )
    op.create_table(
        "notes",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("case_number", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by", sa.Integer(), nullable=False),
        sa.Column("by_name", sa.String(length=60), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["by"], ["people.id"], name=op.f("fk_notes_by")),
        sa.ForeignKeyConstraint(
            ["case_number"], ["cases.number"], name=op.f("fk_notes_case_number")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notes")),
    )
    op.create_index(op.f("ix_notes_case_number"), "notes", ["case_number"], unique=False)
    op.create_table(
        "outgoing",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("channel", sa.String(length=10), nullable=False),
        sa.Column("address", sa.String(length=64), nullable=False),
        sa.Column("thread", sa.Integer(), nullable=True),
        sa.Column("talk_id", sa.Integer(), nullable=False),
        sa.Column("first", sa.Integer(), nullable=False),
        sa.Column("last", sa.Integer(), nullable=False),
        sa.Column("priority", sa.Integer(), nullable=False),
        sa.Column("not_before", sa.DateTime(timezone=True), nullable=False),
        sa.Column("useful_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("about", sa.String(length=30), nullable=True),
        sa.Column("claimed_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("pieces", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("last_error", sa.String(length=200), nullable=True),
        sa.Column("message_id", sa.BigInteger(), nullable=True),
        sa.Column("key", sa.String(length=80), nullable=True),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("settled_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["talk_id"], ["talks.id"], name=op.f("fk_outgoing_talk_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outgoing")),
    )
    op.create_index(
        "ix_outgoing_about",
        "outgoing",
        ["about"],
        unique=False,
        sqlite_where=sa.text("state = 'waiting' AND about IS NOT NULL"),
        postgresql_where=sa.text("state = 'waiting' AND about IS NOT NULL"),
    )
    op.create_index(
        "ix_outgoing_chat",
        "outgoing",
        ["address", "channel", "id"],
        unique=False,
        sqlite_where=sa.text("state = 'waiting'"),
        postgresql_where=sa.text("state = 'waiting'"),
    )
    op.create_index(
        "ix_outgoing_dead",
        "outgoing",
        ["id"],
        unique=False,
        sqlite_where=sa.text("state = 'dead'"),
        postgresql_where=sa.text("state = 'dead'"),
    )
    op.create_index(
        "ix_outgoing_next",
        "outgoing",
        ["channel", "priority", "not_before", "id"],
        unique=False,
        sqlite_where=sa.text("state = 'waiting' AND priority >= 0"),
        postgresql_where=sa.text("state = 'waiting' AND priority >= 0"),
    )
    op.create_index("ix_outgoing_talk_id_first", "outgoing", ["talk_id", "first"], unique=False)
    op.create_index(
        "uq_outgoing_key",
        "outgoing",
        ["key"],
        unique=True,
        sqlite_where=sa.text("state = 'waiting'"),
        postgresql_where=sa.text("state = 'waiting'"),
    )
    op.create_table(
        "partners",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=15), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("does", sa.Text(), nullable=False),
        sa.Column("gives", sa.Text(), nullable=True),
        sa.Column("gets", sa.Text(), nullable=True),
        sa.Column("audience", sa.Text(), nullable=True),
        sa.Column("branches", sa.JSON(), nullable=False),
        sa.Column("languages", sa.JSON(), nullable=False),
        sa.Column("openness", sa.String(length=10), nullable=False),
        sa.Column("listed", sa.Boolean(), nullable=False),
        sa.Column("together", sa.Text(), nullable=True),
        sa.Column("paused_until", sa.Date(), nullable=True),
        sa.Column("checked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("met", sa.Integer(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["number"], ["cases.number"], name=op.f("fk_partners_number")),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_partners")),
    )
    op.create_index(op.f("ix_partners_changed_at"), "partners", ["changed_at"], unique=False)
    op.create_index(op.f("ix_partners_kind"), "partners", ["kind"], unique=False)
    op.create_table(
        "readers",
        sa.Column("case_number", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["case_number"], ["cases.number"], name=op.f("fk_readers_case_number")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_readers_person_id")),
        sa.PrimaryKeyConstraint("case_number", "person_id", name=op.f("pk_readers")),
    )
    op.create_index(op.f("ix_readers_person_id"), "readers", ["person_id"], unique=False)
    op.create_table(
        "shift_series",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("role", sa.Integer(), nullable=False),
        sa.Column("said", sa.String(length=300), nullable=False),
        sa.Column("first_on", sa.Date(), nullable=False),
        sa.Column("last_on", sa.Date(), nullable=False),
        sa.Column("begins", sa.Time(), nullable=False),
        sa.Column("ends", sa.Time(), nullable=False),
        sa.Column("left_out", sa.JSON(), nullable=False),
        sa.Column("made_by", sa.Integer(), nullable=True),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["made_by"], ["people.id"], name=op.f("fk_shift_series_made_by")),
        sa.ForeignKeyConstraint(
            ["role"], ["volunteer_roles.id"], name=op.f("fk_shift_series_role")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_shift_series")),
    )
    op.create_index(op.f("ix_shift_series_made_by"), "shift_series", ["made_by"], unique=False)
    op.create_index(op.f("ix_shift_series_role"), "shift_series", ["role"], unique=False)
    op.create_table(
        "silences",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("case_number", sa.Integer(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("until", sa.Date(), nullable=False),
        sa.Column("by", sa.Integer(), nullable=False),
        sa.Column("by_name", sa.String(length=60), nullable=False),
        sa.Column("told_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_by", sa.String(length=60), nullable=True),
        sa.ForeignKeyConstraint(["by"], ["people.id"], name=op.f("fk_silences_by")),
        sa.ForeignKeyConstraint(
            ["case_number"], ["cases.number"], name=op.f("fk_silences_case_number")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_silences_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_silences")),
    )
    op.create_index(op.f("ix_silences_case_number"), "silences", ["case_number"], unique=False)
    op.create_index(op.f("ix_silences_person_id"), "silences", ["person_id"], unique=False)
    op.create_index(op.f("ix_silences_until"), "silences", ["until"], unique=False)
    op.create_table(
        "supports",
        sa.Column("case_number", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["case_number"], ["cases.number"], name=op.f("fk_supports_case_number")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_supports_person_id")),
        sa.PrimaryKeyConstraint("case_number", "person_id", name=op.f("pk_supports")),
    )
    op.create_index(op.f("ix_supports_person_id"), "supports", ["person_id"], unique=False)
    op.create_table(
        "topics",
        sa.Column("case_number", sa.Integer(), nullable=False),
        sa.Column("chat", sa.String(length=64), nullable=False),
        sa.Column("thread", sa.Integer(), nullable=True),
        sa.Column("name", sa.String(length=32), nullable=True),
        sa.Column("message_id", sa.Integer(), nullable=True),
        sa.Column("card", sa.String(length=32), nullable=True),
        sa.Column("pinned", sa.Boolean(), nullable=False),
        sa.Column("closed", sa.Boolean(), nullable=False),
        sa.Column("files", sa.JSON(), nullable=False),
        sa.Column("told", sa.Integer(), nullable=False),
        sa.Column("holder", sa.String(length=40), nullable=True),
        sa.Column("claimed_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("last_error", sa.String(length=200), nullable=True),
        sa.ForeignKeyConstraint(
            ["case_number"], ["cases.number"], name=op.f("fk_topics_case_number")
        ),
        sa.PrimaryKeyConstraint("case_number", name=op.f("pk_topics")),
        sa.UniqueConstraint("chat", "thread", name=op.f("uq_topics_chat_thread")),
    )
    op.create_table(
        "volunteer_trials",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("role", sa.Integer(), nullable=False),
        sa.Column("question", sa.Text(), nullable=False),
        sa.Column("begins_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.Column("worked", sa.Text(), nullable=True),
        sa.Column("better", sa.Text(), nullable=True),
        sa.Column("lesson", sa.Text(), nullable=True),
        sa.Column("verdict", sa.String(length=10), nullable=True),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["role"], ["volunteer_roles.id"], name=op.f("fk_volunteer_trials_role")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_volunteer_trials")),
    )
    op.create_index(
        op.f("ix_volunteer_trials_closed_at"), "volunteer_trials", ["closed_at"], unique=False
    )
    op.create_index(
        op.f("ix_volunteer_trials_ends_on"), "volunteer_trials", ["ends_on"], unique=False
    )
    op.create_index(op.f("ix_volunteer_trials_role"), "volunteer_trials", ["role"], unique=False)
    op.create_table(
        "volunteers",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("wish", sa.Text(), nullable=False),
        sa.Column("skills", sa.Text(), nullable=True),
        sa.Column("hope", sa.Text(), nullable=True),
        sa.Column("times", sa.JSON(), nullable=False),
        sa.Column("band", sa.String(length=10), nullable=False),
        sa.Column("adult_name", sa.String(length=60), nullable=True),
        sa.Column("adult_phone", sa.String(length=20), nullable=True),
        sa.Column("affiliation", sa.String(length=12), nullable=False),
        sa.Column("association", sa.String(length=120), nullable=True),
        sa.Column("wanted", sa.Integer(), nullable=True),
        sa.Column("model", sa.Integer(), nullable=True),
        sa.Column("secret", sa.Integer(), nullable=False),
        sa.Column("secret_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("trial_until", sa.Date(), nullable=True),
        sa.Column("paused_until", sa.Date(), nullable=True),
        sa.Column("calendar", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["number"], ["cases.number"], name=op.f("fk_volunteers_number")),
        sa.ForeignKeyConstraint(
            ["wanted"], ["volunteer_roles.id"], name=op.f("fk_volunteers_wanted")
        ),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_volunteers")),
    )
    op.create_index(op.f("ix_volunteers_wanted"), "volunteers", ["wanted"], unique=False)
    op.create_table(
        "contacts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("partner", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("role", sa.String(length=80), nullable=True),
        sa.Column("mail", sa.String(length=254), nullable=True),
        sa.Column("phone", sa.String(length=20), nullable=True),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["partner"], ["partners.number"], name=op.f("fk_contacts_partner")),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_contacts_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contacts")),
    )
    op.create_index(op.f("ix_contacts_partner"), "contacts", ["partner"], unique=False)
    op.create_index(op.f("ix_contacts_person_id"), "contacts", ["person_id"], unique=False)
    op.create_table(
        "introductions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("case_number", sa.Integer(), nullable=False),
        sa.Column("partner", sa.Integer(), nullable=True),
        sa.Column("other_case", sa.Integer(), nullable=True),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("about", sa.Text(), nullable=False),
        sa.Column("by", sa.Integer(), nullable=True),
        sa.Column("by_name", sa.String(length=60), nullable=True),
        sa.Column("event_id", sa.Integer(), nullable=True),
        sa.Column("begun_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("agreed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["by"], ["people.id"], name=op.f("fk_introductions_by")),
        sa.ForeignKeyConstraint(
            ["case_number"], ["cases.number"], name=op.f("fk_introductions_case_number")
        ),
        sa.ForeignKeyConstraint(
            ["event_id"], ["events.id"], name=op.f("fk_introductions_event_id")
        ),
        sa.ForeignKeyConstraint(
            ["other_case"], ["cases.number"], name=op.f("fk_introductions_other_case")
        ),
        sa.ForeignKeyConstraint(
            ["partner"], ["partners.number"], name=op.f("fk_introductions_partner")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_introductions")),
    )
    op.create_index(op.f("ix_introductions_by"), "introductions", ["by"], unique=False)
    op.create_index(
        op.f("ix_introductions_case_number"), "introductions", ["case_number"], unique=False
    )
    op.create_index(
        op.f("ix_introductions_changed_at"), "introductions", ["changed_at"], unique=False
    )
    op.create_index(
        op.f("ix_introductions_other_case"), "introductions", ["other_case"], unique=False
    )
    op.create_index(op.f("ix_introductions_partner"), "introductions", ["partner"], unique=False)
    op.create_table(
        "lessons",
        sa.Column("partner", sa.Integer(), nullable=False),
        sa.Column("topic", sa.String(length=80), nullable=False),
        sa.Column("chosen", sa.Integer(), nullable=False),
        sa.Column("passed", sa.Integer(), nullable=False),
        sa.Column("last_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["partner"], ["partners.number"], name=op.f("fk_lessons_partner")),
        sa.PrimaryKeyConstraint("partner", "topic", name=op.f("pk_lessons")),
    )
    op.create_table(
        "shifts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("series", sa.Integer(), nullable=True),
        sa.Column("role", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=80), nullable=True),
        sa.Column("branch", sa.String(length=40), nullable=True),
        sa.Column("begins_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("minimum", sa.Integer(), nullable=False),
        sa.Column("maximum", sa.Integer(), nullable=False),
        sa.Column("promised", sa.Integer(), nullable=False),
        sa.Column("note", sa.String(length=300), nullable=True),
        sa.Column("contact", sa.Integer(), nullable=True),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("reason", sa.String(length=300), nullable=True),
        sa.Column("code", sa.String(length=8), nullable=True),
        sa.Column("mood", sa.String(length=10), nullable=True),
        sa.Column("made_by", sa.Integer(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["contact"], ["people.id"], name=op.f("fk_shifts_contact")),
        sa.ForeignKeyConstraint(["made_by"], ["people.id"], name=op.f("fk_shifts_made_by")),
        sa.ForeignKeyConstraint(["role"], ["volunteer_roles.id"], name=op.f("fk_shifts_role")),
        sa.ForeignKeyConstraint(["series"], ["shift_series.id"], name=op.f("fk_shifts_series")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_shifts")),
    )
    op.create_index(op.f("ix_shifts_begins_at"), "shifts", ["begins_at"], unique=False)
    op.create_index(op.f("ix_shifts_contact"), "shifts", ["contact"], unique=False)
    op.create_index(op.f("ix_shifts_made_by"), "shifts", ["made_by"], unique=False)
    op.create_index(op.f("ix_shifts_role"), "shifts", ["role"], unique=False)
    op.create_index(op.f("ix_shifts_series"), "shifts", ["series"], unique=False)
    op.create_index("ix_shifts_state_begins_at", "shifts", ["state", "begins_at"], unique=False)
    op.create_table(
        "volunteer_checks",
        sa.Column("volunteer", sa.Integer(), nullable=False),
        sa.Column("status", sa.String(length=12), nullable=False),
        sa.Column("on", sa.Date(), nullable=True),
        sa.Column("renew_on", sa.Date(), nullable=True),
        sa.Column("proposed", sa.String(length=12), nullable=True),
        sa.Column("proposed_on", sa.Date(), nullable=True),
        sa.Column("proposed_by", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["proposed_by"], ["people.id"], name=op.f("fk_volunteer_checks_proposed_by")
        ),
        sa.ForeignKeyConstraint(
            ["volunteer"], ["volunteers.number"], name=op.f("fk_volunteer_checks_volunteer")
        ),
        sa.PrimaryKeyConstraint("volunteer", name=op.f("pk_volunteer_checks")),
    )
    op.create_index(
        op.f("ix_volunteer_checks_proposed_by"), "volunteer_checks", ["proposed_by"], unique=False
    )
    op.create_table(
        "volunteer_expectations",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("volunteer", sa.Integer(), nullable=False),
        sa.Column("reason", sa.String(length=10), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("library_ticks", sa.JSON(), nullable=False),
        sa.Column("own_ticks", sa.JSON(), nullable=False),
        sa.Column("left_out", sa.JSON(), nullable=False),
        sa.Column("library_words", sa.Text(), nullable=True),
        sa.Column("own_words", sa.Text(), nullable=True),
        sa.Column("library_yes", sa.Integer(), nullable=True),
        sa.Column("library_by", sa.Integer(), nullable=True),
        sa.Column("library_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("own_yes", sa.Integer(), nullable=True),
        sa.Column("own_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("model", sa.Integer(), nullable=True),
        sa.Column("began_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("agreed_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["library_by"], ["people.id"], name=op.f("fk_volunteer_expectations_library_by")
        ),
        sa.ForeignKeyConstraint(
            ["volunteer"], ["volunteers.number"], name=op.f("fk_volunteer_expectations_volunteer")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_volunteer_expectations")),
    )
    op.create_index(
        op.f("ix_volunteer_expectations_library_by"),
        "volunteer_expectations",
        ["library_by"],
        unique=False,
    )
    op.create_index(
        op.f("ix_volunteer_expectations_volunteer"),
        "volunteer_expectations",
        ["volunteer"],
        unique=False,
    )
    op.create_table(
        "volunteer_places",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("volunteer", sa.Integer(), nullable=False),
        sa.Column("role", sa.Integer(), nullable=False),
        sa.Column("steps", sa.JSON(), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["role"], ["volunteer_roles.id"], name=op.f("fk_volunteer_places_role")
        ),
        sa.ForeignKeyConstraint(
            ["volunteer"], ["volunteers.number"], name=op.f("fk_volunteer_places_volunteer")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_volunteer_places")),
        sa.UniqueConstraint("volunteer", "role", name=op.f("uq_volunteer_places_volunteer_role")),
    )
    op.create_index(op.f("ix_volunteer_places_role"), "volunteer_places", ["role"], unique=False)
    op.create_index(
        op.f("ix_volunteer_places_volunteer"), "volunteer_places", ["volunteer"], unique=False
    )
    op.create_table(
        "agreements",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("partner", sa.Integer(), nullable=False),
        sa.Column("about", sa.Integer(), nullable=True),
        sa.Column("level", sa.Integer(), nullable=False),
        sa.Column("recommended", sa.Integer(), nullable=False),
        sa.Column("points", sa.JSON(), nullable=False),
        sa.Column("because", sa.Text(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=True),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.Column("evaluate_on", sa.Date(), nullable=True),
        sa.Column("signatory", sa.String(length=120), nullable=True),
        sa.Column("contact", sa.Integer(), nullable=True),
        sa.Column("agreed", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("agreed_mark", sa.String(length=64), nullable=True),
        sa.Column("agreed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("wish_library", sa.String(length=10), nullable=True),
        sa.Column("wish_partner", sa.String(length=10), nullable=True),
        sa.ForeignKeyConstraint(["about"], ["cases.number"], name=op.f("fk_agreements_about")),
        sa.ForeignKeyConstraint(
            ["contact"], ["contacts.id"], name=op.f("fk_agreements_contact"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(["number"], ["cases.number"], name=op.f("fk_agreements_number")),
        sa.ForeignKeyConstraint(
            ["partner"], ["partners.number"], name=op.f("fk_agreements_partner")
        ),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_agreements")),
    )
    op.create_index(op.f("ix_agreements_about"), "agreements", ["about"], unique=False)
    op.create_index(op.f("ix_agreements_contact"), "agreements", ["contact"], unique=False)
    op.create_index(op.f("ix_agreements_ends_on"), "agreements", ["ends_on"], unique=False)
    op.create_index(op.f("ix_agreements_partner"), "agreements", ["partner"], unique=False)
    op.create_table(
        "contact_links",
        sa.Column("token", sa.String(length=64), nullable=False),
        sa.Column("partner", sa.Integer(), nullable=False),
        sa.Column("replaces", sa.Integer(), nullable=True),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["partner"], ["partners.number"], name=op.f("fk_contact_links_partner")
        ),
        sa.ForeignKeyConstraint(
            ["replaces"], ["contacts.id"], name=op.f("fk_contact_links_replaces")
        ),
        sa.PrimaryKeyConstraint("token", name=op.f("pk_contact_links")),
    )
    op.create_index(
        op.f("ix_contact_links_expires_at"), "contact_links", ["expires_at"], unique=False
    )
    op.create_index(op.f("ix_contact_links_partner"), "contact_links", ["partner"], unique=False)
    op.create_table(
        "introduced",
        sa.Column("introduction", sa.Integer(), nullable=False),
        sa.Column("side", sa.String(length=5), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("colleague", sa.Integer(), nullable=True),
        sa.Column("told_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("yes", sa.Boolean(), nullable=True),
        sa.Column("name", sa.String(length=80), nullable=True),
        sa.Column("phone", sa.String(length=20), nullable=True),
        sa.Column("mail", sa.String(length=254), nullable=True),
        sa.Column("text", sa.Boolean(), nullable=False),
        sa.Column("went", sa.Boolean(), nullable=True),
        sa.ForeignKeyConstraint(["colleague"], ["people.id"], name=op.f("fk_introduced_colleague")),
        sa.ForeignKeyConstraint(
            ["introduction"], ["introductions.id"], name=op.f("fk_introduced_introduction")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_introduced_person_id")),
        sa.PrimaryKeyConstraint("introduction", "side", name=op.f("pk_introduced")),
    )
    op.create_index(op.f("ix_introduced_colleague"), "introduced", ["colleague"], unique=False)
    op.create_index(op.f("ix_introduced_person_id"), "introduced", ["person_id"], unique=False)
    op.create_table(
        "shift_places",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("shift", sa.Integer(), nullable=False),
        sa.Column("volunteer", sa.Integer(), nullable=True),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("given_by", sa.Integer(), nullable=True),
        sa.Column("over", sa.String(length=300), nullable=True),
        sa.Column("late", sa.Integer(), nullable=True),
        sa.Column("minutes", sa.Integer(), nullable=True),
        sa.Column("mood", sa.String(length=10), nullable=True),
        sa.Column("thanked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["given_by"], ["people.id"], name=op.f("fk_shift_places_given_by")),
        sa.ForeignKeyConstraint(["shift"], ["shifts.id"], name=op.f("fk_shift_places_shift")),
        sa.ForeignKeyConstraint(
            ["volunteer"], ["volunteers.number"], name=op.f("fk_shift_places_volunteer")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_shift_places")),
        sa.UniqueConstraint("shift", "volunteer", name=op.f("uq_shift_places_shift_volunteer")),
    )
    op.create_index(op.f("ix_shift_places_given_by"), "shift_places", ["given_by"], unique=False)
    op.create_index(op.f("ix_shift_places_shift"), "shift_places", ["shift"], unique=False)
    op.create_index(op.f("ix_shift_places_volunteer"), "shift_places", ["volunteer"], unique=False)
    op.create_table(
        "clauses",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("section", sa.String(length=20), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("party", sa.String(length=10), nullable=True),
        sa.Column("by", sa.Integer(), nullable=True),
        sa.Column("by_name", sa.String(length=80), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ok_library", sa.Boolean(), nullable=False),
        sa.Column("ok_partner", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["by"], ["people.id"], name=op.f("fk_clauses_by")),
        sa.ForeignKeyConstraint(["number"], ["agreements.number"], name=op.f("fk_clauses_number")),
        sa.PrimaryKeyConstraint("number", "section", name=op.f("pk_clauses")),
    )
    op.create_index(op.f("ix_clauses_by"), "clauses", ["by"], unique=False)
    op.create_table(
        "consents",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("party", sa.String(length=10), nullable=False),
        sa.Column("mark", sa.String(length=64), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("role", sa.String(length=80), nullable=False),
        sa.Column("by", sa.Integer(), nullable=True),
        sa.Column("noted_by", sa.String(length=60), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["by"], ["people.id"], name=op.f("fk_consents_by")),
        sa.ForeignKeyConstraint(["number"], ["agreements.number"], name=op.f("fk_consents_number")),
        sa.PrimaryKeyConstraint("number", "party", "mark", name=op.f("pk_consents")),
    )
    op.create_index(op.f("ix_consents_by"), "consents", ["by"], unique=False)
    op.create_table(
        "shift_swaps",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("asked", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["asked"], ["volunteers.number"], name=op.f("fk_shift_swaps_asked")
        ),
        sa.ForeignKeyConstraint(["place"], ["shift_places.id"], name=op.f("fk_shift_swaps_place")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_shift_swaps")),
    )
    op.create_index(op.f("ix_shift_swaps_asked"), "shift_swaps", ["asked"], unique=False)
    op.create_index(op.f("ix_shift_swaps_place"), "shift_swaps", ["place"], unique=False)
    op.create_table(
        "voices",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column("party", sa.String(length=10), nullable=False),
        sa.Column("topic", sa.String(length=20), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("by", sa.Integer(), nullable=True),
        sa.Column("by_name", sa.String(length=80), nullable=True),
        sa.Column("noted_by", sa.String(length=60), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["by"], ["people.id"], name=op.f("fk_voices_by")),
        sa.ForeignKeyConstraint(["number"], ["agreements.number"], name=op.f("fk_voices_number")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_voices")),
        sa.UniqueConstraint(
            "number", "kind", "party", "topic", name=op.f("uq_voices_number_kind_party_topic")
        ),
    )
    op.create_index(op.f("ix_voices_by"), "voices", ["by"], unique=False)
    op.create_index(op.f("ix_voices_number"), "voices", ["number"], unique=False)


def downgrade() -> None:
    op.drop_index(op.f("ix_voices_number"), table_name="voices")
    op.drop_index(op.f("ix_voices_by"), table_name="voices")
    op.drop_table("voices")
    op.drop_index(op.f("ix_shift_swaps_place"), table_name="shift_swaps")
    op.drop_index(op.f("ix_shift_swaps_asked"), table_name="shift_swaps")
    op.drop_table("shift_swaps")
    op.drop_index(op.f("ix_consents_by"), table_name="consents")
    op.drop_table("consents")
    op.drop_index(op.f("ix_clauses_by"), table_name="clauses")
    op.drop_table("clauses")
    op.drop_index(op.f("ix_shift_places_volunteer"), table_name="shift_places")
    op.drop_index(op.f("ix_shift_places_shift"), table_name="shift_places")
    op.drop_index(op.f("ix_shift_places_given_by"), table_name="shift_places")
    op.drop_table("shift_places")
    op.drop_index(op.f("ix_introduced_person_id"), table_name="introduced")
    op.drop_index(op.f("ix_introduced_colleague"), table_name="introduced")
    op.drop_table("introduced")
    op.drop_index(op.f("ix_contact_links_partner"), table_name="contact_links")
    op.drop_index(op.f("ix_contact_links_expires_at"), table_name="contact_links")
    op.drop_table("contact_links")
    op.drop_index(op.f("ix_agreements_partner"), table_name="agreements")
    op.drop_index(op.f("ix_agreements_ends_on"), table_name="agreements")
    op.drop_index(op.f("ix_agreements_contact"), table_name="agreements")
    op.drop_index(op.f("ix_agreements_about"), table_name="agreements")
    op.drop_table("agreements")
    op.drop_index(op.f("ix_volunteer_places_volunteer"), table_name="volunteer_places")
    op.drop_index(op.f("ix_volunteer_places_role"), table_name="volunteer_places")
    op.drop_table("volunteer_places")
    op.drop_index(op.f("ix_volunteer_expectations_volunteer"), table_name="volunteer_expectations")
    op.drop_index(op.f("ix_volunteer_expectations_library_by"), table_name="volunteer_expectations")
    op.drop_table("volunteer_expectations")
    op.drop_index(op.f("ix_volunteer_checks_proposed_by"), table_name="volunteer_checks")
    op.drop_table("volunteer_checks")
    op.drop_index("ix_shifts_state_begins_at", table_name="shifts")
    op.drop_index(op.f("ix_shifts_series"), table_name="shifts")
    op.drop_index(op.f("ix_shifts_role"), table_name="shifts")
    op.drop_index(op.f("ix_shifts_made_by"), table_name="shifts")
    op.drop_index(op.f("ix_shifts_contact"), table_name="shifts")
    op.drop_index(op.f("ix_shifts_begins_at"), table_name="shifts")
    op.drop_table("shifts")
    op.drop_table("lessons")
    op.drop_index(op.f("ix_introductions_partner"), table_name="introductions")
    op.drop_index(op.f("ix_introductions_other_case"), table_name="introductions")
    op.drop_index(op.f("ix_introductions_changed_at"), table_name="introductions")
    op.drop_index(op.f("ix_introductions_case_number"), table_name="introductions")
    op.drop_index(op.f("ix_introductions_by"), table_name="introductions")
    op.drop_table("introductions")
    op.drop_index(op.f("ix_contacts_person_id"), table_name="contacts")
    op.drop_index(op.f("ix_contacts_partner"), table_name="contacts")
    op.drop_table("contacts")
    op.drop_index(op.f("ix_volunteers_wanted"), table_name="volunteers")
    op.drop_table("volunteers")
    op.drop_index(op.f("ix_volunteer_trials_role"), table_name="volunteer_trials")
    op.drop_index(op.f("ix_volunteer_trials_ends_on"), table_name="volunteer_trials")
    op.drop_index(op.f("ix_volunteer_trials_closed_at"), table_name="volunteer_trials")
    op.drop_table("volunteer_trials")
    op.drop_table("topics")
    op.drop_index(op.f("ix_supports_person_id"), table_name="supports")
    op.drop_table("supports")
    op.drop_index(op.f("ix_silences_until"), table_name="silences")
    op.drop_index(op.f("ix_silences_person_id"), table_name="silences")
    op.drop_index(op.f("ix_silences_case_number"), table_name="silences")
    op.drop_table("silences")
    op.drop_index(op.f("ix_shift_series_role"), table_name="shift_series")
    op.drop_index(op.f("ix_shift_series_made_by"), table_name="shift_series")
    op.drop_table("shift_series")
    op.drop_index(op.f("ix_readers_person_id"), table_name="readers")
    op.drop_table("readers")
    op.drop_index(op.f("ix_partners_kind"), table_name="partners")
    op.drop_index(op.f("ix_partners_changed_at"), table_name="partners")
    op.drop_table("partners")
    op.drop_index(
        "uq_outgoing_key",
        table_name="outgoing",
        sqlite_where=sa.text("state = 'waiting'"),
        postgresql_where=sa.text("state = 'waiting'"),
    )
    op.drop_index("ix_outgoing_talk_id_first", table_name="outgoing")
    op.drop_index(
        "ix_outgoing_next",
        table_name="outgoing",
        sqlite_where=sa.text("state = 'waiting' AND priority >= 0"),
        postgresql_where=sa.text("state = 'waiting' AND priority >= 0"),
    )
    op.drop_index(
        "ix_outgoing_dead",
        table_name="outgoing",
        sqlite_where=sa.text("state = 'dead'"),
        postgresql_where=sa.text("state = 'dead'"),
    )
    op.drop_index(
        "ix_outgoing_chat",
        table_name="outgoing",
        sqlite_where=sa.text("state = 'waiting'"),
        postgresql_where=sa.text("state = 'waiting'"),
    )
    op.drop_index(
        "ix_outgoing_about",
        table_name="outgoing",
        sqlite_where=sa.text("state = 'waiting' AND about IS NOT NULL"),
        postgresql_where=sa.text("state = 'waiting' AND about IS NOT NULL"),
    )
    op.drop_table("outgoing")
    op.drop_index(op.f("ix_notes_case_number"), table_name="notes")
    op.drop_table("notes")
    op.drop_index(
        "ix_live_talks_open",
        table_name="live_talks",
        sqlite_where=sa.text("ended_at IS NULL"),
        postgresql_where=sa.text("ended_at IS NULL"),
    )
    op.drop_index("ix_live_talks_case_number", table_name="live_talks")
    op.drop_table("live_talks")
    op.drop_index("ix_lines_talk_id_answers", table_name="lines")
    op.drop_index(op.f("ix_lines_case_number"), table_name="lines")
    op.drop_table("lines")
    op.drop_table("keepings")
    op.drop_table("ideas")
    op.drop_index(op.f("ix_holds_case_number"), table_name="holds")
    op.drop_table("holds")
    op.drop_index("ix_events_case_number_id", table_name="events")
    op.drop_index("ix_events_at", table_name="events")
    op.drop_table("events")
    op.drop_index(op.f("ix_drafts_kept_at"), table_name="drafts")
    op.drop_table("drafts")
    op.drop_index(op.f("ix_dead_letters_state"), table_name="dead_letters")
    op.drop_table("dead_letters")
    op.drop_index(op.f("ix_volunteer_roles_state"), table_name="volunteer_roles")
    op.drop_index(op.f("ix_volunteer_roles_contact"), table_name="volunteer_roles")
    op.drop_table("volunteer_roles")
    op.drop_table("templates")
    op.drop_index(op.f("ix_talks_updated_at"), table_name="talks")
    op.drop_table("talks")
    op.drop_table("staff_events")
    op.drop_table("staff")
    op.drop_index(op.f("ix_mailboxes_person_id"), table_name="mailboxes")
    op.drop_index(
        "ix_mailboxes_pending",
        table_name="mailboxes",
        sqlite_where=sa.text("confirmed_at IS NULL AND ended_at IS NULL"),
        postgresql_where=sa.text("confirmed_at IS NULL AND ended_at IS NULL"),
    )
    op.drop_index(
        "ix_mailboxes_live",
        table_name="mailboxes",
        sqlite_where=sa.text("confirmed_at IS NOT NULL AND ended_at IS NULL"),
        postgresql_where=sa.text("confirmed_at IS NOT NULL AND ended_at IS NULL"),
    )
    op.drop_table("mailboxes")
    op.drop_index("ix_library_changes_subject_key_number", table_name="library_changes")
    op.drop_table("library_changes")
    op.drop_index(op.f("ix_join_links_taker_id"), table_name="join_links")
    op.drop_index(op.f("ix_join_links_person_id"), table_name="join_links")
    op.drop_index(op.f("ix_join_links_expires_at"), table_name="join_links")
    op.drop_table("join_links")
    op.drop_table("invites")
    op.drop_index(op.f("ix_files_person_id"), table_name="files")
    op.drop_index(op.f("ix_files_case_number"), table_name="files")
    op.drop_table("files")
    op.drop_index(
        "ix_cases_undrawn",
        table_name="cases",
        sqlite_where=sa.text(
            "version != drawn_version AND (closed_at IS NULL OR drawn_version != 0)"
        ),
        postgresql_where=sa.text(
            "version != drawn_version AND (closed_at IS NULL OR drawn_version != 0)"
        ),
    )
    op.drop_index(op.f("ix_cases_state"), table_name="cases")
    op.drop_index(
        "ix_cases_named",
        table_name="cases",
        sqlite_where=sa.text("shown_title IS NOT NULL"),
        postgresql_where=sa.text("shown_title IS NOT NULL"),
    )
    op.drop_index(op.f("ix_cases_merged_into"), table_name="cases")
    op.drop_index(op.f("ix_cases_lent_by"), table_name="cases")
    op.drop_index("ix_cases_created_at", table_name="cases")
    op.drop_index("ix_cases_closed_at_promised_on", table_name="cases")
    op.drop_index(op.f("ix_cases_author"), table_name="cases")
    op.drop_index(op.f("ix_cases_assigned"), table_name="cases")
    op.drop_table("cases")
    op.drop_index(op.f("ix_addresses_person_id"), table_name="addresses")
    op.drop_table("addresses")
    op.drop_table("people")
    op.drop_table("pace")
    op.drop_table("marks")
    op.drop_index(op.f("ix_mail_asks_person_id"), table_name="mail_asks")
    op.drop_index(op.f("ix_mail_asks_mark"), table_name="mail_asks")
    op.drop_index(op.f("ix_mail_asks_at"), table_name="mail_asks")
    op.drop_table("mail_asks")
    op.drop_table("library_editions")
    op.drop_table("leases")
    op.drop_index(op.f("ix_due_case_number"), table_name="due")
    op.drop_index(op.f("ix_due_at"), table_name="due")
    op.drop_table("due")
    op.drop_index(op.f("ix_data_links_person_id"), table_name="data_links")
    op.drop_index(op.f("ix_data_links_expires_at"), table_name="data_links")
    op.drop_table("data_links")
    op.drop_index(op.f("ix_code_tries_person_id"), table_name="code_tries")
    op.drop_index(op.f("ix_code_tries_case_number"), table_name="code_tries")
    op.drop_index(op.f("ix_code_tries_at"), table_name="code_tries")
    op.drop_index(op.f("ix_code_tries_address"), table_name="code_tries")
    op.drop_table("code_tries")
    op.drop_index(op.f("ix_chats_next_at"), table_name="chats")
    op.drop_table("chats")
