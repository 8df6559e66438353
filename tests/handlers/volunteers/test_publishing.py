"""The model for volunteering as staff change and publish it in conversation."""

from __future__ import annotations

import pytest

from handlers.volunteers.model import parts, whole
from storage.people.actions import change_role
from storage.people.queries import colleague
from storage.people.rules import Role
from tests.harness import House, Talker


@pytest.fixture
async def anna(house: House) -> Talker:
    return await house.colleague("Anna Aa")


async def writes(anna: Talker, side: str, part: str, *words: str) -> None:
    """A section of the draft in other words."""
    await anna.says("/retmodel")
    await anna.presses(side)
    await anna.presses(part)
    for each in words:
        await anna.says(each)


async def publishes(anna: Talker) -> None:
    await anna.says("/udgivmodel")
    await anna.says("ja")


async def test_the_first_edition_is_shown_whole_and_asked_about(house: House, anna: Talker) -> None:
    eva = await house.citizen()
    await anna.says("/frivilligmodel")
    assert "Der er et udkast, som I kan rette til." in anna.heard
    await anna.presses("Ret modellen")
    await anna.presses("Den danske")
    await anna.presses("Tak")
    assert "«Tak» siger nu:\n\nVi siger tak, fortæller" in anna.question
    await anna.says("Vi siger tak med kage.")
    assert "Borgerne ser den først, når den er ude." in anna.heard
    await eva.says("/frivilligmodel")
    assert "ikke udgivet sin model" in eva.heard
    await anna.presses("Udgiv modellen")
    assert "Sådan bliver udgave 1 på dansk:" in anna.heard
    assert "# Tak\nVi siger tak med kage." in anna.heard
    assert "Sådan bliver udgave 1 på engelsk:" in anna.heard
    assert "Skal udgave 1 ud nu?" in anna.question
    await anna.says("nej")
    await eva.says("/frivilligmodel")
    assert "ikke udgivet sin model" in eva.heard, "a no publishes nothing"
    await publishes(anna)
    assert "Udgave 1 er ude nu." in anna.heard
    await eva.says("/frivilligmodel")
    assert "udgave 1, fra mandag den 4. maj" in eva.heard
    assert "Ret modellen" not in eva.choices


async def test_a_later_edition_shows_what_is_new_about_it(house: House, anna: Talker) -> None:
    await publishes(anna)
    await anna.says("/udgivmodel")
    assert "Kladden siger det samme som udgave 1." in anna.heard
    await writes(anna, "Den danske", "Nyt afsnit", "Sommer", "Vi holder ferie i juli.")
    await writes(anna, "Den danske", "Kontakt", "Spørg Anna.")
    await writes(anna, "Den danske", "Udgifter", "Slet afsnittet")
    await writes(anna, "Den engelske", "Thanks", "# Thank you\nWe say it with cake.")
    await anna.says("/udgivmodel")
    danish, english = (line.text for line in anna.answered[:2])
    assert danish == (
        "Sådan bliver udgave 2 på dansk:\n\nRettet: Kontakt\nSpørg Anna.\n\n"
        "Nyt afsnit: Sommer\nVi holder ferie i juli.\n\nVæk: Udgifter"
    )
    assert english == (
        "Sådan bliver udgave 2 på engelsk:\n\nNyt afsnit: Thank you\nWe say it with cake.\n\n"
        "Væk: Thanks"
    )
    await anna.says("ja")
    await anna.says("/frivilligmodel")
    assert "udgave 2" in anna.heard
    assert "Sommer" in anna.heard
    assert "Udgifter" not in anna.heard


async def test_a_short_text_may_be_sent_whole(house: House, anna: Talker) -> None:
    await writes(
        anna, "Den danske", "Hele teksten", "# Tak\nVi siger tak.\n# Stop\nStop, når du vil."
    )
    await writes(anna, "Den engelske", "Hele teksten", "Just come.")
    await publishes(anna)
    await anna.says("/frivilligmodel")
    assert "Den handler om: Tak og Stop." in anna.heard
    await anna.says("/retmodel")
    await anna.presses("Den engelske")
    assert anna.choices == ["Indledning", "Nyt afsnit", "Hele teksten"]
    await anna.presses("Indledning")
    assert "Slet afsnittet" not in anna.choices, "something must stand there"


async def test_who_was_overtaken_is_told_by_whom(house: House, anna: Talker) -> None:
    bo = await house.colleague("Bo Bø")
    await anna.says("/retmodel")
    await writes(bo, "Den danske", "Tak", "Vi siger tak.")
    await anna.presses("Den danske")
    await anna.presses("Kontakt")
    await anna.says("Spørg Anna.")
    assert "Bo Bø har rettet kladden imens." in anna.heard
    await anna.says("/udgivmodel")
    await writes(bo, "Den danske", "Tak", "Vi siger mange tak.")
    await anna.says("ja")
    assert "Bo Bø har rettet kladden imens." in anna.heard, "what was shown is not what is there"
    await anna.says("/frivilligmodel")
    assert "I har ikke udgivet" in anna.heard


async def test_only_a_coordinator_changes_it(house: House, anna: Talker) -> None:
    ida, eva = await house.colleague("Ida Ii", Role.HOST), await house.citizen()
    for words in ("/retmodel", "/udgivmodel"):
        await ida.says(words)
        assert "Det har du ikke adgang til" in ida.heard, words
        await eva.says(words)
        assert "for os, der arbejder her" in eva.heard, words
    await ida.says("/frivilligmodel")
    assert ida.choices == []
    boss = await house.colleague("Bo Bø", Role.ADMINISTRATOR)
    await anna.says("/udgivmodel")
    async with house.database.transaction() as tx:
        by = await colleague(tx, boss.person_id)
        assert by is not None
        await change_role(tx, by, anna.person_id, Role.HOST, house.now)
    await anna.says("ja")
    assert "Det har du ikke adgang til" in anna.heard
    await eva.says("/frivilligmodel")
    assert "ikke udgivet sin model" in eva.heard


async def test_it_is_there_in_english(house: House, anna: Talker) -> None:
    await anna.says("/sprog en")
    await anna.says("/changemodel")
    await anna.presses("The English one")
    await anna.presses("Thanks")
    await anna.says("We say it with cake.")
    assert "The draft is saved." in anna.heard
    await anna.says("/publishmodel")
    assert "Shall edition 1 go out now?" in anna.question
    await anna.says("yes")
    assert "Edition 1 is out now." in anna.heard


def test_a_text_is_the_same_when_it_was_taken_apart() -> None:
    text = "Kom bare.\n\n# Tak\nVi siger tak.\n\nMed kage.\n\n# Stop\nNår du vil."
    assert whole(parts(text)) == text
