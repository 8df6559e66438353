"""The door to all conversations: what was said goes in, what is answered comes out.

Must not know any channel, and must not commit: whoever calls it does.
"""

from handlers.dialogue.door import converse, discreetly
from handlers.dialogue.failing import failed
from handlers.dialogue.listed import COMMANDS, FLOWS

__all__ = ["COMMANDS", "FLOWS", "converse", "discreetly", "failed"]
