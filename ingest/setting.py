"""Where a passage plays: the one country that its sentence, or else its article, speaks of."""

import re
from collections import Counter

from spacy.tokens import Doc, Span, Token

from graph.records import Place
from ingest import nations
from ingest.groups import Group
from ingest.spans import sentence, sentences

MOST = 0.7
LEAST = 0.4
ABROAD = re.compile(r"\b[A-Z]\w+ counterparts?\b")  # "her Japanese counterpart" does not set the scene in Japan


class Setting:
    """Countries by sentence, from country names, demonyms, seats of government and the places that were resolved."""

    def __init__(self, doc: Doc, groups: list[Group], resolved: dict[int, Place | None]) -> None:
        self.sentences: dict[int, Counter[str]] = {s.start: nations.spoken(ABROAD.sub("", s.text)) for s in sentences(doc)}
        self.places: dict[int, str] = {}
        for group in groups:
            place = resolved.get(group.number)
            for name in group.names if place and place.country else ():
                if place and place.country and nations.named(name.text) is None:
                    self.sentences[sentence(name[0]).start][place.country] += 1
                    self.places[name.root.i] = place.country
        self.all: Counter[str] = sum(self.sentences.values(), Counter())

    def country(self, span: Span) -> str | None:
        """The only country of the sentence, if none comes up more often in the article; otherwise the one that makes up most of the article's."""
        own = self.sentences.get(sentence(span[0]).start, Counter())
        if len(own) == 1:
            (code,) = own
            return code if self.all[code] == max(self.all.values()) else None
        if own or not self.all:
            return None
        code, count = self.all.most_common(1)[0]
        return code if count >= MOST * self.all.total() else None

    def only(self, token: Token) -> str | None:
        """The country of a token's sentence, if it speaks of one alone."""
        own = self.sentences.get(sentence(token).start, Counter())
        return next(iter(own)) if len(own) == 1 else None

    def homeland(self, office: Span, *, told: frozenset[int], state: bool) -> str | None:
        """Whose office it is that no words tell: that of the country that the article speaks of at least twice as often as of any other.

        It must make up two fifths of the article's country words, for an office that serves no `state` seven tenths unless the sentence speaks of
        it; the sentence may speak of no other country, but for what the holder says (`told`, by token).
        """
        if not self.all:
            return None
        (code, count), (_, next_count) = (*self.all.most_common(2), ("", 0))[:2]
        around = sentence(office[0])
        rest = "".join(t.text_with_ws for t in around if t.i not in told)
        own = {*nations.spoken(ABROAD.sub("", rest)), *(c for i, c in self.places.items() if around.start <= i < around.end and i not in told)}
        if own - {code} or count < 2 * next_count:
            return None
        return code if count >= (LEAST if state or own else MOST) * self.all.total() else None
