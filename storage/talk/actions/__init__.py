"""The only writers of talk: lines, drafts, files, what is for later, what is on its way out."""

from storage.talk.actions.claiming import book, claim
from storage.talk.actions.drafts import drop_draft, keep_draft, purge_drafts
from storage.talk.actions.files import (
    file_arrived,
    file_lost,
    file_to_case,
    keep_file,
    purge_orphan_files,
)
from storage.talk.actions.later import done, plan, plan_once, postpone, strike_off, unplan
from storage.talk.actions.leases import hold, let_go
from storage.talk.actions.letters import (
    bury,
    give_up_sending,
    handled,
    purge_letters,
    put_away,
    still_dead,
    want_again,
    want_sent_again,
)
from storage.talk.actions.lines import Position, Words, add_line, leave, open_talk, settle
from storage.talk.actions.mailing import alert_by_mail, ask_by_mail, returned
from storage.talk.actions.outbox import (
    move_chat,
    purge_outgoing,
    put,
    send_again,
    send_on,
    tell,
    tell_group,
    unwanted,
)
from storage.talk.actions.sending import (
    give_back,
    pause,
    pause_chat,
    put_off,
    sent,
    tried,
    went_on,
    when_again,
)

__all__ = [
    "Position",
    "Words",
    "add_line",
    "alert_by_mail",
    "ask_by_mail",
    "book",
    "bury",
    "claim",
    "done",
    "drop_draft",
    "file_arrived",
    "file_lost",
    "file_to_case",
    "give_back",
    "give_up_sending",
    "handled",
    "hold",
    "keep_draft",
    "keep_file",
    "leave",
    "let_go",
    "move_chat",
    "open_talk",
    "pause",
    "pause_chat",
    "plan",
    "plan_once",
    "postpone",
    "purge_drafts",
    "purge_letters",
    "purge_orphan_files",
    "purge_outgoing",
    "put",
    "put_away",
    "put_off",
    "returned",
    "send_again",
    "send_on",
    "sent",
    "settle",
    "still_dead",
    "strike_off",
    "tell",
    "tell_group",
    "tried",
    "unplan",
    "unwanted",
    "want_again",
    "want_sent_again",
    "went_on",
    "when_again",
]
