"""The only writers of cases: the audit, news, codes, notes and answer templates."""

from storage.cases.actions.codes import (
    Opened,
    TooManyTries,
    WrongCode,
    blocked_until,
    open_by_code,
    purge_code_tries,
    wrong_code,
)
from storage.cases.actions.news import News, release
from storage.cases.actions.notes import file_came, mark_read, note
from storage.cases.actions.templates import (
    NoSuchTemplate,
    TemplateText,
    remove_template,
    save_template,
)

__all__ = [
    "News",
    "NoSuchTemplate",
    "Opened",
    "TemplateText",
    "TooManyTries",
    "WrongCode",
    "blocked_until",
    "file_came",
    "mark_read",
    "note",
    "open_by_code",
    "purge_code_tries",
    "release",
    "remove_template",
    "save_template",
    "wrong_code",
]
