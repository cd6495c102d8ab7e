"""How decisions are explained, and what is said about somebody's words."""

from collections.abc import Sequence

from bot.core.cards import Checked, ReasonedClaim, ReasonedEntry, Truth
from bot.core.models import Verdict
from bot.core.show_keys import show_key
from bot.messages.dates import moment, when
from bot.messages.layout import Layout, fitting, framed, press, rows, text
from bot.messages.markup import Markdown, bold, dots, escape, heading, lines, link, plain, small
from bot.messages.show_card import on_whose_word
from bot.messages.texts import Texts
from bot.messages.wording import TITLE_LIMIT, cited, grade, happened, instalment, standing

ROOM = 3300
REASON_LIMIT = 400
VERDICT_COLOUR = {Verdict.ANNOUNCE: 0x23A55A, Verdict.HOLD: 0xC9A227, Verdict.IGNORE: 0x80848E}
MOST_SHOWS = 3
MOST_CLAIMS = 3


def reasons(entries: Sequence[ReasonedEntry], guild_id: int | None, texts: Texts, title: str | None = None) -> Layout:
    """Lay out what was made of entries, the newest first. `title` names the show that was asked about."""
    if not entries:
        said = texts("why.nothing", show=escape(title, TITLE_LIMIT)) if title else texts("why.unknown_link")
        return Layout(text(said))
    head = texts("why.title", show=escape(title, TITLE_LIMIT)) if title else texts("why.judged")
    told = [lines(*_entry(entry, guild_id, texts)) for entry in entries]
    colour = VERDICT_COLOUR[entries[0].verdict] if len(entries) == 1 else None
    return Layout(framed(colour, [text(heading(head, 3), *fitting(told, ROOM, "…"))]))


def _entry(entry: ReasonedEntry, guild_id: int | None, texts: Texts) -> list[Markdown]:
    source = dots(escape(entry.source, 80), moment(entry.published_at) if entry.published_at else "")
    verdict = texts(f"why.verdict.{entry.verdict}" if entry.stored else f"why.verdict_would.{entry.verdict}")
    reason = texts("why.reason", reason=escape(entry.reason, REASON_LIMIT)) if entry.reason else Markdown("")
    said = [bold(link(entry.title, entry.link, 250)), small(source) if source else Markdown("")]
    said += [dots(bold(verdict), reason)]
    said += [line for claim in entry.claims[:MOST_CLAIMS] for line in _claim(claim, guild_id, texts)]
    if entry.rejected:
        shows = texts.listed(escape(name, 80) for name in entry.rejected[:5])
        said.append(small(texts("why.rejected", shows=shows)))
    return said


def _claim(claim: ReasonedClaim, guild_id: int | None, texts: Texts) -> list[Markdown]:
    kind = texts.label(f"event.name.{claim.kind}")
    what = instalment(claim.part, claim.number, texts) if claim.part else ""
    known = texts("why.claim", kind=kind, show=bold(escape(claim.show_title or "", TITLE_LIMIT)))
    head = known if claim.show_id else texts("why.claim_unknown", kind=kind)
    date = when(claim.date, texts) if claim.date else ""
    said = [Markdown(f"> {dots(head, what, date, texts.label(f'grade.short.{claim.grade}'))}")]
    if claim.because:
        words = texts.listed(escape(word, 100) for word in claim.because[:5])
        said.append(Markdown(f"> {texts('why.words', words=words)}"))
    if claim.event:
        led = texts("why.led_to" if claim.caused else "why.supports", line=happened(claim.event, texts))
        said.append(Markdown(f"> {led}"))
        said.append(Markdown(f"> {_posted(claim, guild_id, texts)}"))
    return said


def _posted(claim: ReasonedClaim, guild_id: int | None, texts: Texts) -> Markdown:
    if claim.silent:
        return texts("why.silent")
    if not claim.posted or guild_id is None:
        return texts("why.posted_nowhere")
    places = [
        Markdown(f"https://discord.com/channels/{guild_id}/{channel_id}/{message_id}")
        for channel_id, message_id in claim.posted[:3]
    ]
    return texts("why.posted", places=texts.listed(places))


def truth(found: Truth, texts: Texts) -> Layout:
    """Lay out what is officially known about the shows in somebody's words."""
    if not found.shows:
        return Layout(text(texts("truth.nothing")))
    told = [lines(*_checked(checked, texts)) for checked in found.shows[:MOST_SHOWS]]
    buttons = [
        press(plain(one.card.title, 60) or one.card.id[:60], "news", "", show_key(one.card.id))
        for one in found.shows[:MOST_SHOWS]
    ]
    body = text(heading(texts("truth.title"), 3), *fitting(told, ROOM, "…"))
    return Layout(framed(None, [body, *rows(buttons)]))


def _checked(checked: Checked, texts: Texts) -> list[Markdown]:
    card = checked.card
    said = [bold(escape(card.title, TITLE_LIMIT))]
    if checked.proofs:
        said += [
            lines(
                Markdown(f"✅ {texts('truth.confirmed', line=happened(event, texts))}"),
                small(dots(grade(event.grade, texts), cited(event.sources, texts))),
            )
            for event in checked.proofs[:3]
        ]
    elif checked.otherwise:
        said.append(Markdown(f"❌ {texts('truth.contradicted')}"))
    elif checked.is_claim:
        said.append(Markdown(f"❔ {texts('truth.unknown')}"))
    if checked.is_rumour:
        said.append(small(texts("truth.rumour")))
    elif checked.is_speculation:
        said.append(small(texts("truth.speculation")))
    said.append(standing(card.answer, texts))
    said.append(small(on_whose_word(card, texts)))
    return said
