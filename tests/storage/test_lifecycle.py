from __future__ import annotations

from enum import StrEnum

import pytest

from storage.lifecycle import IllegalMove, Lifecycle, Move


class Door(StrEnum):
    OPEN = "open"
    SHUT = "shut"
    LOCKED = "locked"


class Turn(StrEnum):
    SHUT = "shut"
    PAINT = "paint"
    FORCE = "force"


DOOR = Lifecycle(
    (
        Move(Turn.SHUT, frozenset({Door.OPEN}), Door.SHUT, "anybody"),
        Move(Turn.FORCE, frozenset({Door.SHUT}), Door.OPEN, "anybody"),
        Move(Turn.FORCE, frozenset({Door.LOCKED}), Door.SHUT, "fireman"),
        Move(Turn.PAINT, frozenset(Door), None, "painter"),
    )
)


def test_an_act_leads_where_its_row_says() -> None:
    assert DOOR.after(Door.OPEN, Turn.SHUT) is Door.SHUT
    assert DOOR.after(Door.SHUT, Turn.FORCE) is Door.OPEN
    assert DOOR.after(Door.LOCKED, Turn.FORCE) is Door.SHUT
    assert DOOR.move(Door.LOCKED, Turn.FORCE).by == "fireman"


def test_an_act_without_target_leaves_the_state() -> None:
    assert DOOR.after(Door.LOCKED, Turn.PAINT) is Door.LOCKED


def test_what_is_not_in_the_table_is_illegal() -> None:
    with pytest.raises(IllegalMove) as refused:
        DOOR.move(Door.LOCKED, Turn.SHUT)
    assert (refused.value.state, refused.value.act) == (Door.LOCKED, Turn.SHUT)


def test_legal_keeps_the_order_of_the_table() -> None:
    assert [move.act for move in DOOR.legal(Door.SHUT)] == [Turn.FORCE, Turn.PAINT]


def test_a_table_that_contradicts_itself_is_refused() -> None:
    twice = Move(Turn.SHUT, frozenset({Door.OPEN}), Door.LOCKED, "anybody")
    with pytest.raises(ValueError, match="twice"):
        Lifecycle((*DOOR.moves, twice))
