"""Nobody sees or touches another's case: every address is tried by those who may not."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

import pytest
from sqlalchemy import select

from storage.cases.rules import TRIES_PER_CASE, TRIES_PER_PERSON
from storage.cases.tables import Case, CodeTry, Event
from storage.people.rules import Role
from tests.faults.evidence import everything
from tests.journeys.parts import IDEA, code_in, gives
from tests.online import Browser, Citizen, Colleague, Library, Refused, running

PUBLIC = {
    "/", "/lines", "/stream", "/sag", "/kiosk/{branch}", "/healthz", "/readyz", "/openapi.json",
    "/privat", "/om", "/was", "/hjaelp", "/farve.css", "/desk/ind", "/desk/ind/{token}",
    "/static", "/say", "/leave", "/sprog", "/tekst", "/her", "/metrics", "/mine-data",
    "/mine-data.json", "/ideer", "/ideer/{number}/ogsaa", "/favicon.ico",
    "/frivillig", "/frivillig/vagter", "/frivilligmodel", "/frivilligmodel/{number}",
    "/partnere",
}  # fmt: skip
"""What anybody may open, or any program on this machine; all others belong to somebody."""


def routes(library: Library) -> list[tuple[str, str]]:
    """Every address of the program that belongs to somebody: method and path, filled in."""
    runner = library.app._runner
    assert runner is not None
    found = []
    for route in runner.app.router.routes():
        assert route.resource is not None
        path = route.resource.canonical
        if path not in PUBLIC and route.method in ("GET", "POST"):
            found.append((route.method, path.replace("{number}", "1")))
    assert len(found) > 30
    return found


FIELDS = {"id": "a-name-for-it", "text": "Jeg var her", "press": "0:/afvis 1", "confirm": "1"}


async def tries(browser: Browser, method: str, path: str, **headers: str) -> tuple[int, str]:
    """The answer to somebody who opens or sends it, redirects not followed."""
    given = None if method == "GET" else FIELDS
    async with browser.session.request(
        method, browser.url + path, data=given, headers=headers, allow_redirects=False
    ) as response:
        assert response.content_type != "text/event-stream", path
        return response.status, await response.text()


@dataclass
class Scene:
    """A case that is somebody's, and everything about it before anybody tries."""

    library: Library
    eva: Citizen
    anna: Colleague


@pytest.fixture
async def scene(embedded: Library) -> Scene:
    eva = await embedded.citizen()
    await gives(eva)
    anna = await embedded.joins("Anna Aa")
    await (await anna.at(1)).presses("Tag den")
    await anna.says("/note 1 En hemmelig note")
    return Scene(embedded, eva, anna)


async def case_and_history(library: Library) -> list[object]:
    async with library.database.reading() as tx:
        case = (await tx.connection.execute(select(Case.__table__))).all()
        events = (await tx.connection.execute(select(Event.__table__))).all()
    return [*map(tuple, case), *map(tuple, events)]


@pytest.mark.parametrize("who", ["another citizen", "nobody", "a forger"])
async def test_every_address_refuses_those_whose_it_is_not(scene: Scene, who: str) -> None:
    before = await case_and_history(scene.library)
    ole = await scene.library.citizen()
    if who == "another citizen":
        await gives(ole, "Noget helt andet")
        before = await case_and_history(scene.library)
    if who == "nobody":
        ole.session.cookie_jar.clear()
    if who == "a forger":
        own = scene.eva.cookie("sammen")
        desk = scene.anna.cookie("sammen_desk")
        ole.session.cookie_jar.update_cookies(
            {"sammen": own[:-1] + ("A" if own[-1] != "A" else "B"), "sammen_desk": "x" + desk}
        )
    for method, path in routes(scene.library):
        status, text = await tries(ole, method, path)
        to_the_door = status == 303 and path.startswith("/desk")
        assert status in (403, 404) or to_the_door, (method, path, status)
        assert IDEA not in text
        assert "hemmelig" not in text
        json_status, _ = await tries(ole, method, path, Accept="application/json")
        assert json_status in (403, 404), (method, path, json_status)
    assert await case_and_history(scene.library) == before


async def test_a_colleague_whose_sign_in_has_ended_is_told_so(scene: Scene) -> None:
    scene.anna.session.cookie_jar.clear()
    assert (await tries(scene.anna, "GET", "/desk"))[0] == 303
    status, text = await tries(scene.anna, "POST", "/desk/say", Accept="application/json")
    assert (status, "Log ind igen" in text) == (403, True)


async def test_the_citizen_does_not_come_to_the_desk(scene: Scene) -> None:
    for method, path in routes(scene.library):
        if path.startswith("/desk"):
            status, text = await tries(scene.eva, method, path)
            assert status in (303, 403, 404), (method, path)
            assert "hemmelig" not in text
    for words in ("/sager", "/tag 1", "/godkend 1", "/note 1 hej", "/find lydbøger", "/hist 1"):
        await scene.eva.says(words)
        assert "Det har du ikke adgang til" in scene.eva.heard


async def test_a_host_decides_nothing(scene: Scene) -> None:
    ida = await (await scene.library.joins("Ida Ii", Role.HOST)).at(1)
    before = await case_and_history(scene.library)
    for command in ("godkend", "afvis", "henvis", "parker", "slaasammen", "soeg", "titel"):
        await ida.presses_value(f"0:/{command} 1 Ja tak")
        assert "Det har du ikke adgang til" in ida.heard, command
    for path in ("/desk/folk", "/desk/folk/inviter", "/desk/folk/rolle", "/desk/folk/fjern"):
        status, _ = await tries(ida, "GET" if path == "/desk/folk" else "POST", path)
        assert status == 403
    assert (await tries(ida, "POST", "/desk/svar"))[0] == 403
    assert await case_and_history(scene.library) == before


async def test_a_coordinator_gives_no_roles(scene: Scene) -> None:
    for path in ("inviter", "rolle", "fjern", "link", "traek"):
        assert (await tries(scene.anna, "POST", f"/desk/folk/{path}"))[0] == 403


async def test_a_case_or_a_colleague_that_is_not_there(scene: Scene) -> None:
    chief = await scene.library.joins("Chefen", Role.ADMINISTRATOR)
    for path in ("/desk/sag/77", "/desk/sag/999999999", "/desk/sag/77/seddel", "/desk/sag/77/del"):
        assert (await tries(chief, "GET", path))[0] == 404, path
    for path in ("rolle", "fjern", "link"):
        await chief.posts(f"/desk/folk/{path}", {"id": "77", "role": "host"})
        assert chief.status in (403, 404), path
    await chief.posts("/desk/svar", {"id": "77", "title": "a", "da": "b", "en": "c"})
    assert chief.status in (400, 403, 404)
    for words in ("/sag 77", "/tag 77", "/afvis 77", "/hist 77", "/fortryd 77"):
        await chief.opens("/desk")
        await chief.says(words)
        assert "77" in chief.heard


async def test_a_button_that_nobody_was_shown_changes_nothing(scene: Scene) -> None:
    ole = await scene.library.citizen()
    await ole.says(f"/ide {IDEA}")
    await ole.says("Alle")
    asked = ole.answered[-1]["seq"]
    for value in ("admin", "", "page,phone", "'; DROP TABLE ideas", "9" * 3000, "yes"):
        await ole.presses_value(f"{asked}:{value}")
        assert "Det fandt jeg ikke blandt svarene" in ole.heard, value
        asked = ole.answered[-1]["seq"]
    await ole.presses_value("1:page")
    assert "Den knap hører til noget, vi er færdige med" in ole.heard
    await ole.presses_value("999999999:page")
    assert "Den knap hører til noget, vi er færdige med" in ole.heard
    for nonsense in ("page", "x:page", "-1:page", "9" * 30 + ":page", "1:" + "x" * 5000):
        with pytest.raises(Refused) as refused:
            await ole.presses_value(nonsense)
        assert refused.value.status == 400
    for command in ("/svar 1 Det var mig", "/tilfoej 1 Det var mig", "/traek 1 ja", "/sag 1"):
        before = await case_and_history(scene.library)
        await ole.presses_value(f"0:{command}")
        assert "Den sag kan jeg ikke finde hos dig" in ole.heard
        assert await case_and_history(scene.library) == before


@pytest.mark.parametrize(
    "origin", ["https://evil.example", "null", "http://127.0.0.1.evil.example"]
)
async def test_what_another_site_sends_is_refused(scene: Scene, origin: str) -> None:
    for path in ("/say", "/sag/1/traek", "/leave", "/sprog", "/sag"):
        status, _ = await tries(scene.eva, "POST", path, Origin=origin)
        assert status == 403, path
    scene.anna.session.headers.pop("Origin")
    status, _ = await tries(scene.anna, "POST", "/desk/sag/1/say")
    assert status == 403


async def test_a_redirect_leads_only_home(scene: Scene) -> None:
    for wanted in ("https://evil.example", "//evil.example", "/\\evil.example", "javascript:1"):
        where = scene.eva.url + "/sprog"
        fields = {"lang": "da", "next": wanted}
        async with scene.eva.session.post(where, data=fields, allow_redirects=False) as response:
            assert response.headers["Location"] == "/"


async def opens_case(browser: Browser, code: str, number: int = 1) -> int:
    await browser.opens("/sag")
    await browser.sends_form("/sag", number=str(number), code=code)
    return browser.status


async def the_code(scene: Scene) -> str:
    return code_in("\n".join(line["text"] for line in await scene.eva.lines()))


async def test_codes_tried_in_a_row_by_one_person(scene: Scene) -> None:
    code = await the_code(scene)
    ole = await scene.library.citizen()
    for _ in range(TRIES_PER_PERSON):
        assert await opens_case(ole, "ACDE-FGHJ") == 403
    assert await opens_case(ole, code) == 429
    assert "Der er prøvet for mange koder" in ole.page.text
    await scene.library.passes(minutes=61)
    assert await opens_case(ole, code) == 200
    assert ole.path == "/sag/1"


async def test_codes_tried_in_a_row_on_one_case(fresh_sqlite: Callable[[], str]) -> None:
    async with running(fresh_sqlite(), trusted_proxies="127.0.0.1") as library:
        eva = await library.citizen()
        await gives(eva)
        code = code_in("\n".join(line["text"] for line in await eva.lines()))
        for n in range(TRIES_PER_CASE):
            someone = await library.citizen()
            someone.session.headers["X-Forwarded-For"] = f"192.0.2.{n}"
            assert await opens_case(someone, "ACDE-FGHJ") == 403
        hans = await library.citizen()
        hans.session.headers["X-Forwarded-For"] = "198.51.100.7"
        assert await opens_case(hans, code) == 429
        await eva.opens("/sag/1")
        assert eva.status == 200


@pytest.mark.thorough
async def test_many_cases_tried_from_one_address(scene: Scene) -> None:
    code = await the_code(scene)
    refused = 0
    for number in range(2, 12):
        ole = await scene.library.citizen()
        for _ in range(TRIES_PER_PERSON - 1):
            refused += await opens_case(ole, "ACDE-FGHJ", number) == 429
    assert refused == 10 * (TRIES_PER_PERSON - 1) - 60
    assert await opens_case(await scene.library.citizen(), code) == 429


@pytest.mark.thorough
async def test_a_class_with_a_typo_each_is_let_in(fresh_sqlite: Callable[[], str]) -> None:
    async with running(fresh_sqlite(), rates=None) as library:
        pupils = []
        for n in range(28):
            pupil = await library.citizen()
            await pupil.says(f"/ide Idé nummer {n} fra 5. B")
            await pupil.says("Alle")
            await pupil.presses("Her i samtalen")
            pupils.append((n + 1, code_in(pupil.heard)))
        for number, code in pupils:
            at_home = await library.citizen(start="/sag")
            assert await opens_case(at_home, "ACDE-FGHJ", number) == 403
            assert await opens_case(at_home, code, number) == 200


async def test_no_secret_is_kept_as_it_is(scene: Scene) -> None:
    kept = await everything(scene.library.database)
    for cookie in (scene.eva.cookie("sammen"), scene.anna.cookie("sammen_desk")):
        token = max(re.split(r"[.]", cookie), key=len)
        assert token not in kept
    async with scene.library.database.reading() as tx:
        assert (await tx.session.scalars(select(CodeTry))).all() == []


async def test_a_cookie_ends(scene: Scene) -> None:
    await scene.library.passes(days=31)
    await scene.anna.opens("/desk")
    assert scene.anna.path == "/desk/ind"
    scene.library.clock.now += timedelta(days=370)
    await scene.eva.opens("/sag/1")
    assert scene.eva.status == 403
    await scene.eva.opens("/")
    with pytest.raises(Refused):
        await scene.eva.presses_value("nonsense")
