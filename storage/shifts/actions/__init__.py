"""What changes shifts: the only writers of their tables."""

from storage.shifts.actions.step import locked

__all__ = ["locked"]
