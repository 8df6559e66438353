from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.cases.folding import fold
from storage.ideas.promising import PROMISES, Promise
from storage.ideas.rules import (
    CLOSED,
    LIFECYCLE,
    NOTE_LIFE,
    OPEN,
    Act,
    InfluenceLevel,
    InfluenceProfile,
    Other,
    State,
    mover,
)
from storage.people.rules import Role


@pytest.mark.parametrize(
    ("profile", "level"),
    [
        ((0, 0, 1), InfluenceLevel.INFORMED),
        ((4, 4, 4), InfluenceLevel.DECIDES),
        ((4, 0, 4), InfluenceLevel.INFORMED),
        ((3, 3, 4), InfluenceLevel.COCREATOR),
    ],
)
def test_the_level_is_what_every_dimension_bears(
    profile: tuple[int, int, int], level: InfluenceLevel
) -> None:
    assert InfluenceProfile(*profile).level is level


def test_every_profile_on_the_scale_has_a_level() -> None:
    for task, process, result in product(range(5), repeat=3):
        profile = InfluenceProfile(task, process, result)
        assert profile.valid
        assert profile.level == min(task, process, result) + 1
    assert not InfluenceProfile(5, 0, 0).valid
    assert not InfluenceProfile(0, -1, 0).valid


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Lydbøger på ÅEN", "lydboeger paa aaen"),
        ("  Café\n og   crêpes ", "cafe og crepes"),
        ("Ærø", "aeroe"),
        ("A\u030a", "aa"),
        ("Straße", "strasse"),
    ],
)
def test_a_search_sees_both_spellings(text: str, folded: str) -> None:
    assert fold(text) == folded


@given(st.text())
def test_folding_twice_is_folding_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)


def test_every_act_has_one_mover_whatever_the_state() -> None:
    moves = (*LIFECYCLE.moves, *NOTE_LIFE.moves)
    for move in moves:
        assert move.by == mover(move.act)
    assert {move.act for move in moves} == set(Act)


def test_every_state_but_the_first_is_reached_and_only_a_withdrawal_is_final() -> None:
    reached = {move.target for move in LIFECYCLE.moves} - {None}
    assert reached == set(State) - {State.RECEIVED, State.ANSWERED}
    for state in set(State) - {State.ANSWERED}:
        staff = {
            move.target
            for move in LIFECYCLE.legal(state)
            if isinstance(move.by, Role) and move.target not in {None, state}
        }
        assert bool(staff) is (state is not State.WITHDRAWN)


def test_hosts_decide_nothing() -> None:
    hosts = {move.act for move in LIFECYCLE.moves if move.by is Role.HOST}
    assert hosts == {Act.TAKE, Act.HAND_ON, Act.ASK, Act.NOTE, Act.SORT}


def test_words_of_a_citizen_are_kept_in_every_state() -> None:
    for life in (LIFECYCLE, NOTE_LIFE):
        for state in State:
            assert life.move(state, Act.ADD).by is Other.CITIZEN


def test_what_closes_a_case_ends_the_promise() -> None:
    closing = {move.act for move in LIFECYCLE.moves if move.target in CLOSED}
    assert all(PROMISES[act] is Promise.STOP for act in closing)
    assert set(State) == OPEN | CLOSED
