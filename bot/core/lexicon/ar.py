"""Arabic: how its outlets announce, date, delay, end, guess and gossip."""

from types import MappingProxyType

from bot.core.lexicon.spelling import folded
from bot.core.lexicon.table import Effect, Lexicon, Rule, Where

R, F, N, D, X = Effect.RENEWED, Effect.FILM, Effect.NEW_SHOW, Effect.DATED, Effect.NO_PREMIERE
L, C, Z, P, E = Effect.DELAYED, Effect.CANCELLED, Effect.FINAL, Effect.PREMIERED, Effect.FINISHED
TITLE = Where.TITLE

# Signs above and below the letters part a word in two when they stand inside it: "سيُعرض" is read as "سي عرض".
_WORDS = {
    "get": "يحصل_على تحصل_على سيحصل_على ستحصل_على ينال تنال حصل_على",
    "announce": "يعلن_عن يعلن تعلن_عن تعلن الإعلان_عن الإعلان يعلن_رسميا_عن تعلن_رسميا_عن تأكيد يؤكد تؤكد الكشف_عن "
    "كشف_عن "
    "يكشف_عن الإعلان_رسميا_عن أعلن_عن تأكيد_إنتاج",
    "confirmed": "قيد_الإنتاج رسميا مؤكد قيد_العمل قيد_التطوير تم_تأكيده",
    "film": "فيلم فيلما أفلام أوفا حلقة_خاصة",
    "films": "فيلم فيلما أفلام",
    "ovas": "أوفا",
    "specials": "حلقة_خاصة",
    "joiners": "و",
    "sequel": "تكملة استمراره استمرار جزء_جديد موسم_جديد موسما_جديدا",
    "season": "موسم الموسم <season>",
    "premiere": "ينطلق تنطلق سينطلق يبدأ تبدأ سيبدأ سي_عرض سيعرض ي_عرض يعرض قادم قادمة يصدر سيصدر تصدر يعود سيعود تعود "
    "المقرر موعد_عرضه موعدا_للعرض عرضه العرض موعد_العرض بدء_عرضه للعرض يحدد",
    "delayed": "تأجيل يؤجل تؤجل تأجل تأجلت ي_ؤجل مؤجل أجل يتأجل تتأجل",
    "anime": "أنمي الأنمي لأنمي انمي",
    "anime_nouns": "أنمي الأنمي موسم الموسم فيلم الفيلم أوفا سلسلة مسلسل جزء الجزء <season> <part>",
    "other_nouns": "مانغا المانغا مانجا المانجا رواية الرواية لعبة اللعبة دبلجة الدبلجة حلقة الحلقة الحلقات فصل الفصل "
    "حفل معرض مسرحية مجلد المجلد بلوراي إعلان_دعائي ملصق الموسيقى_التصويرية موسيقى مجسم تعاون ويبتون",
}

_RULES = (
    Rule(R, "@get <season>", "يحصل على <season>"),
    Rule(R, "@get @sequel", "يحصل على تكملة"),
    Rule(R, "@announce .. <season> !من_أنمي_مانغا", "يعلن عن <season>"),
    Rule(R, "@announce .. @sequel", "يعلن عن موسم جديد"),
    Rule(R, "<season> .. @confirmed", "<season> قيد الإنتاج"),
    Rule(R, "يعود|تعود|سيعود|ستعود <season>|بموسم_جديد", "يعود <season>"),
    Rule(R, "استمراره|استمرار .. <season>|بموسم", "استمراره <season>"),
    Rule(R, "تجديد .. <season>|موسم|لموسم", "تجديد <title> لموسم"),
    Rule(F, "@get @film", "يحصل على فيلم"),
    Rule(F, "@announce @film", "الإعلان عن فيلم جديد"),
    Rule(N, "@announce .. أنمي <quote>", "الإعلان عن أنمي <quote>"),
    Rule(N, "@get أنمي|اقتباس", "تحصل على أنمي"),
    Rule(N, "@announce .. اقتباس .. أنمي", "الإعلان عن اقتباس أنمي"),
    Rule(D, "@premiere ... <date>", "ينطلق في <date>"),
    Rule(D, "فيلم|فيلما ... <date>", "فيلم جديد في <date>"),
    Rule(D, "يحدد .. <date>", "يحدد <date>"),
    Rule(D, "<date> موعدا_للعرض|موعدا_لعرضه|موعدا", "<date> موعدا للعرض"),
    Rule(D, "@season|@film .. في|في_عام|خلال|بـ <date>", "<season> في <date>"),
    Rule(D, "@delayed ... إلى|حتى|لـ .. <date>", "يؤجل عرضه إلى <date>"),
    Rule(X, "@other_nouns ... @premiere ... <date>", "الدبلجة تصدر في <date>"),
    Rule(X, "@delayed .. من <date>", "تأجيل من <date>"),
    Rule(L, "@delayed", "تأجيل"),
    Rule(C, "إلغاء|ألغي|ألغيت|يلغى|إلغاؤه", "إلغاء <season>", TITLE),
    Rule(Z, "<season>|موسم|الموسم .. أخير|الأخير|النهائي|وأخير|والأخير", "<season> وأخير"),
    Rule(Z, "آخر موسم|المواسم", "آخر موسم"),
    Rule(R, "@get|@announce موسم أخير|نهائي", "يحصل على موسم أخير"),
    Rule(P, "انطلاق|انطلق|بدأ .. عرض|<season>|الموسم", "انطلاق عرض <season>", TITLE),
    Rule(P, "متاح الآن", "متاح الآن", TITLE),
    Rule(E, "<season>|الموسم|أنمي .. ينتهي|انتهى|اختتم|يختتم", "<season> ينتهي", TITLE),
    Rule(Effect.RUMOUR, "إشاعة|إشاعات|شائعة|شائعات|تسريب|تسريبات|مسرب|مسربة|المسرب", "إشاعة : <season>"),
    Rule(Effect.RUMOUR, "بحسب|وفقا لمصادر|لتسريبات|لمسربين", "بحسب لمصادر"),
    Rule(Effect.SPECULATION, "?", "هل سيكون هناك <season> ?", TITLE),
    Rule(Effect.SPECULATION, "^ هل|متى|لماذا|كيف", "متى يصدر", TITLE),
    Rule(Effect.SPECULATION, "كل ما نعرفه|تريد_معرفته|نعرف", "كل ما نعرفه", TITLE),
    Rule(Effect.SPECULATION, "قد|ربما|محتمل|المحتمل|توقعات|نظرية|يستحق|نتمنى", "قد يعود", TITLE),
    Rule(Effect.SPECULATION, "لم يتم|ي .. الإعلان|تأكيد|علن", "لم يتم الإعلان", TITLE),
    Rule(Effect.DENIED, "ينفي|تنفي|نفي|كاذب|مزيف|مزيفة", "ينفي", TITLE),
    Rule(Effect.HOAX, "كذبة أبريل|نيسان", "كذبة أبريل"),
    Rule(Effect.OTHER_MEDIUM, "لايف أكشن", "لايف أكشن"),
    Rule(Effect.OTHER_MEDIUM, "live action", "live action"),
    Rule(Effect.OTHER_MEDIUM, "حي|الحي|واقعي|الواقعي|الحية|مسرحية|المسرحية|دراما|موسيقية", "المسلسل الحي", TITLE),
    Rule(Effect.NOT_NEWS, "مراجعة|مقابلة|ترتيب|ملخص|تحليل|حوار|أفضل|أسوأ", "مراجعة", TITLE),
    Rule(Effect.NOT_NEWS, "الحلقة|حلقة #", "الحلقة 10", TITLE),
    Rule(Effect.NOT_NEWS, "أين تشاهد|يمكنك_مشاهدة", "أين تشاهد", TITLE),
    Rule(Effect.ANIME, "أنمي|الأنمي|لأنمي|انمي", "أنمي"),
    Rule(Effect.MERE, "مخرج|مؤلف|مبتكر|كاتب|استوديو|صاحب|مخرجة أنمي? <title>", "مخرج أنمي <title>"),
)

LEXICON = folded(
    Lexicon(
        language="ar",
        rules=_RULES,
        seasons=(
            "الموسم|موسم|موسما|بموسم|لموسم|للموسم #",
            "الموسم|موسم #",
        ),
        parts=("الجزء|جزء #", "القسم #", "النصف #", "الكور #"),
        numbers=MappingProxyType(
            {
                word: number
                for number, words in enumerate(
                    [
                        "الأول أول",
                        "الثاني ثان ثاني ثانيا",
                        "الثالث ثالث",
                        "الرابع رابع",
                        "الخامس خامس",
                        "السادس سادس",
                        "السابع سابع",
                        "الثامن ثامن",
                        "التاسع تاسع",
                        "العاشر عاشر",
                    ],
                    1,
                )
                for word in words.split()
            }
        ),
        words=MappingProxyType(_WORDS),
        before_title="أنمي الأنمي لأنمي مسلسل سلسلة فيلم مانغا مانجا لعبة رواية موسم الموسم لمسلسل",
        after_title="لموسم بموسم إلى يحصل تحصل يعلن تعلن يكشف ينطلق يبدأ يعود سيعرض سي يؤجل يحدد قيد الحي الموسم "
        "متاحة متاح تعود "
        "ينتهي في "
        "سيعود يستعرض يطرح قادم",
        beside_title="من في على إلى عن مع و عام",
        typical="من في على إلى عن مع أنمي الموسم",
    )
)
