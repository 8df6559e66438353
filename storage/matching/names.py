"""What the subjects of the lexicon are called in each language, read from its files.

A subject is known by its Danish name; `en` beside it is the English one. Must not read texts.
"""

from __future__ import annotations

import tomllib
from functools import lru_cache

from storage.matching.lexicon import COMMON, DOING, FOLDER, FRAME, WHO
from storage.people.rules import Language


@lru_cache(maxsize=1)
def english() -> dict[str, str]:
    """The English names of all subjects that have one, read once."""
    found: dict[str, str] = {}
    for path in sorted(FOLDER.glob("*.toml")):
        if path.stem not in {COMMON, DOING, WHO, FRAME}:
            for subject, lists in tomllib.loads(path.read_text("utf-8")).items():
                if name := lists.get("en", "").strip():
                    found[subject] = name
    return found


def subject_name(subject: str, language: Language) -> str:
    """A subject as its reader calls it; where no English name is given, the Danish stands in."""
    return english().get(subject, subject) if language is Language.EN else subject
