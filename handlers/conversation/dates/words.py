"""The vocabulary, as data: what Danish and English words mean in a date.

One entry is a kind of word, and per kind a meaning with the ways to write it, split by commas.
Words stand as in the dictionary; `tokens.py` also knows them without æ, ø and å, and misspelt.
"""

from __future__ import annotations

from enum import Enum, auto

from handlers.conversation.dates.values import Part


class Kind(Enum):
    """What a token is to the rules; those marked «light» may be passed over unread."""

    NUMBER = auto()
    ARTICLE = auto()  # "en uge", "a week": one, or nothing. Light.
    DATE = auto()
    CLOCK = auto()
    PAIR = auto()  # "10.12": a date or a clock
    WEEKDAY = auto()
    WEEKDAYS = auto()  # "tirsdage": every Tuesday
    WORKDAYS = auto()
    WEEKEND = auto()
    MONTH = auto()
    RELATIVE = auto()  # days from today
    FEAST = auto()
    SEASON = auto()
    VACATION = auto()
    PUBLIC_HOLIDAYS = auto()
    UNIT = auto()
    PART = auto()
    HALF_DAY = auto()  # am, pm. Light: "I am free".
    HALF_TO = auto()
    HALF_PAST = auto()
    QUARTER = auto()
    PAST = auto()
    TO = auto()  # "five before four"
    OCLOCK = auto()
    AT = auto()
    IN = auto()  # Danish "i", which also means "to" of a clock and "for" of a duration. Light.
    HENCE = auto()  # "om tre dage", "in three days". Light.
    LATER = auto()  # "three days from now"
    FOR = auto()
    ON = auto()  # Light.
    THE = auto()  # Light.
    AND = auto()  # Light.
    COMMA = auto()  # Light.
    DASH = auto()
    FROM = auto()
    AFTER = auto()
    BETWEEN = auto()
    UNTIL = auto()
    REST = auto()
    EVERY = auto()
    THIS = auto()
    NEXT = auto()
    LAST = auto()
    EVEN = auto()
    TIMES = auto()
    NOT = auto()
    OR = auto()
    VAGUE = auto()
    FILLER = auto()  # Light.
    UNKNOWN = auto()
    END = auto()


LIGHT = frozenset(
    {
        Kind.ARTICLE,
        Kind.HALF_DAY,
        Kind.IN,
        Kind.HENCE,
        Kind.ON,
        Kind.THE,
        Kind.AND,
        Kind.COMMA,
        Kind.FILLER,
    }
)

Meaning = tuple[Kind, int | str]
Vocabulary = dict[Kind, dict[int | str, str]]
DAYS, WEEKS, MONTHS, YEARS, HOURS, MINUTES = "day", "week", "month", "year", "hour", "minute"

DANISH: Vocabulary = {
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

ENGLISH: Vocabulary = {
    Kind.WEEKDAY: {
        0: "monday, mon",
        1: "tuesday, tues, tue",
        2: "wednesday, wed",
        3: "thursday, thurs, thur, thu",
        4: "friday, fri",
        5: "saturday, sat",
        6: "sunday, sun",
    },
    Kind.WEEKDAYS: {
        0: "mondays",
        1: "tuesdays",
        2: "wednesdays",
        3: "thursdays",
        4: "fridays",
        5: "saturdays",
        6: "sundays",
    },
    Kind.WORKDAYS: {0: "weekday, weekdays, every weekday, working days, workdays, workday"},
    Kind.WEEKEND: {0: "weekend", 1: "weekends"},
    Kind.MONTH: {
        1: "january, jan",
        2: "february, feb",
        3: "march, mar",
        4: "april, apr",
        5: "may",
        6: "june, jun",
        7: "july, jul",
        8: "august, aug",
        9: "september, sep, sept",
        10: "october, oct",
        11: "november, nov",
        12: "december, dec",
    },
    Kind.RELATIVE: {
        0: "today",
        1: "tomorrow",
        2: "day after tomorrow, the day after tomorrow",
        -1: "yesterday",
    },
    Kind.FEAST: {
        "new_years_day": "new year's day, new years day",
        "epiphany": "epiphany",
        "valentines_day": "valentine's day, valentines day",
        "womens_day": "women's day, international women's day",
        "labour_day": "labour day, may day",
        "constitution_day": "constitution day, danish constitution day",
        "midsummer_eve": "midsummer eve, midsummer's eve",
        "midsummer_day": "midsummer day",
        "halloween": "halloween",
        "martinmas_eve": "martinmas eve",
        "christmas_eve": "christmas eve",
        "christmas_day": "christmas day",
        "boxing_day": "boxing day, second day of christmas",
        "new_years_eve": "new year's eve, new years eve",
        "shrovetide": "shrovetide",
        "palm_sunday": "palm sunday",
        "maundy_thursday": "maundy thursday",
        "good_friday": "good friday",
        "easter_sunday": "easter sunday, easter day",
        "easter_monday": "easter monday",
        "prayer_day": "great prayer day",
        "ascension_day": "ascension day",
        "whit_sunday": "whit sunday, pentecost",
        "whit_monday": "whit monday",
    },
    Kind.SEASON: {
        "christmas": "christmas, xmas",
        "new_year": "new year, the new year",
        "easter": "easter",
        "whitsun": "whitsun",
    },
    Kind.VACATION: {
        "": "school holidays, school holiday, school vacation, vacation, vacations, the holidays",
        "winter": "winter holiday, winter holidays",
        "easter": "easter holiday, easter holidays",
        "summer": "summer holiday, summer holidays, summer vacation, summer",
        "autumn": "autumn holiday, autumn holidays",
        "christmas": "christmas holiday, christmas holidays",
    },
    Kind.PUBLIC_HOLIDAYS: {0: "public holiday, public holidays, bank holiday, bank holidays"},
    Kind.UNIT: {
        MINUTES: "minute, minutes, min, mins",
        HOURS: "hour, hours",
        DAYS: "day, days",
        WEEKS: "week, weeks",
        MONTHS: "month, months",
        YEARS: "year, years",
    },
    Kind.PART: {
        Part.MORNING: "morning, mornings",
        Part.FORENOON: "forenoon, late morning",
        Part.AFTERNOON: "afternoon, afternoons",
        Part.EVENING: "evening, evenings",
        Part.NIGHT: "night, nights, at night",
    },
    Kind.HALF_PAST: {0: "half past, half"},
    Kind.QUARTER: {15: "quarter"},
    Kind.PAST: {0: "past"},
    Kind.TO: {0: "before"},
    Kind.CLOCK: {12: "noon, midday", 24: "midnight"},
    Kind.OCLOCK: {0: "o'clock, oclock"},
    Kind.AT: {0: "at, kl"},
    Kind.IN: {0: "of, during"},
    Kind.HENCE: {0: "in"},
    Kind.LATER: {0: "from now, from today"},
    Kind.FOR: {0: "for"},
    Kind.ON: {0: "on"},
    Kind.THE: {0: "the"},
    Kind.AND: {0: "and"},
    Kind.FROM: {0: "from, starting, starting from, beginning, starts, as of, since"},
    Kind.AFTER: {0: "after"},
    Kind.BETWEEN: {0: "between"},
    Kind.UNTIL: {0: "to, until, till, til, through, up to, ending, up until"},
    Kind.REST: {
        YEARS: "rest of the year, the rest of the year",
        MONTHS: "rest of the month, the rest of the month",
        WEEKS: "rest of the week, the rest of the week",
    },
    Kind.EVERY: {0: "every, each"},
    Kind.THIS: {0: "this, this coming"},
    Kind.NEXT: {0: "next, coming, the coming"},
    Kind.LAST: {0: "last"},
    Kind.EVEN: {0: "even", 1: "odd"},
    Kind.TIMES: {0: "time, times"},
    Kind.NOT: {0: "not, except, except for, but not, excluding, without, apart from, skip, never"},
    Kind.OR: {0: "or, either"},
    Kind.VAGUE: {
        0: "maybe, perhaps, early, late, mid, sometime, some time, soon, if, unless, by, some, "
        "the start, the end, the beginning, the middle, not before, not later than"
    },
    Kind.FILLER: {
        0: "I, we, you, it, it's, is, can, will, would, like to, want to, would like to, meet, "
        "come, please, thanks, thank you, around, about, works, best, works best, let's, be, my, "
        "always, only, then, ok, yes, hi, hello, ca, whole"
    },
}

PHRASES: dict[str, dict[str, tuple[Meaning, ...]]] = {
    "da": {
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
    },
    "en": {
        "tonight": ((Kind.RELATIVE, 0), (Kind.PART, Part.EVENING)),
        "this morning": ((Kind.RELATIVE, 0), (Kind.PART, Part.MORNING)),
        "this afternoon": ((Kind.RELATIVE, 0), (Kind.PART, Part.AFTERNOON)),
        "this evening": ((Kind.RELATIVE, 0), (Kind.PART, Part.EVENING)),
        "every morning": ((Kind.EVERY, 0), (Kind.UNIT, DAYS), (Kind.PART, Part.MORNING)),
        "every afternoon": ((Kind.EVERY, 0), (Kind.UNIT, DAYS), (Kind.PART, Part.AFTERNOON)),
        "every evening": ((Kind.EVERY, 0), (Kind.UNIT, DAYS), (Kind.PART, Part.EVENING)),
        "daily": ((Kind.EVERY, 0), (Kind.UNIT, DAYS)),
        "weekly": ((Kind.EVERY, 0), (Kind.UNIT, WEEKS)),
        "monthly": ((Kind.EVERY, 0), (Kind.UNIT, MONTHS)),
        "once a week": ((Kind.EVERY, 0), (Kind.UNIT, WEEKS)),
        "once a month": ((Kind.EVERY, 0), (Kind.UNIT, MONTHS)),
        "fortnight": ((Kind.NUMBER, 2), (Kind.UNIT, WEEKS)),
    },
}

NUMBERS = {
    "da": "nul, en, to, tre, fire, fem, seks, syv, otte, ni, ti, elleve, tolv, tretten, fjorten, "
    "femten, seksten, sytten, atten, nitten, tyve, enogtyve, toogtyve, treogtyve, fireogtyve, "
    "femogtyve, seksogtyve, syvogtyve, otteogtyve, niogtyve, tredive, enogtredive",
    "en": "zero, one, two, three, four, five, six, seven, eight, nine, ten, eleven, twelve, "
    "thirteen, fourteen, fifteen, sixteen, seventeen, eighteen, nineteen, twenty, twenty-one, "
    "twenty-two, twenty-three, twenty-four, twenty-five, twenty-six, twenty-seven, twenty-eight, "
    "twenty-nine, thirty, thirty-one",
}
ORDINALS = {
    "da": "nulte, første, anden, tredje, fjerde, femte, sjette, syvende, ottende, niende, "
    "tiende, ellevte, tolvte, trettende, fjortende, femtende, sekstende, syttende, attende, "
    "nittende, tyvende, enogtyvende, toogtyvende, treogtyvende, fireogtyvende, femogtyvende, "
    "seksogtyvende, syvogtyvende, otteogtyvende, niogtyvende, tredivte, enogtredivte",
    "en": "zeroth, first, second, third, fourth, fifth, sixth, seventh, eighth, ninth, tenth, "
    "eleventh, twelfth, thirteenth, fourteenth, fifteenth, sixteenth, seventeenth, eighteenth, "
    "nineteenth, twentieth, twenty-first, twenty-second, twenty-third, twenty-fourth, "
    "twenty-fifth, twenty-sixth, twenty-seventh, twenty-eighth, twenty-ninth, thirtieth, "
    "thirty-first",
}
ARTICLES = {"da": "en, et, een, én, ét", "en": "a, an"}
OTHER = {"da": "andet", "en": "other"}
"""A second way to say «second»: «hvert andet», «every other»."""

LANGUAGES = {"da": DANISH, "en": ENGLISH}
