"""Hard documents of our own: what sites really do wrong, and what somebody might do on purpose."""

from dataclasses import dataclass

BASE = "https://news.example.com/feeds/anime.xml"
NOW = 1_780_000_000.0  # 28 May 2026, 20:26:40 UTC


@dataclass(frozen=True, slots=True)
class Case:
    """A document and what must come of it: (title, link) of each entry, or the reason why it is refused."""

    name: str
    body: bytes
    entries: tuple[tuple[str, str | None], ...] = ()
    refused: str | None = None
    content_type: str = "application/rss+xml"
    whole: bool = True


def item(inside: str) -> str:
    return f'<rss version="2.0"><channel><title>News</title><item>{inside}</item></channel></rss>'


def titled(title: str, shown: str, name: str) -> Case:
    body = item(f"<title>{title}</title><link>https://example.com/a</link>")
    return Case(name, body.encode(), ((shown, "https://example.com/a"),))


def linked(link: str, shown: str | None, name: str) -> Case:
    return Case(name, item(f"<title>T</title><link>{link}</link>").encode(), (("T", shown),))


JAPANESE = "劇場版アニメ、公開日が決定"
SPANISH = "Camión, corazón y acción: ¡llega la temporada!"
RUSSIAN = "Объявлен второй сезон"
CHINESE = "动画第二季确定制作"
KOREAN = "애니메이션 2기 제작 결정"


def encoded(text: str, codec: str, name: str, *, declared: str = "", content_type: str = "text/xml") -> Case:
    declaration = f'<?xml version="1.0" encoding="{declared}"?>' if declared else ""
    body = declaration + item(f"<title>{text}</title><link>https://example.com/a</link>")
    return Case(name, body.encode(codec), ((text, "https://example.com/a"),), content_type=content_type)


def damaged(name: str) -> Case:
    whole = item(
        f"<title>{JAPANESE}</title><link>https://example.com/a</link><description>{JAPANESE * 3}</description>"
    )
    body = whole.encode().replace("公開日".encode(), "公開日".encode()[:5] + b"\xff", 1)
    return Case(name, body, (("劇場版アニメ、公\ufffd\ufffdが決定", "https://example.com/a"),))


def refused(body: bytes | str, why: str, name: str) -> Case:
    return Case(name, body.encode() if isinstance(body, str) else body, refused=why)


PLAIN = "<title>T</title><link>https://example.com/a</link>"
ONE = (("T", "https://example.com/a"),)
REST = len("</item></channel></rss>")
LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10 if n else "ha"}">' for n in range(10))

CASES = (
    # Encodings
    encoded(JAPANESE, "utf-8", "utf-8 without a word"),
    encoded(JAPANESE, "utf-8-sig", "utf-8 with a mark"),
    encoded(JAPANESE, "utf-16", "utf-16 with a mark"),
    encoded(JAPANESE, "utf-16-le", "utf-16 without a mark"),
    encoded(JAPANESE, "utf-32", "utf-32 with a mark"),
    encoded(JAPANESE, "cp932", "Shift_JIS in the declaration", declared="Shift_JIS"),
    encoded(JAPANESE + "①㈱", "cp932", "Windows' own characters under the name Shift_JIS", declared="Shift_JIS"),
    encoded(JAPANESE, "cp932", "Shift_JIS over HTTP", content_type="text/xml; charset=shift_jis"),
    encoded(JAPANESE, "cp932", "Shift_JIS over HTTP, UTF-8 in the declaration", declared="utf-8",
            content_type='text/xml; charset="Shift_JIS"'),
    encoded(JAPANESE, "cp932", "Shift_JIS without a word"),
    encoded(JAPANESE, "cp932", "Shift_JIS called UTF-8", declared="utf-8"),
    encoded(JAPANESE, "euc_jp", "EUC-JP in the declaration", declared="EUC-JP"),
    encoded(JAPANESE, "euc_jp", "EUC-JP without a word"),
    encoded(JAPANESE, "iso2022_jp", "ISO-2022-JP in the declaration", declared="ISO-2022-JP"),
    encoded(JAPANESE, "utf-8", "UTF-8 called latin-1", declared="ISO-8859-1"),
    encoded(JAPANESE, "utf-8", "UTF-8 called Shift_JIS over HTTP", content_type="text/xml; charset=Shift_JIS"),
    encoded(SPANISH, "cp1252", "Latin in the declaration", declared="iso-8859-1"),
    encoded(SPANISH, "cp1252", "Latin without a word"),
    encoded(SPANISH, "utf-8", "a charset that does not exist", content_type="text/xml; charset=utf8mb4"),
    encoded(RUSSIAN, "cp1251", "windows-1251", declared="windows-1251"),
    encoded(RUSSIAN, "koi8_r", "KOI8-R", declared="koi8-r"),
    encoded(CHINESE, "gb18030", "gb2312 that is gb18030", declared="gb2312"),
    encoded(KOREAN, "cp949", "EUC-KR", declared="euc-kr"),
    damaged("one broken byte harms one character"),
    refused(item(f"<title>{RUSSIAN * 3}</title>").encode("koi8_r"), "encoding of the document cannot be told",
            "a script that nothing names"),
    encoded("plain", "ascii", "a codec that is a trap", declared="unicode_escape"),
    # Titles
    titled("A &amp; B", "A & B", "an entity"),
    titled("A &amp;amp; B", "A & B", "an entity, escaped twice"),
    titled("A &amp;amp;amp; B", "A & B", "an entity, escaped three times"),
    titled("Hero&amp;#8217;s", "Hero’s", "a number, escaped twice"),
    titled("Hero&#39;s &quot;return&quot;", "Hero's \"return\"", "quotes"),
    titled("Hero&rsquo;s&nbsp;return", "Hero’s return", "HTML's entities in XML"),
    titled("Tom & Jerry <b>", "Tom & Jerry", "a bare ampersand and an open tag"),
    titled("&lt;b&gt;Big&lt;/b&gt; news", "Big news", "escaped tags"),
    titled("&amp;lt;b&amp;gt;Big&amp;lt;/b&amp;gt; news", "Big news", "tags escaped twice"),
    titled("<![CDATA[<em>Big</em><br/>news]]>", "Big news", "tags in CDATA"),
    titled("<![CDATA[a<script>alert('x')</script>b]]>", "a b", "a script"),
    titled("<![CDATA[Love <3 and 1 < 2]]>", "Love <3 and 1 < 2", "what only looks like a tag"),
    titled("<![CDATA[<Monogatari> returns]]>", "‹Monogatari› returns", "a title in angle brackets"),
    titled("  A\n\t B&#160;&#12288;C  ", "A B C", "all kinds of spaces"),
    titled("A&#8203;B&#8205;C&#65279;D", "ABCD", "characters without width"),
    titled("&#8238;txet&#8236; news", "txet news", "characters that turn the text round"),
    titled("A&#1;B&#x0;C", "ABC", "control characters by number"),
    titled("don&#146;t", "don’t", "a Windows quote as a control character"),
    titled("e&#769;toile", "étoile", "a letter and its accent apart"),
    titled("&#99999999999999999999;&#x110000;&#xD800;A", "A", "numbers beyond all characters"),
    titled("@everyone &lt;@&amp;1&gt; **bold**", "@everyone <@&1> **bold**", "Discord's marks stay words"),
    titled("A" * 5_000, "A" * 399 + "…", "a title without end"),
    titled("?a=1&copy=2&reg=3", "?a=1&copy=2&reg=3", "parameters that look like entities"),
    titled("🎉 2期決定 🎉", "🎉 2期決定 🎉", "emoji"),
    Case("no title but a summary", item("<description>Words of a story</description><guid>1</guid>").encode(),
         (("Words of a story", None),)),
    Case("neither title nor words", item("<link>https://example.com/2026/05/show-gets-film.html</link>").encode(),
         (("show gets film", "https://example.com/2026/05/show-gets-film.html"),)),
    Case("nothing at all", item("<guid isPermaLink='false'>1</guid>").encode()),
    # Links
    linked("https://example.com/a?x=1&amp;y=2#part", "https://example.com/a?x=1&y=2#part", "parameters"),
    linked("/story", "https://news.example.com/story", "from the root"),
    linked("story", "https://news.example.com/feeds/story", "from the folder"),
    linked("//example.com/a", "https://example.com/a", "without scheme"),
    linked("\n https://example.com/a \n", "https://example.com/a", "with spaces round it"),
    linked("https://example.com/a b", "https://example.com/a%20b", "with a space in it"),
    linked("https://example.com/日本?q=ア", "https://example.com/%E6%97%A5%E6%9C%AC?q=%E3%82%A2", "in Japanese"),
    linked("https://example.com/a%2Fb", "https://example.com/a%2Fb", "with a slash that is no slash"),
    linked("https://例え.example/a", "https://xn--r8jz45g.example/a", "an international name"),
    linked("javascript:alert(1)", None, "a script as a link"),
    linked("data:text/html,x", None, "data as a link"),
    linked("ftp://example.com/a", None, "another protocol"),
    linked("https://user:secret@example.com/", None, "a password"),
    linked("http://127.0.0.1/admin", None, "this very machine"),
    linked("http://10.0.0.1/", None, "a private network"),
    linked("http://router/", None, "a name without a dot"),
    linked("http://printer.local/", None, "a local name"),
    linked("http://0x7f000001/", None, "an address in hexadecimals"),
    linked("http://[::1]/", None, "this machine in IPv6"),
    linked("https://[broken/", None, "a bracket that never closes"),
    linked("https://example.com:99999/", None, "a port beyond all ports"),
    linked("www.example.com/a", None, "a forgotten scheme"),
    linked("https://example.com/" + "a" * 3_000, None, "a link without end"),
    Case("the guid is the link", item("<title>T</title><guid>https://example.com/a</guid>").encode(), ONE),
    Case("the guid says it is no link",
         item("<title>T</title><guid isPermaLink='false'>https://example.com/a</guid>").encode(), ONE),
    Case("Atom with five links", (
        b'<feed xmlns="http://www.w3.org/2005/Atom"><entry><title>T</title><id>1</id>'
        b'<link rel="self" href="https://example.com/self"/><link rel="enclosure" href="https://example.com/x.mp3"/>'
        b'<link rel="alternate" type="text/html" href="https://example.com/a"/>'
        b'<link rel="replies" href="https://example.com/r"/></entry></feed>'), ONE),
    # Structure
    Case("spaces before the declaration", ("\n\n  <?xml version='1.0'?>" + item(PLAIN)).encode(), ONE),
    Case("the declaration twice", ("<?xml version='1.0'?><?xml version='1.0'?>" + item(PLAIN)).encode(), ONE),
    Case("XML 1.1", ("<?xml version='1.1'?>" + item(PLAIN)).encode(), ONE),
    Case("comments and instructions first", ("<!-- <rss> --><?x y?>" + item(PLAIN)).encode(), ONE),
    Case("a prefix that nothing declares", item(PLAIN + "<media:thumbnail url='x'/><a:b>1</a:b>").encode(), ONE),
    Case("every element with a lost prefix",
         b"<rss:rss><rss:channel><rss:item><rss:title>T</rss:title><rss:link>https://example.com/a</rss:link></rss:item>"
         b"</rss:channel></rss:rss>", ONE),
    Case("a tag that never closes", item(PLAIN + "<description><p>words</description>").encode(), ONE),
    Case("upper case", item(PLAIN).upper().replace("HTTPS://EXAMPLE.COM/A", "https://example.com/a").encode(), ONE),
    Case("RDF", (
        b'<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/">'
        b'<channel rdf:about="x"/><item rdf:about="https://example.com/a"><title>T</title>'
        b'<link>https://example.com/a</link></item></rdf:RDF>'), ONE),
    Case("the same item twice", item(PLAIN + f"</item><item>{PLAIN}").encode(), ONE),
    Case("words after the end", (item(PLAIN) + "<!-- cached --> served by cache-3").encode(), ONE),
    Case("cut in the second item", item(PLAIN + "</item><item><title>Half a ti").encode()[:-REST], ONE, whole=False),
    Case("cut after the second item's guid",
         item(PLAIN + "</item><item><title>B</title><guid>12").encode()[:-REST], ONE, whole=False),
    Case("no items", b"<rss version='2.0'><channel><title>News</title></channel></rss>"),
    Case("an entity of its own", ('<!DOCTYPE rss [<!ENTITY nbsp "&#160;"><!ENTITY show "T">]>' + item(
        "<title>&show;</title><link>https://example.com/a</link>")).encode(), ONE),
    # Attacks and misunderstandings
    refused("", "is empty", "nothing"),
    refused("   \n", "is empty", "spaces"),
    refused("/etc/passwd", "is no feed", "the name of a file"),
    refused("<html><head><title>Just a moment...</title></head></html>", "begins with <html>", "a challenge"),
    refused("<!DOCTYPE html><html><body><item>x</item></body></html>", "begins with <html>", "a page"),
    refused("<opml><body/></opml>", "begins with <opml>", "OPML"),
    refused("<urlset></urlset>", "begins with <urlset>", "a site map"),
    refused('{"items": []}', "is no feed", "JSON"),
    refused(b"\x89PNG\r\n\x1a\n" + b"\0" * 99, "is no feed", "a picture"),
    refused("<rss><channel><title>x", "ends before its first item", "cut before the first item"),
    Case("a billion laughs", (f"<!DOCTYPE rss [{LAUGHS}]>" + item("<title>&l9;</title>")).encode(), (("&l9;", None),)),
    refused('<!DOCTYPE rss [<!ENTITY e "' + "x" * 150 + '">]>' + item("<title>" + "&e;" * 3_000 + "</title>"),
            "uses its own entities", "a quadratic blow-up"),
    Case("a file as an entity", ('<!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/passwd">]>' + item(
        "<title>&x;</title>")).encode(), (("&x;", None),)),
    refused("<!DOCTYPE rss [" + "<!-- -->" * 9_000 + "]>" + item(PLAIN), "is no feed", "a document type without end"),
    refused("<rss " + " ".join(f'a{n}="1"' for n in range(5_000)) + ">", "attributes", "thousands of attributes"),
    refused("<rss><channel>" + "<a>" * 5_000, "nested", "thousands of levels"),
    refused(item("</item>" + "<item><title>x</title></item>" * 5_000 + "<item>"), "items", "thousands of items"),
    refused(item(PLAIN + "<category>x</category>" * 5_000), "parts", "thousands of categories"),
    refused("<!-- " + "x" * 50_000 + "-->" + item(PLAIN), "is no feed", "a prolog without end"),
    refused("<rss><channel><item><title a='" + "x" * 50_000, "tag of more than", "a tag without end"),
)  # fmt: skip
