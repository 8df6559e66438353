"""When somebody is there who answers, Danish holidays known."""

from __future__ import annotations

from datetime import datetime

import pytest

from handlers.staffed import Staffed, staffed
from storage.talk.pace import COPENHAGEN

HOURS = staffed("ma-fr 10-17; lø 10-14")


def at(day: str, clock: str = "12:00") -> datetime:
    return datetime.fromisoformat(f"{day}T{clock}").replace(tzinfo=COPENHAGEN)


@pytest.mark.parametrize(
    ("moment", "there"),
    [
        (at("2026-05-04", "09:59"), False),
        (at("2026-05-04", "10:00"), True),
        (at("2026-05-04", "16:59"), True),
        (at("2026-05-04", "17:00"), False),
        (at("2026-05-09", "13:00"), True),  # a Saturday
        (at("2026-05-09", "14:30"), False),
        (at("2026-05-10"), False),  # a Sunday
        (at("2026-05-14"), False),  # Kristi himmelfartsdag
        (at("2026-06-05"), False),  # Grundlovsdag, a Friday
        (at("2026-12-24"), False),
    ],
)
def test_who_is_there(moment: datetime, there: bool) -> None:
    assert HOURS.open_at(moment) is there


@pytest.mark.parametrize(
    ("moment", "then"),
    [
        (at("2026-05-04", "08:00"), at("2026-05-04", "10:00")),
        (at("2026-05-04", "18:00"), at("2026-05-05", "10:00")),
        (at("2026-05-09", "15:00"), at("2026-05-11", "10:00")),
        (at("2026-05-13", "18:00"), at("2026-05-15", "10:00")),  # over Kristi himmelfartsdag
        (at("2026-03-28", "15:00"), at("2026-03-30", "10:00")),  # over the change of clocks
    ],
)
def test_when_somebody_is_there_again(moment: datetime, then: datetime) -> None:
    assert HOURS.next_open(moment) == then


@pytest.mark.parametrize(
    ("hours", "moment", "then"),
    [
        (HOURS, at("2026-05-04", "11:30"), at("2026-05-05", "11:30")),
        (HOURS, at("2026-05-08", "11:30"), at("2026-05-11", "11:30")),  # Friday to Monday
        (HOURS, at("2026-05-04", "20:00"), at("2026-05-06", "10:00")),
        (HOURS, at("2026-05-09", "11:00"), at("2026-05-11", "11:00")),
        (Staffed(), at("2026-05-04", "20:00"), at("2026-05-05", "20:00")),
        (Staffed(), at("2026-05-09", "20:00"), at("2026-05-12", "09:00")),
    ],
)
def test_when_a_working_day_has_gone_by(hours: Staffed, moment: datetime, then: datetime) -> None:
    assert hours.answer_by(moment) == then


def test_not_said_is_not_known() -> None:
    assert not Staffed().known
    assert not Staffed().open_at(at("2026-05-04"))
    assert Staffed().next_open(at("2026-05-04")) is None


@pytest.mark.parametrize(
    "same", ["man-fre 10-17; lør 10-14", "Ma-Fr 10.00-17.00;lø. 10-14", "mo-fr 10-17; sa 10-14"]
)
def test_it_may_be_written_as_people_write(same: str) -> None:
    assert staffed(same) == HOURS


@pytest.mark.parametrize(
    "wrong", ["hele ugen", "ma-fr", "ma 17-10", "fr-ma 10-17", "xx 10-17", "ma 10-25"]
)
def test_what_cannot_be_read_is_refused(wrong: str) -> None:
    with pytest.raises(ValueError, match=r"write|ends|weekday|time"):
        staffed(wrong)
