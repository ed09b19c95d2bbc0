"""One article's reading as RDF: all and only what this article says, in its own named graph.

Pure: the same article, reading and identity give the same quads. No blank nodes. Literals are written as the store gives them back.
"""

from collections.abc import Iterator
from typing import Protocol

import pyoxigraph as ox

from graph.facts import ACTOR_KINDS, A, Pair, facts, predicates
from graph.literals import clean, english, integer, link, moment, string
from graph.names import position_path
from graph.records import Article, Entity, Event, Reading, Role
from graph.terms import ITSRDF, NIF, PROV, RDFS, SCHEMA, WG, Iris, term

QUADS_VERSION = "1"  # raise it when the quads of an article change, so that stores write them anew
Statement = tuple[ox.NamedNode, ox.NamedNode, ox.NamedNode | ox.Literal]


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
    graph = iris.article(reading.article)
    for subject, predicate, value in dict.fromkeys(_Sheet(article, reading, identity, iris).statements(copy_of)):
        yield ox.Quad(subject, predicate, value, graph)


class _Sheet:
    """What the statements of one article have in common."""

    def __init__(self, article: Article, reading: Reading, identity: Referring, iris: Iris) -> None:
        self.article, self.reading, self.iris = article, reading, iris
        self.text = clean(article.text)
        self.node = iris.article(reading.article)
        self.refs = identity.references(reading.article)
        self.publisher = identity.publisher(reading.article)
        self.things = tuple(self._thing(number) for number in range(len(reading.entities)))

    def statements(self, copy_of: str | None) -> Iterator[Statement]:
        """Everything the article says, events after the article, entities last."""
        yield from ((self.node, predicate, value) for predicate, value in self._article(copy_of))
        for number, event in enumerate(self.reading.events):
            node = self.iris.event(self.reading.article, number)
            yield from ((node, predicate, value) for predicate, value in facts(event))
            yield from self._roles(node, event)
            yield from self._evidence(node, event)
        for number, entity in enumerate(self.reading.entities):
            yield from self._entity(number, entity)

    def _article(self, copy_of: str | None) -> Iterator[Pair]:
        article = self.article
        yield A, term(SCHEMA + "NewsArticle")
        yield A, term(PROV + "Entity")
        yield term(SCHEMA + "inLanguage"), string(article.language)
        yield term(WG + "sha256"), string(article.sha256)
        yield term(WG + "reader"), string(self.reading.reader)
        if article.headline:
            yield term(SCHEMA + "headline"), string(article.headline)
        if article.published:
            yield term(SCHEMA + "datePublished"), moment(article.published)
        if article.url:
            yield term(SCHEMA + "url"), link(article.url)
        if article.author:
            yield term(SCHEMA + "author"), string(article.author)
        if self.publisher:
            yield term(SCHEMA + "publisher"), self.iris(self.publisher)
        if copy_of:
            yield term(WG + "copyOf"), self.iris.article(copy_of)

    def _roles(self, node: ox.NamedNode, event: Event) -> Iterator[Statement]:
        for role in event.roles:
            if role.entity is not None:
                kind = self.reading.entities[role.entity].kind
                yield from ((node, predicate, self.things[role.entity]) for predicate in predicates(role.role, kind))
            elif role.role != "time" or event.when is None:
                yield from self._unresolved(node, role)
        if event.speaker is not None and self.reading.entities[event.speaker].kind in ACTOR_KINDS:
            yield node, term(WG + "attributedTo"), self.things[event.speaker]

    def _unresolved(self, node: ox.NamedNode, role: Role) -> Iterator[Statement]:
        phrase = self.iris.phrase(self.reading.article, role.begin, role.end)
        yield node, term(WG + "unresolved"), phrase
        yield phrase, term(WG + "role"), string(role.role)
        yield from self._phrase(role.begin, role.end)

    def _evidence(self, node: ox.NamedNode, event: Event) -> Iterator[Statement]:
        yield from self._mention(event.begin, event.end, node)
        for mention in event.mentions:
            yield from self._mention(mention.begin, mention.end, node)
        yield from self._pointer(node, "evidence", *event.sentence, kind="Sentence")
        if event.speaker_begin is not None and event.speaker_end is not None:
            yield from self._pointer(node, "speakerMention", event.speaker_begin, event.speaker_end)
        if event.when and event.when.begin is not None and event.when.end is not None:
            yield from self._pointer(node, "dateMention", event.when.begin, event.when.end)

    def _entity(self, number: int, entity: Entity) -> Iterator[Statement]:
        thing = self.things[number]
        if self.refs[number] is None:
            yield thing, A, term(WG + "Thing")
            yield thing, term(RDFS + "label"), english(entity.name)
        for mention in entity.mentions:
            yield from self._mention(mention.begin, mention.end, thing)
        for position in entity.positions if entity.kind == "person" else ():
            node = self.iris(position_path(self.refs[number] or "", position.title, position.country))
            yield from self._mention(position.begin, position.end, node)

    def _mention(self, begin: int, end: int, thing: ox.NamedNode) -> Iterator[Statement]:
        yield from self._phrase(begin, end)
        yield self.iris.phrase(self.reading.article, begin, end), term(ITSRDF + "taIdentRef"), thing

    def _pointer(self, node: ox.NamedNode, name: str, begin: int, end: int, *, kind: str = "Phrase") -> Iterator[Statement]:
        yield node, term(WG + name), self.iris.phrase(self.reading.article, begin, end)
        yield from self._phrase(begin, end, kind=kind)

    def _phrase(self, begin: int, end: int, *, kind: str = "Phrase") -> Iterator[Statement]:
        phrase = self.iris.phrase(self.reading.article, begin, end)
        yield phrase, A, term(NIF + kind)
        yield phrase, term(NIF + "beginIndex"), integer(begin)
        yield phrase, term(NIF + "endIndex"), integer(end)
        yield phrase, term(NIF + "anchorOf"), ox.Literal(self.text[begin:end])
        yield phrase, term(NIF + "referenceContext"), self.node

    def _thing(self, number: int) -> ox.NamedNode:
        return self.iris(self.refs[number] or f"article/{self.reading.article}/thing/{number}")
