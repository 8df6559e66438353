"""People who only abuse the service: a coordinator silences them for a while, and they are told
kindly.
"""

from handlers.silences.desk import COMMANDS, FLOWS
from handlers.silences.told import answer, tell_silenced

__all__ = ["COMMANDS", "FLOWS", "answer", "tell_silenced"]
