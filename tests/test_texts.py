"""The checker of every text that Sammen says (the language rules that a machine can hold).

It needs no upkeep: a new `da.toml` or `en.toml` anywhere under handlers/ or bot/ is read by itself.
What the rules are for is told in CONTRIBUTING.md; a text that must break one is better rewritten.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from handlers.conversation.lix import lix, words
from handlers.conversation.texts import HANDLERS, Placeholder, Template, Texts
from storage.people.rules import Language

EASY = 35
EASY_LAW = 45
FEWEST_WORDS = 8
MOST_SENTENCES = 3
LAW = "law"

SAMPLES = {
    "date": "tirsdag den 3. maj",
    "at": "tirsdag den 3. maj kl. 14.00",
    "library": "Byens Bibliotek",
}
FORBIDDEN = re.compile(
    r"\b(venligst|såfremt|vedrør\w*|henvendelse\w*|fremsend\w*|indstill(?:e|er|es|et|ing))\b", re.I
)
POLITE = re.compile(r"(?<=[^\s.!?:\n])[ \n]+(De|Dem|Deres)\b")
MACHINE = re.compile(
    r"\b(ids?|sessions?|sessionen|tokens?|error codes?|fejlkoder?|exceptions?|null|timeout|"
    r"https?|json|apis?|backend|server(?:en)?|databasen?|payload|parameter|fejl \d+|error \d+)\b",
    re.I,
)
MARKUP = re.compile(r"</?\w+[^>]*>|&\w+;|\*\*|__|`|\]\(|^#", re.M)
EMOJI = re.compile("[\U0001f1e6-\U0001faff\u2600-\u27bf\u2b50\u2b55\u231a-\u23ff]")
SENTENCE = re.compile(r"[^.!?]+[.!?]+(?=\s|$)")

WEB = HANDLERS.parent / "bot"
TEXTS = Texts.load(HANDLERS, WEB)
PAGES = Texts.load(HANDLERS / "pages", WEB)  # read as pages, not as messages
PAGE_TABLES = {key.partition(".")[0] for key in PAGES.keys(Language.DA)}
TABLES = [
    (language, table)
    for language in Language
    for table in sorted({key.partition(".")[0] for key in TEXTS.keys(language)})
]


def sample(template: Template) -> str:
    """The text with words where the placeholders are."""
    return "".join(
        piece if isinstance(piece, str) else SAMPLES.get(piece.name, "noget") for piece in template
    )


def placeholders(template: Template) -> frozenset[str]:
    return frozenset(piece.name for piece in template if isinstance(piece, Placeholder))


def sentences(text: str) -> int:
    """How many sentences a person has to read; "Hej!" and "Tak!" are none."""
    whole = re.sub(r"\b(kl|den \d+|\d+)\.(?=\s[a-zæøå\d])", r"\1", text)
    return sum(len(words(part)) > 1 for part in SENTENCE.findall(whole))


def faults(text: str, *, law: bool = False, page: bool = False) -> Iterator[str]:
    """What is wrong with a text, in words for the one who wrote it."""
    limit = EASY_LAW if law else EASY
    if len(words(text)) >= FEWEST_WORDS and lix(text) >= limit:
        yield f"lix {lix(text):.0f}, must be under {limit}: shorter sentences, shorter words"
    for rule, meaning in (
        (FORBIDDEN, "an office word"),
        (POLITE, "a polite De"),
        (MACHINE, "a machine's word"),
        (MARKUP, "markup"),
    ):
        if found := rule.search(text):
            yield f"{meaning}: {found.group().strip()}"
    if len(EMOJI.findall(text)) > 1:
        yield "more than one emoji"
    if not (law or page):
        if sentences(text) > MOST_SENTENCES:
            yield f"{sentences(text)} sentences, at most {MOST_SENTENCES}"
        if text.count("?") > 1:
            yield "more than one question"


@pytest.mark.parametrize(("language", "table"), TABLES)
def test_a_text_is_plain_and_easy(language: Language, table: str) -> None:
    law, page = table.startswith(LAW), table in PAGE_TABLES
    found = [
        f"{table}.{name}: {fault}"
        for name in TEXTS.names(table, language)
        for template in TEXTS.forms(f"{table}.{name}", language).values()
        for fault in faults(sample(template), law=law, page=page)
    ]
    assert not found, "\n".join(found)


def test_every_text_is_there_in_every_language() -> None:
    danish, english = (set(TEXTS.keys(language)) for language in (Language.DA, Language.EN))
    assert not danish - english, "not in English"
    assert not english - danish, "not in Danish"


def test_both_languages_of_a_folder_lie_beside_each_other() -> None:
    folders = {path.parent for room in (HANDLERS, WEB) for path in room.rglob("??.toml")}
    for folder in folders:
        names = {path.name for path in folder.glob("??.toml")}
        assert names == {"da.toml", "en.toml"}, folder.name


def test_both_languages_ask_for_the_same_values_and_the_same_plural() -> None:
    for key in set(TEXTS.keys(Language.DA)) & set(TEXTS.keys(Language.EN)):
        danish, english = TEXTS.forms(key, Language.DA), TEXTS.forms(key, Language.EN)
        assert danish.keys() == english.keys(), f"{key}: a plural in one language only"
        asked = [placeholders(forms["other"]) for forms in (danish, english)]
        assert asked[0] == asked[1], f"{key}: not the same placeholders"


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        (
            "Bibliotekets forvaltningsafdeling behandler nu ansøgninger løbende efter modtagelse",
            "lix",
        ),
        ("Skriv venligst igen.", "office"),
        ("Vi ringer vedrørende din idé.", "office"),
        ("Vil De skrive mere?", "polite"),
        ("Tak for Deres idé.", "polite"),
        ("Din session er slut.", "machine"),
        ("Fejlkode 12.", "machine"),
        ("Det er ID 12.", "machine"),
        ("Det er <b>godt</b>.", "markup"),
        ("Det er **godt**.", "markup"),
        ("Se [her](/om).", "markup"),
        ("Godt 🎉 gået 🎉", "emoji"),
        ("Det er en. Det er to. Det er tre. Det er fire.", "sentences"),
        ("Vil du det? Eller vil du ikke?", "question"),
    ],
)
def test_the_checker_sees(text: str, fault: str) -> None:
    assert any(fault in found for found in faults(text)), list(faults(text))


@pytest.mark.parametrize(
    "text",
    [
        "Hej! Jeg er chatbot her. Her kan du komme med idéer. Hvad har du lyst til?",
        "Vi ses tirsdag den 3. maj kl. 14.00. De andre kommer også. Tag gerne en ven med.",
        "Prøv kommunen. De kan hjælpe dig.",
        "Kort om dine data: Vi gemmer det, du skriver. Læs mere: /privat",
        "Skriv aldrig dit CPR-nummer her.",
    ],
)
def test_the_checker_lets_good_danish_pass(text: str) -> None:
    assert not list(faults(text))


def test_lix_counts_as_it_should() -> None:
    assert lix("") == 0
    assert lix("Hvad handler det mest om: kultur, viden eller læring?") == pytest.approx(
        15.6, abs=0.1
    )
    assert lix("Skriv menu kl. 14.00 den 3. maj.") == pytest.approx(7.0)
    assert lix("Spørg din a-kasse.") == pytest.approx(3.0)
