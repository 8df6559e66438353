"""What could not be handled or sent: coordinators see it, have it tried again, or put it away."""

from handlers.errors.desk import COMMANDS, whose, why_not

__all__ = ["COMMANDS", "whose", "why_not"]
