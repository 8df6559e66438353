"""A log line: a sentence and its numbers, in both forms; nothing of what an exception says."""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from bot.logs import PLAIN, AsJson, Plainly, is_told, tell_failures
from storage.database import Database
from tests.programs import a_program


def record(name: str, sentence: str, *values: object, fails: bool = False) -> logging.LogRecord:
    error = ValueError("hemmeligt") if fails else None
    info = (type(error), error, None) if error else None
    return logging.LogRecord(name, logging.ERROR, __file__, 1, sentence, values, info)


def test_a_line_of_ours_holds_its_numbers() -> None:
    ours = record("bot.intake", "dead letter %d after %s", 7, "KeyError at flow.py:3")
    told = json.loads(AsJson().format(ours))
    assert told.pop("time").endswith("+00:00")
    assert told == {
        "level": "ERROR",
        "where": "bot.intake",
        "sentence": "dead letter %d after %s",
        "values": [7, "KeyError at flow.py:3"],
    }
    assert Plainly(PLAIN).format(ours).endswith("dead letter 7 after KeyError at flow.py:3")


@pytest.mark.parametrize("form", [AsJson(), Plainly(PLAIN)])
def test_what_others_put_into_their_sentences_is_left_out(form: logging.Formatter) -> None:
    told = form.format(record("aiohttp.server", "Error handling request from %s", "192.0.2.7"))
    assert "192.0.2.7" not in told
    assert "Error handling request" in told


@pytest.mark.parametrize("form", [AsJson(), Plainly(PLAIN)])
@pytest.mark.parametrize("name", ["bot.web", "aiohttp.server"])
def test_an_exception_is_told_by_its_kind_alone(form: logging.Formatter, name: str) -> None:
    told = form.format(record(name, "it broke", fails=True))
    assert "hemmeligt" not in told
    assert "ValueError" in told
    assert "\n" not in told


async def test_a_task_that_nobody_waits_for(caplog: pytest.LogCaptureFixture) -> None:
    loop = asyncio.get_running_loop()
    tell_failures(loop)
    loop.call_exception_handler({"message": "hemmeligt", "exception": KeyError("hemmeligt")})
    assert "a task failed with nobody waiting for it: KeyError" in caplog.text
    assert "hemmeligt" not in caplog.text


NO_HTTP = (
    b"GET / HTTP/x\r\n\r\n",
    b"GET / HTTP/1.1\r\nHost: a\r\n: nothing\r\n\r\n",
    b"GET /" + b"a" * 10_000 + b" HTTP/1.1\r\n\r\n",
    b"\x16\x03\x01\x02\x00\x01\r\n\r\n",
)


async def test_what_is_not_http_leaves_no_line(
    fresh_sqlite: Callable[[], str], tmp_path: Path
) -> None:
    database = Database(fresh_sqlite())
    async with a_program(tmp_path, database) as program:
        before = program.log
        for sent in NO_HTTP:
            reader, writer = await asyncio.open_connection("127.0.0.1", urlsplit(program.url).port)
            writer.write(sent)
            assert b" 400 " in await reader.readline()
            writer.close()
        assert program.log == before
    await database.close()


def test_a_failure_of_the_server_is_told() -> None:
    assert is_told(record("aiohttp.server", "Unhandled exception", fails=True))
    assert is_told(record("aiohttp.server", "Missing return statement on request handler"))


@pytest.mark.thorough
async def test_a_program_that_logs_json(fresh_sqlite: Callable[[], str], tmp_path: Path) -> None:
    database = Database(fresh_sqlite())
    async with a_program(tmp_path, database, LOG_FORMAT="json", LOG_LEVEL="DEBUG") as program:
        eva = await program.citizen()
        await eva.says("hej")
        program.tell_to_stop()
        assert await program.ended() == 0
        lines = [json.loads(line) for line in program.log.splitlines() if line.startswith("{")]
    await database.close()
    assert {"time", "level", "where", "sentence", "values"} == set(lines[0])
    said = [line for line in lines if line["values"][:2] == ["POST", "/say"]]
    assert said[0]["sentence"] == "%s %s %d %.0f ms"
    assert said[0]["values"][2] == 200
