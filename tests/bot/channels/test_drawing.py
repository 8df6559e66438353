"""Lines as Telegram messages, read by python-telegram-bot's own types and limits."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
import telegram
from telegram.constants import InlineKeyboardButtonLimit, MessageLimit

from bot.channels import TEXTS
from bot.channels.drawing import Data, Drawn, MessagePen, data_of, read_data
from handlers.conversation.texts import HANDLERS, Texts
from storage.people.rules import Language
from storage.talk.rules import Who
from storage.talk.tables import Line

WORDS = Texts.load(HANDLERS, TEXTS)
NOW = datetime(2026, 5, 4, 9, tzinfo=UTC)


def line(text: str = "Hvad er din idé?", seq: int = 7, **more: Any) -> Line:
    plain: dict[str, Any] = {"who": Who.LIBRARY, "name": None, "buttons": [], "ask": None}
    return Line(talk_id=1, seq=seq, at=NOW, text=text, **{**plain, "card": None, **more})


def button(value: str, label: str, *, quiet: bool = False) -> dict[str, Any]:
    return {"value": value, "label": label} | ({"quiet": True} if quiet else {})


def draw(*lines: Line, url: str = "https://ideer.example.dk", whom: str = "") -> list[Drawn]:
    drawn = MessagePen(WORDS, Language.DA, url).draw(lines, whom)
    for one in drawn:
        is_taken(one)
    return drawn


def is_taken(drawn: Drawn) -> None:
    """The second opinion: another library reads the call, and its limits hold."""
    call = drawn.riding("12")
    assert 0 < len(call["text"].encode("utf-16-le")) // 2 <= MessageLimit.MAX_TEXT_LENGTH
    message = telegram.Message.de_json(
        {"message_id": 1, "date": 1, "chat": {"id": 12, "type": "private"}, **call}, None
    )
    assert message is not None
    for entity in message.entities:
        assert message.parse_entity(entity).strip()
    keys = message.reply_markup.inline_keyboard if message.reply_markup else ()
    assert sum(map(len, keys)) <= 100
    for key in (key for row in keys for key in row):
        size = len(str(key.callback_data or "x").encode())
        assert size <= InlineKeyboardButtonLimit.MAX_CALLBACK_DATA
    assert drawn.sent_to("12").model_dump(exclude_none=True)["text"] == drawn.text


def keys(drawn: Drawn) -> list[list[str]]:
    return [[label for label, _ in row] for row in drawn.keys]


def test_several_lines_are_one_message() -> None:
    (drawn,) = draw(line("Tak."), line("Vil du mere?", 8, buttons=[button("yes", "Ja")]))
    assert drawn.text == "Tak.\n\nVil du mere?"
    assert drawn.keys == ((("Ja", "8:yes"),),)


def test_the_place_in_a_flow_is_said_first_and_bold() -> None:
    (drawn,) = draw(line(ask={"kind": "text", "step": 2, "of": 3}))
    assert drawn.text == "2 af 3\nHvad er din idé?"
    assert drawn.bold == ((0, 6),)


@pytest.mark.parametrize(
    ("language", "words"),
    [
        (Language.DA, "Den her besked er forsinket. Du skulle have fået den mandag den 4.\xa0maj"),
        (Language.EN, "This message is late. You should have had it on Monday"),
    ],
)
def test_what_comes_late_says_when_it_was_meant(language: Language, words: str) -> None:
    (drawn,) = MessagePen(WORDS, language).draw([line(ask={"step": 2, "of": 3})], late_from=NOW)
    is_taken(drawn)
    assert drawn.text.startswith(words)
    place = drawn.text.index("2 ")
    assert drawn.bold[0][0] == place


def test_what_a_colleague_says_carries_their_name() -> None:
    (drawn,) = draw(line("Hvilken dag?", name="Anna", who=Who.STAFF))
    assert drawn.text == "Anna fra biblioteket\nHvilken dag?"


def test_a_card_without_a_title_begins_with_its_first_fact() -> None:
    card = {"title": "", "rows": [["Står", "Åben"], ["Intro", "Ja"]]}
    (drawn,) = draw(line("Rolle: Fotograf", card=card))
    assert drawn.text == "Rolle: Fotograf\n\nStår: Åben\nIntro: Ja"


def test_a_card_shows_its_facts_and_a_way_to_the_page() -> None:
    card = {
        "title": "Skak <b>for</b> alle",
        "rows": [["Tilstand", "Læst"]],
        "buttons": [button("/tag 3", "Tag den")],
        "link": "/desk/sag/3",
    }
    (drawn,) = draw(line("Sag 3", card=card))
    assert drawn.text == "Sag 3\n\nSkak <b>for</b> alle\nTilstand: Læst"
    assert keys(drawn) == [["Tag den"], ["Se på siden"]]
    assert drawn.keys[1][0][1] == "https://ideer.example.dk/desk/sag/3"
    (without,) = draw(line("Sag 3", card=card), url="http://127.0.0.1:8080")
    assert keys(without) == [["Tag den"]]


def test_buttons_of_several_cases_tell_which_they_are_for() -> None:
    (drawn,) = draw(*(line("En", n, buttons=[button(f"/sag {n}", "Se")]) for n in (3, 4)))
    assert keys(drawn) == [["3: Se"], ["4: Se"]]


def test_a_value_too_long_for_a_button_is_named_by_its_place() -> None:
    long = f"/giv 12 {'Ø' * 40}"
    (drawn,) = draw(line(buttons=[button("/sag 12", "Se"), button(long, "Overtag")]))
    assert [data for row in drawn.keys for _, data in row] == ["7:/sag 12", "7:~1"]


def test_boxes_stand_empty_with_a_way_to_be_done() -> None:
    boxes = [button("a", "Mandag"), button("b", "Tirsdag"), button("/annuller", "Stop", quiet=True)]
    (drawn,) = draw(line(buttons=boxes, ask={"kind": "many"}))
    assert keys(drawn) == [["☐ Mandag", "☐ Tirsdag", "Det var det"], ["Stop"]]


def test_in_a_group_a_question_says_whose_it_is_and_how_to_answer() -> None:
    buttons = [button("yes", "Ja"), button("/annuller", "Stop her", quiet=True)]
    (drawn,) = draw(line("Hvornår?", 9, buttons=buttons, ask={"kind": "text"}), whom="Anna")
    assert drawn.text == "Anna: Hvornår?\nSvar på denne besked, så ser jeg det."
    assert drawn.bold[0] == (0, 6)
    assert [data for row in drawn.keys for _, data in row] == ["9@1:yes", "9@1:/annuller"]
    (pressed,) = draw(line("Passer det?", 9, buttons=buttons, ask={"kind": "yes_no"}), whom="Bo")
    assert pressed.text == "Bo: Passer det?"


def test_in_a_group_what_asks_nothing_is_for_everybody() -> None:
    (drawn,) = draw(line("Taget.", 9, buttons=[button("/fortryd 1", "Fortryd")]), whom="Anna")
    assert drawn.keys == ((("Fortryd", "9:/fortryd 1"),),)


@pytest.mark.parametrize("data", [Data(7, "/tag 12"), Data(9, "yes", 4), Data(0, "a:b@c")])
def test_what_a_button_carries_comes_back(data: Data) -> None:
    assert read_data(data_of(data)) == data


def test_long_words_are_several_messages_with_the_keys_on_the_last() -> None:
    drawn = draw(line("ord " * 3000, buttons=[button("yes", "Ja")]))
    assert [bool(one.keys) for one in drawn] == [False, False, True]


def test_a_week_goes_as_a_picture_with_words_that_fit_under_it() -> None:
    week: dict[str, Any] = {
        "title": "Uge 19",
        "rows": [],
        "buttons": [],
        "link": None,
        "week": {"days": []},
    }
    first, *others = draw(line("ord " * 300, card=week))
    assert first.card == week
    assert len(first.text) <= MessageLimit.MAX_TEXT_LENGTH // 4
    assert all(each.card is None for each in others)
