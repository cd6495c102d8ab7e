"""What the command line prints, as plain text."""

from collections.abc import Iterable

from bot.core.models import Decision, Entry, Source, Verdict
from bot.services.catalogue import Imported
from bot.services.feeds import Checked, FeedReport
from bot.storage.catalogue import Stats

TITLE_WIDTH = 100


def imported(done: Imported) -> str:
    """Say how an import ended."""
    if done.changes is None:
        return f"The release of {done.release} is in the catalogue already; nothing to do."
    changes = done.changes
    return (
        f"Imported the release of {done.release}: {done.entries:,} entries make {done.shows:,} shows "
        f"({changes.shows_added:,} new)."
    )


def stats(found: Stats) -> str:
    """Count the catalogue, one fact a line."""
    lines = [
        ("shows", f"{found.shows:,}", ", ".join(f"{count:,} {origin}" for origin, count in found.by_origin.items())),
        (
            "instalments",
            f"{sum(found.instalments.values()):,}",
            ", ".join(f"{count:,} {part}" for part, count in found.instalments.items()),
        ),
        ("titles", f"{found.titles:,}", ""),
        (
            "external ids",
            f"{sum(found.external_ids.values()):,}",
            ", ".join(f"{count:,} {site}" for site, count in found.external_ids.items()),
        ),
        ("renamed", f"{found.redirects:,}", ""),
        ("last import", found.last_import.release if found.last_import else "none", ""),
    ]
    return "\n".join(f"{name:<13}{value:>10}  {note}".rstrip() for name, value, note in lines)


def checked(one: Checked) -> str:
    """Tell what a look at a feed found: status, validators, next poll, and what each entry would mean."""
    reply = one.reply
    lines = [one.url, f"  status       {reply.status or '-'} {reply.outcome.value}"]
    if reply.problem:
        lines.append(f"  problem      {visible(reply.problem)}")
    lines += [
        f"  etag         {visible(reply.validators.etag or '-')}",
        f"  modified     {visible(reply.validators.last_modified or '-')}",
        f"  next poll    in {duration(one.next_poll_in)}",
        f"  entries      {len(one.entries)}",
    ]
    for entry, decision in zip(one.entries, one.decisions, strict=True):
        lines += _decided(entry, decision)
    return "\n".join(lines)


def _decided(entry: Entry, decision: Decision) -> Iterable[str]:
    yield f"  {decision.verdict.value:<9}{visible(entry.title)}"
    if decision.verdict is Verdict.IGNORE:
        return
    for claim in decision.claims:
        show = claim.show.id if claim.show else "unknown show"
        part = claim.instalment.slot if claim.instalment else ""
        date = claim.date.iso if claim.date else ""
        yield " ".join(filter(None, ("           →", claim.kind.value, show, part, date)))
    yield f"             {visible(decision.reason)}"


def feed_list(listed: Iterable[Source], reports: Iterable[FeedReport], now: float) -> str:
    """List the feeds, those of the list first, with how they fare as far as they were polled."""
    by_url = {report.source.url: report for report in reports}
    lines: list[str] = []
    for source in listed:
        report = by_url.pop(source.url, None)
        lines += _feed(source, report, now)
    for url, report in by_url.items():
        lines += _feed(report.source, report, now)
        lines.append(f"    no longer listed ({url})")
    return "\n".join(lines)


def _feed(source: Source, report: FeedReport | None, now: float) -> Iterable[str]:
    yield f"{source.name}  [{source.grade.value}, {source.language}]"
    yield f"    {source.url}"
    if report is None:
        yield "    not polled yet"
        return
    changed = "never" if report.last_change_at is None else f"{duration(now - report.last_change_at)} ago"
    due = max(0.0, report.next_poll_at - now)
    yield (
        f"    {report.state.value}, last change {changed}, asked every {duration(report.cadence_seconds)}, "
        f"next in {duration(due)}, {report.failures} failures, first to report {report.firsts} events"
    )
    if report.last_error and report.failures:
        yield f"    {visible(report.last_error)}"


def duration(seconds: float) -> str:
    """Give a duration in its two largest units."""
    left = round(seconds)
    parts = []
    for unit, size in (("d", 86_400), ("h", 3_600), ("min", 60), ("s", 1)):
        if left >= size:
            parts.append(f"{left // size} {unit}")
            left %= size
    return " ".join(parts[:2]) or "0 s"


def visible(text: str) -> str:
    """Give foreign text on one line, without anything that steers a terminal."""
    shown = "".join(char if char.isprintable() else "�" for char in text)
    return shown if len(shown) <= TITLE_WIDTH else shown[: TITLE_WIDTH - 1] + "…"
