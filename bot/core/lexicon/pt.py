"""Portuguese: how Brazil's outlets announce, date, delay, end, guess and gossip."""

from types import MappingProxyType

from bot.core.lexicon.spelling import folded
from bot.core.lexicon.table import Effect, Lexicon, Rule, Where

R, F, N, D, X = Effect.RENEWED, Effect.FILM, Effect.NEW_SHOW, Effect.DATED, Effect.NO_PREMIERE
L, C, Z, P, E = Effect.DELAYED, Effect.CANCELLED, Effect.FINAL, Effect.PREMIERED, Effect.FINISHED
TITLE = Where.TITLE

_WORDS = {
    "get": "ganhou ganharam recebeu receberam terá terão recebe receberá ganha ganhará ganham vai_ganhar vai_ter "
    "vai_receber contará_com",
    "announce": "anuncia anunciam anunciou confirma confirmam confirmou revela revelam prepara",
    "confirmed": "anunciada anunciado confirmada confirmado oficial oficializada oficializado em_produção "
    "em_desenvolvimento a_caminho garantida garantido",
    "aux": "é foi será está já já_é já_está oficialmente é_oficialmente foi_oficialmente",
    "a": "a uma sua o um seu",
    "new": "nova novo outra mais_uma",
    "film": "filme filmes longa ova ovas especial especiais",
    "films": "filme filmes longa",
    "ovas": "ova ovas",
    "specials": "especial especiais",
    "joiners": "e",
    "of": "de do da",
    "sequel": "sequência continuação sequel",
    "season": "temporada <season>",
    "premiere": "estreia estreará estreiam vai_estrear chega chegará chegam começa começará retorna retornará volta "
    "vai_lançar lançará voltará será_exibida será_exibido será_lançada será_lançado vai_ao_ar irá_ao_ar sai "
    "sairá inicia estrearão estrear chegarão começam começarão retornam retornarão voltam voltarão "
    "serão_exibidos serão_lançados fará_sua_estreia terá_sua_estreia faz_sua_estreia disponível disponíveis debuta "
    "debutará será_transmitida será_transmitido ganhará_exibição",
    "start_noun": "retorno estreia lançamento data_de_estreia data_de_lançamento janela_de_estreia",
    "delayed": "adiada adiado adiadas adia adiam adiamento atrasa atrasada atrasado adiados atrasados adiará",
    "suspended": "suspenso suspensa suspensos suspensas interrompido interrompida interrompidos pausado pausada "
    "em_pausa em_hiato paralisado paralisada",
    "episodes": "episódios capítulos",
    "here": "brasil brasileiros brasileiras portugal",
    # What does it to something else: "adia um dos episódios".
    "doing": "adia adiam atrasa cancela cancelam suspende suspendem",
    "based": "baseado baseada adapta",
    "clip": "trailer teaser pôster poster vídeo visual imagem prévia",
    "later": "após depois",
    "anime_nouns": "anime temporada série filme ova especial sequência continuação cour parte adaptação <season> "
    "<part>",
    "other_nouns": "mangá manga manhwa webtoon novel novela game jogo dublagem episódio episódios capítulo capítulos "
    "evento show concerto exposição peça musical volume volumes blu ray dvd trailer teaser pôster prévia trilha "
    "quadrinho figure colaboração loja live_action disco",
}

_RULES = (
    Rule(R, "@get @a? @new? <season>", "terá uma <season>"),
    Rule(R, "@get @a? @new temporada", "ganha nova temporada"),
    Rule(R, "@get confirmação de|da|do ..? <season>", "ganhou confirmação de sua <season>", TITLE),
    Rule(R, "@get @a? @sequel", "ganha continuação"),
    Rule(R, "@announce oficialmente? @a? @new? <season>", "anuncia sua <season>"),
    Rule(R, "@announce oficialmente? @a? @new temporada", "anuncia nova temporada"),
    Rule(R, "@announce oficialmente? @a? @sequel", "anuncia continuação"),
    Rule(R, "@announce que .. @get .. <season>", "confirmou que terá uma <season>"),
    Rule(R, "@confirmed @a? @new? <season>", "anunciada a <season>"),
    Rule(R, "@confirmed @a? @sequel|nova_temporada", "confirmada a continuação"),
    Rule(R, "<season> .. @aux? @confirmed", "<season> é oficialmente anunciada"),
    Rule(R, "<season> : anime? @aux? @confirmed", "<season> : anime está em desenvolvimento", TITLE),
    Rule(R, "@sequel|nova_temporada .. @confirmed", "continuação confirmada"),
    Rule(R, "renova|renovada|renovado|renovação .. para|por ..? @season", "renovado para a <season>"),
    Rule(R, "volta|voltará|retorna|retornará com|para @a? <season>", "retorna com a <season>"),
    Rule(R, "continuará|continua|seguirá com|para @a? <season>|nova_temporada", "continuará com a <season>"),
    Rule(F, "@get @a? @new? primeiro|primeira? @film", "ganha novo filme"),
    Rule(F, "@announce|@confirmed oficialmente? @a? @new? @film", "anunciado novo filme"),
    Rule(F, "@film .. @aux? @confirmed", "filme confirmado"),
    Rule(F, "volta|voltará|retorna|retornará com|em @a? @new? @film", "retorna com novo filme"),
    Rule(N, "@announce|@confirmed o? anime <quote>", "anunciado o anime <quote>"),
    Rule(N, "@get @a? @new? .. anime", "ganha anime"),
    Rule(
        N,
        "@confirmed o|um? novo? anime do|de|da mangá|manga|light|novel|webtoon|manhwa",
        "anunciado anime do mangá",
        TITLE,
    ),
    Rule(N, "@get @a? adaptação animada", "receberá uma adaptação animada"),
    Rule(N, "vai|irá virar|se_tornar um? anime", "vai virar anime"),
    Rule(N, "será|serão|é adaptada|adaptado|adaptadas|adaptados para|em|como ..? anime", "será adaptada em anime"),
    Rule(N, "adaptação .. anime .. @aux? @confirmed", "adaptação em anime é anunciada", TITLE),
    Rule(
        N,
        "anime é|foi anunciado|confirmado para|de|do|da light|mangá|manga|novel|webtoon|manhwa|o_mangá|a_light|obra",
        "anime foi confirmado para o mangá",
        TITLE,
    ),
    Rule(N, "@confirmed o|um? novo? anime de|do|da ..? <title>", "anunciado o anime de <title>", TITLE),
    Rule(
        N,
        "@confirmed o|um novo? anime de !a|o|os|as|verão|outono|inverno|primavera|temporada|terror|ação",
        "anunciado o anime de Hoshi no Machi",
        TITLE,
    ),
    Rule(N, "anunciado novo|um? anime ..? : <title>", "anunciado novo anime : <title>", TITLE),
    Rule(N, "vira|virará um? anime", "vira anime"),
    Rule(N, "@announce|@confirmed @a? .. adaptação .. anime", "anunciada adaptação em anime"),
    Rule(D, "@premiere ... <date>", "estreia em <date>"),
    Rule(D, "@start_noun :|para|em|será|é? .. :? <date>", "data de estreia : <date>"),
    Rule(D, "@start_noun ... <season> : <date>", "data de estreia da <season> : <date>"),
    Rule(D, "@film de|do|da|: ..? <title> @premiere ... <date>", "filme de <title> estreia em <date>"),
    Rule(D, "<date> .. @start_noun", "<date> como data de estreia"),
    Rule(D, "@season .. em|para|: <date>", "<season> em <date>"),
    Rule(D, "@confirmed|@announce .. para|em <date>", "confirmada para <date>"),
    Rule(D, "@film .. em|para <date>", "novo filme em <date>"),
    Rule(D, "@delayed ... para|até .. <date>", "adiada para <date>"),
    Rule(X, "provavelmente|talvez|poderia|pode ... <date>", "provavelmente estreia em <date>", Where.SUMMARY),
    Rule(X, "anunciada|anunciado|revelada|confirmada em|no|na <date>", "anunciada em <date>", Where.SUMMARY),
    Rule(X, "@other_nouns ... @premiere ... <date>", "dublagem estreia em <date>"),
    Rule(X, "@premiere .. streaming ... <date>", "chega ao streaming em <date>"),
    Rule(X, "@delayed .. de <date>", "adiada de <date>"),
    Rule(
        X,
        "estava|estavam|originalmente previsto|prevista|programado|programada ... <date>",
        "estava prevista para <date>",
    ),
    Rule(X, "iria|iriam estrear|chegar|lançar ... <date>", "iria estrear em <date>"),
    Rule(
        D,
        "novos|últimos|próximos episódios|capítulos !do_mangá|de_mangá|do_manga .... @premiere ... <date>",
        "os novos episódios chegam em <date>",
    ),
    Rule(
        D,
        "@delayed .. novos|últimos|próximos episódios|capítulos !do_mangá|de_mangá|do_manga ... para|até .. <date>",
        "adia os novos episódios para <date>",
    ),
    Rule(D, "exibido|exibida|lançado|lançada em|no|a_partir_de <date>", "será exibida a partir de <date>"),
    Rule(D, "chega|chegará|disponível|estreia|volta a_partir_de|já_em <date>", "disponível a partir de <date>"),
    Rule(X, "não|mais @premiere ... <date>", "não estreia mais em <date>"),
    Rule(X, "ao_fim|seu_fim|ao_final ..? <date>", "chega ao fim em <date>"),
    Rule(X, "dublado|dublada|dublados ... <date>", "chega dublada em <date>"),
    Rule(X, "@premiere .. ao|aos|nos|no cinemas? de|do? @here ... <date>", "chega aos cinemas brasileiros em <date>"),
    Rule(X, "@premiere ao|no brasil ... <date>", "chegará ao Brasil em <date>"),
    Rule(X, "@premiere ... <date> .. cinemas ..? @here", "chega em <date> aos cinemas do Brasil"),
    Rule(
        X,
        "pausa|hiato|hiatus .... <date> .... @premiere ... <date>",
        "entrará em hiato em <date> e voltará em <date>",
    ),
    Rule(X, "<date> ..? em blu|dvd", "sai em <date> em blu ray"),
    Rule(D, "trailer|teaser|pôster|prévia .... e|, .. @premiere|@start_noun ... <date>", "trailer e estreia em <date>"),
    Rule(
        D,
        "trailer|teaser|pôster|prévia ... revela|revelam|confirma|anuncia|mostra .. @premiere|@start_noun ... <date>",
        "trailer da <season> revela estreia em <date>",
    ),
    Rule(
        D,
        "trailer|teaser|pôster|prévia .... e|, .. @start_noun .... : <date>",
        "trailer e data de estreia da <season> : <date>",
    ),
    Rule(D, "está|segue prevista|previsto|programada|marcada para .. <date>", "está prevista para <date>"),
    Rule(D, "@season .... prevista|programada|marcada para .. <date> $", "<season> prevista para <date>", TITLE),
    Rule(D, "@start_noun ... revelada|definida|divulgada : <date>", "data de estreia é revelada : <date>"),
    Rule(R, "anunciada|anunciado|confirmada|confirmado ..? <season>", "foi anunciada a <season>", Where.SUMMARY),
    Rule(R, "<season> .. foi|é oficialmente? anunciada|confirmada", "a <season> foi anunciada", Where.SUMMARY),
    Rule(R, "renovado|renovada para|com ..? <season>", "renovado para a <season>", Where.SUMMARY),
    Rule(R, "terá|ganhará|receberá uma|a? <season>", "terá uma <season>", Where.SUMMARY),
    Rule(L, "foi|foram|será|é adiada|adiado|adiados|suspensa|suspenso", "foi adiada", Where.SUMMARY),
    Rule(L, "@delayed", "é adiada"),
    Rule(L, "sofre|sofrem|sofrerá|sofreu .. atraso|atrasos|adiamento", "sofre novo atraso", TITLE),
    Rule(
        L,
        "@season|anime|série|exibição|produção|transmissão ... @suspended",
        "a exibição do anime está suspensa",
        TITLE,
    ),
    Rule(
        L,
        "@season|anime|série|exibição ... entra|entrará|faz|fará|terá|ganha em? .. pausa|hiato|hiatus",
        "o anime entra em longo hiato",
        TITLE,
    ),
    Rule(L, "pausa|hiato|hiatus .. anime|exibição", "longa pausa no anime", TITLE),
    Rule(
        L,
        "suspende|suspendem|interrompe|interrompem|pausa|paralisa a|sua|o|os ..? exibição|transmissão|produção|anime|"
        "@episodes",
        "suspende a exibição",
        TITLE,
    ),
    Rule(
        L,
        "novos|últimos|próximos|demais @episodes !do_mangá|de_mangá|do_manga ... @delayed|@suspended",
        "novos episódios adiados",
        TITLE,
    ),
    Rule(
        L,
        "@delayed seus|os? novos|últimos|próximos|demais @episodes",
        "adia os últimos episódios",
        TITLE,
    ),
    Rule(C, "cancelada|cancelado|cancelam|cancela|cancelamento", "cancelada a <season>", TITLE),
    Rule(C, "não terá|haverá|receberá mais @episodes|temporadas", "não terá mais episódios", TITLE),
    Rule(Z, "última|final temporada|<season>", "última temporada"),
    Rule(Z, "temporada|<season> final|última", "temporada final"),
    Rule(Z, "<season> última|final temporada", "<season> última temporada"),
    Rule(Z, "<season> ... será|é a última", "<season> do anime será a última"),
    Rule(Z, "se_despede|se_despedirá com|na|após ..? <season>", "se despedirá com a <season>"),
    Rule(Z, "terminará|acabará|termina|acaba|encerra com|na|após ..? <season>", "terminará com a <season>"),
    Rule(R, "@get|@announce|@confirmed @a? última temporada", "terá última temporada"),
    Rule(P, "@premiere .. hoje|agora", "estreia hoje", TITLE),
    Rule(P, "já disponível|está_disponível", "já disponível", TITLE),
    Rule(P, "hoje estreia|começa|chega .. @season|anime|<title>", "hoje estreia a <season>", TITLE),
    Rule(E, "chega_ao_fim|termina|encerra a|o? .. @season|anime", "chega ao fim a <season>", TITLE),
    Rule(E, "@season|anime .. termina|terminou|encerra|chega_ao_fim|acaba !de", "<season> chega ao fim", TITLE),
    Rule(Effect.RUMOUR, "rumor|rumores|vazamento|vazamentos|vaza|vazou|vazam|insider|boato", "rumor : <season>"),
    Rule(Effect.RUMOUR, "segundo fontes|rumores|insiders|vazamentos", "segundo fontes"),
    Rule(
        Effect.RUMOUR,
        "supostamente|suposta|suposto|teria|estaria|ganharia|não_confirmado",
        "estaria em produção",
        TITLE,
    ),
    Rule(Effect.SPECULATION, "?", "terá <season> ?", TITLE),
    Rule(Effect.SPECULATION, "haverá .. <season>", "haverá <season>", TITLE),
    Rule(Effect.SPECULATION, "tudo o_que|sobre|que", "tudo o que sabemos", TITLE),
    Rule(Effect.SPECULATION, "quando estreia|sai|chega|será|lança", "quando estreia", TITLE),
    Rule(
        Effect.SPECULATION,
        "poderia|pode|deveria|possível|possíveis|teoria|merece|esperamos|precisa",
        "pode voltar",
        TITLE,
    ),
    Rule(Effect.SPECULATION, "previsão|previsões !de", "previsões para a <season>", TITLE),
    Rule(Effect.SPECULATION, "por_que|razões|motivos .. @season|voltar", "por que merece <season>", TITLE),
    Rule(
        Effect.SPECULATION,
        "não foi|há|está .. anunciada|anunciado|confirmada|confirmado|anúncio|renovada",
        "não foi confirmada",
        TITLE,
    ),
    Rule(Effect.DENIED, "desmente|desmentem|nega|negam|falso|falsa|fake", "desmente", TITLE),
    Rule(Effect.HOAX, "primeiro de_abril", "primeiro de abril"),
    Rule(Effect.HOAX, "dia da_mentira", "dia da mentira"),
    Rule(Effect.SPECULATION, "sinais|indícios|pistas apontam|sugerem|indicam", "indícios sugerem"),
    Rule(
        Effect.OLD,
        "dublagem|dublado|dublada|dublados|dvd|relançamento|reestreia|remasterizada|remaster|remasterização",
        "com dublagem",
        TITLE,
    ),
    Rule(Effect.OLD, "cinemas|salas ..? @here", "nos cinemas brasileiros", TITLE),
    Rule(Effect.OLD, "no|ao|em brasil|portugal", "chega ao Brasil", TITLE),
    Rule(Effect.OLD, "tv aberta|brasileira", "chega à TV aberta", TITLE),
    Rule(Effect.NOT_NEWS, "dublagem ... @delayed", "a dublagem é adiada", TITLE),
    Rule(Effect.NOT_NEWS, "^ o? novo? jogo|game de|do|da ..? <title>", "jogo de <title>", TITLE),
    Rule(Effect.OTHER_MEDIUM, "live action", "live action"),
    Rule(Effect.OTHER_MEDIUM, "peça teatral|de_teatro", "peça de teatro", TITLE),
    Rule(Effect.OTHER_MEDIUM, "musical|dorama|novela", "o musical", TITLE),
    Rule(
        Effect.NOT_NEWS,
        "resenha|review|crítica|análise|entrevista|ranking|recomendações|opinião|guia|resumo",
        "crítica",
        TITLE,
    ),
    Rule(Effect.NOT_NEWS, "e mais novidades|anúncios|notícias|estreias", "trailer de <title> e mais novidades", TITLE),
    Rule(Effect.NOT_NEWS, "e mais : animes", "<title> e mais : animes de abril", TITLE),
    Rule(
        Effect.NOT_NEWS,
        "@delayed o|seu|um|um_dos|um_de_seus próximo|novo|último? episódio|capítulo|episódios|capítulos",
        "adia um dos episódios",
        TITLE,
    ),
    Rule(Effect.NOT_NEWS, "os|as melhores|piores", "os melhores", TITLE),
    Rule(Effect.NOT_NEWS, "episódio|capítulo #", "episódio 10", TITLE),
    Rule(Effect.NOT_NEWS, "blu ray|dvd de|do|da|em", "blu ray de <title>", TITLE),
    Rule(Effect.NOT_NEWS, "onde assistir", "onde assistir", TITLE),
    Rule(
        Effect.MERE,
        "jogo|game|evento|show|concerto|exposição|loja|peça|musical do anime de? <title>",
        "jogo do anime <title>",
    ),
    Rule(Effect.ANIME, "episódios ... @delayed|@suspended", "os episódios são adiados", TITLE),
    Rule(Effect.ANIME, "anime|animes|animação|animada", "anime"),
    Rule(
        Effect.MERE,
        "diretor|diretora|criador|criadora|autor|autora|estúdio|criadores de|do|da ..? <title>",
        "do diretor de <title>",
    ),
)

LEXICON = folded(
    Lexicon(
        language="pt",
        rules=_RULES,
        seasons=("# temporada", "# e &última|final", "temporada #", "t #", "s #"),
        parts=("parte #", "# parte", "cour #", "# cour", "# metade"),
        numbers=MappingProxyType(
            {
                word: number
                for number, words in enumerate(
                    [
                        "primeira primeiro",
                        "segunda segundo duas",
                        "terceira terceiro três",
                        "quarta quarto quatro",
                        "quinta quinto cinco",
                        "sexta sexto seis",
                        "sétima sétimo sete",
                        "oitava oitavo oito",
                        "nona nono nove",
                        "décima décimo dez",
                    ],
                    1,
                )
                for word in words.split()
            }
        ),
        words=MappingProxyType(_WORDS),
        before_title="mas episódios capítulos renova anuncia confirma estreia apresenta cancela adia anime série "
        "filme mangá novel jogo "
        "trailer temporada franquia sequência live action dublagem "
        "musical crunchyroll netflix",
        after_title="prevista previsto marcada se foram continuará parte só apenas encerrará são fica longo longa até "
        "light sofre sofrerá entra "
        "entrará faz fará "
        "encerra termina acaba "
        "continuará continua suspende será divulga lança mostra apresenta "
        "2a 3a 4a 5a 6a 7a 8a 9a terá terão recebe receberá ganha ganhará anuncia confirma revela "
        "estreia estreará chega chegará "
        "retorna volta adia adiada é será tem vai temporada anime filme mangá segunda primeira terceira quarta quinta "
        "sexta última final renova renovado renovada já foi teria ganharia está cancelada cancelado anunciada "
        "confirmada",
        skipped="oficialmente",
        ordinary="hbo romântico romântica comédia esportivo aventura ano melhor maior próximo sucesso rom romcom "
        "shonen jump",
        beside_title="de do da dos das o a os as em e com para por seu sua um uma que no na",
        typical="tem quando sai adiada adia novas datas episódio longa segunda terceira quarta programada "
        "temporada outubro janeiro julho terceira anunciada"
        "vai ter ao nova novo mais o a os as de do da em e com para por não uma um que é temporada será terá "
        "estreia filme anime ganha",
    )
)
