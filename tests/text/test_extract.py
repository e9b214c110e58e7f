"""Whatever the text, every offset of an extraction is inside it and every index leads somewhere."""

from __future__ import annotations

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kg.model import Article, Extraction, Span
from kg.text.extract import extract

PIECES = st.sampled_from(
    """
    Peruvian President Ana Quispe|met|Chilean envoys|in Lima on Monday|, Reuters reported.|
    "We will leave," |he said.|The U.S.-Kenya talks|were cancelled|Kenya denied that| Nepal had attacked |
    # Heading |- item one|\u2713 done|| cell | cell ||#Lima #Talks|\n|\n\n|  |\u00a0|\u200b|\u202e|\u0000|
    according to two officials|on 3 March 2024|last week|\U0001f600|e\u0301|مصر|中国|<script>|{{7*7}}|'; DROP|
    """.replace("\n    ", "").split("|")
)
SETTINGS = settings(
    max_examples=60,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)


def _spans(x: Extraction):
    yield from ((m.start, m.end) for m in x.mentions)
    yield from ((t.start, t.end) for t in x.times)
    for a in x.attributions:
        yield from ((s.start, s.end) for s in (a.source, a.cue, a.content) if s is not None)
    for e in x.events:
        yield e.trigger.start, e.trigger.end
    for a in [r.assertion for r in x.relations] + [e.assertion for e in x.events]:
        yield a.evidence.start, a.evidence.end


def _inside(inner: Span, outer: Span) -> bool:
    return outer.start <= inner.start and inner.end <= outer.end


@SETTINGS
@given(pieces=st.lists(PIECES, max_size=25), glue=st.sampled_from(["", " "]))
def test_every_offset_and_index_holds(nlp, pieces, glue):
    text = glue.join(pieces)
    [(_, x)] = extract(nlp, [Article(id="a", digest="d", text=text)])
    assert all(0 <= start < end <= len(text) for start, end in _spans(x))
    assert all(0 <= m.entity < len(x.entities) for m in x.mentions)
    assert {m.entity for m in x.mentions} == set(range(len(x.entities)))
    for r in x.relations:
        assert max(r.subject, r.object) < len(x.mentions)
    for e in x.events:
        assert _inside(e.trigger, e.assertion.evidence)
        assert all(a.mention < len(x.mentions) for a in e.arguments)
        assert e.time is None or e.time < len(x.times)
        assert e.place is None or e.place < len(x.mentions)
        assert all(i < len(x.attributions) for i in e.assertion.attributions)
    assert list(x.mentions) == sorted(x.mentions, key=lambda m: (m.start, -m.end))


def test_an_article_is_read_alike_in_any_company(nlp):
    texts = [
        "Kenyan President Ana Odhiambo visited Nepal on 3 March 2024.",
        "Chile expelled two Bolivian diplomats, officials said.",
        "",
        "A" * 500,
    ]
    articles = [Article(id=str(n), digest=str(n), text=t) for n, t in enumerate(texts)]
    together = {a.id: x for a, x in extract(nlp, articles[::-1])}
    alone = {a.id: x for article in articles for a, x in extract(nlp, [article])}
    assert together == alone
