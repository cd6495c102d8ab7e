"""Japanese: how its outlets announce, date, delay, end, guess and gossip. Written without blanks."""

from types import MappingProxyType

from bot.core.lexicon.spelling import folded
from bot.core.lexicon.table import Effect, Lexicon, Rule, Where

R, F, N, D, X = Effect.RENEWED, Effect.FILM, Effect.NEW_SHOW, Effect.DATED, Effect.NO_PREMIERE
L, C, Z, P, E = Effect.DELAYED, Effect.CANCELLED, Effect.FINAL, Effect.PREMIERED, Effect.FINISHED
TITLE = Where.TITLE

_WORDS = {
    "decided": "製作が決定 製作が発表 製作を発表 "
    "制作決定 制作が決定 の制作が決定 の制作決定 製作決定 の製作が決定 始動 制作が発表 "
    "の制作が発表 制作発表 制作が明らかに の制作が明らかに 制作進行中 制作が進行中 の制作が進行中 "
    "制作が正式に発表 の制作が正式に発表 制作を正式に発表 の制作を正式に発表 制作を発表 制作が正式決定 "
    "の制作が正式決定 制作正式決定",
    # What is made for a season: "第3期のメインビジュアル制作決定".
    "extras": "のメインビジュアル のキービジュアル のビジュアル のティザー のpv のグッズ の主題歌 のcd のドラマcd "
    "のイベント のゲーム のファンブック メインビジュアル キービジュアル pv",
    "sequel": "続編 新シリーズ 続編アニメ 新シーズン アニメ続編 続編シリーズ 新tvシリーズ "
    "新作tvシリーズ 新テレビシリーズ",
    "film": "劇場版 劇場アニメ 映画化 アニメ映画 新作映画 ova oad スペシャルアニメ 新作劇場版 スペシャル",
    "start": "放送 放送開始 放送決定 放送スタート 公開 公開決定 配信 配信開始 配信決定 スタート 開始 "
    "オンエア onair 上映 始まる 開幕",
    "joint": "〜 ~ : より から に は 、 から順次 に全国",
    "delayed": "放送延期 公開延期 配信延期 延期 放送を延期 公開を延期 放送休止 放送時期変更",
    "films": "劇場版 劇場アニメ 映画化 アニメ映画 新作映画 新作劇場版",
    "ovas": "ova oad",
    "specials": "スペシャルアニメ スペシャル",
    "anime": "アニメ",
    "anime_nouns": "アニメ <season> 劇場版",
    "other_nouns": "漫画 コミックス 小説 ゲーム 舞台",
}

_RULES = (
    Rule(R, "<season> ..? @decided !して|せず|されて|されず", "「<title>」<season>制作決定"),
    Rule(R, "<season> が? 決定", "<season>決定"),
    Rule(R, "<season> が? 制作中 !止|か", "<season>制作中"),
    Rule(R, "<season> の? 放送|配信 が? 決定", "<season>の放送が決定"),
    Rule(R, "新作アニメーション|新作アニメ|新作tvアニメ|完全新作アニメ ..? @decided", "新作アニメ制作決定"),
    Rule(R, "<title> ..? アニメ|tvアニメ|新作アニメーション @decided", "「<title>」アニメ制作決定", TITLE),
    Rule(R, "@sequel ..? @decided", "続編の制作が決定"),
    Rule(R, "@sequel : .... @decided", "続編:秋の港編:制作決定", TITLE),
    Rule(R, "@sequel が? 決定", "続編決定"),
    Rule(R, "<season> の? 制作|製作 を? 発表 !して|せず|されて|されず", "<season>の制作を発表"),
    Rule(R, "<season> ..? <date> ..? 放送決定", "<season>が<date>放送決定"),
    Rule(R, "<season> !@extras ... 制作決定|制作が決定", "<season>となる新作の制作が決定"),
    Rule(
        R,
        "<title> の? 新tvシリーズ|新作tvシリーズ|新テレビシリーズ ,|と|も",
        "<title>の新tvシリーズと新刊",
        TITLE,
    ),
    Rule(R, "@sequel|続編 が|は|, <date> に|より|から? 放送|配信|スタート", "続編が<date>に放送", TITLE),
    Rule(R, "完全新作 tvアニメ化|アニメ化|テレビアニメ化", "完全新作アニメ化", TITLE),
    Rule(R, "続編|新章 の? tvアニメ化|アニメ化 ..? 決定", "続編のアニメ化決定", TITLE),
    Rule(
        R,
        "<quote>|<title> シリーズ <quote> が? の? tvアニメ化|アニメ化 ..? 決定",
        "<quote>シリーズ<quote>アニメ化決定",
        TITLE,
    ),
    Rule(F, "@film ..? @decided", "劇場版の制作が決定"),
    Rule(F, "@film が? 決定", "劇場版決定"),
    Rule(F, "劇場版 ..? <date> ..? 公開決定", "劇場版が<date>に公開決定"),
    Rule(F, "@film <title> ..? @decided", "劇場アニメ「<title>」制作決定"),
    Rule(F, "@film 化決定|化が決定", "劇場アニメ化決定"),
    Rule(F, "完全新作 @film", "完全新作ova"),
    Rule(N, "tvアニメ化|アニメ化|テレビアニメ化 ..? 決定|!", "tvアニメ化決定"),
    Rule(
        N,
        "オリジナルtvアニメ|オリジナルアニメ|オリジナル劇場アニメ|オリジナルアニメーション ... 決定|発表|始動",
        "オリジナルtvアニメ「冬の塔」2027年放送決定",
        TITLE,
    ),
    Rule(
        N,
        "アニメ化 ..? 企画進行中|企画が進行中|企画始動|プロジェクト始動|プロジェクトが始動",
        "アニメ化企画進行中",
        TITLE,
    ),
    Rule(
        N,
        "tvアニメ化|テレビアニメ化 !もされ|された|作品|から|記念|発表会|済|を",
        "人気作がテレビアニメ化 制作は新スタジオ",
        TITLE,
    ),
    Rule(N, "tvアニメ化|アニメ化 $", "<date>にtvアニメ化", TITLE),
    Rule(D, "<date> @joint? ..? @start", "<date>より放送開始"),
    Rule(D, "<date> @start", "<date>放送開始"),
    Rule(D, "@start 日? は|が|時期は <date>", "放送は<date>"),
    Rule(D, "<season> は|が <date>", "<season>は<date>"),
    Rule(D, "<date> ..? に? tvアニメ化|アニメ化", "<date>にtvアニメ化"),
    Rule(D, "<date> へ|に|まで ..? 延期", "<date>へ放送延期"),
    Rule(D, "劇場版 ... <date> 公開", "劇場版<title><date>公開"),
    Rule(
        D,
        "<date> 深夜|早朝|午前|午後|夜|朝 ..? から|より|に ... 放送|配信 !された|休止|延期",
        "<date>深夜0時から特別版として放送",
    ),
    Rule(D, "<date> より|から|に|, .. 系|mx|bs ... 放送 !中|された|休止|延期", "<date>より東京系28局で放送"),
    Rule(D, "<date> より|から ... 枠 にて|で|に 放送|スタート|オンエア", "<date>より金曜の枠で放送"),
    Rule(X, "<date> アニメ の|が|は|も|を|だ|一覧|まとめ|ランキング", "<date>アニメの放送が始まった"),
    Rule(X, "<date> 期 ..? 改編|番組改編", "<date>期の改編を発表"),
    Rule(X, "<date> から|より ..? 放送休止|休止|休載|放送を休止", "<date>から放送休止"),
    Rule(X, "<date> から <date> !へ|に", "<date>から<date>"),
    Rule(X, "<date> から &<date>へ|<date>に", "<date>から<date>へ"),
    Rule(X, "<date> ..? 発売|掲載|開催|上演|リリース|発行", "<date>発売"),
    Rule(
        X,
        "<date> @joint? ..? 再放送|一挙|再上映|リバイバル|特番|特別番組|先行上映|上映会|イベント|コンサート",
        "<date>より再放送決定",
    ),
    Rule(X, "<date> ... 予定していた|予定だった|予定されていた", "<date>より放送を予定していた"),
    Rule(X, "<date> は|の? 放送休止|休止", "<date>は放送休止"),
    Rule(X, "<date> ..? 地上波初|テレビ初放送|tv初放送|bs初放送|ノーカット|本編ノーカット", "<date>に地上波初放送"),
    Rule(X, "再放送|一挙放送|リピート放送|再上映 が|は|を|,? <date>", "一挙放送が<date>に決定"),
    Rule(X, "総集編|特番|特別番組 が|は|を|,? <date> ..? 放送", "総集編が<date>に放送"),
    Rule(X, "最終回|最終話 ... <date>", "最終回は<date>に放送"),
    Rule(D, "<date> に|へ 変更", "<date>に変更"),
    Rule(L, "放送|公開|配信 が|を|は <date> に|へ 変更", "放送が<date>に変更", TITLE),
    Rule(R, "<season> の? 制作|製作 が? 決定", "<season>の制作が決定", Where.SUMMARY),
    Rule(L, "放送|配信|公開 を|が 延期", "放送を延期する", Where.SUMMARY),
    Rule(L, "@delayed", "放送延期"),
    Rule(L, "放送時期|放送開始時期|公開時期 ... 変更", "放送時期を2027年に変更", TITLE),
    Rule(C, "制作|製作|公開 が 中止", "第2期制作が中止に", TITLE),
    Rule(C, "制作中止|放送中止|公開中止|製作中止|打ち切り", "制作中止", TITLE),
    Rule(
        Z,
        "最終シーズン|ファイナルシーズン|finalseason|最終章|完結編|ラストシーズン "
        "!が最終回|最終回|が完結|がついに完結|が幕",
        "最終シーズン",
    ),
    Rule(R, "最終シーズン|ファイナルシーズン|完結編 ..? @decided|決定", "最終シーズン制作決定"),
    Rule(P, "本日|今夜|今日|きょう ..? 放送開始|スタート|公開", "本日放送開始", TITLE),
    Rule(P, "放送が始まった|放送がスタートした|公開された", "放送が始まった", TITLE),
    Rule(E, "最終回|最終話 !直前|目前|間近 ..? 放送|を迎え|配信", "最終回放送", TITLE),
    Rule(E, "<season> が|は|、? 最終回 !直前|目前|間近|へ|に向け|まで|予想", "<season>が最終回", TITLE),
    Rule(E, "最終章|完結編 が|は|,? 最終回", "最終章が最終回", TITLE),
    Rule(E, "最終章|完結編 が ..? 完結|幕", "最終章がついに完結", TITLE),
    Rule(E, "アニメ ... 歴史に幕|放送に幕|幕を下ろ|幕を閉じ", "アニメ<title>9年の歴史に幕", TITLE),
    Rule(E, "アニメ が|は? 最終回", "テレビアニメ最終回", TITLE),
    Rule(E, "アニメ|<season> が|は !<date> ..? 完結|幕を閉じ|放送終了", "アニメが完結", TITLE),
    Rule(Effect.RUMOUR, "噂|うわさ|リーク|流出|【噂】", "噂 <season>"),
    Rule(Effect.RUMOUR, "制作中か|進行中か|明らかか|決定か|らしい|との情報|とみられる", "<season>が制作中か", TITLE),
    Rule(
        Effect.SPECULATION,
        "ある?|いつ|はいつ|あるのか|可能性|考察|予想|望み|絶望的|続編は|いつから",
        "<season>はいつ",
        TITLE,
    ),
    Rule(Effect.SPECULATION, "?", "<season>はある?", TITLE),
    Rule(Effect.SPECULATION, "してほしい|待望|希望|まとめ|期待", "続編希望", TITLE),
    Rule(Effect.DENIED, "否定|デマ|誤報|ガセ", "デマ", TITLE),
    Rule(Effect.HOAX, "エイプリルフール", "エイプリルフール"),
    Rule(Effect.OTHER_MEDIUM, "実写|舞台化|舞台 !は|に|と", "実写映画"),
    Rule(Effect.OTHER_MEDIUM, "ミュージカル|朗読劇|ドラマ化", "ミュージカル"),
    Rule(
        Effect.OLD,
        "^ tvアニメ|アニメ|テレビアニメ|劇場版|劇場版アニメ? <quote> ... 延期",
        "アニメ<quote>の放送が<date>に延期",
        TITLE,
    ),
    Rule(
        Effect.NOT_NEWS,
        "アニメ|ニュース 1週間|一週間|週間|今週|週報 !延期|休|遅れ|後",
        "アニメ今週の話題",
        TITLE,
    ),
    Rule(Effect.OLD, "完全版|リマスター|総集編|傑作選|リピート放送|地上波初", "総集編が<date>に放送", TITLE),
    Rule(Effect.NOT_NEWS, "死去|逝去|訃報|亡くなった", "声優が死去", TITLE),
    Rule(
        Effect.OLD,
        "^ tvアニメ|アニメ|テレビアニメ? <quote> の? 新章|最終章|続編|新シリーズ|完結編",
        "アニメ<quote>新章が<date>放送",
        TITLE,
    ),
    Rule(Effect.NOT_NEWS, "おすすめ|オススメ|ラインナップ|ラインアップ|早見表|番組表|覇権", "おすすめアニメ", TITLE),
    Rule(
        Effect.NOT_NEWS,
        "一覧|ランキング|レビュー|インタビュー|感想|レポート|レポ|解説|名言|コラム|特集",
        "ランキング",
        TITLE,
    ),
    Rule(Effect.OTHER_MEDIUM, "^ ドラマ|連続ドラマ|テレビドラマ|tvドラマ", "ドラマ<title>", TITLE),
    Rule(
        Effect.NOT_NEWS, "再放送|再上映|リバイバル上映|一挙放送 が|を|も? 決定|開始|スタート|実施", "再放送決定", TITLE
    ),
    Rule(Effect.NOT_NEWS, "第 # 話 !以降|放送延期|の放送延期|が放送延期|が延期|の放送を延期", "第3話", TITLE),
    Rule(Effect.NOT_NEWS, "# 選", "アニメ映画3選", TITLE),
    Rule(Effect.NOT_NEWS, "あらすじ|先行カット|場面写真|予告編", "あらすじ", TITLE),
    Rule(Effect.NOT_NEWS, "最新刊|連載|単行本|コミックス|原画展|展覧会|コラボ|グッズ|フィギュア", "最新刊", TITLE),
    Rule(Effect.NOT_NEWS, "bluray|dvd|サウンドトラック|アルバム|シングル", "blurayが発売", TITLE),
    Rule(Effect.ANIME, "アニメ|劇場版", "アニメ"),
    Rule(Effect.MERE, "<title> の? 監督|作者|スタッフ|制作会社|脚本家 の|が|による", "<title>の監督による"),
)

LEXICON = folded(
    Lexicon(
        language="ja",
        rules=_RULES,
        seasons=(
            "第 # 期|シーズン|シリーズ|クール目",
            "# 期",
            "シーズン #",
            "season #",
            "# ndシーズン|rdシーズン|thシーズン",
            "# season",
            "# シーズン",
        ),
        parts=("第 # クール|部", "part #", "パート #", "後半クール #"),
        numbers=MappingProxyType(
            {
                "セカンド": 2,
                "サード": 3,
                "一": 1,
                "二": 2,
                "三": 3,
                "四": 4,
                "五": 5,
                "六": 6,
                "七": 7,
                "八": 8,
                "九": 9,
                "十": 10,
            }
        ),
        words=MappingProxyType(_WORDS),
        before_title="アニメ tvアニメ 劇場版 映画 原作 漫画 新作",
        after_title="アニメ 第 tv",
        beside_title="の が は を に と も",
        typical="",
        spaced=False,
    )
)
