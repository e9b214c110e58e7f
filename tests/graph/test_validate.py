import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from kg.errors import InputError
from kg.graph import embedded, mapping
from kg.graph.validate import validate, validate_alone
from kg.iris import ID, KG, PREFIXES
from kg.model import Knowledge

ANA, PERU, CHILE = f"<{ID}person/ana-silva>", f"<{ID}country/PER>", f"<{ID}country/CHL>"
OFFICE = f"<{ID}office/PER-foreign-minister>"
ZERO = f'"0"^^<{PREFIXES["xsd"]}integer>'
Rows = list[str]


def full(name: str) -> str:
    prefix, _, local = name.partition(":")
    return f"<{PREFIXES[prefix]}{local}>"


def drop(subject: str, property_: str) -> Callable[[Rows], Rows]:
    """Without this property of subjects that match the pattern."""
    pattern = re.compile(f"<[^>]*{subject}[^>]*> {re.escape(full(property_))} ")
    return lambda rows: [row for row in rows if not pattern.match(row)]


def put(subject: str, property_: str, value: str) -> Callable[[Rows], Rows]:
    """With this value in place of each value of the property, of subjects that match."""
    pattern = re.compile(f"(<[^>]*{subject}[^>]*> {re.escape(full(property_))}) .*")
    return lambda rows: sorted({pattern.sub(lambda m: f"{m[1]} {value} .", row) for row in rows})


def add(*row: str) -> Callable[[Rows], Rows]:
    return lambda rows: [*rows, " ".join(row) + " ."]


def problems(story: Knowledge, folder: Path, change: Callable[[Rows], Rows]) -> list[str]:
    rows = sorted(set(mapping.lines(story)))
    changed = change(rows)
    assert changed != rows
    (folder / "graph.nq").write_text("\n".join(changed) + "\n", encoding="utf-8")
    return validate(folder / "graph.nq", story.articles)


def test_a_graph_that_was_just_made_has_no_problems(story: Knowledge, nquads: Path) -> None:
    assert validate(nquads, story.articles) == []


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (drop("article/[0-9a-f]+", "dcterms:identifier"), "article has one dcterms:identifier"),
        (put("article/[0-9a-f]+", "kg:sha256", '"9f2c"'), "one kg:sha256 of 64"),
        (
            put("article/", "schema:datePublished", '"today"'),
            "datePublished, a date, found 'today'",
        ),
        (put("article/", "kg:dateSource", '"guess"'), "metadata"),
        (
            put("article/", "schema:publisher", PERU),
            "publisher, an organization, found country/PER",
        ),
        (put("article/", "schema:mentions", OFFICE), "mentions is a person, .* found office"),
        (drop("#char", "kg:article"), "sentence has one kg:article"),
        (put("#char", "kg:start", '"zero"'), "sentence has one kg:start, a whole number"),
        (drop("#char", "kg:text"), "sentence has one kg:text"),
        (drop("claim/", "kg:evidence"), "one sentence as kg:evidence"),
        (put("claim/", "kg:evidence", ANA), "kg:evidence, found person/ana-silva"),
        (put("claim/", "kg:polarity", '"perhaps"'), "affirmed or denied, found 'perhaps'"),
        (put("claim/", "kg:certainty", '"sure"'), "certain, probable or possible, found 'sure'"),
        (put("claim/", "kg:tense", '"soon"'), "past, present or future, found 'soon'"),
        (drop("claim/", "kg:rule"), "one kg:rule"),
        (drop("claim/", "prov:wasGeneratedBy"), "one kg:Run"),
        (drop("claim/", "rdf:object"), "one rdf:object"),
        (
            put("claim/", "rdf:predicate", "<x:likes>"),
            "rdf:predicate of the vocabulary, found <x:likes>",
        ),
        (put("claim/", "rdf:subject", "<x:nobody>"), "subject of a claim has a label"),
        (drop("claim/", "kg:about"), "either an rdf:subject or an event"),
        (put("claim/", "kg:about", ANA), "about one event, found person/ana-silva"),
        (put("claim/", "sem:eventType", full("et:PARTY")), "of the scheme, found et:PARTY"),
        (drop("claim/", "kg:trigger"), "one kg:trigger"),
        (put("claim/", "kg:timeBasis", '"guess"'), "absolute or relative"),
        (put("claim/", "kg:actor", "<x:nobody>"), "an actor is a person, .* found <x:nobody>"),
        (put("claim/", "kg:recipient", OFFICE), "a recipient is a person"),
        (put("claim/", "sem:hasPlace", ANA), "hasPlace leads to a place"),
        (put("", "sem:hasEndTimeStamp", '"2024"'), "hasEndTimeStamp is an xsd:date"),
        (
            put("", "sem:hasBeginTimeStamp", f'"2025-01-01"^^{full("xsd:date")}'),
            "begins before it ends",
        ),
        (put("", "kg:timePrecision", '"moment"'), "unit of the calendar"),
        (drop("attribution/1", "kg:cue"), "one kg:cue"),
        (put("attribution/1", "kg:order", f'"0"^^{full("xsd:integer")}'), "one kg:order, from 1"),
        (drop("claim/", "kg:attribution"), "attribution belongs to one claim"),
        (drop("run/", "kg:languageModel"), "one kg:languageModel"),
        (drop("event/", "rdfs:label"), "event has one label"),
        (put("event/", "kg:status", '"maybe"'), "one kg:status: happened.* found 'maybe'"),
        (put("event/", "rdfs:label", '"no language"'), "event has one label in a language"),
        (drop("person/", "rdfs:label"), "has one label, a string"),
        (put("person/", "schema:nationality", ANA), "nationality leads to a country"),
        (put("person/", "kg:holdsOffice", PERU), "holdsOffice leads to a kg:Office"),
        (put("country/", "skos:notation", '"Peru"'), "ISO 3166-1"),
        (put("country/", "skos:exactMatch", "<x:Q1>"), "Wikidata item, found <x:Q1>"),
        (put("country/", "schema:sameAs", "<x:1>"), "GeoNames feature, found <x:1>"),
        (drop("office/", "dcterms:title"), "one dcterms:title"),
        (put("office/", "kg:officeOf", ANA), "kg:officeOf one country"),
        (add("<x:c>", full("rdf:type"), full("kg:Conflict")), "a conflict has two sides or more"),
        (put("conflict/", "kg:kind", '"quarrel"'), "denial, framing, .* found 'quarrel'"),
        (drop("conflict/", "rdfs:label"), "a conflict has one label: a sentence"),
        (put("conflict/", "kg:concerns", full("et:AID")), "concerns one event, office, person"),
        (drop("side/2", "kg:states"), "kg:states one claim or more"),
        (drop("side/1", "kg:order"), "one kg:order, from 1"),
        (drop("side/1", "rdfs:label"), "a side of a conflict has one label"),
        (drop("conflict/", "kg:side"), "a side belongs to one conflict"),
        (put("claim/", "kg:supersedes", ANA), "an older claim, found person/ana-silva"),
        (put("event/", "kg:origins", ZERO), "an event has one kg:origins, from 1"),
        (drop("claim/", "kg:origins"), "a claim of a fact has one kg:origins"),
        (add("_:b", full("rdf:type"), full("schema:Person")), "."),
    ],
)
def test_each_shape_catches_a_broken_graph(
    story: Knowledge, tmp_path: Path, change: Callable[[Rows], Rows], message: str
) -> None:
    found = problems(story, tmp_path, change)
    assert any(re.search(message, problem) for problem in found), found
    assert not [problem for problem in found if "\n" in problem]


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (
            put("#char", "kg:text", '"Something else."'),
            "kg:text is 'Something else.', but the article has",
        ),
        (
            put("claim/", "kg:trigger", '"kissed"'),
            "kg:trigger is 'kissed', but the article has 'met'",
        ),
        (
            put("claim/", "kg:end", f'"9999"^^{full("xsd:integer")}'),
            "to 9999 is outside its sentence",
        ),
        (drop("claim/", "kg:evidence"), "it is evidence of nothing"),
        (
            put("#char", "kg:start", ZERO),
            "its IRI and its kg:article, kg:start and kg:end differ",
        ),
    ],
)
def test_quotes_that_the_articles_do_not_have_are_found(
    story: Knowledge, tmp_path: Path, change: Callable[[Rows], Rows], message: str
) -> None:
    assert any(re.search(message, problem) for problem in problems(story, tmp_path, change))


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (
            add(ANA, full("schema:nationality"), CHILE),
            "person/ana-silva schema:nationality country/CHL: no accepted claim says so",
        ),
        (
            put("claim/", "kg:polarity", '"denied"'),
            "person/ana-silva schema:nationality country/PER: no accepted claim says so",
        ),
        (drop("event/", "kg:actor"), "kg:actor person/ana-silva: an accepted claim says so"),
        (drop("person/", "kg:holdsOffice"), "the plain triple is missing"),
    ],
)
def test_plain_triples_are_those_of_the_accepted_claims(
    story: Knowledge, tmp_path: Path, change: Callable[[Rows], Rows], message: str
) -> None:
    assert any(message in problem for problem in problems(story, tmp_path, change))


def test_an_event_has_the_status_that_its_reports_give_it(story: Knowledge, tmp_path: Path) -> None:
    found = problems(story, tmp_path, put("event/", "kg:status", '"planned"'))
    assert any("is 'planned', but its reports make it 'happened'" in p for p in found)


def test_an_article_that_is_gone_or_changed_is_found(story: Knowledge, nquads: Path) -> None:
    first, *others = story.articles
    assert any("to quote from" in problem for problem in validate(nquads, others))
    changed = replace(first, text="!" + first.text)
    found = validate(nquads, [changed, *others])
    assert any("but the article has" in p for p in found)
    assert any("its text is not the one" in p for p in found)


def test_a_lone_surrogate_in_an_article_is_no_problem(tmp_path: Path) -> None:
    from tests.factories import World

    news = World()
    (sentence,) = news.article("Ana \ud800 met Peru’s envoy.")
    news.report(sentence, "CONSULT", "met", actors=[news.person("Ana")])
    mapping.write(news.knowledge(), tmp_path / "graph.nq")
    assert validate(tmp_path / "graph.nq", news.articles) == []


def test_what_is_no_graph_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no such file"):
        validate(tmp_path / "none.nq", [])
    (tmp_path / "bad.nq").write_text("Ana met João.\n", encoding="utf-8")
    with pytest.raises(InputError, match="not N-Quads"):
        validate(tmp_path / "bad.nq", [])
    assert KG in full("kg:x")


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda rows: rows, None),
        (drop("person/", "rdfs:label"), "has one label, a string"),
        (put("claim/", "kg:trigger", '"kissed"'), "kg:trigger is 'kissed', but the article has"),
        (
            put("claim/", "kg:end", f'"9999"^^{full("xsd:integer")}'),
            "to 9999 is outside its sentence",
        ),
        (drop("person/", "kg:holdsOffice"), "the plain triple is missing"),
        (add(ANA, full("schema:nationality"), CHILE), "no accepted claim says so"),
        (put("event/", "kg:status", '"denied"'), "but its reports make it"),
    ],
)
def test_a_store_is_checked_without_its_articles(
    story: Knowledge, tmp_path: Path, change: Callable[[Rows], Rows], message: str | None
) -> None:
    rows = change(sorted(set(mapping.lines(story))))
    (tmp_path / "graph.nq").write_text("\n".join(rows) + "\n", encoding="utf-8")
    embedded.load(tmp_path / "graph.nq", tmp_path / "store")
    found = validate_alone(embedded.Embedded.open(tmp_path / "store").statements())
    assert bool(found) is (message is not None)
    assert message is None or any(re.search(message, problem) for problem in found), found
