"""Who our actors are elsewhere, asked of any server of the W3C Reconciliation API 0.2 (Wikidata has one). Off unless a server is named.

Every answer is kept in the book, so that nothing is asked twice. A candidate becomes skos:exactMatch or skos:closeMatch only when its type is
ours, its score is high and no other comes near; what is likely but not sure is listed for a person to judge, and never stored.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

import httpx

from graph.links import Link
from graph.names import organization_tokens, person_tokens
from graph.portraits import Actor
from graph.store import Store
from graph.tables import Table

WIKIDATA = "http://www.wikidata.org/entity/"
WIKIDATA_TYPES = MappingProxyType({"person": "Q5", "organization": "Q43229", "state": "Q6256"})
EXACT, CLOSE, LIKELY = 90.0, 75.0, 40.0  # scores, of 100
MARGIN = 10.0  # by which the best must lead
BATCH = 20
SECONDS = 30.0


class ReconciliationError(RuntimeError):
    """The server cannot be reached or does not speak the protocol; the message names it."""


@dataclass(frozen=True, slots=True)
class Service:
    """A reconciliation server as its manifest tells: `space` is what its ids are put behind to make IRIs."""

    url: str
    name: str
    space: str
    types: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Candidate:
    """What the server offers for a name; `score` of 100, `match` when the server itself is sure."""

    id: str
    name: str
    score: float
    match: bool
    types: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Doubt:
    """An actor whose best candidate is not sure enough, and why."""

    actor: str
    iri: str
    name: str
    score: float
    reason: str


@dataclass(frozen=True, slots=True)
class Reconciled:
    """What one run did: actors asked about, of these answered from the book, links made, and what is left to judge."""

    server: str
    actors: int
    cached: int
    exact: int
    close: int
    doubts: tuple[Doubt, ...]


def reconcile(store: Store, url: str, *, types: Mapping[str, str] | None = None, limit: int | None = None) -> Reconciled:
    """Asks about all persons, bodies and states, those in most articles first, stores the links in the book and settles.

    `types` gives the server's type for each of our kinds ("person", "organization", "state"); for Wikidata they are known.
    Raises ReconciliationError.
    """
    actors = sorted(store.identity().actors.values(), key=lambda actor: (-actor.articles, actor.key))
    wanted = [actor for actor in actors if actor.kind != "group"][:limit]
    with httpx.Client(timeout=SECONDS, follow_redirects=False) as client:
        service = manifest(client, url, types)
        answers, cached = _answers(store, client, service, wanted)
    judged = [judge(actor, answers[actor.key], service) for actor in wanted]
    links = [found for found in judged if isinstance(found, Link)]
    store.book.set_links(links)
    store.settle()
    exact = sum(link.relation == "exactMatch" for link in links)
    doubts = tuple(found for found in judged if isinstance(found, Doubt))
    return Reconciled(url, len(wanted), cached, exact, len(links) - exact, doubts)


def table(done: Reconciled) -> Table:
    """What is left to judge, as a table."""
    rows = [(doubt.actor, doubt.iri, doubt.name, f"{doubt.score:g}", doubt.reason) for doubt in done.doubts]
    return Table(("actor", "elsewhere", "called", "score", "why not"), rows, frozenset({"score"}))


def kinds(told: Iterable[str]) -> dict[str, str]:
    """Types by kind of actor, as they are told on a command line ("person=Q5"). Raises ReconciliationError."""
    found = {}
    for item in told:
        kind, _, type_ = item.partition("=")
        if kind not in WIKIDATA_TYPES or not type_:
            raise ReconciliationError(f"{item!r} names no type; write person=TYPE, organization=TYPE or state=TYPE")
        found[kind] = type_
    return found


def manifest(client: httpx.Client, url: str, types: Mapping[str, str] | None = None) -> Service:
    """The server's description of itself. Raises ReconciliationError when it is none of version 0.2."""
    told = _json(client, "GET", url)
    if not isinstance(told, dict) or not isinstance(told.get("identifierSpace"), str):
        raise ReconciliationError(f"{url} gives no manifest of the Reconciliation API (no identifierSpace); name its endpoint")
    if "0.2" not in told.get("versions", ["0.2"]):
        raise ReconciliationError(f"{url} speaks versions {told['versions']} of the Reconciliation API, not 0.2")
    space = told["identifierSpace"]
    return Service(url, str(told.get("name", url)), space, types or (WIKIDATA_TYPES if space == WIKIDATA else {}))


def query(actor: Actor, service: Service) -> dict[str, Any]:
    """The query of the protocol for an actor."""
    asked: dict[str, Any] = {"query": actor.label, "limit": 5}
    if actor.kind in service.types:
        asked["type"] = service.types[actor.kind]
    return asked


def judge(actor: Actor, candidates: Iterable[Candidate], service: Service) -> Link | Doubt | None:
    """A link when type, score and lead say so; a doubt when the best is likely; else None."""
    ranked = sorted(candidates, key=lambda c: (-c.score, c.id))
    if not ranked or ranked[0].score < LIKELY:
        return None
    best, lead = ranked[0], ranked[0].score - (ranked[1].score if len(ranked) > 1 else 0.0)
    iri, reason = service.space + best.id, _doubt(actor, best, lead, service)
    if reason:
        return Doubt(f"actor/{actor.key}", iri, best.name, best.score, reason)
    exact = best.match and best.score >= EXACT and _same_name(actor, best.name)
    article, number = actor.anchor
    return Link(article, number, iri, "exactMatch" if exact else "closeMatch", best.score)


def _doubt(actor: Actor, best: Candidate, lead: float, service: Service) -> str | None:
    if best.score < CLOSE:
        return f"score {best.score:g} is below {CLOSE:g}"
    if service.types.get(actor.kind) not in best.types:
        return f"its types {list(best.types)} are not what a {actor.kind} is here"
    return f"another candidate is {lead:g} behind" if lead < MARGIN else None


def _same_name(actor: Actor, name: str) -> bool:
    split = person_tokens if actor.kind == "person" else organization_tokens
    return split(name) in {split(own) for own in (actor.label, *actor.aliases)}


def _answers(store: Store, client: httpx.Client, service: Service, actors: list[Actor]) -> tuple[dict[str, list[Candidate]], int]:
    """Candidates by actor's key, from the book where it has them."""
    asked = {actor.key: json.dumps(query(actor, service), sort_keys=True, ensure_ascii=False) for actor in actors}
    known = store.book.reconciled(service.url)
    new = sorted({text for text in asked.values() if text not in known})
    for start in range(0, len(new), BATCH):
        told = dict(_ask(client, service, new[start : start + BATCH]))
        store.book.set_reconciled(service.url, told)
        known |= told
    return {key: [_candidate(item, service) for item in json.loads(known[text])] for key, text in asked.items()}, len(asked) - len(new)


def _ask(client: httpx.Client, service: Service, texts: Iterable[str]) -> Iterator[tuple[str, str]]:
    queries = {f"q{number}": text for number, text in enumerate(texts)}
    body = "{" + ",".join(f'"{name}":{text}' for name, text in queries.items()) + "}"
    told = _json(client, "POST", service.url, data={"queries": body})
    for name, text in queries.items():
        result = told.get(name, {}).get("result") if isinstance(told, dict) and isinstance(told.get(name), dict) else None
        if not isinstance(result, list):
            raise ReconciliationError(f"{service.url} gave no result for {text}")
        yield text, json.dumps(result, sort_keys=True, ensure_ascii=False)


def _json(client: httpx.Client, method: str, url: str, *, data: dict[str, str] | None = None) -> Any:
    try:
        answer = client.request(method, url, data=data, headers={"Accept": "application/json"})
        answer.raise_for_status()
        return answer.json()
    except (httpx.HTTPError, httpx.InvalidURL, ValueError) as error:
        raise ReconciliationError(f"{url} gives no answer that is JSON: {error}") from error


def _candidate(item: Any, service: Service) -> Candidate:
    try:
        types = tuple(kind["id"] if isinstance(kind, dict) else str(kind) for kind in item.get("type", ()))
        return Candidate(str(item["id"]), str(item["name"]), float(item["score"]), bool(item.get("match", False)), types)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise ReconciliationError(f"{service.url} gave a candidate without id, name or score: {item!r}") from error
