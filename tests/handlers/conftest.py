"""A library for the tests of conversations, on both engines."""

from __future__ import annotations

import pytest

from storage.database import Database
from tests.harness import House


@pytest.fixture
def house(database: Database) -> House:
    return House(database)
