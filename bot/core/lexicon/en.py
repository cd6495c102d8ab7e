"""English: how its outlets announce, date, delay, end, guess and gossip."""

from types import MappingProxyType

from bot.core.lexicon.table import Effect, Lexicon, Rule, Where

R, F, N, D = Effect.RENEWED, Effect.FILM, Effect.NEW_SHOW, Effect.DATED
L, C, Z, P, E = Effect.DELAYED, Effect.CANCELLED, Effect.FINAL, Effect.PREMIERED, Effect.FINISHED
X, M = Effect.NO_PREMIERE, Effect.MERE

_WORDS = {
    "get": "gets get got getting receives receive received receiving earns earn lands landed "
    "scores scored secures nabs "
    "has_received will_get has_gotten snags",
    "announce": "announces announce announced announcing confirms confirm confirmed reveals revealed reveal unveils "
    "unveiled greenlights greenlit green_lights",
    "announcing": "announces announce confirms confirm greenlights green_lights orders sets reveals unveils "
    "reveal unveil "
    "proud_to_announce to_produce producing plans announcing",
    "confirmed": "announced confirmed greenlit green_lit green_lighted ordered official unveiled decided revealed",
    "making": "in_production in_the_works in_development in_the_making under_production underway under_way on_the_way "
    "entering_production enters_production "
    "entered_production gets_the_green_light gets_green_light gets_greenlit gets_green_lit "
    "gets_greenlight given_green_light given_the_green_light a_go in_active_development enters_development "
    "production_decided launching being_made being_produced in_full_production receives_green_light on_its_way",
    "aux": "is_now has_now are_now is_also will_be_getting is was has has_been have_been are been "
    "will_be were now also already being currently gets",
    "new": "new all_new brand_new another additional further more fresh next",
    "number": "first second third fourth fifth sixth seventh eighth 2nd 3rd 4th 5th 6th 7th 8th",
    "form": "anime tv television animated net web short light original mini theatrical feature 3d cg sequel prequel "
    "compilation new streaming",
    "film": "film films movie movies ova ovas oad oads special specials shorts short",
    "films": "film films movie movies theatrical theaters theatres cinemas",
    "ovas": "ova ovas oad oads",
    "specials": "special specials shorts short mini chibi",
    "series": "anime series season show project adaptation cartoon",
    "sequel": "sequel sequel_series sequel_anime sequel_season sequel_project sequel_tv_anime sequel_television_anime "
    "follow_up follow_up_season follow_up_anime follow_up_series anime_sequel",
    "starts": "premieres debuts airs starts begins launches premiered debuted kicks_off arrives opens streaming "
    "started launched out",
    "moving": "pushed moved postponed delayed pushes moves postpones delays shifted bumped slips slipped slides "
    "rescheduled brought pushed_back moved_up premiere moves_up changed shifts shift retimed reset deferred "
    "reschedules held_back put_off set_back shunted moved_back",
    "delayed": "delayed postponed pushed_back delays postpones rescheduled delaying postponing pushes_back suspended "
    "indefinitely_delayed sees_delay faces_delay put_on_hold deferred deferring",
    "makers": "director directors creator creators author authors writer writers studio producer producers mangaka "
    "artist artists illustrator team makers duo staff composer animator animators designer star stars actor actress "
    "voice_actor singer editor",
    "clip": "trailer trailers teaser teasers video videos pv clip promo visual poster preview opening ending single",
    "guess": "clue clues sign signs reason reasons prediction predictions possibilities possibility "
    "speculation speculations theory theories petition hopes "
    "potential possible chances chance hopefully wish wishlist wishes hint hints hinting expect "
    "expectations opinion editorial hoping prospects probability rumors rumours ever unlikely begging",
    "prepositions": "on in to for at netflix crunchyroll hulu blu dvd disney",
    "elsewhere": "the_philippines philippines north_america u_s us usa america uk u_k india australia canada europe "
    "germany france italy spain mexico brazil indonesia malaysia singapore thailand vietnam korea south_korea china "
    "taiwan hong_kong latin_america us_theaters u_s_theaters american_theaters theaters_nationwide the_u_s the_us "
    "the_uk the_u_k the_united_states the_west new_zealand english_theaters north_american_theaters anime_expo",
    "not_premiere": "event livestream convention festival panel screening concert expo exhibition issue",
    # What is *of* a season: behind "2nd season" it makes the season known already.
    "extras": "trailer trailers teaser teasers visual visuals promo promos pv pvs video videos clip clips cast casts "
    "theme themes song songs op ed opening ending poster key character characters art staff "
    "director dub dubs dubbed blu bd bds dvd dvds ost soundtrack event events screening screenings preview recap "
    "review reviews countdown announcement panel finale episode episodes english script storyboard footage look "
    "image images illustration title logo details manga novel game stage live vinyl merch figure cafe collab poll "
    "release premiere air start premieres debut debuts launch plot story timeline designer composer special_event "
    "rumor rumors rumour rumours update updates news theory arc part cour sneak first_look on_blu vocalist artist "
    "commercial ad opening_theme ending_theme additional returning anime_japan screen mini new_trailer broadcast "
    "delayed collection box run designs promotional",
    # What does it to something else: "cancels fan event".
    "doing": "cancels cancel delays delay postpones postpone suspends scraps",
    "anime_extras": "anime_additional anime_cast anime_new anime_main anime_theme anime_opening anime_ending "
    "anime_visual anime_trailer anime_key anime_staff anime_more anime_teaser anime_promo anime_director",
    "occasion": "at during",
    "behind_anime": "launched launching "
    "announced confirmed revealed reveals reveal unveils unveiled gets get casts adds announces "
    "announce confirms premieres premiere premiering debuts debut debuting airs air airing opens opening begins "
    "starts launches launch streams streaming releases release returns arrives arriving coming for in on at by with "
    "from to via this of is was will has and stars features previews highlights teaser trailer promo pv visual video "
    "main staff cast key 1st 2nd new more original delayed postponed pushed slated set scheduled due green greenlit "
    "shares posts lists unveils presents ending theme website official based about starring adaptation adaptations "
    "series project film movie shorts short ova special show premieres additional second first full final finally "
    "produced directed under heads drops dated confirms sets kicks_off delays postpones hits lands",
    "telling": "reveals unveils casts adds streams previews highlights posts shares presents announces confirms teaser "
    "trailer promo video visual premieres debuts gets delayed opens airs",
    "halves": "cour cours",
    "arcs": "arc saga hen",
    "later": "after following despite",
    "animating": "animates animating",
    "sooner": "before",
    "made": "adaptation season film movie sequel",
    "endings": "finale ends ended ending end concludes concluded conclusion wraps wrapped airs aired",
    # What is made of an anime that exists.
    "kin": "prequel sequel spinoff spin_off remake reboot continuation finale",
    # What may be made in the manner of anime without being one.
    "anime_like": "comics spinoff_comics spinoff_manga spinoff_novel spinoff_game "
    "music style styled inspired themed theme tie collaboration collab crossover cm mv intro cutscene "
    "cutscenes expo con convention award awards fan fans lover documentary streaming_service app",
    "extras_plural": "cast staff trailer teaser visual promo pv video theme themes song songs staff_members members "
    "cast_members opening ending promos visuals details pair website crew",
    "premiere": "premieres premiere premiering debuts debut debuting airs air airing launches launch launching begins "
    "begin beginning starts start starting opens open opening arrives arrive arriving drops streams stream streaming "
    "hits hit releases release releasing released returns return returning comes come coming kicks_off set slated "
    "scheduled due lands land bows rolls_out broadcast broadcasts screens on_air dated aiming resumes resume "
    "planned confirmed available landing aims gets_underway get_underway continues continue simulcast simulcasts "
    "scheduled_to "
    "set_to slated_to heading heads begins_airing will_be_out be_out",
    "date_noun": "release_date premiere_date air_date release_window start_date date",
    "start_noun": "premiere premieres debut debuts launch opening broadcast release start airdate air_date "
    "release_date premiere_date bow return kickoff rollout window tv_debut net_debut broadcast_start slot rollout "
    "streaming early_streaming release_window premiere_month start_date release_month "
    "release_year premiere_window launch_date opening_date "
    "debut_date broadcast_date airing",
    "anime": "anime animes donghua",
    "anime_nouns": "anime s2 s3 s4 s5 season series film movie films ova special short shorts sequel "
    "adaptation animation show "
    "cour installment project donghua animated <season> <part> prequel remake movies",
    "other_nouns": "manga manhwa manhua webtoon webcomic novel novels game games dub dubs dubbed episode episodes "
    "event events blu ray bd dvd stage musical play volume volumes album albums single singles exhibition exhibitions "
    "screening screenings concert concerts cafe drama comic comics book books figure figures panel panels disc "
    "discs livestream tour chapter chapters collection simuldub dlc demo console vinyl soundtrack ost "
    "cd merch merchandise statue rerun reruns rebroadcast marathon fair festival expo store shop collaboration collab "
    "restoration remaster uhd steelbook magazine issue serialization audio radio catalog "
    "podcast app service servers cards tcg attraction vod manhwas webtoons lottery ticket tickets",
    "count": "2 3 4 two three four one 1 hour tv",
    "via": "on via to worldwide globally streaming netflix crunchyroll hidive hulu disney prime "
    "amazon tv japan japanese in "
    "theaters cinemas adaptation series project anime scheduled set slated coming out exclusively television short "
    "confirmed announced greenlit officially production film movie special installment",
    "of": "of for",
    "based": "based adapting adapts animates animating",
    "weekday": "monday tuesday wednesday thursday friday saturday sunday today",
    "joiners": ", and anime tv television film both seasons season",
}

_SEASONS = (
    "# tv? anime? season",
    "# television anime? season",
    "# and|, &final|last|concluding",
    "# animated? season",
    "# tv? anime? seasons",
    "anime? season #",
    "s #",
    "&s2|s3|s4|s5|s6|s7 #",
    "# anime? series",
    "# &<title>_season|<title>_anime_season|<title>_tv_anime_season|<title>_television_anime_season",
)

_PARTS = ("part #", "# part", "# cour|cours", "cour #", "# half", "# stage")

_RULES = (
    # --- renewed
    Rule(R, "@get .. <season> !@extras", "Harbour Lights anime gets a <season>"),
    Rule(R, "@get .. @new .. season|seasons !@extras", "Harbour Lights gets a new TV season"),
    Rule(R, "@get a? @form? sequel|follow_up @series? season? !@extras|@film", "Harbour Lights anime gets sequel"),
    Rule(
        R,
        "anime|series @get !@other_nouns|@film|live|light|mobile|manga|stage .. sequel !@extras|@film|@other_nouns",
        "anime gets desert sequel",
        Where.TITLE,
    ),
    Rule(R, "both|all @get .. seasons", "Harbour Lights and Quiet Rivers both get second seasons"),
    Rule(
        R,
        "<season> @form? @series? @aux? @confirmed !@extras|as|supporting|main|more|new|two|three",
        "<season> announced",
    ),
    Rule(R, "<season> @form? @series? @aux? @making", "<season> in production"),
    Rule(
        R,
        "<season> @form? production|project @aux? @confirmed|underway|begins|started|begun",
        "<season> production confirmed",
    ),
    Rule(R, "@announcing @new <title> season|anime !@extras", "studio confirms new <title> season", Where.TITLE),
    Rule(R, "<season> ... , announced|confirmed !@extras", "<season> reveals visual, announced for 2027", Where.TITLE),
    Rule(R, "<season> @aux? greenlit|happening|coming !@prepositions", "<season> is happening", Where.TITLE),
    Rule(R, "<season> of|for|to ... @confirmed|@making !@extras", "<season> of Harbour Lights announced"),
    Rule(
        R, "<season> <title> anime? season ... @confirmed|@making", "<season> <title> season in production", Where.TITLE
    ),
    Rule(
        R,
        "@announcing !@clip|new|first|key|main|more|additional|official|suspension|hiatus|"
        "delay|postponement .. <season> !@extras|@anime_extras",
        "Studio announces <season>",
    ),
    Rule(R, "announced|confirmed|revealed that ... <season> is|has|will|was", "announced that a <season> is coming"),
    Rule(
        R,
        "production .. of|on|for .. <season> ... @confirmed|begun|started|underway",
        "production on a <season> has begun",
    ),
    Rule(
        R,
        "<season> announcement|reveal|confirmation|greenlight !stirs|sparks|leaves|has|divides|fuels|gets|makes|"
        "date|event|soon|trailer|video|visual|at|coming",
        "<season> announcement",
        Where.TITLE,
    ),
    Rule(R, "announced|confirmed|greenlit|ordered a <season> !@extras|of", "announced a <season>", Where.SUMMARY),
    Rule(
        R,
        "announced|announcing|confirmed|announcement .. that? ... <season> is|was|has_been in_production|"
        "greenlit|green_lit|in_the_works|coming|getting_made",
        "announced that a <season> is in production",
        Where.SUMMARY,
    ),
    Rule(
        R,
        "announced|confirmed ... that ... <season> of|for ... is|was in_production|greenlit|green_lit|"
        "in_the_works|coming",
        "announced that a <season> of the anime is in production",
        Where.SUMMARY,
    ),
    Rule(
        R,
        "<season> .. is|was|are officially|now|currently|already? in_production|greenlit|green_lit|in_the_works|"
        "in_the_pipeline|in_development|on_the_way|on_its_way",
        "the <season> of the anime is now in production",
        Where.SUMMARY,
    ),
    Rule(R, "is|was|been renewed for .. <season>", "has been renewed for a <season>", Where.SUMMARY),
    Rule(
        R,
        "<season> .. has_been|was|is officially|just|now? confirmed|announced|greenlit|green_lit|ordered|approved "
        "!in|<date>|earlier|back|for|as|previously|to|on",
        "a <season> has been greenlit",
        Where.SUMMARY,
    ),
    Rule(
        R,
        "is|are|will_be|will coming_back|returning|back|return for|with a? <season> !@extras",
        "is coming back for a <season>",
        Where.SUMMARY,
    ),
    Rule(
        R,
        "<season> of|for .... was|has_been|is officially|just? announced|confirmed|greenlit|green_lit",
        "a <season> of the anime was announced",
        Where.SUMMARY,
    ),
    Rule(R, "getting|get|receive a <season> !@extras", "is getting a <season>", Where.SUMMARY),
    Rule(R, "will have|get|receive a? <season> !@extras", "will have a <season>", Where.SUMMARY),
    Rule(
        R,
        "announced|confirmed|revealed ... return|returning|back for|with a? <season>",
        "has announced it will be returning for <season>",
        Where.SUMMARY,
    ),
    Rule(
        R,
        "production|making of|on ... <season> ... @confirmed|announced|begun|begins|started|decided|underway",
        "production of <title> <season> has been confirmed",
    ),
    Rule(R, "return|returns|coming|come|be back for|with|in .. <season>", "will be back for <season>", Where.TITLE),
    Rule(R, "confirmed|set|slated|approved for a? <season> !@extras", "confirmed for a <season>"),
    Rule(R, "on_the_way|coming|back with|in .. <season>", "more is on the way with <season>", Where.TITLE),
    Rule(R, "<season> is|are|now? official !@extras", "<season> is official", Where.TITLE),
    Rule(R, "picked_up|commissioned|commissions|greenlit|green_lit|go_ahead for .. <season>", "picked up for <season>"),
    Rule(R, "renewed|renews|renew|renewal|renewing .. for .. <season>", "Harbour Lights renewed for <season>"),
    Rule(R, "renewed|renews|renew .. for @new|a .. season|seasons", "anime renewed for another season"),
    Rule(R, "<title> anime|series? @aux? renewed !or|by_date", "<title> anime renewed by Streamer", Where.TITLE),
    Rule(R, "<season> .. renewed|renewal|picked_up|ordered", "<season> picked up by Streamer", Where.TITLE),
    Rule(R, "return|returns|returning|back with|for|in a|its? .. <season> !@extras", "The cats return for <season>"),
    Rule(R, "return|returns|returning|back with|for a? @new @form? season|anime", "The cats return with a new season"),
    Rule(R, "continues|continue|continuing with|in|into .. <season>", "Anime continues with <season>"),
    Rule(
        R,
        "ends|concludes|wraps_up|finishes with announcement|reveal|news|confirmation of <season>",
        "ends with announcement of <season>",
        Where.TITLE,
    ),
    Rule(
        R,
        "goes|heads|moves|moving into|forward_with|ahead_with .. <season> !@extras",
        "moves forward with <season>",
        Where.TITLE,
    ),
    Rule(R, "anime|series will|to continue $", "the anime will continue", Where.TITLE),
    Rule(R, "@announcing more|additional episodes $", "anime confirms more episodes", Where.TITLE),
    Rule(R, "readies|preps|prepares @new? <season>|season !@extras", "anime readies <season>", Where.TITLE),
    Rule(
        R,
        "<title> anime|franchise? @new series|season @aux? @confirmed",
        "<title> anime new series greenlit",
        Where.TITLE,
    ),
    Rule(R, "continues|continue with|in .. @new @form? season|series", "Anime continues with a new season"),
    Rule(R, "will|to get|receive|have .. <season> !@extras", "Harbour Lights to get a <season>"),
    Rule(R, "@sequel !@film|@other_nouns of|to|for? .. @confirmed|@making", "sequel to Harbour Lights announced"),
    Rule(
        R,
        "@sequel to|will|set_to|slated_to premiere|debut|air|launch|begin|start",
        "sequel series to premiere in <date>",
        Where.TITLE,
    ),
    Rule(R, "@announcing .. @sequel !@extras|@film", "Studio announces sequel anime"),
    Rule(
        R,
        "<title> anime|series|franchise? @announce @new anime|animation project|series|production|work|title",
        "<title> reveals new anime project",
        Where.TITLE,
    ),
    Rule(
        R,
        "<title> series|franchise @announce @new tv? anime|animation !@extras|@anime_like|@film|adaptation",
        "<title> series reveals new anime in production",
        Where.TITLE,
    ),
    Rule(
        R,
        "<title> @new anime|animation project|production|work|title @aux? @confirmed|@making",
        "<title> new animation project announced",
        Where.TITLE,
    ),
    Rule(R, "@new @form? season|seasons of|for? ... @confirmed|@making", "new season of Harbour Lights announced"),
    Rule(R, "<season> <title> anime? @aux? @confirmed|@making", "<season> <title> announced", Where.TITLE),
    Rule(R, "final|last season : .... @confirmed", "final season : the long way anime confirmed", Where.TITLE),
    Rule(Z, "final|last season : .... @confirmed", "final season : the long way anime confirmed", Where.TITLE),
    Rule(
        R,
        "anime|series|to return|returns|returning|back with|for .. arc !video|manga|game",
        "anime to return with castle arc",
        Where.TITLE,
    ),
    Rule(
        R,
        "<title> anime|series @get .... arc !@extras|video|manga|game",
        "<title> anime gets Winter Castle arc",
        Where.TITLE,
    ),
    Rule(
        R,
        "<title> : .... arc|saga @form? @series? @aux? @confirmed|@making",
        "<title>: Winter Castle Arc TV anime announced",
        Where.TITLE,
    ),
    Rule(R, "<season> : .... : @aux? @confirmed", "<season> : rise of the cats : announced", Where.TITLE),
    Rule(R, "@sequel covering|adapting|based ... @confirmed", "sequel covering the castle arc announced", Where.TITLE),
    Rule(R, "<season> ,|and .. @film .. @confirmed|@making", "<season>, film confirmed", Where.TITLE),
    Rule(
        R,
        "@get two|three|multiple|more new anime|animation projects|series",
        "gets two new anime projects",
        Where.TITLE,
    ),
    Rule(
        R,
        "going_to_be|will_be|confirmed|confirmation .. another|new season of <title>",
        "there is going to be another season of <title>",
        Where.TITLE,
    ),
    Rule(R, "anime|series returns|returning|back for more !than", "anime returning for more", Where.TITLE),
    Rule(R, "green_light|greenlight|go_ahead for|to .. <season>", "gets the green light for <season>", Where.TITLE),
    Rule(
        R,
        "newly|freshly|<title> announced|confirmed|greenlit <season> !@extras",
        "newly announced <season>",
        Where.TITLE,
    ),
    Rule(R, "@new season|seasons @aux? coming", "new season is coming", Where.TITLE),
    Rule(R, "@announcing @new @form? season|seasons !@extras", "announces new season"),
    Rule(
        R,
        "<title> anime|franchise|to? @get a? @new tv|television|net? anime series|project|season? "
        "!@extras|@film|adaptation|"
        "remake|reboot|special",
        "<title> gets new TV anime",
        Where.TITLE,
    ),
    Rule(
        R,
        "new <title> tv|television|net? anime series|project|season? @aux? @confirmed|@making",
        "New <title> TV anime announced",
        Where.TITLE,
    ),
    Rule(
        R,
        "<title> new tv? anime series|project|season? @aux? @confirmed",
        "<title> new anime announced",
        Where.TITLE,
    ),
    Rule(R, "<title> tv? anime|series? continuation @aux? @confirmed", "<title> continuation confirmed"),
    Rule(R, "@announcing|@get .. continuation !@extras|@film", "<title> anime announces continuation", Where.TITLE),
    Rule(
        R,
        "<title> franchise .. @announce .. new|anniversary tv|television|net? project|anime|series",
        "<title> franchise reveals new project",
        Where.TITLE,
    ),
    Rule(
        R,
        "anime|series|tv @aux? getting|gets|get more|new episodes",
        "the series is getting more episodes",
        Where.TITLE,
    ),
    Rule(R, "more <title> anime|episodes? @aux? @confirmed|@making|coming", "more <title> is on the way", Where.TITLE),
    Rule(R, "more|new episodes|season ordered|greenlit|confirmed|on_the_way", "more episodes ordered", Where.TITLE),
    # --- film, OVA, special
    Rule(F, "@get .. @film !@extras|at|screening|about", "Harbour Lights anime gets film"),
    Rule(
        F,
        "@film project|series|sequel|trilogy|adaptation|episode|episodes? @aux? announced|confirmed|"
        "greenlit|green_lit|decided|@making !following|after",
        "movie announced",
    ),
    Rule(F, "special|short|mini @form? anime|animation <quote>? @aux? @confirmed", "special short anime announced"),
    Rule(F, "@get @new ... film|movie $", "gets new Tri-Star Act film", Where.TITLE),
    Rule(F, "@announcing .. @film !@extras|of|unveils|reveals", "Studio confirms new film"),
    Rule(F, "@new @form? @film of|for ... @confirmed|@making", "new film of Harbour Lights announced", Where.TITLE),
    Rule(F, "@get <season> , .. @film !@extras", "gets <season>, second film", Where.TITLE),
    Rule(F, "@get .. @film finale|conclusion|ending", "gets film finale"),
    Rule(F, "ends|end|concludes|conclude with .. @film", "story ends with a film", Where.TITLE),
    Rule(F, "announced|revealed .. a|an|the|new|its .. @film !@extras|of", "announced a sequel film"),
    Rule(
        F, "@new ova|ovas|oad|oads .. ship|ships|bundled|bundles|included|debuts|premieres", "new OVA ships with volume"
    ),
    Rule(F, "ova|ovas|oad|oads .. bundled|ships|included with|in", "new OVA to be bundled with volume 5"),
    Rule(F, "bundles|bundled|bundle .. ova|ovas|oad|oads", "volume bundles OVA"),
    Rule(F, "@confirmed|@making for|as? theatrical release|run", "confirmed for theatrical release"),
    Rule(
        F,
        "new <title> anime? @form? @film @aux? announced|confirmed|revealed|unveiled",
        "new <title> anime movie revealed",
        Where.TITLE,
    ),
    Rule(F, "@get .. ova|oad episode|episodes", "gets OVA episode"),
    Rule(F, "@films project @aux? @confirmed", "film project revealed", Where.TITLE),
    Rule(F, "@get @new? mini|chibi|petit anime|animation|shorts|short", "gets mini anime", Where.TITLE),
    Rule(F, "arc becomes|become|as|into a|an? .. @film", "castle arc becomes film", Where.TITLE),
    Rule(F, "@films <quote>|<title> @aux? @confirmed", "anime movie <quote> announced", Where.TITLE),
    Rule(F, "@film of|for <title> anime? @aux? @confirmed|@making", "OVA of <title> announced", Where.TITLE),
    Rule(F, "@get|@announcing .. unaired|theatrical episode|episodes|work", "gets unaired episode", Where.TITLE),
    Rule(F, "@get .. special episode|episodes|anime|edition", "gets new special episode"),
    Rule(F, "special episode|edition @aux? @confirmed|@making", "special episode announced"),
    Rule(D, "with|in .. @new .. @film for|in|on <date>", "back with an all-new film in <date>"),
    Rule(
        F,
        "to|will release|produce|make|create a? @new @form? @film !@extras|on|in",
        "to release new movie",
        Where.TITLE,
    ),
    Rule(F, "with|in .. @new .. @film !@extras", "back with an all-new film", Where.TITLE),
    Rule(F, "@announcing|@get .. theatrical anime|animation|release|project|series", "announces new theatrical anime"),
    Rule(F, "to_become|becomes|as .. film|movie trilogy|duology", "final arc to become a movie trilogy", Where.TITLE),
    Rule(F, "anime|animated feature @aux? @confirmed|@making", "anime feature announced", Where.TITLE),
    Rule(
        F,
        "heads|headed|heading|coming|returns|goes to theaters|theatres|cinemas with|in .. @film",
        "<title> headed to theaters with new film",
        Where.TITLE,
    ),
    Rule(F, "heads|heading|coming|returns|goes to the? big screen", "<title> heads to the big screen", Where.TITLE),
    Rule(F, "return|returns|continues with|in|as a? .. @film !@extras", "<title> returns with a new film", Where.TITLE),
    # --- first anime
    Rule(N, "@get .. anime remake|reboot", "<title> gets new anime remake", Where.TITLE),
    Rule(N, "anime remake|reboot @aux? @confirmed|@making", "anime remake announced", Where.TITLE),
    Rule(
        N,
        "@get|inspires|inspire|inspiring|receiving .. anime|animated !@film|season|sequel|@extras|@anime_like",
        "Quiet Rivers manga gets TV anime",
    ),
    Rule(
        N,
        "anime|animation !@anime_like adaptation|series|project? .. @confirmed|@making !as",
        "anime adaptation announced",
    ),
    Rule(
        N,
        "@announcing !this|that|it|why|how|its .. anime|animated !@anime_like|was|were|had|is "
        "adaptation|series|project?",
        "Studio announces TV anime",
    ),
    Rule(
        N,
        "@announcing|makes|produces|animates|directs .. original ... anime|animated film|movie|short",
        "Studio makes original anime film",
        Where.TITLE,
    ),
    Rule(
        N, "new|all_new|brand_new original anime series|film|project", "a brand new original anime series", Where.TITLE
    ),
    Rule(N, "new <quote> anime .... @confirmed|@making", "new <quote> anime by Studio Kite announced", Where.TITLE),
    Rule(N, "become|becomes|becoming an|a? @form? anime", "webtoon to become an anime"),
    Rule(N, "adapted|turned|made|adapting into|as|to an|a? @form? @form? anime", "manga adapted into TV anime"),
    Rule(
        N,
        "anime|animation !@anime_like adaptation|series|project? of|for|based ... @confirmed|@making",
        "TV anime of Quiet Rivers manga announced",
        Where.TITLE,
    ),
    Rule(
        N,
        "@announcing|announced !this|that|it|why|how .... anime !<season>|@extras|@anime_like|@other_nouns|was|were|"
        "had|is|main|more|key|"
        "voice|lineup|1st",
        "Studio announces Quiet: Rivers anime",
        Where.TITLE,
    ),
    Rule(N, "produces|producing|makes|adapts ... anime !@film|season|@extras", "Studio produces TV anime"),
    Rule(
        N,
        "anime adaptation|project|series launched|launches|begins|started|starts !@extras|its|airing",
        "anime project launched",
        Where.TITLE,
    ),
    Rule(N, "launches|launch|launching .. anime adaptation|project", "manga launches anime adaptation", Where.TITLE),
    Rule(N, "to animate|adapt|produce <quote>", "studio to animate <quote>", Where.TITLE),
    Rule(
        N,
        "animates|animating .... manga|manhwa|manhua|webtoon|novel|novels|comic|comics",
        "Studio Kite animates Moonlit Carpenter webtoon",
        Where.TITLE,
    ),
    Rule(N, "revealed|announced|unveiled as .. anime|animation", "Lamp revealed as original anime", Where.TITLE),
    Rule(
        N,
        "@get <date> @form? @form? anime|animation !@film|season|sequel|@extras",
        "Lamp gets <date> anime",
        Where.TITLE,
    ),
    Rule(D, "@get <date> @form? @form? anime|animation|season", "Lamp gets <date> anime", Where.TITLE),
    Rule(N, "animates|adapts|animating|adapting @other_nouns? <quote>", "Studio Kite animates <quote>", Where.TITLE),
    Rule(
        D,
        "animates|adapts|produces|makes <quote>|<title> ... for|in <date>",
        "Studio animates <title> for <date>",
        Where.TITLE,
    ),
    Rule(
        D,
        "<quote>|<title> <date> @form? anime|series|film|movie !list|lineup|guide|preview|chart|season",
        "<title> <date> anime reveals cast",
        Where.TITLE,
    ),
    Rule(D, "<date> @form? @form? anime @telling", "Moonlit Carpenter <date> TV anime reveals cast", Where.TITLE),
    Rule(N, "anime adaptation|project for|in|by|airs|premieres|debuts|set", "anime adaptation for 2027", Where.TITLE),
    # --- premiere dates
    Rule(D, "@premiere ... <date> !@not_premiere", "premieres on Streamer in <date>"),
    Rule(
        D,
        "1st|first @count? episode|episodes will? airs|air|premieres|premiere|debuts|debut|premiering|debuting ... "
        "<date>",
        "1st episode airs on <date>",
    ),
    Rule(
        D,
        "episodes start|begin|begins|starts|will_start rolling_out|airing|streaming|dropping ... <date>",
        "episodes start rolling out on <date>",
        Where.SUMMARY,
    ),
    Rule(D, "@premiere its|the? 1st|first episode in|on? <date>", "will debut its first episode on <date>"),
    Rule(
        D,
        "release_window|release_date|premiere_date for ... as|is|on|in|: <date>",
        "release window for the third season was set as <date>",
    ),
    Rule(
        D,
        "<date> .. @start_noun !schedule|event|party|screening|stage|livestream|episode|poll",
        "reveals cast, <date> debut",
    ),
    Rule(D, "@start_noun .. on|in|of|for|is|as|to|: <date>", "premiere date: <date>"),
    Rule(
        D,
        "<date> anime? lineup|slate|schedule|simulcasts includes|adds|features .. <title>",
        "<date> lineup includes <title>",
        Where.TITLE,
    ),
    Rule(
        D,
        "<season>|anime to|in|for|joins <date> anime? lineup|slate|simulcasts|simulcast|schedule",
        "adds <season> to <date> lineup",
        Where.TITLE,
    ),
    Rule(D, "@start_noun <date>", "premiere <date>"),
    Rule(
        D,
        "<date> @form? @form? anime|series|show|film|movie|season|shorts|special|ova !list|lineup|guide|"
        "preview|chart|season",
        "star in <date> anime",
        Where.SUMMARY,
    ),
    Rule(
        D,
        "<season>|<part>|sequel|season|anime|film|movie|ova|special @via? @via? @via? for|in|on|this <date>",
        "gets <season> in <date>",
    ),
    Rule(
        D,
        "@announce|@confirmed|back|dated|dating|due|listed|targeting|eyes|eyeing for|in|on? <date>",
        "announced for <date>",
    ),
    Rule(D, "@announce .. anime ... for|in <date> $", "reveals original anime for <date>", Where.TITLE),
    Rule(D, "moved|brought|pulled up|forward to|from ... <date>", "moved up to <date>"),
    Rule(D, "moved_up|brought_forward ... to <date>", "moved up from 2028 to <date>"),
    Rule(D, "@extras_plural for|ahead_of? <date> $", "reveals cast, staff for <date>", Where.TITLE),
    Rule(
        D,
        "anime|series|season|film|show|movie <date> !episode|event|screening",
        "star in anime <date>",
        Where.SUMMARY,
    ),
    Rule(D, "<season>|<part>|anime|sequel <date> $", "gets <season> <date>", Where.TITLE),
    Rule(D, "trailer|teaser|pv|visual : <date>", "<season> trailer : <date>", Where.TITLE),
    Rule(D, "<title> : <date> $", "<title>: <date>", Where.TITLE),
    Rule(D, "@announce|lists|sets|locks_in .. <date> date", "video lists <date> date", Where.TITLE),
    Rule(D, "cours|cour for|in|from <date>", "two consecutive cours for <date>", Where.TITLE),
    Rule(D, "lists|sets|locks_in <date>", "anime locks in <date>", Where.TITLE),
    Rule(D, "anime casts .... for|in <date> $", "anime casts Jane Doe for <date>", Where.TITLE),
    Rule(D, "@premiere on|via ... , ... <date>", "premieres on Streamer, Tokyo TV and others on <date>", Where.SUMMARY),
    Rule(
        D,
        "<season> ... on|onto|to|via crunchyroll|hidive|netflix|hulu|disney|prime|amazon .. <date>",
        "<season> climbs onto Crunchyroll in <date>",
        Where.TITLE,
    ),
    Rule(D, "<season> run|runs from|in ... <date>", "<season> runs from <date>"),
    Rule(D, "<date> <season>", "in the <date> <season>", Where.SUMMARY),
    Rule(D, "<season> : <date> $", "<season>: <date>", Where.TITLE),
    Rule(D, "<season> ( <date>", "the <season> (<date>)", Where.SUMMARY),
    Rule(D, "<date> : <title> premieres|debuts|opens|begins", "<date>: <title> premieres"),
    Rule(
        D,
        "<date> on|via crunchyroll|netflix|hidive|hulu|disney|prime|amazon|tv|tokyo|streaming",
        "<season> <date> on Crunchyroll",
        Where.TITLE,
    ),
    # --- dates that are no premiere
    Rule(X, "@other_nouns !@series|@film .. @premiere ... <date>", "manga launches in <date>"),
    Rule(X, "@other_nouns adaptation .. @premiere ... <date>", "manga adaptation launches in <date>"),
    Rule(X, "@clip @premiere ... <date>", "trailer drops on <date>"),
    Rule(X, "sneak_peek|first_look|special_program|program .. @premiere ... <date>", "sneak peek airs on <date>"),
    Rule(
        X,
        "<date> !with .. episode|event|episodes|livestream|screening|screenings|issue|stage|concert|exhibition",
        "on the <date> episode",
    ),
    Rule(X, "to theaters|cinemas|theatres ... <date> for|as", "returns to theaters on <date> for anniversary"),
    Rule(
        X,
        "return|returns|returning|back to the? theaters|theatres|cinemas|imax|big_screen !with ... <date>",
        "returns to theaters on <date>",
    ),
    Rule(X, "re|again release|released|releases|run|screening ... <date>", "re-release on <date>"),
    Rule(
        X,
        "rebroadcast|rerun|reruns|reairs|re_airs|re_air|toonami|marathon|anniversary_screening ... <date>",
        "rebroadcast from <date>",
    ),
    Rule(X, "again ... <date>", "screens again in <date>"),
    Rule(X, "@moving ... from <date>", "pushed back from <date>"),
    Rule(
        X,
        "was|were set_to|slated_to|scheduled_to|supposed_to|due_to|expected_to|set_for|slated_for|scheduled_for ... "
        "<date>",
        "was set to be released in <date>",
    ),
    Rule(X, "<date> ... removed|withdrawn|retracted", "<date> release date removed"),
    Rule(X, "final_episode|last_episode|season_finale ... <date>", "final episode airs on <date>"),
    Rule(X, "finale is|being|to? airs|air|release_date|scheduled|set ... <date>", "finale being scheduled for <date>"),
    Rule(X, "finale release|air|airs|scheduled|set ... <date>", "confirms finale release date of <date>"),
    Rule(X, "since its|the debut|premiere|release|launch .. <date>", "since its debut in <date>"),
    Rule(X, "originally|previously|initially .. @premiere ... <date>", "originally scheduled for <date>"),
    Rule(X, "first announced|slated|planned|revealed to|for ... <date>", "first announced to debut in <date>"),
    Rule(X, "from|since|between <date> to|until|and|through", "runs from <date> to"),
    Rule(X, "announced|revealed|confirmed|unveiled on|in|at|during <date>", "announced on <date>", Where.SUMMARY),
    Rule(X, "@premiere in|at @elsewhere ... <date>", "opens in North America on <date>"),
    Rule(X, "@premiere ... <date> .. in|at @elsewhere", "opens on <date> in the Philippines"),
    Rule(X, "4k|restoration|restored|remaster|remastered ... <date>", "4k restoration screens in <date>"),
    Rule(X, "film|movie .. stream|streams|streaming ... <date>", "film to stream on <date>"),
    Rule(X, "dub cast .... <date>", "reveals dub cast, <date> debut"),
    Rule(X, "arc begins|begin|starts|start|airs|kicks_off|premieres|debuts ... <date>", "castle arc begins on <date>"),
    Rule(X, "new|next|latest arc !anime|tv|television|film|movie ... <date>", "new arc starts on <date>"),
    Rule(
        X,
        "one|some|best|biggest|hits|hit|standouts|favorites|anime|series|most .. of|from|in the <date> anime? season",
        "one of the standouts of the <date> anime season",
        Where.SUMMARY,
    ),
    Rule(
        X,
        "<date> for|on nintendo|switch|ps5|ps4|playstation|pc|steam|xbox|consoles|ios|android|smartphones|mobile",
        "launches on <date> for Switch",
    ),
    Rule(
        X,
        "probably|likely|possibly|presumably|perhaps|might|could|may ... <date>",
        "probably out in <date>",
        Where.SUMMARY,
    ),
    Rule(X, "id_say|id_bet|my_guess|id_guess|my_bet|betting ... <date>", "I'd say we get it in <date>", Where.SUMMARY),
    Rule(
        X,
        "originally|previously|initially .. announced|slated|planned|expected|set|dated for|in|on <date>",
        "originally announced for <date>",
    ),
    Rule(X, "<quote> arc|episode ... <date>", "<quote> arc starts on <date>"),
    Rule(X, "time slot|slots ... <date>", "changes time slot in <date>"),
    Rule(X, "new timeslot|time|slot|schedule ... <date>", "new timeslot from <date>"),
    # --- delays, ends
    Rule(L, "@delayed", "<season> delayed to 2027"),
    Rule(
        L, "episode|episodes <number>? @delayed ... resumes|resume|returns|return", "episode 10 delayed, season resumes"
    ),
    Rule(
        D,
        "screening|screenings in? japan|theaters? begins|begin|starts|start in|on? <date>",
        "screening in Japan begins on <date>",
    ),
    Rule(D, "<date> would|will see the? release|premiere|debut|return", "<date> will see the release"),
    Rule(D, "@delayed|@moving ... to|until|till at? least? <date>", "delayed to <date>"),
    Rule(D, "@delayed <date>", "reveals delayed <date> debut"),
    Rule(
        L,
        "slips|slip|slides|moves|pushed|shifts|bumped|retimed|reset|reschedules|held_back|put_off|set_back|moved_back "
        "from|to|until|for ... <date>",
        "pushed from spring to <date>",
        Where.TITLE,
    ),
    Rule(
        L,
        "moved|moves|shifted|changed|changes|reschedules|rescheduled|switches from|out_of <date> ... to|until <date>",
        "moved from <date> to <date>",
        Where.TITLE,
    ),
    Rule(
        L,
        "moves|moved|pulls|pulled|pushes|pushed|pulling|setting ... back ... to|until <date>",
        "moves premiere back to <date>",
        Where.TITLE,
    ),
    Rule(L, "loses|removes|withdraws|retracts its? @date_noun", "loses its release date", Where.TITLE),
    Rule(L, "hit|hits|faces|suffers by|with|a? .. delay|delays|postponement", "hit by delay", Where.TITLE),
    Rule(L, "delay|postponement|suspension|hiatus @confirmed|of|for|in|from", "delay announced", Where.TITLE),
    Rule(
        L,
        "push|pushes|pushed|move|bump <title>? <season>|premiere|debut|release|back? to|until <date>",
        "issues push <season> to <date>",
        Where.TITLE,
    ),
    Rule(L, "wont|not @premiere|arrive|make|come|be|happen .. until|before <date>", "won't arrive until <date>"),
    Rule(D, "wont|not @premiere|arrive|make|come|be|happen .. until|before <date>", "won't arrive until <date>"),
    Rule(
        D,
        "push|pushes|move <title>? <season>|premiere|debut|release? to|until <date>",
        "issues push <season> to <date>",
    ),
    Rule(L, "delay|postponement|delays to|until|by|due|of", "delay to next spring"),
    Rule(
        L,
        "new|remaining|last|final|upcoming|further|next episodes|episode @delayed|halted|paused !by",
        "anime's new episodes delayed",
        Where.TITLE,
    ),
    Rule(
        L,
        "reschedules|changes|moves|shifts|shift|moving|adjusts|changing premiere|debut|broadcast|release|start|airing "
        "date|window|timing|schedule|period? from|to !up|forward",
        "changes premiere from October to <date>",
        Where.TITLE,
    ),
    Rule(
        L,
        "premiere|debut|broadcast|release|anime|season|<season> date|window|timing|schedule|period? "
        "moved|shifted|changed|revised|extended|adjusted to <date>",
        "premiere moved to <date>",
    ),
    Rule(
        L,
        "pauses|paused|pausing|halts|halted|stops|stopped|on_pause|on_break|break|hiatus until|till <date>",
        "anime halted until <date>",
        Where.TITLE,
    ),
    Rule(
        D,
        "pauses|paused|halts|halted|stops|stopped|on_pause|on_break|break|hiatus until|till <date>",
        "halted until <date>",
    ),
    Rule(L, "<date> delay|postponement", "announces <date> delay", Where.TITLE),
    Rule(D, "<date> delay|postponement", "announces <date> delay", Where.TITLE),
    Rule(L, "<date> instead", "debuts in <date> instead of October", Where.TITLE),
    Rule(L, "restart|restarts|restarting in|on|from ... <date>", "halts, restarts in <date>", Where.TITLE),
    Rule(L, "on hold|ice until|indefinitely", "on hold until <date>", Where.TITLE),
    Rule(
        L,
        "remaining|last|final|later <number>? episodes to|will? air|return|premiere|debut|resume|release|stream|arrive|"
        "come in|on <date>",
        "remaining episodes to air in <date>",
        Where.TITLE,
    ),
    Rule(L, "halts|halted|suspended after|following|at .. episode", "halts after episode 4", Where.TITLE),
    Rule(L, "@delayed .. episodes", "anime delays last two episodes", Where.TITLE),
    Rule(
        L,
        "episode|episodes <number>? .. onwards|onward|later|rest|on @delayed !by",
        "episode 4 and onwards postponed",
        Where.TITLE,
    ),
    Rule(L, "@delayed episode <number>?", "anime delays episode 10", Where.TITLE),
    Rule(L, "@delayed @number|<number> episode|episodes", "anime delays 4th episode", Where.TITLE),
    Rule(L, "episode|episodes <number>? @aux? @delayed $", "episode 5 delayed", Where.TITLE),
    Rule(
        L,
        "reschedules|moves|shifts|pushes|bumps|slides <season> to|until <date>",
        "reschedules <season> to <date>",
        Where.TITLE,
    ),
    Rule(
        L,
        "episode|episodes <number>? @aux? @delayed to|until|till|indefinitely",
        "8th episode gets delayed to <date>",
        Where.TITLE,
    ),
    Rule(
        L,
        "delay|delays|postpone|postpones|delaying new|remaining|upcoming|broadcast|premiere|release|season|airing",
        "anime delay new episodes",
        Where.TITLE,
    ),
    Rule(L, "production|broadcast .. halted|suspended|on_hold|stopped|paused", "broadcast suspended"),
    Rule(L, "<season> @aux? halted|suspended|paused|stopped|on_hold|stalled", "<season> halted"),
    Rule(L, "goes|go|going|went|on|enters|enter|entering .. hiatus", "goes on two-week hiatus"),
    Rule(L, "misses|loses|skips|vacates <date>", "<season> misses <date>", Where.TITLE),
    Rule(X, "misses|loses|skips|vacates <date>", "<season> misses <date>"),
    Rule(
        L,
        "anime|season|<season>|broadcast|airing @aux? interrupted !by",
        "broadcast interrupted",
        Where.TITLE,
    ),
    Rule(
        L,
        "delay|delays|issues|problems pushes|push|hits|hit .. <season>|season|premiere|debut",
        "production delay pushes <season>",
        Where.TITLE,
    ),
    Rule(L, "takes|taking|on|goes .. break !up|down|records", "takes a break"),
    Rule(
        L,
        "suspends|suspend|halts|pauses|stops its? broadcast|airing|production|streaming",
        "suspends broadcast from episode 5",
        Where.TITLE,
    ),
    Rule(
        L,
        "wont|not|no_longer @premiere|arrive|make|come|be in|this <date>",
        "will no longer premiere in <date>",
        Where.TITLE,
    ),
    Rule(X, "wont|not|no_longer @premiere|arrive|make|come|be in|this <date>", "won't air in <date> as planned"),
    Rule(C, "cancelled|canceled|cancels|cancel|scrapped|axed|scraps|called_off", "anime cancelled"),
    Rule(
        C,
        "anime|production|series|project|<season> @aux? discontinued|shelved|terminated",
        "anime has been discontinued",
        Where.TITLE,
    ),
    Rule(
        C,
        "anime|<season> is|are? no_longer in_production|being_made|happening|moving_forward",
        "<season> no longer in production",
        Where.TITLE,
    ),
    Rule(C, "confirms|announces|reveals cancellation|cancelation", "creator confirms cancellation", Where.TITLE),
    Rule(
        C,
        "wont|not|never be? get|getting|returning|return|coming_back|be_back|receive|for .. <season>",
        "won't return for a <season>",
        Where.TITLE,
    ),
    Rule(C, "cancellation notice|announcement|announced|confirmed", "cancellation notice", Where.TITLE),
    Rule(C, "ends|end with no more|further|additional season|seasons|episodes", "ends with no further seasons"),
    Rule(
        C,
        "will not|wont|no_longer continue|return|be_made|happening|coming|in_production|moving_forward",
        "will not continue",
        Where.TITLE,
    ),
    Rule(Z, "@get .. final|last|concluding season !@extras", "gets final season"),
    Rule(Z, "final|last|concluding season .. @confirmed|@making", "final season announced"),
    Rule(Z, "@announcing .. final|last|concluding season !@extras", "announces final season"),
    Rule(Z, "<season> ... be|is|as|will_be .. its|the? .. last|final", "<season> will be its last", Where.TITLE),
    Rule(
        Z,
        "end|ends|ending|conclude|concludes|concluding|finish|finishes with|in|after "
        "!announcement|reveal|news|teaser|tease|confirmation .. <season>",
        "will end with <season>",
        Where.TITLE,
    ),
    Rule(
        Z,
        "end|ends|ending|conclude|concludes|concluding with|in .. final|last season",
        "will conclude with its final season",
    ),
    Rule(
        Z,
        "end|ends|ending|conclude|concludes|finish with|in|after .. next|upcoming season",
        "will end with the next season",
        Where.TITLE,
    ),
    Rule(Z, "@confirmed|to_be|serves|serve as its|the? final|last|concluding season|part", "announced as final season"),
    Rule(
        Z, "anime|series|show .. @announcing|@get .. final|last|concluding arc", "anime confirms final arc", Where.TITLE
    ),
    Rule(
        R, "anime|series|show .. @announcing|@get .. final|last|concluding arc", "anime confirms final arc", Where.TITLE
    ),
    Rule(
        Z,
        "final chapter|arc @aux? @confirmed with|by|in .. @clip",
        "final chapter announced with first trailer",
        Where.TITLE,
    ),
    Rule(
        R,
        "final chapter|arc @aux? @confirmed with|by|in .. @clip",
        "final chapter announced with first trailer",
        Where.TITLE,
    ),
    Rule(Z, "next|upcoming|coming season ... be|is its|the last|final", "next season will be its last", Where.TITLE),
    Rule(Z, "@get|@announcing .. <season> final|last|concluding season", "gets <season> final season"),
    Rule(
        Z,
        "<season> ends|concludes|will_end|to_end|will_conclude|to_conclude the anime|series|story",
        "<season> concludes the anime",
        Where.TITLE,
    ),
    Rule(Z, "final|last|concluding season ... <date>", "final season premieres <date>"),
    Rule(Z, "one last|final time|season", "returns for one last season", Where.TITLE),
    Rule(R, "@get .. final|last|concluding season !@extras", "gets final season"),
    Rule(R, "final|last|concluding season .. @confirmed|@making", "final season announced"),
    Rule(R, "@announcing .. final|last|concluding season !@extras", "announces final season"),
    Rule(R, "return|returns|back for|with .. last|final season", "returns for one last season", Where.TITLE),
    # --- what a headline about something else leaves to the text
    Rule(
        L,
        "has_been|have_been|is|are|will_be|being officially|now|once_again? delayed|postponed|suspended|paused|halted|"
        "put_on_hold|pushed_back|indefinitely_delayed|delayed_indefinitely",
        "the anime has been delayed",
        Where.SUMMARY,
    ),
    Rule(
        L,
        "announced|confirmed|revealed|announcing .. delay|postponement|hiatus|delaying|postponing",
        "announced a delay",
        Where.SUMMARY,
    ),
    Rule(L, "be|goes|going|went|go on .. hiatus", "will be on hiatus", Where.SUMMARY),
    Rule(L, "taking|takes|take a .. break", "is taking a break", Where.SUMMARY),
    Rule(
        C,
        "has_been|been|is|was|were|have_been officially|now? cancelled|canceled|axed|scrapped",
        "has been cancelled",
        Where.SUMMARY,
    ),
    Rule(
        C,
        "not continue|renew the|with|its? anime|series|show|<title>|season",
        "will not continue the show",
        Where.SUMMARY,
    ),
    Rule(C, "not be a|another|any <season>|season|more", "there will not be another season", Where.SUMMARY),
    Rule(
        P,
        "is|are|began|started now? streaming|airing its|the first_episode|premiere|premiere_episode",
        "is now streaming its first episode",
        Where.SUMMARY,
    ),
    Rule(
        E,
        "come|comes|came|drew|drawn to an|its|a end|close|conclusion",
        "has come to an end",
        Where.SUMMARY,
    ),
    Rule(
        E,
        "aired|broadcast|airs|shared its|the series|mid_series|season? final_episode|last_episode|finale",
        "aired its final episode",
        Where.SUMMARY,
    ),
    # --- started, ended
    Rule(P, "@starts .. today|tonight|now", "premieres today"),
    Rule(
        P,
        "first_episode|premiere_episode .. is|are|has now? streaming|available|out|live|dropped",
        "the first episode is now streaming",
        Where.SUMMARY,
    ),
    Rule(
        P,
        "anime|series|<season>|show|film premiered|debuted|launched|aired yesterday|today|earlier_today",
        "the <season> premiered yesterday",
        Where.SUMMARY,
    ),
    Rule(P, "streams|streaming|airs|airing ... beginning|starting today", "streams it beginning today", Where.SUMMARY),
    Rule(D, "premiered|debuted|opened|launched on|in <date>", "the series premiered on <date>", Where.SUMMARY),
    Rule(
        P,
        "anime|series|season|show|film|<season> debuted|premiered|began|started|launched|opened .. on @weekday",
        "anime debuted in Japan on Wednesday",
    ),
    Rule(P, "has|have|just premiered|debuted|begun|started|launched|kicked_off", "has premiered", Where.TITLE),
    Rule(
        P,
        "<season>|<title>|anime kicks_off|gets_underway|begins_airing|starts_airing|begins_streaming|starts_streaming "
        "!in|this|from|@elsewhere",
        "<season> kicks off",
        Where.TITLE,
    ),
    Rule(
        P,
        "@starts in|at japan|japanese_theaters|japanese_cinemas|theaters_in_japan|cinemas_in_japan",
        "opens in Japanese theaters",
        Where.TITLE,
    ),
    Rule(
        P,
        "<season>|anime|series @starts on|via crunchyroll|hidive|netflix|hulu|disney|prime|amazon|tv",
        "<season> premieres on Netflix",
        Where.TITLE,
    ),
    Rule(P, "returns|back|out|begins|arrives today|tonight|now !on_blu", "returns today with part 2", Where.TITLE),
    Rule(
        P,
        "<season>|<title>|anime is|are? now streaming|airing|on_air|playing|in_theaters",
        "<season> is now streaming",
        Where.TITLE,
    ),
    Rule(
        P,
        "<season> @form? now|also? available on|in|worldwide|globally",
        "<season> now available on Netflix",
        Where.TITLE,
    ),
    Rule(
        P,
        "<title> @form? <season> @form? begins|starts|debuts|premieres|opens with|to|worldwide|globally !a|the|an",
        "<title> <season> premieres worldwide",
        Where.TITLE,
    ),
    Rule(
        P,
        "<title> @form? <season> @form? begins|starts|debuts|premieres|launches $",
        "<title> <season> begins",
        Where.TITLE,
    ),
    Rule(
        P,
        "crunchyroll|hidive|netflix|hulu|disney|amazon begins|starts|begin|start streaming|airing <title> !@extras",
        "Crunchyroll begins streaming <title>",
        Where.TITLE,
    ),
    Rule(
        P,
        "as @new? season|anime|<season> premieres|begins|debuts|starts",
        "posts opening as season begins",
        Where.TITLE,
    ),
    Rule(
        P,
        "<title>|<season>|anime returns to screens|tv|the_air|airwaves|small_screens",
        "<season> returns to screens",
        Where.TITLE,
    ),
    Rule(
        P,
        "<title>|<season> @form? is|are now on netflix|crunchyroll|hidive|hulu|disney",
        "<title> is now on Netflix",
        Where.TITLE,
    ),
    Rule(
        E,
        "<title>|anime|series|<season> @aux? ends|ended|over|concludes|concluded|finished|finishes $",
        "<title> ends",
        Where.TITLE,
    ),
    Rule(
        E,
        "<title>|anime|series|<season> says|bids goodbye|farewell .. final|last episode",
        "<title> says goodbye with final episode",
        Where.TITLE,
    ),
    Rule(
        E,
        "anime|series|season|<season> @aux? ends|ended|concludes|concluded|wraps|finishes !with|in|on|@extras",
        "anime ends",
        Where.TITLE,
    ),
    Rule(
        E,
        "<title>|anime|series|season|<season> @aux? ends|ended|concludes|concluded|wraps_up|wrapped_up|finishes|"
        "finished|closes with|after|on .. episode|episodes|finale",
        "<season> ends with 13th episode",
        Where.TITLE,
    ),
    Rule(
        E,
        "<title> ends|concludes .... anime|animes final_episode|finale",
        "<title> ends with anime finale",
        Where.TITLE,
    ),
    Rule(
        E,
        "anime|series|season|<season> ends|ended|concludes|concluded|wraps_up|finishes its|the run|broadcast|airing",
        "<season> ends its run",
        Where.TITLE,
    ),
    Rule(
        E,
        "anime|series|season|<season>|<part> ends|concludes|to_end|will_end|to_conclude|ending|wraps_up in|on|this? "
        "<date>|month|week",
        "anime ends this month",
        Where.TITLE,
    ),
    Rule(
        E,
        "anime|series|season|<season> comes|come|came|reaches|draws to? an|a|its? end|close|conclusion !with|in",
        "anime comes to an end",
        Where.TITLE,
    ),
    Rule(
        E,
        "anime|series|season|<season> comes|came|reaches|draws to? an|a|its? end|close|conclusion with|in "
        "@new? special|commemorative? illustration|illustrations|visual|message|video|artwork|art|finale|episode|final",
        "<season> comes to a close with special illustration",
        Where.TITLE,
    ),
    Rule(
        E,
        "<title>|anime|series concludes|concluded|ends|ended|wraps_up|wrapped_up its? <season> !hiatus|break|pause|dub",
        "anime concludes its <season>",
        Where.TITLE,
    ),
    Rule(
        E,
        "<season>|anime|series finale|conclusion celebrated|commemorated|marked with|by",
        "<season> finale celebrated with",
        Where.TITLE,
    ),
    Rule(
        E,
        "<title> final_episode|finale|last_episode airs|aired today|tonight|yesterday",
        "<title> final episode airs today",
        Where.TITLE,
    ),
    Rule(E, "<title>|anime|series|<season> has|have now? ended|concluded|finished", "<title> has ended", Where.TITLE),
    Rule(
        E,
        "journey|run|adventure has|have? come|comes|came to an? end|close",
        "their journey has come to an end",
        Where.TITLE,
    ),
    Rule(
        E,
        "celebrates|celebrate|commemorates|marks|honors ... <season>|season|anime|series|its|the finale|conclusion|end",
        "artist celebrates <season> finale",
        Where.TITLE,
    ),
    Rule(
        E,
        "<title>|<season>|anime|season airs|aired|streams|streamed final_episode|last_episode|finale",
        "anime airs finale",
        Where.TITLE,
    ),
    Rule(
        E,
        "<season>|anime|season ... finale|final_episode airs|aired|streams|today",
        "anime finale airs",
        Where.TITLE,
    ),
    # --- manner
    Rule(Effect.RUMOUR, "according to report|reports|rumor|rumors|rumour|rumours|sources", "according to report"),
    Rule(Effect.RUMOUR, "rumor*", "rumored for next year"),
    Rule(Effect.RUMOUR, "rumour*", "rumours of a third season"),
    Rule(Effect.RUMOUR, "leak|leaks|leaked|leaker|leakers|leaking|insider|insiders", "leaker says"),
    Rule(
        Effect.RUMOUR,
        "reportedly|allegedly|supposedly|unconfirmed|apparently|purported*|speculated",
        "reportedly delayed",
    ),
    Rule(Effect.RUMOUR, "^ report|reports|rumor|rumour :", "report: renewed", Where.TITLE),
    Rule(Effect.RUMOUR, "^ sources|source :|say|says|claim", "sources: renewed", Where.TITLE),
    Rule(Effect.RUMOUR, "sources say|claim|tell|told|indicate|suggest", "sources say"),
    Rule(Effect.SPECULATION, "?", "Will it ever return?", Where.TITLE),
    Rule(Effect.SPECULATION, "will there|it|we be|ever|get", "will there be a season 2", Where.TITLE),
    Rule(
        Effect.SPECULATION,
        "@date_noun :|,|and .. plot|cast|trailer|everything|what|story|is|will|news|updates",
        "Release Date, Cast",
        Where.TITLE,
    ),
    Rule(
        Effect.SPECULATION,
        "everything|all|what|heres_what .. we|you|to|fans know|need|expect|_know",
        "everything we know",
        Where.TITLE,
    ),
    Rule(
        Effect.SPECULATION,
        "@date_noun cast|plot|story|trailer|everything|spoilers|rumors ..? and|more|plot|trailer|cast|all|story",
        "release date cast plot and more",
        Where.TITLE,
    ),
    Rule(Effect.SPECULATION, "heres the|everything|all|why|when|how", "heres the schedule", Where.TITLE),
    Rule(Effect.SPECULATION, "not yet certain|clear|known whether|if|when", "it is not yet certain whether"),
    Rule(Effect.SPECULATION, "whats actually|really happening|going_on", "whats actually happening", Where.TITLE),
    Rule(
        Effect.SPECULATION,
        "whether|if ... getting|get|receive|returning|return a|for? <season>",
        "whether it is getting a <season>",
    ),
    Rule(Effect.SPECULATION, "everything .. know|about", "everything to know", Where.TITLE),
    Rule(Effect.SPECULATION, "release|renewal status", "release status", Where.TITLE),
    Rule(Effect.SPECULATION, "status|release .. updates", "status and release updates", Where.TITLE),
    # Bad news that is shouted is made up to be clicked.
    Rule(Effect.SPECULATION, "cancelled|canceled|delayed .. <date>? ! $", "<season> cancelled !", Where.TITLE),
    Rule(
        Effect.SPECULATION,
        "expected to|in|by|for|soon|this|next|release|date|early|late|premiere|<date>",
        "expected in <date>",
        Where.TITLE,
    ),
    Rule(Effect.SPECULATION, "@guess", "predictions", Where.TITLE),
    Rule(
        Effect.SPECULATION,
        "teases|tease|teased|teasing .. <season>|season|sequel|return|future|more|comeback|continuation|another|"
        "announcement|announcements|plans|project|projects|spinoff|something",
        "director teases <season>",
        Where.TITLE,
    ),
    Rule(
        Effect.SPECULATION,
        "may be|not|have|get|return|come|still|never|finally|soon|see|receive|happen|mean|already|become|end|air",
        "may return",
        Where.TITLE,
    ),
    Rule(
        Effect.SPECULATION,
        "might|could|should|would|needs|deserves|hopes|wants|likely|unlikely",
        "could return",
        Where.TITLE,
    ),
    Rule(Effect.SPECULATION, "when|why|how|is|are|will|does|do|should|can ... ?", "when is it back ?", Where.TITLE),
    Rule(Effect.SPECULATION, "when|why|how will|is|to|does|the|we|could|are|it", "when will it return", Where.TITLE),
    Rule(
        Effect.SPECULATION,
        "<season>|season|sequel|anime|series|show @aux? not|yet .. announced|confirmed|renewed|declared|"
        "made|greenlit|happening",
        "the <season> has not been announced",
    ),
    Rule(
        Effect.SPECULATION,
        "<season>|season|sequel|anime|series|show hasnt|havent|isnt .. announced|confirmed|renewed|greenlit",
        "the season hasn't been announced",
    ),
    Rule(
        Effect.SPECULATION,
        "no|not .. official|officially|yet|confirmation|announcement .. announced|renewed|confirmed|made",
        "not officially announced yet",
        Where.TITLE,
    ),
    Rule(Effect.SPECULATION, "not|never been renewed|greenlit|picked_up", "has not been renewed"),
    Rule(Effect.SPECULATION, "no official word|news|announcement|confirmation|information", "no official announcement"),
    Rule(Effect.SPECULATION, "no plans|word|news|sign|update for|on|of|about|yet", "no plans for a <season>"),
    Rule(
        Effect.SPECULATION,
        "fans|viewers|readers|twitter demand|demands|beg|call|calls|ask|think|react|want|rally|hope|worry|convinced",
        "fans demand a <season>",
        Where.TITLE,
    ),
    Rule(
        Effect.DENIED,
        "denies|denied|deny|denying|refutes|debunks|debunked|shoots_down|dismisses",
        "studio denies",
        Where.TITLE,
    ),
    Rule(
        Effect.DENIED,
        "not|wont|isnt|never .. final|last|be? season|announced|confirmed|cancelled|canceled|happening|delayed",
        "is not the final season",
        Where.TITLE,
    ),
    Rule(Effect.DENIED, "not its|the last|final", "<season> is not its last", Where.TITLE),
    Rule(Effect.DENIED, "not|wont be .. final|last season", "will not be its final season", Where.TITLE),
    Rule(Effect.DENIED, "fake|hoax|false|untrue|misinformation", "trailer is fake", Where.TITLE),
    Rule(
        Effect.SPECULATION,
        "concept_trailer|concept_poster|concept_art|fan_made|fanmade|fan_trailer|imagines|ai_generated",
        "concept trailer",
        Where.TITLE,
    ),
    Rule(Effect.HOAX, "april fool|fools|fools_day|fool_day", "April Fools joke"),
    # --- subject
    Rule(Effect.OTHER_MEDIUM, "live action", "live-action series gets <season>"),
    Rule(Effect.OTHER_MEDIUM, "playable|gameplay", "another playable character"),
    Rule(
        Effect.OTHER_MEDIUM,
        "^ netflix <title> !@form|@starts|@premiere",
        "Netflix's <title> gets <season>",
        Where.TITLE,
    ),
    Rule(Effect.OTHER_MEDIUM, "stage play|plays|musical|adaptation|show", "stage play announced", Where.TITLE),
    Rule(
        Effect.OTHER_MEDIUM,
        "musical|dorama|kdrama|jdrama|audiobook !anime|film|movie|series|project|tv|comedy|romance|short|"
        "original|idol|adaptation_anime",
        "the musical",
        Where.TITLE,
    ),
    Rule(Effect.OTHER_MEDIUM, "k|j drama|pop", "k-drama", Where.TITLE),
    Rule(
        Effect.OTHER_MEDIUM,
        "of|its|in|the|begins|begin|ends|ended|resumes|starts|launches|new serialization|serialisation",
        "ends first part of serialization",
        Where.TITLE,
    ),
    Rule(
        Effect.OLD,
        "4k|uhd|restoration|restored|remaster*|rerelease|rebroadcast|rerun|reruns|imax|dub|dubs|dubbed|dvd|bd",
        "4k restoration",
        Where.TITLE,
    ),
    Rule(Effect.OLD, "blu ray|rays", "on Blu-ray", Where.TITLE),
    Rule(Effect.OLD, "re release|releases|released|air|airs|broadcast|run", "re-release", Where.TITLE),
    Rule(Effect.OLD, "home|box video|release|office|set", "box office", Where.TITLE),
    Rule(Effect.OLD, "world premiere|premieres", "hosts world premiere", Where.TITLE),
    Rule(
        Effect.OLD,
        "partner|partners|partnership|alliance|invests|hosts|host|guest|guests|convention|festival|expo|exhibition|concert|orchestra|cafe|"
        "collab*|figures|goods|merch|album|single|soundtrack|event|events|pop_up|lottery|campaign|"
        "contest|poll",
        "hosts panel",
        Where.TITLE,
    ),
    Rule(Effect.OLD, "panel|panels !manga|comic|webtoon|yonkoma", "panel at the convention", Where.TITLE),
    Rule(Effect.OLD, "figure !skating|skater", "figure of the heroine", Where.TITLE),
    Rule(Effect.OLD, "adds|adding|joins .. <title>|catalog|library|anime", "adds <title>", Where.TITLE),
    Rule(
        Effect.OLD,
        "licenses|acquires|screens|screening|screenings|joins|removes|leaving|leaves|grosses|earns|ranks",
        "licenses <title>",
        Where.TITLE,
    ),
    Rule(Effect.OLD, "@elsewhere", "in North America", Where.TITLE),
    Rule(
        Effect.EITHER_MEDIUM,
        "netflix|hbo|amazon|prime|disney|hulu|peacock|apple ... renew*",
        "Netflix renews <title>",
        Where.TITLE,
    ),
    Rule(
        Effect.EITHER_MEDIUM,
        "renew* ... netflix|hbo|amazon|prime|disney|hulu|peacock|apple",
        "<title> renewed at Netflix",
        Where.TITLE,
    ),
    Rule(
        Effect.EITHER_MEDIUM,
        "netflix|hbo|amazon|disney|hulu|max series|show|drama|adaptation",
        "<title> Netflix series",
        Where.TITLE,
    ),
    Rule(
        Effect.EITHER_MEDIUM,
        "<season> on|at|to netflix|hbo|amazon|disney|hulu|max $",
        "gets <season> on Netflix",
        Where.TITLE,
    ),
    Rule(
        Effect.NOT_NEWS,
        "review|reviews|reaction|rewatch|discussion|thread|megathread|ranking|rankings|interview|explained|quiz|gallery|cosplay|unboxing|podcast",
        "review",
        Where.TITLE,
    ),
    Rule(Effect.NOT_NEWS, "recap !film|films|movie|movies", "episode recap", Where.TITLE),
    Rule(
        Effect.NOT_NEWS,
        "anime|manga|series|animation of the|this year|month|decade|week",
        "anime of the year",
        Where.TITLE,
    ),
    Rule(
        Effect.NOT_NEWS,
        "most anticipated|awaited|watched|popular anime|shows|series|films",
        "most anticipated anime",
        Where.TITLE,
    ),
    Rule(Effect.NOT_NEWS, "winners|nominees|nominations|finalists|voting", "award winners announced", Where.TITLE),
    Rule(
        Effect.NOT_NEWS,
        "top|best|every|greatest|worst|biggest <number>|anime|episodes|moments|ranked|things",
        "top 10",
        Where.TITLE,
    ),
    Rule(
        Effect.NOT_NEWS,
        "@extras_plural pair? for|of <title> <season>? @confirmed",
        "cast for <title> announced",
        Where.TITLE,
    ),
    Rule(Effect.NOT_NEWS, "series premiere $", "series premiere", Where.TITLE),
    Rule(Effect.NOT_NEWS, "preview guide", "preview guide", Where.TITLE),
    Rule(
        Effect.NOT_NEWS,
        "^ the? <number> @new? anime|shows|movies|films|best|most|things|reasons|times|characters|series",
        "10 anime",
        Where.TITLE,
    ),
    Rule(Effect.NOT_NEWS, "where|how to watch|stream|start", "how to watch", Where.TITLE),
    Rule(Effect.NOT_NEWS, "anime|shows|movies to watch|binge", "anime to watch", Where.TITLE),
    Rule(Effect.ANIME, "anime|animated|animation|donghua|crunchyroll|hidive", "anime"),
    # --- mere mentions
    Rule(M, "@makers of|behind|for <title>", "from the director of <title>"),
    Rule(M, "from|by the? @makers .. <title>", "from the studio behind <title>"),
    Rule(
        M,
        "<title> @makers !announces|announce|confirms|confirm|reveals|reveal|says_no",
        "<title> creator starts new manga",
    ),
    Rule(M, "<title> and|, <title> @makers", "<title> and <title> voice actor goes on hiatus"),
    Rule(
        M,
        "<title> anime|series|season voice_actor|voice_actress|actor|actress|singer|star !announces|confirms|reveals",
        "<title> anime voice actor goes on hiatus",
    ),
    Rule(
        M,
        "with|alongside|after|like|unlike|than|following|joins|before|beats|surpasses|topples|replaces <title>",
        "streams alongside <title>",
    ),
    Rule(
        M,
        "<title> opening|ending|theme|song|songs|insert|single|album",
        "performs <title> opening song",
        Where.SUMMARY,
    ),
    Rule(
        M,
        "@announce|previews|highlights|streams|features|adds|debuts .. <title> opening|ending|theme|song|"
        "songs|insert|music",
        "reveals <title> theme song",
        Where.TITLE,
    ),
    Rule(
        M,
        "perform|performs|performed|sings|sing|titled|song|single|album <title> !anime|tv|television",
        "performs <title>",
    ),
    Rule(M, "on|via|through|by <title> tv|general|educational|bs|and", "premieres on <title> TV"),
    Rule(M, "inspired|similar to|by <title>", "inspired by <title>"),
    Rule(M, "<title> style|like|inspired|esque", "<title>-style comedy"),
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
                [
                    "first",
                    "second",
                    "third",
                    "fourth",
                    "fifth",
                    "sixth",
                    "seventh",
                    "eighth",
                    "ninth",
                    "tenth",
                    "eleventh",
                    "twelfth",
                ],
                1,
            )
        }
        | {
            word: n
            for n, word in enumerate(["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"], 1)
        }
        | {f"s{n}": n for n in range(2, 8)}
    ),
    words=MappingProxyType(_WORDS),
    replaced=MappingProxyType(
        {"special episode": "special", "special episodes": "specials"}
        | {f"short {clip}": clip for clip in ("trailer", "teaser", "video", "clip", "promo", "pv")}
    ),
    before_title="greenlights greenlit watch includes features denies renewing renewed orders ordered "
    "including more new original tv anime film movie season announces announce announced "
    "reveals reveal "
    "unveils streams stream adds confirms confirmed produces licenses screens releases release renews gets report news "
    "update updated breaking official officially upcoming hit popular crunchyroll netflix hidive adaptation series "
    "franchise "
    "production broadcast premiere release airing sequel cast staff trailer teaser visual "
    "video date dates window point "
    "points push pushes issues problems "
    "simulcast simulcasts renew claims says suggests claim say tease teases demand plans receives delays postpones "
    "cancels ends presents posts launches debuts premieres opens previews celebrates celebrate continues returns",
    after_title="gives makes breaks sends hypes introduces welcomes tops wins becomes faces "
    "drops green greenlit headed wont says bids recap compilation "
    "episode episodes chapter voice story comeback fans just wraps wrapped returning heading heads anime tv television "
    "original season film movie manga novel game franchise series project gets get "
    "getting receives reveals unveils announces announced confirms confirmed streams debuts premieres returns "
    "adds casts previews highlights celebrates teases shares heads lists joins brings posts presents delays hosts "
    "second first third fourth fifth sixth seventh final last part sequel cour ova special live stage renewed delayed "
    "postponed cancelled canceled ends light novel webtoon net web short animated animation spinoff prequel "
    "compilation trailer teaser visual opens launches airs begins starts continues earns lands scores season's "
    "to returningcoming cast theme creator author director "
    "january february march april may june july august september october november december summer autumn spring winter "
    "next today tomorrow confirmed finally officially both will has have s2 s3 s4 s5 soccer "
    "basketball baseball mecha romance comedy fantasy "
    "cg 3d horror action chinese korean japanese donghua stop hybrid",
    beside_title="is to are was of for the and with from in on by at as a an or after",
    ordinary="prepare kickoff "
    "comics comic recap another free major original new first last next final popular short classic days mini "
    "air is it this that these those every no more best top hit japanese chinese korean upcoming other your my "
    "our such summer winter spring fall action horror romance mecha isekai fantasy sports idol comedy adult "
    "fishing cooking mystery racing dance camping hunting gambling ghost robot magical space samurai ninja "
    "vampire zombie kids family web net special golden "
    "real big little old young good bad favorite single dark black white "
    "the a an one two three",
    skipped="finally officially just actually indeed early mid late around approximately reveal_that",
    typical="the of and to in for is with on gets anime reveals season new from at will its by a as an was i my you it",
)
