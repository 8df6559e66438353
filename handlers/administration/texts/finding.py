"""Finds texts: by the subjects that a librarian knows, and by words.

Must not know who asks, nor how a page looks.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from handlers.conversation.parsers import folded
from handlers.conversation.rewording import can_change, written
from handlers.conversation.texts import Texts
from storage.people.rules import Language

SUBJECTS = {
    "hello": ("welcome", "desk_help", "meant", "again", "meaning"),
    "idea": ("idea", "message", "more", "kind", "theme", "context", "company"),
    "case": ("status", "next", "mine", "own", "add", "answer", "withdraw", "influence"),
    "news": ("news", "promise", "silence"),
    "mail": ("mail", "letter"),
    "telegram": ("telegram", "offered", "joining"),
    "talk": ("common", "command", "file_refused", "dates", "live", "care"),
    "partners": (
        "partner", "partner_more", "partner_edit", "partner_pause", "partner_leave", "partner_me",
        "partner_no", "partner_unite", "partner_new", "partner_right", "partner_contact",
        "partner_contact_new", "partner_forget", "partners", "partner_kind", "partner_state",
        "partner_open", "partner_language", "partner_news", "partner_sheet", "why", "learnt",
        "wordlist", "word_new", "word_gone",
    ),
    "meetings": ("introduction", "together", "meet", "write", "introduce", "answer_for"),
    "agreements": (
        "agree_with", "agree", "point", "level", "expect", "clause", "clause_ask",
        "clause_write", "clause_ok", "usual", "period", "signed", "signatory", "agree_level",
        "agree_yes", "agree_stop", "agree_drop", "look_back", "successor", "agreement", "wish",
        "agreement_state", "agreement_next", "agreement_news", "paper",
    ),
    "volunteers": (
        "volunteer", "volunteer_more", "volunteers", "vol_expect", "leave_out", "model",
        "model_told", "vol_rest", "vol_end", "vol_say", "vol_write", "vol_role", "vol_leave",
        "vol_tick", "vol_check", "vol_check_status", "vol_no", "vol_secret", "vol_line",
        "vol_state", "vol_step", "vol_lack", "vol_card", "vol_did", "vol_news", "vol_staff",
        "vol_topic", "volweb", "role_words", "role_state", "role_lack", "roles", "role_close",
        "trial_begin", "trial_end", "trials", "model_edit", "model_publish",
    ),
    "shifts": (),
    "toolbox": ("toolbox",),
    "data": (
        "law_privacy", "law_periods", "law_case", "law_records", "held", "lasts", "correct",
        "erase", "retention", "purged",
    ),
    "about": ("about", "about_steps", "about_ways", "help", "help_words", "law_access"),
    "pages": ("web",),
    "desk": (
        "desk", "state", "did", "card", "hear", "purpose", "inbox", "desk_case", "topic", "note",
        "decide", "problem", "give", "ask", "reply", "park", "decline", "redirect", "merge",
        "realise", "reopen", "rename", "sort", "approve", "noter", "errors", "library", "value",
        "value_problem", "value_group", "wrong", "check", "subject", "example", "texts",
        "text_words", "text_again", "talks", "say_live", "alert", "away", "digest", "report",
        "outcome", "whom", "answers", "answer_words", "answer_delete",
    ),
}  # fmt: skip
"""The subjects with their tables, in the order in which they are shown. Tables that are missing
here are found under OTHER.
"""

OTHER = "other"
BEGINNINGS = {"shift": "shifts", "method": "toolbox"}
"""Subjects by the beginning of their tables' names."""

_SUBJECT = {table: subject for subject, tables in SUBJECTS.items() for table in tables}

WHOLE = 1
HALF = 0.5
"""The smallest part of the words that a text must contain, to be shown where none contains all."""


@dataclass(frozen=True)
class Found:
    """A text that was found: whether it is in the library's own words, and how it reads."""

    key: str
    own: bool
    danish: str
    english: str


def subject_of(key: str) -> str:
    """The subject of a text."""
    table = key.partition(".")[0]
    return _SUBJECT.get(table) or BEGINNINGS.get(table.partition("_")[0], OTHER)


def counts(texts: Texts) -> dict[str, int]:
    """How many texts each subject has, in their order."""
    found = dict.fromkeys((*SUBJECTS, OTHER), 0)
    for key in texts.keys(Language.DA):
        if can_change(key):
            found[subject_of(key)] += 1
    return {subject: count for subject, count in found.items() if count}


def search(texts: Texts, words: str, subject: str, *, own: bool) -> list[Found]:
    """The texts of a subject ("": all) that contain the words, in either language or in their key;
    those first that contain them in this order. Where no text contains all of them, those that
    contain at least HALF, the best first.
    """
    wanted = folded(words)
    ranked = [
        (share, found)
        for found in _all(texts, subject)
        if (found.own or not own) and (share := _share(wanted, found)) >= HALF
    ]
    whole = [each for each in ranked if each[0] >= WHOLE]
    return [found for _, found in sorted(whole or ranked, key=lambda each: -each[0])]


def _all(texts: Texts, subject: str) -> Iterator[Found]:
    for key in texts.keys(Language.DA):
        if can_change(key) and subject in {"", subject_of(key)}:
            own = any(texts.forms(key, each) != texts.original(key, each) for each in Language)
            yield Found(key, own, shown(texts, key, Language.DA), shown(texts, key, Language.EN))


def shown(texts: Texts, key: str, language: Language) -> str:
    """A text as it is written; of a plural the form `other`."""
    return written(texts.forms(key, language))["other"]


def _share(wanted: str, found: Found) -> float:
    """The part of the words that a text has, from 0 to 1; more where they stand in this order."""
    here = folded(f"{found.danish} {found.english} {found.key.replace('_', ' ')}")
    each = set(wanted.split())
    if wanted in here:
        return WHOLE + bool(wanted)
    return sum(word in here for word in each) / len(each)
