"""Lists on pages: connections, events, months and chains, each item with the words that prove it."""

from collections.abc import Mapping, Sequence
from html import escape
from types import MappingProxyType

from api import charts, events
from api.cursors import Page
from api.events import Told
from api.filters import QUADS, STATUSES_TOLD, Filters
from api.markup import document, link, place, table, words
from api.pages import country, node, plainly
from api.snapshots import Snapshot
from api.things import called
from graph.chains import Chain, Hop
from graph.connections import Connection, Quote
from graph.happenings import Around, Line, Month

NUMBERS = frozenset(("events", "mean score"))


def connections_list(snapshot: Snapshot, found: Page[Connection], wanted: Filters) -> str:
    """Whom an actor shares events with."""
    if not found.items:
        return f'<p class="note">Shares no such event with anybody ({_counted(wanted)}).</p>'
    rows = "".join(f"<li>{_tie(snapshot, one)}</li>" for one in found.items)
    return f'<p class="meta"><span>{found.total:,} in all</span><span>{_counted(wanted)}</span></p>{charts.legend()}<ol class="list">{rows}</ol>'


def events_list(snapshot: Snapshot, found: Page[Line], wanted: Filters) -> str:
    """Events with their words, newest first."""
    if not found.items:
        return f'<p class="note">There is no such event ({_counted(wanted)}).</p>'
    rows = "".join(f"<li>{_event(events.told(snapshot, line))}</li>" for line in found.items)
    return f'<p class="meta"><span>{found.total:,} in all</span><span>{_counted(wanted)}</span></p><ol class="list">{rows}</ol>'


def months_chart(found: Sequence[Month]) -> str:
    """The drawing, and its numbers for who cannot see it or wants to copy them."""
    rows = [
        (words(one.month or "no date"), str(one.events), escape(charts.said(dict(one.quads))), "" if one.score is None else f"{one.score:+.2f}")
        for one in found
    ]
    numbers = table(("month", "events", "kinds", "mean score"), rows, "Events by the month in which they began", numbers=NUMBERS)
    return f"{charts.timeline(found)}<details><summary>In numbers</summary>{numbers}</details>" if found else ""


def connections_page(snapshot: Snapshot, path: str, found: Page[Connection], wanted: Filters, following: str | None) -> str:
    """One page of them."""
    return _page(snapshot, path, "Connections", filter_form(wanted) + connections_list(snapshot, found, wanted), following)


def events_page(snapshot: Snapshot, around: Around, found: Page[Line], wanted: Filters, following: str | None) -> str:
    """One page of them."""
    paths = [*around.things, *([f"article/{around.article}"] if around.article else [])]
    listed = events_list(snapshot, found, wanted)
    if not paths:
        return document("Events, newest first", filter_form(wanted) + listed + _further(following))
    kept = {"with": paths[1].removeprefix("actor/")} if len(paths) > 1 else {}
    others = " ".join(f"<p>With {link(place(path), called(snapshot.view, path))}</p>" for path in paths[1:])
    return _page(snapshot, paths[0], "Events, newest first", others + filter_form(wanted, kept=kept) + listed, following)


def months_page(snapshot: Snapshot, path: str, found: Sequence[Month], wanted: Filters) -> str:
    """The whole time."""
    said = f'<p class="meta"><span>{sum(one.events for one in found):,} events</span><span>{_counted(wanted)}</span></p>'
    return _page(snapshot, path, "Events by month", filter_form(wanted) + said + months_chart(found), None)


def chains_page(snapshot: Snapshot, ends: tuple[str, str], found: Sequence[Chain], wanted: Filters) -> str:
    """How two actors hang together."""
    form = paths_form(*(called(snapshot.view, path) for path in ends))
    one, other = (link(place(path), called(snapshot.view, path)) for path in ends)
    if not found:
        return document("Paths", f"{form}<p>No short chain of events leads from {one} to {other} ({_counted(wanted)}).</p>")
    count = f"{len(found)} of the shortest chains" if len(found) > 1 else "The shortest chain"
    told = f'<p>{count} of events from {one} to {other}.</p><p class="meta"><span>{_counted(wanted)}</span></p>'
    rows = "".join(f"<li>{''.join(_hop(snapshot, hop) for hop in chain.hops)}</li>" for chain in found)
    return document("Paths", f'{form}{told}<ol class="list">{rows}</ol>')


def paths_form(one: str = "", other: str = "") -> str:
    """Where people say who."""
    fields = "".join(
        f'<input name="{name.lower()}" aria-label="{name}" placeholder="{name} (a name)" value="{escape(value)}">'
        for name, value in (("From", one), ("To", other))
    )
    return f'<form class="search wide" action="/paths">{fields}<button>Find</button></form>'


def filter_form(wanted: Filters, *, kept: Mapping[str, str] = MappingProxyType({})) -> str:
    """Where people choose what is counted; `kept` goes along unseen."""
    hidden = "".join(f'<input type="hidden" name="{escape(name)}" value="{escape(value)}">' for name, value in kept.items())
    days = "".join(
        f'<label>{name} <input type="date" name="{name}" value="{escape(value or "")}"></label>'
        for name, value in (("since", wanted.since), ("until", wanted.until))
    )
    choices = (("status", wanted.status, (*STATUSES_TOLD, "any")), ("quad", wanted.quad, ("", *QUADS)))
    selects = "".join(
        f'<label>{name if name == "status" else "kind"} <select name="{name}">{_options(value, known)}</select></label>'
        for name, value, known in choices
    )
    return f'<form class="filter">{hidden}{days}{selects}<button>Show</button></form>'


def paths_page() -> str:
    """The form alone."""
    return document("Paths", f"<p>The shortest chains of shared events between two actors, with a quote at every step.</p>{paths_form()}")


def _page(snapshot: Snapshot, path: str, heading: str, listed: str, following: str | None) -> str:
    back = f'<p class="meta"><span>{link(place(path), "back to the page")}</span></p>'
    return document(called(snapshot.view, path), f"{back}<h2>{escape(heading)}</h2>{listed}{_further(following)}")


def _options(chosen: str | None, known: Sequence[str]) -> str:
    return "".join(
        f'<option value="{one}"{" selected" if one == (chosen or "") else ""}>{escape(plainly(one)) if one else "any"}</option>' for one in known
    )


def _further(following: str | None) -> str:
    return f'<p class="next"><a rel="next" href="{escape(following)}">More</a></p>' if following else ""


def _tie(snapshot: Snapshot, one: Connection) -> str:
    quads = dict(one.quads)
    all_ = f"/{one.via}/events?with={one.actor.removeprefix('actor/')}"
    score = f"<span>mean score {one.score:+.1f}</span>" if one.score is not None else ""
    days = f"<span>{words(_days(one.first, one.last))}</span>" if one.first or one.last else ""
    land = f' <span class="meta">{words(country(one.country))}</span>' if one.country else ""
    told = link(all_, f"{_number(one.events, 'event')} in {_number(one.articles, 'article')}")
    return (
        f'<div class="row"><h3>{link(place(one.actor), one.label)}{land}</h3><p class="meta"><span>{told}</span></p></div>'
        f'{charts.bar(quads)}<p class="meta"><span>{escape(charts.said(quads))}</span>{days}{score}</p>{_quote(snapshot, one.quote)}'
    )


def _event(one: Told) -> str:
    line = one.line
    badge = "" if line.status == "happened" else f' <span class="badge {escape(line.status)}">{words(line.status)}</span>'
    roles = (("actors", ""), ("recipients", "to "), ("participants", "with "), ("places", "in "))
    people = "".join(f"<span>{said}{', '.join(node(who) for who in one.people[role])}</span>" for role, said in roles if role in one.people)
    day = f"<span>{words(_days(line.first, line.last))}</span>" if line.last else ""
    kind = f"<span>{words(plainly(line.type))}</span>" if line.type != "Occurrence" else ""
    speaker = f"according to {node(one.speaker)}, " if one.speaker else ""
    quote = ""
    if one.quote:
        source = link(place(one.quote.article), "article")
        quote = f"<blockquote><p>{words(one.quote.text)}</p><footer>{speaker}{source}</footer></blockquote>"
    return f'<h3>{link(place(line.event), one.label)}{badge}</h3><p class="meta">{day}{kind}{people}</p>{quote}'


def _hop(snapshot: Snapshot, hop: Hop) -> str:
    one, other = (link(place(path), called(snapshot.view, path)) for path in (hop.one, hop.other))
    all_ = link(f"/{hop.one}/events?with={hop.other.removeprefix('actor/')}", _number(hop.events, "event"))
    return f'<div class="row"><h3>{one} &ndash; {other}</h3><p class="meta"><span>{all_}</span></p></div>{_quote(snapshot, hop.quote)}'


def _quote(snapshot: Snapshot, quote: Quote) -> str:
    speaker = f"according to {link(place(quote.speaker), called(snapshot.view, quote.speaker))}, " if quote.speaker else ""
    status = "" if quote.status == "happened" else f"{escape(quote.status)}, "
    source = f"{link(place(quote.event), 'event')}, {link(place(f'article/{quote.article}'), 'article')}"
    return f"<blockquote><p>{words(quote.text)}</p><footer>{speaker}{status}{source}</footer></blockquote>"


def _days(first: str | None, last: str | None) -> str:
    return " to ".join(dict.fromkeys(day for day in (first, last) if day))


def _number(count: int, what: str) -> str:
    return f"{count:,} {what}{'' if count == 1 else 's'}"


def _counted(wanted: Filters) -> str:
    """What was counted, in words."""
    status = "whatever its status" if wanted.status == "any" else f"only what {'' if wanted.status == 'happened' else 'is '}{wanted.status}"
    kinds = [plainly(kind) for kind in (wanted.type, wanted.quad) if kind]
    days = [f"{word} {day}" for word, day in (("since", wanted.since), ("until", wanted.until)) if day]
    return escape(", ".join([status, *kinds, *days]))
