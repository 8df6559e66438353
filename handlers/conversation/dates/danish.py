"""The Danish words of a date, as data: per kind of word its meanings and the ways to write them.

Words stand as in the dictionary; `spelling.py` forgives what fingers do.
"""

from __future__ import annotations

from handlers.conversation.dates.kinds import (
    DAYS,
    HOURS,
    MINUTES,
    MONTHS,
    WEEKS,
    YEARS,
    Kind,
    Meaning,
    Meanings,
    Vocabulary,
)
from handlers.conversation.dates.values import Part

WORDS: Meanings = {
    Kind.WEEKDAY: {
        0: "mandag",
        1: "tirsdag, tirs, tir",
        2: "onsdag, ons",
        3: "torsdag, tors, tor",
        4: "fredag, fre",
        5: "lørdag, lør",
        6: "søndag, søn",
    },
    Kind.WEEKDAYS: {
        0: "mandage, mandagen, mandagene",
        1: "tirsdage, tirsdagen, tirsdagene",
        2: "onsdage, onsdagen, onsdagene",
        3: "torsdage, torsdagen, torsdagene",
        4: "fredage, fredagen, fredagene",
        5: "lørdage, lørdagen, lørdagene",
        6: "søndage, søndagen, søndagene",
    },
    Kind.WORKDAYS: {0: "hverdag, hverdage, hverdagene, arbejdsdage, hver hverdag, alle hverdage"},
    Kind.WEEKEND: {0: "weekend, weekenden", 1: "weekender, weekenderne"},
    Kind.MONTH: {
        1: "januar, jan",
        2: "februar, feb",
        3: "marts, mar",
        4: "april, apr",
        5: "maj",
        6: "juni, jun",
        7: "juli",
        8: "august, aug",
        9: "september, sep, sept",
        10: "oktober, okt",
        11: "november, nov",
        12: "december, dec",
    },
    Kind.RELATIVE: {
        0: "i dag, idag",
        1: "i morgen, imorgen",
        2: "i overmorgen, overmorgen, iovermorgen",
        -1: "i går, igår",
        -2: "i forgårs, forgårs",
    },
    Kind.FEAST: {
        "new_years_day": "nytårsdag, 1. nytårsdag",
        "epiphany": "helligtrekonger, hellig tre konger",
        "candlemas": "kyndelmisse",
        "valentines_day": "valentinsdag",
        "womens_day": "kvindernes kampdag, kvindernes internationale kampdag",
        "labour_day": "arbejdernes kampdag",
        "liberation_eve": "befrielsesaften",
        "constitution_day": "grundlovsdag",
        "midsummer_eve": "sankthans, sankthansaften, sankt hans, sankt hans aften, "
        "sankt hansaften, sct hans, sct hans aften, skt hans, skt hans aften",
        "midsummer_day": "sankthansdag, sankt hans dag",
        "halloween": "halloween",
        "martinmas_eve": "mortensaften, mortens aften",
        "lucia": "lucia, luciadag, santa lucia",
        "little_christmas_eve": "lillejuleaften, lille juleaften",
        "christmas_eve": "juleaften, juleaftensdag",
        "christmas_day": "juledag, første juledag, 1. juledag",
        "boxing_day": "2. juledag, anden juledag",
        "new_years_eve": "nytårsaften, nytårsaftensdag",
        "shrovetide": "fastelavn, fastelavnssøndag",
        "palm_sunday": "palmesøndag",
        "maundy_thursday": "skærtorsdag",
        "good_friday": "langfredag",
        "easter_sunday": "påskedag, påskesøndag, 1. påskedag, første påskedag",
        "easter_monday": "2. påskedag, anden påskedag",
        "prayer_day": "store bededag",
        "ascension_day": "kristi himmelfartsdag, kristi himmelfart, himmelfartsdag",
        "whit_sunday": "pinsedag, pinsesøndag, 1. pinsedag, første pinsedag",
        "whit_monday": "2. pinsedag, anden pinsedag",
    },
    Kind.SEASON: {
        "christmas": "jul, julen, juledagene",
        "new_year": "nytår, nytåret",
        "easter": "påske, påsken, påskedagene",
        "whitsun": "pinse, pinsen",
    },
    Kind.VACATION: {
        "": "ferie, ferien, ferier, ferierne, skoleferie, skoleferien, skoleferier, skoleferierne",
        "winter": "vinterferie, vinterferien",
        "easter": "påskeferie, påskeferien",
        "summer": "sommerferie, sommerferien, sommer, sommeren",
        "autumn": "efterårsferie, efterårsferien",
        "christmas": "juleferie, juleferien",
    },
    Kind.PUBLIC_HOLIDAYS: {0: "helligdag, helligdage, helligdagen, helligdagene, fridage"},
    Kind.UNIT: {
        MINUTES: "min, minut, minutter, minutters",
        HOURS: "time, timer, timers",
        DAYS: "dag, dage, døgn",
        WEEKS: "uge, ugen, uger, ugerne",
        MONTHS: "måned, måneden, måneder, månederne, mdr",
        YEARS: "år, året",
    },
    Kind.PART: {
        Part.MORNING: "morgen, morgenen, tidlig morgen",
        Part.FORENOON: "formiddag, formiddagen",
        Part.AFTERNOON: "eftermiddag, eftermiddagen",
        Part.EVENING: "aften, aftenen",
        Part.NIGHT: "nat, natten",
    },
    Kind.HALF_TO: {0: "halv"},
    Kind.QUARTER: {15: "kvart, kvarter"},
    Kind.PAST: {0: "over"},
    Kind.CLOCK: {12: "middag, middagstid", 24: "midnat"},
    Kind.OCLOCK: {0: "tiden"},
    Kind.AT: {0: "kl, klokken, klokka, klok"},
    Kind.IN: {0: "i"},
    Kind.HENCE: {0: "om"},
    Kind.ON: {0: "på, nu på, her på"},
    Kind.THE: {0: "den, det, d"},
    Kind.AND: {0: "og, samt"},
    Kind.FROM: {
        0: "fra, fra og med, første gang, start, startende, med start, starter, begynder, "
        "startende fra, begyndende"
    },
    Kind.AFTER: {0: "efter, fra efter"},
    Kind.BETWEEN: {0: "mellem, imellem"},
    Kind.UNTIL: {
        0: "til, indtil, til og med, frem til, frem til og med, sidste gang, slutter, og til, "
        "op til"
    },
    Kind.REST: {
        YEARS: "resten af året, året ud, til udgangen af året",
        MONTHS: "resten af måneden, måneden ud, til udgangen af måneden",
        WEEKS: "resten af ugen, ugen ud",
    },
    Kind.EVERY: {0: "hver, hvert, alle, i hver, hver eneste"},
    Kind.THIS: {0: "denne, dette, nu på, nu her på"},
    Kind.NEXT: {0: "næste, den næste, kommende, den kommende"},
    Kind.LAST: {0: "sidste, den sidste, forrige"},
    Kind.EVEN: {0: "lige", 1: "ulige"},
    Kind.TIMES: {0: "gang, gange"},
    Kind.NOT: {
        0: "ikke, undtagen, bortset fra, dog ikke, men ikke, undtaget, på nær, uden, uden for, "
        "men ikke i, minus, aldrig"
    },
    Kind.OR: {0: "eller, enten"},
    Kind.VAGUE: {
        0: "måske, midt, starten, begyndelsen, slutningen, sidst på, først på, snart, engang, "
        "hvis, medmindre, før, inden, senest, tidligst, cirka midt, når som helst, nogle"
    },
    Kind.FILLER: {
        0: "jeg, vi, du, man, kan, vil, gerne, skal, være, er, det er, der, mig, os, komme, "
        "kommer, mødes, mødet, møde, passer, passer bedst, bedst, fint, godt, tak, ved, ca, "
        "cirka, omkring, altid, kun, så, bliver, holde, holder, vi ses, hej, ja, af, gang om, "
        "tidspunkt, dato, hos, jer, hele, indtil videre, fast, bare, helst, nok, ude på"
    },
}

PHRASES: dict[str, tuple[Meaning, ...]] = {
    "i formiddag": ((Kind.RELATIVE, 0), (Kind.PART, Part.FORENOON)),
    "i eftermiddag": ((Kind.RELATIVE, 0), (Kind.PART, Part.AFTERNOON)),
    "i aften": ((Kind.RELATIVE, 0), (Kind.PART, Part.EVENING)),
    "i morgen tidlig": ((Kind.RELATIVE, 1), (Kind.PART, Part.MORNING)),
    "i morges": ((Kind.RELATIVE, -1),),
    "hver morgen": ((Kind.EVERY, 0), (Kind.UNIT, DAYS), (Kind.PART, Part.MORNING)),
    "hver formiddag": ((Kind.EVERY, 0), (Kind.UNIT, DAYS), (Kind.PART, Part.FORENOON)),
    "hver eftermiddag": ((Kind.EVERY, 0), (Kind.UNIT, DAYS), (Kind.PART, Part.AFTERNOON)),
    "hver aften": ((Kind.EVERY, 0), (Kind.UNIT, DAYS), (Kind.PART, Part.EVENING)),
    "dagligt": ((Kind.EVERY, 0), (Kind.UNIT, DAYS)),
    "daglig": ((Kind.EVERY, 0), (Kind.UNIT, DAYS)),
    "ugentligt": ((Kind.EVERY, 0), (Kind.UNIT, WEEKS)),
    "ugentlig": ((Kind.EVERY, 0), (Kind.UNIT, WEEKS)),
    "månedligt": ((Kind.EVERY, 0), (Kind.UNIT, MONTHS)),
    "en gang om ugen": ((Kind.EVERY, 0), (Kind.UNIT, WEEKS)),
    "en gang om måneden": ((Kind.EVERY, 0), (Kind.UNIT, MONTHS)),
}

DANISH = Vocabulary(
    WORDS,
    PHRASES,
    numbers=(
        "nul, en, to, tre, fire, fem, seks, syv, otte, ni, ti, elleve, tolv, tretten, fjorten, "
        "femten, seksten, sytten, atten, nitten, tyve, enogtyve, toogtyve, treogtyve, "
        "fireogtyve, femogtyve, seksogtyve, syvogtyve, otteogtyve, niogtyve, tredive, "
        "enogtredive"
    ),
    ordinals=(
        "nulte, første, anden, tredje, fjerde, femte, sjette, syvende, ottende, niende, "
        "tiende, ellevte, tolvte, trettende, fjortende, femtende, sekstende, syttende, "
        "attende, nittende, tyvende, enogtyvende, toogtyvende, treogtyvende, fireogtyvende, "
        "femogtyvende, seksogtyvende, syvogtyvende, otteogtyvende, niogtyvende, tredivte, "
        "enogtredivte"
    ),
    other="andet",
    articles="en, et, een, én, ét",
    joints=("", "s"),
)
