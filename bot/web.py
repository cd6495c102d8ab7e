"""Health and metrics over HTTP, for the operator's own monitoring; loopback only."""

import os
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

from aiohttp import web
from prometheus_client import CollectorRegistry, Gauge, generate_latest
from prometheus_client.exposition import CONTENT_TYPE_PLAIN_0_0_4

from bot.core.errors import PortTaken
from bot.services.health import Health, Report


@asynccontextmanager
async def serve(health: Health, port: int, clock: Callable[[], float]) -> AsyncIterator[None]:
    """Answer `/healthz` (200 when all is well, 503 when a person should look) and `/metrics` (Prometheus).

    Raises PortTaken.
    """
    app = web.Application()
    page = _Page(health, clock)
    app.router.add_get("/healthz", page.healthz)
    app.router.add_get("/metrics", page.metrics)
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=1.0)
    await runner.setup()
    try:
        try:
            await web.TCPSite(runner, "127.0.0.1", port).start()
        except OSError as error:
            raise PortTaken(
                f"HTTP_PORT is {port}, which cannot be used: {os.strerror(error.errno or 0)}; choose another"
            ) from error
        yield
    finally:
        await runner.cleanup()


class _Page:
    def __init__(self, health: Health, clock: Callable[[], float]) -> None:
        self.health = health
        self.clock = clock

    async def healthz(self, _request: web.Request) -> web.Response:
        report = await self.health.report()
        body = {
            "well": report.is_well,
            "workers": {one.name: {"failures": one.failures, "stalled": one.stalled} for one in report.workers},
            "deliveries": {"due": report.counts.due, "late": report.counts.late, "dead": report.counts.dead},
            "feeds_failing": [feed.name for feed in report.feeds if feed.failing_since_at is not None],
        }
        return web.json_response(body, status=200 if report.is_well else 503)

    async def metrics(self, _request: web.Request) -> web.Response:
        registry = _metrics(await self.health.report(), self.clock())
        return web.Response(body=generate_latest(registry), headers={"Content-Type": CONTENT_TYPE_PLAIN_0_0_4})


def _metrics(report: Report, now: float) -> CollectorRegistry:
    registry = CollectorRegistry()

    def gauge(name: str, text: str, value: float) -> None:
        Gauge(f"encore_{name}", text, registry=registry).set(value)

    counts = report.counts
    gauge("well", "1 when nobody needs to look", report.is_well)
    gauge("entries_judged_day", "Feed entries judged in the last day", counts.entries_judged)
    gauge("events_told_day", "Events told in the last day", counts.events_told)
    gauge("deliveries_due", "Deliveries owed", counts.due)
    gauge("deliveries_late", "Deliveries owed for longer than ten minutes", counts.late)
    gauge("deliveries_dead", "Deliveries given up", counts.dead)
    gauge("deliveries_made_day", "Deliveries made in the last day", counts.delivered)
    gauge("channels_paused", "Channels that refuse posts", counts.paused_channels)
    gauge("servers", "Servers that the bot is in", counts.servers)
    gauge("subscriptions", "Subscriptions", counts.subscriptions)
    gauge("database_bytes", "Size of the database", counts.size_bytes)
    age = Gauge("encore_feed_success_age_seconds", "Since a feed last answered well", ["feed"], registry=registry)
    for feed in report.feeds:
        if feed.last_success_at is not None:
            age.labels(feed.name).set(now - feed.last_success_at)
    failures = Gauge("encore_worker_failures", "Failed rounds in a row", ["worker"], registry=registry)
    for worker in report.workers:
        failures.labels(worker.name).set(worker.failures)
    return registry
