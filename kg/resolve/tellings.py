"""How an article tells a thing: sentences, speakers and spans with their ids resolved."""

from __future__ import annotations

from dataclasses import dataclass, field

from kg import iris
from kg.model import Article, Assertion, Attribution, Extraction, Sentence, Span, Speech, Telling
from kg.resolve.entities import Entities

_LONGEST_SPEAKER = 120  # code points; a longer source phrase is cut at a word


@dataclass(slots=True)
class Teller:
    """One article's evidence; collects the sentences that are quoted."""

    article: Article
    extraction: Extraction
    entities: Entities
    sentences: dict[str, Sentence] = field(default_factory=dict)
    _speeches: dict[int, Speech] = field(default_factory=dict)

    def node(self, mention: int) -> str | None:
        """The node that a mention speaks of, if it has a name."""
        return self.entities.of[self.article.digest, self.extraction.mentions[mention].entity]

    def words(self, span: Span) -> str:
        """The article's text over a span, white space collapsed."""
        return " ".join(self.article.text[span.start : span.end].split())

    def mention_words(self, mention: int) -> str:
        """The text of a mention."""
        m = self.extraction.mentions[mention]
        return self.words(Span(start=m.start, end=m.end))

    def telling(self, assertion: Assertion, start: int, end: int) -> Telling:
        """The assertion with its sentence and speakers."""
        return Telling(
            sentence=self._sentence(assertion.evidence),
            start=start,
            end=end,
            polarity=assertion.polarity,
            certainty=assertion.certainty,
            tense=assertion.tense,
            speakers=tuple(map(self._speech, assertion.attributions)),
            rule=assertion.rule,
        )

    def _sentence(self, span: Span) -> str:
        article = iris.article(self.article.digest)
        id_ = iris.sentence(article, span.start, span.end)
        if id_ not in self.sentences:
            text = self.article.text[span.start : span.end]
            self.sentences[id_] = Sentence(
                id=id_, article=article, start=span.start, end=span.end, text=text
            )
        return id_

    def _speech(self, index: int) -> Speech:
        if index not in self._speeches:
            self._speeches[index] = self._said(self.extraction.attributions[index])
        return self._speeches[index]

    def _said(self, attribution: Attribution) -> Speech:
        source = attribution.source
        return Speech(
            speaker=self._speaker(source) if source else None,
            name=_cut(self.words(source)) if source else None,
            cue=self.words(attribution.cue),
        )

    def _speaker(self, source: Span) -> str | None:
        """The node named last in the source phrase: "Minister Ana Silva" is the person."""
        named = [
            (m.end, node)
            for i, m in enumerate(self.extraction.mentions)
            if source.start <= m.start and m.end <= source.end and (node := self.node(i))
        ]
        return max(named)[1] if named else None


def _cut(text: str) -> str:
    if len(text) <= _LONGEST_SPEAKER:
        return text
    return text[:_LONGEST_SPEAKER].rsplit(" ", 1)[0] + " …"
