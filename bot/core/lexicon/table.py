"""What a language's table consists of, and the small language its patterns are written in.

To add a language: write `<code>.py` beside `en.py` with a `LEXICON`, name it in `bot/core/lexicon/__init__.py`, and
give it rows in the tables of cases. Every rule carries an example of your own words; a test finds each rule in its
own example, so a row that can never match is noticed.

A pattern is matched against a *normalised* text: lower case, accents taken off, words parted by one blank,
punctuation marks as words of their own (`, . : ! ? ( )`; dashes and bars are `:`; quotation marks are gone), hyphens
and possessive "'s" gone, and what is already understood replaced by marks:

    <title>   the name of a known show             <season>  a numbered season ("2nd season", "season 2")
    <quote>   quoted words that name no known show <part>    a numbered part or cour ("part 2", "second cour")
    <date>    a date of any precision              <number>  a number that none of these took

A pattern is a row of elements, one blank between them; each stands for one word:

    gets|earns        one of these words; `_` stands for a blank inside one ("in_production")
    announc*          a word that begins so; `*ing` one that ends so
    @announce         one of the words listed under that name in the table's `words`
    anime?            may be missing (also `@new?`, `<season>?`)
    !trailer|@extras  what follows here is none of these (takes no word itself)
    &final|last       what follows here is one of these (takes no word itself)
    ..                up to three words      ...   up to eight words; neither runs over the end of a sentence
    ....              up to ten words and marks, for names with marks in them ("Kaze: The Wind!")
    ^   $             the beginning, the end of the text

Languages written without blanks (`spaced=False`) glue the elements together and keep no blanks; there `..` is up to
six and `...` up to twenty characters, and the marks are written in the same way.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType


class Effect(StrEnum):
    """What a matching rule says about the entry."""

    # Events; each becomes a claim when the entry as a whole is believable and a show is known.
    RENEWED = "renewed"
    FILM = "film"
    NEW_SHOW = "new_show"
    DATED = "dated"  # the pattern contains <date>, which is then a premiere
    DELAYED = "delayed"
    CANCELLED = "cancelled"
    FINAL = "final"
    PREMIERED = "premiered"
    FINISHED = "finished"
    # Manner: how the entry speaks.
    RUMOUR = "rumour"
    SPECULATION = "speculation"
    DENIED = "denied"
    HOAX = "hoax"
    # Subject: what the entry is about.
    ANIME = "anime"  # says that it is about animation
    OTHER_MEDIUM = "other_medium"  # live action, stage…: its events are never the anime's
    EITHER_MEDIUM = "either_medium"  # as often live action: held where nothing else says that it is an anime
    OLD = "old"  # a dub, a disc, a restoration, a foreign cinema: a date is believed only where a premiere is due
    NOT_NEWS = "not_news"  # review, list, ranking, episode, interview: no event can be read from it
    NO_PREMIERE = "no_premiere"  # contains <date>, which is the date of an episode, an event, a disc, a dub…
    MERE = "mere"  # contains <title>, which is only mentioned ("from the director of <title>")


class Where(StrEnum):
    """In which text a rule is looked for.

    Of renewals, films, first anime, delays, cancellations and endings a summary speaks in passing, mostly of what is
    known already: a rule of `BOTH` for one of these is looked for in titles alone (so are `EITHER_MEDIUM`, `OLD` and
    `NOT_NEWS`). What a summary says outright needs a rule of its own, of `SUMMARY`.
    """

    TITLE = "title"
    SUMMARY = "summary"
    BOTH = "both"


@dataclass(frozen=True, slots=True)
class Rule:
    """One row: when `pattern` is found in `where`, `effect` holds. `example` is a text in which it is found.

    The example may contain marks: they stand for themselves.
    """

    effect: Effect
    pattern: str
    example: str
    where: Where = Where.BOTH


@dataclass(frozen=True, slots=True)
class Lexicon:
    """One language.

    `words`: named lists for patterns, blank-separated (`_` for a blank inside). Some names are known to the engine:
    `anime_nouns` ("anime", "season", "film") and `other_nouns` ("manga", "game", "dub", "episode"): the nearest of
    them before an event's words says whose event it is ("the manga ends"). `films`, `ovas`, `specials` tell which
    kind of instalment is meant; `anime` (when not just "anime") are the words for anime alone, which "animated" is not,
    and `form` what may stand between them and a name ("TV", "original"); `behind_anime` what may follow them where the
    name stands before, in languages that write it so; a word of `telling` there ("reveals") shows that all before is a
    name; `anime_like` what may not follow, for it makes it something else ("Anime Expo"); `kin` is made of an existing
    one ("prequel"); what stands behind a word of `sooner` is another thing; `made` of a manga, as anime is, are these
    ("adaptation of X's manga"); a studio is `animating` ("animates") what becomes one; a name stands behind a word of
    `announcing` ("confirms"); `later` and `endings` stand around a season that is over ("after the finale"); behind
    `occasion` ("at", "during") is where news were told; `new` and `of` are the words for these; `joiners` stand between
    listed titles; a `clip` of a season ("trailer") makes it one that is known; behind a word of `doing` stands what is
    cancelled or delayed ("cancels fan event"); `halves` (when not just "cour") are parts of a season;
    behind `arcs` a name goes on with that of a part of its story ("Lamp Winter Castle Arc").
    `numbers`: words that are numbers ("second" → 2); digits, "2nd" and roman numerals need no row.
    `seasons`, `parts`: patterns with `#` for the number. `before_title`, `after_title`: words that may stand beside an
    unquoted title without belonging to it; `beside_title`: those that may but prove little ("of", "and").
    `replaced`: pairs of words that mean one thing, and the one word to read instead ("special episode" → "special").
    `skipped`: words that change nothing and are left out of the normalised text ("finally", "officially").
    `ordinary`: titles that beside "anime" read as plain words ("another anime"). `typical`: short frequent words by
    which the language is recognised. `translates`: a name in quotation marks may be the translated one of a show that
    is known by another.
    """

    language: str
    rules: tuple[Rule, ...]
    seasons: tuple[str, ...]
    parts: tuple[str, ...]
    numbers: Mapping[str, int]
    words: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    replaced: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    before_title: str = ""
    after_title: str = ""
    beside_title: str = ""
    ordinary: str = ""
    skipped: str = ""
    typical: str = ""
    spaced: bool = True
    translates: bool = False

    def listed(self, name: str, default: str = "") -> frozenset[str]:
        """The words of a named list; those of `default` where the language has no such list."""
        return frozenset(self.words.get(name, default).split())
