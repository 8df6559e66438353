"""One's own data on the page: seen, fetched, put right, kept, erased; and at the desk."""

from __future__ import annotations

import json

from dateutil.relativedelta import relativedelta

from bot.schedule import Schedule
from storage.people.rules import Language, Role
from storage.privacy.rules import PERIODS, WARNED_BEFORE
from tests.journeys.parts import IDEA, code_in, declines, gives
from tests.online import Citizen, Colleague, Library
from tests.storage.privacy.full import found_in, stored


async def fetched(browser: Citizen | Colleague, path: str) -> bytes:
    """A file that the browser keeps."""
    async with browser.session.get(browser.url + path) as response:
        assert response.status == 200, (path, response.status)
        assert "attachment" in response.headers["Content-Disposition"]
        return await response.read()


async def nights(library: Library) -> None:
    """What the night does."""
    house = library.app.house
    schedule = Schedule(house.current, library.clock)
    await schedule.forget_old()


async def test_everything_is_shown_and_can_be_fetched_by_its_owner_only(library: Library) -> None:
    eva, ole = await library.citizen(), await library.citizen()
    await gives(eva)
    await ole.says("hej")
    await eva.says("/mine_data")
    assert "/mine-data" in eva.heard
    await eva.opens("/mine-data")
    assert IDEA in eva.page.text
    assert "Dem, der ikke ser så godt" in eva.page.text
    assert "Du fik vist teksten om data, udgave 1" in eva.page.text
    kept = json.loads(await fetched(eva, "/mine-data.json"))
    assert kept["ideas"][0]["text"] == IDEA
    assert any(line["text"] == IDEA for line in kept["lines"])
    await ole.opens("/mine-data")
    assert IDEA not in ole.page.text
    assert IDEA.encode() not in await fetched(ole, "/mine-data.json")
    per = await library.citizen()
    assert "ikke gemt noget om dig" in await per.opens("/mine-data")
    await a_shared_computer(library)


async def a_shared_computer(library: Library) -> None:
    """It shows the data of who sits there, and of nobody before them."""
    eva = await library.citizen(start="/kiosk/havnen")
    await gives(eva)
    assert IDEA in await eva.opens("/mine-data")
    await eva.opens("/")
    await eva.sends_form("/leave")
    assert IDEA not in await eva.opens("/mine-data")


async def test_what_is_wrong_is_put_right_until_it_is_decided(library: Library) -> None:
    eva = await library.citizen()
    await gives(eva)
    await eva.says("ret")
    assert "Hvad vil du rette?" in eva.question
    await eva.presses("Din idé")
    assert IDEA in eva.question
    await eva.says("En klub for lydbøger om onsdagen")
    assert "rettet i nummer 1" in eva.heard
    anna = await library.joins("Anna Aa")
    await anna.at(1)
    assert "om onsdagen" in anna.page.text
    assert "Borgeren rettede noget" in anna.page.text
    await declines(anna)
    await library.passes(minutes=2)
    await eva.says("ret 1")
    assert "er afgjort" in eva.heard


async def test_who_wants_to_be_forgotten_is_told_first_and_then_is(library: Library) -> None:
    eva = await library.citizen()
    await gives(eva)
    code = code_in("\n".join(line["text"] for line in await eva.lines()))
    anna = await library.joins("Anna Aa", Role.ADMINISTRATOR)
    await anna.at(1)
    await anna.says("/sag 1")
    await eva.says("/glem_mig")
    assert "hele samtalen, dine kladder" in eva.heard
    assert "Er du sikker?" in eva.question
    await eva.presses("Nej")
    assert "Der er ikke slettet noget" in eva.heard
    await eva.says("glem mig")
    await eva.presses("Ja")
    assert "Nu er det slettet." in eva.heard
    assert next(line["text"] for line in await eva.lines()) == "Ja"
    await anna.at(1)
    assert IDEA not in anna.page.text
    assert "Ordene er slettet" in anna.page.text
    assert "Borgerens data slettet" in anna.page.text
    await library.passes(minutes=11)
    everything = await stored(library.database)
    assert not found_in(everything, "lydbøger")
    assert not found_in(everything, "ikke ser så godt")
    assert len(everything["people"]) == 1
    await eva.opens("/")
    assert "Nu er det slettet" not in eva.page.text
    await eva.opens("/sag")
    await eva.sends_form("/sag", number="1", code=code)
    assert eva.status == 403
    await eva.says("hej")
    assert "Kort om dine data" in eva.heard


async def test_what_was_decided_stays_and_it_is_said_why(library: Library) -> None:
    eva = await library.citizen()
    await gives(eva)
    anna = await library.joins("Anna Aa")
    await declines(await anna.at(1))
    await library.passes(minutes=2)
    await eva.says("glem mig")
    assert "Idéen og svaret i nummer 1 bliver" in eva.heard
    await eva.presses("Ja")
    assert "loven om arkiver" in eva.heard
    await library.passes(minutes=11)
    await anna.at(1)
    assert IDEA in anna.page.text
    assert "Vi har ikke plads" in anna.page.text


async def test_before_an_idea_is_parted_from_its_person_they_may_keep_it(
    library: Library,
) -> None:
    eva = await library.citizen()
    await gives(eva)
    anna = await library.joins("Anna Aa")
    await declines(await anna.at(1))
    await library.passes(minutes=2)
    library.clock.now += relativedelta(months=12, days=-WARNED_BEFORE.days)
    await nights(library)
    assert "Om 30 dage fjerner vi det, der peger på dig, fra nummer 1" in await eva.hears()
    await eva.presses("Ja, behold den")
    assert "i 12 måneder mere" in eva.heard
    library.clock.now += WARNED_BEFORE
    await nights(library)
    await eva.opens("/sag/1")
    assert eva.status == 200


async def test_the_page_the_record_and_the_tick_tell_the_same_times(library: Library) -> None:
    eva = await library.citizen()
    told = await eva.opens("/privat")
    anna = await library.joins("Anna Aa", Role.ADMINISTRATOR)
    record = await anna.opens("/desk/data")
    for period in PERIODS:
        if period.lasts is not None:
            words = library.app.house.texts.render(
                f"lasts.{period.lasts.unit}", Language.DA, {"n": period.lasts.n}
            )
            assert words in record, period.name
            is_told = period.told and period.name != "day"  # which only a library with mail has
            assert words in told or not is_told, period.name
    assert "artikel 6, stk. 1, litra e" in record


async def shared(library: Library) -> tuple[Citizen, str]:
    """Eva's case, to which Ole has the code and has said something too."""
    eva, ole = await library.citizen(), await library.citizen()
    await gives(eva)
    code = code_in("\n".join(line["text"] for line in await eva.lines()))
    await ole.opens("/sag")
    await ole.sends_form("/sag", number="1", code=code)
    await ole.says("/tilfoej 1 Ole kan hjælpe om mandagen")
    await eva.says("/tilfoej 1 Vi er fire")
    return eva, code


async def test_a_case_is_handed_out_without_what_is_others(library: Library) -> None:
    _, code = await shared(library)
    karen = await library.joins("Karen Krog")
    for path in ("/desk/data", "/desk/sag/1/data", "/desk/sag/1/aktindsigt.pdf"):
        await karen.opens(path)
        assert karen.status == 403
    anna = await library.joins("Anna Aa", Role.ADMINISTRATOR)
    await anna.at(1)
    await anna.says("/note 1 Kun for os")
    pdf = await fetched(anna, "/desk/sag/1/aktindsigt.pdf")
    assert pdf.startswith(b"%PDF")
    assert b"StructTreeRoot" in pdf
    handed_out = (await fetched(anna, "/desk/sag/1/aktindsigt.json")).decode()
    assert IDEA in handed_out
    assert "Vi er fire" in handed_out
    for hidden in ("Ole kan", "Kun for os", code):
        assert hidden not in handed_out, hidden


async def test_an_administrator_holds_lets_go_and_erases(library: Library) -> None:
    eva, _ = await shared(library)
    anna = await library.joins("Anna Aa", Role.ADMINISTRATOR)
    await anna.opens("/desk/sag/1/data")
    await anna.sends_form("/desk/sag/1/hold", reason="En klage")
    await anna.opens("/desk/sag/1/data")
    assert "må ikke slettes: En klage" in anna.page.text
    await eva.says("glem mig")
    assert "Nummer 1 må vi ikke slette nu" in eva.heard
    await eva.presses("Nej")
    await anna.sends_form("/desk/sag/1/slip")
    await anna.opens("/desk/sag/1/data")
    await anna.sends_form("/desk/sag/1/slet", sure="1")
    assert "Slettet." in anna.page.text
    assert not found_in(await stored(library.database), "lydbøger")
    await eva.opens("/sag/1")
    assert eva.status == 403
    await anna.opens("/desk/data")
    await anna.sends_form("/desk/data/proeve")
    assert "Det her ville gå nu" in anna.page.text
    assert "slettede borgerens data i sag 1" in anna.page.text


async def test_a_history_is_told_though_what_it_names_is_erased(library: Library) -> None:
    eva = await library.citizen()
    await gives(eva)
    anna = await (await library.joins("Anna Aa")).at(1)
    await anna.says("/tema 1 viden")
    await eva.says("glem mig")
    await eva.presses("Ja")
    await anna.at(1)
    assert "nyt tema" in anna.page.text
    await anna.says("/hist 1")
    assert "nyt tema" in anna.heard
