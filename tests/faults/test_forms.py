"""Forms that no browser of ours sends are refused in words."""

from __future__ import annotations

import asyncio

import pytest
from multidict import MultiDict, MultiDictProxy

from bot.web.forms import LONGEST, Fields, text_of
from tests.online import MONDAY, Library, Refused

URLENCODED = "application/x-www-form-urlencoded"


def field(headers: bytes, words: bytes = b"hej") -> bytes:
    """A body with one field of a form with files."""
    return (
        b'--x\r\nContent-Disposition: form-data; name="id"\r\n\r\n12345678\r\n'
        b'--x\r\nContent-Disposition: form-data; name="text"\r\n'
        + headers
        + b"\r\n\r\n"
        + words
        + b"\r\n--x--\r\n"
    )


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        (f"{URLENCODED}; charset=no-such", b"id=12345678&text=hej"),
        (f"{URLENCODED}; charset=punycode", b"id=12345678&text=hej-"),
        (f"{URLENCODED}; charset=unicode_escape", rb"id=12345678&text=\ud800"),
        ("multipart/form-data; boundary=x", field(b"Content-Transfer-Encoding: no-such")),
        ("multipart/form-data; boundary=x", field(b"Content-Type: text/plain", b"\xff")),
        ("multipart/form-data", b"id=12345678&text=hej"),
        ("multipart/form-data; boundary=x", b"--x\r\nno header\r\n"),
    ],
)
async def test_a_body_that_cannot_be_read_is_refused(
    embedded: Library, kind: str, body: bytes
) -> None:
    eva = await embedded.citizen()
    headers = {"Content-Type": kind, "Origin": embedded.url}
    async with eva.session.post(f"{embedded.url}/say", data=body, headers=headers) as response:
        assert response.status == 400
        assert "prøv igen" in await response.text()


async def test_a_body_that_is_not_packed_as_it_says_is_refused(embedded: Library) -> None:
    eva = await embedded.citizen()
    headers = {"Content-Type": URLENCODED, "Content-Encoding": "gzip", "Origin": embedded.url}
    async with eva.session.post(f"{embedded.url}/say", data=b"hej", headers=headers) as response:
        assert response.status == 400


@pytest.mark.parametrize("said", ["punycode", "unicode_escape", "no-such"])
async def test_a_field_is_read_as_ours_whatever_it_says(embedded: Library, said: str) -> None:
    eva = await embedded.citizen()
    headers = {"Content-Type": "multipart/form-data; boundary=x", "Origin": embedded.url}
    body = field(f"Content-Type: text/plain; charset={said}".encode(), b"hej \\ud800 - 99")
    async with eva.session.post(f"{embedded.url}/say", data=body, headers=headers) as response:
        assert response.status == 200
    assert next(line["text"] for line in await eva.lines()) == "hej \\ud800 - 99"


async def test_a_nul_is_no_word(library: Library) -> None:
    eva = await library.citizen()
    await eva.says("/ide En skak\x00klub for alle")
    assert "Hvem får glæde af det" in eva.heard
    carla = await library.colleague("Carla", now=MONDAY)
    await carla.opens("/desk?q=%00&sted=%00")
    assert carla.status == 200
    await carla.posts("/desk/mig", {"name": "Car\x00la", "mail": "carla\x00@boegeby.example"})
    assert carla.status == 200


async def test_more_choices_than_anybody_has_are_not_looked_at(embedded: Library) -> None:
    eva = await embedded.citizen()
    await eva.says("hej")
    with pytest.raises(Refused) as refused:
        await eva._send({"press": "1:picked", "pick": "1:" + "01 02 03 0000 " * 1000}, None)
    assert refused.value.status == 400


def test_no_more_of_a_field_is_looked_at_than_may_be_kept() -> None:
    fields: Fields = MultiDictProxy(MultiDict(name="01 02 03 0000 " * 400_000))
    assert len(text_of(fields, "name")) <= LONGEST


async def test_a_cpr_number_is_no_mail_address(library: Library) -> None:
    carla = await library.colleague("Carla", now=MONDAY)
    await carla.posts("/desk/mig", {"name": "Carla", "mail": "070761-4285@boegeby.example"})
    assert carla.status == 400
    await carla.posts("/desk/mig", {"name": "Carla", "mail": "c@" + "x" * 300 + ".example"})
    assert carla.status == 400


@pytest.mark.parametrize(
    "wanted", ["//evil.example", "/\\evil.example", "/\r\nX: y", "/\t/evil", ""]
)
async def test_a_choice_leads_back_to_a_page_of_ours(embedded: Library, wanted: str) -> None:
    eva = await embedded.citizen()
    headers = {"Origin": embedded.url}
    data = {"lang": "en", "next": wanted}
    async with eva.session.post(
        f"{embedded.url}/sprog", data=data, headers=headers, allow_redirects=False
    ) as response:
        assert response.headers["Location"] == "/"


async def test_a_browser_that_was_forgotten_opens_a_case(library: Library) -> None:
    eva = await library.citizen()
    await eva.says("hej")
    cookie = next(c for c in eva.session.cookie_jar if c.key == "sammen").value
    await eva.posts("/leave", {})
    old = {"Cookie": f"sammen={cookie}"}
    await eva.posts("/sag", {"number": "1", "code": "ACDE-FGHJ"}, **old)
    assert eva.status == 403
    assert "passer ikke sammen" in eva.page.text


@pytest.mark.both_databases
async def test_a_form_pressed_twice_at_once_is_one_case_and_no_failure(library: Library) -> None:
    carla = await library.colleague("Carla", now=MONDAY)
    form = {"id": "pressed-twice", "text": "En klub", "benefit": "Alle", "told": "1"}
    headers = {"Origin": library.url}

    async def press() -> tuple[int, str | None]:
        async with carla.session.post(
            f"{library.url}/desk/ny", data=form, headers=headers, allow_redirects=False
        ) as response:
            return response.status, response.headers.get("Location")

    answers = set(await asyncio.gather(*(press() for _ in range(4))))
    assert len(answers) == 1
    assert answers.pop()[0] == 303


@pytest.mark.both_databases
async def test_a_newcomer_who_presses_twice_is_one_person(library: Library) -> None:
    eva = await library.citizen(start="/sag")
    headers = {"Origin": library.url}
    form = {"number": "1", "code": "ACDE-FGHJ"}

    async def press() -> int:
        async with eva.session.post(f"{library.url}/sag", data=form, headers=headers) as response:
            return response.status

    assert await asyncio.gather(*(press() for _ in range(4))) == [403] * 4


async def test_a_browser_that_keeps_no_cookie_is_told_so(embedded: Library) -> None:
    headers = {"Origin": embedded.url}
    form = {"number": "1", "code": "ACDE-FGHJ"}
    async with embedded.session().post(
        f"{embedded.url}/sag", data=form, headers=headers
    ) as response:
        assert response.status == 403
        assert "Slå cookies til" in await response.text()
