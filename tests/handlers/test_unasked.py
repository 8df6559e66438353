"""Words that nobody asked for: offered, asked about, or sent to staff. Never one shrug twice."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.intake import Intake
from storage.ideas.rules import Act
from storage.people.rules import Language, Role
from tests.harness import TEXTS, House, Talker

IDEA = "Der burde være en klub for folk, der kigger på fugle"
SHRUG = "Det forstod jeg ikke helt."


@pytest.fixture
async def eva(house: House) -> Talker:
    return await house.citizen()


async def test_an_idea_is_offered_with_its_words_as_the_first_answer(eva: Talker) -> None:
    await eva.says(IDEA)
    assert eva.question == "Skal jeg sende det, du skrev, videre som en idé?"
    await eva.presses("Ja, det er en idé")
    assert eva.question.startswith("Hvem får glæde af det?")
    await eva.says("Alle")
    await eva.presses("Jeg behøver ikke svar")
    await eva.says("mine")
    assert IDEA in eva.heard


async def test_who_only_says_that_they_have_an_idea_is_asked_for_it(eva: Talker) -> None:
    await eva.says("Hej, jeg har et forslag til jer")
    assert "Fortæl om din idé" in eva.question


async def test_what_has_no_flow_yet_goes_to_staff_with_a_yes(house: House, eva: Talker) -> None:
    await eva.says("jeg vil gerne optræde med mit band hos jer")
    assert "Det lyder spændende!" in eva.question
    await eva.presses("Ja, send det")
    assert "nummer 1, og du hører fra os senest tirsdag den 19. maj" in eva.heard
    anna = await house.colleague("Anna Aa", Role.HOST)
    await anna.says("/sag 1")
    assert "Beskeden: jeg vil gerne optræde med mit band hos jer" in anna.heard
    assert "Handler måske om: Optræde eller vise noget frem" in anna.heard
    assert "Sammen med hvem?" not in anna.heard
    await anna.says("/besvar 1 Kom til kaffe på torsdag")
    await house.passes(minutes=2)
    assert "Her er svaret på din besked, nummer 1:\nKom til kaffe på torsdag" in await eva.hears()
    await eva.says("/sag 1")
    assert "Svaret: Kom til kaffe på torsdag" in eva.heard
    await anna.says("/hist 1")
    assert "beskeden kom ind" in anna.heard


async def test_without_a_yes_nothing_is_sent(house: House, eva: Talker) -> None:
    await eva.says("jeg vil gerne melde mig som frivillig")
    await eva.says("nej")
    assert eva.question == "Helt fint. Skriv det med andre ord, eller vælg her."
    await eva.says("mine")
    assert "Du har ingen sager" in eva.heard
    anna = await house.colleague("Anna Aa")
    await anna.says("sager")
    assert "Her er tomt" in anna.heard


async def test_what_is_not_sure_is_asked_about(eva: Talker) -> None:
    await eva.says("kan jeg komme på torsdag")
    assert "Er det en af de her?" in eva.question
    assert eva.choices[:2] == ["Sige ja til en vagt", "Melde afbud til en vagt"]
    await eva.says("melde afbud til en vagt")
    assert "Haster det, så ring til os: 12 34 56 78" in eva.question


async def test_small_talk_is_answered_kindly_and_sends_nothing(eva: Talker) -> None:
    await eva.says("har du en kæreste?")
    assert "jeg er kun en robot" in eva.heard
    assert eva.choices == ["Giv en idé", "Se mine sager", "Hjælp"]


async def test_two_odd_messages_are_not_shrugged_at_twice(house: House, eva: Talker) -> None:
    await eva.says("blørp")
    assert eva.question.startswith(SHRUG)
    assert eva.choices == ["Giv en idé", "Se mine sager", "Hjælp"]
    await eva.says("flarg")
    assert SHRUG not in eva.heard
    assert eva.question.startswith("Det forstår jeg stadig ikke")
    await eva.presses("Ja, send det")
    anna = await house.colleague("Anna Aa")
    await anna.says("/sag 1")
    assert "blørp\nflarg" in anna.heard


async def test_who_does_not_like_that_is_told_where_a_human_is(eva: Talker) -> None:
    await eva.says("blørp")
    await eva.says("flarg")
    await eva.says("nej tak")
    assert "Du kan altid få fat i en af os: 12 34 56 78" in eva.heard
    await eva.says("hvrgl")
    assert eva.question.startswith(SHRUG)


async def test_an_odd_message_is_forgotten_when_another_is_understood(eva: Talker) -> None:
    await eva.says("blørp")
    await eva.says("hej")
    assert "Jeg er chatbot" in eva.heard
    assert SHRUG not in eva.heard
    await eva.says("flarg")
    assert eva.question.startswith(SHRUG)


async def test_after_an_odd_message_a_button_can_be_typed(eva: Talker) -> None:
    await eva.says("blørp")
    await eva.says("giv en idé")
    assert "Fortæl om din idé" in eva.question


async def test_long_words_that_mean_nothing_known_can_be_sent(house: House, eva: Talker) -> None:
    await eva.says("zut qwor vimpl xylo")
    assert eva.question == "Hvad skal jeg gøre med det, du skrev?"
    await eva.presses("Send det til en af jer")
    assert "nummer 1" in eva.heard


async def test_loans_and_hours_are_handed_over_and_never_guessed(eva: Talker) -> None:
    await eva.says("hvornår har I åbent på søndag?")
    assert "jeg vil ikke gætte. Spørg en af os her: 12 34 56 78" in eva.heard
    await eva.presses("Send det til en af jer")
    assert "nummer 1" in eva.heard
    await eva.says("mine")
    assert "hvornår har I åbent på søndag" in eva.heard


async def test_several_things_are_taken_one_after_the_other(house: House, eva: Talker) -> None:
    await eva.says(f"Jeg vil gerne optræde med mit band. {IDEA}. Hvad koster det at printe?")
    assert "jeg vil ikke gætte" in eva.heard
    assert "begynder med: «Jeg vil gerne optræde med mit band.»" in eva.heard
    await eva.presses("Ja, send det")
    assert f"Du skrev også: «{IDEA}.»" in eva.heard
    await eva.presses("Ja, det er en idé")
    assert eva.question.startswith("Hvem får glæde af det?")
    await eva.says("Alle")
    await eva.presses("Her i samtalen")
    assert "Din idé har nummer 2" in eva.heard


async def test_what_waits_is_offered_though_the_first_is_left(eva: Talker) -> None:
    await eva.says(f"Jeg vil gerne være frivillig. {IDEA}.")
    await eva.says("stop")
    assert f"Du skrev også: «{IDEA}.»" in eva.heard
    await eva.presses("Nej, noget andet")
    assert eva.question.startswith("Helt fint.")


async def test_in_the_middle_a_question_is_answered_beside(eva: Talker) -> None:
    await eva.says(f"/ide {IDEA}")
    await eva.says("hvornår har I åbent?")
    assert eva.question.startswith("Du kan altid se svaret her. Hvordan vil du høre"), "an answer"
    await eva.says("hvornår har I åbent på søndag?")
    assert "jeg vil ikke gætte" in eva.heard
    assert eva.question.startswith("Du kan altid se svaret her.")


async def test_in_the_middle_another_matter_waits_until_this_is_done(eva: Talker) -> None:
    await eva.says(f"/ide {IDEA}")
    await eva.says("Alle")
    await eva.says("jeg vil også gerne være frivillig hos jer")
    assert "Vi tager det, når vi er færdige her." in eva.heard
    await eva.presses("Jeg behøver ikke svar")
    await eva.says("nej")
    assert "Du skrev også: «jeg vil også gerne være frivillig hos jer»" in eva.heard
    assert "Hvor dejligt, at du vil hjælpe!" in eva.question


async def test_no_answer_twice_brings_a_way_to_staff(house: House, eva: Talker) -> None:
    await eva.says(f"/ide {IDEA}")
    await eva.says("Alle")
    await eva.says("blørp")
    assert "Tryk på et af dem" in eva.heard
    assert "En af os hjælper gerne" not in eva.heard
    await eva.says("flarg")
    assert "En af os hjælper gerne" in eva.heard
    await eva.presses("Send det til en af jer")
    assert "Jeg gemmer din kladde" in eva.heard
    assert "nummer 1" in eva.heard
    await eva.says("ide")
    assert "kladde fra sidst" in eva.heard


@pytest.mark.parametrize("words", ["jeg vil gerne tale med et menneske", "snakke med en person"])
async def test_a_wish_for_a_human_is_no_answer(eva: Talker, words: str) -> None:
    await eva.says("/ide")
    await eva.says(words)
    assert "Er du fyldt 15?" in eva.question
    await eva.presses("Ja")
    assert "Hvad vil du tale med os om?" in eva.heard


async def test_a_wish_to_stop_or_go_back_is_no_answer(eva: Talker) -> None:
    await eva.says(f"/ide {IDEA}")
    await eva.says("jeg vil gerne gå tilbage")
    assert "Fortæl om din idé" in eva.question
    await eva.says("glem det")
    assert eva.question.startswith("Vælg her")


async def test_english_is_seen_and_the_way_to_it_shown(eva: Talker) -> None:
    await eva.says("I would like to volunteer at the library")
    assert "Would you like to go on in English?" in eva.heard
    assert "Hvor dejligt, at du vil hjælpe!" in eva.question
    await eva.says("Yes please")
    assert "How lovely" in eva.question, "yes to English, not to what was asked in Danish"
    ole = await eva.house.citizen("ole", Language.EN)
    await ole.says("I would like to volunteer at the library")
    assert "go on in English" not in ole.heard
    assert "How lovely" in ole.question


async def test_yes_to_nothing_is_no_riddle(eva: Talker) -> None:
    await eva.says("ja")
    assert "Jeg har ikke spurgt om noget" in eva.question


async def test_who_wants_no_messages_is_shown_how(house: House, eva: Talker) -> None:
    await eva.says("I skal ikke skrive til mig mere")
    assert "Jeg skriver kun her på siden" in eva.heard
    house.intake = Intake(
        house.database, replace(house.library, mails=True), TEXTS, lambda: house.now
    )
    await eva.says("I skal ikke skrive til mig mere")
    assert "Stop mails" in eva.choices


async def test_at_the_desk_nobody_is_offered_to_be_a_volunteer(house: House) -> None:
    anna = await house.colleague("Anna Aa")
    await anna.says("jeg vil gerne være frivillig")
    assert "Det forstod jeg ikke helt" in anna.heard
    await anna.says("/besked hej")
    assert "Det er kun borgere" in anna.heard


async def test_a_note_is_asked_back_about(house: House, eva: Talker) -> None:
    await eva.says("/besked Må jeg komme forbi?")
    anna = await house.colleague("Anna Aa")
    await anna.says("/tag 1")
    await anna.says("/spoerg 1 Hvilken dag?")
    await house.passes(minutes=2)
    assert "Jeg har et spørgsmål til din besked, nummer 1:\nHvilken dag?" in await eva.hears()
    await eva.says("Torsdag")
    assert "Tak for dit svar" in eva.heard
    await anna.says(f"/{Act.APPROVE} 1")
    assert "Det går ikke lige nu" in anna.heard


async def test_what_is_offered_stands_while_something_else_is_answered(eva: Talker) -> None:
    await eva.says("Jeg vil gerne foreslå en bænk ved indgangen, så man kan vente i læ")
    offered = eva.question
    await eva.says("Hvordan går det med min sag?")
    assert "Du har ingen sager her endnu" in eva.heard
    assert eva.question == offered
    await eva.says("Jeg vil gerne optræde med mit band hos jer")
    await eva.presses("Ja, send det")
    assert "nummer 1" in eva.heard
    assert "bænk" in eva.heard


DOUBTED = "jeg vil gerne have en cykelpumpe ved døren"


async def test_a_hello_in_between_is_answered_and_the_question_stands(eva: Talker) -> None:
    await eva.says(DOUBTED)
    assert "Er det det her?" in eva.question
    await eva.says("hej")
    assert eva.heard.startswith("Hej igen! Vi er nået hertil:\n")
    assert "Er det det her?" in eva.question
    assert "Giv en idé" not in eva.choices
    await eva.says("/annuller")
    await eva.says("hej")
    assert "Jeg er chatbot" in eva.heard
    assert "Giv en idé" in eva.choices


@pytest.mark.parametrize("yes", ["ja", "ja tak", "1"])
async def test_is_it_this_is_answered_with_yes(eva: Talker, yes: str) -> None:
    await eva.says(DOUBTED)
    assert eva.choices[0] == "Ja: En idé eller et ønske"
    await eva.says(yes)
    assert eva.question.startswith("Hvem får glæde af det?")


@pytest.mark.parametrize("no", ["nej", "nej tak", "niks"])
async def test_is_it_this_is_answered_with_no(eva: Talker, no: str) -> None:
    await eva.says(DOUBTED)
    await eva.says(no)
    assert eva.question == "Helt fint. Skriv det med andre ord, eller vælg her."


async def test_who_asks_in_english_is_answered_in_english(eva: Talker) -> None:
    await eva.says("Can I renew my loan by telephone?")
    assert "Would you like to go on in English?" in eva.heard
    assert "I will not guess. Ask one of us here: 12 34 56 78" in eva.heard
    assert "We are here 10-17." in eva.heard
    assert "gætte" not in eva.heard
    assert "Send it to one of you" in eva.choices
    await eva.says("Hvornår har I åbent?")
    assert "jeg vil ikke gætte" in eva.heard
    assert "Would you like" not in eva.heard


async def test_in_the_middle_of_something_it_is_answered_in_english_too(eva: Talker) -> None:
    await eva.says(IDEA)
    await eva.says("What are your opening hours?")
    assert "I will not guess" in eva.heard
    assert eva.question == "Skal jeg sende det, du skrev, videre som en idé?"


async def test_beside_a_question_only_its_own_buttons_stand(eva: Talker) -> None:
    await eva.says(DOUBTED)
    await eva.says("hvornår har I åbent?")
    assert "Vi er her 10-17." in eva.heard
    assert eva.choices.count("Send det til en af jer") == 1
    await eva.says("har du en kæreste?")
    assert "jeg er kun en robot" in eva.heard
    assert "Giv en idé" not in eva.choices


async def test_a_colleague_is_told_once_where_to_choose(house: House) -> None:
    anna = await house.colleague("Anna Aa")
    await anna.says("blørp")
    assert anna.heard.startswith("Det forstod jeg ikke helt.\nVælg her, eller skriv /hjaelp")
