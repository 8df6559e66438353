"""What must be nowhere: CPR numbers in any column or page, and people's words in the log."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.channels.links import MailLinks
from handlers.library.links import OwnLinks
from storage.database import Database
from storage.people.rules import Role
from tests.faults.evidence import everything
from tests.journeys.parts import approves, code_in, declines, gives
from tests.journeys.test_citizens import a_photo
from tests.needs import ROOT
from tests.online import KEY, MONDAY, Browser, Library
from tests.programs import a_program

HIDDEN = ("070761-4285", "010165-1234", "cpr 070761-4286", "0707614285", "07 07 61 42 85")
"""Numbers that must be removed (domain.md 5.8), each written in a different way."""

LEFT = (
    "P-nr 1003388394",
    "ISBN 9788702123456",
    "d. 03.05.24 1400",
    "31.02.80-1234",
    "+45 12 34 56 78",
)
"""Numbers that only look like CPR numbers (domain.md 5.8)."""

DIGITS = re.compile(r"0707614285|0101651234|0707614286")


def expect_no_number(text: str) -> None:
    """Check that no CPR number of this test is in the text, however it is written."""
    plain = re.sub(r"[ .\-]", "", text)
    found = [plain[max(0, m.start() - 60) : m.end() + 20] for m in DIGITS.finditer(plain)]
    assert not found, found


async def all_pages(staff: Browser) -> str:
    """What staff can read, as it was sent."""
    seen: list[str] = []
    for path in (
        "/desk",
        "/desk/sag/1",
        "/desk/sag/2",
        "/desk/svar",
        "/desk/folk",
        "/desk/mig",
        "/desk/fejl",
        "/desk/paa-vej",
    ):
        await staff.opens(path)
        seen.append(staff.page.html)
    return "\n".join(seen)


@pytest.mark.parametrize("number", HIDDEN)
async def test_a_cpr_number_is_nowhere(library: Library, number: str) -> None:
    text = f"En klub for mig, {number}, om torsdagen"
    eva = await library.citizen()
    await eva.says(f"/ide {text}")
    assert "ligner et CPR-nummer" in eva.heard
    await eva.says(f"Alle og {number}")
    await eva.presses("Her i samtalen")
    await eva.presses("Ja")
    await eva.presses_value(f"{eva.answered[-1]['seq']}:{number}")
    await eva.presses_value(f"0:/tilfoej 1 {number}")
    await eva.presses_value(f"0:/start ide_{number}")
    await eva.says(number)
    await eva.shows(a_photo(), f"{number}.jpg", f"Mit nummer er {number}")
    await eva.posts("/sag/1/tilfoej", {"text": f"Jeg er {number}"})
    await eva.opens(f"/?start=ide_{number}")

    chief = await library.joins(f"Chefen {number}", Role.ADMINISTRATOR)
    await chief.opens("/desk/mig")
    await chief.sends_form("/desk/mig", name=f"Chefen {number}")
    await chief.opens("/desk/ny")
    await chief.sends_form("/desk/ny", text=text, benefit=number, told="1")
    await chief.opens("/desk/svar")
    await chief.sends_form("/desk/svar", title=number, da=f"Ja {number}", en=f"Yes {number}")
    await chief.at(1)
    await chief.sends_form("/desk/sag/1/note", text=f"Ring til {number}")
    await chief.says(f"/spoerg 1 Er du {number}?")
    await library.passes(minutes=2)
    expect_no_number(await everything(library.database))
    expect_no_number(await all_pages(chief))


async def test_a_number_split_over_two_messages_is_taken_out(library: Library) -> None:
    eva = await library.citizen()
    await eva.says("/ide Skriv til mig på 070761-")
    await eva.says("4285, så svarer jeg")
    assert "ligner et CPR-nummer" in eva.heard
    assert "4285" not in await everything(library.database)


async def test_what_only_looks_like_it_is_left(embedded: Library) -> None:
    eva = await embedded.citizen()
    for number, words in enumerate(LEFT, start=1):
        await eva.says(f"/ide Se her: {words}, tak")
        await eva.says("Alle")
        await eva.presses("Her i samtalen")
        await eva.presses("Nej")
        await eva.opens(f"/sag/{number}")
        assert f"Se her: {words}, tak" in eva.page.text


async def test_the_log_knows_nobody(database: Database, tmp_path: Path) -> None:
    said = ["Lydbogsklub for Gerda", "Gerda og de andre", "Hvor mange kommer, Gerda"]
    async with a_program(tmp_path, database, LOG_LEVEL="DEBUG") as program:
        eva = await program.citizen()
        await eva.says(f"/ide {said[0]} 070761-4285")
        await eva.says(said[1])
        await eva.presses("Ring til mig")
        await eva.presses("Ja")
        await eva.says("87 65 43 21")
        code = code_in("\n".join(line["text"] for line in await eva.lines()))
        await eva.posts("/sag", {"number": "1", "code": "AAAA-CCCC"})
        await eva.posts("/sag", {"number": "1", "code": code})
        await eva.opens(f"/sag?n=1&k={code}")
        anna = await program.colleague(
            "Anna Aagaard", now=datetime.now(UTC), mail="anna@boegeby.example"
        )
        await (await anna.at(1)).presses("Tag den")
        await anna.says(f"/spoerg 1 {said[2]}")
        await declines(anna, "Der er fuldt i huset")
        await anna.opens("/desk?q=Gerda")
        await anna.posts("/desk/ind", {"mail": "anna@boegeby.example"})
        await anna.opens("/desk/ind/" + "x" * 32)
        await anna.opens("/findes/Gerda")
        cookies = [eva.cookie("sammen"), anna.cookie("sammen_desk")]
        program.tell_to_stop()
        await program.ended()
        log = program.log
    assert "POST /say 200" in log
    words = [*said, "Gerda", "Aagaard", "boegeby.example", "87 65 43 21", "fuldt i huset", code]
    pieces = [piece for cookie in cookies for piece in cookie.split(".") if len(piece) > 8]
    for secret in (*words, code.replace("-", ""), *pieces, "x" * 32, "4285"):
        assert secret.lower() not in log.lower()


async def test_the_files_themselves_hold_no_word_of_who_was_erased(embedded: Library) -> None:
    files = Path(str(embedded.database.url.database)).parent
    eva = await embedded.citizen()
    await gives(eva, "En klub for zebrafinker")
    for number in range(20):  # so much that pages become free
        await eva.says(f"/tilfoej 1 Zebrafinke nummer {number}, {'og den synger ' * 60}")
    assert count_in(files, "zebrafinke") > 0
    await eva.says("/glem_mig")
    await eva.presses("Ja")
    await embedded.passes(minutes=11)
    assert count_in(files, "zebrafinke") == 0


def count_in(folder: Path, word: str) -> int:
    """How often a word stands in the files of a database."""
    return sum(f.read_bytes().lower().count(word.encode()) for f in folder.glob("*.sqlite3*"))


@pytest.mark.parametrize(
    "link",
    [
        OwnLinks(KEY, "").calendar(3, 1),
        OwnLinks(KEY, "").paper("bevis", 3, 1, MONDAY.date(), "Eva Marie Holm"),
        MailLinks(KEY, "").confirm("a-mailbox"),
        MailLinks(KEY, "").stop("a-mailbox"),
        *(f"{path}/{'x' * 16}" for path in ("/mine-data", "/forbind", "/partner/link")),
        f"/desk/ind/{'x' * 20}",
        "/sag?n=1&k=ACDE-FGHJ",
    ],
)
def test_the_log_of_the_door_before_ours_knows_no_link(link: str) -> None:
    caddy = (ROOT / "deploy" / "Caddyfile").read_text()
    [left_out] = re.findall(r'request>uri regexp "(.+)" "/-"', caddy)
    told = re.sub(left_out, "/-", link)
    assert told.endswith("/-")
    secret = re.split("[/?]", link)[-1]
    assert secret not in told
    assert re.sub(left_out, "/-", "/desk/sag/12") == "/desk/sag/12"


async def test_markup_is_text_everywhere(library: Library) -> None:
    markup = "<script>alert('1')</script><img src=x onerror=alert(2)>&amp;{{7*7}}"
    eva = await library.citizen()
    await eva.says(f"/ide {markup}")
    assert eva.status == 200
    await eva.says(markup)
    await eva.presses("Her i samtalen")
    await eva.presses("Nej")
    chief = await library.joins(f"<b>Bo</b> {markup}"[:60], Role.ADMINISTRATOR)
    await chief.opens("/desk/svar")
    await chief.sends_form("/desk/svar", title="<i>Ja</i>", da=markup, en=markup)
    await (await chief.at(1)).presses("Tag den")
    await chief.sends_form("/desk/sag/1/note", text=markup)
    await chief.says(f"/spoerg 1 {markup}")
    await approves(chief)
    await library.passes(minutes=2)
    seen = [await all_pages(chief)]
    for path in ("/", "/sag/1", "/sag/1/seddel", "/sag", "/sag?n=<script>&k=<script>"):
        await eva.opens(path)
        seen.append(eva.page.html)
    await eva.opens("/sag/1")
    assert markup in eva.page.text
    await eva.opens("/")
    async with eva.session.get(eva.url + "/lines") as response:
        assert response.content_type == "application/json"
        assert markup in str((await response.json())["lines"])
    for html in seen:
        assert "<script>alert" not in html
        assert "<img src=x" not in html
        assert "<b>Bo" not in html
        assert "<i>Ja" not in html
