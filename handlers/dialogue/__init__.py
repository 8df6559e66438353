"""The entrance to all conversations: what was said goes in, the answer comes out.

Must not know any channel, and must not commit: the caller does.
"""

from handlers.dialogue.door import converse, discreetly
from handlers.dialogue.failing import failed
from handlers.dialogue.listed import COMMANDS, FLOWS

__all__ = ["COMMANDS", "FLOWS", "converse", "discreetly", "failed"]
