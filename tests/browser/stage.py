"""A library in which everything has happened once: every page and every state, by its name.

window = await stage.show(visits, PAGES["case with a question"])
"""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

from playwright.async_api import FilePayload
from sqlalchemy import func, insert, select, update

from bot.channels.links import MailLinks
from storage.cases.rules import shown_code
from storage.cases.tables import Case
from storage.database import Database
from storage.mail.actions import ask, confirm
from storage.mail.tables import Mailbox
from storage.people.actions import tell_age
from storage.people.queries import colleagues
from storage.people.rules import AgeBand, Role
from storage.talk.actions import Words, bury, tell
from storage.talk.rules import PRIVATE, Asked
from storage.talk.tables import DeadLetter, Line, Outgoing, Talk
from storage.volunteers import actions as volunteers
from storage.volunteers.actions import RoleText
from storage.volunteers.rules import LINES
from tests.browser.window import TELEPHONE, Visits, Window, invitation, wears
from tests.online import KEY, Colleague, Library
from tests.online import Browser as Talker
from tests.storage.agreements.parts import a_partner, sent_to
from tests.storage.introductions.parts import newest_person, readers
from tests.storage.shifts.week import a_week, came
from tests.storage.volunteers.parts import COMPUTERS, READING, opened, signed_up

IDEA = "En klub for lydbøger om torsdagen"
Then = Callable[["Stage", Window], Awaitable[object]]


async def newest_case(database: Database) -> int:
    """The number that was given last."""
    async with database.reading() as tx:
        return await tx.session.scalar(select(func.max(Case.number))) or 0


@dataclass(frozen=True)
class Show:
    """A page, who looks at it, and what they do there first."""

    path: str
    who: str = "nobody"
    then: Then | None = None
    refuses: bool = False
    """Whether the page is an error, or something on it is refused."""


class Stage:
    """The library and its people."""

    def __init__(self, library: Library, folder: Path, window: Window) -> None:
        self.library = library
        self.window = window
        """A shared window for tests that only look: a browser of their own takes longer than the
        look.
        """
        self.film = folder / "film.mp4"
        self.film.write_bytes(bytes(6_300_000))
        self.people: dict[str, Talker] = {}
        self.links: dict[str, str] = {}
        """The addresses of the links in mails."""

    async def set_up(self) -> None:
        """Let everything happen once, a week after the sample began. One promise is broken."""
        await self.library.passes(days=7)
        eva = await self.library.citizen()
        await eva.says("ide")
        await eva.says(IDEA)
        await eva.says("Dem, der ikke ser så godt")
        await eva.presses("Her i samtalen")
        await eva.presses("Nej")
        for number, code in await self._codes():
            await eva.posts("/sag", {"number": str(number), "code": code})
        anna = await self.library.joins("Anna Aa", Role.ADMINISTRATOR)
        await self._acts(anna)
        self.people |= {"eva": eva, "anna": anna}
        self.people["hans"] = await self.library.joins("Hans Holm", Role.HOST)
        self.people["bo"] = await self.library.citizen()
        await self.people["bo"].says("ide")
        self.people["ida"] = await self._at_the_file()
        self.people["ole"] = await self._at_the_ticks()
        self.people["mia"] = await self.library.citizen(start="/kiosk/midtby")
        await self._changes(anna)
        await self._mailboxes()
        await self._pauses(anna)
        await self._fails()
        await self._talks(anna)
        await self._volunteers()
        await self._shifts()
        await self._introduces(anna)
        await self._partners(anna)
        await self._agreements()

    async def _talks(self, anna: Colleague) -> None:
        """One talks with Anna; another wrote something that the robot held back."""
        ane, kim = await self.library.citizen(), await self.library.citizen()
        for words in ("personale", "ja", "Kan jeg låne et lokale på torsdag?"):
            await ane.says(words)
        await anna.says("/sig 15 Ja, hvor mange bliver I?")
        await kim.says("jeg orker ikke livet mere")
        self.people |= {"ane": ane, "kim": kim}

    async def _volunteers(self) -> None:
        """One who is on trial and has ticked some of the promises, and one who waits; a model in
        two editions, and a trial that lacks its lesson.
        """
        database, now = self.library.database, self.library.clock.now
        async with database.reading() as tx:
            by = next(each for each in await colleagues(tx) if each.name == "Anna Aa")
        roles = await opened(database, by, now)
        lis, per = await self.library.citizen(), await self.library.citizen()
        numbers = []
        for who in (lis, per):
            await who.says("hej")
            async with database.reading() as tx:
                person = await tx.session.scalar(PERSON) or 0
            numbers.append(((await signed_up(database, person, now)).number, person))
        (number, person), _ = numbers
        async with database.transaction() as tx:
            await volunteers.talked(tx, by, number, now)
            await volunteers.give_role(tx, by, number, roles[COMPUTERS], now)
            await volunteers.try_out(tx, by, number, 6, now)
            await volunteers.expect(tx, None, person, number, LINES[:12], "Ikke alene", now)
            await volunteers.expect(tx, by, 0, number, LINES[2:], None, now)
            ends = now.date() + timedelta(days=1)
            await volunteers.begin_trial(tx, by, roles[READING], "Kommer børnene?", ends, now)
            await volunteers.save_role(tx, by, RoleText("Fotograf", "Du tager billeder"), now)
        for words in ("# Hvorfor\nFordi.", "# Hvorfor\nFordi vi kan sammen."):
            async with database.transaction() as tx:
                await volunteers.save_model(tx, by, words, words, now, publish=True)
        self.people |= {"lis": lis}
        self.links["a volunteer"] = f"/desk/frivillig/{number}"

    async def _shifts(self) -> None:
        """A week in which shifts stand in every way, and one of them has everybody's standing."""
        database, now = self.library.database, self.library.clock.now
        async with database.reading() as tx:
            by = next(each for each in await colleagues(tx) if each.name == "Anna Aa")
        week = await a_week(database, by, now)
        self.links |= {f"a shift: {name}": f"/desk/vagt/{id}" for name, id in week.shifts.items()}
        lis, number = self.people["lis"], int(self.links["a volunteer"].rpartition("/")[2])
        async with database.transaction() as tx:
            await volunteers.give_role(tx, by, number, week.role, now)
        await lis.says(f"/venteliste {week.shifts['full']}")
        await lis.says(f"/tagvagt {week.shifts['room']}")
        assert "Vagten er din" in lis.heard, lis.heard
        async with database.transaction() as tx:
            tx.session.add(came(week.shifts["was"], number, now))
        self.links["a shift's code"] = f"/desk/vagt/{week.shifts['everybody']}/kode"

    async def _introduces(self, anna: Colleague) -> None:
        """Per speaks for an association that is to meet Eva; both have been asked."""
        per = await self.library.citizen()
        await per.says("menu")
        await readers(self.library.database, await newest_person(self.library.database))
        await self.library.passes(seconds=1)
        await anna.says("/sammen 13")
        await anna.ticks("Lyt og Læs")
        await anna.says("En klub for lydbøger")
        await anna.presses("Ja")
        assert "Vi spørger 1" in anna.heard, anna.heard
        await self.library.passes(minutes=2)
        self.people["per"] = per

    async def _partners(self, anna: Colleague) -> None:
        """Rie speaks for an association that everybody sees; one with nearly its name waits."""
        for who, name in (("rie", "Garnlauget"), ("liv", "Garnlavet")):
            person = await self.library.citizen()
            await person.says("partner")
            await person.presses("En forening eller klub")
            await person.presses("Ja")
            for words in (name, "Vi strikker og hækler sammen hver onsdag", "Rie Riis"):
                await person.says(words)
            await person.presses("Alle, der bruger biblioteket")
            await person.presses("Ja")
            await person.presses("Nej")
            self.people[who] = person
            number = await newest_case(self.library.database)
            self.links[f"partner {who}"] = f"/partner/{number}"
            self.links[f"desk partner {who}"] = f"/desk/partner/{number}"
            if who == "rie":
                await anna.says(f"/partnerja {number}")
                await self.library.passes(minutes=2)
                await person.hears()
                await person.says(f"/partnerlink {number}")
                found = re.search(r"/partner/link/[\w-]+", person.heard)
                assert found is not None, person.heard
                self.links["a contact's link"] = found.group()

    async def _agreements(self) -> None:
        """One that a partner reads, clause by clause, and has put right; and one that it wants."""
        rikke = await self.library.citizen()
        await rikke.says("hej")
        database, now = self.library.database, self.library.clock.now
        person = await newest_person(database)
        partner = await a_partner(database, person, "Ældre Sagen Prøveby", now)
        number = await sent_to(database, person, partner, now)
        await self.library.passes(minutes=2)
        await rikke.says(f"/okay {number} content")
        await rikke.says(f"/punkt {number} extent Hver anden torsdag")
        await rikke.says(f"/nyaftale {partner} Vi vil gerne lave en aftale om besøg")
        for words in ("Besøg hos dem, der ikke kan gå", "En gang om ugen", "Vi går", "Nye venner"):
            await rikke.says(words)
        await rikke.presses("Ja")
        self.links["a wish"] = f"/aftale/{number + 1}"
        self.links["a wish at the desk"] = f"/desk/aftale/{number + 1}"
        self.people["rikke"] = rikke
        self.links["an agreement"] = f"/aftale/{number}"
        self.links["an agreement at the desk"] = f"/desk/aftale/{number}"

    async def _pauses(self, anna: Colleague) -> None:
        """Somebody whose words reach nobody."""
        for words in ("/paapause 3", "Han truede en kollega", "om 14 dage", "ja", "ja"):
            await anna.says(words)
        assert "på pause" in anna.heard, anna.heard

    async def _changes(self, anna: Colleague) -> None:
        """A value, a text and a promise that were changed, and an older version of one."""
        for where, fields in (
            ("om/phone", {"value": "12 34 56 79"}),
            ("om/phone", {"value": "12 34 56 78"}),
            ("tekst/news.wake", {"da-other": "Nu ser vi på {ref} igen. Vi svarer senest {date}."}),
        ):
            await anna.opens(f"/desk/bibliotek/{where}")
            await anna.sends_form(f"/desk/bibliotek/{where}", **fields)
        await anna.posts("/desk/bibliotek/klar/copies", {})

    async def _mailboxes(self) -> None:
        """One that has to be confirmed, and one that is."""
        links, now = MailLinks(KEY, ""), self.library.clock.now
        async with self.library.database.transaction() as tx:
            names = []
            for person_id in (await tx.session.scalars(PERSON.limit(2))).all():
                await tell_age(tx, person_id, AgeBand.FROM_15)
                asking = await ask(tx, person_id, f"{person_id}@hjemme.example", now)
                names.append((await tx.session.get_one(Mailbox, asking.mailbox_id)).name)
            await confirm(tx, names[1], now)
        asked, confirmed = names
        self.links |= {
            "a mail that asks": links.confirm(asked),
            "a mail that asked": links.confirm(confirmed),
            "a mail about news": links.stop(confirmed),
        }

    async def _codes(self) -> list[tuple[int, str]]:
        async with self.library.database.reading() as tx:
            found = await tx.session.execute(select(Case.number, Case.code))
            return [(row.number, shown_code(row.code)) for row in found]

    async def _acts(self, anna: Colleague) -> None:
        await anna.says("/parker 5")
        await anna.says("om 14 dage")
        await anna.says("ja")
        await anna.says("skoven holder ferie")
        assert "gemt til" in anna.heard, anna.heard
        await anna.says("/note 2 Ring til sprogcentret, før vi svarer")
        await self.library.passes(minutes=3)
        await anna.says("/tag 6")

    async def _at_the_file(self) -> Talker:
        ida = await self.library.citizen()
        for words in ("ide", IDEA, "Dem, der ikke ser så godt", "Her i samtalen", "ja"):
            await ida.says(words)
        for _ in range(7):
            await ida.says("spring over")
        await ida.says("ja")
        assert "Send gerne et billede" in ida.heard
        return ida

    async def _at_the_ticks(self) -> Talker:
        """No flow asks for several answers yet, but the conversation can."""
        ole = await self.library.citizen()
        await ole.says("hej")
        choices = {"morning": "Om formiddagen", "evening": "Om aftenen", "sunday": "Om søndagen"}
        buttons = [{"value": value, "label": label} for value, label in choices.items()]
        buttons.append({"value": "/annuller", "label": "Stop her"})
        ask = {"kind": "many", "step": 2, "of": 3}
        async with self.library.database.transaction() as tx:
            person = await tx.session.scalar(PERSON)
            words = Words("Hvornår kan du?", buttons=buttons, ask=ask)
            await tell(tx, person or 0, words, self.library.clock.now)
        return ole

    async def _fails(self) -> None:
        """What could not be handled, and what could not be sent, in every way."""
        now, error = self.library.clock.now, "OperationalError"
        kept: list[dict[str, Any]] = [{"text": IDEA}, {"line": 2, "value": "page"}, {"file": ""}]
        async with self.library.database.transaction() as tx:
            lines = (await tx.session.scalars(SAID.limit(3))).all()
            for said, line in zip(kept, lines, strict=True):
                await bury(tx, line.talk_id, line.client_id or "", said, Asked(), error, now)
            tried = update(DeadLetter).where(DeadLetter.number == 1)
            await tx.connection.execute(tried.values(tries=2))
            row = {
                "channel": "telegram", "address": "1", "talk_id": lines[0].talk_id, "first": 2,
                "last": 2, "priority": 1, "state": "dead", "attempts": 8, "made_at": now,
                "not_before": now, "last_error": "There was no answer in time.",
            }  # fmt: skip
            await tx.connection.execute(insert(Outgoing), [row])

    async def show(
        self,
        visits: Visits,
        show: Show,
        size: tuple[int, int] = TELEPHONE,
        language: str = "da",
        **more: Any,
    ) -> Window:
        """Open a window on a page, as somebody, in a language."""
        if show.then is None and not more and size == TELEPHONE:
            window = await self._as_new()
            visits.windows.append(window)
        else:
            still = {"reduced_motion": "reduce", **more}
            window = await visits.window(self.library.url, size, **still)
        window.calm = not show.refuses
        if show.who in self.people:
            await wears(window.context, self.people[show.who])
        await self.arrive(window, show, language)
        return window

    async def _as_new(self) -> Window:
        """The shared window, without what the last test left in it."""
        window = self.window
        await window.page.goto(f"{window.url}/static/icons/sammen.svg")
        await window.evaluates("localStorage.clear(), sessionStorage.clear()")
        await window.context.clear_cookies()
        await window.page.set_viewport_size({"width": TELEPHONE[0], "height": TELEPHONE[1]})
        window.complaints.clear()
        window.hosts.clear()
        return window

    async def arrive(self, window: Window, show: Show, language: str) -> None:
        """Go to a page in a language, and do there what the state asks for."""
        await window.page.goto("about:blank")  # a line that waits there is not sent just now
        await window.context.set_offline(False)
        await window.context.add_cookies([{"name": "sprog", "value": language, "url": window.url}])
        path = self.links.get(show.path, show.path)
        if path == "a new link":
            path = await invitation(self.library)
        await window.opens(path)
        if show.then is not None:
            await show.then(self, window)


SAID = (
    select(Line)
    .join(Talk, Talk.id == Line.talk_id)
    .where(Talk.place == PRIVATE, Talk.flow.is_(None), Line.client_id.is_not(None))
    .order_by(Line.talk_id.desc(), Line.seq)
)
"""What citizens said who are in the middle of nothing."""

PERSON = select(Talk.person_id).where(Talk.place == PRIVATE).order_by(Talk.id.desc()).limit(1)
"""Who spoke for the first time most recently."""


async def _too_long(_: Stage, window: Window) -> None:
    await window.field.evaluate("(field) => field.removeAttribute('maxlength')")
    await window.field.fill("ord " * 1001)
    await window.field.press("Enter")
    await window.page.locator("#problem").wait_for()


async def _offline(_: Stage, window: Window) -> None:
    await window.context.set_offline(True)
    await window.field.fill(IDEA)
    await window.field.press("Enter")
    await window.news.filter(has_text=".").wait_for()


async def _wrong_code(_: Stage, window: Window) -> None:
    await window.page.locator("#number").fill("1")
    await window.page.locator("#code").fill("AAAA-AAAA")
    await window.page.locator("#code").press("Enter")
    await window.page.locator("#problem").wait_for()


async def _too_large(stage: Stage, window: Window) -> None:
    """A page whose script did not load cannot warn of a file that is too large."""
    await window.page.route("**/chat.js", lambda route: route.abort())
    await window.page.reload()
    await window.page.locator("#fil").set_input_files(stage.film)
    await window.page.locator("[name=send]").click()
    await window.page.get_by_text("5 MB").wait_for()


async def _leave(_: Stage, window: Window) -> None:
    await window.says("hej")
    await window.page.locator("[data-leave] button").click()
    await window.page.wait_for_url("**/leave")


async def _quiet(_: Stage, window: Window) -> None:
    """Nobody touches the shared computer for nine minutes."""
    await window.page.clock.install()
    await window.page.reload()
    await window.page.clock.fast_forward("09:00")
    await window.page.locator(".kiosk-box").wait_for()


async def _refuse(_: Stage, window: Window) -> None:
    """A decision that is half made, so that its question is open."""
    await window.page.locator("#decide").wait_for(state="attached")
    await window.says("/afvis 6")


async def _without_words(_: Stage, window: Window) -> None:
    """Send a form as a browser without its own checks does."""
    await window.evaluates("for (const form of document.forms) form.noValidate = true")
    await window.page.locator("main form button.main:visible").first.click()
    await window.page.locator("main .problem").first.wait_for()


async def _against_a_rule(_: Stage, window: Window) -> None:
    last = await window.page.locator("#who option").last.get_attribute("value")
    await window.page.locator("#who").select_option(last)  # those who fit stand first
    await window.page.locator("[action$='/giv'] button").click()
    await window.page.locator("main .problem").wait_for()


async def _stop_mails(_: Stage, window: Window) -> None:
    await window.page.locator("main form button").click()
    await window.page.locator("main form").wait_for(state="detached")


async def _invite(_: Stage, window: Window) -> None:
    await window.page.locator("[action='/desk/folk/inviter'] button").click()
    await window.page.locator(".fresh").wait_for()


async def _rehearse(_: Stage, window: Window) -> None:
    await window.page.locator("[action='/desk/data/proeve'] button").click()
    await window.page.locator("main [role=status]").wait_for()


async def _try_out(_: Stage, window: Window) -> None:
    await window.page.locator("[name=proev]").click()
    await window.page.locator("#preview").wait_for()


async def _a_text_that_loses(_: Stage, window: Window) -> None:
    await window.page.locator("#da-other").fill("<b>Tak!</b>")
    await window.page.locator("main form .main").first.click()
    await window.page.locator("main .problem").wait_for()


async def _not_a_phone(_: Stage, window: Window) -> None:
    await window.page.locator("#felt-1").fill("ring til os")
    await window.page.locator("main form .main").click()
    await window.page.locator("main .problem").wait_for()


async def _a_file(_: Stage, window: Window) -> None:
    await _sends(window, "Hvem;Navn;Laver\nSkole;Byskolen;Vi lærer fra os\n")


async def _a_bad_file(_: Stage, window: Window) -> None:
    await _sends(window, "Hvem;Navn;Laver\nHund;Byskolen;\n")


async def _sends(window: Window, words: str) -> None:
    file: FilePayload = {"name": "x.csv", "mimeType": "text/csv", "buffer": words.encode()}
    await window.page.set_input_files("#file", file)
    await window.page.click("main form .main")
    await window.page.wait_for_load_state()


async def _asks_to_swap(_: Stage, window: Window) -> None:
    await window.page.click("button[value^='/byt ']")
    await window.page.wait_for_load_state()


async def _unfold(_: Stage, window: Window) -> None:
    await window.evaluates(
        "document.querySelectorAll('details').forEach((each) => { each.open = true; })"
    )


PAGES = {
    "chat, empty": Show("/"),
    "chat, from a poster": Show("/?start=ide_havnen"),
    "chat, a question": Show("/", "bo"),
    "chat, several answers": Show("/", "ole"),
    "chat, a file": Show("/", "ida"),
    "chat, afterwards": Show("/", "eva"),
    "chat, refused": Show("/", "bo", _too_long, refuses=True),
    "chat, offline": Show("/", "bo", _offline, refuses=True),
    "chat, shared computer": Show("/", "mia"),
    "chat, shared and quiet": Show("/", "mia", _quiet),
    "chat, a live talk": Show("/", "ane"),
    "chat, held back": Show("/", "kim"),
    "chat, asked to meet": Show("/", "per"),
    "agreement, of a partner": Show("an agreement", "rikke"),
    "agreement, wanted by a partner": Show("a wish", "rikke"),
    "agreement, to be changed": Show("an agreement", "rikke", _unfold),
    "find a case": Show("/sag"),
    "find a case, one's own": Show("/sag", "eva"),
    "find a case, wrong code": Show("/sag", "nobody", _wrong_code, refuses=True),
    "case, approved": Show("/sag/1", "eva"),
    "case, a question": Show("/sag/2", "eva"),
    "case, declined": Show("/sag/3", "eva"),
    "case, overdue": Show("/sag/4", "eva"),
    "case, kept for later": Show("/sag/5", "eva"),
    "case, new": Show("/sag/13", "eva", _unfold),
    "slip": Show("/sag/13/seddel", "eva"),
    "ideas": Show("/ideer", "bo"),
    "privacy": Show("/privat"),
    "my data": Show("/mine-data", "eva"),
    "about": Show("/om"),
    "accessibility": Show("/was"),
    "help": Show("/hjaelp"),
    "no such page": Show("/findes-ikke", refuses=True),
    "not yours": Show("/sag/1", refuses=True),
    "too large": Show("/", "ida", _too_large, refuses=True),
    "mail, say yes": Show("a mail that asks"),
    "mail, said yes": Show("a mail that asked"),
    "mail, an old link": Show("/mail/" + 40 * "x", refuses=True),
    "mail, stop": Show("a mail about news"),
    "mail, stopped": Show("a mail about news", "nobody", _stop_mails),
    "mail, a broken link": Show("/mail/af/" + 40 * "x", refuses=True),
    "goodbye": Show("/", "nobody", _leave),
    "desk, sign in": Show("/desk/ind"),
    "desk, join": Show("a new link"),
    "desk, join without a name": Show("a new link", "nobody", _without_words, refuses=True),
    "desk, old link": Show("/desk/ind/" + 43 * "x", refuses=True),
    "desk, inbox": Show("/desk", "anna"),
    "desk, inbox empty": Show("/desk?vis=mine", "hans"),
    "desk, approved": Show("/desk/sag/1", "anna"),
    "desk, question": Show("/desk/sag/2", "anna"),
    "desk, declined": Show("/desk/sag/3", "anna"),
    "desk, new": Show("/desk/sag/13", "hans"),
    "desk, deciding": Show("/desk/sag/6", "anna", _refuse),
    "desk, a talk": Show("/desk/samtale/15", "anna"),
    "desk, word list": Show("/desk/ordliste", "anna"),
    "desk, a subject of the word list": Show("/desk/ordliste/emne?navn=Skak", "anna"),
    "desk, what was learnt": Show("/desk/laert", "anna"),
    "desk, an alarm": Show("/desk/samtale/16", "hans"),
    "desk, slip": Show("/desk/sag/4/seddel", "hans"),
    "desk, counter": Show("/desk/ny", "hans"),
    "desk, counter refused": Show("/desk/ny", "hans", _without_words, refuses=True),
    "desk, me": Show("/desk/mig", "anna"),
    "desk, report": Show("/desk/rapport", "hans"),
    "desk, report of nothing": Show("/desk/rapport?fra=2024-01&til=2024-02", "hans"),
    "volunteers": Show("/frivillig", "bo"),
    "volunteers, oneself": Show("/frivillig", "lis"),
    "volunteers, the model": Show("/frivilligmodel"),
    "shifts, one's own": Show("/frivillig/vagter", "lis"),
    "shifts, just answered": Show("/frivillig/vagter", "lis", _asks_to_swap),
    "shifts, no volunteer": Show("/frivillig/vagter", "bo"),
    "hours, one's own": Show("/frivillig/timer", "lis", _unfold),
    "hours, not a volunteer": Show("/frivillig/timer", "bo", refuses=True),
    "a shift, I am here": Show("/frivillig/her/4711", "lis"),
    "a shift, on another telephone": Show("/frivillig/her/4711"),
    "desk, volunteers": Show("/desk/frivillige", "anna"),
    "desk, a volunteer": Show("a volunteer", "anna"),
    "desk, roles": Show("/desk/roller", "anna"),
    "desk, a role": Show("/desk/rolle/1", "anna", _unfold),
    "desk, a role that lacks": Show("/desk/rolle/3", "anna"),
    "desk, a role, read": Show("/desk/rolle/1", "hans"),
    "desk, methods": Show("/desk/metoder", "hans"),
    "desk, methods, some fit": Show("/desk/metoder?q=20+personer,+2+timer,+idéer", "hans"),
    "desk, methods, none fits": Show("/desk/metoder?til=volunteers&antal=3000", "hans"),
    "desk, a method": Show("/desk/metode/world_cafe", "hans"),
    "desk, the model": Show("/desk/frivilligmodel", "anna"),
    "partners": Show("/partnere"),
    "partner, one's own": Show("partner rie", "rie"),
    "partner, a contact's link": Show("a contact's link"),
    "partner, an old link": Show("/partner/link/" + 20 * "x", refuses=True),
    "desk, partners": Show("/desk/partnere", "anna"),
    "desk, partner": Show("desk partner rie", "anna", _unfold),
    "desk, partner waiting": Show("desk partner liv", "hans"),
    "desk, partner written down": Show("/desk/partnere/ny", "anna"),
    "desk, partners from a file": Show("/desk/partnere/ind", "anna"),
    "desk, a file seen": Show("/desk/partnere/ind", "anna", _a_file),
    "desk, a file refused": Show("/desk/partnere/ind", "anna", _a_bad_file, refuses=True),
    "desk, the week": Show("/desk/vagter", "anna"),
    "desk, the week, a host": Show("/desk/vagter?sted=havnen", "hans"),
    "desk, a week with nothing": Show("/desk/vagter?dag=2027-05-04", "anna"),
    "desk, a shift": Show("a shift: everybody", "anna", _unfold),
    "desk, a shift, a host": Show("a shift: everybody", "hans"),
    "desk, a shift that was": Show("a shift: was", "hans"),
    "desk, a cancelled shift": Show("a shift: cancelled", "anna"),
    "desk, a place refused": Show("a shift: everybody", "anna", _against_a_rule, refuses=True),
    "desk, a shift's code": Show("a shift's code", "hans"),
    "desk, a new shift": Show("/desk/vagter/ny", "anna"),
    "desk, a new shift, not read": Show("/desk/vagter/ny?saet=midten", "anna", refuses=True),
    "desk, new shifts, read back": Show(
        "/desk/vagter/ny?saet=IT-hjælper+hver+torsdag+10-12+til+juli", "anna"
    ),
    "desk, pauses": Show("/desk/pauser", "anna"),
    "desk, colleagues": Show("/desk/folk", "anna", _unfold),
    "desk, a fresh link": Show("/desk/folk", "anna", _invite),
    "desk, not an administrator": Show("/desk/folk", "hans", refuses=True),
    "desk, what failed": Show("/desk/fejl", "anna"),
    "desk, what failed, put away": Show("/desk/fejl?put_away=9", "anna"),
    "desk, what failed, again": Show("/desk/fejl?besked=1", "anna"),
    "desk, what is on its way": Show("/desk/paa-vej", "hans"),
    "desk, data": Show("/desk/data", "anna", _rehearse),
    "desk, data of a case": Show("/desk/sag/2/data", "anna"),
    "desk, agreements": Show("/desk/aftaler", "anna"),
    "desk, agreement that a partner wants": Show("a wish at the desk", "anna"),
    "desk, introductions": Show("/desk/sammen", "anna"),
    "desk, an agreement": Show("an agreement at the desk", "anna"),
    "desk, answers": Show("/desk/svar", "anna", _unfold),
    "desk, the library": Show("/desk/bibliotek", "anna"),
    "desk, places": Show("/desk/bibliotek/om/houses", "anna"),
    "desk, logo": Show("/desk/bibliotek/om/logo", "anna"),
    "desk, a value refused": Show("/desk/bibliotek/om/phone", "anna", _not_a_phone, refuses=True),
    "desk, texts": Show("/desk/bibliotek/tekster?emne=hello&q=", "anna"),
    "desk, a text tried out": Show("/desk/bibliotek/tekst/mine.more", "anna", _try_out),
    "desk, a text refused": Show(
        "/desk/bibliotek/tekst/news.wake", "anna", _a_text_that_loses, refuses=True
    ),
    "desk, ready": Show("/desk/bibliotek/klar", "anna"),
    "desk, changes": Show("/desk/bibliotek/historik", "anna"),
    "desk, answer refused": Show("/desk/svar", "anna", _without_words, refuses=True),
}
