"""Mail in the conversation: give an address, change it, stop mails."""

from handlers.conversation.commands import Command
from handlers.mail import flow

FLOWS = (flow.MAIL,)
COMMANDS = (Command(("mail", "email"), flow.start, aside=True, always=True, private=True),)
