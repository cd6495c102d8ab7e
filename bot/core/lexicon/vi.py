"""Vietnamese: how its outlets announce, date, delay, end, guess and gossip.

Every syllable is a word of its own, and without its marks one is soon another ("hoãn" delay, "hoàn" whole). What
belongs together is therefore either joined first (`replaced`) or written with `_`.
"""

from types import MappingProxyType

from bot.core.lexicon.spelling import folded
from bot.core.lexicon.table import Effect, Lexicon, Rule, Where

R, F, N, D, X = Effect.RENEWED, Effect.FILM, Effect.NEW_SHOW, Effect.DATED, Effect.NO_PREMIERE
L, C, Z, P, E = Effect.DELAYED, Effect.CANCELLED, Effect.FINAL, Effect.PREMIERED, Effect.FINISHED
TITLE = Where.TITLE

_WORDS = {
    "get": "có nhận nhận_được",
    "announce": "xác_nhận công_bố thông_báo tuyên_bố chốt bật_đèn_xanh",
    "hinted": "hé_lộ tiết_lộ",
    "confirmed": "được_xác_nhận được_công_bố được_thông_báo được_bật_đèn_xanh được_sản_xuất được_thực_hiện "
    "đang_sản_xuất được_ấn_định được_lên_kế_hoạch",
    "make": "sản_xuất thực_hiện làm phát_triển khởi_động lên_kế_hoạch",
    "making": "đang_trong_quá_trình_sản_xuất đang_được_sản_xuất vào_quá_trình_sản_xuất bước_vào_sản_xuất "
    "đang_được_thực_hiện đang_trong_giai_đoạn_sản_xuất đang_được_phát_triển",
    "aux": "sẽ đã vừa sắp cũng đang chínhthức",
    "more": "thêm một một_thêm thêm_một",
    "film": "movie dienanh phimle ova special đặcbiệt",
    "films": "movie movies dienanh phimle",
    "ovas": "ova ovas oad",
    "specials": "special specials đặcbiệt",
    "joiners": "và",
    "sequel": "mùa_anime_mới phần_anime_mới mùa_phim_mới phần_phim_mới phần_phim_tiếptheo phần_mới phần_tiếptheo "
    "mùa_mới mùa_tiếptheo season_mới hậu_truyện phần_hậu_truyện anime_mới_tiếptheo",
    "season": "mùa season phần_mới phần_tiếptheo mùa_mới <season>",
    "premiere": "ra_mắt lên_sóng phát_sóng công_chiếu khởi_chiếu ra_rạp trở_lại quay_trở_lại quay_lại lên_màn_ảnh "
    "trình_chiếu chiếu bắt_đầu khởi_động đổ_bộ đến_rạp phát_hành trình_làng",
    "start_noun": "lịch_chiếu ngày_ra_mắt ngày_công_chiếu ngày_khởi_chiếu ngày_phát_sóng ngày_lên_sóng "
    "lịch_phát_sóng lịch_lên_sóng lịch_ra_mắt thời_điểm_ra_mắt thời_gian_ra_mắt thời_điểm_phát_sóng "
    "thời_gian_phát_sóng thời_gian_lên_sóng thời_điểm_lên_sóng ngày_chiếu lịch_công_chiếu lịch_khởi_chiếu "
    "thời_gian_công_chiếu thời_điểm_công_chiếu",
    "delayed": "bị_hoãn bị_tạm_hoãn bị_trì_hoãn bị_dời bị_lùi tạm_hoãn trì_hoãn hoãn_chiếu hoãn_phát_sóng hoãn_lịch "
    "hoãn_ra_mắt hoãn_công_chiếu hoãn_khởi_chiếu hoãn_vô_thời_hạn hoãn_ngày hoãn_sang hoãn_đến hoãn_tới hoãn_lại "
    "hoãn_từ dời_từ lùi_từ dời_lịch dời_ngày dời_sang dời_lại dời_đến dời_tới dời_thời_gian lùi_lịch lùi_ngày "
    "lùi_sang lùi_đến lùi_tới lùi_thời_gian lùi_thời_điểm lùi_lại tạm_ngưng tạm_ngừng tạm_dừng hoãn_mùa "
    "hoãn_<season> hoãn_anime dời_<season> lùi_<season> trễ_hẹn lỡ_hẹn",
    "cancelled": "bị_hủy hủy_bỏ bị_hủy_bỏ hủy_sản_xuất hủy_dự_án bị_khai_tử ngừng_sản_xuất dừng_sản_xuất bị_huỷ "
    "huỷ_bỏ huỷ_sản_xuất hủy_<season> huỷ_<season> hủy_anime",
    "ended": "kết_thúc khép_lại hạ_màn đi_đến_hồi_kết khép_màn chia_tay_khán_giả",
    "unended": "arc saga trận hợp_đồng cuộc vai thu_âm sản_xuất bằng gây khiến vội giai_đoạn loạt hành_trình",
    "clip": "trailer teaser pv poster visual áp_phích key_visual hình_ảnh video đoạn_phim clip ảnh bài_hát ca_khúc "
    "opening ending dàn nhân_vật diễn_viên chủ_đề nhạc album ost mv",
    # What is *of* a season, and makes it known already.
    "extras": "trailer teaser pv poster visual áp_phích key hình ảnh video đoạn clip bài ca_khúc opening ending dàn "
    "nhân_vật diễn_viên chủ_đề nhạc album ost mv ngày_ra ngày_lên ngày_chiếu ngày_công ngày_khởi ngày_phát lịch thời "
    "tên tạo_hình số đạo_diễn nội_dung cốt_truyện thông_tin studio hoãn dời lùi hủy huỷ kết_thúc bản phát_sóng "
    "phát_hành chi_tiết sựkiện doanh_thu tập lồngtiếng về có_gì là_giả kết_quả bst suất vé thêm_diễn_viên",
    "apart": "manga truyệntranh truyện manhwa webtoon novel tiểuthuyết game tròchơi sựkiện concert hoànhạc buổi vé "
    "triểnlãm tour musical app môhình figure album sách lễ họp_báo fan_meeting",
    "lead": "anime hoạthình phim bộ series loạt tv tin siêu_phẩm bom_tấn tác_phẩm cho chínhthức : ( ) nóng",
    "clause": ", : . ! khi vì rằng và nhưng ( tin",
    "kin": "tiềntruyện",
    "anime": "anime hoạthình",
    "anime_nouns": "anime hoạthình mùa season series phim movie điệnảnh phimlẻ ova special đặcbiệt s2 s3 s4 s5 ss2 "
    "ss3 ss4 ss5 phần <season> <part>",
    "other_nouns": "manga truyệntranh truyện manhwa manhua webtoon novel tiểuthuyết game tròchơi lồngtiếng "
    "thuyếtminh tập chương chap sựkiện triểnlãm hoànhạc nhạckịch concert musical blu ray dvd bluray môhình figure "
    "drama tạpchí app càphê cafe sưutập bst cửahàng đồchơi sảnphẩm sách album artbook ngoạitruyện showcase liveshow",
    "doing": "hủy huỷ hoãn dời lùi hủy_bỏ",
    "based": "chuyểnthể dựa",
    "of": "của",
    "later": "sau",
    "endings": "kết khép hạ",
    "anime_like": "expo con convention festival award awards japan fan store style",
}

_RULES = (
    Rule(R, "@get @more? <season> !@extras", "sẽ có mùa 2"),
    Rule(R, "@get @more? @sequel !@extras", "sẽ có phần tiếptheo"),
    Rule(R, "@announce !@extras .. @make? <season> !@extras", "xác nhận sản xuất <season>"),
    Rule(R, "@announce !@extras .. @make? @sequel !@extras", "công bố mùa mới"),
    Rule(R, "@announce|@hinted .. @get @more? <season>|@sequel", "thông báo sẽ có <season>"),
    Rule(R, "@make @more? <season> !@extras", "sản xuất <season>", TITLE),
    # A trailer of a season is confirmed as well: the season itself begins the headline or what follows a sign.
    Rule(R, "^ @lead? @lead? <title> @lead? <season> .. @confirmed !@extras", "anime <title> <season> được xác nhận"),
    Rule(R, "^ @lead? <season> .. <title>? .. @confirmed !@extras", "<season> của <title> được xác nhận"),
    Rule(R, "@clause @lead? <title>? @lead? <season> .. @confirmed !@extras", "<title> : <season> được xác nhận"),
    Rule(R, "@clause <season> .. <title> .. @confirmed !@extras", ", <season> của <title> được xác nhận"),
    Rule(R, "<season>|@sequel @aux? @aux? xác_nhận|công_bố|thông_báo $", "<season> chínhthức xác nhận"),
    Rule(
        R, "<season>|@sequel @aux? xác_nhận|công_bố|thông_báo .|,|:|!|thực_hiện|sản_xuất", "<season> xác nhận thực hiện"
    ),
    Rule(R, "<season>|@sequel .. @making", "<season> đang được sản xuất"),
    Rule(R, "<season>|@sequel .. <title> .. @making", "<season> của <title> đang được sản xuất"),
    Rule(R, "^ @lead? @lead? <title>? @lead? @sequel .. <title>? .. @confirmed", "mùa mới của <title> được công bố"),
    Rule(R, "@clause @lead? @sequel .. <title>? .. @confirmed", ", phần tiếptheo được xác nhận"),
    Rule(R, "<season>|@sequel .. @aux? bật_đèn_xanh|nhận_đèn_xanh", "<season> chínhthức bật đèn xanh"),
    Rule(R, "<title> .. @announce|@get !@extras .. @anime mới", "<title> công bố dự án anime mới", TITLE),
    Rule(R, "<season> : .. @announce sản_xuất|thực_hiện", "<season> : Netflix xác nhận sản xuất", TITLE),
    Rule(R, "gia_hạn .. @season|mùa", "được gia hạn thêm <season>"),
    Rule(R, "trở_lại|quay_lại|tái_xuất|tiếp_tục .. với @more? <season>|@sequel", "trở lại với <season>"),
    Rule(R, "@announce : @more? <season>|@sequel", "chính thức xác nhận : <season>", TITLE),
    Rule(F, "@get @more? !@extras .. @film !@extras|live", "sẽ có thêm một movie"),
    Rule(F, "@announce !@extras .. @make? .. @film !@extras|live", "công bố phim điệnảnh"),
    Rule(F, "@make !@extras .. @film !@extras|live", "sản xuất phim điệnảnh", TITLE),
    Rule(F, "^ @lead? @lead? @film .. <title>? .. @confirmed|@making !@extras", "phim điệnảnh <title> được xác nhận"),
    Rule(F, "^ <title> .. @film .. @confirmed|@making !@extras", "<title> movie mới được xác nhận"),
    Rule(F, "@clause @lead? @film .. @confirmed|@making !@extras", ", movie mới được công bố"),
    Rule(F, "trở_lại|quay_lại|tái_xuất .. với .. @film", "trở lại với phim điệnảnh"),
    Rule(F, "@announce phim <title> mới", "xác nhận phim <title> mới", TITLE),
    Rule(N, "chuyểnthể ..? thành|sang|làm .. @anime", "được chuyểnthể thành anime"),
    Rule(N, "@get .. chuyểnthể .. @anime", "sẽ có bản chuyểnthể anime"),
    Rule(N, "@get .. @anime .. chuyểnthể", "sẽ có anime truyền hình chuyểnthể"),
    Rule(N, "@get @more? tv|bản|phiên_bản|dự_án|series|loạt? tv|phim? @anime !movie|mới", "sẽ có TV anime"),
    Rule(
        N,
        "được .. anime_hóa|chuyểnthể_anime|chuyểnthể_tv_anime|lên_anime|dựng_thành_anime|làm_anime|làm_thành_anime",
        "được anime hóa",
    ),
    Rule(N, "@announce !@extras .. chuyểnthể .. @anime", "công bố dự án chuyểnthể anime"),
    Rule(N, "@announce !@extras .. @anime .. chuyểnthể|gốc|nguyên_tác", "công bố anime chuyểnthể"),
    Rule(N, "@announce .. tv? @anime|dự_án_anime <quote>", "công bố anime <quote>"),
    Rule(N, "@anime .. <title>|<quote> .. @confirmed", "anime <quote> được công bố"),
    Rule(D, "@premiere !@clip ... <date>", "ra mắt vào <date>"),
    Rule(D, "@premiere !@clip .. <season> .. <date>", "ra mắt <season> vào <date>", TITLE),
    Rule(D, "@film của|: ..? <title> @aux? @aux? @premiere ... <date>", "movie của <title> ra rạp vào <date>"),
    Rule(D, "@film <title> @aux? @aux? @premiere ... <date>", "phim điệnảnh <title> khởi chiếu <date>"),
    Rule(D, "@start_noun ... <date>", "lịch chiếu <date>"),
    Rule(D, "@start_noun ... <season> .. : <date>", "ngày ra mắt <season> : <date>", TITLE),
    Rule(D, "@start_noun .. : <date>", "ấn định ngày ra mắt : <date>", TITLE),
    Rule(D, "ấn_định|chốt .. <date>", "ấn định vào <date>", TITLE),
    Rule(D, "@announce|@hinted .. vào|cho|trong <date>", "được xác nhận vào <date>", TITLE),
    Rule(D, "hẹn .. <date>", "hẹn khán giả <date>", TITLE),
    Rule(D, "lên_lịch .. <date>", "được lên lịch vào <date>"),
    Rule(D, "@season|@film vào|: <date>", "<season> vào <date>", TITLE),
    Rule(D, "^ từ|vào|ngày? <date> , ... @premiere !@clip", "<date> , <season> chínhthức lên sóng", TITLE),
    Rule(D, "<date> .. @premiere !@clip", "<date> chínhthức lên sóng", TITLE),
    Rule(D, "<date> .. là @start_noun", "<date> là ngày ra mắt"),
    Rule(D, "@delayed ... đến|sang|tới|thành|vào ..? <date>", "bị hoãn đến <date>"),
    Rule(D, "@delayed <date>", "dời sang <date>"),
    Rule(D, "từ <date> sang|đến|tới <date>", "từ <date> sang <date>"),
    Rule(X, "từ <date> &sang|đến|tới", "dời từ <date> sang"),
    Rule(X, "@other_nouns ... @premiere|phát_hành|trở_lại|đăng ... <date>", "manga ra mắt vào <date>"),
    Rule(
        X, "@other_nouns .. <title> .. @premiere|phát_hành|trở_lại|đăng ... <date>", "manga <title> ra mắt vào <date>"
    ),
    Rule(
        X,
        "@premiere|tung|công_bố @clip mới|chínhthức|đầu_tiên? vào|trong|tại? <date>",
        "ra mắt trailer mới vào <date>",
    ),
    Rule(X, "@clip .. được|sẽ công_bố|ra_mắt|tung|phát_hành .. <date>", "trailer sẽ được công bố vào <date>"),
    Rule(X, "tại|ở|rạp việt_nam|việt|mỹ|bắc_mỹ|đông_nam_á ... <date>", "khởi chiếu tại Việt Nam vào <date>"),
    Rule(X, "<date> .. tại|ở|rạp việt_nam|việt|mỹ|bắc_mỹ", "<date> tại Việt Nam"),
    Rule(X, "dự_kiến ban_đầu .. <date>", "dự kiến ban đầu <date>"),
    Rule(X, "ban_đầu ... <date>", "ban đầu dự kiến ra mắt <date>"),
    Rule(X, "thay_vì ... <date>", "thay vì <date>"),
    Rule(X, "đã|từng @premiere|kết_thúc ... <date>", "đã ra mắt vào <date>", Where.SUMMARY),
    Rule(X, "triểnlãm|sựkiện|concert|hoànhạc|cafe ... <date>", "sựkiện diễn ra vào <date>"),
    Rule(L, "@film của? <title> .. @delayed", "phim điệnảnh <title> bị hoãn", TITLE),
    Rule(L, "hoãn|dời|lùi|hoãn_chiếu|dời_lịch_chiếu <title> <season>", "hoãn <title> <season>", TITLE),
    Rule(
        R,
        "xác_nhận|côngbố|thôngbáo|công_bố|thông_báo|có|sẽ_có có? <season>",
        "đã được xác nhận có <season>",
        Where.SUMMARY,
    ),
    Rule(L, "bị hoãn|dời|lùi", "đã bị hoãn", Where.SUMMARY),
    Rule(L, "@delayed", "bị hoãn"),
    Rule(C, "@film của? <title> .. @cancelled", "movie <title> bị hủy", TITLE),
    Rule(C, "@cancelled", "bị hủy", TITLE),
    Rule(Z, "mùa|season|phần|chương cuối|cuối_cùng|kết", "mùa cuối"),
    Rule(Z, "<season> .. là .. mùa|phần cuối|cuối_cùng|kết", "<season> sẽ là mùa cuối"),
    Rule(Z, "<season> cuối_cùng", "<season> cuối cùng"),
    Rule(Z, "final season|<season>", "final season"),
    Rule(Z, "kết_thúc|khép_lại với|ở|bằng|sau|tại <season>", "sẽ kết thúc với <season>"),
    Rule(R, "@get|@announce @more? mùa|season|phần cuối|cuối_cùng|kết", "công bố mùa cuối"),
    Rule(P, "@premiere !@clip .. hôm_nay|đêm_nay|tối_nay|sáng_nay", "lên sóng hôm nay", TITLE),
    Rule(P, "hôm_nay|đêm_nay|tối_nay , ... @premiere !@clip", "hôm nay , <season> ra mắt", TITLE),
    Rule(P, "hôm_nay|đêm_nay|tối_nay .. @premiere !@clip", "hôm nay lên sóng", TITLE),
    Rule(
        P,
        "@season|anime|<title> đã|vừa|chínhthức chínhthức? lên_sóng|ra_mắt|khởi_chiếu|công_chiếu "
        "!@clip|<date>|vào|từ|trong",
        "<season> đã lên sóng",
        TITLE,
    ),
    Rule(
        E,
        "@season|anime|hoạthình .. !sẽ|sắp đã|vừa|chínhthức? @ended !@unended",
        "<season> kết thúc",
        TITLE,
    ),
    Rule(
        E,
        "anime|hoạthình|<season> .. <title> <season>? đã|vừa|chínhthức? @ended !@unended",
        "anime <title> kết thúc",
        TITLE,
    ),
    Rule(
        E,
        "anime|hoạthình|<season> .. <title> <season>? đã|vừa chínhthức @ended "
        "!arc|saga|trận|hợp|cuộc|vai|thu|sản_xuất|bằng|gây|khiến|vội|giai|loạt|hành",
        "anime <title> đã chínhthức kết thúc",
        TITLE,
    ),
    Rule(
        E,
        "<title> <season> đã|vừa|chínhthức? @ended !@unended",
        "<title> <season> kết thúc",
        TITLE,
    ),
    Rule(Effect.RUMOUR, "tin_đồn|rò_rỉ|leak|leaker|đồn_đoán|insider|đồn|nguồn_tin|nội_gián", "tin đồn : <season>"),
    Rule(Effect.RUMOUR, "được_cho_là|nghi_vấn|chưa_chínhthức|chưa_xác_nhận|có_vẻ", "được cho là", TITLE),
    Rule(Effect.SPECULATION, "?", "<season> có ra mắt không ?", TITLE),
    Rule(Effect.SPECULATION, "bao_giờ|khi_nào|bao_lâu|liệu|phải_chăng", "bao giờ ra mắt", TITLE),
    Rule(
        Effect.SPECULATION,
        "có_thể|có_khả_năng|khả_năng|hy_vọng|hi_vọng|có_lẽ|nhiều_khả_năng|xứng_đáng",
        "có thể trở lại",
        TITLE,
    ),
    Rule(Effect.SPECULATION, "có_hay_không|có_không|hay_không|được_không", "sẽ có <season> hay không", TITLE),
    Rule(Effect.SPECULATION, "mọi|tất_cả|những thông_tin|điều|gì .. cần|biết|về", "mọi thông tin cần biết", TITLE),
    Rule(Effect.SPECULATION, "tất_cả|những|mọi .. chúng_ta|bạn|cần|đã biết", "tất cả những gì chúng ta biết", TITLE),
    Rule(
        Effect.SPECULATION,
        "vì_sao|tại_sao|lý_do|lí_do|dự_đoán|giả_thuyết|suy_đoán|dự_báo",
        "vì sao cần <season>",
        TITLE,
    ),
    Rule(
        Effect.SPECULATION,
        "fan|khán_giả|người_hâm_mộ|cộng_đồng .. mong_chờ|chờ_đợi|trông_chờ|mong|chờ|đòi|hy_vọng",
        "người hâm mộ mong chờ <season>",
        TITLE,
    ),
    Rule(Effect.SPECULATION, "mong_ngóng|mong_muốn|mong_mỏi|ngóng|kêu_gọi|hóng", "hóng <season>", TITLE),
    Rule(Effect.SPECULATION, "chưa .. xác_nhận|công_bố|thông_báo|ấn_định|có", "chưa được xác nhận", TITLE),
    Rule(Effect.SPECULATION, "không có|còn|được|phải|làm|sản_xuất ..? @season|@sequel", "không có <season>", TITLE),
    Rule(Effect.SPECULATION, "không|chưa|khó|chẳng @premiere", "sẽ không ra mắt", TITLE),
    Rule(Effect.SPECULATION, "không|chưa bị hoãn|hủy|huỷ|dời|lùi|khai_tử", "không bị hoãn", TITLE),
    Rule(Effect.SPECULATION, "không|chưa|nhỉ|gì|nào|sao $", "<season> có ra mắt không", TITLE),
    Rule(Effect.SPECULATION, "nếu|ước|ước_gì|giá_như|mong !đợi|chờ", "nếu có <season>", TITLE),
    Rule(
        Effect.SPECULATION,
        "ngày_nào|tháng_nào|thế_nào|ra_sao|là_gì|là_ai|ở_đâu|chương_nào|tập_nào|năm_nào",
        "ra mắt ngày nào",
        TITLE,
    ),
    Rule(Effect.SPECULATION, "ngày_phát_hành .. , cốt_truyện|diễn_viên|nội_dung", "ngày phát hành , cốt truyện", TITLE),
    Rule(
        Effect.DENIED,
        "phủ_nhận|bác_bỏ|tin_giả|là_giả|giả_mạo|không_đúng|sai_sự_thật|đính_chính|bác_tin",
        "phủ nhận",
        TITLE,
    ),
    Rule(Effect.HOAX, "fan|ai|fanmade làm|tạo|chế|vẽ|dựng", "trailer fan làm", TITLE),
    Rule(Effect.HOAX, "cá_tháng_tư|ngày_nói_dối|trò_đùa", "cá tháng tư"),
    Rule(Effect.OTHER_MEDIUM, "live action", "live action"),
    Rule(Effect.OTHER_MEDIUM, "liveaction|ngườiđóng|ngườithật|nhạckịch|kịch_nói|sân_khấu", "phim ngườiđóng"),
    Rule(Effect.OTHER_MEDIUM, "phim truyền_hình", "phim truyền hình", TITLE),
    Rule(Effect.OTHER_MEDIUM, "drama|musical|phim_hàn|phim_trung|phim_mỹ", "drama", TITLE),
    Rule(
        Effect.OLD,
        "lồngtiếng|thuyếtminh|bản_quyền|chiếu_lại|phát_lại|tái_chiếu|blu_ray|bluray|dvd",
        "bản lồngtiếng",
        TITLE,
    ),
    Rule(Effect.OLD, "tại|ở|rạp|về|đến|khán_giả việt|việt_nam|rạp_việt|mỹ|bắc_mỹ", "công chiếu tại Việt Nam", TITLE),
    Rule(
        Effect.NOT_NEWS,
        "đánh_giá|review|cảm_nhận|phỏng_vấn|xếp_hạng|tóm_tắt|spoiler|giải_thích|phân_tích|cosplay|fanart|fan_art|"
        "cosplayer|trắc_nghiệm|quiz|hướng_dẫn|bình_luận|tổng_hợp|điểm_danh|điểm_qua|điểm_lại|danh_sách|gợi_ý|nhìn_lại",
        "đánh giá",
        TITLE,
    ),
    Rule(Effect.NOT_NEWS, "top <number>|anime", "top 10", TITLE),
    Rule(
        Effect.NOT_NEWS,
        "<number> bộ|anime|phim|nhân_vật|lý_do|lí_do|điều|khoảnh_khắc|cặp_đôi|tựa|series|siêu_phẩm|tác_phẩm",
        "10 anime",
        TITLE,
    ),
    Rule(
        Effect.NOT_NEWS,
        "những|hàng_loạt|các bộ|anime|phim|nhân_vật|tựa|siêu_phẩm|tác_phẩm|series",
        "những bộ anime",
        TITLE,
    ),
    Rule(
        Effect.NOT_NEWS,
        "hay|tốt|đỉnh|hot|tệ|buồn|tiếc|mạnh|đẹp|thích|đáng_xem|nổi_tiếng|được_yêu_thích|mong_đợi|đáng_mong_đợi nhất",
        "hay nhất",
        TITLE,
    ),
    Rule(Effect.NOT_NEWS, "đáng_xem|đáng_mong_đợi|nên_xem|không_thể_bỏ_lỡ|không_nên_bỏ_lỡ", "đáng xem", TITLE),
    Rule(Effect.NOT_NEWS, "doanh_thu|phòng_vé|thu_hơn|thu_về|ăn_khách|lượt_xem|kỷ_lục", "doanh thu", TITLE),
    Rule(Effect.NOT_NEWS, "xem .. ở_đâu|online|vietsub", "xem ở đâu", TITLE),
    Rule(Effect.NOT_NEWS, "tập|chương|chap|chapter <number>", "tập 10", TITLE),
    Rule(Effect.NOT_NEWS, "hợp_tác|collab|bst|bộ_sưutập|sưutập|cửahàng|càphê|đồchơi|pop_up", "hợp tác", TITLE),
    Rule(Effect.NOT_NEWS, "nxb|nhà_xuất_bản|xuất_bản|tái_bản|kim_đồng", "nxb phát hành <title>", TITLE),
    Rule(Effect.NOT_NEWS, "qua_đời", "qua đời", TITLE),
    Rule(Effect.NOT_NEWS, "^ đĩa|bộ_đĩa? blu ray|bluray|dvd", "blu ray <title>", TITLE),
    Rule(
        Effect.NOT_NEWS,
        "lịch_chiếu|lịch_phát_sóng|lịch_ra_mắt anime|các|tuần|mùa|tháng|những",
        "lịch chiếu anime",
        TITLE,
    ),
    Rule(
        Effect.NOT_NEWS,
        "^ bộ? @apart .. <title>|<quote> ... hoãn|dời|lùi|hủy|huỷ|tạm|nghỉ|kết_thúc|khép_lại|hạ_màn|trở_lại",
        "manga <title> tạm nghỉ",
        TITLE,
    ),
    Rule(
        Effect.NOT_NEWS,
        "^ bộ? @apart .. <title>|<quote> ... "
        "có|công_bố|ra_mắt|thông_báo|xác_nhận @more? @sequel|<season>|ngoạitruyện|phần|tập|chương",
        "manga <title> công bố phần tiếptheo",
        TITLE,
    ),
    Rule(Effect.ANIME, "anime|hoạthình", "anime"),
    Rule(
        Effect.MERE,
        "tác_giả|cha_đẻ|đạo_diễn|họa_sĩ|mangaka|nhà_sáng_tạo|biên_kịch|diễn_viên|hãng_phim|studio .. <title> !xác_nhận",
        "tác giả của <title>",
    ),
    Rule(Effect.MERE, "đánh_bại|vượt|vượt_qua|vượt_mặt|sau|giống|như|hơn <title>", "vượt qua <title>"),
)

_JOINED = {
    "chính thức": "chínhthức",
    "hoạt hình": "hoạthình",
    "lồng tiếng": "lồngtiếng",
    "thuyết minh": "thuyếtminh",
    "trò chơi": "tròchơi",
    "truyện tranh": "truyệntranh",
    "tiểu thuyết": "tiểuthuyết",
    "người đóng": "ngườiđóng",
    "người thật": "ngườithật",
    "điện ảnh": "điệnảnh",
    "phim lẻ": "phimlẻ",
    "đặc biệt": "đặcbiệt",
    "nhạc kịch": "nhạckịch",
    "triển lãm": "triểnlãm",
    "hòa nhạc": "hoànhạc",
    "sự kiện": "sựkiện",
    "tạp chí": "tạpchí",
    "ngoại truyện": "ngoạitruyện",
    "tiền truyện": "tiềntruyện",
    "mô hình": "môhình",
    "cà phê": "càphê",
    "sưu tập": "sưutập",
    "cửa hàng": "cửahàng",
    "đồ chơi": "đồchơi",
    "sản phẩm": "sảnphẩm",
    "tiếp theo": "tiếptheo",
    "kế tiếp": "tiếptheo",
    "chuyển thể": "chuyểnthể",
    "season phần": "cour",
    "anime movie": "movie",
    "light novel": "novel",
    # So many episodes are no episode: "gồm 24 tập".
    **{f"{count} tập": f"{count}tập" for count in range(2, 53)},
}

LEXICON = folded(
    Lexicon(
        language="vi",
        rules=_RULES,
        seasons=(
            "mùa anime|phim? thứ? # phần <number>",
            "mùa anime|phim? thứ? #",
            "season thứ? #",
            "anime? phần thứ? #",
            "ss #",
            "s #",
        ),
        parts=("cour #", "part #", "nửa #"),
        numbers=MappingProxyType(
            {
                "một": 1,
                "nhất": 1,
                "đầu": 1,
                "hai": 2,
                "ba": 3,
                "tư": 4,
                "bốn": 4,
                "năm": 5,
                "sáu": 6,
                "bảy": 7,
                "tám": 8,
                "chín": 9,
                "mười": 10,
            }
        ),
        words=MappingProxyType(_WORDS),
        replaced=MappingProxyType(_JOINED),
        before_title="anime manga phim movie game novel truyện hình phẩm tranh đóng trailer teaser pv của bộ hãng "
        "series "
        "romcom action tv mùa hoãn hủy dời lùi hạn ảnh mới tiên khi vì liệu thức visual poster key video đoạn viên",
        after_title="mùa phần sẽ có được bị đã vừa chính xác công thông hé tiết ấn trở quay ra lên phát khởi tung kết "
        "dừng dời lùi hoãn tạm trì chốt anime manga tv movie final season ss tiếp cuối hiện bản nhận chuyển sắp đang "
        "live cũng romcom trailer teaser phim hẹn hủy dự phải gia khép hạ người bật the tái thêm không s2 s3 s4 s5 "
        "ss2 ss3 ss4 ss5 "
        "gì nói",
        beside_title="của và với cho tại trong là ở về vào từ",
        # Hardly one without marks: "cho", "ra" and "hay" are words elsewhere, too.
        typical="của được và mùa năm tháng ngày sẽ với không các những một đã tại có bị chính thức mắt lên sóng công "
        "bố "
        "chiếu trở lại vào tập phần phim truyện thể chuyển hoãn hủy cuối hôm đến từ về thông báo nhận xác định kết "
        "thúc "
        "này người đóng lồng tiếng bản dời lùi giờ nào nhất đồn mới lịch ấn danh sách hình ảnh sản xuất giả diễn viên "
        "bộ thứ đầu tiên nhiều hâm mộ khán hé lộ tiết dự kiến rạp điện hoạt tới cùng đang sắp vừa sự lý vì gì "
        "phải tạm ngưng dừng phát trì ảnh chất lượng kế hoạch vẫn chưa thêm loạt tác phẩm nhà chương trình nghỉ tuần",
    )
)
