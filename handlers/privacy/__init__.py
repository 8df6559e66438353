"""A person's own data: shown, corrected, kept for longer, erased."""

from handlers.conversation.commands import Command
from handlers.privacy.correct import CORRECT, start_correcting
from handlers.privacy.erase import ERASE, start_erasing
from handlers.privacy.keep import keep_case
from handlers.privacy.mine import show_data

FLOWS = (ERASE, CORRECT)

COMMANDS = (
    Command(
        ("minedata", "mine data", "mydata", "my data", "se mine data"),
        show_data,
        aside=True,
        always=True,
        private=True,
    ),
    Command(
        (
            "glemmig",
            "glem mig",
            "slet mine data",
            "slet alt om mig",
            "forgetme",
            "forget me",
            "erase me",
            "erase my data",
        ),
        start_erasing,
        always=True,
        private=True,
    ),
    Command(
        ("ret", "correct", "ret min ide", "correct my idea"),
        start_correcting,
        always=True,
        private=True,
    ),
    Command(("behold", "keep"), keep_case, aside=True, always=True, private=True),
)
