"""The only writers of talk: lines, drafts, files, what is for later, what is on its way out."""

from storage.talk.actions.drafts import drop_draft, keep_draft, purge_drafts
from storage.talk.actions.files import file_arrived, file_lost, file_to_case, keep_file, purge_orphan_files
from storage.talk.actions.later import bury, done, plan, postpone, strike_off, unplan
from storage.talk.actions.lines import Position, Words, open_talk, settle, tell

__all__ = [
    "Position",
    "Words",
    "bury",
    "done",
    "drop_draft",
    "file_arrived",
    "file_lost",
    "file_to_case",
    "keep_draft",
    "keep_file",
    "open_talk",
    "plan",
    "postpone",
    "purge_drafts",
    "purge_orphan_files",
    "settle",
    "strike_off",
    "tell",
    "unplan",
]
