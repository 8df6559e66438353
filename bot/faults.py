"""How the log describes a failure: its kind and its place in the code, never what somebody said.

An exception's own message may hold a name or a text, so it is left out.
"""

from __future__ import annotations

import traceback


def place_of(error: BaseException) -> str:
    """The kind of an error and the innermost lines of our own code that it passed."""
    frames = traceback.extract_tb(error.__traceback__)
    ours = [f for f in frames if "site-packages" not in f.filename] or frames
    steps = " < ".join(f"{f.filename.rsplit('/', 1)[-1]}:{f.lineno} {f.name}" for f in ours[:-6:-1])
    return f"{type(error).__name__} at {steps}"
