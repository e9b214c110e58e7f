"""The description of the server, and what Schemathesis makes of it: requests right and wrong."""

from __future__ import annotations

import re
from typing import Any

import pytest
import requests
import schemathesis
from hypothesis import HealthCheck, given, settings
from schemathesis import GenerationMode
from starlette.routing import Match, Route

from kg.graph import named
from kg.view import openapi
from kg.view.answers import Limits
from kg.view.lanes import Lanes
from kg.view.site import application
from tests.view.running import Server, web

QUERIES = {query.name: query for query in named.every()}
DOCUMENT = openapi.document(named.every(), "1", "")
SCHEMA = schemathesis.openapi.from_dict(DOCUMENT)
OPERATIONS = {
    f"{operation.method.upper()} {operation.path}": operation
    for operation in (found.ok() for found in SCHEMA.get_all_operations())
}
# Requests as described and requests that are not, of each operation.
TRIES = [
    (name, mode)
    for name, operation in sorted(OPERATIONS.items())
    if "/queries/" not in name or "/about" in name or "/search" in name  # one is as another
    for mode in GenerationMode
    if mode is GenerationMode.POSITIVE or operation.query or operation.body
]
EACH = 12
SESSION = requests.Session()
SESSION.trust_env = False
REFUSALS = (503, 507)  # of what takes too much; Schemathesis has no word for it


def test_every_address_is_described_and_every_description_has_an_address() -> None:
    lanes = Lanes(lambda _: ["false"], lambda: None, Limits())  # type: ignore[arg-type, return-value]
    routes = [route for route in application(lanes, print).routes if isinstance(route, Route)]
    met = set()
    for path, methods in DOCUMENT["paths"].items():
        filled = re.sub(r"\{\w+\}", "x", path)
        for method in methods:
            scope = {"type": "http", "path": filled, "method": method.upper()}
            found = [route.path for route in routes if route.matches(scope)[0] is Match.FULL]
            assert found, path
            met.add((found[0], method))
    assert met >= {
        (route.path, method.lower())
        for route in routes
        for method in (route.methods or {"GET"}) - {"HEAD"}
    }


def test_the_server_tells_it(story_server: Server) -> None:
    told = web.get(story_server.address + "/openapi.json").json()
    assert told["servers"] == [{"url": "/"}]
    for name, query in QUERIES.items():
        shown = told["paths"][f"/queries/{name}"]["get"]["parameters"]
        assert [one["name"] for one in shown] == [*(p.name for p in query.parameters), "format"]
        assert [one["required"] for one in shown[:-1]] == [p.required for p in query.parameters]


def test_a_proxy_shows_it_under_its_path(story_server: Server) -> None:
    headers = {"x-forwarded-prefix": "/news"}
    told = web.get(story_server.address + "/openapi.json", headers=headers).json()
    assert told["servers"] == [{"url": "/news"}]


@pytest.mark.parametrize(("name", "mode"), TRIES)
def test_every_request_is_answered_as_described(
    story_server: Server, name: str, mode: GenerationMode
) -> None:
    operation = OPERATIONS[name]

    @settings(
        max_examples=EACH,
        deadline=None,
        derandomize=True,
        database=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(operation.as_strategy(generation_mode=mode))
    def ask(case: Any) -> None:
        answer = case.call(base_url=story_server.address, session=SESSION)
        told = operation.definition.raw["responses"]
        assert answer.status_code < 500 or answer.status_code in REFUSALS
        if mode is GenerationMode.POSITIVE:
            assert str(answer.status_code) in told
            media = answer.headers["content-type"][0].split(";")[0]
            assert answer.status_code != 200 or media in told["200"]["content"]
        if case.method == "GET":
            case.method = "HEAD"
            head = case.call(base_url=story_server.address, session=SESSION)
            assert head.status_code == answer.status_code and head.content == b""

    ask()
