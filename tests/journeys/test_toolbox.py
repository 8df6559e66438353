"""The toolbox at hand: at the desk, in one's own chat, in the group; each method a page."""

from __future__ import annotations

from handlers.toolbox.methods import methods
from storage.people.rules import Language, Role
from tests.journeys.parts import approves, gives
from tests.online import Library
from tests.staff_group import a_staffed

SOME = "/desk/metoder"


async def test_all_methods_stand_on_the_page_and_each_has_its_own(library: Library) -> None:
    hans = await library.joins("Hans", Role.HOST)
    page = await hans.opens(SOME)
    for method in methods().values():
        assert method.told[Language.DA].name in page
    for language, steps in ((Language.DA, "Sådan gør I"), (Language.EN, "What you do")):
        await hans.sends_form("/sprog", lang=language)
        for method in methods().values():
            await hans.opens(f"/desk/metode/{method.key}")
            told = method.told[language]
            assert steps in hans.page.text
            for text in (told.name, told.purpose, told.when, told.bring, *told.steps):
                assert text in hans.page.text


async def test_filters_and_words_find_what_fits(library: Library) -> None:
    hans = await library.joins("Hans", Role.HOST)
    await hans.opens(f"{SOME}?til=volunteers&antal=2&tid=30")
    assert "2 metoder passer" in hans.page.text
    assert "Vi ledte efter: 2 personer, 30 minutter, frivillige." in hans.page.text
    assert "World Café" not in hans.page.text
    await hans.opens(f"{SOME}?q=20+personer,+2+timer,+få+idéer")
    assert "World Café" in hans.page.text
    assert "Seks tænkehatte" not in hans.page.text
    await hans.opens(f"{SOME}?trin=choose&q=40+personer")
    assert "2 metoder passer" in hans.page.text
    await hans.opens(f"{SOME}?til=volunteers&antal=3000")
    assert "Der er ingen, der passer til det hele" in hans.page.text
    assert "Men den er til 5-40 personer." in hans.page.text
    await hans.opens(f"{SOME}?q=xyzzy")
    assert "Det fandt vi ikke noget til." in hans.page.text
    await hans.opens(f"{SOME}?q=Borgerbudget")
    assert "1 metode passer" in hans.page.text
    for odd in ("til=x&trin=y&antal=-1&tid=a", "antal=9999999999999", "q=%00"):
        assert "Metoder" in await hans.opens(f"{SOME}?{odd}")


async def test_the_page_of_an_approved_idea_says_what_helps_it_now(library: Library) -> None:
    eva, anna = await library.citizen(), await library.joins("Anna Aa")
    await gives(eva)
    case = await anna.at(1)
    page = await case.opens("/desk/sag/1")
    assert "Metoder til den her" in page
    assert "/desk/metode/actor_map" in case.page.links
    await approves(case)
    await case.opens("/desk/sag/1")
    assert "/desk/metode/small_trial" in case.page.links
    assert "I har sagt ja. Find nu ud af sammen" in case.page.text
    await case.says("/metode")
    assert "Til nummer 1 kan I bruge den her nu." in case.heard
    await case.says("/afvis 1 Vi har ikke plads")
    await case.presses("Spring over")
    await case.presses("Ja")
    assert "Metoder til den her" not in await case.opens("/desk/sag/1")


async def test_a_colleague_finds_one_in_their_own_chat_and_in_the_topic(database_url: str) -> None:
    way = "polling" if database_url.startswith("sqlite") else "webhook"
    async with a_staffed(database_url, way) as town:
        await gives(await town.library.citizen())
        topic = await town.group.has_topic("1 ·")
        await town.shown(topic, "Hvor langt: Ny")
        anna = await town.connected("Anna Aa")
        heard = await town.after(anna.presses("Metoder til den her", topic), topic)
        assert "Til nummer 1 kan I bruge den her nu." in heard
        assert "Interview på stedet" in heard
        heard = await town.after(anna.presses("Interview på stedet", topic), topic)
        assert "1. Vælg et sted i huset, hvor det sker." in heard
        heard = await town.after(anna.says("/metode 20 personer, 2 timer, få idéer", topic), topic)
        assert "passer til 20 personer og kan nås på 2 timer" in heard
        await anna.says("/metode noget med frivillige, en halv time")
        assert "To stjerner og et ønske" in anna.heard
        await anna.presses("Hjælp mig med at vælge")
        await anna.presses("Borgere")
        await anna.presses("Vælge")
        await anna.presses("20 personer, 2 timer")
        assert "Sæt prikker" in anna.heard
        await anna.presses("Sæt prikker")
        assert "Hver får tre prikker at sætte." in anna.heard
