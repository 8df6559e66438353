"""What takes minutes is left out where nobody said that there is time, and tried less often."""

from __future__ import annotations

import pytest

from tests import databases
from tests.needs import examples, without_patience

INI = """
    [pytest]
    markers =
        second_turn
        both_databases
    asyncio_default_fixture_loop_scope = function
"""
MODULE = """
    import pytest

    def test_one(database_url): ...
    def test_pure(): ...
    @pytest.mark.parametrize("act", ["take", "ask"])
    def test_two(database_url, act): ...
    @pytest.mark.both_databases
    def test_both(database_url): ...
    def test_two_programs(database_url, second): ...
    @pytest.mark.parametrize("database_url", ["postgres"], indirect=True)
    def test_on_one_only(database_url): ...
    def test_last(database_url): ...
"""


@pytest.fixture(params=["THOROUGH", "NOTHING_LEFT_OUT"])
def time(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(request.param, "1")


@pytest.fixture
def no_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("THOROUGH", "0")
    monkeypatch.delenv("NOTHING_LEFT_OUT", raising=False)


@pytest.mark.usefixtures("time")
def test_with_time_nothing_is_left_out() -> None:
    assert without_patience() is None
    assert examples(250) == 250


@pytest.mark.usefixtures("no_time")
def test_without_it_what_takes_minutes_is_left_out_and_said() -> None:
    assert without_patience() == "they take minutes"
    assert (examples(250), examples(30), examples(4)) == (50, 10, 4)


def left_out(pytester: pytest.Pytester) -> set[str]:
    """Which tests of MODULE wait because the other database has its turn."""
    pytester.makeini(INI)
    pytester.makeconftest("from tests.databases import database_url, second")
    items = pytester.getitems(MODULE)
    databases.pytest_collection_modifyitems(items)
    return {item.name for item in items if item.get_closest_marker("second_turn")}


@pytest.mark.needs_postgres
@pytest.mark.usefixtures("no_time")
def test_without_it_the_databases_take_turns(pytester: pytest.Pytester) -> None:
    assert left_out(pytester) == {
        "test_one[sqlite]",
        "test_two[postgres-take]",
        "test_two[sqlite-ask]",
        "test_last[postgres]",
    }


@pytest.mark.usefixtures("time")
def test_with_time_everything_runs_on_both(pytester: pytest.Pytester) -> None:
    assert left_out(pytester) == set()
