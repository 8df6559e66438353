"""`/tekst`: rewording the texts of the program in a chat.

A text is found by words, shown in both languages and changed in one at a time. What a text must
contain is decided in handlers/conversation/rewording, as for the page. Browsing by subject is for
the page alone.
"""

from handlers.administration.texts import writing
from handlers.administration.texts.showing import show
from handlers.administration.texts.writing import change, take_up

__all__ = ["FLOWS", "change", "show", "take_up"]

FLOWS = writing.FLOWS
