"""Italian: how its outlets announce, date, delay, end, guess and gossip."""

from types import MappingProxyType

from bot.core.lexicon.spelling import folded
from bot.core.lexicon.table import Effect, Lexicon, Rule, Where

R, F, N, D, X = Effect.RENEWED, Effect.FILM, Effect.NEW_SHOW, Effect.DATED, Effect.NO_PREMIERE
L, C, Z, P, E = Effect.DELAYED, Effect.CANCELLED, Effect.FINAL, Effect.PREMIERED, Effect.FINISHED
TITLE = Where.TITLE

_WORDS = {
    "get": "avrà avranno ha riceve riceverà ottiene otterrà ottengono riceveranno otterranno ricevono",
    "announce": "annuncia annunciano conferma confermano svela rivela",
    "confirmed": "annunciata annunciato annunciati confermata confermato ufficiale in_produzione in_lavorazione "
    "in_arrivo "
    "in_sviluppo",
    "aux": "è sarà già ufficialmente è_stata è_stato è_ufficialmente è_stata_ufficialmente",
    "a": "la una un il lo sua suo l uno",
    "new": "nuova nuovo altra un_altra",
    "film": "cortometraggi cortometraggio film ova oav speciale speciali lungometraggio",
    "films": "film lungometraggio",
    "ovas": "ova oav",
    "specials": "speciale speciali cortometraggi cortometraggio",
    "joiners": "e",
    "of": "di del dell della",
    "sequel": "sequel seguito continuazione",
    "season": "stagione <season>",
    "premiere": "presentato_in_anteprima presentata_in_anteprima in_arrivo debutta debutterà debuttano arriva "
    "arriverà arrivano esce uscirà inizia inizierà parte  "
    "partirà torna riprende riprenderà "
    "tornerà in_onda andrà_in_onda va_in_onda sarà_trasmessa sarà_disponibile comincia comincerà arriveranno "
    "usciranno debutteranno inizieranno torneranno disponibile disponibili andranno_in_onda farà_il_suo_debutto "
    "fa_il_suo_debutto esordirà esordisce verrà_trasmessa verrà_trasmesso sarà_trasmesso trasmesso trasmessa approda "
    "approderà approderanno farà_ritorno sarà_proiettato",
    "start_noun": "ritorno debutto uscita data_di_uscita data_d_uscita premiere esordio",
    "delayed": "rinviata rinviato rinviano rinvia rimandata rimandato rimandano posticipata posticipato slitta "
    "slittano "
    "slitterà ritardo ritardata rinviati rinviate rimandati posticipati slitteranno posticipa posticipano ritarda",
    "suspended": "sospeso sospesa sospesi sospese interrotto interrotta interrotti in_pausa",
    # What does it to something else: "rinvia un evento".
    "doing": "rinvia rinviano rimanda posticipa annulla cancella cancellano sospende sospendono",
    "based": "tratto tratta basato basata ispirato ispirata",
    "clip": "trailer teaser video visual poster locandina promo clip filmato",
    "later": "dopo",
    "anime_nouns": "anime animata animate stagione serie film ova speciale sequel seguito cour parte adattamento "
    "<season> <part>",
    "other_nouns": "manga manhwa webtoon romanzo novel videogioco gioco doppiaggio episodio episodi capitolo capitoli "
    "puntata puntate evento concerto mostra spettacolo musical volume volumi blu ray dvd trailer teaser poster "
    "anteprima colonna "
    "fumetto action_figure collaborazione live_action disco",
}

_RULES = (
    Rule(R, "@get @a? @new? <season>", "avrà una <season>"),
    Rule(R, "@get @a? @new stagione", "avrà una nuova stagione"),
    Rule(R, "@get @a? @sequel", "avrà un seguito"),
    Rule(R, "@announce ufficialmente? @a? @new? <season>", "annuncia la <season>"),
    Rule(R, "@announce ufficialmente? @a? @new stagione", "annuncia una nuova stagione"),
    Rule(R, "@announce ufficialmente? @a? @sequel", "annuncia il sequel"),
    Rule(R, "@confirmed @a? @new? <season>", "annunciata la <season>"),
    Rule(R, "@confirmed @a? @sequel|nuova_stagione", "annunciato il sequel"),
    Rule(R, "<season> .. @aux? @confirmed !nel|in|a|il|l|ad|<date>", "<season> è stata annunciata"),
    Rule(
        R,
        "@announce|@confirmed la? produzione del|di|della? .. @sequel|<season>",
        "confermata la produzione del sequel",
    ),
    Rule(R, "@sequel|nuova_stagione .. @confirmed", "sequel confermato"),
    Rule(R, "rinnova|rinnovata|rinnovato|rinnovo .. per ..? @season", "rinnovato per la <season>"),
    Rule(R, "torna|tornerà con @a? <season>", "torna con la <season>"),
    Rule(R, "continuerà|continua|proseguirà con|per @a? <season>|nuova_stagione", "continuerà con la <season>"),
    Rule(F, "@get @a? @new? primo|prima? @film", "avrà un film"),
    Rule(F, "@announce|@confirmed ufficialmente? @a? @new? @film", "annunciato un nuovo film"),
    Rule(F, "torna|tornerà con @a? @new? @film", "torna con un nuovo film"),
    Rule(R, "torna|tornerà|tornano con un|una nuovo|nuova anime|stagione|serie", "tornerà con un nuovo anime", TITLE),
    Rule(F, "@film .. @aux? annunciato|confermato|in_produzione", "film annunciato"),
    Rule(N, "@announce|@confirmed .. anime di|del|dedicato? .. <quote>", "annunciato l anime di <quote>"),
    Rule(N, "@announce|@confirmed .. anime <quote>", "annunciato l anime <quote>"),
    Rule(N, "@get @a? @new? .. anime", "avrà un anime"),
    Rule(N, "diventa|diventerà|diventano|diventeranno un? anime", "diventa un anime"),
    Rule(
        N,
        "sarà|saranno|verrà|è adattato|adattata|adattati|trasposto|trasposta in ..? anime",
        "sarà adattato in una serie anime",
    ),
    Rule(N, "@confirmed l|un nuovo? anime $", "<title>: annunciato l'anime", TITLE),
    Rule(N, "@confirmed l|un nuovo? anime di|del|dello|della ..? <title>", "annunciato l'anime di <title>", TITLE),
    Rule(
        N,
        "@confirmed l|un nuovo? anime di !la|il|lo|gli|natale|stagione",
        "annunciato l'anime di Hoshi no Machi",
        TITLE,
    ),
    Rule(N, "^ anime per <title>", "Anime per <title>", TITLE),
    Rule(N, "@announce|@confirmed @a? .. adattamento .. anime", "annunciato l'adattamento anime"),
    Rule(D, "@premiere ... <date>", "debutta il <date>"),
    Rule(D, "@start_noun :|per|nel|il|sarà|è? .. :? <date>", "data di uscita : <date>"),
    Rule(D, "@start_noun ... <season> : <date>", "data di uscita della <season> : <date>"),
    Rule(D, "@film di|del|: ..? <title> @premiere ... <date>", "il film di <title> esce il <date>"),
    Rule(D, "<date> .. @start_noun", "<date> il debutto"),
    Rule(D, "@season .. da|dal|dall|nel|in|a|per|ad|: <date>", "<season> nel <date>"),
    Rule(D, "@confirmed|@announce .. per|nel|in|a <date>", "annunciata per <date>"),
    Rule(D, "@film .. nel|per|in <date>", "nuovo film nel <date>"),
    Rule(D, "@delayed ... a|ad|al|all|fino .. <date>", "rimandata ad <date>"),
    Rule(R, "<season> .. si_farà", "la <season> si farà", TITLE),
    Rule(X, "probabilmente|forse|potrebbe ... <date>", "probabilmente uscirà nel <date>", Where.SUMMARY),
    Rule(X, "annunciata|annunciato|confermata|rivelata a|ad|nel|il|lo|in <date>", "annunciata a <date>", Where.SUMMARY),
    Rule(X, "@other_nouns ... @premiere ... <date>", "il doppiaggio arriva il <date>"),
    Rule(X, "@premiere .. streaming ... <date>", "arriva in streaming a <date>"),
    Rule(X, "era|erano previsto|prevista|atteso|attesa ... <date>", "era previsto per <date>"),
    Rule(X, "@delayed .. da|dal <date>", "rinviata da <date>"),
    Rule(D, "nuovi|ultimi|prossimi episodi .... @premiere ... <date>", "gli ultimi episodi arriveranno il <date>"),
    Rule(D, "nuove|ultime|prossime puntate .... @premiere ... <date>", "le nuove puntate in onda dal <date>"),
    Rule(
        D,
        "nuovi|ultimi|prossimi episodi ... slittano|slitteranno|rinviati|rimandati|posticipati ... a|ad|al|all .. "
        "<date>",
        "i prossimi episodi slitteranno al <date>",
    ),
    Rule(
        D,
        "rinvia|posticipa|rimanda .. nuovi|ultimi|prossimi episodi ... a|ad|al|all .. <date>",
        "rinvia gli ultimi episodi ad <date>",
    ),
    Rule(X, "non @premiere !prima|fino ... <date>", "non uscirà più nel <date>"),
    Rule(X, "era|erano fissato|fissata|programmato|programmata ... <date>", "era fissata per <date>"),
    Rule(X, "doppiato|doppiata|doppiati ... <date>", "arriva doppiato il <date>"),
    Rule(X, "cinema|sale italiani|italiane|in_italia|d_italia ... <date>", "nei cinema italiani dal <date>"),
    Rule(X, "@premiere ... <date> .. cinema|sale italiani|italiane|in_italia", "esce il <date> nei cinema italiani"),
    Rule(X, "<date> ..? in blu|dvd|home_video", "esce il <date> in blu ray"),
    Rule(
        L,
        "rinviati|rimandati|posticipati|rinviate|sospesi|sospese ... episodi|puntate",
        "rinviati senza una data gli episodi",
        TITLE,
    ),
    Rule(D, "non @premiere prima_di|prima_del|fino_a|fino_al .. <date>", "non uscirà prima di <date>"),
    Rule(
        D,
        "trailer|teaser|poster|anteprima .... e|, .. @premiere|@start_noun ... <date>",
        "trailer per la <season> , in arrivo il <date>",
    ),
    Rule(
        D,
        "trailer|teaser|poster|anteprima ... svela|rivela|conferma|annuncia|mostra .. @premiere|@start_noun ... <date>",
        "il trailer della <season> svela il debutto il <date>",
    ),
    Rule(
        D,
        "trailer|teaser|poster|anteprima .... e|, .. @start_noun .... : <date>",
        "trailer e data di uscita della <season> : <date>",
    ),
    Rule(D, "è|sono prevista|previsto|attesa|atteso|fissata per ..? <date>", "è prevista per <date>"),
    Rule(D, "@start_noun ... <season> , <date>", "la data d'uscita della <season> , <date>"),
    Rule(
        R, "annunciata|annunciato|confermata|confermato ..? <season>", "è stata annunciata la <season>", Where.SUMMARY
    ),
    Rule(R, "<season> .. stata ufficialmente? annunciata|confermata", "la <season> è stata annunciata", Where.SUMMARY),
    Rule(R, "rinnovato|rinnovata|rinnovate per|con ..? <season>", "rinnovato per una <season>", Where.SUMMARY),
    Rule(R, "avrà|riceverà|otterrà una|la? <season>", "avrà una <season>", Where.SUMMARY),
    Rule(
        L,
        "è|stata|stato rinviata|rinviato|posticipata|posticipato|sospesa|sospeso|rimandata|rimandato",
        "è stata rinviata",
        Where.SUMMARY,
    ),
    Rule(L, "@delayed", "rinviata"),
    Rule(
        L,
        "anime|serie|@season|trasmissione|produzione .... @suspended !dal|da",
        "l'anime è sospeso a tempo indeterminato",
        TITLE,
    ),
    Rule(
        L,
        "anime|serie|@season|trasmissione ... va|andrà|entra|entrerà in pausa",
        "l'anime va in pausa",
        TITLE,
    ),
    Rule(
        L,
        "anime|serie|@season ... fa|farà|prende|prenderà una ..? pausa",
        "l'anime si prende una lunga pausa",
        TITLE,
    ),
    Rule(L, "pausa .. anime|trasmissione", "una lunga pausa per l'anime", TITLE),
    Rule(
        L,
        "sospende|sospendono|interrompe|interrompono la|l|il|gli|sua ..? trasmissione|produzione|anime|programmazione|"
        "episodi",
        "sospende la trasmissione",
        TITLE,
    ),
    Rule(L, "nuovi|ultimi|prossimi episodi ... @delayed|@suspended", "i nuovi episodi slittano", TITLE),
    Rule(L, "nuove|ultime|prossime puntate ... @delayed|@suspended", "le nuove puntate sono sospese", TITLE),
    Rule(L, "rinvia|posticipa|rimanda .. nuovi|ultimi|prossimi episodi", "rinvia gli ultimi episodi", TITLE),
    Rule(C, "cancellata|cancellato|cancellano|cancella|annullata|annullato", "cancellata la <season>", TITLE),
    Rule(C, "non avrà una|altre|un ..? @season|stagioni|seguito", "non avrà altre stagioni", TITLE),
    Rule(Z, "ultima|finale stagione|<season>", "ultima stagione"),
    Rule(Z, "stagione|<season> finale|conclusiva", "stagione finale"),
    Rule(Z, "<season> ultima|finale stagione", "<season> ultima stagione"),
    Rule(Z, "<season> ... sarà|è l_ultima|l'ultima", "<season> dell'anime sarà l ultima"),
    Rule(Z, "si_concluderà|si_conclude|si_chiuderà con ..? <season>", "si concluderà con la <season>"),
    Rule(Z, "terminerà|finirà|concluderà con ..? <season>", "terminerà con la <season>"),
    Rule(R, "@get|@announce|@confirmed @a? ultima stagione", "avrà ultima stagione"),
    Rule(
        P,
        "primo episodio .. disponibile|online !in_anteprima|gratis|doppiato",
        "il primo episodio è disponibile",
        TITLE,
    ),
    Rule(P, "da oggi", "da oggi in simulcast", TITLE),
    Rule(P, "@premiere .. oggi", "debutta oggi", TITLE),
    Rule(P, "ora|già disponibile", "ora disponibile", TITLE),
    Rule(E, "si_conclude|termina|finisce la|il? @season|anime", "si conclude la <season>", TITLE),
    Rule(E, "@season|anime .. termina|finisce|si_conclude|giunge_al_termine", "<season> si conclude", TITLE),
    Rule(
        Effect.RUMOUR,
        "rumor|rumors|leak|leaks|indiscrezione|indiscrezioni|insider|voci_di_corridoio",
        "rumor : <season>",
    ),
    Rule(Effect.RUMOUR, "secondo fonti|insider|rumor|indiscrezioni", "secondo fonti"),
    Rule(Effect.RUMOUR, "presunta|presunto|sarebbe|sarebbero|avrebbe|arriverebbe", "sarebbe in produzione", TITLE),
    Rule(Effect.SPECULATION, "?", "ci sarà una <season> ?", TITLE),
    Rule(Effect.SPECULATION, "ci sarà .. <season>", "ci sarà una <season>", TITLE),
    Rule(Effect.SPECULATION, "tutto quello_che|ciò_che|su|sulla", "tutto quello che sappiamo", TITLE),
    Rule(Effect.SPECULATION, "quando esce|arriva|uscirà|inizia|arriverà", "quando esce", TITLE),
    Rule(
        Effect.SPECULATION,
        "potrebbe|potrebbero|dovrebbe|possibile|possibili|previsione|teoria|merita|speriamo",
        "potrebbe tornare",
        TITLE,
    ),
    Rule(Effect.SPECULATION, "perché|motivi .. @season", "perché merita una <season>", TITLE),
    Rule(
        Effect.SPECULATION,
        "non è|sono|ci .. annunciata|annunciato|confermata|confermato|annuncio|ufficiale",
        "non è confermata",
        TITLE,
    ),
    Rule(Effect.DENIED, "smentisce|smentiscono|smentita|nega|falso|falsa|fake", "smentisce", TITLE),
    Rule(Effect.HOAX, "pesce d_aprile|aprile", "pesce d aprile"),
    Rule(Effect.SPECULATION, "indizi|segnali suggeriscono|indicano|lasciano", "nuovi indizi suggeriscono"),
    Rule(
        Effect.OLD,
        "doppiaggio|doppiato|doppiata|doppiati|doppiatori|dvd|ridoppiaggio|restaurato|restaurata|rimasterizzato|"
        "rimasterizzata|replica|repliche",
        "con il doppiaggio",
        TITLE,
    ),
    Rule(Effect.OLD, "al|nei cinema !giapponesi|in_giappone|del_giappone", "nei cinema italiani", TITLE),
    Rule(Effect.OLD, "sale italiane|in_italia", "nelle sale italiane", TITLE),
    Rule(Effect.OLD, "italia 1|2", "torna su Italia 1", TITLE),
    Rule(Effect.NOT_NEWS, "doppiaggio ... @delayed", "il doppiaggio slitta", TITLE),
    Rule(Effect.NOT_NEWS, "^ il? nuovo? gioco|videogioco di|del|dedicato ..? <title>", "il gioco di <title>", TITLE),
    Rule(Effect.OTHER_MEDIUM, "live action", "live action"),
    Rule(Effect.OTHER_MEDIUM, "spettacolo teatrale", "spettacolo teatrale", TITLE),
    Rule(Effect.OTHER_MEDIUM, "musical|dorama", "il musical", TITLE),
    Rule(
        Effect.NOT_NEWS,
        "recensione|recensioni|intervista|classifica|consigli|opinione|guida|riassunto|analisi",
        "recensione",
        TITLE,
    ),
    Rule(Effect.NOT_NEWS, "e tanto|molto altro", "<title>, i personaggi e tanto altro", TITLE),
    Rule(Effect.NOT_NEWS, "e altre|tante novità|notizie|news $", "trailer di <title> e altre novità", TITLE),
    Rule(
        Effect.NOT_NEWS,
        "@delayed un|l|il|lo|uno prossimo|nuovo|ultimo? episodio|degli_episodi",
        "rinvia un episodio",
        TITLE,
    ),
    Rule(Effect.NOT_NEWS, "i|gli|le migliori|peggiori", "i migliori", TITLE),
    Rule(Effect.NOT_NEWS, "episodio|capitolo #", "episodio 10", TITLE),
    Rule(Effect.NOT_NEWS, "blu ray|dvd di|del|in", "il blu ray di <title>", TITLE),
    Rule(Effect.NOT_NEWS, "dove vedere", "dove vedere", TITLE),
    Rule(
        Effect.MERE,
        "gioco|videogioco|evento|concerto|mostra|negozio|spettacolo|musical dell anime di? <title>",
        "gioco dell'anime <title>",
    ),
    Rule(Effect.ANIME, "episodi|puntate ... @delayed|@suspended", "gli episodi sono rinviati", TITLE),
    Rule(
        Effect.ANIME,
        "rinviati|rimandati|posticipati|rinviate|sospesi|sospese ... episodi|puntate",
        "rinviati gli episodi",
        TITLE,
    ),
    Rule(Effect.ANIME, "anime|animazione|animata|animate", "anime"),
    Rule(
        Effect.MERE,
        "regista|creatore|creatrice|autore|autrice|studio|creatori di|del|dell|della ..? <title>",
        "dal regista di <title>",
    ),
)

LEXICON = folded(
    Lexicon(
        language="it",
        rules=_RULES,
        seasons=("# stagione", "# e &ultima|finale", "stagione #", "s #"),
        parts=("parte #", "# parte", "cour #", "# cour", "# metà"),
        numbers=MappingProxyType(
            {
                word: number
                for number, words in enumerate(
                    [
                        "prima primo",
                        "seconda secondo due",
                        "terza terzo tre",
                        "quarta quarto quattro",
                        "quinta quinto cinque",
                        "sesta sesto sei",
                        "settima settimo sette",
                        "ottava ottavo otto",
                        "nona nono nove",
                        "decima decimo dieci",
                    ],
                    1,
                )
                for word in words.split()
            }
        ),
        words=MappingProxyType(_WORDS),
        before_title="ma episodi puntate rinnova annuncia conferma cancella rinvia presenta anime serie film manga "
        "romanzo gioco "
        "trailer stagione saga franchise sequel live action "
        "doppiaggio "
        "musical crunchyroll netflix",
        after_title="svelata svelato rivelata rivelato prevista previsto continuerà proseguirà sono parte lunga "
        "sospesi sospese va andrà fa farà entra "
        "sospende sospeso "
        "sospesa continua termina "
        "finisce "
        "posticipa non slitta "
        "slittano in ecco mostra svela presenta lancia "
        "2a 3a 4a 5a 6a 7a 8a 9a avrà avranno riceve riceverà annuncia conferma rivela debutta arriva "
        "arriverà esce uscirà torna "
        "tornerà rinvia rinviata rinnovato rinnovata stagione anime film manga seconda prima terza quarta quinta sesta "
        "ultima è sarà ha sarebbe diventa si cancellata rimandata confermata annunciata",
        skipped="ufficialmente",
        ordinary="anno migliore prossimo successo",
        beside_title="de di del della dei il la lo i gli le in e con per a da un una che su nel l d dell",
        typical="torna sospende trasmissione diventano annunciato rimandata doppiaggio italiano arriva seconda "
        "stagione ottobre gennaio luglio annunciata"
        "terza ultima prende sua nuova nuovo novità ultimo infatti al il la lo i gli di del della in e "
        "con per non una un che è stagione sarà avrà uscita film anime dell su a",
    )
)
