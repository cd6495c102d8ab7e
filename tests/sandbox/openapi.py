"""What goes over the wire, judged by Discord's published OpenAPI document where it is at hand.

    exchanges = Exchanges(load_spec())
    sandbox.on_exchange(exchanges)
    ...
    assert exchanges.problems == []

Both sides are judged: what the bot sends and what the sandbox answers. Properties that the document does not list are
collected in `unknown` and are no problem: the document allows them, and discord.py sends a few.
"""

import json
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator
from jsonschema.exceptions import ValidationError
from referencing import Registry
from referencing.jsonschema import DRAFT202012

DOCUMENT = Path(__file__).resolve().parents[3] / "shared" / "data" / "discord-openapi.json"
URN = "urn:discord"
UNIONS = ("oneOf", "anyOf")


@cache
def load_spec() -> "Spec | None":
    """The document, read once; None where it is not there."""
    return Spec(json.loads(DOCUMENT.read_text())) if DOCUMENT.is_file() else None


class Spec:
    """The document, with its unions told apart by `type` so that a complaint names the member that was meant."""

    def __init__(self, document: dict[str, Any]) -> None:
        self._schemas: dict[str, Any] = document["components"]["schemas"]
        self._responses: dict[str, Any] = document["components"]["responses"]
        self._routes = [(_pattern(path), methods) for path, methods in document["paths"].items()]
        # the narrower a template, the earlier: `/users/@me` before `/users/{user_id}`
        self._routes.sort(key=lambda route: route[0].pattern.count("[^/]+"))
        narrowed = {name: self._narrow(schema) for name, schema in self._schemas.items()}
        # Discord answers with ids as strings but takes numbers too, and discord.py sends some
        lenient = narrowed | {"SnowflakeType": {"type": ["string", "integer"]}}
        self._answers, self._requests = (
            Registry().with_resource(URN, DRAFT202012.create_resource({"components": {"schemas": schemas}}))
            for schemas in (narrowed, lenient)
        )
        self._validators: dict[tuple[str, bool], Draft202012Validator] = {}

    def _narrow(self, node: Any) -> Any:
        if isinstance(node, list):
            return [self._narrow(one) for one in node]
        if not isinstance(node, dict):
            return node
        if isinstance(node.get("$ref"), str):
            return {"$ref": URN + node["$ref"]}
        for key in UNIONS:
            members = node.get(key)
            if isinstance(members, list) and any("$ref" in member for member in members):
                rest = {name: self._narrow(value) for name, value in node.items() if name != key}
                return rest | self._union(members)
        return {name: self._narrow(value) for name, value in node.items()}

    def _union(self, members: list[Any]) -> dict[str, Any]:
        """By `type` where every member states its own; otherwise any of them will do."""
        kinds = [self._kinds(member) for member in members]
        if not all(kinds):
            return {"anyOf": [self._narrow(member) for member in members]}
        rules = [
            {"if": {"properties": {"type": {"enum": kind}}}, "then": self._narrow(member)}
            for kind, member in zip(kinds, members, strict=True)
            if kind != [None]
        ]
        known = [one for kind in kinds for one in kind if one is not None]
        union = {
            "required": ["type"],
            "properties": {"type": {"enum": known}},
            "allOf": [rule | {"if": rule["if"] | {"required": ["type"]}} for rule in rules],
        }
        return {"if": {"type": "null"}, "then": {}, "else": union} if [None] in kinds else union

    def _kinds(self, member: dict[str, Any]) -> list[Any]:
        if member == {"type": "null"}:
            return [None]
        target = self._schemas.get(member.get("$ref", "").rsplit("/", 1)[-1], {})
        kinds: list[Any] = target.get("properties", {}).get("type", {}).get("enum", [])
        return kinds

    def _operation(self, method: str, path: str) -> dict[str, Any] | None:
        for pattern, methods in self._routes:
            if pattern.fullmatch(path) and method.lower() in methods:
                operation: dict[str, Any] = methods[method.lower()]
                return operation
        return None

    def request(self, method: str, path: str, body: Any) -> list[str]:
        """What is wrong with the request."""
        operation = self._operation(method, path)
        if operation is None:
            return ["Discord has no such route"]
        content = operation.get("requestBody", {}).get("content", {})
        if not content:
            return ["no body is expected"] if body else []
        return self._check(_schema(content), body, self._requests)

    def response(self, method: str, path: str, status: int, body: Any) -> list[str]:
        """What is wrong with the answer."""
        operation = self._operation(method, path)
        if operation is None:
            return ["Discord has no such route"]
        responses = operation["responses"]
        found = responses.get(str(status)) or responses.get(f"{str(status)[0]}XX")
        if found is None:
            return [f"status {status} is not among {sorted(responses)}"]
        if "$ref" in found:
            found = self._responses[found["$ref"].rsplit("/", 1)[-1]]
        if not found.get("content"):
            return ["no body is expected"] if body is not None else []
        if status >= 400 and isinstance(body, dict):
            # the document calls the codes of single fields numbers; they are words (BASE_TYPE_REQUIRED)
            body = {key: value for key, value in body.items() if key != "errors"}
        return self._check(_schema(found["content"]), body, self._answers)

    def unknown(self, method: str, path: str, body: Any) -> list[str]:
        """Properties of the request that the document does not list at its top level."""
        operation = self._operation(method, path) or {}
        content = operation.get("requestBody", {}).get("content", {})
        if not content or not isinstance(body, dict):
            return []
        known = set(self._properties(_schema(content)))
        return sorted(body.keys() - known)

    def _properties(self, schema: dict[str, Any]) -> Iterator[str]:
        schema = self._schemas.get(schema.get("$ref", "").rsplit("/", 1)[-1], schema)
        yield from schema.get("properties", {})
        for key in (*UNIONS, "allOf"):
            for member in schema.get(key, []):
                yield from self._properties(member)

    def _check(self, schema: dict[str, Any], body: Any, registry: Registry) -> list[str]:
        key = (json.dumps(schema, sort_keys=True), registry is self._requests)
        if key not in self._validators:
            self._validators[key] = Draft202012Validator(self._narrow(schema), registry=registry)
        return [_told(error) for error in self._validators[key].iter_errors(body)]


def _pattern(template: str) -> re.Pattern[str]:
    parts = re.split(r"\{[^}]+\}", template)
    return re.compile("[^/]+".join(map(re.escape, parts)))


def _schema(content: dict[str, Any]) -> dict[str, Any]:
    schema: dict[str, Any] = content["application/json"]["schema"]
    return schema


def _told(error: ValidationError) -> str:
    deepest = error
    while deepest.context:
        deepest = min(deepest.context, key=lambda one: -len(one.absolute_path))
    where = ".".join(map(str, deepest.absolute_path))
    return f"{where}: {deepest.message[:300]}"


class Exchanges:
    """Watches the exchanges of a sandbox; without a document it only counts them."""

    def __init__(self, spec: Spec | None) -> None:
        self.spec = spec
        self.seen = 0
        self.problems: list[str] = []
        self.unknown: set[str] = set()

    def __call__(self, method: str, path: str, request: Any, status: int, response: Any) -> None:
        self.seen += 1
        if self.spec is None or (status == 429 and response is None):  # that came from Discord's edge
            return
        if status < 400:  # what was refused is known to be wrong
            self._note(method, path, "sent", self.spec.request(method, path, request))
        if status < 500:
            self._note(method, path, f"answered {status}", self.spec.response(method, path, status, response))
        self.unknown.update(f"{method} {path}: {name}" for name in self.spec.unknown(method, path, request))

    def _note(self, method: str, path: str, what: str, problems: list[str]) -> None:
        self.problems += [f"{method} {path} {what}: {problem}" for problem in problems]
