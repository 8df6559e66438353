"""The English words of a date, as data: per kind of word its meanings and the ways to write them.

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

PHRASES: dict[str, tuple[Meaning, ...]] = {
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
}

ENGLISH = Vocabulary(
    WORDS,
    PHRASES,
    numbers=(
        "zero, one, two, three, four, five, six, seven, eight, nine, ten, eleven, twelve, "
        "thirteen, fourteen, fifteen, sixteen, seventeen, eighteen, nineteen, twenty, "
        "twenty-one, twenty-two, twenty-three, twenty-four, twenty-five, twenty-six, "
        "twenty-seven, twenty-eight, twenty-nine, thirty, thirty-one"
    ),
    ordinals=(
        "zeroth, first, second, third, fourth, fifth, sixth, seventh, eighth, ninth, tenth, "
        "eleventh, twelfth, thirteenth, fourteenth, fifteenth, sixteenth, seventeenth, "
        "eighteenth, nineteenth, twentieth, twenty-first, twenty-second, twenty-third, "
        "twenty-fourth, twenty-fifth, twenty-sixth, twenty-seventh, twenty-eighth, "
        "twenty-ninth, thirtieth, thirty-first"
    ),
    other="other",
    articles="a, an",
)
