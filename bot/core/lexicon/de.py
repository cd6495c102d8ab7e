"""German: how its outlets announce, date, delay, end, guess and gossip."""

from types import MappingProxyType

from bot.core.lexicon.spelling import folded
from bot.core.lexicon.table import Effect, Lexicon, Rule, Where

R, F, N, D, X = Effect.RENEWED, Effect.FILM, Effect.NEW_SHOW, Effect.DATED, Effect.NO_PREMIERE
L, C, Z, P, E = Effect.DELAYED, Effect.CANCELLED, Effect.FINAL, Effect.PREMIERED, Effect.FINISHED
TITLE = Where.TITLE

_WORDS = {
    "get": "bekommt bekommen erhält erhalten kriegt",
    "announce": "kündigt kündigen bestätigt bestätigen enthüllt",
    "confirmed": "angekündigt bestätigt offiziell in_produktion in_arbeit in_entwicklung beschlossen",
    "aux": "ist wurde wird wurden nun jetzt endlich offiziell ist_offiziell wurde_offiziell",
    "a": "eine einer die einen ein der den seine ihre das weitere",
    "new": "neue neuen neuem neuer weitere weiteren",
    "film": "kurzfilm kurzfilme film filme kinofilm anime_film ova ovas special specials movie",
    "films": "film filme kinofilm anime_film movie",
    "ovas": "ova ovas",
    "specials": "special specials kurzfilm kurzfilme",
    "joiners": "und",
    "of": "zum zur zu des von vom",
    "sequel": "fortsetzung sequel nachfolger",
    "season": "staffel <season>",
    "premiere": "startet starten erscheint erscheinen kommt kommen beginnt läuft geht_weiter kehrt_zurück debütiert "
    "debütieren ausgestrahlt feiert_premiere an_den_start laufen beginnen kehren_zurück gehen_weiter feiern_premiere "
    "verfügbar abrufbar läuft_an laufen_an gezeigt",
    "start_noun": "start starttermin startdatum premiere veröffentlichung releasetermin termin erscheinungstermin",
    "delayed": "verschoben verschiebt verschieben verzögert verzögern verzögerung verschiebung verspätet verspäten",
    "suspended": "pausiert pausieren unterbrochen ausgesetzt gestoppt zwangspause",
    "later": "neue neuen letzte letzten weitere weiteren restliche restlichen kommende kommenden",
    "based": "basierend basiert",
    "clip": "trailer teaser visual poster video clip promo",
    "anime_nouns": "anime animes staffel serie film kinofilm ova special fortsetzung cour teil adaption <season> "
    "<part>",
    "other_nouns": "manga manhwa webtoon roman novel light_novel spiel game synchronisation synchronfassung synchro "
    "episode episoden folge folgen kapitel event konzert ausstellung bühnenstück theaterstück musical band bände "
    "volume "
    "blu ray dvd trailer teaser poster visual soundtrack figur figuren kollaboration shop realfilm realserie disc "
    "gesamtausgabe vorschau",
}

_RULES = (
    Rule(R, "@get @a? @new? <season>", "bekommt <season>"),
    Rule(R, "@get @a? @new staffel", "bekommt neue Staffel"),
    Rule(R, "@get @a? @sequel", "erhält Fortsetzung"),
    Rule(R, "@announce @a? @new? <season>", "kündigt <season>"),
    Rule(R, "<season> .. @aux? @confirmed", "<season> offiziell bestätigt"),
    Rule(R, "<season> von|zu|für ... @confirmed", "<season> von <title> angekündigt"),
    Rule(R, "@sequel|neue_staffel .. @confirmed", "Fortsetzung des Animes angekündigt"),
    Rule(R, "um @a? <season> verlängert", "um <season> verlängert"),
    Rule(R, "verlängert .. um|für @a? @season", "verlängert <title> um eine <season>"),
    Rule(R, "kehrt .. mit|für @a? <season> zurück", "kehrt mit einer <season> zurück"),
    Rule(R, "wird|geht mit|in @a? <season> fortgesetzt|weiter", "wird mit <season> fortgesetzt"),
    Rule(R, "geht|gehen|startet in @a? <season>", "geht in die <season>", TITLE),
    Rule(F, "@get @a? @new? anime? @film", "bekommt einen Anime Film"),
    Rule(F, "kommt|wird|erscheint .. filmtrilogie|filmreihe", "kommt als Filmtrilogie", TITLE),
    Rule(F, "kehrt mit|als @a? @new? @film", "kehrt mit neuem Film zurück"),
    Rule(F, "@announce @a? @new? @film", "kündigt neuen Film an"),
    Rule(F, "@film .. @aux? @confirmed", "neuer Film angekündigt"),
    Rule(F, "@film .. für|im <date> @confirmed", "neuer Film für <date> angekündigt"),
    Rule(N, "@announce|@confirmed .. anime <quote>", "kündigt Anime <quote> an"),
    Rule(N, "original? anime|anime_serie|anime_film <quote> @aux? @confirmed", "Original Anime <quote> angekündigt"),
    Rule(N, "@get @a? anime|anime_adaption|anime_umsetzung", "erhält Anime-Adaption"),
    Rule(
        N,
        "@get @a? eigenen|neuen|original? tv|fernseh? anime|anime_serie !special|film",
        "erhält TV-Anime",
    ),
    Rule(N, "wird|werden zum|zur|als anime|anime_serie|tv_anime", "wird zum Anime"),
    Rule(N, "anime zu|von ..? <title> .. @confirmed", "Anime zu <title> angekündigt", TITLE),
    Rule(
        N,
        "anime zu !der|dem|den|einem|einer|weihnachten|ostern|halloween .. @confirmed $",
        "Anime zu Hoshi no Machi angekündigt",
        TITLE,
    ),
    Rule(N, "anime adaption|umsetzung .. @confirmed", "Anime Adaption angekündigt"),
    Rule(D, "@premiere ... <date>", "startet am <date>"),
    Rule(D, "@start_noun :|am|im|ist? .. :? <date>", "Starttermin : <date>"),
    Rule(D, "@film von|zu|: ..? <title> @premiere ... <date>", "Film zu <title> startet am <date>"),
    Rule(D, "<date> .. @start_noun", "<date> der Start"),
    Rule(
        D,
        "<date> ... ausgestrahlt|debütieren|starten|erscheinen|kommen|anlaufen|laufen|sehen|veröffentlicht|"
        "verfügbar|abrufbar|gezeigt|startet|beginnt|beginnen|fallen|zurückkehren",
        "wird im <date> debütieren",
    ),
    Rule(D, "@season .. im|für|am|ab|: <date>", "<season> im <date>"),
    Rule(D, "@season|@film <date>", "<season> <date>"),
    Rule(D, "für <date> angekündigt|geplant|bestätigt", "für <date> angekündigt"),
    Rule(D, "@delayed .. auf|bis|in ... <date>", "verschiebt sich auf <date>"),
    Rule(D, "geht|soll|wird .. <date> .. weiter|weitergehen|fortgesetzt", "geht <date> weiter"),
    Rule(D, "<date> soll|wird ... weitergehen|fortgesetzt|ausgestrahlt", "<date> soll es weitergehen"),
    Rule(D, "auf|bis <date> .. @delayed", "auf <date> verschoben"),
    Rule(
        X,
        "wahrscheinlich|vermutlich|möglicherweise|könnte ... <date>",
        "startet wohl wahrscheinlich im <date>",
        Where.SUMMARY,
    ),
    Rule(X, "im|am|seit <date> angekündigt|bekanntgegeben|enthüllt|bestätigt", "im <date> angekündigt", Where.SUMMARY),
    Rule(X, "@other_nouns ... @premiere ... <date>", "Synchronfassung startet am <date>"),
    Rule(X, "@season ... <date> auf_blu_ray|auf_dvd", "<season> im <date> auf Blu ray"),
    Rule(X, "@delayed .. von|vom <date>", "verschoben von <date>"),
    Rule(X, "ursprünglich|eigentlich ... <date>", "ursprünglich für <date> geplant"),
    Rule(N, "manga|roman|light_novel|webtoon ... als anime", "Manga <quote> bald als Anime", TITLE),
    Rule(X, "<date> .. deutschen|deutsche kinos|kino", "im <date> in den deutschen Kinos"),
    Rule(
        D,
        "neue|neuen|letzte|letzten|weitere|weiteren|restlichen folgen|episoden .... @premiere ... <date>",
        "neue Folgen starten am <date>",
    ),
    Rule(
        D,
        "neue|neuen|letzte|letzten|weitere|weiteren|restlichen folgen|episoden .... <date> fallen|starten|erscheinen|"
        "gezeigt|ausgestrahlt|beginnen|laufen|verfügbar|kommen",
        "die neuen Folgen sollen im <date> starten",
    ),
    Rule(
        D,
        "neue|neuen|letzte|letzten|weitere|weiteren|restlichen folgen|episoden ... auf|bis .. <date> verschoben",
        "die letzten Folgen auf <date> verschoben",
    ),
    Rule(X, "@premiere nicht|doch_nicht ... <date>", "startet nicht im <date>"),
    Rule(
        X,
        "<date> .. synchronisiert|auf_deutsch|deutscher_synchronisation|deutscher_sprachausgabe",
        "<date> auf Deutsch",
    ),
    Rule(D, "kehrt|kehren .. <date> ... zurück", "kehrt im <date> mit der <season> zurück"),
    Rule(D, "geht|gehen ... <date> ... weiter", "geht es nach der Pause am <date> endlich weiter"),
    Rule(
        D,
        "trailer|teaser|poster|visual|vorschau .... und|, .. @premiere|@start_noun ... <date>",
        "enthüllt Trailer und startet im <date>",
    ),
    Rule(
        D,
        "trailer|teaser|poster|visual|vorschau ... verrät|enthüllt|bestätigt|nennt|zeigt .. @premiere|@start_noun ... "
        "<date>",
        "Trailer zur <season> verrät Starttermin am <date>",
    ),
    Rule(
        D,
        "trailer|teaser|poster|visual|vorschau .... und|, .. @start_noun .... : <date>",
        "Trailer und Starttermin der <season> : <date>",
    ),
    Rule(D, "geht|gehen .. <date> .. <season>", "geht im <date> in die <season>"),
    Rule(D, "kündigt|kündigen ..? <quote>|<title> für <date> an", "kündigt <quote> für <date> an", TITLE),
    Rule(R, "um ..? <season> verlängert", "um eine <season> verlängert", Where.SUMMARY),
    Rule(
        R,
        "<season> .. wurde|ist|wird offiziell? angekündigt|bestätigt",
        "eine <season> wurde angekündigt",
        Where.SUMMARY,
    ),
    Rule(R, "erhält|bekommt eine|die? <season>", "erhält eine <season>", Where.SUMMARY),
    Rule(L, "wurde|wird|wurden|werden ... verschoben|unterbrochen", "wurde auf <date> verschoben", Where.SUMMARY),
    Rule(L, "@delayed", "verschoben"),
    Rule(L, "kommt|erscheint|startet|läuft später", "Anime kommt später", TITLE),
    Rule(
        L,
        "anime|serie|@season|ausstrahlung|produktion ... @suspended !seit",
        "Ausstrahlung des Animes unterbrochen",
        TITLE,
    ),
    Rule(L, "unterbricht|pausiert|stoppt ..? ausstrahlung|anime|produktion", "unterbricht Ausstrahlung", TITLE),
    Rule(L, "anime|serie|@season|<title> ... legt|legen ..? pause ein", "Anime legt eine Pause ein", TITLE),
    Rule(L, "anime|serie|@season ... macht|geht|muss in|eine ..? pause", "Anime geht in eine lange Pause", TITLE),
    Rule(L, "pause .. anime|ausstrahlung", "Lange Pause für den Anime", TITLE),
    Rule(L, "@later folgen|episoden ... @delayed|@suspended", "die letzten Folgen verschoben", TITLE),
    Rule(L, "verschiebt ..? @later folgen|episoden", "verschiebt die letzten Folgen", TITLE),
    Rule(C, "abgesagt|eingestellt|gecancelt|abgesetzt|cancelt", "<season> abgesagt", TITLE),
    Rule(C, "setzt|setzen .. anime|serie|<title> .. ab $", "setzt den Anime ab", TITLE),
    Rule(C, "stellt|stellen .. anime|animeserie|<title> .. ein $", "stellt den Anime ein", TITLE),
    Rule(C, "@get keine|keinen @new? staffel|<season>|fortsetzung", "erhält keine weitere Staffel", TITLE),
    Rule(Z, "letzte|letzten|finale|finalen staffel|<season>", "letzte Staffel"),
    Rule(Z, "<season> letzte|finale staffel", "<season> letzte Staffel"),
    Rule(Z, "<season> ... wird|ist die letzte", "<season> des Animes wird die letzte"),
    Rule(Z, "endet mit @a? <season>", "endet mit der <season>"),
    Rule(Z, "endet|enden mit der nächsten|kommenden @season", "endet mit der nächsten Staffel"),
    Rule(R, "@get @a? letzte|finale staffel", "bekommt eine letzte Staffel"),
    Rule(
        P,
        "erste|ersten folge|episode .. verfügbar|online|im_stream !auf_deutsch|kostenlos|vorab",
        "erste Folge ist online",
        TITLE,
    ),
    Rule(P, "ab heute bei|auf|im|verfügbar", "ab heute bei <title>", TITLE),
    Rule(P, "@premiere .. heute", "startet heute", TITLE),
    Rule(P, "ab sofort|jetzt verfügbar|im_stream", "ab sofort verfügbar", TITLE),
    Rule(E, "@season|anime .. endet|ist_zu_ende|abgeschlossen", "<season> endet", TITLE),
    Rule(Effect.RUMOUR, "gerücht|gerüchte|gerüchten|leak|leaks|leaker|insider|gerüchteküche", "Gerücht : <season>"),
    Rule(Effect.RUMOUR, "angeblich|mutmaßlich|laut_quellen|laut_insidern|soll_angeblich", "angeblich in Arbeit"),
    Rule(Effect.SPECULATION, "?", "kommt eine <season> ?", TITLE),
    Rule(Effect.SPECULATION, "alles , was", "alles , was wir wissen", TITLE),
    Rule(Effect.SPECULATION, "alles was|zu|zur|über", "alles zur <season>", TITLE),
    Rule(Effect.SPECULATION, "wann|warum|wieso kommt|geht|startet|erscheint|wird", "wann geht es weiter", TITLE),
    Rule(
        Effect.SPECULATION,
        "könnte|könnten|möglich|mögliche|möglicherweise|vielleicht|prognose|theorie|verdient|hoffen",
        "könnte kommen",
        TITLE,
    ),
    Rule(
        Effect.SPECULATION,
        "noch nicht|keine|kein .. angekündigt|bestätigt|bestätigung|ankündigung",
        "noch nicht angekündigt",
        TITLE,
    ),
    Rule(Effect.DENIED, "dementiert|dementieren|falschmeldung|fake", "dementiert", TITLE),
    Rule(Effect.HOAX, "aprilscherz|aprilscherze", "Aprilscherz"),
    Rule(Effect.OLD, "im_kino|in_die_kinos|kinostart|deutsche_kinos|deutschen_kinos", "startet im Kino", TITLE),
    Rule(Effect.SPECULATION, "hinweise|anzeichen|indizien deuten|lassen|sprechen", "Hinweise deuten darauf"),
    Rule(
        Effect.OLD,
        "synchro|synchronisation|synchronfassung|synchronsprecher|synchronisiert|dvd|neuauflage|remaster|remastered|"
        "wiederholung|wiederholungen|wiederaufführung",
        "mit Synchronfassung",
        TITLE,
    ),
    Rule(Effect.OLD, "auf deutsch", "startet auf Deutsch", TITLE),
    Rule(Effect.OLD, "free tv", "startet im Free TV", TITLE),
    Rule(Effect.OLD, "in|nach deutschland|österreich", "kommt nach Deutschland", TITLE),
    Rule(Effect.OLD, "im deutschen tv|fernsehen", "im deutschen Fernsehen", TITLE),
    Rule(Effect.NOT_NEWS, "synchro|synchronisation|synchronfassung ... @delayed", "Synchro verschoben", TITLE),
    Rule(Effect.NOT_NEWS, "^ neues? spiel|game|videospiel ..? <title>", "Spiel zu <title>", TITLE),
    Rule(Effect.OTHER_MEDIUM, "live action", "live action"),
    Rule(Effect.OTHER_MEDIUM, "realserie|realfilm|realverfilmung|realfilmserie", "Realserie"),
    Rule(Effect.OTHER_MEDIUM, "bühnenstück|theaterstück|musical|dorama", "Bühnenstück", TITLE),
    Rule(
        Effect.NOT_NEWS,
        "kritik|review|rezension|interview|ranking|empfehlungen|guide|zusammenfassung|test",
        "Kritik",
        TITLE,
    ),
    Rule(Effect.NOT_NEWS, "und vieles_mehr|viel_mehr|mehr $", "Trailer zu <title> und mehr", TITLE),
    Rule(Effect.NOT_NEWS, "wochenrückblick|rückblick|überblick|übersicht|podcast", "Wochenrückblick", TITLE),
    Rule(
        Effect.NOT_NEWS,
        "verschiebt|verschieben eine|die|nächste nächste|neue|kommende? folge|episode",
        "verschiebt die nächste Folge",
        TITLE,
    ),
    Rule(Effect.NOT_NEWS, "die besten|schlechtesten", "die besten", TITLE),
    Rule(Effect.NOT_NEWS, "episode|folge|kapitel #", "Episode 10", TITLE),
    Rule(Effect.NOT_NEWS, "blu ray|dvd zu|von|erscheint|startet", "Blu ray erscheint", TITLE),
    Rule(Effect.NOT_NEWS, "wo .. sehen|streamen", "wo kann man es streamen", TITLE),
    Rule(
        Effect.MERE,
        "spiel|game|event|konzert|ausstellung|shop|cafe|musical|roman zum|zur anime|serie <title>",
        "Spiel zum Anime <title>",
    ),
    Rule(Effect.ANIME, "folgen|episoden ... @delayed|@suspended", "die Folgen werden verschoben", TITLE),
    Rule(Effect.ANIME, "anime|animes|zeichentrick", "Anime"),
    Rule(
        Effect.MERE,
        "regisseur|regisseurin|schöpfer|autor|autorin|macher|machern|studio von|hinter <title>",
        "vom Regisseur von <title>",
    ),
)

LEXICON = folded(
    Lexicon(
        language="de",
        rules=_RULES,
        seasons=(
            "# .? anime? staffel",
            "# .? &<title>_staffel",
            "# .? runde",
            "# .? und &letzte|finale",
            "staffel #",
            "s #",
            "# .? season",
            "season #",
        ),
        parts=("teil #", "# .? teil", "cour #", "# .? cour", "# .? hälfte"),
        numbers=MappingProxyType(
            {
                word: number
                for number, words in enumerate(
                    [
                        "erste ersten erster",
                        "zweite zweiten zweiter zweitem",
                        "dritte dritten dritter",
                        "vierte vierten vierter",
                        "fünfte fünften fünfter",
                        "sechste sechsten sechster",
                        "siebte siebten siebter",
                        "achte achten achter",
                        "neunte neunten neunter",
                        "zehnte zehnten zehnter",
                    ],
                    1,
                )
                for word in words.split()
            }
        ),
        words=MappingProxyType(_WORDS),
        before_title="folgen episoden novel wegen verlängert kündigt bestätigt anime serie film manga roman spiel "
        "trailer staffel franchise "
        "fortsetzung neuer neue neues "
        "live action "
        "crunchyroll netflix aniverse",
        after_title="wurden werden teil legt macht muss pausiert endet bleibt unterbricht setzt light novel zum zur "
        "zeigt enthüllt "
        "veröffentlicht "
        "bekommt bekommen erhält erhalten kündigt startet erscheint kommt kehrt läuft verschoben wird "
        "wurde ist "
        "staffel anime film manga zweite erste dritte vierte fünfte sechste letzte finale angekündigt um geht soll "
        "in an ab offiziell",
        ordinary="jahr jahres beste nächste erfolg",
        beside_title="von der die das den dem des im in und mit für zu zum zur auf am ein eine einen als",
        typical="staffel folge folgen bekommt erhält startet angekündigt wann geht wir wissen verlängert  staffel "
        "oktober januar juli"
        "veröffentlicht deutsche neuen kommt nach erscheint zu heute verschiebt wird zum offiziell kehrt "
        "zurück letzte letzten abgesagt der die das den dem des und mit für von zu auf am im in ein eine "
        "einer als neuer neue ist wird staffel wurde erhält bekommt",
    )
)
