"""The only writers of links between two ends, and of joining two people into one."""

from storage.joining.actions.links import (
    disconnect,
    forget_links,
    make_link,
    open_link,
    refuse,
    take,
    waiting,
)
from storage.joining.actions.merge import Joined, join

__all__ = [
    "Joined",
    "disconnect",
    "forget_links",
    "join",
    "make_link",
    "open_link",
    "refuse",
    "take",
    "waiting",
]
