"""What staff do beside deciding: coming in, colleagues, answers, inbox, commands."""

from __future__ import annotations

import asyncio
import email.message
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from aiosmtpd.handlers import Message
from aiosmtpd.smtp import SMTP

from storage.people import actions as people
from storage.people.rules import Role
from tests.journeys.parts import IDEA, code_in, declines, gives
from tests.online import Colleague, Library, running


class Postbox(Message):
    """What a mail server was given."""

    def __init__(self) -> None:
        super().__init__()
        self.letters: list[str] = []
        self.came = asyncio.Event()

    def handle_message(self, message: email.message.Message) -> None:
        content = message.get_payload(decode=True)
        assert isinstance(content, bytes)
        self.letters.append(content.decode())
        self.came.set()


@asynccontextmanager
async def a_mail_server(postbox: Postbox) -> AsyncIterator[str]:
    """A real SMTP server on this machine."""
    loop = asyncio.get_running_loop()
    server = await loop.create_server(lambda: SMTP(postbox), "127.0.0.1", 0)
    async with server:
        yield f"smtp://127.0.0.1:{server.sockets[0].getsockname()[1]}"


async def link_for(library: Library, role: Role = Role.COORDINATOR) -> str:
    async with library.database.transaction() as tx:
        return "/desk/ind/" + await people.invite(tx, role, library.clock.now)


async def a_stranger(library: Library) -> Colleague:
    return Colleague(library.url, library.session(), base="/desk")


async def test_a_link_is_looked_at_freely_and_used_once(library: Library) -> None:
    link = await link_for(library)
    anna, bo = await a_stranger(library), await a_stranger(library)
    for _ in range(2):
        await anna.opens(link)
        assert "Velkommen til skrivebordet" in anna.page.text
    await anna.sends_form("", name="", mail="")
    assert anna.status == 400
    await anna.sends_form("", name="Anna Aa", mail="")
    assert anna.path == "/desk"
    await bo.opens(link)
    assert bo.status == 410
    await bo.posts(link, {"name": "Bo Bø", "mail": ""})
    assert bo.status == 410
    await bo.opens("/desk")
    assert bo.path == "/desk/ind"


async def test_a_link_that_is_too_old_opens_nothing(library: Library) -> None:
    link = await link_for(library)
    await library.passes(days=7)
    anna = await a_stranger(library)
    await anna.posts(link, {"name": "Anna Aa", "mail": ""})
    assert anna.status == 410


async def test_signing_in_again_by_a_mailed_link(database_url: str) -> None:
    postbox = Postbox()
    async with (
        a_mail_server(postbox) as smtp,
        running(database_url, smtp_url=smtp, mail_from="sammen@boegeby.example") as library,
    ):
        await library.joins("Anna Aa", mail="anna@boegeby.example")
        again = await a_stranger(library)
        await again.opens("/desk/ind")
        await again.sends_form("/desk/ind", mail="nobody@boegeby.example")
        nobody = again.page.text
        await again.opens("/desk/ind")
        await again.sends_form("/desk/ind", mail="Anna@Boegeby.example")
        assert again.page.text == nobody
        await asyncio.wait_for(postbox.came.wait(), 10)
        assert len(postbox.letters) == 1
        found = re.search(r"/desk/ind/[\w-]+", postbox.letters[0])
        assert found is not None
        await again.opens(found.group())
        assert "Velkommen tilbage, Anna Aa" in again.page.text
        await again.sends_form("")
        assert again.path == "/desk"
        await again.opens(found.group())
        assert again.status == 410


async def test_an_administrator_invites_and_gives_roles(library: Library) -> None:
    chief = await library.joins("Chefen", Role.ADMINISTRATOR)
    await chief.opens("/desk/folk")
    await chief.sends_form("/desk/folk/inviter", role="host", mail="")
    found = re.search(r"/desk/ind/[\w-]+", chief.page.html)
    assert found is not None
    await chief.opens("/desk/folk")
    assert found.group() not in chief.page.html
    ida = await a_stranger(library)
    await ida.opens(found.group())
    await ida.sends_form("", name="Ida Ii", mail="")
    await gives(await library.citizen())
    await ida.at(1)
    assert ida.page.button("Godkend") is None
    await chief.opens("/desk/folk")
    await chief.sends_form("/desk/folk/rolle", role="coordinator")
    await ida.at(1)
    assert ida.page.button("Godkend") is not None


async def test_the_last_administrator_stays(library: Library) -> None:
    chief = await library.joins("Chefen", Role.ADMINISTRATOR)
    await library.joins("Anna Aa")
    await chief.opens("/desk/folk")
    assert "Den sidste administrator kan ikke fjernes" in chief.page.text
    for path, fields in (("rolle", {"role": "host"}), ("fjern", {})):
        for person in ("1", "2"):
            await chief.posts(f"/desk/folk/{path}", {"id": person, **fields})
    await chief.opens("/desk/folk")
    assert chief.status == 200
    assert "Chefen" in chief.page.text
    assert "fjernede Anna Aa" in chief.page.text
    assert "Fjern Anna Aa" not in chief.page.text


async def test_who_is_removed_is_out_at_once(library: Library) -> None:
    chief = await library.joins("Chefen", Role.ADMINISTRATOR)
    anna = await library.joins("Anna Aa")
    await chief.opens("/desk/folk")
    await chief.sends_form("/desk/folk/fjern")
    assert "Fjern Anna Aa" not in chief.page.text
    assert "Chefen: fjernede Anna Aa" in chief.page.text
    await anna.opens("/desk")
    assert anna.path == "/desk/ind"


async def test_a_sign_in_elsewhere_can_be_ended(library: Library) -> None:
    chief = await library.joins("Chefen", Role.ADMINISTRATOR)
    anna = await library.joins("Anna Aa")
    await chief.opens("/desk/folk")
    await chief.sends_form("/desk/folk/link")
    found = re.search(r"/desk/ind/[\w-]+", chief.page.html)
    assert found is not None
    lost = await a_stranger(library)
    await lost.opens(found.group())
    await lost.sends_form("")
    assert lost.path == "/desk"
    await anna.opens("/desk/mig")
    ends = [form for form in anna.page.forms if form.action == "/desk/mig/slut"]
    assert len(ends) == 2
    for form in ends:
        await lost.opens("/desk")
        if lost.path == "/desk":
            await anna.opens("/desk/mig")
            other = next(f for f in anna.page.forms if f.fields == form.fields)
            await anna.posts("/desk/mig/slut", other.fields)
    await lost.opens("/desk")
    assert lost.path == "/desk/ind"


async def test_signing_out_ends_it_here(library: Library) -> None:
    anna = await library.joins("Anna Aa")
    before = anna.cookie("sammen_desk")
    await anna.sends_form("/desk/ud")
    assert anna.path == "/desk/ind"
    anna.session.cookie_jar.update_cookies({"sammen_desk": before})
    await anna.opens("/desk")
    assert anna.path == "/desk/ind"


async def test_the_librarys_own_answers(library: Library) -> None:
    eva = await library.citizen()
    await eva.sends_form("/sprog", lang="en")
    await eva.says("idea")
    await eva.says("A club for audio books")
    await eva.says("All")
    await eva.presses("Here in the conversation")
    anna = await library.joins("Anna Aa")
    await anna.opens("/desk/svar")
    await anna.sends_form("/desk/svar", title="Ikke plads", da="Huset er fuldt", en="We are full")
    assert "Huset er fuldt" in anna.page.text
    await (await anna.at(1)).presses("Tag den")
    await anna.presses("Sig nej for nu")
    await anna.presses("Ikke plads")
    await anna.presses("Spring over")
    assert "The reason is: We are full" in anna.heard
    await anna.opens("/desk/svar")
    await anna.sends_form("/desk/svar/slet")
    assert "Huset er fuldt" not in anna.page.text


async def test_the_inbox_filters_and_finds(library: Library) -> None:
    eva = await library.citizen()
    await gives(eva, "Skak for alle om fredagen")
    await gives(eva, "Højtlæsning på færøsk")
    ida = await library.joins("Ida Ii", Role.HOST)
    await ida.opens("/desk/ny")
    await ida.sends_form("/desk/ny", text="Et bytteskab", branch="havnen", benefit="x", told="1")
    anna = await library.joins("Anna Aa")
    await (await anna.at(1)).presses("Tag den")
    for query, found in {
        "vis=mine": {1},
        "vis=free": {2, 3},
        "vis=all": {1, 2, 3},
        "vis=late": set(),
        "sted=havnen": {3},
        "stat=read": {1},
        "q=faeroesk": {2},
        "q=SKAK": {1},
        "q=100%25": set(),
        "q=2": {2},
        "vis=nonsense&side=9999999999999": {1, 2, 3},
    }.items():
        await anna.opens(f"/desk?{query}")
        assert listed(anna) == found, query
        await anna.opens(f"/desk/del?{query}")
        assert listed(anna) == found, query
    await library.passes(days=21)
    await anna.opens("/desk?vis=late")
    assert listed(anna) == {1, 2, 3}


def listed(anna: Colleague) -> set[int]:
    """The numbers of the cases on the page."""
    links = (re.fullmatch(r"/desk/sag/(\d+)", link) for link in anna.page.links)
    return {int(link.group(1)) for link in links if link}


async def test_commands_do_what_the_buttons_do(library: Library) -> None:
    await gives(await library.citizen(), "Skak for alle")
    anna = await library.joins("Anna Aa")
    await anna.says("/sager")
    assert "Skak for alle" in anna.heard
    assert anna.choices[:2] == ["Se sagen", "Tag den"]
    await anna.presses("Tag den")
    assert "Nummer 1: taget" in anna.heard
    await anna.says("/find skak")
    assert "Hos: Anna Aa" in anna.heard
    await anna.says("/sag 1")
    assert {"Godkend", "Spørg borgeren", "Sig nej for nu"} <= set(anna.choices)
    await anna.says("/note 1 Ring til skakklubben")
    assert "Noten er gemt på nummer 1" in anna.heard
    await anna.at(1)
    assert "Ring til skakklubben" in anna.page.text
    await anna.opens("/desk")
    await anna.says("/noter En reol til frø")
    await anna.says("Haveejere")
    await anna.presses("Havnen")
    await anna.presses("Ja")
    await anna.presses("Ja")
    assert "Idéen har nummer 2" in anna.heard
    code = code_in(anna.heard)
    hans = await library.citizen(start="/sag")
    await hans.sends_form("/sag", number="2", code=code)
    assert "En reol til frø" in hans.page.text
    await anna.says("/hist 1")
    assert "Anna: note skrevet" in anna.heard


async def test_a_case_is_handed_on_and_taken_over(library: Library) -> None:
    eva = await library.citizen()
    await gives(eva)
    anna, bo = await library.joins("Anna Aa"), await library.joins("Bo Bø")
    await (await anna.at(1)).presses("Tag den")
    await anna.presses("Giv den videre")
    await anna.presses("Bo Bø")
    assert "givet videre" in anna.heard
    await bo.opens("/desk?vis=mine")
    assert listed(bo) == {1}
    await (await anna.at(1)).says("/tag 1")
    assert "Bo tog den først" in anna.heard
    await anna.presses("Overtag den")
    await bo.opens("/desk?vis=mine")
    assert listed(bo) == set()
    await library.passes(minutes=2)
    assert (await eva.hears()).count("nummer 1") == 1


async def test_a_title_that_staff_give_is_told(library: Library) -> None:
    eva = await library.citizen()
    await gives(eva)
    anna = await library.joins("Anna Aa")
    await (await anna.at(1)).presses("Giv en titel")
    await anna.says("Lydbogsklub")
    await eva.opens("/sag/1")
    assert "Lydbogsklub" not in eva.page.text
    await library.passes(minutes=2)
    await eva.opens("/")
    assert "Anna kalder nu din idé, nummer 1, for «Lydbogsklub»" in await eva.hears()
    await eva.opens("/sag/1")
    assert "Lydbogsklub" in eva.page.text


async def test_a_note_stays_among_colleagues(library: Library) -> None:
    eva = await library.citizen()
    await gives(eva)
    anna = await library.joins("Anna Aa")
    await anna.at(1)
    await anna.sends_form("/desk/sag/1/note", text="Det koster 5.000 kroner")
    assert "Det koster 5.000 kroner" in anna.page.text
    await (await anna.at(1)).presses("Tag den")
    await declines(anna)
    await library.passes(minutes=2)
    await eva.opens("/sag/1")
    assert "5.000" not in eva.page.html
    await eva.opens("/")
    assert "5.000" not in eva.page.html


async def test_an_open_desk_hears_of_every_change(library: Library) -> None:
    anna = await library.joins("Anna Aa")
    listening = asyncio.create_task(anna.streams(1))
    eva = await library.citizen()
    await asyncio.sleep(0)
    while not listening.done():
        await gives(eva)
        await asyncio.wait([listening], timeout=0.5)
    assert listening.result() == [(0, "changed")]


async def test_without_a_script_staff_decide_with_plain_forms(library: Library) -> None:
    eva = await library.citizen(plain=True)
    await eva.presses("Giv en idé")
    await eva.says(IDEA)
    assert "Hvem får glæde af det?" in eva.page.text
    await eva.says("Alle")
    await eva.presses("Her i samtalen")
    assert "Din idé har nummer 1" in eva.page.text
    await eva.presses("Nej")

    anna = await library.joins("Anna Aa", plain=True)
    await anna.at(1)
    await anna.presses("Tag den")
    await anna.presses("Sig nej for nu")
    await anna.says("Vi har ikke plads")
    await anna.presses("Spring over")
    await anna.presses("Ja")
    assert "Du kan fortryde indtil" in anna.page.text
    await anna.presses("Fortryd")
    assert "Borgeren har ikke hørt om det" in anna.page.text
    await anna.presses("Spørg borgeren")
    await anna.says("Hvilken dag?")
    await library.passes(minutes=2)
    await eva.opens("/")
    assert "Hvilken dag?" in eva.page.text
    assert "Vi siger nej" not in eva.page.text
    await eva.presses("Svar")
    await eva.says("Torsdag")
    assert "Tak for dit svar" in eva.page.text


async def test_a_plain_form_that_is_refused_gives_the_words_back(library: Library) -> None:
    eva = await library.citizen(plain=True)
    await eva.says("x" * 4001)
    assert eva.status == 413
    assert "x" * 4000 in eva.page.text
    assert "Kort det lidt af" in eva.page.text


async def test_words_that_are_refused_stay_in_their_own_field(library: Library) -> None:
    eva = await library.citizen()
    await gives(eva)
    await eva.opens("/sag/1")
    await eva.posts("/sag/1/tilfoej", {"text": "y" * 4001, "id": "one-too-long"})
    assert eva.status == 413
    assert "y" * 4000 + "</textarea>" in eva.page.html
    anna = await (await library.joins("Anna Aa")).at(1)
    await anna.says("/spoerg 1")
    await anna.posts("/desk/sag/1/note", {"text": "z" * 2001, "id": "one-too-long"})
    assert anna.status == 400
    assert anna.page.form("/desk/sag/1/note").fields["text"] == "z" * 2001
    assert "z" not in anna.page.form("/desk/sag/1/say").fields.get("text", "")
