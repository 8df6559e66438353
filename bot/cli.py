"""The command line: `sammen run`, `migrate`, `invite`, `sample`, `check`, `match`, and what is done
with somebody's data.

A command that fails says why in one sentence, and what to do.
"""

from __future__ import annotations

import argparse
import asyncio
import gc
import signal
import sys
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace
from functools import wraps
from pathlib import Path

import uvloop

from bot import logs, match, sample
from bot.app import App, alone, now, refuse_sample
from bot.channels import TEXTS as CHANNEL_TEXTS
from bot.commands import privacy
from bot.config import ConfigError, Settings, read_settings
from bot.current import Current
from bot.web.rendering import TEXTS
from handlers.administration.points import DESK, Point, State, gather, missing, points
from handlers.conversation.texts import HANDLERS, Texts
from storage.database import Conflict, Database, Unavailable
from storage.migrate import is_current, is_empty, migrate
from storage.people import actions
from storage.people.queries import there_is_staff
from storage.people.rules import INVITE_LASTS, Language, Role
from storage.sample import clear, is_sample

GARBAGE = 20_000
"""How many objects Python may make before it collects garbage: some messages' worth."""

Do = Callable[[Settings, argparse.Namespace], Awaitable[int]]


async def run(settings: Settings, _: argparse.Namespace) -> int:
    """Prepare the database, start, and serve until told to stop."""
    with alone(settings):
        await _prepare(settings)
    app = App(settings)
    try:
        await app.start()
        await _welcome(app)
        gc.freeze()  # what was made until now stays: no collection needs to look at it again
        gc.set_threshold(GARBAGE)
        await _until_told()
        print("Stopping: finishing what was begun ...", flush=True)
    finally:
        await app.stop()
    return 0


async def _prepare(settings: Settings) -> None:
    """Give a new database its tables, and the sample library unless something speaks against it."""
    fresh = await is_empty(settings.database_url)
    if fresh or settings.is_sqlite:
        await migrate(settings.database_url)
    real = bool(settings.bot_token) or settings.public_url.startswith("https")
    if fresh and settings.sample and not real:
        print("Filling a new database with a small sample library ...", flush=True)
        await sample.fill(settings, now())


async def _welcome(app: App) -> None:
    """Print the two links that a newcomer needs."""
    settings = app.settings
    here = settings.public_url or f"http://{settings.host}:{app.port}"
    print(f"\nSammen runs.\n  Citizens: {here}/", flush=True)
    async with app.database.transaction() as tx:
        sampled = await is_sample(tx)
        if sampled or not await there_is_staff(tx):
            secret = await actions.invite(tx, Role.ADMINISTRATOR, now())
            print(f"  Staff (one-time link): {here}/desk/ind/{secret}", flush=True)
        else:
            print(f"  Staff: {here}/desk (a new link: make invite)", flush=True)
    if sampled:
        print(f"  All in it is made up. To begin for real: {sys.argv[0]} sample remove", flush=True)
    if app.bot_name:
        print(f"  Telegram: https://t.me/{app.bot_name}", flush=True)
    print("Ctrl-C stops it.\n", flush=True)


async def _until_told() -> None:
    told = asyncio.Event()
    loop = asyncio.get_running_loop()
    for name in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(name, told.set)
    await told.wait()


async def migrations(settings: Settings, _: argparse.Namespace) -> int:
    """Bring the database to the newest form."""
    with alone(settings):
        await migrate(settings.database_url)
    print("The database is of the newest form.")
    return 0


async def invite(settings: Settings, given: argparse.Namespace) -> int:
    """Print a one-time link for a new colleague."""
    async with Database(settings.database_url) as database, database.transaction() as tx:
        secret = await actions.invite(tx, Role(given.role), now())
    print(f"{settings.own_url}/desk/ind/{secret}")
    print(f"It works once, within {INVITE_LASTS.days} days.", file=sys.stderr)
    return 0


async def samples(settings: Settings, given: argparse.Namespace) -> int:
    """Fill an empty database with the sample library, or remove it with all that came after."""
    with alone(settings):
        if given.what == "remove":
            async with Database(settings.database_url) as database, database.transaction() as tx:
                gone = await clear(tx)
            print(f"Removed: {gone} rows." if gone else "This database holds no sample.")
            return 0
        refuse_sample(settings, sample=True)
        async with Database(settings.database_url) as database, database.reading() as tx:
            if await there_is_staff(tx):
                raise ConfigError("The database is in use: a sample is for an empty one.")
        await sample.fill(settings, now())
        print("Filled with the sample library.")
        return 0


async def check(settings: Settings, _: argparse.Namespace) -> int:
    """Say what must still be filled in or confirmed before citizens are let in."""
    texts = Texts.load(HANDLERS, TEXTS, CHANNEL_TEXTS)
    library = replace(settings.library)
    async with Database(settings.database_url) as database:
        await Current(database, library, texts).look()
        async with database.reading() as tx:
            found = points(await gather(tx, library, texts))
        group = await _look_at_group(settings, database)
    for point in found:
        if point.state is not State.DONE:
            print(_line(settings, texts, point))
    for sentence in group:
        print(f"- {sentence}")
    if missing(found) or group:
        return 1
    print("Ready: citizens can be let in.")
    return 0


def _line(settings: Settings, texts: Texts, point: Point) -> str:
    """One line: what is to be done, and where. What can wait is marked as such."""
    name, do = (
        texts.render(f"check.{point.name}{kind}", Language.EN, point.values) for kind in ("", "_do")
    )
    where = f" {settings.own_url}{point.where or DESK + '/klar'}" if _at_desk(point) else ""
    mark = "-" if point.state is State.MISSING else "  (worth a look)"
    return f"{mark} {name}: {do}{where}"


def _at_desk(point: Point) -> bool:
    return bool(point.where or point.confirms)


async def _look_at_group(settings: Settings, database: Database) -> list[str]:
    if settings.staff_chat_id is None:
        return []
    from bot.channels.inspection import look_at_group

    return await look_at_group(settings, database, now)


async def compare(_: Settings, given: argparse.Namespace) -> int:
    """Say how alike texts are, or who of a register fits ideas, as lines of JSON."""
    if (given.register is None) != (given.ideas is None):
        raise ConfigError("A register is ranked for ideas: give --register and --ideas.")
    if given.register:
        lines = match.ranked(given.register, given.ideas)
    else:
        lines = match.pairs(given.pairs) if given.pairs else match.twins(given.texts)
    for line in lines:
        print(line)
    return 0


async def _expect_current(settings: Settings) -> None:
    missing_file = settings.is_sqlite and not settings.file.exists()
    if missing_file or not await is_current(settings.database_url):
        raise ConfigError("The database is new or of another version: run `sammen migrate` first.")


def _current(do: Do) -> Do:
    """Wrap a command that needs the newest form of the database."""

    @wraps(do)
    async def checked(settings: Settings, given: argparse.Namespace) -> int:
        await _expect_current(settings)
        return await do(settings, given)

    return checked


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="sammen", description=__doc__)
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    def add(name: str, do: Do) -> argparse.ArgumentParser:
        words = (do.__doc__ or "").split("\n")[0]
        command = commands.add_parser(name, help=words, description=words)
        command.set_defaults(do=do)
        return command

    add("run", run)
    add("migrate", migrations)
    add("invite", _current(invite)).add_argument("role", choices=[str(role) for role in Role])
    add("sample", _current(samples)).add_argument("what", choices=["fill", "remove"])
    add("check", _current(check))
    add("export", _current(privacy.export)).add_argument("case", type=int, metavar="CASE")
    erasing = add("erase", _current(privacy.forget))
    erasing.add_argument("case", type=int, metavar="CASE")
    erasing.add_argument("--yes", action="store_true", help="do it: it cannot be undone")
    ending = add("purge", _current(privacy.end_old))
    ending.add_argument("--dry-run", action="store_true", help="only say what would go")
    matching = add("match", compare)
    matching.set_defaults(alone=True)
    files = matching.add_mutually_exclusive_group(required=True)
    files.add_argument("--pairs", type=Path, help="a file of pairs: id, a, b")
    files.add_argument("--texts", type=Path, help="a file of texts: id, text")
    files.add_argument("--register", type=Path, help="a file of partners: id, name, description")
    matching.add_argument("--ideas", type=Path, help="with --register, a file of ideas: id, text")
    return parser


async def _done(work: Awaitable[int]) -> int:
    logs.tell_failures(asyncio.get_running_loop())
    return await work


def main(words: Sequence[str] | None = None) -> int:
    """The entry point: 0 when done, 1 with one sentence when not."""
    given = _parser().parse_args(words)
    try:
        settings = Settings.model_construct() if "alone" in given else read_settings()
        logs.set_up(settings.log_level, settings.log_format)
        do: Do = given.do
        return uvloop.run(_done(do(settings, given)))
    except ConfigError as error:
        print(error, file=sys.stderr)
    except (Unavailable, Conflict):
        print("The database cannot be reached: check DATABASE_URL and try again.", file=sys.stderr)
    except KeyboardInterrupt:
        return 130
    return 1
