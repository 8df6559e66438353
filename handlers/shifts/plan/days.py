"""Names of days for a week plan: holidays, dates, and the Monday of a week."""

from __future__ import annotations

from datetime import date, timedelta
from functools import lru_cache

from babel.dates import format_date, format_interval
from holidays import country_holidays

from handlers.conversation.pen import Pen
from handlers.conversation.texts import LOCALES
from storage.cases.working_days import CLOSED
from storage.people.rules import Language

_SPOKEN = {Language.DA: "da", Language.EN: "en_US"}
_DATE = {Language.DA: "d. MMMM", Language.EN: "d MMMM"}


def monday_of(day: date) -> date:
    """The Monday of a day's week."""
    return day - timedelta(days=day.weekday())


def free_day(day: date, pen: Pen) -> str:
    """The name of a day on which nobody works, such as a holiday; "" for other days."""
    if name := _holidays(day.year, pen.language).get(day):
        return name
    if (day.month, day.day) in CLOSED:
        return pen(f"shift_plan.closed_{day:%m%d}")
    return ""


@lru_cache(maxsize=16)
def _holidays(year: int, language: Language) -> dict[date, str]:
    return dict(country_holidays("DK", years=year, language=_SPOKEN[language]).items())


def weekday(day: date, language: Language) -> str:
    """The name of a weekday with a capital letter, to stand alone: "Mandag"."""
    name = format_date(day, "EEEE", locale=LOCALES[language])
    return name[:1].upper() + name[1:]


def day_and_month(day: date, language: Language) -> str:
    """A day without its name: "4. maj"."""
    return format_date(day, _DATE[language], locale=LOCALES[language])


def seven_days(monday: date, language: Language) -> str:
    """From Monday to Sunday: "4.-10. maj 2026"."""
    last = monday + timedelta(days=6)
    return format_interval(monday, last, "yMMMMd", locale=LOCALES[language])


def day_name(day: date, language: Language) -> str:
    """A day as it stands in a list: "Tirsdag 4. maj 2026"."""
    return f"{weekday(day, language)} {day_and_month(day, language)} {day.year}"
