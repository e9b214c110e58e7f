"""The HTTP side of remote stores, against a server that answers as each test says."""

from __future__ import annotations

import gzip
import re
import threading
from pathlib import Path

import pytest

from kg.errors import EndpointError, KGError, QueryError
from kg.graph.client import Client, Limits, address
from tests.endpoints import Handler, free_port, moody

JSON = b'{"head": {}, "boolean": true}'


@pytest.fixture(autouse=True)
def no_credentials(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv("KG_TOKEN", raising=False)
    monkeypatch.setenv("NETRC", str(tmp_path / "netrc"))


def sends(answers: list[str]) -> tuple[str, list[float], int]:
    """What a client gets from a server with these moods, one a request; the last one stays."""
    waits: list[float] = []

    def answer(request: Handler) -> None:
        mood = answers.pop(0) if len(answers) > 1 else answers[0]
        if mood == "hang up":
            request.hang_up()
        elif mood == "half":
            request.send_response(200)
            request.send_header("Content-Length", str(len(JSON) + 9))
            request.end_headers()
            request.wfile.write(JSON)
            request.hang_up()
        elif mood == "half chunked":
            request.send_response(200)
            request.send_header("Transfer-Encoding", "chunked")
            request.end_headers()
            request.wfile.write(b"5\r\n" + JSON[:5] + b"\r\n")
            request.hang_up()
        elif mood == "wait":
            request.reply(503, b"later", Retry_After="7")
        elif mood == "wait until":
            request.reply(503, b"later", Retry_After="Fri, 31 Dec 2099 23:59:59 GMT")
        elif mood == "moved":
            request.reply(301, b"", Location="http://elsewhere.example/\x1b[31m")
        elif mood.isdigit():
            request.reply(int(mood), b"<b>no</b>\x00 such\nthing" * 50)
        else:
            request.reply(200, mood.encode())

    with moody(answer) as server:
        client = Client(Limits(pause=1, silence=5), waits.append)
        try:
            body = client.send("POST", server.address, body=b"x").body.decode()
        except KGError as error:
            body = f"{type(error).__name__}: {error}"
        return body, waits, len(server.seen)


@pytest.mark.parametrize(
    ("moods", "waits"),
    [
        (["yes"], []),
        (["503", "yes"], [1]),
        (["429", "502", "504", "yes"], [1, 2, 4]),
        (["wait", "yes"], [7]),
        (["wait until", "yes"], [60]),
        (["hang up", "yes"], [1]),
        (["half", "half chunked", "yes"], [1, 2]),
    ],
)
def test_what_passes_is_tried_again(moods: list[str], waits: list[float]) -> None:
    tries = len(moods)
    assert sends(moods) == ("yes", waits, tries)


@pytest.mark.parametrize(
    ("mood", "tries", "says"),
    [
        ("503", 4, "EndpointError: .* is busy \\(503\\)"),
        ("hang up", 4, "EndpointError: .* cannot be reached"),
        ("half", 4, "EndpointError: .* (broke off|broke)"),
        ("half chunked", 4, "EndpointError: .* broke off"),
        ("400", 1, "QueryError: .* cannot answer this: <b>no</b> such thing"),
        ("401", 1, "EndpointError: .* wants credentials .*netrc.*KG_TOKEN"),
        ("403", 1, "EndpointError: .* does not allow this"),
        ("404", 1, "EndpointError: .* no address for this"),
        ("500", 1, "EndpointError: .* answers 500"),
        ("moved", 1, "EndpointError: .* has moved \\(301\\): use http://elsewhere.example/ *"),
    ],
)
def test_what_stays_so_is_one_clear_line(mood: str, tries: int, says: str) -> None:
    line, _, count = sends([mood])
    assert count == tries
    assert re.match(says, line), line
    assert line.isprintable() and len(line) < 400


def test_nobody_there() -> None:
    waits: list[float] = []
    url = f"http://127.0.0.1:{free_port()}/sparql"
    with pytest.raises(EndpointError, match="is anything running there"):
        Client(wait=waits.append).send("POST", url)
    assert waits == []
    with pytest.raises(EndpointError, match="is anything running there"):
        Client(wait=waits.append).send("POST", url, patient=True)
    assert len(waits) == 3


def test_a_silent_server_is_not_waited_for_for_ever() -> None:
    free = threading.Event()
    with moody(lambda request: free.wait(20) and None) as server:  # type: ignore[func-returns-value]
        with pytest.raises(EndpointError, match="silent"):
            Client(Limits(silence=0.2)).send("POST", server.address)
        free.set()


def test_an_answer_without_end_is_cut() -> None:
    def drip(request: Handler) -> None:
        request.send_response(200)
        request.end_headers()
        while True:
            request.wfile.write(b" " * 1000)

    with moody(drip) as server:
        with pytest.raises(EndpointError, match="more than 100,000 bytes"):
            Client(Limits(largest=100_000)).send("POST", server.address)
        with pytest.raises(EndpointError, match="has not ended"):
            Client(Limits(whole=0.1)).send("POST", server.address)


def test_a_small_answer_that_unpacks_to_a_large_one_is_cut() -> None:
    bomb = gzip.compress(b" " * 10_000_000)
    with (
        moody(lambda request: request.reply(200, bomb, Content_Encoding="gzip")) as server,
        pytest.raises(EndpointError, match="more than 1,000,000 bytes"),
    ):
        Client(Limits(largest=1_000_000)).send("POST", server.address)


# --- credentials ---------------------------------------------------------------------------


def test_a_token_comes_from_the_environment(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "netrc").write_text("machine 127.0.0.1 login ana password wrong\n")
    monkeypatch.setenv("KG_TOKEN", "secret")
    with moody(lambda request: request.reply(200)) as server:
        Client().send("POST", server.address)
        assert server.seen[0].headers["Authorization"] == "Bearer secret"
    with pytest.raises(EndpointError, match="not https") as caught:
        Client().send("POST", "http://news.example/sparql")
    assert "secret" not in str(caught.value)


def test_name_and_password_come_from_netrc(tmp_path: Path) -> None:
    (tmp_path / "netrc").write_text("machine 127.0.0.1 login ana password geheim\n")
    with moody(lambda request: request.reply(200)) as server:
        Client().send("POST", server.address)
        assert server.seen[0].headers["Authorization"].startswith("Basic ")


def test_digest_where_the_server_asks_for_it(tmp_path: Path) -> None:
    (tmp_path / "netrc").write_text("machine 127.0.0.1 login ana password geheim\n")

    def answer(request: Handler) -> None:
        if str(request.headers["Authorization"]).startswith("Digest "):
            request.reply(200, b"welcome")
        else:
            request.reply(401, WWW_Authenticate='Digest realm="news", nonce="1", qop="auth"')

    with moody(answer) as server:
        client = Client()
        assert client.send("POST", server.address).body == b"welcome"
        assert client.send("POST", server.address).body == b"welcome"
        assert b"geheim" not in b"".join(bytes(seen.headers) for seen in server.seen)


@pytest.mark.parametrize(
    "url",
    ["ftp://news.example/", "news.example/sparql", "http:///sparql", "http://ana:geheim@h/x", ""],
)
def test_addresses_that_are_refused(url: str) -> None:
    with pytest.raises(EndpointError) as caught:
        address(url)
    assert "geheim" not in str(caught.value)


def test_a_malformed_query_is_a_query_error() -> None:
    with (
        moody(lambda request: request.reply(400, b"expected SELECT")) as server,
        pytest.raises(QueryError, match="expected SELECT"),
    ):
        Client().send("POST", server.address)
