from __future__ import annotations

import asyncio
from urllib.parse import urlencode

import pytest
from starlette.requests import Request
from starlette.types import Message

from kg.view.negotiation import Formats
from kg.view.protocol import Ask, Refusal, read

FORM = "application/x-www-form-urlencoded"
QUERY = "application/sparql-query"


def ask(url: str = "", body: bytes | None = None, kind: str = "", accept: str = "text/csv") -> Ask:
    """What a request asks: a GET, or a POST if it has a body."""
    headers = [(b"host", b"localhost:7878"), (b"accept", accept.encode())]
    headers += [(b"content-type", kind.encode())] if kind else []
    scope = {
        "type": "http",
        "method": "GET" if body is None else "POST",
        "scheme": "http",
        "path": "/sparql",
        "query_string": url.encode(),
        "headers": headers,
    }

    async def receive() -> Message:
        return {"type": "http.request", "body": body or b"", "more_body": False}

    return asyncio.run(read(Request(scope, receive), most_bytes=9000))


@pytest.mark.parametrize(
    ("url", "body", "kind"),
    [
        (urlencode({"query": "ASK { ?é ?p 'a+b' }"}), None, ""),
        ("", urlencode({"query": "ASK { ?é ?p 'a+b' }"}).encode(), FORM),
        ("", urlencode({"query": "ASK { ?é ?p 'a+b' }"}).encode(), FORM + "; charset=UTF-8"),
        ("", "ASK { ?é ?p 'a+b' }".encode(), QUERY),
        ("", "ASK { ?é ?p 'a+b' }".encode(), QUERY.upper() + ";charset=utf-8"),
    ],
    ids=["get", "form", "form with charset", "direct", "direct with charset"],
)
def test_the_three_ways_to_send_a_query(url: str, body: bytes | None, kind: str) -> None:
    asked = ask(url, body, kind)
    assert asked.query == "ASK { ?é ?p 'a+b' }"
    assert asked.base == "http://localhost:7878/sparql"
    assert asked.formats == Formats("text/csv", None)


def test_dataset_in_the_url_of_a_post() -> None:
    url = urlencode(
        [
            ("default-graph-uri", "http://e/1"),
            ("default-graph-uri", "http://e/2"),
            ("named-graph-uri", "http://e/3"),
        ]
    )
    for body, kind in ((b"ASK {}", QUERY), (b"query=ASK+%7B%7D", FORM)):
        asked = ask(url, body, kind)
        assert asked.query == "ASK {}"
        assert asked.default_graphs == ("http://e/1", "http://e/2")
        assert asked.named_graphs == ("http://e/3",)


def test_format_overrides_accept() -> None:
    assert ask("query=ASK&format=tsv", accept="text/csv").formats == Formats(
        "text/tab-separated-values", None
    )
    assert ask("query=ASK&format=").formats == Formats("text/csv", None)


def test_nothing_asked_is_no_query() -> None:
    assert ask("").query == ""


@pytest.mark.parametrize(
    ("url", "body", "kind", "status"),
    [
        ("query=ASK&query=ASK", None, "", 400),
        ("query=ASK", b"ASK {}", QUERY, 400),
        ("", b"", FORM, 400),
        ("query=%FF", None, "", 400),
        ("", b"\xff\xfe", QUERY, 400),
        ("", b"query=%FF", FORM, 400),
        ("", b"query=\xff", FORM, 400),
        ("&".join(["a=1"] * 2000), None, "", 400),
        ("query=" + "x" * 9000, None, "", 414),
        ("update=CLEAR+ALL", None, "", 403),
        ("", b"update=CLEAR+ALL", FORM, 403),
        ("", b"CLEAR ALL", "application/sparql-update", 403),
        ("query=ASK&format=excel", None, "", 406),
        ("", b"x" * 9001, QUERY, 413),
        ("", b"ASK {}", "text/plain", 415),
        ("", b"query=ASK", "", 415),
    ],
)
def test_refusals(url: str, body: bytes | None, kind: str, status: int) -> None:
    with pytest.raises(Refusal) as refused:
        ask(url, body, kind)
    assert refused.value.status == status
