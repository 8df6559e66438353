"""How a log line is written: plain for a terminal, or as a JSON object for a log collector.

Our own lines are a fixed sentence and its numbers (`tests/house_rules.py`). Other packages do not
follow that rule: of their lines only the sentence is written, without its values. Of any exception
only its kind and place are written, because its message may hold somebody's words.
"""

from __future__ import annotations

import asyncio
import copy
import logging
from datetime import UTC, datetime
from typing import Any

import orjson
from aiohttp.http import HttpProcessingError

from bot.faults import place_of

OURS = ("bot", "handlers", "storage")
SERVER = "aiohttp.server"
PLAIN = "%(asctime)s %(levelname)s %(name)s: %(message)s"

log = logging.getLogger(__name__)


class Plainly(logging.Formatter):
    """One plain line for each record."""

    def format(self, record: logging.LogRecord) -> str:
        """The record as one line, without a traceback."""
        told = copy.copy(record)
        told.args, told.exc_info, told.exc_text = _values(record), None, None
        return f"{super().format(told)}{_failure(record, ': ')}"


class AsJson(logging.Formatter):
    """One JSON object for each record: the sentence as it stands in the code, and its values."""

    def format(self, record: logging.LogRecord) -> str:
        """The record as one line of JSON."""
        told: dict[str, Any] = {
            "time": datetime.fromtimestamp(record.created, UTC),
            "level": record.levelname,
            "where": record.name,
            "sentence": record.msg,
            "values": _values(record),
        }
        if failure := _failure(record):
            told["error"] = failure
        return orjson.dumps(told, default=str).decode()


def _values(record: logging.LogRecord) -> tuple[Any, ...]:
    ours = record.name.partition(".")[0] in OURS
    return record.args if ours and isinstance(record.args, tuple) else ()


def _failure(record: logging.LogRecord, before: str = "") -> str:
    error = record.exc_info[1] if record.exc_info else None
    return f"{before}{place_of(error)}" if error is not None else ""


def is_told(record: logging.LogRecord) -> bool:
    """Whether a record of the HTTP server is logged. A request that is not HTTP is answered with
    400 and not logged: otherwise any stranger could fill the log.
    """
    error = record.exc_info[1] if record.exc_info else None
    return not isinstance(error, HttpProcessingError)


def set_up(level: str, form: str) -> None:
    """Log to standard error: our own modules at the wanted level, all others from WARNING. At DEBUG
    a database driver would log every word that somebody said.
    """
    handler = logging.StreamHandler()
    handler.setFormatter(AsJson() if form == "json" else Plainly(PLAIN))
    logging.basicConfig(level=logging.WARNING, handlers=[handler])
    for room in OURS:
        logging.getLogger(room).setLevel(level)
    logging.getLogger(SERVER).addFilter(is_told)


def tell_failures(loop: asyncio.AbstractEventLoop) -> None:
    """Log a failed task that nobody waits for by kind and place, without its own message."""

    def told(_: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
        error = context.get("exception")
        where = place_of(error) if error else "no exception"
        log.error("a task failed with nobody waiting for it: %s", where)

    loop.set_exception_handler(told)
