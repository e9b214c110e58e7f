"""Whom he, she, it and they mean, where one reading alone is likely.

In its own sentence a pronoun takes the subject of the nearest clause around or before it; with
no person there, the only person of the sentence before, or its subject. Gender excludes
(``kg.text.genders``), and so does grammar: "him" is not its own clause's subject. It and they
join countries only as the subject of a clause around them. The rest stays unresolved.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

from kg.model import MentionType
from kg.text import genders, kin, titles
from kg.text.clauses import SUBJECTS, is_verb, subject
from kg.text.genders import Pronoun
from kg.text.reading import Reading
from kg.text.tokens import Token

_SINGULAR: dict[str, Pronoun] = {
    **dict.fromkeys(("he", "him", "his", "himself"), "he"),
    **dict.fromkeys(("she", "her", "hers", "herself"), "she"),
}
_NEUTER = frozenset({"it", "its"})
_PLURAL = frozenset({"they", "their"})
_REFLEXIVE = frozenset({"himself", "herself"})
_OBJECTS = frozenset({"dobj", "dative", "iobj"})
_QUOTES = frozenset('"“”')
_SAYING = frozenset({"say", "tell", "add", "warn", "write", "ask", "explain", "claim", "note"})
_MAX_CLIMB = 12
_LOOK_BACK = 3  # sentences before the pronoun's own, as long as they name no person


@dataclass(frozen=True, slots=True)
class _Place:
    """A mention of a person as an antecedent: its head word and its entity."""

    head: Token
    entity: int


@dataclass(slots=True)
class _Search:
    """The article as antecedents are looked for in it, sentence by sentence.

    ``unknown`` holds the sentences with a pronoun that nobody was found for: whoever it means
    may be meant by the next one, too.
    """

    reading: Reading
    genders: dict[int, Pronoun]
    persons: defaultdict[int, list[_Place]] = field(default_factory=lambda: defaultdict(list))
    unknown: set[tuple[int, Pronoun]] = field(default_factory=set)
    quoted: set[int] = field(default_factory=set)

    def add(self, sentence: int, head: Token, entity: int) -> None:
        self.persons[sentence].append(_Place(head, entity))

    def entity_at(self, sentence: int, token: Token) -> int | None:
        """The person whose mention a token heads."""
        found = (p.entity for p in self.persons[sentence] if p.head.i == token.i)
        return next(found, None)


def resolve(reading: Reading) -> None:
    """Add a mention for every pronoun whose antecedent is plain."""
    search = _Search(reading, genders.of_entities(reading), quoted=_quoted(reading))
    sentence_of: dict[int, int] = {}
    for number, sent in enumerate(s for s in reading.doc.sents if not s.text.isspace()):
        sentence_of.update(dict.fromkeys(range(sent.start, sent.end), number))
    for mention, (start, end) in zip(reading.mentions, reading.mention_tokens, strict=True):
        if mention.type == "person":
            search.add(sentence_of[start], reading.doc[start:end].root, mention.entity)
    for token in reading.tokens:
        if token.tag_ in ("PRP", "PRP$"):
            _resolve(search, token, sentence_of[token.i])


def _quoted(reading: Reading) -> set[int]:
    """Tokens that stand after an odd number of quotation marks in their block."""
    starts = {block.start for block in reading.blocks}
    found: set[int] = set()
    inside = False
    for token in reading.tokens:
        if token.idx in starts:
            inside = False
        if token.text in _QUOTES:
            inside = not inside
        elif inside:
            found.add(token.i)
    return found


def _resolve(search: _Search, token: Token, sentence: int) -> None:
    word = token.lower_
    if word in _SINGULAR:
        if search.reading.mention_at(token.i) is None:
            entity = _person(search, token, sentence, _SINGULAR[word])
            if entity is None:
                search.unknown.add((sentence, _SINGULAR[word]))
            else:
                search.genders.setdefault(entity, _SINGULAR[word])
                search.add(sentence, token, entity)
                _add(search.reading, token, "person", entity)
    elif word in _NEUTER or word in _PLURAL:
        for entity in _countries(search.reading, token, plural=word in _PLURAL):
            _add(search.reading, token, "country", entity)


def _add(reading: Reading, token: Token, type_: MentionType, entity: int) -> None:
    reading.add_mention(token.i, token.i + 1, type_, "pronoun", entity)


# --- persons -----------------------------------------------------------------------------


def _person(search: _Search, token: Token, sentence: int, pronoun: Pronoun) -> int | None:
    first = _shared_owner(token)
    if first is not None:
        return search.entity_at(sentence, first)
    if _of_nobody_named(search, token, sentence):
        return None
    here = _candidates(search, search.persons[sentence], token, pronoun)
    if here:
        return _in_sentence(token, here)
    if any(
        p.head.i < token.i for p in search.persons[sentence] if not _against(search, p, pronoun)
    ):
        return None
    before = [p for p in search.persons.get(sentence - 1, []) if not _against(search, p, pronoun)]
    return _in_previous(search, token, before)


def _shared_owner(token: Token) -> Token | None:
    """Who owns two things joined by "and": "|Omar| and his wife", "|his| son and his daughter"."""
    noun = token.head
    if token.tag_ != "PRP$" or noun.dep_ != "conj":
        return None
    while noun.dep_ == "conj":
        noun = noun.head
    owner = next((c for c in noun.children if c.dep_ == "poss"), None)
    if owner is not None and owner.lower_ == token.lower_:
        return owner
    return noun if noun.pos_ == "PROPN" and kin.relation(token.head) == "spouse" else None


def _of_nobody_named(search: _Search, token: Token, sentence: int) -> bool:
    """Whether the nearest subject is a person without a name: "the driver said he"."""
    for head in _governing_subjects(token):
        if any(p.head.i == head.i or p.head.head.i == head.i for p in search.persons[sentence]):
            return False
        if head.tag_ == "NN" and head.dep_ != "attr":
            return titles.ending_at(token.doc, head.i + 1) is not None
    return False


def _against(search: _Search, place: _Place, pronoun: Pronoun) -> bool:
    return search.genders.get(place.entity, pronoun) != pronoun


def _candidates(
    search: _Search, places: list[_Place], token: Token, pronoun: Pronoun
) -> list[_Place]:
    """Persons before the pronoun in its sentence that gender and grammar allow."""
    return [
        p
        for p in places
        if p.head.i < token.i
        and not _against(search, p, pronoun)
        and not _is_co_argument(p.head, token)
        and not _is_quoted(p.head, token)
    ]


def _is_co_argument(candidate: Token, token: Token) -> bool:
    """Whether both are arguments of one verb, so that only a reflexive could mean the same."""
    if token.lower_ in _REFLEXIVE or token.tag_ == "PRP$":
        return False
    verb = token.head
    if token.dep_ == "pobj":
        verb = token.head.head
    if not is_verb(verb):
        return False
    other = candidate
    while other.dep_ in ("conj", "appos"):
        other = other.head
    return other.head.i == verb.i and (token.dep_ in _OBJECTS or other.dep_ in _OBJECTS)


def _is_quoted(candidate: Token, token: Token) -> bool:
    """Whether only one of the two stands within quotation marks: who is quoted says "I"."""
    between = [t for t in token.doc[candidate.i : token.i] if t.text in _QUOTES]
    return len(between) % 2 == 1


def _in_sentence(token: Token, here: list[_Place]) -> int | None:
    entities = {p.entity for p in here}
    if len(entities) == 1:
        return here[0].entity
    for head in _governing_subjects(token):
        for place in here:
            if place.head.i == head.i or (
                place.head.dep_ == "appos" and place.head.head.i == head.i
            ):
                return place.entity
    return None


def _governing_subjects(token: Token) -> Iterator[Token]:
    """Subjects of the clauses around a word, the nearest first; its own clause's if it may be."""
    at = token
    own = token.dep_ in SUBJECTS
    for _ in range(_MAX_CLIMB):
        if is_verb(at):
            found = None if own else subject(at)
            own = False
            if found is not None and found.i < token.i:
                yield found
            if at.dep_ in ("relcl", "acl"):
                yield at.head
        if at.head.i == at.i:
            return
        at = at.head


def _in_previous(search: _Search, token: Token, before: list[_Place]) -> int | None:
    """The only person of the sentence before, or its subject where the pronoun is one itself."""
    main = [p for p in before if _is_main_subject(p.head)]
    if len({p.entity for p in before}) > 1:
        owner = token.head if token.tag_ == "PRP$" else token
        before = main if owner.dep_ in SUBJECTS else []
    if len({p.entity for p in before}) != 1 or all(_is_oblique(p.head) for p in before):
        return None
    if token.i in search.quoted and any(p.head.head.lemma_ in _SAYING for p in main):
        return None  # who speaks of him or her is somebody else
    return before[0].entity


def _is_main_subject(head: Token) -> bool:
    return head.dep_ in SUBJECTS and head.head.i == head.sent.root.i


def _is_oblique(head: Token) -> bool:
    """Whether a word stands behind a preposition that makes it a mere circumstance."""
    while head.dep_ in ("conj", "appos"):
        head = head.head
    return head.dep_ == "pobj" and head.head.lower_ not in ("by", "to")


# --- countries ---------------------------------------------------------------------------


def _countries(reading: Reading, token: Token, *, plural: bool) -> list[int]:
    """The country, or for they the countries, that are the subject of a clause around a word."""
    if reading.mention_at(token.i) is not None:
        return []
    head = _clause_subject(token)
    if head is None or _is_quoted(head, token):
        return []
    joined = [head, *(c for c in head.conjuncts if c.i < token.i)]
    entities = [e for t in joined if (e := _country_at(reading, t)) is not None]
    if len(entities) != len(joined) or plural != (len(set(entities)) > 1):
        return []
    return list(dict.fromkeys(entities))


def _clause_subject(token: Token) -> Token | None:
    """The subject of a clause around a word: "Peru said it would", "Peru opened its border"."""
    if token.tag_ == "PRP$":
        noun = token.head
        if noun.dep_ in ("attr", "nsubj", "nsubjpass") and noun.head.lemma_ == "be":
            return None  # "which is its main partner"
        verb = next((a for a in noun.ancestors if is_verb(a)), None)
        return subject(verb) if verb is not None and noun.dep_ not in SUBJECTS else None
    verb = token.head
    if token.dep_ not in SUBJECTS or verb.dep_ not in ("ccomp", "advcl"):
        return None
    return subject(verb.head) if is_verb(verb.head) else None


def _country_at(reading: Reading, token: Token) -> int | None:
    """The country that a word names as a noun of its own."""
    index = reading.head_mention(token)
    if index is None or reading.mentions[index].type != "country":
        return None
    return reading.mentions[index].entity if token.pos_ == "PROPN" else None
