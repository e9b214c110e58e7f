"""Reading → time expressions, valued against the publication date and the tense around them.

The words of an expression are found by ``kg.text.timerules`` and valued by
``kg.text.timevalues``; here the parse decides which of them are times at all (a bare ``2019``,
``May``) and on which side of the publication date a weekday or a month lies. Left out: most
holidays, and expressions anchored to events ("two days after the vote" is the duration alone).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from kg.model import Time
from kg.text.reading import Reading
from kg.text.timecontext import Context
from kg.text.timerules import Found, scan
from kg.text.timevalues import value
from kg.text.tokens import Span, Token
from kg.timex import bounds

_FUTURE_AUXILIARIES = {"will", "'ll", "’ll", "wo", "shall"}
_FORWARD_WORDS = {
    "plan", "expect", "schedule", "due", "set", "slate", "hope", "intend", "aim", "vow", "pledge",
    "promise", "agree", "want", "ready", "bind", "likely", "would", "should", "must", "can",
    "could", "may", "might", "until", "deadline",
}  # fmt: skip
_VERBS = {"VERB", "AUX"}
_NAMES = {"PERSON", "ORG", "WORK_OF_ART", "PRODUCT", "FAC"}
_NAME_LIKE = {"month", "weekday", "part", "season", "frequency", "vague"}
_DETERMINERS = {"the", "that", "its", "his", "her", "their", "our", "this", "'s", "’s"}
_YEAR_LEADS = {
    "in", "since", "by", "of", "from", "until", "till", "before", "after", "during", "to", "for",
    "between", "the", "around", "circa", "through", "throughout", "early", "late", "mid", "and",
    "or", "than", "a", "as", "into", "at", "on", "its", "his", "her", "their", "our", "(",
    "-", "–", "—", "/", ",", "that",
}  # fmt: skip


def find(reading: Reading) -> None:
    """Add the time expressions of a text to a reading, in text order."""
    context = Context(published=reading.published)
    text = reading.text
    stretches = [(b.start, b.end) for b in reading.blocks] or [(0, len(text))]
    for start, end in stretches:
        for found in scan(text, start, end):
            span = reading.doc.char_span(found.start, found.end, alignment_mode="expand")
            if span is not None and _is_time(found, span):
                _add(reading, found, span, context)


def _add(reading: Reading, found: Found, span: Span, context: Context) -> None:
    here = replace(context, direction=lambda: _direction(span, reading))
    known = value(found.rule.value, found.groups, here)
    time = Time(start=found.start, end=found.end, type=found.rule.type, value=known)
    reading.times.append(time)
    reading.time_tokens.append((span.start, span.end))
    if known and time.type in ("DATE", "TIME") and bounds(known):
        context.previous = known


# --- which of the words found are times -------------------------------------------------------


def _is_time(found: Found, span: Span) -> bool:
    if found.rule.hint in _NAME_LIKE and _is_name(span):
        return False
    match found.rule.name:
        case "year":
            return _is_year(found, span)
        case "month":
            return _is_month(span)
        case "duration":
            return _is_duration(found, span)
    return True


def _is_name(span: Span) -> bool:
    """``USA Today``, ``the Sunday Mirror``."""
    if span.root.ent_type_ in _NAMES:
        return True
    before = span[0].nbor(-1) if span.start > 0 else None
    return span.text.isupper() and before is not None and before.text.isupper() and before.is_alpha


def _is_year(found: Found, span: Span) -> bool:
    """A number of four digits is a year unless it counts, measures or names something."""
    year = span[-1]
    before = year.nbor(-1).lower_ if year.i else ""
    if year.dep_ == "nummod" and year.head.tag_ == "NNS" and before not in _DETERMINERS:
        return year.ent_type_ == "DATE" and before in _YEAR_LEADS
    if year.ent_type_ == "DATE" or len(span) > 1:
        return True
    return 1500 <= int(found.groups["year"]) < 2100 and before in _YEAR_LEADS


def _is_duration(found: Found, span: Span) -> bool:
    """ "A second chance", "a day of mourning" and "one day" last no time."""
    if found.groups["n"] not in ("a", "an", "one"):
        return True
    following = span.doc[span.end].lower_ if span.end < len(span.doc) else ""
    unit = found.groups["unit"]
    if unit in ("second", "minute", "quarter") or (unit == "day" and found.groups["n"] == "one"):
        return False
    return following not in ("of", "when", "that")


def _is_month(span: Span) -> bool:
    """``May`` and ``March`` are also a verb, a walk and a name."""
    month = span[-1]
    if month.ent_type_ == "DATE":
        return True
    if month.ent_type_ or month.tag_ in ("MD", "VB", "VBP"):
        return False
    before = month.nbor(-1) if month.i else None
    return not (before is not None and before.pos_ == "PROPN" and before.ent_type_ != "DATE")


# --- tense ------------------------------------------------------------------------------------


def _direction(span: Span, reading: Reading) -> int:
    """Where the governing verb looks: -1 back, +1 ahead, 0 when no verb says."""
    verb = _governor(span.root)
    if verb is None:
        return 0
    if _looks_ahead(verb) or any(a.lower_ == "ahead" for a in _below(span.root, verb)):
        return 1
    if _is_deadline(span.root, verb) or _is_appointed(verb):
        return 1
    finite = verb.tag_ in ("VBZ", "VBP") or any(
        c.tag_ in ("VBZ", "VBP") and c.dep_ in ("aux", "auxpass") for c in verb.children
    )
    if verb.tag_ in ("VBD", "VBN") or not finite:
        return -1
    if verb.lemma_ == "have" or any(c.lemma_ == "have" and c.dep_ == "aux" for c in verb.children):
        return -1
    return -1 if reading.kind_at(verb) == "heading" or verb.lemma_ in _REPORTING else 1


def _is_deadline(token: Token, verb: Token) -> bool:
    """ "Stays closed until Friday", "extended the truce until Friday"."""
    if not any(t.lower_ in ("until", "till") for t in _below(token, verb)):
        return False
    past = any(t.tag_ == "VBD" for t in (verb, verb.head, *verb.children))
    return not past or verb.lemma_ in _PROLONGING


def _is_appointed(verb: Token) -> bool:
    """ "The deadline is March 31": what is set for a day that is still called one."""
    if verb.lemma_ != "be" or verb.tag_ != "VBZ":
        return False
    return any(c.dep_ == "nsubj" and c.lemma_.lower() in _APPOINTED for c in verb.children)


_PROLONGING = {"extend", "prolong", "postpone", "delay", "adjourn", "suspend", "defer", "renew"}
_APPOINTED = {"deadline", "election", "vote", "referendum", "runoff", "ballot", "hearing", "trial"}
_REPORTING = {"say", "report", "write", "tell", "show", "be"}


def _governor(token: Token) -> Token | None:
    """The nearest verb above a token."""
    for above in (token, *token.ancestors):
        if above.pos_ in _VERBS:
            return above
    return None


def _below(token: Token, verb: Token) -> Iterator[Token]:
    """The words on the way from a token up to its governing verb."""
    for above in (token, *token.ancestors):
        if above.i == verb.i:
            return
        yield above
        yield from (c for c in above.children if c.dep_ == "advmod")


def _looks_ahead(verb: Token) -> bool:
    if verb.lemma_ in _FORWARD_WORDS:
        return True
    for child in verb.children:
        if child.dep_ in ("aux", "auxpass"):
            if child.lower_ in _FUTURE_AUXILIARIES or child.lemma_ in _FORWARD_WORDS:
                return not any(c.lemma_ == "have" and c.dep_ == "aux" for c in verb.children)
            if child.tag_ == "TO":
                return verb.dep_ not in ("advcl",) or _ahead_above(verb)
    return False


def _ahead_above(verb: Token) -> bool:
    above = _governor(verb.head) if verb.head != verb else None
    return above is not None and _looks_ahead(above)
