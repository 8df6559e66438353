"""What takes minutes is left out where nobody said that there is time, and tried less often."""

from __future__ import annotations

import pytest

from tests.needs import examples, without_patience


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
