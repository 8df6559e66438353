"""The checker of every text that Sammen says (the language rules that a machine can hold).

It needs no upkeep: a new `da.toml` or `en.toml` anywhere under handlers/ or bot/ is read by itself.
What the rules are for is told in CONTRIBUTING.md; a text that must break one is better rewritten.
"""

from __future__ import annotations

import pytest

from handlers.conversation.lix import lix
from handlers.conversation.plain import LAW, Rule, faults
from handlers.conversation.rewording import sample
from handlers.conversation.texts import HANDLERS, Placeholder, Template, Texts
from storage.people.rules import Language

WEB = HANDLERS.parent / "bot"
TEXTS = Texts.load(HANDLERS, WEB)
PAGES = Texts.load(HANDLERS / "pages", WEB)  # read as pages, not as messages
PAGE_TABLES = {key.partition(".")[0] for key in PAGES.keys(Language.DA)}
TABLES = [
    (language, table)
    for language in Language
    for table in sorted({key.partition(".")[0] for key in TEXTS.keys(language)})
]


def placeholders(template: Template) -> frozenset[str]:
    return frozenset(piece.name for piece in template if isinstance(piece, Placeholder))


@pytest.mark.parametrize(("language", "table"), TABLES)
def test_a_text_is_plain_and_easy(language: Language, table: str) -> None:
    law, page = table.startswith(LAW), table in PAGE_TABLES
    found = [
        f"{table}.{name}: {fault.rule} {fault.found}"
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
    ("text", "rule"),
    [
        (
            "Bibliotekets forvaltningsafdeling behandler nu ansøgninger løbende efter modtagelse",
            Rule.TOO_HEAVY,
        ),
        (
            "Vores bibliotek holder lukket på torsdag, fordi personalet er på kursus den dag",
            Rule.HEAVY,
        ),
        ("Skriv venligst igen.", Rule.OFFICE),
        ("Vi ringer vedrørende din idé.", Rule.OFFICE),
        ("Vil De skrive mere?", Rule.POLITE),
        ("Tak for Deres idé.", Rule.POLITE),
        ("Din session er slut.", Rule.MACHINE),
        ("Fejlkode 12.", Rule.MACHINE),
        ("Det er ID 12.", Rule.MACHINE),
        ("Det er <b>godt</b>.", Rule.MARKUP),
        ("Det er **godt**.", Rule.MARKUP),
        ("Se [her](/om).", Rule.MARKUP),
        ("Godt 🎉 gået 🎉", Rule.EMOJI),
        ("Det er en. Det er to. Det er tre. Det er fire.", Rule.SENTENCES),
        ("Vil du det? Eller vil du ikke?", Rule.QUESTIONS),
    ],
)
def test_the_checker_sees(text: str, rule: Rule) -> None:
    assert rule in [found.rule for found in faults(text)]


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
