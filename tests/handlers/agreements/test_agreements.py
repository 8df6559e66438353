"""Agreements in the conversation: what is noted for a partner, taken back, changed, handed on."""

from __future__ import annotations

from dataclasses import replace

import pytest

from handlers.conversation.pen import Pen
from handlers.privacy.shown import as_page
from storage.agreements.queries import for_group
from storage.agreements.queries.whole import Whole
from storage.agreements.rules import Party, VoiceKind
from storage.cases.tables import Case
from storage.partners.tables import Contact
from storage.people.queries import colleagues
from storage.people.rules import Language, Role
from storage.privacy.actions import erase
from storage.privacy.queries import held
from tests.harness import TEXTS, House, Talker
from tests.storage.agreements.parts import a_partner, begun, sent_to
from tests.storage.privacy.full import found_in, stored


async def an_association(house: House) -> tuple[Talker, int]:
    ole = await house.citizen("ole")
    return ole, await a_partner(house.database, ole.person_id, now=house.now)


async def sent(house: House) -> tuple[Talker, Talker, int]:
    """Ole and Anna, and an agreement that both have to read."""
    ole, partner = await an_association(house)
    anna = await house.colleague("Anna Aa")
    number = await sent_to(house.database, ole.person_id, partner, house.now)
    await house.passes(minutes=2)
    return ole, anna, number


async def whole(house: House, number: int) -> Whole:
    async with house.database.reading() as tx:
        found = await for_group(tx, number)
    assert found is not None
    return found


async def test_a_yes_on_paper_is_written_down_as_that(house: House) -> None:
    _, anna, number = await sent(house)
    await anna.says(f"/jaaftale {number} partner")
    assert "Du siger ja for Ældre Sagen" in anna.question
    for words in ("ja", "Ole Olsen", "formand"):
        await anna.says(words)
    given = (await whole(house, number)).consents[Party.PARTNER]
    assert (given.name, given.by, given.noted_by) == ("Ole Olsen", None, "Anna")
    await anna.says(f"/jaaftale {number}")
    for words in ("ja", "Lis Lind", "leder"):
        await anna.says(words)
    assert "gælder" in anna.heard


async def test_who_may_not_say_yes_is_told_whom_to_ask(house: House) -> None:
    ole, _, number = await sent(house)
    await ole.says(f"/jaaftale {number}")
    await ole.says("nej")
    assert "Spørg den, der må" in ole.heard
    assert (await whole(house, number)).consents == {}


async def test_what_was_sent_is_taken_back_in_time(house: House) -> None:
    ole, partner = await an_association(house)
    anna = await house.colleague("Anna Aa")
    number = await sent_to(house.database, ole.person_id, partner, house.now)
    await anna.says(f"/fortryd {number}")
    assert "Skal vi droppe det" in anna.heard
    await anna.says("ja")
    await house.passes(minutes=3)
    assert await ole.hears() == ""
    assert (await whole(house, number)).state == "dropped"


async def test_what_is_expected_can_be_noted_for_the_partner(house: House) -> None:
    _, partner = await an_association(house)
    anna = await house.colleague("Anna Aa")
    async with house.database.reading() as tx:
        by = (await colleagues(tx))[0]
    number = await begun(house.database, by, partner)
    for who in ("", " partner"):
        await anna.says(f"/forvent {number}{who}")
        for words in ("Højtlæsning", "Hver uge", "Vi læser", "spring over", "ja"):
            await anna.says(words)
    assert "så nu er der et udkast" in anna.heard
    told = (await whole(house, number)).told(VoiceKind.EXPECTATION, Party.PARTNER)
    assert {voice.noted_by for voice in told} == {"Anna"}


async def test_another_contact_takes_over(house: House) -> None:
    ole, _, number = await sent(house)
    ida = await house.citizen("ida")
    partner = (await whole(house, number)).partner.number
    async with house.database.transaction() as tx:
        tx.session.add(
            Contact(
                partner=partner,
                person_id=ida.person_id,
                name="Ida Ibsen",
                since=house.now,
            )
        )
    await ole.says(f"/afloeser {number}")
    await ole.presses("Ida Ibsen")
    assert "Den nye kontakt får besked" in ole.heard
    assert "Du er nu kontakt" in await ida.hears()


async def test_mine_and_sag_know_agreements(house: House) -> None:
    ole, anna, number = await sent(house)
    await ole.says("mine")
    assert f"Samarbejdsaftale med Ældre Sagen, nummer {number}" in ole.heard
    assert "ingen sager" not in ole.heard
    for who in (ole, anna):
        await who.says(f"/sag {number}")
        assert "Aftale med Ældre Sagen" in who.heard


async def test_commands_of_ideas_answer_politely(house: House) -> None:
    _, anna, number = await sent(house)
    for command in ("tag", "afvis", "godkend", "titel", "slaasammen", "parker", "hist", "skjul"):
        await anna.says(f"/{command} {number}")
        assert "gik galt" not in anna.heard, command
        await anna.says("/annuller")


async def test_a_host_reads_and_writes_nothing(house: House) -> None:
    _, _, number = await sent(house)
    hans = await house.colleague("Hans Holm", Role.HOST)
    await hans.says(f"/aftale {number}")
    assert "Højtlæsning" in hans.heard
    assert hans.choices == []
    for command in ("punkt", "jaaftale", "okay", "stopaftale", "forvent"):
        await hans.says(f"/{command} {number} alle")
        assert "lade sig gøre" in hans.heard or "adgang" in hans.heard, command


async def test_a_yes_of_ours_waits_until_the_partner_has_heard_of_the_draft(house: House) -> None:
    ole, partner = await an_association(house)
    anna = await house.colleague("Anna Aa")
    number = await sent_to(house.database, ole.person_id, partner, house.now)
    await anna.says(f"/jaaftale {number}")
    for words in ("ja", "Lis Lind", "leder"):
        await anna.says(words)
    assert await ole.hears() == ""
    await house.passes(minutes=2)
    assert "Udkastet til aftalen" in await ole.hears()


async def test_of_who_is_erased_no_word_is_left_with_staff(house: House) -> None:
    ole, anna, number = await sent(house)
    await ole.says(f"/punkt {number} extent Hver torsdag hos min søster Fatima")
    await anna.says(f"/aftale {number}")
    assert "Fatima" in anna.heard
    async with house.database.transaction() as tx:
        await erase(tx, ole.person_id, house.now)
    everything = await stored(house.database)
    assert found_in(everything, "Fatima") == set()
    assert found_in(everything, "Ole Olsen") == set()


async def test_what_is_kept_can_be_read_by_whom_it_is_about(house: House) -> None:
    ole, _, number = await sent(house)
    async with house.database.reading() as tx:
        shown = as_page(await held(tx, ole.person_id), Pen(TEXTS, Language.DA))
    titles = [block.title for block in shown]
    assert "Aftaler, du er med i" in titles
    assert "Højtlæsning" in str(shown)
    assert str(number) in str(shown)


@pytest.mark.parametrize(
    ("language", "said"), [(Language.DA, "over 3.500 kr."), (Language.EN, "more than 3,500 kr.")]
)
async def test_from_when_it_is_money_is_the_librarys_to_say(
    house: House, language: Language, said: str
) -> None:
    _, partner = await an_association(house)
    anna = await house.colleague("Anna Aa")
    if language is Language.EN:
        await anna.says("/sprog en")
    house.opens(replace(house.library, costly=3500))
    await anna.says(f"/aftale {partner}")
    await anna.says("1" if language is Language.DA else "yes")
    await anna.says("1")
    assert said in anna.question


ENGLISH = {"En forening eller klub": "An association or club", "Ja": "Yes"}
WORDS = "Kan vi lave en aftale om højtlæsning om torsdagen?"


async def test_a_partner_who_speaks_of_agreements_sees_theirs(house: House) -> None:
    ole, _, number = await sent(house)
    await ole.says(WORDS)
    assert str(number) in ole.heard
    assert "Vil du begynde på en ny aftale" in ole.heard


async def test_a_partner_without_one_can_send_the_words_as_they_are(house: House) -> None:
    ole, _ = await an_association(house)
    await ole.says(WORDS)
    assert "I har ingen aftale med os endnu" in ole.heard
    await ole.presses("Send det til jer")
    anna = await house.colleague("Anna Aa")
    await anna.says("/sager")
    assert "Kan vi lave en aftale" in anna.heard


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (WORDS, "Vi laver aftaler med partnere"),
        ("we need to make an agreement with the library", "We make agreements with partners"),
    ],
)
async def test_others_are_led_to_becoming_a_partner(house: House, words: str, said: str) -> None:
    eva = await house.citizen("eva", Language.EN if said.startswith("We") else Language.DA)
    await eva.says(words)
    assert said in eva.heard
    await eva.presses("Bliv partner" if "Vi" in said else "Become a partner")
    for answer in ("En forening eller klub", "Ja", "Læsevenner"):
        await eva.says(answer if "Vi" in said else ENGLISH.get(answer, answer))
    assert eva.choices[0] == words, "what led there stands ready as an answer"


async def test_the_morning_tells_of_partners_and_agreements_that_wait(house: House) -> None:
    _, anna, number = await sent(house)

    async with house.database.transaction() as tx:
        case = await tx.session.get_one(Case, number)
        case.unread = True
    await anna.says("/overblik")
    assert "1 aftale venter på, at en af os ser på den." in anna.heard
    await anna.says("/sprog en")
    await anna.says("/overblik")
    assert "1 agreement waits for one of us to look at it." in anna.heard
