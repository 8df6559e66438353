"""What a volunteer and the staff hear of a shift as time goes by: the right day, once, with who to
call, and nothing by night that can wait.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import select

from storage.database import Database
from storage.people.actions import go_away
from storage.people.rules import Channel
from storage.people.tables import Address
from storage.talk.tables import Outgoing
from tests.handlers.shifts.mine.conftest import Scene, scene
from tests.handlers.shifts.mine.parts import may, shift, staff
from tests.harness import LIBRARY, House

__all__ = ["scene"]


async def until(house: House, moment: datetime) -> None:
    """Time passes, and what is due is done."""
    house.now = moment
    await house.passes()


async def taken(scene: Scene, begins: datetime, **more: object) -> int:
    """Eva has a shift."""
    id = await scene.shift(begins, **more)
    await scene.eva.says(f"/tagvagt {id}")
    await scene.house.passes(minutes=1)
    return id


async def away(scene: Scene, day: date) -> None:
    """Anna is not there on a day."""
    async with scene.house.database.transaction() as tx:
        await go_away(tx, scene.by, day, day, scene.house.now.date())


async def test_the_whole_chain_in_words(scene: Scene) -> None:
    eva, anna = scene.eva, scene.anna
    await taken(scene, may(12), branch="midtby")
    await anna.hears()
    await until(scene.house, may(5))
    assert await eva.hears() == (
        "Husk, at du har en vagt tirsdag den 12. maj kl. 16.00-18.00: IT-hjælper, Midtbyen.\n"
        "Er der noget, så få fat i Anna: 12 34 56 78 og post@boegeby.example."
    )
    assert eva.choices == ["Jeg kan ikke alligevel"]
    await until(scene.house, may(10))
    assert await eva.hears() == (
        "Husk din vagt tirsdag den 12. maj kl. 16.00-18.00: IT-hjælper, Midtbyen.\n"
        "Er der noget, så få fat i Anna: 12 34 56 78 og post@boegeby.example.\n"
        "Kan du stadig?"
    )
    assert eva.choices == ["Ja, jeg kommer", "Nej, jeg kan ikke"]
    await until(scene.house, may(11))
    assert await eva.hears() == ""
    assert await anna.hears() == (
        "Eva (1) har ikke svaret på, om de kommer "
        "i morgen, tirsdag den 12. maj kl. 16.00-18.00: IT-hjælper, Midtbyen. "
        "Måske skal en af os ringe."
    )
    assert anna.choices == ["Se frivillig", "Se vagten"]
    await until(scene.house, may(12, 11))
    assert await eva.hears() == (
        "Vi ses i dag, tirsdag den 12. maj kl. 16.00-18.00: IT-hjælper, Midtbyen.\n"
        "Er der noget, så få fat i Anna: 12 34 56 78 og post@boegeby.example."
    )
    assert eva.choices == ["Jeg bliver forsinket", "Jeg kan ikke alligevel"]


async def test_a_yes_with_one_tap_and_nobody_is_bothered(scene: Scene) -> None:
    await taken(scene, may(12))
    await until(scene.house, may(10))
    await scene.eva.hears()
    await scene.eva.presses("Ja, jeg kommer")
    assert "Dejligt, vi ses!" in scene.eva.heard
    await scene.anna.hears()
    await until(scene.house, may(11))
    assert await scene.anna.hears() == ""


async def test_who_said_yes_before_is_not_asked_again(scene: Scene) -> None:
    id = await taken(scene, may(12))
    await scene.eva.says(f"/kommer {id}")
    await until(scene.house, may(10))
    assert "så du skal ikke svare" in await scene.eva.hears()
    assert scene.eva.choices == ["Jeg kan ikke alligevel"]


async def test_a_late_question_says_the_right_day(scene: Scene) -> None:
    await taken(scene, may(12, 8))
    await until(scene.house, may(5, 8))
    await scene.eva.hears()
    await until(scene.house, may(10, 16))
    heard = await scene.eva.hears()
    assert "Kan du stadig?" in heard
    assert "i morgen" not in heard
    assert "tirsdag den 12. maj kl. 10.00" in heard


async def test_what_waits_for_the_morning_says_the_day_alone(scene: Scene) -> None:
    """It is read on the page at once and on a telephone in the morning: no "i morgen" in both."""
    await taken(scene, may(12, 14))
    await scene.eva.hears()
    await until(scene.house, may(10, 19))
    assert "Husk din vagt tirsdag den 12. maj" in await scene.eva.hears()


async def test_after_it_began_nobody_hears_of_it(scene: Scene) -> None:
    await taken(scene, may(12))
    await scene.eva.hears()
    await until(scene.house, may(12, 14))
    assert await scene.eva.hears() == ""


async def at_telegram(database: Database, person_id: int, now: datetime) -> None:
    """Somebody can be reached at Telegram too."""
    async with database.transaction() as tx:
        address = Address(
            person_id=person_id,
            channel=Channel.TELEGRAM,
            address=str(1000 + person_id),
            since=now,
            seen_at=now,
            expires_at=now + timedelta(days=400),
        )
        tx.session.add(address)


async def sent(database: Database) -> list[datetime]:
    """When each message may go out."""
    async with database.reading() as tx:
        rows = await tx.session.scalars(select(Outgoing).order_by(Outgoing.id))
        return [row.not_before.astimezone(UTC) for row in rows]


async def test_quiet_hours_hold_the_question_and_not_the_last_reminder(scene: Scene) -> None:
    await taken(scene, may(12, 5))  # 7 in the morning
    await at_telegram(scene.house.database, scene.eva.person_id, scene.house.now)
    for moment in (may(9, 17).replace(minute=30), may(12, 2)):
        await until(scene.house, moment)
    assert await sent(scene.house.database) == [
        may(9, 17).replace(minute=30),
        may(12, 2),
    ]


async def test_a_reminder_that_comes_late_by_night_waits(scene: Scene) -> None:
    await taken(scene, may(12))
    await at_telegram(scene.house.database, scene.eva.person_id, scene.house.now)
    await until(scene.house, may(10, 21))
    assert await sent(scene.house.database) == [may(11, 6)]


async def test_a_telephone_that_is_away_hears_of_it_until_it_is_overtaken(scene: Scene) -> None:
    await taken(scene, may(12))
    await at_telegram(scene.house.database, scene.eva.person_id, scene.house.now)
    for moment in (may(5), may(10), may(12, 11)):
        await until(scene.house, moment)
    async with scene.house.database.reading() as tx:
        ends = await tx.session.scalars(select(Outgoing.useful_until).order_by(Outgoing.id))
    assert list(ends) == [may(10), may(12, 11), may(12)]


async def test_who_to_call_is_who_is_there(scene: Scene) -> None:
    await taken(scene, may(12))
    await scene.eva.hears()
    await away(scene, may(12).date())
    await until(scene.house, may(10))
    assert "Er der noget, så få fat i os: 12 34 56 78" in await scene.eva.hears()


async def test_without_a_number_it_is_where_we_are(scene: Scene) -> None:
    scene.house.opens(replace(LIBRARY, phone="", mail=""))
    await taken(scene, may(12))
    await scene.eva.hears()
    await until(scene.house, may(10))
    assert "Er der noget, så få fat i Anna:" in await scene.eva.hears()


async def test_too_few_are_told_to_who_looks_after_it(scene: Scene) -> None:
    bo = await scene.house.colleague("Bo Bø")
    by = await staff(scene.house, bo)
    id = await scene.shift(may(12), minimum=2, maximum=2, contact=by.person_id)
    await until(scene.house, may(9))
    assert await bo.hears() == (
        "Der mangler 2 på vagten tirsdag den 12. maj kl. 16.00-18.00: IT-hjælper, "
        "Bøgeby Bibliotek. Der skal mindst være 2."
    )
    assert await scene.anna.hears() == ""
    await bo.presses("Spørg, hvem der kan")
    assert bo.heard == "Jeg har spurgt 2, om de kan træde til. Du hører, hvis ingen kan."
    await bo.says(f"/findafloeser {id}")
    assert "Jeg spørger ingen lige nu" in bo.heard
    await bo.says("/findafloeser 99")
    assert "Den vagt kender jeg ikke." in bo.heard


async def test_without_a_contact_the_coordinators_hear_it(scene: Scene) -> None:
    await away(scene, may(9).date())
    bo = await scene.house.colleague("Bo Bø")
    await shift(scene.house, scene.by, scene.role, may(12))
    await until(scene.house, may(9))
    assert "Der mangler 1 på vagten" in await bo.hears()


@pytest.mark.parametrize(
    ("name", "begins", "asked", "days"),
    [
        ("a month's end", datetime(2026, 6, 1, 10, tzinfo=UTC), 30, "mandag den 1. juni kl. 12.00"),
        ("midnight", datetime(2026, 5, 31, 22, tzinfo=UTC), 29, "mandag den 1. juni kl. 00.00"),
    ],
)
async def test_days_are_those_of_denmark(
    scene: Scene, name: str, begins: datetime, asked: int, days: str
) -> None:
    await taken(scene, begins, hours=1)
    await until(scene.house, begins - timedelta(days=4))
    await scene.eva.hears()
    await until(scene.house, begins - timedelta(hours=48))
    heard = await scene.eva.hears()
    assert days in heard, name


async def test_who_waits_hears_in_time_that_it_stays_full(scene: Scene) -> None:
    eva, lars = scene.eva, scene.lars
    id = await scene.shift(may(12))
    await eva.says(f"/tagvagt {id}")
    assert "Bliver der en plads, spørger jeg dig først." in await lars.says(f"/venteliste {id}")
    await until(scene.house, may(11))
    assert await lars.hears() == (
        "Der er stadig ingen plads i morgen, tirsdag den 12. maj kl. 16.00-18.00: IT-hjælper, "
        "Bøgeby Bibliotek. Lav bare andre planer, og tak, fordi du gerne vil hjælpe. Bliver der en "
        "plads, spørger jeg dig."
    )
    assert lars.choices == ["Forlad ventelisten"]
    await eva.says(f"/afbud {id}")
    await scene.house.passes(seconds=1)
    assert "Der blev en plads ledig" in await lars.hears()


async def test_who_joins_the_line_at_the_last_moment_hears_what_silence_means(
    scene: Scene,
) -> None:
    id = await scene.shift(may(12))
    await scene.eva.says(f"/tagvagt {id}")
    scene.house.now = may(12, 13)
    heard = await scene.lars.says(f"/venteliste {id}")
    assert heard.endswith("Den begynder snart, så hører du ikke fra mig, er der ikke blevet plads.")
