"""`/tekst`: any text of the program in the library's own words, in a chat.

Found by a word or a sentence, shown in both languages, changed in one at a time. What a text must
hold is handlers/conversation/rewording's to say, here as on the page; how it is laid out there,
with all its subjects, stays there.
"""

from handlers.administration.texts import writing
from handlers.administration.texts.showing import show
from handlers.administration.texts.writing import change, take_up

__all__ = ["FLOWS", "change", "show", "take_up"]

FLOWS = writing.FLOWS
