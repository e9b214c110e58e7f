"""Relations → claims. A past office is a fact of its own kind: ``heldOffice``."""

from __future__ import annotations

from collections.abc import Iterator

from kg import iris
from kg.model import Claim, Extraction, Node, Office, Relation
from kg.resolve.tellings import Teller
from kg.resolve.wording import with_article

_SURENESS = {"certain": 2, "probable": 1, "possible": 0}
_STATUS_WORDS = frozenset("former ex then late onetime erstwhile current new newly".split())


def claims(teller: Teller, offices: dict[str, Office]) -> Iterator[Claim]:
    """The claims of one article; the offices that they speak of are added to ``offices``.

    A sentence makes each claim once, however often it names those concerned.
    """
    nodes = teller.entities.nodes
    for relation in _once(teller.extraction):
        subject, object_ = teller.node(relation.subject), teller.node(relation.object)
        if subject is None or object_ is None or subject == object_:
            continue
        predicate = relation.predicate
        if predicate == "holdsOffice":
            office = office_of(relation.title or "", nodes[object_])
            object_ = offices.setdefault(office.id, office).id
            if relation.assertion.tense == "past":
                predicate = "heldOffice"
        yield _claim(teller, relation, subject, predicate, object_)


def _once(extraction: Extraction) -> Iterator[Relation]:
    """The relations without those that only repeat, with other mentions, what a sentence says.

    Of repetitions the one that says most stays: the surest, then the one with dates, then the
    first. They are told by the article's own entities, so that no decision about persons
    changes which claim stands for the others.
    """
    best: dict[tuple[object, ...], Relation] = {}
    for relation in extraction.relations:
        said = relation.assertion
        subject, object_ = (extraction.mentions[m] for m in (relation.subject, relation.object))
        key = (
            *(said.evidence, said.polarity, said.tense == "past", said.attributions),
            *(subject.entity, relation.predicate, object_.entity, relation.title),
        )
        if key not in best or _weight(relation) > _weight(best[key]):
            best[key] = relation
    kept = {id(relation) for relation in best.values()}
    return (relation for relation in extraction.relations if id(relation) in kept)


def _weight(relation: Relation) -> tuple[int, int]:
    dates = (relation.begin is not None) + (relation.end is not None)
    return _SURENESS[relation.assertion.certainty], dates


def _claim(teller: Teller, relation: Relation, subject: str, predicate: str, object_: str) -> Claim:
    said = relation.assertion.evidence
    ends = [teller.extraction.mentions[i] for i in (relation.subject, relation.object)]
    # A country that is inferred may be named elsewhere in the article.
    here = [m for m in ends if said.start <= m.start and m.end <= said.end]
    start = min((m.start for m in here), default=said.start)
    end = max((m.end for m in here), default=said.end)
    return Claim(
        # Of what the article says where, not of whom it is taken for: a decision on a claim
        # holds when two persons become one.
        id=iris.hashed(
            "claim",
            teller.article.digest,
            *(offset for m in ends for offset in (m.start, m.end)),
            predicate,
            relation.title,
        ),
        subject=subject,
        predicate=predicate,
        object=object_,
        begin=relation.begin,
        end=relation.end,
        telling=teller.telling(relation.assertion, start, end),
    )


def office_of(title: str, of: Node) -> Office:
    """One office per title and holder; "former" and "new" belong to the claim."""
    words = title.split()
    while (len(words) > 1 and words[0].strip("-").lower() in _STATUS_WORDS) or words[:1] == ["-"]:
        words = words[1:]
    bare = " ".join(words)
    slug = f"{of.key or iris.slug(of.label)}-{iris.slug(bare)}"
    label = f"{bare} of {with_article(of)}"
    return Office(id=f"{iris.ID}office/{slug}", title=bare, of=of.id, label=label)
