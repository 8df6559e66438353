"""What could not be handled or sent: coordinators see it, have it tried again, or put it away. And
what is on its way, for everybody who works here.
"""

from handlers.errors.desk import COMMANDS as _FAILED
from handlers.errors.desk import whose, why_not
from handlers.errors.underway import COMMANDS as _UNDERWAY
from handlers.errors.underway import facts, tried_again

COMMANDS = _FAILED + _UNDERWAY

__all__ = ["COMMANDS", "facts", "tried_again", "whose", "why_not"]
