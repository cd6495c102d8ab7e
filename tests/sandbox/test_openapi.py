"""The judge itself: what it finds and what it lets pass."""

from typing import Any

import pytest

from tests.sandbox.openapi import Exchanges, Spec, load_spec

SEND = "/channels/123456789012345678/messages"


@pytest.fixture
def spec() -> Spec:
    found = load_spec()
    if found is None:
        pytest.skip("Discord's OpenAPI document is not there")
    return found


@pytest.mark.parametrize(
    ("path", "body", "found"),
    [
        (SEND, {"content": "x", "nonce": "n" * 25}, None),
        (SEND, {"content": "x", "nonce": "n" * 26}, "nonce: "),
        (SEND, {"embeds": [{"title": "x" * 257}]}, "embeds.0.title: "),
        (SEND, {"components": [{"type": 1, "components": [{"type": 2, "style": 1}]}]}, None),
        (SEND, {"components": [{"type": 9, "components": []}]}, "components.0"),
        (SEND, {"components": [{"type": 99}]}, "components.0.type: "),
        (SEND, {"message_reference": {"message_id": 123456789012345678}}, None),
        ("/channels/1/unheard-of", {}, "Discord has no such route"),
    ],
)
def test_requests_are_judged(spec: Spec, path: str, body: dict[str, Any], found: str | None) -> None:
    problems = spec.request("POST", path, body)
    assert problems == [] if found is None else problems[0].startswith(found)


def test_answers_are_judged(spec: Spec) -> None:
    assert spec.response("GET", "/gateway", 200, {"url": "wss://example.com"}) == []
    assert spec.response("GET", "/gateway", 200, {}) == [": 'url' is a required property"]
    assert spec.response("GET", "/gateway", 404, {"message": "404: Not Found", "code": 0}) == []


def test_unlisted_properties_are_collected_and_are_no_problem(spec: Spec) -> None:
    exchanges = Exchanges(spec)
    exchanges("POST", SEND, {"content": "x", "colour": "red"}, 503, None)
    assert (exchanges.problems, exchanges.unknown) == ([], {f"POST {SEND}: colour"})
