"""The program's command: each mistake is one sentence that says what to do."""

from __future__ import annotations

import asyncio
import re
import socket
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.cli import main
from storage.database import Database
from tests.bot_api import stand_in
from tests.online import Colleague
from tests.programs import a_program, sammen, surroundings
from tests.storage.cast import an_idea, cast

pytestmark = pytest.mark.timeout(300)
"""Programs begin here, some of them six times; each takes seconds of a core for itself."""

NOWHERE = "postgresql://sammen@127.0.0.1:1/sammen"
BOT = {"BOT_TOKEN": "123456:" + "A" * 35}
SECOND = "Sammen already runs on this database"


def one_sentence(complaint: str) -> str:
    """The complaint, if it is one line and no traceback."""
    assert complaint.count("\n") == 1, complaint
    assert "Traceback" not in complaint
    return complaint.strip()


@pytest.mark.parametrize(
    ("settings", "sentence"),
    [
        ({"PORT": "many"}, "PORT cannot be used"),
        ({"PORT": "70000"}, "PORT cannot be used"),
        ({"DATABASE_URL": "mysql://localhost/x"}, "DATABASE_URL cannot be used: use sqlite"),
        ({"DATABASE_URL": NOWHERE, "SECRET_KEY": ""}, "SECRET_KEY is missing"),
        ({"DATABASE_URL": NOWHERE}, "The database cannot be reached"),
        ({"BOT_TOKEN": "hemmeligt"}, "BOT_TOKEN cannot be used"),
        ({"STAFF_CHAT_ID": "-100"}, "BOT_TOKEN is missing"),
        ({**BOT, "WEBHOOK_URL": "https://a.example/hemmeligt"}, "WEBHOOK_SECRET is missing"),
        ({**BOT, "WEBHOOK_URL": "https://a.example"}, "WEBHOOK_URL cannot be used: write"),
        ({"PUBLIC_URL": "sammen.example.dk"}, "PUBLIC_URL cannot be used: write the address"),
        ({"LIBRARY_BRANCHES": "Hovedbiblioteket"}, "LIBRARY_BRANCHES cannot be used: write"),
        ({"IDENTITY_COLOUR": "60,100,50"}, "IDENTITY_COLOUR cannot be used: is too light"),
        ({"SMTP_URL": "mail.example.dk"}, "SMTP_URL cannot be used"),
        ({"SMTP_URL": "smtp://127.0.0.1", "LIBRARY_MAIL": ""}, "MAIL_FROM is missing"),
        ({"SMTP_URL": "smtp://127.0.0.1?tls=1"}, "SMTP_URL or MAIL_FROM cannot be used"),
        ({"SMTP_URL": "smtp://127.0.0.1", "MAIL_FROM": "Os<a@b.dk>"}, "SMTP_URL or MAIL_FROM"),
        ({"DAYS_TO_ANSWER": "0"}, "DAYS_TO_ANSWER cannot be used"),
        ({"TRUSTED_PROXIES": "everybody"}, "TRUSTED_PROXIES cannot be used"),
        ({"METRICS_FROM": "everybody"}, "METRICS_FROM cannot be used"),
        ({"LOG_FORMAT": "xml"}, "LOG_FORMAT cannot be used"),
    ],
)  # fmt: skip
def test_a_wrong_setting_is_one_sentence(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    settings: dict[str, str],
    sentence: str,
) -> None:
    for name, value in surroundings(f"sqlite:///{tmp_path}/sammen.db", **settings).items():
        monkeypatch.setenv(name, value)
    monkeypatch.chdir(tmp_path)
    assert main(["run"]) == 1
    complaint = capsys.readouterr().err
    assert sentence in one_sentence(complaint)
    assert "hemmeligt" not in complaint


@pytest.mark.thorough
async def test_a_taken_port_is_one_sentence(
    fresh_sqlite: Callable[[], str], tmp_path: Path
) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        code, _, complaint = await sammen(tmp_path, "run", url=fresh_sqlite(), PORT=port)
    assert code == 1
    assert f"PORT {port} cannot be used" in one_sentence(complaint)


@pytest.mark.thorough
async def test_a_second_program_on_sqlite_is_refused(
    fresh_sqlite: Callable[[], str], tmp_path: Path
) -> None:
    url = fresh_sqlite()
    database = Database(url)
    async with a_program(tmp_path, database) as program:
        for words in (("run",), ("migrate",), ("sample", "remove")):
            code, _, complaint = await sammen(tmp_path, *words, url=url, PORT="0")
            assert code == 1
            assert SECOND in one_sentence(complaint)
        code, link, hint = await sammen(tmp_path, "invite", "host", url=url)
        assert code == 0
        assert "It works once, within 7 days." in hint
        ida = Colleague(program.url, program.session(), base="/desk")
        await ida.opens(link.strip().partition("/desk")[1] + link.strip().partition("/desk")[2])
        await ida.sends_form("", name="Ida Ii", mail="")
        assert ida.path == "/desk"
    await database.close()


@pytest.mark.thorough
async def test_a_new_database_begins_with_the_sample_and_ends_it(tmp_path: Path) -> None:
    url = f"sqlite+aiosqlite:///{tmp_path}/new.db"
    database = Database(url)
    async with a_program(tmp_path, database, by_command=True, SAMPLE="1") as program:
        links = re.findall(r"http://\S+", program.log)
        assert len(links) == 2
        assert "one-time link" in program.log
        eva = await program.citizen()
        assert "Bøgeby" in eva.page.text
        anna = Colleague(program.url, program.session(), base="/desk")
        await anna.opens(links[1].removeprefix(program.url))
        await anna.sends_form("", name="Anna Aa", mail="")
        assert anna.path == "/desk"
        assert any(re.fullmatch(r"/desk/sag/\d+", link) for link in anna.page.links)
    for settings in (
        BOT,
        {"PUBLIC_URL": "https://sammen.example.dk"},
    ):
        code, _, complaint = await sammen(tmp_path, "run", url=url, PORT="0", **settings)
        assert code == 1
        assert "this database holds the sample" in one_sentence(complaint)
    code, lacks, _ = await sammen(tmp_path, "check", url=url)
    assert code == 1
    assert "sammen sample remove" in lacks
    code, told, _ = await sammen(tmp_path, "sample", "remove", url=url)
    assert (code, told.startswith("Removed: ")) == (0, True)
    _, told, _ = await sammen(tmp_path, "sample", "remove", url=url)
    assert told == "This database holds no sample.\n"
    _, lacks, _ = await sammen(tmp_path, "check", url=url)
    assert "sammen sample remove" not in lacks
    await database.close()


@pytest.mark.thorough
async def test_check_looks_at_the_group_of_the_staff(
    fresh_sqlite: Callable[[], str], tmp_path: Path
) -> None:
    async with stand_in() as api:
        settings = {
            "BOT_TOKEN": api.token,
            "TELEGRAM_API_URL": api.url,
            "STAFF_CHAT_ID": str(api.group("Personalet").id),
        }
        code, lacks, _ = await sammen(tmp_path, "check", url=fresh_sqlite(), **settings)
        assert code == 1
        assert "turn Topics on" in lacks


@pytest.mark.thorough
async def test_without_the_sample_there_is_nothing_made_up(tmp_path: Path) -> None:
    database = Database(f"sqlite+aiosqlite:///{tmp_path}/new.db")
    async with a_program(tmp_path, database) as program:
        assert "sample" not in program.log
        anna = await program.citizen()
        await anna.opens("/sag/1")
        assert anna.status == 403
    await database.close()


@pytest.mark.thorough
async def test_an_old_database_is_migrated_by_word(empty_url: str, tmp_path: Path) -> None:
    code, _, complaint = await sammen(tmp_path, "invite", "administrator", url=empty_url)
    assert code == 1
    assert "run `sammen migrate` first" in one_sentence(complaint)
    for _ in range(2):
        code, told, complaint = await sammen(tmp_path, "migrate", url=empty_url)
        assert (code, told) == (0, "The database is of the newest form.\n"), complaint
    code, link, _ = await sammen(tmp_path, "invite", "administrator", url=empty_url)
    assert code == 0
    assert re.fullmatch(r"http://\S+/desk/ind/[\w-]+\n", link)


def test_the_data_of_a_citizen_is_exported_erased_and_ended(
    fresh_sqlite: Callable[[], str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    url = fresh_sqlite()
    for name, value in surroundings(url).items():
        monkeypatch.setenv(name, value)
    monkeypatch.chdir(tmp_path)
    asyncio.run(evas_idea(url))

    def says(*words: str, code: int = 0) -> str:
        assert main(list(words)) == code
        heard = capsys.readouterr()
        return heard.out + heard.err

    assert "En klub for lydbøger" in says("export", "1")
    assert "Nothing was erased: this was a rehearsal." in says("purge", "--dry-run")
    assert "Say it with --yes." in one_sentence(says("erase", "1", code=1))
    assert "Erased: 1. Kept without the citizen: no case." in says("erase", "1", "--yes")
    assert "Case 1 is nobody's (any more)" in one_sentence(says("export", "1", code=1))
    assert says("purge")


async def evas_idea(url: str) -> None:
    database = Database(url)
    await an_idea(database, (await cast(database)).eva)
    await database.close()
