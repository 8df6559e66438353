"""The only writers of partners. Every act checks who acts, locks the case, and asks the life cycle.

What raises has changed nothing; what returns has written its line of audit.
"""

from storage.partners.actions.checks import NewContact, NewPartner
from storage.partners.actions.clock import Came, run_errand
from storage.partners.actions.contacts import (
    change_contact,
    follow_link,
    forget_contact_links,
    forget_contacts,
    goes_on_without,
    hand_over,
    make_link,
    part,
    write_down,
)
from storage.partners.actions.decisions import accept, refuse, undo
from storage.partners.actions.doubles import unite
from storage.partners.actions.importing import (
    Differences,
    Entry,
    differences,
    import_all,
)
from storage.partners.actions.own import confirm, edit, leave, pause, resume
from storage.partners.actions.register import register

__all__ = [
    "Came",
    "Differences",
    "Entry",
    "NewContact",
    "NewPartner",
    "accept",
    "change_contact",
    "confirm",
    "differences",
    "edit",
    "follow_link",
    "forget_contact_links",
    "forget_contacts",
    "goes_on_without",
    "hand_over",
    "import_all",
    "leave",
    "make_link",
    "part",
    "pause",
    "refuse",
    "register",
    "resume",
    "run_errand",
    "undo",
    "unite",
    "write_down",
]
