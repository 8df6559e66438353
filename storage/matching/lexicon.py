"""The lexicon: which words belong to which subject, read from the data files beside it.

A word may belong to several subjects. A librarian reads and extends the files, which need no code:
`own`: words that name the subject. `near`: words that only point towards it. `close`: lines of
words that name it too, those of one line meaning nearly the same; a line that ends in a backslash
goes on in the next. `under`: a broader subject that these words name too. `house = true`: the
library settles it by itself. `en`: the subject's English name (names.py); may be left out.
"""

from __future__ import annotations

import tomllib
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

from storage.matching.words import fold, spelling, stem, words

FOLDER = Path(__file__).parent / "lexicon"
EVERYDAY = FOLDER / "everyday.txt"
"""Everyday words, one a line with its inflected forms: most words that people write are here."""

TOPIC, DOING, WHO, FRAME, COMMON = "topic", "doing", "who", "frame", "common"
"""Activities, people, when and where, and words that say nothing have a file each; all other files
hold topics.
"""

CLOSE = "close"
"""Groups of words that mean nearly the same: the finest subjects, without a name."""

KINDS = (TOPIC, DOING, WHO, FRAME, CLOSE)
NEAR = 0.5
"""The weight of a word that only points towards a subject."""

LONGEST_PHRASE = 4
"""The most words in an entry."""

LEAST_LETTERS = 3
"""The fewest letters of a word that gets a meaning from the phrases it stands in."""

Key = tuple[str, ...]
Spelt = dict[str, set[str]]
Keep = Callable[[str], bool]


@dataclass(frozen=True)
class Common:
    """Words that say nothing, as spelt and as folded."""

    spelt: frozenset[str]
    folded: frozenset[str]

    @classmethod
    def of(cls, written: str) -> Common:
        """From words separated by spaces."""
        each = written.split()
        return cls(frozenset(map(spelling, each)), frozenset(map(fold, each)))


@dataclass(frozen=True)
class Lexicon:
    """For each kind of subject: words and phrases, each with its subjects and their weights.

    known: every single form in it. spelt: the subjects of a word or phrase in this very spelling.
    stop: words that say nothing. weak: forms that say little. everyday: spellings never taken for a
    slip or a compound. house: subjects that the library settles by itself; nobody is proposed for
    those.
    """

    kinds: dict[str, dict[Key, dict[str, float]]]
    known: frozenset[str]
    spelt: Mapping[str, frozenset[str]]
    stop: Common
    weak: frozenset[str]
    everyday: frozenset[str]
    house: frozenset[str]

    def says_nothing(self, folded: str, written: str) -> bool:
        """Whether a word says nothing: as spelt, or as folded where no subject knows the spelling
        ("far", which is not "får").
        """
        spelt, stop = spelling(written), self.stop
        return spelt in stop.spelt or (folded in stop.folded and spelt not in self.spelt)


def everything(_: str) -> bool:
    """Keep every word."""
    return True


@lru_cache(maxsize=2)
def lexicon(keep: Keep = everything) -> Lexicon:
    """The lexicon, without the words for which `keep` is false."""
    kinds: dict[str, dict[Key, dict[str, float]]] = {kind: defaultdict(dict) for kind in KINDS}
    house = set()
    spelt: Spelt = defaultdict(set)
    for path in sorted(FOLDER.glob("*.toml")):
        if path.stem == COMMON:
            continue
        kind = kinds.get(path.stem, kinds[TOPIC])
        for name, lists in tomllib.loads(path.read_text("utf-8")).items():
            _enter(kind, spelt, name, _listed(lists.get("near", ""), keep), NEAR)
            for subject in filter(None, (name, lists.get("under"))):
                _enter(kind, spelt, subject, _own(lists, keep), 1.0)
            for number, line in enumerate(lists.get("close", "").strip().splitlines()):
                _enter(kinds[CLOSE], spelt, f"{name} {number}", _listed(line, keep), 1.0)
            if lists.get("house"):
                house.add(name)
    common = tomllib.loads((FOLDER / f"{COMMON}.toml").read_text("utf-8"))
    stop = Common.of(common["stop"])
    weak = frozenset(stem(fold(word)) for word in common["weak"].split())
    kinds[TOPIC].update(of_phrases(kinds[TOPIC], stop.folded | weak))
    known = frozenset(key[0] for kind in kinds.values() for key in kind if len(key) == 1)
    return Lexicon(
        kinds={name: dict(k) for name, k in kinds.items()},
        known=known,
        spelt={written: frozenset(subjects) for written, subjects in spelt.items()},
        stop=stop,
        weak=weak,
        everyday=frozenset(map(spelling, EVERYDAY.read_text("utf-8").split())),
        house=frozenset(house),
    )


def of_phrases(
    known: Mapping[Key, dict[str, float]], saying_little: frozenset[str]
) -> dict[Key, dict[str, float]]:
    """Words that stand only inside phrases: each gets the average meaning of those phrases."""
    around: dict[Key, list[dict[str, float]]] = defaultdict(list)
    for phrase, subjects in known.items():
        for word in set(phrase) if len(phrase) > 1 else ():
            if len(word) >= LEAST_LETTERS and word not in saying_little and (word,) not in known:
                around[word,].append(subjects)
    return {word: _average(said) for word, said in around.items()}


def _average(said: Sequence[Mapping[str, float]]) -> dict[str, float]:
    """The average of several phrases; a phrase counts less the more subjects it has."""
    found: dict[str, float] = defaultdict(float)
    for subjects in said:
        for subject, weight in subjects.items():
            found[subject] += weight / len(subjects) ** 0.5 / len(said)
    return dict(found)


def with_words(known: Lexicon, own: Mapping[str, Iterable[str]]) -> Lexicon:
    """The lexicon with a library's own words for each subject; a new subject is added."""
    found = defaultdict(dict, {key: dict(subjects) for key, subjects in known.kinds[TOPIC].items()})
    spelt: Spelt = defaultdict(set)
    for topic, entries in own.items():
        _enter(found, spelt, topic, entries, 1.0)
    return replace(
        known,
        kinds={**known.kinds, TOPIC: dict(found)},
        known=known.known | {key[0] for key in found if len(key) == 1},
        spelt={**known.spelt, **{s: known.spelt.get(s, frozenset()) | spelt[s] for s in spelt}},
    )


@lru_cache(maxsize=1)
def topics() -> dict[str, tuple[str, ...]]:
    """Every subject of the files with the words that name it, as written there."""
    found: dict[str, tuple[str, ...]] = {}
    for path in sorted(FOLDER.glob("*.toml")):
        if path.stem not in {COMMON, DOING, WHO, FRAME}:
            for name, lists in tomllib.loads(path.read_text("utf-8")).items():
                found[name] = tuple(" ".join(word.split()) for word in _own(lists, everything))
    return found


def _own(lists: Mapping[str, str], keep: Keep) -> list[str]:
    """The words that name a subject, its `close` words last."""
    close = lists.get("close", "").replace("\n", ",")
    return list(dict.fromkeys(_listed(f"{lists['own']},{close}", keep)))


def _listed(written: str, keep: Keep) -> list[str]:
    return [word for entry in written.split(",") if (word := entry.strip()) and keep(word)]


def _enter(
    kind: dict[Key, dict[str, float]],
    spelt: Spelt,
    name: str,
    entries: Iterable[str],
    weight: float,
) -> None:
    for entry in entries:
        key, written = _read(entry)
        said = kind[key]
        said[name] = max(weight, said.get(name, 0.0))
        spelt[written].add(name)


@lru_cache(maxsize=100_000)
def _read(entry: str) -> tuple[Key, str]:
    """An entry of the files: its key and its spelling."""
    found = list(words(entry))
    key = tuple(stem(folded) for folded, _ in found)
    return key, spelling(" ".join(written for _, written in found))
