"""What a citizen meets beside the three questions: codes, kiosks, languages, drafts, files."""

from __future__ import annotations

from io import BytesIO

import pytest
from PIL import Image
from PIL.ExifTags import Base
from sqlalchemy import select

from storage.ideas.tables import Idea
from storage.people.rules import AgeBand, Role
from storage.people.tables import Person
from storage.talk.tables import File
from tests.journeys.parts import IDEA, approves, code_in, gives
from tests.online import Library, Refused, running

SECRET = "Hemmelig Hansen"


def a_photo() -> bytes:
    exif = Image.Exif()
    exif[Base.Artist] = SECRET
    out = BytesIO()
    Image.new("RGB", (60, 40), "green").save(out, "JPEG", exif=exif)
    return out.getvalue()


async def test_an_idea_from_the_counter_is_opened_with_its_slip(library: Library) -> None:
    ida = await library.joins("Ida Ii", Role.HOST)
    await ida.opens("/desk/ny")
    await ida.sends_form("/desk/ny", text=IDEA, benefit="Mange", branch="havnen", told="1")
    assert ida.path == "/desk/sag/1/seddel"
    code = code_in(ida.page.text)
    await ida.opens("/desk/sag/1/qr.svg")
    assert ida.page.html.startswith("<?xml")

    hans = await library.citizen(start="/sag")
    await hans.sends_form("/sag", number="1", code="ACDE-FGHJ")
    assert hans.status == 403
    assert "Nummer og kode passer ikke sammen" in hans.page.text
    await hans.sends_form("/sag", number="nr. 1", code=code.lower())
    assert hans.path == "/sag/1"
    assert IDEA in hans.page.text

    anna = await library.joins("Anna Aa")
    await (await anna.at(1)).presses("Tag den")
    await approves(anna)
    await library.passes(minutes=2)
    await hans.opens("/")
    assert "Vi vil gerne prøve din idé, nummer 1" in await hans.hears()


async def test_the_form_at_the_counter_pressed_twice_is_one_idea(library: Library) -> None:
    ida = await library.joins("Ida Ii", Role.HOST)
    await ida.opens("/desk/ny")
    fields = ida.page.form("/desk/ny").fields | {"text": IDEA, "benefit": "Mange", "told": "1"}
    await ida.posts("/desk/ny", fields)
    await ida.posts("/desk/ny", fields)
    assert ida.path == "/desk/sag/1/seddel"
    async with library.database.reading() as tx:
        assert len((await tx.session.scalars(select(Idea))).all()) == 1


async def test_who_visits_now_and_then_is_known_for_years(library: Library) -> None:
    eva, bo = await library.citizen(), await library.citizen()
    for who, words in ((eva, IDEA), (bo, "Skak i parken om sommeren")):
        await gives(who, words)
    for _ in range(8):
        await library.passes(days=90)
        await eva.opens("/")
        assert eva.status == 200
    await eva.opens("/sag/1")
    assert eva.status == 200
    await bo.opens("/sag/2")
    assert bo.status == 403, "nobody came for so long"


async def test_a_shared_computer_forgets(library: Library) -> None:
    eva = await library.citizen(start="/kiosk/havnen")
    await gives(eva)
    await eva.opens("/sag/1")
    assert eva.status == 200
    await library.passes(minutes=30)
    await eva.opens("/sag/1")
    assert eva.status == 403
    await eva.opens("/")
    assert IDEA not in eva.page.text
    await eva.says("mine")
    assert "Du har ingen sager her endnu" in eva.heard


async def test_a_shared_computer_waits_for_one_who_writes_long(library: Library) -> None:
    eva = await library.citizen(start="/kiosk/havnen")
    await gives(eva)
    for _ in range(3):
        await library.passes(minutes=8)
        await eva.posts("/her", {})
    await eva.opens("/sag/1")
    assert eva.status == 200
    await library.passes(minutes=11)
    await eva.posts("/her", {})
    await eva.opens("/sag/1")
    assert eva.status == 403


async def test_a_link_to_a_shared_computer_takes_nobodys_talk_unasked(library: Library) -> None:
    eva = await library.citizen()
    await gives(eva)
    await eva.opens("/kiosk/havnen")
    assert "Du har en samtale på denne skærm" in eva.page.text
    await eva.opens("/sag/1")
    assert eva.status == 200
    await eva.opens("/kiosk/havnen")
    await eva.sends_form("/kiosk/havnen")
    await eva.opens("/sag/1")
    assert eva.status == 403


async def test_the_next_at_a_shared_computer_meets_a_fresh_page(library: Library) -> None:
    eva = await library.citizen(start="/kiosk/havnen")
    await gives(eva)
    before = eva.cookie("sammen")
    await eva.opens("/")
    await eva.sends_form("/leave")
    assert "/kiosk/havnen" in eva.page.links
    await eva.opens("/kiosk/havnen")
    assert IDEA not in eva.page.text
    eva.session.cookie_jar.update_cookies({"sammen": before})
    await eva.opens("/sag/1")
    assert eva.status == 403


async def test_forget_me_here_leaves_the_case_with_its_code(library: Library) -> None:
    eva = await library.citizen()
    await gives(eva)
    code = code_in("\n".join(line["text"] for line in await eva.lines()))
    await eva.opens("/")
    await eva.sends_form("/leave")
    await eva.opens("/sag/1")
    assert eva.status == 403
    await eva.opens("/sag")
    await eva.sends_form("/sag", number="1", code=code)
    assert IDEA in eva.page.text


async def test_the_language_changes_in_the_middle_and_nothing_is_lost(library: Library) -> None:
    eva = await library.citizen()
    await eva.says("ide")
    await eva.says(IDEA)
    await eva.says("/sprog en")
    assert "Now we speak English" in eva.heard
    assert "Who will enjoy it?" in eva.question
    await eva.opens("/")
    assert 'lang="en"' in eva.page.html
    await eva.says("Everybody")
    await eva.presses("Here in the conversation")
    assert "Your idea is number 1" in eva.heard


async def test_what_was_left_is_kept_and_offered_again(library: Library) -> None:
    eva = await library.citizen()
    await eva.says("ide")
    await eva.says(IDEA)
    await eva.presses("Stop her")
    assert "Jeg gemmer din kladde i 30 dage" in eva.heard
    await library.passes(days=29)
    await eva.opens("/")
    await eva.says("ide")
    assert "Du har en kladde fra sidst" in eva.heard
    await eva.presses("Ja")
    assert "Hvem får glæde af det?" in eva.question
    await eva.says("Alle")
    await eva.presses("Jeg behøver ikke svar")
    assert "nummer 1" in eva.heard


@pytest.mark.parametrize(("link", "branch"), [("ide", None), ("ide_havnen", "havnen")])
async def test_a_deep_link_offers_the_question_at_once(
    library: Library, link: str, branch: str | None
) -> None:
    eva = await library.citizen(start=f"/?start={link}")
    button = next(b for b in eva.page.buttons if b.value == f"0:/start {link}")
    await eva.presses_value(button.value)
    assert "Fortæl om din idé" in eva.heard
    await eva.says(IDEA)
    await eva.says("Alle")
    await eva.presses("Her i samtalen")
    anna = await library.joins("Anna Aa")
    await anna.at(1)
    assert ("Sted Havnen" in anna.page.text) is (branch is not None)


async def test_a_child_gives_an_idea_without_name_number_or_picture(library: Library) -> None:
    lille = await library.citizen()
    await lille.says("ide")
    await lille.says(IDEA)
    await lille.says("Min klasse")
    await lille.presses("Ring til mig")
    assert "Er du fyldt 15?" in lille.question
    await lille.presses("Nej")
    assert "Skriv ikke dit navn eller nummer" in lille.heard
    await lille.shows(a_photo())
    async with library.database.reading() as tx:
        assert (await tx.session.scalars(select(File))).all() == []
        assert (await tx.session.scalars(select(Idea.phone))).all() == [None]
        assert AgeBand.UNDER_15 in (await tx.session.scalars(select(Person.age))).all()


async def test_a_picture_comes_with_the_idea_and_tells_nothing_else(library: Library) -> None:
    eva = await library.citizen()
    await eva.says("ide")
    await eva.says(IDEA)
    await eva.says("Alle")
    await eva.presses("Her i samtalen")
    await eva.presses("Ja")
    while "Er du fyldt 15" not in eva.question and "Er du det?" not in eva.question:
        await eva.presses("Spring over")
    await eva.presses("Ja")
    assert SECRET.encode() in a_photo()
    await eva.shows(a_photo(), text="Sådan kunne hjørnet se ud. Mit cpr er 070761-4285.")
    assert "Tusind tak" in eva.heard
    assert "CPR" in eva.heard
    own = next(line for line in await eva.lines() if line["files"])
    where = own["files"][0]["url"]
    async with eva.session.get(eva.url + where) as response:
        kept = await response.read()
    assert SECRET.encode() not in kept
    with Image.open(BytesIO(kept)) as picture:
        assert picture.size == (60, 40)
        assert not picture.getexif()
    ole = await library.citizen()
    await ole.opens(where)
    assert ole.status == 404
    anna = await library.joins("Anna Aa")
    async with anna.session.get(anna.url + where) as response:
        assert response.status == 200
    await anna.at(1)
    assert "Sådan kunne hjørnet se ud" in anna.page.text
    assert "070761" not in anna.page.text


async def test_a_library_that_cannot_be_called_or_written_to_has_a_counter(
    database_url: str,
) -> None:
    async with running(database_url, library_phone="", library_mail="") as library:
        eva = await library.citizen()
        for path in ("/hjaelp", "/om", "/privat", "/was"):
            assert ": ved skranken." in await eva.opens(path)
            assert ": ." not in eva.page.text


async def test_what_is_no_picture_is_refused_with_a_sentence(library: Library) -> None:
    eva = await library.citizen()
    with pytest.raises(Refused) as refused:
        await eva.shows(b"%PDF-1.7 a letter", "brev.pdf")
    assert refused.value.status == 415
    assert "Vælg en anden fil" in refused.value.said


async def test_a_question_is_answered_and_added_to_on_the_case_page(library: Library) -> None:
    eva = await library.citizen()
    await gives(eva)
    anna = await library.joins("Anna Aa")
    await (await anna.at(1)).presses("Tag den")
    await anna.says("/spoerg 1 Hvilken dag?")
    await library.passes(minutes=2)
    await eva.opens("/sag/1")
    assert "Hvilken dag?" in eva.page.text
    form = next(form for form in eva.page.forms if form.fields.get("answer") == "1")
    await eva.posts(form.action, {**form.fields, "text": "Om torsdagen"})
    await eva.posts(form.action, {**form.fields, "text": "Om torsdagen"})
    assert eva.page.text.count("Om torsdagen") == 1
    await eva.posts("/sag/1/tilfoej", {"text": "Klokken fire", "id": "another-one"})
    await anna.at(1)
    assert "Om torsdagen" in anna.page.text
    assert "Klokken fire" in anna.page.text
    await anna.says("/hist 1")
    assert anna.heard.count("borgeren svarede") == 1
    assert anna.heard.count("borgeren skrev mere") == 1


async def test_the_stream_goes_on_where_a_lost_connection_left_it(library: Library) -> None:
    eva = await library.citizen()
    await gives(eva)
    said = [line["seq"] for line in await eva.lines()]
    assert said == list(range(1, len(said) + 1))
    assert [number for number, _ in await eva.streams(3)] == said[:3]
    assert [number for number, _ in await eva.streams(2, after=said[-3])] == said[-2:]
