"""One real browser for each worker, and a running library for each test."""

from __future__ import annotations

import io
import shutil
from collections.abc import AsyncIterator, Callable
from pathlib import Path

import pytest
import pytest_asyncio
from PIL import Image
from playwright.async_api import Browser, async_playwright

from bot import sample
from tests.bot_api import stand_in
from tests.browser.stage import Stage
from tests.browser.telegram import TelegramStage
from tests.browser.window import Visits
from tests.needs import CHROMIUM
from tests.online import MONDAY, Library, running, settings_for
from tests.postbox import post_office

QUIETLY = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def chromium() -> AsyncIterator[Browser]:
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=CHROMIUM, args=QUIETLY)
        yield browser
        await browser.close()


@pytest_asyncio.fixture(loop_scope="session")
async def visits(chromium: Browser) -> AsyncIterator[Visits]:
    """Windows for a test. At its end nothing may have failed in any of them, nor been sent
    elsewhere.
    """
    visits = Visits(chromium)
    yield visits
    await visits.close()
    for window in visits.windows:
        assert window.complaints == []
        assert window.hosts <= {window.url.removeprefix("http://")}


@pytest_asyncio.fixture(loop_scope="session")
async def library(fresh_sqlite: Callable[[], str]) -> AsyncIterator[Library]:
    async with running(fresh_sqlite()) as library:
        yield library


@pytest_asyncio.fixture(loop_scope="session")
async def either_library(database_url: str) -> AsyncIterator[Library]:
    """A library on SQLite, and once more on PostgreSQL."""
    async with running(database_url) as library:
        yield library


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def stage(
    chromium: Browser, sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[Stage]:
    """The sample library with every state in it; for tests that mostly look."""
    folder = tmp_path_factory.mktemp("stage")
    url = f"sqlite+aiosqlite:///{shutil.copy(sqlite_template, folder / 'sammen.sqlite3')}"
    await sample.fill(settings_for(url), MONDAY)
    async with post_office() as postbox, running(url, smtp_url=postbox.url) as library:
        visits = Visits(chromium)
        window = await visits.window(library.url, reduced_motion="reduce")
        stage = Stage(library, folder, window)
        await stage.set_up()
        yield stage
        await visits.close()


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def telegram_stage(
    chromium: Browser, sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[TelegramStage]:
    """A library with Telegram."""
    folder = tmp_path_factory.mktemp("telegram")
    url = f"sqlite+aiosqlite:///{shutil.copy(sqlite_template, folder / 'sammen.sqlite3')}"
    async with (
        stand_in() as api,
        running(url, bot_token=api.token, telegram_api_url=api.url) as library,
    ):
        visits = Visits(chromium)
        window = await visits.window(library.url, reduced_motion="reduce")
        stage = TelegramStage(library, folder, window)
        await stage.set_up()
        yield stage
        await visits.close()


@pytest.fixture
def photo() -> bytes:
    """A small picture, as a telephone makes them."""
    made = io.BytesIO()
    Image.new("RGB", (64, 48), (90, 120, 90)).save(made, "JPEG")
    return made.getvalue()
