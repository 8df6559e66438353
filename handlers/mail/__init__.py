"""Mail: an address to be told at, given, changed and stopped in the conversation."""

from handlers.conversation.commands import Command
from handlers.mail import flow

FLOWS = (flow.MAIL,)
COMMANDS = (Command(("mail", "email"), flow.start, aside=True, always=True, private=True),)
