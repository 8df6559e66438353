"""A method on paper: one page, also the one that says most."""

from __future__ import annotations

import pytest

from handlers.toolbox.methods import Method, methods
from storage.people.rules import Language
from tests.browser.window import IN_A_BROWSER, Visits
from tests.online import Library

pytestmark = IN_A_BROWSER


def said(method: Method) -> int:
    """How much a method says, in the language in which it is more."""
    return max(len(str(told)) for told in method.told.values())


@pytest.mark.asyncio(loop_scope="session")
async def test_the_longest_is_one_page(library: Library, visits: Visits) -> None:
    anna = await visits.colleague(library, "Anna Aa")
    longest = max(methods().values(), key=said)
    for language in Language:
        await anna.opens(f"/desk/metode/{longest.key}")
        await anna.page.evaluate(f"document.cookie = 'sprog={language}'")
        await anna.opens(f"/desk/metode/{longest.key}")
        assert longest.told[language].name in await anna.page.inner_text("h1")
        paper = await anna.page.pdf(format="A4")
        assert paper.count(b"/Type /Page\n") == 1
