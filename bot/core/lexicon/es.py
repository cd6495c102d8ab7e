"""Spanish: how the outlets of Spain and Latin America announce, date, delay, end, guess and gossip."""

from types import MappingProxyType

from bot.core.lexicon.spelling import folded
from bot.core.lexicon.table import Effect, Lexicon, Rule, Where

R, F, N, D, X = Effect.RENEWED, Effect.FILM, Effect.NEW_SHOW, Effect.DATED, Effect.NO_PREMIERE
L, C, Z, P, E = Effect.DELAYED, Effect.CANCELLED, Effect.FINAL, Effect.PREMIERED, Effect.FINISHED
TITLE = Where.TITLE

_WORDS = {
    "get": "va_a_tener tendrá tendrán tiene recibe recibirá recibirán obtiene obtendrá consigue contará_con gana "
    "ganará",
    "announce": "anuncia anuncian anunció anunciaron confirma confirman confirmó confirmaron revela revelan prepara",
    "confirmed": "anunciada anunciado confirmada confirmado oficial anunciadas confirmadas renovada en_producción "
    "en_marcha en_desarrollo en_camino",
    "aux": "está es fue será ya ha_sido oficialmente ya_es ya_está ha",
    "a": "la una su el un sus una_nueva",
    "new": "nueva nuevo otra",
    "film": "película películas film filme ova ovas especial especiales largometraje cortometraje",
    "films": "película películas film filme largometraje",
    "ovas": "ova ovas",
    "specials": "especial especiales",
    "joiners": "y e",
    "of": "de del",
    "sequel": "secuela continuación",
    "season": "temporada <season>",
    "premiere": "se_estrena se_estrenará se_estrenan estrena estrenará llega llegará llegan llegarán arranca arrancará "
    "comienza comenzará empieza empezará debuta debutará regresa regresará vuelve volverá se_emitirá se_emite "
    "se_lanza se_lanzará sale saldrá aterriza inicia iniciará se_verá se_verán estrenarse estrenarán se_estrenarán "
    "debutarán "
    "regresarán volverán comenzarán se_emitirán emitirá tendrá_su_estreno tendrán_su_estreno hará_su_debut "
    "harán_su_debut verá_la_luz disponible disponibles será_emitida será_emitido podrá_verse arribará",
    "start_noun": "estreno debut regreso lanzamiento fecha_de_estreno ventana_de_estreno",
    "delayed": "retrasa retrasada retrasado retrasan retrasará aplaza aplazada aplazado aplazan pospone pospuesta "
    "pospuesto posponen posponerse demora pospuestos pospuestas aplazados aplazadas retrasados retrasadas "
    "aplazará pospondrá",
    "suspended": "suspendido suspendida suspendidos suspendidas interrumpido interrumpida interrumpidos pausado "
    "pausada "
    "en_pausa en_hiato en_hiatus paralizado paralizada detenida",
    "episodes": "episodios capítulos",
    "here": "españa méxico latinoamérica argentina chile perú colombia españoles mexicanos latinoamericanos "
    "argentinos latam",
    # What does it to something else: "aplaza uno de los capítulos".
    "doing": "retrasa aplaza pospone cancela suspende retrasan aplazan posponen cancelan suspenden",
    "based": "basado basada adapta",
    "clip": "tráiler trailer teaser póster vídeo video avance visual imagen",
    "later": "tras después luego",
    "anime_nouns": "anime temporada serie película film ova especial secuela cour parte adaptación <season> <part>",
    "other_nouns": "manga manhwa webtoon novela novelas juego videojuego doblaje episodio episodios capítulo capítulos "
    "evento concierto exposición obra musical tomo tomos volumen blu ray dvd tráiler teaser póster avance banda_sonora "
    "cómic figura figuras colaboración tienda cafetería live_action disco edición",
}

_RULES = (
    Rule(R, "@get @a? @new? <season>", "tendrá una <season>"),
    Rule(R, "@get @a? @new temporada", "tendrá nueva temporada"),
    Rule(R, "@get @a? @sequel", "tendrá secuela"),
    Rule(R, "@announce oficialmente? @a? @new? <season>", "anuncia su <season>"),
    Rule(R, "@announce oficialmente? @a? @new temporada", "anuncia una nueva temporada"),
    Rule(R, "@announce oficialmente? @a? @sequel", "anuncia su secuela"),
    Rule(R, "@announce que .. @get .. <season>", "confirman que tendrá una <season>"),
    Rule(R, "@confirmed @a? @new? <season>", "confirmada la <season>"),
    Rule(R, "@confirmed @a? @sequel|nueva_temporada", "anunciada la secuela"),
    Rule(R, "<season> .. @aux? @confirmed", "<season> es oficial"),
    Rule(R, "@sequel|nueva_temporada .. @confirmed", "secuela confirmada"),
    Rule(R, "<season> ... : @confirmed", "<season> es una realidad : confirmada", TITLE),
    Rule(R, "renueva|renovada|renovado|renovación .. por|para|con ..? @season", "renovada para una <season>"),
    Rule(R, "vuelve|volverá|regresa|regresará con|para @a? <season>|nueva_temporada", "regresará con una <season>"),
    Rule(R, "continuará|continúa|seguirá con|para @a? <season>|nueva_temporada", "continuará con una <season>"),
    Rule(R, "trabaja|trabajan|trabajando en @a? <season>", "ya trabaja en su <season>"),
    Rule(F, "@get @a? @new? primera|primer? @film", "tendrá película"),
    Rule(F, "@announce|@confirmed oficialmente? @a? @new? @film", "anunciada una nueva película"),
    Rule(F, "@film .. @aux? @confirmed", "película confirmada"),
    Rule(
        F, "vuelve|volverá|regresa|regresará|continuará|continúa con @a? @new? @film", "volverá con una nueva película"
    ),
    Rule(N, "@announce|@confirmed el? anime <quote>", "anuncian el anime <quote>"),
    Rule(N, "@get @a? @new? .. anime", "tendrá anime"),
    Rule(N, "@announce|@confirmed @a? .. adaptación|versión .. anime", "anunciada la adaptación al anime"),
    Rule(
        N,
        "@announce|@confirmed @a? nuevo? anime de|del manga|novela|novelas|webtoon|light_novel|la_novela",
        "anunciado anime del manga",
        TITLE,
    ),
    Rule(N, "@get @a? adaptación animada", "recibirá una adaptación animada"),
    Rule(N, "será|serán adaptada|adaptado|adaptadas|adaptados a|al|en|como ..? anime", "será adaptada al anime"),
    Rule(
        N,
        "se_convertirá|se_convierte|saltará|salta|da_el_salto|dará_el_salto en|al un? anime",
        "se convertirá en anime",
    ),
    Rule(
        N,
        "@confirmed el|un nuevo? anime de !la|el|los|las|verano|otoño|invierno|primavera|temporada|terror|acción",
        "anunciado el anime de Hoshi no Machi",
        TITLE,
    ),
    Rule(N, "@announce|@confirmed @a? nuevo? anime de ..? <title>", "anunciado el anime de <title>", TITLE),
    Rule(D, "@premiere ... <date>", "se estrenará el <date>"),
    Rule(D, "@start_noun :|para|en|el|será|es? .. :? <date>", "fecha de estreno : <date>"),
    Rule(D, "@start_noun ... <season> : <date>", "fecha de estreno de su <season> : <date>"),
    Rule(D, "@film de|del|: ..? <title> @premiere ... <date>", "película de <title> se estrena el <date>"),
    Rule(D, "@film .. en|para|el <date>", "nueva película en <date>"),
    Rule(D, "<date> .. @start_noun", "<date> como fecha de estreno"),
    Rule(D, "@season .. en|para|: <date>", "<season> en <date>"),
    Rule(D, "@confirmed|@announce .. para|en el|la? <date>", "confirmada para <date>"),
    Rule(D, "@delayed ... a|al|hasta|para .. <date>", "se retrasa a <date>"),
    Rule(
        X,
        "probablemente|quizás|posiblemente|podría|podrían ... <date>",
        "probablemente llegue en <date>",
        Where.SUMMARY,
    ),
    Rule(X, "anunciada|anunciado|anunció|revelada|confirmada en|el <date>", "anunciada en <date>", Where.SUMMARY),
    Rule(X, "@other_nouns ... @premiere ... <date>", "el doblaje se estrena el <date>"),
    Rule(X, "@premiere .. streaming ... <date>", "llega al streaming en <date>"),
    Rule(X, "@delayed .. de|desde <date>", "retrasada de <date>"),
    Rule(
        X,
        "estaba|estaban|originalmente previsto|prevista|programado|programada ... <date>",
        "estaba prevista para <date>",
    ),
    Rule(D, "@start_noun ... capítulos|episodios será|es el? <date>", "el estreno de los capítulos será el <date>"),
    Rule(
        D,
        "nuevos|últimos|próximos episodios|capítulos !del_manga|de_manga .... @premiere ... <date>",
        "los últimos episodios llegarán en <date>",
    ),
    Rule(D, "emitido|emitida|emitidos en|el|a_partir_de|desde <date>", "será emitido a partir de <date>"),
    Rule(X, "no @premiere !hasta|antes ... <date>", "no llegará en <date>"),
    Rule(X, "previa|previsto|anterior @start_noun ... <date>", "la previa ventana de estreno de <date>"),
    Rule(X, "a_su_fin|a_su_final|a_su_conclusión ..? <date>", "llegará a su fin <date>"),
    Rule(X, "doblado|doblada|doblados ... <date>", "llega doblada el <date>"),
    Rule(X, "@premiere .. cines|salas|españa ..? de|en? @here ... <date>", "llega a los cines de España el <date>"),
    Rule(X, "@premiere ... <date> .. cines|salas ..? @here", "llega el <date> a los cines de España"),
    Rule(
        X, "pausa|hiato|hiatus|parón .... <date> .... @premiere ... <date>", "hará pausa en <date> y volverá en <date>"
    ),
    Rule(
        D,
        "@delayed .. nuevos|últimos|próximos episodios|capítulos !del_manga|de_manga ... a|al|hasta|para .. <date>",
        "retrasa sus nuevos episodios hasta <date>",
    ),
    Rule(X, "<date> ..? en blu|dvd", "sale el <date> en blu ray"),
    Rule(D, "no @premiere hasta .. <date>", "no llegará hasta <date>"),
    Rule(D, "tráiler|teaser|avance|póster .... y|, .. @premiere|@start_noun ... <date>", "tráiler y llegará en <date>"),
    Rule(
        D,
        "tráiler|teaser|avance|póster ... revela|revelan|confirma|anuncia|desvela|muestra .. @premiere|@start_noun "
        "... <date>",
        "tráiler de la <season> revela su estreno el <date>",
    ),
    Rule(
        D,
        "tráiler|teaser|avance|póster .... y|, .. @start_noun .... : <date>",
        "tráiler y fecha de estreno de su <season> : <date>",
    ),
    Rule(D, "está|está_aún|sigue prevista|previsto|programada|programado para .. <date>", "está prevista para <date>"),
    Rule(D, "@season .... prevista|programada para .. <date> $", "la <season> , prevista para <date>", TITLE),
    Rule(D, "@start_noun ... revelada|desvelada|definida : <date>", "fecha de estreno revelada : <date>"),
    Rule(
        D,
        "@film de|del ..? <title> .. confirmada|fijada para ..? <date>",
        "la película de <title> está confirmada para el <date>",
    ),
    Rule(
        R,
        "se desvela|revela|anuncia|confirma una|la? <season> !de_la_serie|del_manga|del_drama",
        "se desvela la <season>",
        TITLE,
    ),
    Rule(R, "anunciado|anunciada|confirmado|confirmada ..? <season>", "se ha anunciado la <season>", Where.SUMMARY),
    Rule(R, "<season> .. sido oficialmente? anunciada|confirmada", "la <season> ha sido anunciada", Where.SUMMARY),
    Rule(R, "renovado|renovada para|por|con ..? <season>", "renovado para una <season>", Where.SUMMARY),
    Rule(R, "contará_con|tendrá|recibirá una? <season>", "contará con una <season>", Where.SUMMARY),
    Rule(
        L,
        "sido|será|fue retrasada|retrasado|pospuesta|pospuesto|aplazada|aplazado|suspendida|suspendido",
        "ha sido retrasada",
        Where.SUMMARY,
    ),
    Rule(L, "@delayed", "se retrasa"),
    Rule(L, "sufre|sufren|sufrirá|sufrirán .. retraso|retrasos|demora|aplazamiento", "sufrirá un nuevo retraso", TITLE),
    Rule(
        L,
        "@season|anime|serie|emisión|producción ... @suspended|aplazada|aplazado",
        "la emisión del anime queda suspendida",
        TITLE,
    ),
    Rule(
        L,
        "@season|anime|serie|emisión ... entra|entrará|hace|hará|toma|tomará en? .. pausa|hiato|hiatus|parón|descanso",
        "el anime entra en una larga pausa",
        TITLE,
    ),
    Rule(L, "pausa|hiato|hiatus|parón .. anime|emisión", "larga pausa para el anime", TITLE),
    Rule(
        L,
        "suspende|suspenden|interrumpe|interrumpen|pausa|detiene la|su|el|sus ..? emisión|transmisión|producción|anime|"
        "@episodes",
        "suspende la emisión",
        TITLE,
    ),
    Rule(
        L,
        "nuevos|últimos|próximos|demás @episodes !del_manga|de_manga ... @delayed|@suspended",
        "los nuevos episodios retrasados",
        TITLE,
    ),
    Rule(L, "@delayed sus|los nuevos|últimos|próximos|demás @episodes", "retrasa sus últimos episodios", TITLE),
    Rule(L, "retraso|aplazamiento de|en .. @season", "retraso de la <season>", TITLE),
    Rule(C, "cancelada|cancelado|cancelan|cancela|cancelación", "cancelada la <season>", TITLE),
    Rule(C, "no tendrá|habrá|recibirá más @episodes|temporadas", "no tendrá más episodios", TITLE),
    Rule(Z, "última|final temporada|<season>", "última temporada"),
    Rule(Z, "temporada|<season> final|última", "temporada final"),
    Rule(Z, "<season> última|final temporada", "<season> última temporada"),
    Rule(Z, "<season> ... será|es la última", "<season> del anime será la última"),
    Rule(Z, "se_despide|se_despedirá con|en|tras ..? <season>", "se despedirá con la <season>"),
    Rule(Z, "terminará|acabará|concluirá|finalizará con|en|después_de|tras ..? <season>", "terminará con la <season>"),
    Rule(
        Z,
        "llegará|llega a su fin|final con|en|tras ..? <season>",
        "llegará a su fin con la <season>",
    ),
    Rule(R, "@get|@announce|@confirmed @a? última temporada", "tendrá última temporada"),
    Rule(P, "@premiere .. hoy|ya", "se estrena hoy", TITLE),
    Rule(P, "ya disponible|está_disponible", "ya disponible", TITLE),
    Rule(P, "hoy se_estrena|debuta|llega|comienza .. @season|anime|<title>", "hoy se estrena la <season>", TITLE),
    Rule(E, "llega_a_su_fin|finaliza|termina|concluye la|el? .. @season|anime", "llega a su fin la <season>", TITLE),
    Rule(
        E,
        "@season|anime .. termina|terminó|finaliza|finalizó|concluye|concluyó|llega_a_su_fin|llegó_a_su_fin|"
        "llega_a_su_final|llegó_a_su_final",
        "<season> termina",
        TITLE,
    ),
    Rule(
        Effect.RUMOUR,
        "rumor|rumores|filtración|filtraciones|filtra|filtran|filtrado|filtrada|insider",
        "rumor : <season>",
    ),
    Rule(Effect.RUMOUR, "según fuentes|leaks|filtraciones|rumores", "según fuentes"),
    Rule(
        Effect.RUMOUR,
        "supuestamente|presuntamente|supuesta|estaría|tendría|llegaría|no_confirmado",
        "tendría <season>",
        TITLE,
    ),
    Rule(Effect.SPECULATION, "?", "¿ tendrá <season> ?", TITLE),
    Rule(Effect.SPECULATION, "habrá .. <season>", "habrá <season>", TITLE),
    Rule(Effect.SPECULATION, "todo lo_que|sobre|sabemos", "todo lo que sabemos", TITLE),
    Rule(Effect.SPECULATION, "cuándo|cuando se|sale|llega|será|habrá", "cuándo se estrena", TITLE),
    Rule(
        Effect.SPECULATION,
        "podría|podrían|debería|posible|posibles|predicción|teoría|merece|esperamos|necesita",
        "podría volver",
        TITLE,
    ),
    Rule(Effect.SPECULATION, "por_qué|razones .. @season|volver", "por qué merece una <season>", TITLE),
    Rule(
        Effect.SPECULATION,
        "no ha_sido|se_ha|hay|está .. anunciada|anunciado|confirmada|confirmado|anuncio|renovada",
        "no ha sido confirmada",
        TITLE,
    ),
    Rule(Effect.DENIED, "desmiente|desmienten|niega|niegan|falso|falsa|fake", "desmiente", TITLE),
    Rule(Effect.HOAX, "día de_los inocentes", "broma del día de los inocentes"),
    Rule(Effect.HOAX, "april fools", "april fools"),
    Rule(
        Effect.OLD,
        "doblaje|doblada|doblado|doblados|dvd|reestreno|reestrena|reestrenará|remasterizada|remaster|remasterización",
        "con doblaje",
        TITLE,
    ),
    Rule(Effect.OLD, "cines|salas ..? @here", "en cines de España", TITLE),
    Rule(Effect.OLD, "en|a @here", "llega a España", TITLE),
    Rule(Effect.NOT_NEWS, "doblaje ... @delayed", "el doblaje se retrasa", TITLE),
    Rule(Effect.NOT_NEWS, "^ el? nuevo? juego|videojuego de|del ..? <title>", "el juego de <title>", TITLE),
    Rule(Effect.OTHER_MEDIUM, "live action", "live action"),
    Rule(Effect.OTHER_MEDIUM, "imagen|acción real", "película de imagen real"),
    Rule(Effect.OTHER_MEDIUM, "obra teatral|de_teatro", "obra de teatro", TITLE),
    Rule(Effect.OTHER_MEDIUM, "musical|dorama|dramas", "el musical", TITLE),
    Rule(
        Effect.NOT_NEWS,
        "reseña|review|crítica|análisis|entrevista|ranking|recomendaciones|opinión|guía|resumen",
        "reseña",
        TITLE,
    ),
    Rule(Effect.NOT_NEWS, "y más novedades|anuncios|noticias|estrenos", "tráiler de <title> y más novedades", TITLE),
    Rule(
        Effect.NOT_NEWS,
        "@delayed el|su|un|uno_de_sus|uno_de_los próximo|nuevo|último? episodio|capítulo|episodios|capítulos",
        "aplaza uno de los capítulos",
        TITLE,
    ),
    Rule(Effect.NOT_NEWS, "los|las mejores|peores", "los mejores", TITLE),
    Rule(Effect.NOT_NEWS, "episodio|capítulo #", "episodio 10", TITLE),
    Rule(Effect.NOT_NEWS, "blu ray|dvd de|del|en", "el blu ray de <title>", TITLE),
    Rule(Effect.NOT_NEWS, "dónde ver", "dónde ver", TITLE),
    Rule(
        Effect.MERE,
        "juego|videojuego|evento|concierto|exposición|tienda|obra|musical del anime de? <title>",
        "juego del anime <title>",
    ),
    Rule(Effect.ANIME, "episodios ... @delayed|@suspended", "los episodios se retrasan", TITLE),
    Rule(Effect.ANIME, "anime|animes|animación|animada", "anime"),
    Rule(
        Effect.MERE,
        "director|directora|creador|creadora|autor|autora|estudio|creadores de|del ..? <title>",
        "del director de <title>",
    ),
)

LEXICON = folded(
    Lexicon(
        language="es",
        rules=_RULES,
        seasons=("# temporada", "# y &última|final", "temporada #", "t #", "s #"),
        parts=("parte #", "# parte", "cour #", "# cour", "# mitad"),
        numbers=MappingProxyType(
            {
                word: number
                for number, words in enumerate(
                    [
                        "primera primer",
                        "segunda segundo dos",
                        "tercera tercer tercero tres",
                        "cuarta cuarto cuatro",
                        "quinta quinto cinco",
                        "sexta sexto seis",
                        "séptima séptimo siete",
                        "octava octavo ocho",
                        "novena noveno nueve",
                        "décima décimo diez",
                    ],
                    1,
                )
                for word in words.split()
            }
        ),
        words=MappingProxyType(_WORDS),
        before_title="pero episodios capítulos renueva anuncia confirma estrena presenta cancela retrasa aplaza "
        "pospone anime serie película "
        "manga novela juego tráiler temporada saga franquicia secuela temporadas "
        "live action doblaje musical crunchyroll netflix",
        after_title="prevista previsto programada se son fueron parte despide despedirá seguirá queda quedan larga "
        "hasta sufre sufrirá entra "
        "entrará hace hará "
        "finaliza finalizará concluye "
        "concluirá termina continuará "
        "continúa fin suspende será lanza comparte adelanta recupera "
        "2a 3a 4a 5a 6a 7a 8a 9a tendrá tendrán recibe recibirá anuncia confirma revela estrena "
        "estrenará llega llegará regresa "
        "vuelve "
        "retrasa aplaza pospone fija presenta muestra contará renueva renovada renovado temporada anime película manga "
        "segunda primera tercera cuarta quinta sexta última final tendría se ya será es ha obtiene gana consigue "
        "regresará volverá terminará estaría merece está cancelada aplazada retrasada confirmada anunciada",
        skipped="oficialmente",
        ordinary="hbo romántico romántica comedia deportivo aventura año mejor próximo éxito",
        beside_title="de del la el los las en y con para por a su un una que al",
        typical="anuncia segunda tercera cuarta llegó vuelve capítulo reseña filtración retrasa tendría novela "
        "temporada octubre enero julio tercera anunciada"
        "al sus ha nueva nuevo anime el la los las de del en y con para por su se una un que es temporada "
        "será tendrá estreno película",
    )
)
