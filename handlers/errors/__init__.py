"""Messages that could not be handled or sent: coordinators see them, retry them or put them away.
And what is being sent, for all staff.
"""

from handlers.errors.desk import COMMANDS as _FAILED
from handlers.errors.desk import whose, why_not
from handlers.errors.underway import COMMANDS as _UNDERWAY
from handlers.errors.underway import facts, tried_again

COMMANDS = _FAILED + _UNDERWAY

__all__ = ["COMMANDS", "facts", "tried_again", "whose", "why_not"]
