"""The data for the two papers of a volunteer: the hours, and the certificate to hang up.

Must not read the database.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from babel.dates import format_date

from handlers.conversation.pen import Pen
from handlers.conversation.texts import LOCALES, Texts, Values
from handlers.library import Library
from handlers.reports import month_name
from handlers.shifts.after.wording import duration
from storage.cases.rules import local_day
from storage.people.rules import Language
from storage.shifts.queries import Given, Hours, Past

ROLES = 3
"""How many roles a certificate has room for: it is one page."""

LONGEST = 160
"""How many characters of what was done in a role are printed."""

LARGE, WIDE = 34, 26
"""The font size of a name in points, and the number of letters above which it is smaller."""


class GivenPen:
    """Describes what somebody gave, in the library's name and in one language."""

    def __init__(self, texts: Texts, language: Language, library: Library) -> None:
        self._pen, self._library = Pen(texts, language), library

    def proof(self, name: str, given: Hours, today: date) -> dict[str, Any]:
        """The data for the template of the certificate."""
        roles = given.roles
        more = len(roles) - ROLES
        return {
            **self._dress(name, "title"),
            "size": LARGE if len(name) < WIDE else LARGE * WIDE // len(name),
            "lead": self._say("lead"),
            "said": self._say("said", when=self._span(given), library=self._library.name),
            "figures": [
                [str(given.shifts), self._say("shifts", n=given.shifts)],
                [self._time(given.minutes), self._say("time")],
            ],
            "roles": [[each.role, self._so_much(each)] for each in roles[:ROLES]],
            "more": self._say("more", n=more) if more > 0 else "",
            "thanks": self._say("thanks"),
            "signs": [
                [self._plain_day(today), self._say("issued")],
                ["", self._say("signed", library=self._library.name)],
            ],
        }

    def hours(self, name: str, given: Hours, over: Sequence[Past], today: date) -> dict[str, Any]:
        """The data for the template of the statement: by role, then shift by shift."""
        values: Values = {"n": given.shifts, "time": self._time(given.minutes)}
        heads = [self._say(f"head_{head}") for head in ("role", "shifts", "time")]
        each = [self._say(f"head_{head}") for head in ("day", "what", "time")]
        return {
            **self._dress(name, "hours_title"),
            "said": self._say("hours_said", when=self._span(given), **values),
            "parts": [
                {
                    "title": self._say("by_role"),
                    "heads": heads,
                    "rows": [self._role(role) for role in given.roles],
                },
                {
                    "title": self._say("by_shift"),
                    "heads": each,
                    "rows": [self._shift(shift) for shift in over],
                },
            ],
            "closing": self._say("hours_closing", library=self._library.name),
            "footer": self._say("footer", day=today),
        }

    def _dress(self, name: str, title: str) -> dict[str, Any]:
        colour, logo = self._library.colour, self._library.logo
        return {
            "lang": str(self._pen.language),
            "library": self._library.name,
            "hue": colour.hue,
            "saturation": colour.saturation,
            "lightness": colour.lightness,
            "logo": list(logo.png) if logo else None,
            "title": self._say(title),
            "name": name,
        }

    def _role(self, given: Given) -> list[str]:
        name = f"{given.role}\n{_short(given.does)}"
        return [name, str(given.shifts), self._time(given.minutes)]

    def _so_much(self, given: Given) -> str:
        return self._say("so_much", n=given.shifts, time=self._time(given.minutes))

    def _plain_day(self, day: date) -> str:
        return format_date(day, "d. MMMM y", locale=LOCALES[self._pen.language])

    def _shift(self, past: Past) -> list[str]:
        day = self._say("day", day=local_day(past.shift.begins_at))
        return [day, past.name, self._time(past.minutes or 0)]

    def _span(self, given: Hours) -> str:
        """The period from the month of the first shift to that of the last."""
        if given.first is None or given.last is None:
            return ""
        ends = (given.first, given.last)
        first, last = (month_name(local_day(each), self._pen.language) for each in ends)
        if first == last:
            return self._say("in_month", month=first)
        return self._say("in_months", first=first, last=last)

    def _time(self, minutes: int) -> str:
        return duration(self._pen, minutes)

    def _say(self, key: str, **values: Any) -> str:
        return self._pen(f"shift_paper.{key}", **values)


def _short(words: str) -> str:
    first = words.strip().split("\n")[0]
    return first if len(first) <= LONGEST else f"{first[: LONGEST - 1].rstrip()}…"
