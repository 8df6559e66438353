"""Bodies, lengths and rates are bounded, with a clear answer, and a school class is let in."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator, Callable
from io import BytesIO

import aiohttp
import pytest

from bot.web.rates import VISITOR
from storage.ideas.rules import TEXT_LONGEST
from tests.online import Citizen, Library, Refused, running


@pytest.fixture
async def strict(fresh_sqlite: Callable[[], str]) -> AsyncIterator[Library]:
    """A library with the rates that it has by itself."""
    async with running(fresh_sqlite(), rates=None) as library:
        yield library


async def test_what_is_too_large_is_not_taken(embedded: Library) -> None:
    eva = await embedded.citizen()
    with pytest.raises(Refused) as refused:
        await eva.shows(b"x" * (5 * 1024 * 1024 + 1))
    assert refused.value.status == 413
    assert "5 MB" in refused.value.said
    with pytest.raises((Refused, aiohttp.ClientError)) as body:
        await eva.shows(b"x" * (7 * 1024 * 1024))
    assert not isinstance(body.value, Refused) or body.value.status == 413
    form = {"Content-Type": "application/x-www-form-urlencoded"}
    much = BytesIO(b"number=1&code=" + b"x" * (7 * 1024 * 1024))
    with contextlib.suppress(aiohttp.ClientError):
        async with eva.session.post(eva.url + "/sag", data=much, headers=form) as response:
            assert response.status == 413
    assert await eva.lines() == []


async def test_a_text_has_a_longest_length_and_is_kept_until_it(embedded: Library) -> None:
    eva = await embedded.citizen()
    await eva.says("ide")
    with pytest.raises(Refused) as refused:
        await eva.says("x" * 4001)
    assert refused.value.status == 413
    assert "Kort det lidt af" in refused.value.said
    await eva.says(("en klub, " * 500)[:TEXT_LONGEST])
    assert "Hvem får glæde af det" in eva.heard
    await eva.posts("/sag/1/tilfoej", {"text": "x" * 4001})
    assert eva.status in (403, 413)


@pytest.mark.parametrize("text", ["", "   \n ", "\x00", "😀", "a\x00b", "\u202e", "\u200b"])
async def test_odd_words_are_answered(library: Library, text: str) -> None:
    eva = await library.citizen()
    await eva.says("/ide En klub")
    try:
        await eva.says(text)
    except Refused as refused:
        assert refused.status == 400  # noqa: PT017 - either is fine, a failure is not
        return
    assert "Det gik galt" not in eva.heard


@pytest.mark.parametrize("name", ["", "short", "x" * 65, "with spaces", "æøåæøåæøå", "a/b/c/d/e"])
async def test_a_line_needs_a_proper_name(embedded: Library, name: str) -> None:
    eva = await embedded.citizen()
    where, fields = eva.url + "/say", {"id": name, "text": "hej"}
    async with eva.session.post(where, data=fields) as response:
        assert response.status == 400


async def test_one_who_is_too_fast_is_asked_to_wait(strict: Library) -> None:
    eva, ole = await strict.citizen(), await strict.citizen()
    said = [asyncio.create_task(tries(eva)) for _ in range(2 * VISITOR.burst)]
    refusals = [refused for refused in await asyncio.gather(*said) if refused is not None]
    assert 0 < len(refusals) <= VISITOR.burst
    for refused in refusals:
        assert refused.status == 429
        assert 1 <= int(refused.retry or 0) <= 5
        assert "Vent et øjeblik" in refused.said
    await ole.says("/menu")
    assert "Vælg her" in ole.heard


async def tries(eva: Citizen) -> Refused | None:
    try:
        await eva.says("/menu")
    except Refused as refused:
        return refused
    return None


async def test_without_a_cookie_nothing_is_taken(embedded: Library) -> None:
    stranger = Citizen(embedded.url, embedded.session())
    for text in ("hej", "hej igen"):
        with pytest.raises(Refused) as refused:
            await stranger.says(text)
        assert refused.value.status == 403
        assert "cookies" in refused.value.said
        stranger.session.cookie_jar.clear()


async def test_a_class_of_thirty_behind_one_address_is_served(strict: Library) -> None:
    async def one(number: int) -> str:
        pupil = await strict.citizen()
        await pupil.says(f"/ide Idé nummer {number} fra 5. B")
        await pupil.says("Hele klassen")
        await pupil.says("1")
        return pupil.heard

    told = await asyncio.gather(*(one(number) for number in range(30)))
    assert all("Din kode er" in heard for heard in told)
