"""Reporting word → the words it reports, as a range of tokens.

The content follows the parse: a complement clause, an object, what a preposition leads to. A
verb of speech in passing ("..., police said", "said the mayor") takes the clause it interrupts
or the quotation beside it.
"""

from __future__ import annotations

from kg.model import Span
from kg.text.clauses import child
from kg.text.quotations import Quotations
from kg.text.speakers import Range
from kg.text.tokens import Token

_PASSING = frozenset({"parataxis", "ccomp", "dep"})
_OBJECTS = frozenset({"dobj", "nsubjpass"})
_NOT_OBJECTS = frozenset({"WP", "WDT"})
_MAX_LEAD = 80  # code points between a cue and its quotation
_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})


def of_verb(verb: Token, places: frozenset[str], quotes: Quotations) -> Range | None:
    """What a verb reports, if it stands where the verb may have it."""
    particle = child(verb, "prt")
    if "clause" not in places and (particle is None or particle.lower_ not in places):
        return _infinite(verb, places) or _nominal(verb, places)
    complement = child(verb, "ccomp")
    if complement is not None:
        return _subtree(complement)
    speaks = child(verb, "nsubj") is not None
    found = _infinite(verb, places)
    if found is None and speaks:
        found = _interrupted(verb)
    found = found or _quoted(verb, quotes) or _nominal(verb, places)
    if found is None and speaks:
        found = _quoted_before(verb, quotes) or _sentence_before(verb)
    return found or _next_lines(verb)


def of_noun(noun: Token, places: frozenset[str]) -> Range | None:
    """What a noun reports: "the claim [that ...]", "allegations of [fraud]"."""
    for c in noun.children:
        if c.dep_ in ("acl", "ccomp", "relcl"):
            opens = {d.lower_ for d in c.children if d.dep_ in ("mark", "aux") or d.tag_ == "IN"}
            if ("that" in opens and "clause" in places) or (
                "to" in opens and "infinitive" in places
            ):
                return _subtree(c)
        if c.dep_ == "prep" and c.lower_ in places:
            inner = child(c, "pobj", "pcomp")
            if inner is not None:
                return _subtree(inner)
    return None


def of_adjective(adjective: Token, places: frozenset[str]) -> Range | None:
    """What somebody is said to feel: "was sure [that ...]", "critical of [the sale]"."""
    if adjective.dep_ != "acomp":
        return None
    for c in adjective.children:
        if (c.dep_ == "ccomp" and "clause" in places) or (
            c.dep_ == "xcomp" and "infinitive" in places
        ):
            return _subtree(c)
        if c.dep_ == "prep" and c.lower_ in places:
            inner = child(c, "pobj", "pcomp")
            if inner is not None:
                return _subtree(inner)
    return None


def of_according(token: Token, end: int) -> Range:
    """What "according to ..." (ending before token ``end``) vouches for: its clause's rest."""
    sent, doc = token.sent, token.doc
    if token.i - sent.start < 2:
        return end, sent.end
    first = sent.start
    for i in range(token.i - 1, sent.start, -1):
        if doc[i].text == ";":
            first = i + 1
            break
    return first, token.i


# --- clauses and quotations ------------------------------------------------------------------


def _interrupted(verb: Token) -> Range | None:
    """The clause that a report in passing breaks into: "[The road], police said, [was mined]"."""
    mark = child(verb, "mark")
    as_said = verb.dep_ == "advcl" and mark is not None and mark.lower_ == "as"
    if verb.dep_ not in _PASSING and not as_said:
        return None
    head = verb.head
    left, right = verb.left_edge.i, verb.right_edge.i + 1
    first, last = head.left_edge.i, head.right_edge.i + 1
    if verb.dep_ in ("ccomp", "dep") and (right < last or verb.i < head.i):
        return None
    if left > first:
        return first, left if right >= last - 1 else last
    return (right, last) if right < last else None


def _quoted(verb: Token, quotes: Quotations) -> Range | None:
    """The quotation beside the verb's clause in one sentence, or after a colon."""
    before = _adjacent(verb, quotes)
    if before is not None and before.end > verb.sent.start_char:
        return _tokens(verb, before)
    after = quotes.after(verb.idx)
    if after is None:
        return None
    lead = quotes.text[verb.idx + len(verb) : after.start]
    if len(lead) < _MAX_LEAD and _opens(lead, after.start <= verb.sent.end_char):
        return _tokens(verb, after)
    return None


def _quoted_before(verb: Token, quotes: Quotations) -> Range | None:
    """A quotation that ends as a sentence just before: '"We won." The mayor said so twice.'"""
    before = _adjacent(verb, quotes)
    if before is None or "\n" in quotes.text[before.end : verb.idx]:
        return None
    return _tokens(verb, before)


def _adjacent(verb: Token, quotes: Quotations) -> Span | None:
    """The quotation that nothing but the verb's subject and adverbs keeps from the verb."""
    before = quotes.before(verb.idx)
    if before is None or verb.idx - before.end > _MAX_LEAD:
        return None
    lead = quotes.text[before.end : verb.idx]
    between = verb.doc.char_span(before.end, verb.idx, alignment_mode="contract")
    if "\n" in lead.strip() or (between is not None and any(_is_clause(t, verb) for t in between)):
        return None
    return before


def _is_clause(token: Token, verb: Token) -> bool:
    return token.pos_ in ("VERB", "AUX", "CCONJ", "SCONJ") and token.head.i != verb.i


def _opens(lead: str, same_sentence: bool) -> bool:
    bare = lead.strip()
    if bare.endswith(":"):
        return True
    return same_sentence and (not bare or bare.endswith((",", " that", "that")))


def _sentence_before(verb: Token) -> Range | None:
    """The clause before a report that closes a sentence: "[The road was mined], police said"."""
    doc, sent = verb.doc, verb.sent
    start = _clause_start(verb)
    if start - sent.start < 3 or doc[start - 1].text != "," or verb.right_edge.i < sent.end - 3:
        return None
    said = doc[sent.start : start - 1]
    return (sent.start, start - 1) if any(t.tag_ in _FINITE for t in said) else None


def _next_lines(verb: Token) -> Range | None:
    """The sentence after a report that ends with a colon."""
    doc, end = verb.doc, verb.sent.end
    words = [t for t in doc[verb.i : end] if not t.is_space]
    if words[-1].text != ":" or end >= len(doc):
        return None
    following = doc[end].sent
    return following.start, following.end


def _clause_start(verb: Token) -> int:
    """Where the verb with its subject and auxiliaries begins."""
    parts = [c for c in verb.lefts if c.dep_ in ("nsubj", "aux", "nsubjpass", "advmod", "neg")]
    return min((c.left_edge.i for c in parts), default=verb.i)


# --- infinitives, gerunds, objects ---------------------------------------------------------------


def _infinite(verb: Token, places: frozenset[str]) -> Range | None:
    for c in verb.children:
        if c.dep_ == "xcomp" and "infinitive" in places:
            return _with_object(verb, c)
        if c.dep_ in ("xcomp", "pcomp") and c.tag_ == "VBG" and "gerund" in places:
            return _subtree(c)
    return None


def _with_object(verb: Token, clause: Token) -> Range:
    """An infinitive with the object that carries it out: "urged [both sides to talk]"."""
    start, end = _subtree(clause)
    doer = child(verb, "dobj")
    return (doer.left_edge.i if doer is not None and verb.i < doer.i < start else start), end


def _nominal(verb: Token, places: frozenset[str]) -> Range | None:
    for c in verb.children:
        if c.dep_ in ("prep", "prt", "agent") and c.lower_ in places:
            inner = child(c, "pobj", "pcomp")
            if inner is not None:
                return inner.left_edge.i, max(inner.right_edge.i, _infinitive_end(verb)) + 1
    if "accusation" in places:
        return _accused(verb)
    if "predicate" in places and (found := _predicated(verb)) is not None:
        return found
    for c in verb.children:
        if c.dep_ in _OBJECTS and "object" in places and c.tag_ not in _NOT_OBJECTS:
            return _subtree(c)
    return None


def _infinitive_end(verb: Token) -> int:
    """The end of what is asked for: "called on [both sides to talk]"."""
    clause = child(verb, "xcomp", "advcl")
    return clause.right_edge.i if clause is not None and clause.tag_ == "VB" else -1


def _predicated(verb: Token) -> Range | None:
    """An object with what is said of it: "called [the raid a crime]"."""
    parts = [c for c in verb.children if c.dep_ in (*_OBJECTS, "oprd")]
    parts += [c for c in verb.rights if c.dep_ == "prep" and parts and c.i > parts[0].i]
    if not parts or all(p.dep_ in _OBJECTS for p in parts):
        return None
    if verb.dep_ == "acl" and child(verb, "dobj", "agent") is None:
        return None  # "a group called the Pathfinders" is a name
    return min(p.left_edge.i for p in parts), max(p.right_edge.i for p in parts) + 1


def _accused(verb: Token) -> Range | None:
    """An object with its charge: "accused [the firm of bribery]", "blamed [them for it]"."""
    parts = [c for c in verb.children if c.dep_ in _OBJECTS]
    charges = [c for c in verb.rights if c.dep_ == "prep" and c.lower_ in ("of", "for")]
    if not parts:
        return None
    if parts[0].dep_ == "nsubjpass" and charges:
        return _subtree(charges[0])
    return parts[0].left_edge.i, max(p.right_edge.i for p in parts + charges) + 1


def _subtree(token: Token) -> Range:
    return token.left_edge.i, token.right_edge.i + 1


def _tokens(token: Token, span: Span) -> Range | None:
    found = token.doc.char_span(span.start, span.end, alignment_mode="expand")
    return (found.start, found.end) if found is not None else None
