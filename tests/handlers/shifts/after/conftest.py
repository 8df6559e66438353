"""The house in which Eva and Lars help, as in the tests of taking a shift."""

from tests.handlers.shifts.mine.conftest import Scene, scene

__all__ = ["Scene", "scene"]
