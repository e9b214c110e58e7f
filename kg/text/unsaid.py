"""Whose office it is where a phrase does not say: "President Quispe said", "the chancellor".

Only ever probable. The country that alone has such an office; that of the phrase around it or
of the office joined to it; the country that stands with the person's name and in the article
far more than any other. A country whose holder of the same office the article names is nobody
else's.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from kg.text import offices, parties, titles
from kg.text.assertion import assess
from kg.text.posts import Post
from kg.text.reading import Reading
from kg.text.tokens import Token

Key = tuple[int, str]  # a person and the last word of a title
# Words for many things besides an office of state, and for offices of no one state.
_VAGUE = frozenset(
    "leader representative negotiator envoy diplomat ruler deputy whip staff lawmaker legislator".split()
)
_FOREIGN = frozenset({"european", "eu", "un", "regional", "local", "provincial"})
_ACROSS = frozenset({"with", "against", "toward", "towards"})
_RULERS = frozenset({"dictator", "ruler", "strongman", "leader"})
_MEETING = frozenset({"meet", "visit", "telephone", "phone", "call", "warn", "threaten", "thank"})
_GOING = frozenset({"go", "travel", "fly", "send", "dispatch", "trip", "visit"})
_PUBLIC = ("state", "local")
_LEAD = 1.7  # how much likelier than the next a guess must be
_SHARE = 0.15  # of all mentions of countries, where the likeliest country is ruled out
_ENOUGH = 3  # mentions that make a country the article's subject


@dataclass(frozen=True, slots=True)
class _Article:
    """What guesses are made from; ``known`` are the countries that are said elsewhere."""

    reading: Reading
    posts: list[Post]
    known: dict[Key, int]
    counts: Counter[int]

    def held(self, key: Key) -> set[int]:
        """Countries where somebody else holds the office now."""
        current = {_key(self.reading, p) for p in self.posts if p.office.tense != "past"}
        return {
            country
            for other, country in self.known.items()
            if _one_office(other[1], key[1]) and other[0] != key[0] and other in current
        }

    def nearest(self, post: Post, entity: int) -> int:
        """The mention of a country that stands nearest to the person."""
        start = self.reading.mention_tokens[post.person][0]
        near = [i for i, m in enumerate(self.reading.mentions) if m.entity == entity]
        return min(near, key=lambda i: (abs(self.reading.mention_tokens[i][0] - start), i))


def find(reading: Reading, posts: list[Post]) -> Iterator[tuple[Post, int | None]]:
    """(post, a mention of its country) for the offices of which no country is said.

    None where the article does not let one guess. Once for each office and tense.
    """
    article = _article(reading, posts)
    done = {_said(reading, p) for p in posts if p.office.holder is not None}
    left: dict[tuple[Key, bool], Post] = {}
    for post in posts:
        said = _said(reading, post)
        if said in done or not _is_bare(reading, post):
            continue
        country = _elsewhere(article, post)
        if country is None:
            country = _country(article, post)
        if country is not None:
            done.add(said)
            yield post, country
        else:
            left.setdefault(said, post)
    yield from ((post, None) for said, post in left.items() if said not in done)


def _elsewhere(article: _Article, post: Post) -> int | None:
    """Held here, no longer held there: the country that the article says of either."""
    country = article.known.get(_key(article.reading, post))
    return None if country is None else article.nearest(post, country)


def _said(reading: Reading, post: Post) -> tuple[Key, bool]:
    return _key(reading, post), post.office.tense == "past"


def nationals(reading: Reading, posts: list[Post]) -> Iterator[tuple[Post, int]]:
    """(post, a mention of a country) where a domestic article names a holder of public office.

    A mayor, a minister or the leader of a party in an article about one country is most likely
    of that country, though it is not said and though the office is not the country's.
    """
    article = _article(reading, posts)
    for post in posts:
        office = post.office
        if office.kind not in _PUBLIC or _FOREIGN & {t.lower_ for t in post.head.lefts}:
            continue
        holder = office.holder
        if holder is not None and not parties.is_party(reading.entity_of(holder).name):
            continue
        country = _of_article(article, post)
        if country is not None:
            yield post, country


def _article(reading: Reading, posts: list[Post]) -> _Article:
    counts = Counter(m.entity for m in reading.mentions if m.type == "country")
    known: dict[Key, int] = {}
    for post in posts:
        holder = post.office.holder
        if holder is not None and reading.mentions[holder].type == "country":
            known.setdefault(_key(reading, post), reading.mentions[holder].entity)
    return _Article(reading, posts, known, counts)


def _one_office(known: str, title: str) -> bool:
    """The same last word; and where a dictator or "its leader" is known, no president rules."""
    return known == title or (title == "president" and known in _RULERS)


def _key(reading: Reading, post: Post) -> Key:
    words = post.office.title.lower().split()
    return reading.mentions[post.person].entity, words[-1] if words else ""


def _is_bare(reading: Reading, post: Post) -> bool:
    """Whether a national office stands without any word of whose it is."""
    office, doc = post.office, reading.doc
    if office.holder is not None or office.kind != "state" or office.opposing:
        return False
    if doc[office.head.end - 1].lower_ in _VAGUE or _FOREIGN & {t.lower_ for t in post.head.lefts}:
        return False
    behind = doc[office.head.end : office.end]
    return not any(t.pos_ == "PROPN" and t.lower_ not in offices.FIELDS for t in behind)


# --- guesses, the surest first -----------------------------------------------------------------


def _country(article: _Article, post: Post) -> int | None:
    for guess in (_by_title, _by_country, _in_phrase, _joined, _likely):
        found = guess(article, post)
        if found is not None:
            return found
    return None


def _by_title(article: _Article, post: Post) -> int | None:
    """ "Chancellor Quispe": few countries have one, and one of them alone is spoken of."""
    few = titles.countries_of(article.reading.doc, post.office.head)
    spoken = [e for e in sorted(article.counts) if article.reading.entities[e].key in few]
    return article.nearest(post, spoken[0]) if len(spoken) == 1 else None


def _by_country(article: _Article, post: Post) -> int | None:
    """ "the country's president": the country that was named last."""
    owner = next((t for t in post.head.lefts if t.dep_ == "poss"), None)
    if owner is None or owner.lower_ not in ("country", "nation"):
        return None
    tokens = article.reading.mention_tokens
    before = [
        index
        for index, mention in enumerate(article.reading.mentions)
        if mention.type == "country" and tokens[index][1] <= owner.i
    ]
    return max(before, key=lambda m: tokens[m]) if before else None


def _in_phrase(article: _Article, post: Post) -> int | None:
    """ "the Venezuelan government, led by acting President X": the subject's country."""
    verb = next((a for a in post.head.ancestors if a.dep_ in ("acl", "relcl", "appos")), None)
    noun = verb.head if verb is not None else None
    if noun is None or noun.sent.start != post.head.sent.start:
        return None
    reading = article.reading
    inside = {t.i for t in noun.lefts} | {noun.i}
    found = (m for i in sorted(inside) for m in reading.mentions_at(i))
    return next((m for m in found if reading.mentions[m].type == "country"), None)


def _joined(article: _Article, post: Post) -> int | None:
    """ "President X and Prime Minister Y": the country of the office-holder joined to it."""
    reading = article.reading
    start, end = reading.mention_tokens[post.person]
    beside = {
        reading.mentions[m].entity
        for t in reading.doc[start:end].root.conjuncts
        for m in reading.mentions_at(t.i)
    }
    held = article.held(_key(reading, post))  # "talks between President X and President Y"
    lands = sorted({v for (person, _), v in article.known.items() if person in beside} - held)
    return article.nearest(post, lands[0]) if len(lands) == 1 else None


def _likely(article: _Article, post: Post) -> int | None:
    """The country that stands with the person's name most often, and in the article.

    The share of the person's sentences counts once, that of the article twice; both weights
    and the lead that is asked for were set on English news by hand.
    """
    held = set() if _is_over(article.reading, post) else article.held(_key(article.reading, post))
    held |= _across(article.reading, post)
    total = sum(article.counts.values())
    near = _shares(article, article.reading.mentions[post.person].entity)
    scores = {
        entity: near.get(entity, 0.0) + 2 * count / total
        for entity, count in article.counts.items()
        if entity not in held and (not held or count >= _SHARE * total)
    }
    ranked = sorted(scores, key=lambda e: (-scores[e], e))
    if not ranked or (len(ranked) > 1 and scores[ranked[0]] < _LEAD * scores[ranked[1]]):
        return None
    return article.nearest(post, ranked[0])


def _across(reading: Reading, post: Post) -> set[int]:
    """Whom an office-holder deals with: "the Quispe administration seeks a deal with Chile"."""
    start, end = reading.mention_tokens[post.person]
    if not {post.head.dep_, reading.doc[start:end].root.dep_} & {"nsubj", "nsubjpass"}:
        return set()
    sentence = post.head.sent
    return {
        mention.entity
        for mention, (first, last) in zip(reading.mentions, reading.mention_tokens, strict=True)
        if mention.type == "country"
        and sentence.start <= first < sentence.end
        and _is_opposite(reading.doc[first:last].root)
    }


def _is_opposite(country: Token) -> bool:
    """ "with Chile", "met the Chilean envoy", "travelled to Chile"."""
    while country.dep_ in ("amod", "compound", "nmod", "poss"):
        country = country.head
    verb = country.head
    if country.dep_ == "dobj":
        return verb.lemma_ in _MEETING
    return verb.lower_ in _ACROSS or (verb.lower_ == "to" and verb.head.lemma_ in _GOING)


def _is_over(reading: Reading, post: Post) -> bool:
    """Whether a phrase says that the office is past: then others may hold it since."""
    if post.office.tense == "past" or post.verb is None or post.verb.lemma_ not in ("be", "serve"):
        return post.office.tense == "past"
    return assess(reading, post.verb, post.rule).tense == "past"


def _shares(article: _Article, person: int) -> dict[int, float]:
    """Country → its share of the sentences that name the person and a country.

    Words that say of which country somebody else is do not count.
    """
    reading, others = article.reading, _of_others(article, person)
    own = {
        reading.doc[start].sent.start
        for mention, (start, _) in zip(reading.mentions, reading.mention_tokens, strict=True)
        if mention.entity == person
    }
    sentences: dict[int, list[int]] = {}
    for index, mention in enumerate(reading.mentions):
        if mention.type != "country" or mention.form != "name" or index in others:
            continue
        at = reading.mention_tokens[index][0]
        start = reading.doc[at].sent.start
        if start in own and not offices.is_opposed(reading.doc, at):
            sentences.setdefault(start, []).append(mention.entity)
    shares: dict[int, float] = {}
    for entities in sentences.values():
        for entity in entities:
            shares[entity] = shares.get(entity, 0.0) + 1 / len(entities) / len(sentences)
    return shares


def _of_others(article: _Article, person: int) -> set[int]:
    return {
        mention
        for post in article.posts
        if article.reading.mentions[post.person].entity != person
        for mention in (post.office.holder, post.office.demonym)
        if mention is not None
    }


def _of_article(article: _Article, post: Post) -> int | None:
    """The country that the article is about."""
    ranked = article.counts.most_common()
    if not ranked:
        return None
    (first, count), rest = ranked[0], sum(n for _, n in ranked[1:])
    return article.nearest(post, first) if count >= max(_ENOUGH, 2 * rest) else None
