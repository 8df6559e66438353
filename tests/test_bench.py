"""The benchmark still works, with a handful of messages. What it measures is no test's business."""

from __future__ import annotations

import platform
from datetime import date

import pytest

from tools.bench.pace import Paced, work_off
from tools.bench.report import pace_table, page, table
from tools.bench.rounds import Measured, Results, Size, run, turns
from tools.bench.systems import CONVERSATION, ECHO, POSTGRES, SQLITE, System

A_HANDFUL = Size(conversations=2, at_once=2, warm_up=1)


BOTS = [
    pytest.param(ECHO, id="echo"),
    pytest.param(CONVERSATION, id="conversation"),
    pytest.param(SQLITE, id="sqlite"),
    pytest.param(POSTGRES, id="postgres", marks=pytest.mark.needs_postgres),
]


@pytest.mark.thorough
@pytest.mark.parametrize("system", BOTS)
async def test_a_bot_answers_every_message_and_is_measured(system: System) -> None:
    measured = await run(system, A_HANDFUL)

    assert measured.cpu >= 0
    assert measured.repeats == 0
    assert measured.memory > 0
    assert 0 < measured.p50 <= measured.p99


@pytest.mark.thorough
async def test_a_queue_of_notices_is_worked_off() -> None:
    paced = await work_off(SQLITE, processes=1, notices=5)

    assert (paced.lost, paced.doubled) == (0, 0)
    assert paced.share > 0


def test_the_page_shows_both_tables_and_no_machine() -> None:
    results = Results([ECHO], [{ECHO.name: _cost(2.0)}])
    paced = Paced(SQLITE, processes=1, notices=900, seconds=31.0, refused=0, lost=0, doubled=0)

    shown = page(results, [paced], Size(), date(2026, 5, 4), "17.2")

    assert table(results) in shown
    assert "| 29.0     | 1.00" in pace_table([paced])
    assert pace_table([paced]) in shown
    assert "2026-05-04" in shown
    assert platform.node() not in shown


def test_every_bot_comes_first_in_turn() -> None:
    orders = list(turns([ECHO, CONVERSATION], 3))

    assert orders == [[ECHO, CONVERSATION], [CONVERSATION, ECHO], [ECHO, CONVERSATION]]


def test_a_bot_is_held_to_the_echo_of_its_own_round() -> None:
    rounds = [
        {ECHO.name: _cost(2.0), CONVERSATION.name: _cost(1.0)},
        {ECHO.name: _cost(1.0), CONVERSATION.name: _cost(2.0)},
        {ECHO.name: _cost(1.0), CONVERSATION.name: _cost(3.0)},
    ]

    head, line, *rows = table(Results([ECHO, CONVERSATION], rounds)).splitlines()

    assert len(head) == len(line)
    assert "1.00 (1.00-1.00)" in rows[0]
    assert "2.00 (0.50-3.00)" in rows[1]


def _cost(cpu: float) -> Measured:
    return Measured(cpu=cpu, pace=100, p50=1, p99=2, memory=50, repeats=0)
