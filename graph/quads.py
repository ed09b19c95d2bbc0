"""One article's reading as RDF: all and only what this article says, in its own named graph.

Pure: the same article, reading and identity give the same quads. No blank nodes. Literals are written as the store gives them back.
A page is that RDF before it is known who is who: Turtle with gaps, so that whoever reads can write it and whoever stores has only to fill it.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Protocol

import pyoxigraph as ox

from graph.facts import ACTOR_KINDS, facts, predicates
from graph.literals import clean, link, moment
from graph.names import position_path
from graph.records import Article, Entity, Event, Reading, Role
from graph.terms import Iris
from graph.turtle import english, quoted, string, trig

QUADS_VERSION = "1"  # raise it when the quads of an article change, so that stores write them anew
GAP = re.compile("\x01([0-9]+)\x02")  # neither character can be in cleaned text or in an IRI


class Referring(Protocol):
    """Who is who: graph.identity.Identity, or graph.resolver.Resolver, which is kept up."""

    def references(self, article: str) -> tuple[str | None, ...]:
        """By entity index the relative IRI; None for a thing."""

    def publisher(self, article: str) -> str | None:
        """The relative IRI of who published the article."""


def quads(article: Article, reading: Reading, identity: Referring, *, iris: Iris = Iris(), copy_of: str | None = None) -> Iterator[ox.Quad]:  # noqa: B008
    """The quads of one article, each once; `copy_of` is the id of the article that this one nearly repeats.

    Raises VocabularyError for a type, mode or context that PLOVER does not have.
    """
    key = reading.article
    text = filled(key, page(article, reading), identity.references(key), identity.publisher(key), copy_of)
    return parsed(key, text, iris)


def page(article: Article, reading: Reading) -> str:
    """The article's graph in Turtle (graph.turtle), with a gap for each entity that may be somebody whom other articles know.

    Raises VocabularyError for a type, mode or context that PLOVER does not have.
    """
    return "".join(_Sheet(article, reading).lines())


def filled(key: str, page: str, references: Sequence[str | None], publisher: str | None, copy_of: str | None) -> str:
    """The page of the article with this id, when it is known who is who."""
    text = GAP.sub(lambda gap: references[int(gap[1])] or "", page)
    more = [f"; schema:publisher <{publisher}>"] if publisher else []
    more += [f"; wg:copyOf <article/{copy_of}>"] if copy_of else []
    return f"{text}<article/{key}> a prov:Entity{''.join(more)} .\n"


def parsed(key: str, text: str, iris: Iris) -> Iterator[ox.Quad]:
    """The quads of a filled page, each once."""
    data = trig(iris.base, [(f"article/{key}", text)])
    return iter(dict.fromkeys(ox.parse(data, ox.RdfFormat.TRIG)))


class _Sheet:
    """What the statements of one article have in common, and what is said of each span of its text."""

    def __init__(self, article: Article, reading: Reading) -> None:
        self.article, self.reading = article, reading
        self.text = clean(article.text)
        self.node = f"article/{reading.article}"
        self.things = [self._thing(number, entity) for number, entity in enumerate(reading.entities)]
        self.spans: dict[tuple[int, int], dict[str, None]] = {}

    def lines(self) -> Iterator[str]:
        """Everything the article says: of itself, of its events and things, of the spans of its text."""
        yield f"<{self.node}> {'; '.join(self._article())} .\n"
        for number, event in enumerate(self.reading.events):
            yield self._event(f"event/{self.reading.article}-{number}", event)
        for number, entity in enumerate(self.reading.entities):
            yield from self._entity(number, entity)
        for (begin, end), said in self.spans.items():
            words = quoted(self.text[begin:end])
            yield (
                f"<{self.node}#char={begin},{end}> nif:beginIndex {begin}; nif:endIndex {end}; nif:anchorOf {words}; "
                f"nif:referenceContext <{self.node}>; {'; '.join(said)} .\n"
            )

    def _article(self) -> Iterator[str]:
        article = self.article
        yield f"a schema:NewsArticle, prov:Entity; schema:inLanguage {string(article.language)}"
        yield f"wg:sha256 {string(article.sha256)}; wg:reader {string(self.reading.reader)}"
        if article.headline:
            yield f"schema:headline {string(article.headline)}"
        if article.published:
            yield f"schema:datePublished {moment(article.published)}"
        if article.url:
            yield f"schema:url {link(article.url)}"
        if article.author:
            yield f"schema:author {string(article.author)}"

    def _event(self, node: str, event: Event) -> str:
        said = [f"{predicate} {value}" for predicate, value in facts(event)]
        for role in event.roles:
            if role.entity is not None:
                kind = self.reading.entities[role.entity].kind
                said += [f"{predicate} <{self.things[role.entity]}>" for predicate in predicates(role.role, kind)]
            elif role.role != "time" or event.when is None:
                said.append(f"wg:unresolved {self._unresolved(role)}")
        if event.speaker is not None and self.reading.entities[event.speaker].kind in ACTOR_KINDS:
            said.append(f"wg:attributedTo <{self.things[event.speaker]}>")
        said += self._evidence(node, event)
        return f"<{node}> {'; '.join(said)} .\n"

    def _unresolved(self, role: Role) -> str:
        return self._span(role.begin, role.end, "a nif:Phrase", f"wg:role {string(role.role)}")

    def _evidence(self, node: str, event: Event) -> Iterator[str]:
        self._mention(event.begin, event.end, node)
        for mention in event.mentions:
            self._mention(mention.begin, mention.end, node)
        yield f"wg:evidence {self._span(*event.sentence, 'a nif:Sentence')}"
        if event.speaker_begin is not None and event.speaker_end is not None:
            yield f"wg:speakerMention {self._span(event.speaker_begin, event.speaker_end, 'a nif:Phrase')}"
        if event.when and event.when.begin is not None and event.when.end is not None:
            yield f"wg:dateMention {self._span(event.when.begin, event.when.end, 'a nif:Phrase')}"

    def _entity(self, number: int, entity: Entity) -> Iterator[str]:
        thing = self.things[number]
        if entity.kind == "thing":
            yield f"<{thing}> a wg:Thing; rdfs:label {english(entity.name)} .\n"
        for mention in entity.mentions:
            self._mention(mention.begin, mention.end, thing)
        for position in entity.positions if entity.kind == "person" else ():
            self._mention(position.begin, position.end, position_path(thing, position.title, position.country))

    def _mention(self, begin: int, end: int, thing: str) -> None:
        self._span(begin, end, "a nif:Phrase", f"itsrdf:taIdentRef <{thing}>")

    def _span(self, begin: int, end: int, *said: str) -> str:
        self.spans.setdefault((begin, end), {}).update(dict.fromkeys(said))
        return f"<{self.node}#char={begin},{end}>"

    def _thing(self, number: int, entity: Entity) -> str:
        """Things are this article's own; who else it may be is left open."""
        return f"{self.node}/thing/{number}" if entity.kind == "thing" else f"\x01{number}\x02"
