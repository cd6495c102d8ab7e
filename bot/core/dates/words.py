"""The words of dates in languages that name their months: those, broadcast seasons, "next year", what stands around.

One set for all languages that share a script: feeds mix languages and their language setting is often wrong, and
the few words that mean two things ("mars", "été", "may") count only where a day, a year or a preposition of dates
stands beside them. Portuguese and Spanish season words are read as the northern broadcast season, because that is
how the outlets of Brazil and Latin America translate it.
"""

import unicodedata

from bot.core.models import BroadcastSeason


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_WINTER, _SPRING, _SUMMER, _FALL = BroadcastSeason

ENGLISH_MONTHS = {
    word: number
    for number, words in enumerate(
        [
            "january jan",
            "february feb",
            "march mar",
            "april apr",
            "may",
            "june jun",
            "july jul",
            "august aug",
            "september sept sep",
            "october oct",
            "november nov",
            "december dec",
        ],
        1,
    )
    for word in words.split()
}

_OTHER_MONTHS = """
1  enero janeiro janvier januar jänner gennaio январь января январе يناير
2  febrero fevereiro février februar febbraio февраль февраля феврале فبراير شباط
3  marzo março mars märz март марта марте مارس آذار
4  abril avril aprile апрель апреля апреле أبريل ابريل إبريل نيسان
5  mayo maio mai maggio май мая мае مايو أيار
6  junio junho juin juni giugno июнь июня июне يونيو يونيه حزيران
7  julio julho juillet juli luglio июль июля июле يوليو يوليه تموز
8  agosto août август августа августе أغسطس اغسطس آب
9  septiembre setiembre setembro septembre settembre сентябрь сентября сентябре سبتمبر أيلول
10 octubre outubro octobre oktober ottobre октябрь октября октябре أكتوبر اكتوبر
11 noviembre novembro novembre ноябрь ноября ноябре نوفمبر
12 diciembre dezembro décembre dezember dicembre декабрь декабря декабре ديسمبر
"""

_SEASONS = {
    _WINTER: "winter invierno inverno hiver зима зимой зимы зиму зимний зимнего شتاء الشتاء لشتاء",
    _SPRING: "spring primavera printemps frühling frühjahr"
    " весна весной весны весну весенний весеннего ربيع الربيع لربيع",
    _SUMMER: "summer verano verão été sommer estate лето летом лета летний летнего صيف الصيف لصيف",
    _FALL: "fall autumn otoño outono automne herbst autunno осень осенью осени осенний осеннего خريف الخريف لخريف",
}

NOT_WITHOUT_ACCENT = frozenset({"março", "été", "août"})  # "marco" is a name; "ete" and "aout" are spelled out below


def _plain(word: str) -> str:
    """The word as web addresses spell it. Latin only: elsewhere the marks are letters of their own."""
    if not word.isascii() and word[0] < "ɐ" and word not in NOT_WITHOUT_ACCENT:
        return "".join(c for c in unicodedata.normalize("NFD", word) if not unicodedata.combining(c))
    return word


def _months() -> dict[str, int]:
    months = dict(ENGLISH_MONTHS)
    for line in _OTHER_MONTHS.split("\n"):
        number, *words = line.split() or ["0"]
        for word in words:
            months[word] = months[_plain(word)] = int(number)
            if word > "؀":  # Arabic joins "and", "in" and "for" to the word
                months.update({prefix + word: int(number) for prefix in "وبل"})
    return months | {"aout": 8, "maerz": 3}


MONTHS = _months()
SEASONS = {
    form: season for season, words in _SEASONS.items() for word in words.split() for form in (word, _plain(word))
}

# A month or season without day and year is a date after one of these …
PREPOSITIONS = _words("""
    in for until till to by from since this next coming upcoming during starting beginning sometime last
    en para hasta desde este esta próximo próxima proximo proxima durante
    em no na neste nesta deste desta até partir
    dès cet cette pour
    im ab zum bis für diesen dieses diesem nächsten kommenden kommendem vom
    à a ad al all nel nella da dal questo questa prossimo prossima per entro quest
    в во на этой этим с к до
    في خلال شهر موسم هذا
    """)
# … or after one of these, which make it vaguer and never give it a day …
QUALIFIERS = _words("""
    early late mid middle beginning start end later around half quarter
    principios finales mediados inicios comienzos comienzo inicio finais início começo meados
    début fin mi anfang mitte ende spät inizio fine metà
    начале конце середине
    بداية منتصف نهاية أواخر أوائل مطلع
    """)
# … with these between …
GLUE = _words("the of l d de del do da di der des mese mes mês - – '")
# … or before one of these, in English.
FOLLOWERS = _words("""
    debut debuts premiere premieres release releases launch broadcast start starts tv net streaming delay anime series
    film movie season date slot opening airing theatrical simulcast simulcasts return lineup slate telecast window cour
    bow light show
    """)
# Names and verbs as often as months: these prepositions only.
STRICT = {
    word: frozenset(words.split())
    for word, words in {
        "may": "in this next until till by from since for to early late mid end beginning last",
        "march": "in this next until till by from since for early late mid end beginning last",
        "fall": "in this next until till by from since for early late mid end beginning last coming upcoming during",
        "spring": "in this next until till by from since for early late mid end beginning last coming upcoming during",
        "mai": "en im fin début mi ab ende anfang mitte bis dès seit vom",
        "mars": "en fin début mi dès",
        "été": "en cet l d fin début",
        "estate": "in nella nell quest prossima fine inizio",
    }.items()
}
# What makes a title or a sentence of them: "March Comes In", "This May Be", "April Fools'", "Summer Wars".
NOT_BEFORE = _words("""
    comes be have not seem mean contain come become look sound fools fool wars pockets time ghost days memories guys
    dreams sonata love festival vacation break camp song cup olympics court fest tour sale holiday madness story
    """)
YEAR_VERBS = _words("""
    kommt erscheint startet läuft sort sortie coming premiere premieres debut airs set slated opens opening arrives
    launches debuting premiering airing releases estreno estreia يحدد
    """)
# … and behind these where nothing follows: "sets 2027", not "reveals 2027 calendar".
REVEALING = _words("reveals sets confirms announces unveils lists")
# Behind these a month needs no preposition: "debutta aprile".
MONTH_VERBS = _words("""
    debutta debutterà esordisce uscirà startet erscheint kommt läuft débute débutera débarque sortira estrena estreia
    estreará estrenará
    """)
EITHER = frozenset({"/", "or", "o", "ou", "oder", "или", "أو"})  # "spring/summer 2027" is 2027
JOINERS = frozenset(
    {"of", "de", "del", "do", "di", ",", ".", "،", "года", "г", "عام", "سنة", "im", "jahr", "jahres", "من"}
)
ARTICLES = frozenset({"the", "le", "el", "il", "den", "der"})
PAST = _words("""
    premiered debuted aired began started launched opened ended concluded since released last finished
    estrenó emitió terminó desde pasado estreou desde passado diffusé sorti depuis dernier lief seit letzten
    uscito scorso вышел вышла вышло прошлой прошлого прошлым الماضي منذ
    """)
# "Season 3 May 2027": the number belongs to the word before it.
COUNTED_BEFORE = _words("""
    season seasons part cour episode episodes ep vol volume chapter ch no nr # stage phase arc act book film movie top
    temporada parte episodio capítulo saison partie épisode staffel teil folge stagione сезон часть серия
    الموسم الجزء الحلقة الفصل
    """)
# "October 2nd Season", "in October 2 films": the number belongs to the word after it.
COUNTED_AFTER_ORDINAL = _words("season cour part stage film movie series episode anniversary trailer")
COUNTED_AFTER_NUMBER = _words("films movies episodes seasons cours specials volumes more")
QUANTITIES = _words("""
    yen copies theaters theatres screens volumes people dollars years year days fans awards award festival expo con
    edition olympics issue poll survey ranking yenes copias
    """)
ISSUES = frozenset({"issue", "issues"})  # a magazine's month is the date of nothing
YEAR_AFTER = _words("году года год")

# "Series debuts on Tuesday": only behind these, since every press release was "announced on Tuesday".
COMING_VERBS = _words("""
    debuts premieres opens airs starts begins streams launches arrives returns drops
    debuting premiering airing launching arriving returning
    """)
COMING_BETWEEN = _words("on in theaters theatres cinemas japan japanese worldwide streaming airing tv")
COMING_INFINITIVES = _words("debut premiere open air start begin stream launch arrive return")
WEEKDAYS = {
    day: number
    for number, day in enumerate(["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"])
}

# Phrases that stand for a year, as offset from the year of publication.
_RELATIVE = {
    -1: "last year|el año pasado|no ano passado|l année dernière|letztes jahr|lo scorso anno|прошлом году|العام الماضي",
    0: """this year|later this year|end of the year|year end|este año|fin de año|fim do ano|este ano|cette année
    |fin d année|dieses jahr|diesen jahres
    |dieses jahres|diesem jahr|jahresende|quest anno|fine anno|этом году|этого года|конца года
    |هذا العام|العام الجاري|هذه السنة""",
    1: """next year|coming year|próximo año|año que viene|proximo año|próximo ano|ano que vem|année prochaine
    |l an prochain|nächstes jahr|nächsten jahr|nächsten jahres|kommenden jahr|kommendes jahr|kommenden jahres
    |prossimo anno|anno prossimo|следующем году|следующего года|будущем году|العام المقبل|العام القادم|السنة القادمة
    |السنة المقبلة""",
}
# The same for a month, as offset from the month of publication.
_RELATIVE_MONTH = {
    0: "this month|later this month|este mes|este mês|ce mois ci|diesen monat|questo mese|этом месяце|هذا الشهر",
    1: """next month|coming month|próximo mes|mes que viene|próximo mês|mês que vem|mois prochain|nächsten monat
    |kommenden monat|prossimo mese|mese prossimo|следующем месяце|الشهر المقبل|الشهر القادم""",
}
Phrases = dict[str, list[tuple[tuple[str, ...], int]]]


def _by_first_word(phrases: dict[int, str]) -> Phrases:
    found: Phrases = {}
    for offset, line in phrases.items():
        for phrase in line.split("|"):
            for form in {phrase, " ".join(map(_plain, phrase.split()))}:
                parts = tuple(form.split())
                found.setdefault(parts[0], []).append((parts, offset))
    return found


RELATIVE_YEARS = _by_first_word(_RELATIVE)
RELATIVE_MONTHS = _by_first_word(_RELATIVE_MONTH)

# "el próximo octubre" is the coming one; English "next October" is that only when this year's is over.
COMING_AFTER = _words("prochain prochaine próximo próxima prossimo prossima القادم المقبل المقبلة القادمة que")

FIRST_YEAR, LAST_YEAR = 1960, 2099
TRIGGERS = frozenset(
    [
        *MONTHS,
        *SEASONS,
        *RELATIVE_YEARS,
        *RELATIVE_MONTHS,
        *WEEKDAYS,
        *(str(year) for year in range(FIRST_YEAR, LAST_YEAR + 1)),
        "q",
    ]
)
