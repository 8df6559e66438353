"""Asking for an address: after the receipt, by `/mail`, and never of a child."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest
from sqlalchemy import select

from storage.database import Database
from storage.ideas.tables import Idea
from storage.mail.actions import confirm
from storage.mail.queries import Boxes, boxes
from storage.mail.tables import Mailbox
from storage.people.actions import tell_age
from storage.people.rules import AgeBand, Channel, Language
from storage.talk.tables import Outgoing
from tests.harness import LIBRARY, House, Talker

HOME = "eva@hjemme.example"
TEXT = "En klub for lydbøger om torsdagen"


@pytest.fixture
def house(database: Database) -> House:
    return House(database, library=replace(LIBRARY, mails=True))


async def give(eva: Talker, hear: str = "Mail til mig") -> None:
    await eva.says(f"/ide {TEXT}")
    await eva.says("Dem, der ikke ser så godt")
    await eva.presses(hear)


async def theirs(eva: Talker) -> Boxes:
    async with eva.house.database.reading() as tx:
        return await boxes(tx, eva.person_id, eva.house.now)


async def grown_up(house: House, name: str = "eva") -> Talker:
    eva = await house.citizen(name)
    async with house.database.transaction() as tx:
        await tell_age(tx, eva.person_id, AgeBand.FROM_15)
    return eva


async def confirmed(eva: Talker) -> Talker:
    async with eva.house.database.transaction() as tx:
        wanted = select(Mailbox.name).where(Mailbox.person_id == eva.person_id)
        name = await tx.session.scalar(wanted.where(Mailbox.confirmed_at.is_(None)))
        assert await confirm(tx, name or "", eva.house.now)
    return eva


async def outgoing(house: House) -> Sequence[Outgoing]:
    async with house.database.reading() as tx:
        wanted = select(Outgoing).where(Outgoing.channel == Channel.MAIL).order_by(Outgoing.id)
        return (await tx.session.scalars(wanted)).all()


async def test_the_receipt_comes_before_the_address_is_asked_for(house: House) -> None:
    eva = await house.citizen()
    await eva.says(f"/ide {TEXT}")
    await eva.says("Alle")
    assert eva.choices == [
        "Her i samtalen",
        "Mail til mig",
        "Ring til mig",
        "Jeg behøver ikke svar",
    ]
    await eva.says("mail")
    assert "Din idé har nummer 1" in eva.heard
    assert eva.question == "Vi spørger kun for at passe godt på børn. Er du fyldt 15?"
    await eva.says("ja")
    assert eva.question.startswith("Hvilken mail skal vi skrive til?")
    for wrong in ("eva", "eva@hjemme", "eva@hjemme.dk, ole@hjemme.dk"):
        await eva.says(wrong)
        assert "Det ligner ikke en mail. Skriv den som navn@bibliotek.dk." in eva.heard
    await eva.says(HOME)
    assert "Om lidt får du en mail med et link." in eva.heard
    assert eva.question == "Vil du fortælle lidt mere? Du kan stoppe, når du vil."
    (asking,) = await outgoing(house)
    pending = (await theirs(eva)).pending
    assert pending is not None
    assert (pending.mail, asking.address) == (HOME, str(pending.id))
    async with house.database.reading() as tx:
        assert (await tx.session.get_one(Idea, 1)).hear_back == "mail"


async def test_who_skips_the_address_goes_on(house: House) -> None:
    eva = await grown_up(house)
    await give(eva)
    await eva.presses("Spring over")
    assert "Skriv mail, hvis du får lyst til det senere" in eva.heard
    assert eva.question.startswith("Vil du fortælle lidt mere?")
    assert await outgoing(house) == []


async def test_a_child_goes_on_without(house: House) -> None:
    lille = await house.citizen("lille")
    await give(lille)
    await lille.presses("Nej")
    assert "Vi skriver ikke mail til børn under 15" in lille.heard
    assert lille.question.startswith("Vil du fortælle lidt mere?")
    await lille.presses("Nej")
    await lille.says("mail")
    assert lille.heard.startswith("Vi skriver ikke mail til børn")
    assert await theirs(lille) == Boxes(AgeBand.UNDER_15)


async def test_an_address_given_before_the_age_is_not_kept_of_a_child(house: House) -> None:
    lille = await house.citizen("lille")
    await lille.says(f"/mail {HOME}")
    assert "Er du fyldt 15?" in lille.question
    await lille.says("nej")
    assert "Vi skriver ikke mail til børn under 15" in lille.heard
    assert await outgoing(house) == []


async def test_the_second_idea_asks_for_no_address_again(house: House) -> None:
    eva = await grown_up(house)
    await give(eva)
    await eva.says(HOME)
    await eva.presses("Nej")
    await give(eva)
    assert "Vi har sendt dig en mail med et link." in eva.heard
    await eva.presses("Nej")
    await confirmed(eva)
    await give(eva)
    assert "Du får en mail, når der er nyt." in eva.heard
    assert eva.question.startswith("Vil du fortælle lidt mere?")
    await eva.presses("Nej")
    await give(eva, "Her i samtalen")
    assert "Du får også en mail, når der er nyt." in eva.heard
    assert len(await outgoing(house)) == 1


async def test_mail_tells_where_it_stands(house: House) -> None:
    eva = await grown_up(house)
    await eva.says("mail")
    await eva.says(HOME)
    await eva.says("/mail")
    assert "Vi har sendt dig en mail med et link." in eva.heard
    assert eva.choices == ["Send linket igen", "Skift mail", "Stop mails"]
    await confirmed(eva)
    await eva.says("mail")
    assert eva.choices == ["Skift mail", "Stop mails"]
    await eva.presses("Stop mails")
    assert "Så får du ikke flere mails" in eva.heard
    await eva.says("/mail stop")
    assert "Vi sender dig ingen mails" in eva.heard
    assert await theirs(eva) == Boxes(AgeBand.FROM_15)


async def test_a_link_is_sent_again_when_it_did_not_come_but_not_often(house: House) -> None:
    eva = await grown_up(house)
    await eva.says(f"/mail {HOME}")
    for _ in range(2):
        await eva.says("/mail igen")
        assert "Om lidt får du en mail med et link." in eva.heard
    assert len(await outgoing(house)) == 1  # the first has not gone yet
    await eva.says("/mail igen")
    assert "I dag har vi sendt så mange mails, som vi må" in eva.heard


async def test_asking_in_the_middle_of_something_disturbs_nothing(house: House) -> None:
    eva = await grown_up(house)
    await eva.says(f"/mail {HOME}")
    await confirmed(eva)
    await eva.says(f"/ide {TEXT}")
    await eva.says("/mail")
    assert "Du får en mail, når der er nyt." in eva.heard
    assert eva.question.startswith("Hvem får glæde af det?")


async def test_staff_see_that_there_is_a_mail_but_not_which(house: House) -> None:
    eva, anna = await grown_up(house), await house.colleague("Anna Aa")
    await give(eva)
    await anna.says("/sag 1")
    assert "Vil høre svaret: I samtalen. Har ikke sagt ja til en mail endnu" in anna.heard
    await eva.says(HOME)
    await confirmed(eva)
    await anna.says("/sag 1")
    assert "Vil høre svaret: I samtalen og med en mail" in anna.heard
    assert HOME not in "\n".join(line.text for line in await anna.lines())
    await anna.says("mail")
    assert "Det er kun borgere, der får mail" in anna.heard


async def test_in_english_mail_is_a_word_too(house: House) -> None:
    ole = await house.citizen("ole", Language.EN)
    await ole.says("/idea A club for audio books")
    await ole.says("Everybody")
    await ole.says("mail")
    assert "Your idea is number 1" in ole.heard
    await ole.says("no")
    assert "We do not write mails to children under 15" in ole.heard


async def test_where_mail_is_off_it_is_not_offered_but_can_be_stopped(
    database: Database, house: House
) -> None:
    eva = await grown_up(house)
    await eva.says(f"/mail {HOME}")
    await confirmed(eva)
    off = House(database, names=house.names)
    eva = Talker(off, eva.person_id, eva.channel, eva.address, eva.place)
    await eva.says("/mail ny")
    assert "Vi kan ikke sende mail herfra" in eva.heard
    await give(eva, "Her i samtalen")
    assert "Mail til mig" not in eva.choices
    await eva.says("/mail stop")
    assert "Så får du ikke flere mails" in eva.heard
