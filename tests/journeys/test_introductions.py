"""Two who could do something together: proposed, asked, introduced, and asked how it went."""

from __future__ import annotations

from tests.journeys.parts import gives
from tests.online import Citizen, Colleague, Library
from tests.storage.introductions.parts import newest_person, readers


async def a_spokesperson(library: Library, **told: object) -> Citizen:
    """The contact person of an association that reads aloud."""
    bent = await library.citizen()
    await bent.says("menu")
    await readers(library.database, await newest_person(library.database), **told)
    await library.passes(seconds=1)
    return bent


async def chooses(anna: Colleague, *labels: str) -> None:
    """A yes, together with some of those who are proposed."""
    await anna.presses("Godkend")
    await anna.says("Lydbogsklub")
    print("ANNA:", anna.heard)
    assert "Lyt og Læs" in anna.heard
    await anna.ticks(*labels)
    await anna.says("Alle i byen, der hører bøger")
    await anna.presses("Kulturel aktivitet")
    await anna.presses("Vi gør det sammen")
    await anna.presses("Borgerne er med")
    await anna.presses("Borgerne bliver hørt")
    await anna.presses("Ja")
    assert "Indtil da kan du fortryde" in anna.heard


async def says_who(person: Citizen, name: str, phone: str, *, text: str | None = None) -> None:
    """What somebody shows, field by field; no mail."""
    await person.presses("Ja, gerne")
    print("X:", person.heard)
    if "fyldt 15" in person.heard:
        await person.presses("Ja")
    await person.says(name)
    await person.says(phone)
    await person.presses("Spring over")
    if text:
        await person.presses(text)
    print("X:", person.heard)
    await person.presses("Ja")
    print("X:", person.heard)


async def test_an_association_is_proposed_and_both_say_yes(library: Library) -> None:
    bent = await a_spokesperson(library)
    eva = await library.citizen()
    await gives(eva)
    anna = await (await library.joins("Anna Aa")).at(2)
    print(anna.page.text)
    assert "Lyt og Læs" in anna.page.text
    await chooses(anna, "Lyt og Læs")
    assert await bent.hears() == ""
    await library.passes(minutes=2)
    heard = await bent.hears()
    print("BENT:", heard)
    assert "«Lydbogsklub»" in heard
    print("EVA:", await eva.hears())
    await eva.presses("Skriv sammen her")
    print(eva.heard)
    await eva.says("Hej! Ring på 20 30 40 50, hvis I vil være med")
    print(eva.heard)
    print("BENT:", await bent.hears())
    await says_who(bent, "Bent fra Lyt og Læs", "60 70 80 90") if False else None
    await bent.says("/hils 1")
    print("BENT:", bent.heard)
    await bent.presses("Ja")
    await bent.presses("Bent Kontakt")
    await bent.presses("61 62 63 64")
    await bent.presses("Spring over")
    print("BENT:", bent.heard)
    await bent.presses("Ja")
    print("BENT:", bent.heard)
    print("EVA:", await eva.hears())
    await eva.says("/hils 1")
    await eva.presses("Ja")
    await eva.says("Eva Ibsen")
    await eva.says("20 30 40 50")
    await eva.presses("Spring over")
    await eva.presses("Ja")
    print("EVA:", eva.heard)
    await eva.presses("Ja")
    print("EVA:", eva.heard)
    print("BENT:", await bent.hears())
    await anna.at(2)
    print(anna.page.text)
    await anna.says("/sammen 2")
    print("ANNA", anna.heard)
    await library.passes(days=7)
    print("EVA:", await eva.hears())
    await eva.presses("Ja, vi er i gang")
    print("EVA:", eva.heard)
    await anna.at(2)
    print(anna.page.text)
    assert 0
