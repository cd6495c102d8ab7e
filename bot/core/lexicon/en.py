"""English: how its outlets announce, date, delay, end, guess and gossip."""

from types import MappingProxyType

from bot.core.lexicon.table import Effect, Lexicon, Rule, Where

_WORDS = {
    "get": "gets get got getting receives receive receiving received earns lands scores secures nabs has_received to_get",
    "announce": "announces announce announced announcing confirms confirm confirmed reveals revealed unveils "
    "greenlights green_lights orders sets_up teases",
    "confirmed": "announced confirmed greenlit green_lit revealed ordered official unveiled decided",
    "making": "in_production in_the_works in_development in_the_making under_production a_go underway on_the_way "
    "entering_production enters_production gets_the_green_light gets_green_light gets_greenlit gets_green_lit",
    "new": "new all_new brand_new another additional further original",
    "form": "anime tv television animated net web short light original mini theatrical feature 3d cg",
    "film": "film films movie movies ova ovas oad oads ona special specials short shorts",
    "series": "anime series season show project adaptation cartoon",
    # What is *of* a season: behind "2nd season" it makes the season known already.
    "extras": "trailer trailers teaser teasers visual visuals promo promos pv pvs video videos clip clips cast casts "
    "theme themes song songs op ed opening_theme ending_theme ending poster key character characters art staff "
    "director dub dubs dubbed blu bd bds dvd dvds ost soundtrack event events screening screenings preview recap "
    "review reviews countdown announcement_date panel finale episode episodes english script storyboard footage look "
    "image images illustration title logo details manga novel game stage live vinyl merch figure cafe collab poll "
    "release_date premiere_date air_date start_date premiere debut premieres debuts launch plot story timeline "
    "rumor rumors rumour rumours update updates news theory arc part cour sneak first_look",
    "premiere": "premieres premiere premiering debuts debut debuting airs air airing launches launch launching begins "
    "begin beginning starts start starting opens open opening arrives arrive arriving drops streams stream streaming "
    "hits hit releases release releasing released returns return returning comes come coming kicks_off set slated "
    "scheduled due lands land bows rolls_out screens_in_theaters broadcast broadcasts screens on_air dated aiming "
    "planned expected_to_premiere will_premiere confirmed available",
    "start_noun": "premiere premieres debut debuts launch opening broadcast release start airdate air_date "
    "release_date premiere_date bow return kickoff rollout window tv_debut net_debut broadcast_start slot",
    "anime_nouns": "anime season series film movie films ova special short shorts sequel adaptation animation show "
    "cour installment project donghua animated <season> <part> prequel remake",
    "other_nouns": "manga manhwa manhua webtoon webcomic novel novels game games dub dubs dubbed episode episodes "
    "event events blu ray bd dvd stage musical play volume volumes album albums single singles exhibition exhibitions "
    "screening screenings concert concerts cafe arc drama comic comics book books figure figures panel panels disc "
    "discs screens livestream tour chapter chapters collection simuldub dlc demo update console vinyl soundtrack ost "
    "cd merch merchandise statue rerun reruns rebroadcast marathon fair festival expo store shop collaboration collab "
    "restoration remaster uhd steelbook digital magazine issue serialization spinoff_manga audio voice_drama radio "
    "podcast app service servers trailer teaser video pv promo cards tcg set_list pop_up attraction vod "
    "manhwas webtoons character characters illustration chapter light_novel lottery ticket tickets",
}

_SEASONS = (
    "# tv? anime? season",
    "# television anime? season",
    "# animated? season",
    "anime? season #",
    "s #",
    "# anime? series",
    "volume #",
)

_PARTS = ("part #", "# part", "# cour|cours", "cour #", "# half", "# stage")

_ANIME_GETS = "manga|novel|novels|game|webtoon|manhwa|comic|franchise|series|project|light_novel|visual_novel"

_RULES = (
    # --- renewed
    Rule(Effect.RENEWED, "@get .. <season> !@extras", "Harbour Lights anime gets a third season"),
    Rule(Effect.RENEWED, "@get .. @new season|seasons !@extras", "Harbour Lights gets a new season"),
    Rule(Effect.RENEWED, "@get .. sequel !@extras", "Harbour Lights anime gets sequel"),
    Rule(Effect.RENEWED, "<season> anime? is|was|has|have? been? officially|now|also? @confirmed", "Season 2 announced"),
    Rule(Effect.RENEWED, "<season> is|was? also|officially|currently|now|already? @making", "2nd season in production"),
    Rule(
        Effect.RENEWED, "<season> of|for|to ... @confirmed|@making !@extras", "Second season of Harbour Lights announced"
    ),
    Rule(Effect.RENEWED, "announces|confirms|greenlights|orders .. <season> !@extras", "Studio announces Season 4"),
    Rule(Effect.RENEWED, "announced|confirmed|revealed .. that? ... <season> is|has|will|was", "announced that a 2nd season is"),
    Rule(Effect.RENEWED, "announced|confirmed|greenlit|ordered a|the? <season> !@extras", "announced a fourth season"),
    Rule(Effect.RENEWED, "production .. of|on .. <season> ... @confirmed|begun|started", "production on a fifth season has begun"),
    Rule(Effect.RENEWED, "renewed|renews|renewal|renewing .. for .. <season>", "Harbour Lights renewed for season 3"),
    Rule(Effect.RENEWED, "renewed for @new|a? .. season", "anime renewed for another season"),
    Rule(Effect.RENEWED, "<season> .. renewed|renewal", "Season 3 renewed at Streamer", Where.TITLE),
    Rule(Effect.RENEWED, "returns|returning|return|back with|for a|its? <season>", "The cats return for season 2"),
    Rule(Effect.RENEWED, "will|to get|receive|have .. <season> !@extras", "Harbour Lights to get a second season"),
    Rule(Effect.RENEWED, "sequel|follow_up anime|series|season|project|tv_anime? .. @confirmed|@making", "sequel announced"),
    Rule(Effect.RENEWED, "announces|confirms|greenlights .. sequel !@extras", "Studio announces sequel anime"),
    Rule(Effect.RENEWED, "@new season|seasons .. @confirmed|@making", "new season announced"),
    Rule(Effect.RENEWED, "announces|confirms|greenlights @new season !@extras", "announces new season"),
    Rule(Effect.RENEWED, "<season> greenlit|happening|officially_happening", "season 2 is greenlit", Where.TITLE),
    Rule(Effect.RENEWED, "<title> anime|franchise? @get @new tv? anime !@extras", "<title> gets new TV anime", Where.TITLE),
    Rule(Effect.RENEWED, "new <title> tv|television|net? anime series|project|season? @confirmed|@making", "New <title> TV anime announced"),
    Rule(Effect.RENEWED, "<title> new tv? anime series|project|season? @confirmed", "<title> new anime announced"),
    Rule(Effect.RENEWED, "<title> tv? anime|series? continues|continuation ..? @confirmed", "<title> continuation confirmed"),
    Rule(Effect.RENEWED, "<title> franchise .. @announce .. new|anniversary project|anime|series", "<title> franchise reveals new project"),
    # --- film, OVA, special
    Rule(Effect.FILM, "@get .. @film !@extras|at|screening", "Harbour Lights anime gets film"),
    Rule(Effect.FILM, "@film|film_trilogy project|series|sequel|adaptation? .. @confirmed|@making", "movie announced"),
    Rule(Effect.FILM, "announces|confirms|announced|greenlights @new|@form|a|an|the|sequel|compilation? ..? @film !@extras|of", "announces film"),
    Rule(Effect.FILM, "new|original|sequel|prequel|compilation .. @film !@extras", "new film in two parts", Where.TITLE),
    Rule(Effect.FILM, "confirmed|set|slated for theatrical release", "confirmed for theatrical release"),
    # --- first anime
    Rule(Effect.NEW_SHOW, "@get|inspires|inspiring .. anime|animated !@film|season|sequel", "Quiet Rivers manga gets TV anime"),
    Rule(Effect.NEW_SHOW, "anime|animation adaptation|series|project? .. @confirmed|@making", "anime adaptation announced"),
    Rule(Effect.NEW_SHOW, "announces|announced|announce .. anime|animated adaptation|series|project?", "announces TV anime"),
    Rule(Effect.NEW_SHOW, "produces|producing|makes ... anime !@film|season", "Studio produces TV anime"),
    Rule(Effect.NEW_SHOW, "anime adaptation for|in|by|airs|premieres|debuts", "anime adaptation for 2027", Where.TITLE),
    # --- premiere dates
    Rule(Effect.DATED, "@premiere ... <date> !special|festival|convention|event", "premieres on Streamer in October"),
    Rule(Effect.DATED, "<date> .. @start_noun", "reveals cast, October debut"),
    Rule(Effect.DATED, "<date> tv|net|television|light|streaming? anime|series|show|film|movie|season !list|lineup|guide", "July 5 anime"),
    Rule(Effect.DATED, "<season>|<part>|sequel|season|anime|film|movie .. for|in|on|this <date>", "gets 2nd season in October"),
    Rule(Effect.DATED, "@announce|@confirmed for|in <date>", "announced for fall 2027"),
    Rule(Effect.DATED, "<date> : <title> premieres|debuts|opens", "October 2: the series premieres"),
    # --- delays, ends
    Rule(Effect.DELAYED, "delayed|postponed|pushed_back|pushed_to|delays|postpones|rescheduled", "2nd season delayed to 2027"),
    Rule(Effect.DELAYED, "delay|postponement|postponed to|until|by|due|of", "delay to next spring"),
    Rule(Effect.DELAYED, "production|broadcast halted|suspended|on_hold", "broadcast suspended"),
    Rule(Effect.CANCELLED, "cancelled|canceled|cancels|scrapped|axed|shelved", "anime cancelled"),
    Rule(Effect.FINAL, "@get .. final|last season", "gets final season"),
    Rule(Effect.FINAL, "final|last season .. @confirmed|@making", "final season announced"),
    Rule(Effect.FINAL, "announces|confirms|reveals .. final|last season !@extras", "announces final season"),
    Rule(Effect.FINAL, "<season> .. be|is .. its|the? last|final|final_season|last_season", "season 4 will be its last", Where.TITLE),
    Rule(Effect.FINAL, "end|ends|ending|conclude|concludes with <season>", "will end with season 4", Where.TITLE),
    Rule(Effect.FINAL, "final|last season ... <date>", "final season premieres March 4"),
    # --- started, ended
    Rule(Effect.PREMIERED, "premieres|debuts|airs|starts|begins|launches|premiered|debuted today|tonight", "premieres today"),
    Rule(Effect.FINISHED, "anime|series|season|<season> ends|concludes|ended|concluded !with|in", "anime ends", Where.TITLE),
    # --- manner
    Rule(Effect.RUMOUR, "rumor*", "rumored for next year"),
    Rule(Effect.RUMOUR, "rumour*", "rumours of a third season"),
    Rule(Effect.RUMOUR, "leak|leaks|leaked|leaker|leakers|insider|insiders", "leaker says"),
    Rule(Effect.RUMOUR, "reportedly|allegedly|supposedly|unconfirmed|apparently|purported*|speculated", "reportedly"),
    Rule(Effect.SPECULATION, "? $", "Will it ever return?", Where.TITLE),
    Rule(Effect.SPECULATION, "will there|it|we be|ever|get", "will there be a season 2", Where.TITLE),
    Rule(Effect.SPECULATION, "release date :|, .. plot|cast|trailer|everything|what|story|is|will", "Release Date, Cast", Where.TITLE),
    Rule(Effect.SPECULATION, "everything|all|what we|you|to know|need|expect|_know", "everything we know", Where.TITLE),
    Rule(Effect.SPECULATION, "predictions|prediction|possibilities|speculation|speculations|theory|theories|petition|hopes|potential|possible|chances|hopefully|wish|wishlist", "predictions", Where.TITLE),
    Rule(Effect.SPECULATION, "may|might|could|should|would|needs|deserves|hopes|wants", "could return", Where.TITLE),
    Rule(Effect.SPECULATION, "when|why|how|is|are|will|does|do|should ... <title>|<season>|anime|season ... ?", "when is it back ?", Where.TITLE),
    Rule(Effect.SPECULATION, "no|not .. official|officially|yet|confirmation|announcement|announced|renewed", "no official news", Where.BOTH),
    Rule(Effect.SPECULATION, "has|have|is|been not been|yet .. announced|confirmed|renewed|declared|made|revealed", "has not been announced"),
    Rule(Effect.HOAX, "april fool|fools|fools_day|fool_day", "April Fools joke"),
    # --- subject
    Rule(Effect.OTHER_MEDIUM, "live action", "live-action series gets season 2"),
    Rule(Effect.OTHER_MEDIUM, "stage play|plays|musical|adaptation", "stage play announced", Where.TITLE),
    Rule(Effect.OTHER_MEDIUM, "the? musical", "the musical", Where.TITLE),
    Rule(Effect.OTHER_MEDIUM, "k drama|pop", "k-drama", Where.TITLE),
    Rule(Effect.NOT_NEWS, "review|reviews|recap|reaction|ranking|rankings|interview|explained|quiz|gallery|cosplay|unboxing", "review", Where.TITLE),
    Rule(Effect.NOT_NEWS, "episode|episodes|ep|eps <number> !of|.. season", "episode 5", Where.TITLE),
    Rule(Effect.NOT_NEWS, "top|best|every|greatest|worst <number>|anime|episodes|moments|ranked", "top 10", Where.TITLE),
    Rule(Effect.NOT_NEWS, "series premiere $", "series premiere", Where.TITLE),
    Rule(Effect.NOT_NEWS, "preview guide", "preview guide", Where.TITLE),
    Rule(Effect.ANIME, "anime|animated|animation|donghua", "anime"),
    # --- mere mentions
    Rule(Effect.MERE, "director|creator|author|creators|writer|studio|producer|mangaka|artist|illustrator|team|makers|duo .. of|behind <title>", "from the director of <title>"),
    Rule(Effect.MERE, "<title> director|creator|author|creators|writer|studio|producer|mangaka|artist|illustrator|composer|star|actor", "<title> creator starts new manga"),
)

LEXICON = Lexicon(
    language="en",
    rules=_RULES,
    seasons=_SEASONS,
    parts=_PARTS,
    numbers=MappingProxyType(
        {
            word: number
            for number, word in enumerate(
                "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth".split(), 1
            )
        }
        | {word: n for n, word in enumerate("one two three four five six seven eight nine ten".split(), 1)}
    ),
    words=MappingProxyType(_WORDS),
    before_title="new original tv anime film movie season announces announce announced reveals reveal unveils streams "
    "stream adds confirms confirmed produces licenses screens releases release renews gets report news update updated "
    "breaking official officially upcoming hit popular crunchyroll netflix hidive s adaptation series franchise",
    after_title="anime tv television original season film movie manga novel game franchise series project gets get "
    "getting receives reveals unveils announces announced confirms confirmed streams debuts premieres returns is will "
    "has adds casts previews highlights celebrates teases shares heads lists joins brings posts presents delays hosts "
    "second first third fourth fifth sixth seventh final last part sequel cour ova special live stage renewed delayed "
    "postponed cancelled canceled ends light novel webtoon net web short animated animation spinoff prequel "
    "compilation trailer teaser visual opens launches airs begins starts continues earns lands scores season's "
    "to returning coming cast theme creator author director",
    beside_title="of for the and with from in on by at as a an or",
    ordinary="another given free major original new first last next final popular short classic days mini air is it "
    "this that these those every no more best top hit japanese chinese korean upcoming other your my our such summer "
    "winter spring fall action horror romance mecha isekai fantasy sports idol comedy adult kids family web net "
    "special golden real big little old young good bad favorite single dark black white the a an one two three",
    typical="the of and to in for is with on gets anime reveals season new from at will its by",
)
