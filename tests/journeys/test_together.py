"""The whole of "Sammen med hvem?": an association is found for an idea, meets its citizen, and
makes an agreement with the library that is changed, confirmed and renewed.
"""

from __future__ import annotations

from tests.journeys.parts import gives
from tests.journeys.test_agreements import begins, finishes, says_yes, tells
from tests.journeys.test_introductions import approves, chooses, shows
from tests.online import Citizen, Colleague, Library

BENT, EVA = "60 70 80 90", "20 30 40 50"


async def registers(bent: Citizen) -> None:
    """Bent's association reads aloud, and may be asked by the library."""
    await bent.says("vi er en forening")
    await bent.presses("Ja, skriv os ind")
    await bent.presses("Ja")
    await bent.says("Lyt og Læs")
    await bent.says("Vi læser højt og låner lydbøger ud til dem, der ser dårligt")
    await bent.says("Bent Berg")
    await bent.presses("Kun biblioteket")
    await bent.presses("Ja")
    assert "I hører fra os senest" in bent.heard
    await bent.presses("Nej")


async def meet(library: Library, eva: Citizen, bent: Citizen, anna: Colleague) -> None:
    """Anna says yes to Eva's idea together with Bent's association; both of them say yes."""
    await anna.at(2)
    await chooses(anna, "Lyt og Læs")
    await approves(anna)
    await library.passes(minutes=2)
    for person, name, phone in ((bent, "Bent Berg", BENT), (eva, "Eva Ibsen", EVA)):
        await person.hears()
        await person.says("/hils 1")
        await shows(person, name, phone, text="Ja" if person is eva else None)
        await person.presses("Ja")
    assert BENT in eva.heard
    assert EVA in await bent.hears()


async def agree(library: Library, bent: Citizen, anna: Colleague) -> None:
    """From the ten questions to the same version for both, changed once on the way."""
    await begins(anna, 1)
    await library.passes(minutes=2)
    await tells(anna, 3, "Vi finder et rum")
    await bent.opens("/")
    await tells(bent, 3, "Vi læser højt")
    await finishes(anna, 3)
    await anna.says("/sendaftale 3")
    await library.passes(minutes=2)
    await bent.opens("/")
    await bent.says("/punkt 3 extent Hver anden torsdag")
    await says_yes(anna, 3, "Lis Lind", "biblioteksleder")
    await bent.opens("/")
    await says_yes(bent, 3, "Bent Berg", "formand")
    assert "aftalen i nummer 3 gælder" in bent.heard


async def test_an_association_from_the_first_word_to_the_next_year(library: Library) -> None:
    bent, eva, bo = [await library.citizen() for _ in range(3)]
    anna = await library.joins("Anna Aa")
    await registers(bent)
    await anna.says("/partnerja 1")
    await library.passes(minutes=2)
    assert "Godt nyt! Nummer 1 er nu partner" in await bent.hears()
    await gives(eva)
    await meet(library, eva, bent, anna)
    await agree(library, bent, anna)
    await bo.opens("/partnere")
    assert "Lyt og Læs" in bo.page.text
    assert BENT not in bo.page.html
    await library.passes(days=335)
    assert "Hvad vil I: fortsætte, rette eller stoppe?" in await bent.hears()
    await bent.presses("Fortsæt")
    karen = await library.joins("Karen Krog")  # Anna's browser was not here for so long
    await karen.says("/fortsaet 3")
    assert "gælder nu til" in karen.heard
