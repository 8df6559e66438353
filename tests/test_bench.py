"""The benchmark still works, with a handful of messages. What it measures is no test's business."""

from __future__ import annotations

import pytest

from tools.bench.report import table
from tools.bench.rounds import Measured, Results, Size, run, turns
from tools.bench.systems import CONVERSATION, ECHO, System

A_HANDFUL = Size(conversations=2, at_once=2, warm_up=1)


@pytest.mark.parametrize("system", [ECHO, CONVERSATION], ids=["echo", "conversation"])
async def test_a_bot_answers_every_message_and_is_measured(system: System) -> None:
    measured = await run(system, A_HANDFUL)

    assert measured.cpu >= 0
    assert measured.repeats == 0
    assert measured.memory > 0
    assert 0 < measured.p50 <= measured.p99


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
