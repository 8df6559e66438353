"""The only writers of privacy: data is erased, held, and ended when its period is over."""

from storage.privacy.actions.cases import forget_case
from storage.privacy.actions.erase import Erased, erase, finish
from storage.privacy.actions.holds import hold, lift
from storage.privacy.actions.links import make_data_link, open_data_link
from storage.privacy.actions.retention import SWEEPS, Report, purge, rehearse
from storage.privacy.actions.warn import keep, warn

__all__ = [
    "SWEEPS",
    "Erased",
    "Report",
    "erase",
    "finish",
    "forget_case",
    "hold",
    "keep",
    "lift",
    "make_data_link",
    "open_data_link",
    "purge",
    "rehearse",
    "warn",
]
