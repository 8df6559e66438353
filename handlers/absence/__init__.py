"""Colleagues who are away: what they enter, and what the others are told."""

from handlers.absence.flow import COMMANDS, FLOWS
from handlers.absence.told import tell_away, tell_back

__all__ = ["COMMANDS", "FLOWS", "tell_away", "tell_back"]
