"""The house holds its own rules, and each rule is seen to find what it is for."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from functools import cache
from pathlib import PurePosixPath

import pytest

from tests.house_rules import RULES, Breaks, Source
from tests.needs import ROOT

READ = {
    ".py",
    ".toml",
    ".html",
    ".jinja",
    ".j2",
    ".css",
    ".js",
    ".svg",
    ".md",
    ".lock",
    ".sh",
    ".yaml",
}
BY_NAME = {rule.__name__: rule for rule in RULES}

DOC = '"""What it is for."""\n'
BROKEN = [
    ("says_what_it_is_for", "storage/things/rules.py", "x = 1\n"),
    ("can_be_stopped", "bot/web/watch.py", DOC + "await asyncio.wait_for(news.wait(), 1)\n"),
    ("stays_readable", "bot/long.py", DOC + "x = 1\n" * 350),
    ("leaves_the_environment_alone", "bot/app.py", DOC + "import os\nport = os.environ['PORT']\n"),
    (
        "leaves_the_environment_alone",
        "storage/database.py",
        DOC + "from os import getenv\nx = getenv('X')\n",
    ),
    ("is_told_the_time", "handlers/ideas/flow.py", DOC + "now = datetime.now(UTC)\n"),
    ("is_told_the_time", "storage/cases/actions.py", DOC + "now = datetime.datetime.utcnow()\n"),
    ("is_told_the_time", "storage/cases/tables.py", DOC + "started = time.monotonic()\n"),
    (
        "leaves_the_commit_to_the_door",
        "storage/cases/actions.py",
        DOC + "await tx.session.commit()\n",
    ),
    (
        "leaves_the_commit_to_the_door",
        "storage/connections.py",
        DOC + "if begun := connection.get_transaction():\n    await begun.close()\n",
    ),
    ("leaves_the_commit_to_the_door", "bot/app.py", DOC + "await driver.order('COMMIT')\n"),
    (
        "writes_only_in_actions",
        "storage/cases/queries.py",
        DOC + "from sqlalchemy import select, update\n",
    ),
    ("explains_its_actions", "storage/cases/actions.py", DOC + "async def take(tx):\n    pass\n"),
    ("logs_numbers_only", "bot/intake.py", DOC + "log.info(f'line {seq}')\n"),
    ("logs_numbers_only", "bot/intake.py", DOC + "logger.warning('from %s', person.name)\n"),
    ("keeps_sentences_in_texts", "bot/web/pages.py", DOC + "title = 'Få svar på din idé'\n"),
    ("mocks_nothing", "tests/test_x.py", "from unittest.mock import AsyncMock\n"),
    ("mocks_nothing", "tests/test_x.py", "from unittest import mock\n"),
    ("mocks_nothing", "tests/test_x.py", "monkeypatch.setattr(app, 'send', print)\n"),
    ("skips_with_a_reason", "tests/test_x.py", "@pytest.mark.skip\ndef test_it(): ...\n"),
    ("skips_with_a_reason", "tests/test_x.py", "def test_it():\n    pytest.skip()\n"),
    ("skips_with_a_reason", "tests/test_x.py", "pytestmark = pytest.mark.skipif(True)\n"),
    ("is_finished", "handlers/ideas/da.toml", "# TO" + "DO: better words\n"),
    ("names_no_other_machine", "deploy/Dockerfile", "RUN pip install --index-" + "url x\n"),
    ("names_no_other_machine", "README.md", "see /wo" + "rk/main/bot\n"),
    ("names_no_other_machine", "requirements.lock", "# https://example.org/simple\n"),
    ("keeps_its_pages_strict", "bot/web/templates/chat.html", '<p style="color: red">'),
    ("keeps_its_pages_strict", "bot/web/templates/chat.html", '<button onclick="go()">'),
    ("keeps_its_pages_strict", "bot/web/templates/chat.html", "<script>go()</script>"),
    ("keeps_its_pages_strict", "bot/web/templates/chat.html", "{{ line.text|safe }}"),
    (
        "keeps_its_pages_strict",
        "bot/web/templates/chat.html",
        '<script src="https://cdn.example/x.js">',
    ),
    (
        "keeps_its_pages_strict",
        "bot/web/static/page.css",
        "@font-face { src: url(//fonts.example/a) }",
    ),
]
FINE = [
    (
        "leaves_the_environment_alone",
        "bot/config.py",
        DOC + "import os\nport = os.environ['PORT']\n",
    ),
    ("is_told_the_time", "bot/schedule.py", DOC + "now = datetime.now(UTC)\n"),
    (
        "logs_numbers_only",
        "bot/intake.py",
        DOC + "log.info('line %d of talk %d', line.seq, talk_id)\n",
    ),
    ("logs_numbers_only", "bot/intake.py", DOC + "log.error('failed: %s', type(error).__name__)\n"),
    (
        "keeps_sentences_in_texts",
        "handlers/conversation/dates/words.py",
        DOC + "x = 'en gang om året'\n",
    ),
    ("mocks_nothing", "tests/test_x.py", 'monkeypatch.setattr(storage, "MOST_WAITING", 10)\n'),
    ("skips_with_a_reason", "tests/test_x.py", "pytest.skip('no pg_dump here')\n"),
    (
        "keeps_its_pages_strict",
        "bot/web/templates/chat.html",
        '<script src="/static/chat.js" defer></script>',
    ),
    (
        "keeps_its_pages_strict",
        "bot/web/templates/chat.html",
        '<a href="https://www.was.digst.dk/x">',
    ),
]


@cache
def sources() -> tuple[Source, ...]:
    """Every file that belongs to the project, committed or about to be."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT, check=True, capture_output=True, text=True,
    ).stdout  # fmt: skip
    paths = [PurePosixPath(name) for name in listed.split("\0") if name]
    return tuple(
        Source(path, (ROOT / path).read_text(encoding="utf-8"))
        for path in paths
        if (path.suffix in READ or path.name in {"Dockerfile", "Caddyfile", "Makefile", "run"})
        and (ROOT / path).is_file()
    )


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_the_house_keeps_its_rule(rule: Callable[[Source], Breaks]) -> None:
    broken = [f"{source.path}:{line}: {why}" for source in sources() for line, why in rule(source)]
    assert not broken, "\n" + "\n".join(broken)


@pytest.mark.parametrize(("rule", "path", "text"), BROKEN)
def test_a_rule_finds_what_breaks_it(rule: str, path: str, text: str) -> None:
    assert list(BY_NAME[rule](Source(PurePosixPath(path), text)))


@pytest.mark.parametrize(("rule", "path", "text"), FINE)
def test_a_rule_leaves_good_code_alone(rule: str, path: str, text: str) -> None:
    assert not list(BY_NAME[rule](Source(PurePosixPath(path), text)))


def test_every_rule_was_seen_to_fail() -> None:
    assert {rule for rule, _, _ in BROKEN} == set(BY_NAME)
