"""Named queries at addresses of their own."""

from __future__ import annotations

from urllib.parse import urlencode

import pandas
import pytest

from tests.view.running import Server, web


def at(server: Server, name: str, **values: str) -> str:
    return f"{server.address}/queries/{name}?{urlencode(values)}"


def test_a_named_query_is_a_table_for_any_tool(story_server: Server) -> None:
    met = pandas.read_csv(at(story_server, "who-met-whom.csv", who="silva", period="2024-03"))
    assert met[["one", "other"]].to_numpy().tolist() == [["Ana Silva", "Chile"]]
    told = web.get(at(story_server, "persons"), headers={"accept": "application/json"}).json()
    assert len(told["results"]["bindings"]) == 2


def test_sentences_are_found_by_words(story_server: Server) -> None:
    found = pandas.read_csv(at(story_server, "search.csv", words="troop* border"))
    assert found["found"].tolist() == ["Chile will send troops to the border in May."]


@pytest.mark.parametrize(
    ("name", "values", "status", "told"),
    [
        ("person", {}, 404, "close to it: persons"),
        ("about", {}, 400, "the query needs"),
        ("about", {"who": "Ana Silvo"}, 400, "close to it: Ana Silva"),
        ("about", {"whom": "Ana Silva"}, 400, "no parameter 'whom'"),
        ("events", {"format": "x"}, 406, "unknown format"),
        ("search", {"words": "-"}, 400, "no word"),
    ],
)
def test_what_cannot_be_asked_is_told(
    story_server: Server, name: str, values: dict[str, str], status: int, told: str
) -> None:
    answer = web.get(at(story_server, name, **values))
    assert answer.status_code == status
    assert told in answer.text


def test_who_has_the_answer_is_not_sent_it_again(story_server: Server) -> None:
    address = at(story_server, "persons")
    etag = web.get(address).headers["etag"]
    assert web.get(address, headers={"if-none-match": etag}).status_code == 304
    assert web.get(at(story_server, "events")).headers["etag"] != etag
