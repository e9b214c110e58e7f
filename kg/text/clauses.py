"""Grammar that the rules share: whose act a word is, on whom, and what it hangs on.

Everything is read off spaCy's English dependency labels (ClearNLP scheme). Nothing here
knows events or entities.
"""

from __future__ import annotations

from collections.abc import Iterator

from kg.text.tokens import Token

SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj"})
_PASSIVE = frozenset({"nsubjpass", "auxpass"})
_RELATIVE = frozenset({"who", "which", "that", "whom"})
_INFINITE = frozenset({"VBG", "VBN", "VB"})
_MAX_CLIMB = 12
_DITRANSITIVE = frozenset(
    "give award grant offer send show teach tell pay lend deny promise charge fine ask".split()
)
# Verbs whose object is the doer of the infinitive: "urged Peru to leave".
_SENDING = frozenset({"send", "dispatch", "delegate", "deploy", "assign", "invite"})
_SUBJECT_CONTROL = frozenset({"promise", "threaten", "vow", "pledge", "ask_for"})


# Nouns that take an infinitive of their own: in "declined a request to comment" the
# infinitive says what was requested.
_PROMISES = frozenset(
    [
        "request",
        "call",
        "demand",
        "offer",
        "proposal",
        "plan",
        "bid",
        "decision",
        "right",
        "appeal",
        "motion",
        "deal",
        "agreement",
        "resolution",
        "attempt",
        "effort",
        "chance",
        "order",
        "plea",
        "move",
        "idea",
        "permission",
        "suggestion",
    ]
)
# The last parts of nouns that are written with a hyphen, which the tokenizer cuts.
_PARTICLES = frozenset({"in", "out", "up", "off", "down", "over", "back", "away"})
# What the lemmatizer gets wrong: it undoubles "staged" and "fined" to "stag" and "fin".
_LEMMAS = {
    "stag": "stage",
    "wag": "wage",
    "fin": "fine",
    "hop": "hope",
    "rap": "rape",
    "spar": "spare",
    "readmitte": "readmit",
    "resupplie": "resupply",
}


def lemma(token: Token) -> str:
    """The dictionary form of a word in lower case; of "sit-in" and "build-up" the whole word."""
    found = token.lemma_.lower()
    if found in _PARTICLES and token.tag_ == "NN" and token.i > 1:
        hyphen, first = token.nbor(-1), token.nbor(-2)
        if hyphen.text == "-" and not (first.whitespace_ or hyphen.whitespace_):
            return f"{first.lemma_.lower()}-{found}"
    return _LEMMAS.get(found, found)


def is_verb(token: Token) -> bool:
    """Whether a token heads a clause."""
    return token.pos_ in ("VERB", "AUX")


def is_passive(verb: Token) -> bool:
    """Whether a verb stands in the passive, with or without an auxiliary."""
    if any(c.dep_ in _PASSIVE for c in verb.children):
        return True
    if verb.tag_ != "VBN" or any(c.dep_ in ("nsubj", "aux") for c in verb.children):
        return False
    if verb.dep_ == "conj" and verb.head.tag_ == "VBN":
        return is_passive(verb.head)
    if verb.dep_ == "acl" and child(verb, "dobj") is not None and lemma(verb) not in _DITRANSITIVE:
        return False  # a past tense that the parser takes for a participle
    return verb.dep_ in ("acl", "advcl", "amod", "ROOT", "relcl")


def ancestors(token: Token) -> Iterator[tuple[Token, Token]]:
    """Pairs (child, head) from a token up to the root, at most twelve."""
    for _ in range(_MAX_CLIMB):
        if token.head.i == token.i:
            return
        yield token, token.head
        token = token.head


def child(token: Token, *deps: str) -> Token | None:
    """The first child under one of the dependency labels."""
    return next((c for c in token.children if c.dep_ in deps), None)


def subject(verb: Token) -> Token | None:
    """The word that fills the subject of a verb on the surface, across control and sharing."""
    own = child(verb, "nsubj", "nsubjpass")
    if own is not None:
        if own.lower_ in _RELATIVE and verb.dep_ == "relcl":
            return verb.head
        return own
    return _inherited_subject(verb) or _name_before(verb)


def _name_before(verb: Token) -> Token | None:
    """A name before a finite verb that the parser takes for an adverbial: "Nauru refused"."""
    if verb.tag_ not in ("VBD", "VBZ"):
        return None
    names = (c for c in verb.children if c.dep_ == "npadvmod" and c.i < verb.i)
    return next((c for c in names if c.ent_type_ in ("GPE", "ORG", "PERSON", "NORP")), None)


def _inherited_subject(verb: Token) -> Token | None:
    head = verb.head
    if head.i == verb.i:
        return None
    if verb.dep_ in ("acl", "relcl"):
        return head if verb.tag_ in _INFINITE or verb.tag_ == "VBD" else None
    if verb.dep_ == "conj":
        return subject(head) if is_verb(head) else None
    if verb.dep_ in ("xcomp", "ccomp", "advcl", "dep", "pcomp"):
        return _controller(verb)
    return None


def _controller(verb: Token) -> Token | None:
    head = verb.head
    if verb.dep_ == "pcomp":
        head = head.head
    if verb.dep_ == "ccomp" and verb.tag_ == "VB" and child(verb, "nsubj") is None:
        return subject(head) if is_verb(head) else None
    if head.pos_ == "NOUN" and head.dep_ == "dobj" and verb.dep_ == "pcomp":
        return head
    if not is_verb(head):
        described = head.pos_ == "ADJ" and head.dep_ == "acomp"
        return subject(head.head) if described else None
    sent = verb.dep_ == "advcl" and verb.tag_ == "VB" and lemma(head) in _SENDING
    if sent and not is_passive(head) and (envoy := child(head, "dobj")) is not None:
        return envoy
    if verb.dep_ in ("xcomp", "ccomp", "pcomp") and lemma(head) not in _SUBJECT_CONTROL:
        controller = child(head, "dobj", "dative")
        if controller is not None and verb.dep_ != "pcomp":
            return controller
        if controller is not None and verb.head.lower_ in ("of", "from", "into"):
            return controller
    return child(head, "nsubjpass") or subject(head)


def doer(verb: Token) -> Token | None:
    """Who acts: the subject of an active verb, the "by" phrase of a passive one."""
    if (name := absolute(verb)) is not None:
        return name
    if not is_passive(verb):
        return subject(verb)
    by = next((c for c in verb.children if c.dep_ == "agent" or c.lower_ == "by"), None)
    return child(by, "pobj") if by is not None else None


def absolute(verb: Token) -> Token | None:
    """The doer of a participle that the parser takes for an adjective.

    In "with Kim inviting firms to invest" it reads "Kim inviting firms" as one noun phrase.
    """
    if verb.tag_ != "VBG" or verb.dep_ != "amod" or verb.i == 0:
        return None
    name = verb.nbor(-1)
    if name.pos_ != "PROPN" or name.head.i != verb.head.i or name.sent.start == name.left_edge.i:
        return None
    return name if name.left_edge.nbor(-1).lower_ == "with" else None


def antecedent(verb: Token) -> Token | None:
    """The noun of a relative clause before a joined verb that may belong to that clause.

    "Ties, which have soured and, in March, broke down": the parser may join the second verb
    to the main clause instead.
    """
    if verb.dep_ != "conj" or child(verb, "nsubj", "nsubjpass") is not None:
        return None
    for t in reversed(verb.doc[verb.head.i : verb.i]):
        if t.dep_ == "relcl" and (gap := child(t, "nsubj")) is not None:
            return t.head if gap.lower_ in _RELATIVE else None
    return None


def undergoer(verb: Token) -> Token | None:
    """Whom the act falls on: the object of an active verb, the subject of a passive one."""
    if absolute(verb) is not None:
        return verb.head
    if is_passive(verb):
        if verb.dep_ in ("acl", "amod") and child(verb, "nsubjpass") is None:
            return verb.head
        return subject(verb)
    found = child(verb, "dobj")
    if found is None and verb.dep_ == "relcl" and child(verb, "nsubj") is not None:
        gap = child(verb, "nsubj")
        return verb.head if gap is not None and gap.lower_ not in _RELATIVE else None
    if found is not None and found.lower_ in _RELATIVE and verb.dep_ == "relcl":
        return verb.head
    return found or _raised_object(verb) or _following_object(verb)


def kept(verb: Token) -> Token | None:
    """The object that a passive keeps: "was granted |asylum|"."""
    return child(verb, "dobj", "oprd") if is_passive(verb) else None


def recipient(verb: Token) -> Token | None:
    """To whom a thing is given: the indirect object, in the passive the subject."""
    given = child(verb, "dative")
    if given is not None:
        return None if given.pos_ == "ADP" else given
    if kept(verb) is not None:
        return subject(verb)
    thing = child(verb, "dobj")  # "fined a bank ten dollars": the parser joins both objects
    return None if thing is None or thing.tag_ != "NNS" else child(thing, "nmod")


def _raised_object(verb: Token) -> Token | None:
    """What the parser takes for a subject below: "let him go", "found him guilty"."""
    for c in verb.children:
        if c.dep_ in ("ccomp", "xcomp") and c.i > verb.i:
            raised = child(c, "nsubj", "nsubjpass")
            bare = c.pos_ == "ADJ" or verb.lemma_ in ("let", "make") or _infinitive(c)
            if raised is not None and bare and verb.i < raised.i < c.i:
                return raised
    return None


def _following_object(verb: Token) -> Token | None:
    """The object that a verb shares with a verb joined to it: "tortured and killed him"."""
    for joined in verb.children:
        if joined.dep_ == "conj" and is_verb(joined) and child(joined, "nsubj") is None:
            between = verb.doc[verb.i + 1 : joined.i]
            if all(t.pos_ in ("CCONJ", "ADV", "PUNCT") for t in between):
                return child(joined, "dobj")
    return None


def complement(token: Token) -> Token | None:
    """The head of the clause that completes a word: what is agreed, refused, asked for."""
    if absolute(token) is not None and _infinitive(token.head.head):
        return token.head.head
    for c in token.children:
        if c.dep_ in ("xcomp", "ccomp") and c.i > token.i:
            return c
    for c in token.children:
        if c.dep_ in ("advcl", "acl") and c.i > token.i and (_infinitive(c) or _that(c)):
            return c
    found = child(token, "dobj")
    if found is not None and lemma(found) not in _PROMISES:
        return next(
            (c for c in found.children if c.dep_ in ("acl", "relcl") and _infinitive(c)), None
        )
    return None


def _infinitive(verb: Token) -> bool:
    return any(c.tag_ == "TO" for c in verb.children)


def _that(verb: Token) -> bool:
    return any(c.dep_ == "mark" and c.lower_ == "that" for c in verb.children)


def prepositional(token: Token, preposition: str) -> Iterator[Token]:
    """Objects of a preposition that hangs on a word, in text order."""
    for c in token.children:
        if c.dep_ in ("prep", "agent", "dative", "prt") and c.lower_ == preposition:
            for obj in c.children:
                if obj.dep_ in ("pobj", "pcomp"):
                    yield obj
                elif obj.dep_ == "prep" and obj.lower_ in ("of", "to", "with", "from"):
                    yield from (k for k in obj.children if k.dep_ == "pobj")
