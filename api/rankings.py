"""Saved measures on pages: the table of an actor, and actors in their order."""

from collections.abc import Sequence
from html import escape

from api.cursors import Page
from api.markup import document, link, place, table, words
from api.pages import country, plainly
from api.snapshots import Snapshot
from api.things import called, known
from graph.saved import Run, Score

# What measures are called on a page, in the order in which they stand there; the first few always, the others when they are asked for.
CALLED = {
    "pagerank": "importance (PageRank)", "betweenness": "go-between (betweenness)", "harmonic": "few steps from all (harmonic closeness)",
    "in_degree": "incoming ties (in-degree)", "out_degree": "outgoing ties (out-degree)",
    "constraint": "held in one circle (constraint, the lowest first)", "community": "community",
    "in_strength": "events toward it (in-strength)", "out_strength": "events from it (out-strength)",
    "eigenvector": "tied to the well tied (eigenvector)", "hub": "acts on whom all act on (hub)",
    "authority": "acted on by those who act on all (authority)", "core": "in the thick of it (k-core)",
    "clustering": "contacts know each other (clustering)", "effective_size": "separate contacts (effective size)",
    "articulation": "holds the network together (articulation point)", "balance": "balanced triads (structural balance)",
}  # fmt: skip
FIRST = 7
UNRANKED = ("community", "articulation")  # numbers that are no more or less
SHAPES = {
    "events": "who acted on whom, event by event", "relations": "who acted on whom, by kind of event", "actors": "who acted on whom",
    "meetings": "who took part in the same events", "actor-event": "who took part in which events", "actor-place": "who was in events where",
}  # fmt: skip
NUMBERS = frozenset(("value", "rank"))


def measures_table(snapshot: Snapshot, made: Run, found: Sequence[Score]) -> str:
    """Those of one actor; nothing where there are none."""
    scores = {one.metric: one for one in found}
    rows = {
        name: (link(f"/actor?measure={name}", CALLED[name]), _value(scores[name]), _rank(made, scores[name])) for name in CALLED if name in scores
    }
    first, rest = ([row for name, row in rows.items() if (name in tuple(CALLED)[:FIRST]) is wanted] for wanted in (True, False))
    heads = ("measure", "value", "rank")
    more = table(heads, rest, "The other measures", numbers=NUMBERS)
    folded = f"<details><summary>{len(rest)} more</summary>{more}</details>" if rest else ""
    return f"<h2>In the network</h2>{table(heads, first, _caption(snapshot, made), numbers=NUMBERS)}{folded}" if rows else ""


def ranking_page(snapshot: Snapshot, made: Run, metric: str, found: Page[Score], following: str | None) -> str:
    """One page of actors by a measure."""
    rows = [(f"{one.rank:,}", _who(snapshot, one.actor), _value(one)) for one in found.items]
    listed = (
        table(("rank", "actor", "value"), rows, _caption(snapshot, made), numbers=NUMBERS) if rows else '<p class="note">Nobody has this measure.</p>'
    )
    options = "".join(f'<option value="{name}"{" selected" if name == metric else ""}>{escape(said)}</option>' for name, said in CALLED.items())
    form = f'<form class="filter"><label>measure <select name="measure">{options}</select></label><button>Show</button></form>'
    further = f'<p class="next"><a rel="next" href="{escape(following)}">More</a></p>' if following else ""
    return document("Actors in the network", f'{form}<p class="meta"><span>{found.total:,} in all</span></p>{listed}{further}')


def _who(snapshot: Snapshot, path: str) -> str:
    """With a link while the store still has the actor."""
    label = called(snapshot.view, path)
    return link(place(path), label) if known(snapshot.view, path) else words(label)


def _value(one: Score) -> str:
    if one.metric == "articulation":
        return "yes" if one.value else "no"
    low, high = one.interval or (one.value, one.value)
    between = f' <span class="meta">{_number(low)} to {_number(high)}</span>' if low < high else ""
    return f"{_number(one.value)}{between}"


def _number(value: float) -> str:
    """Four places; of what is very small all nine that are saved."""
    if value.is_integer():
        return f"{value:,.0f}"
    return f"{value:,.4f}" if abs(value) >= 0.001 else f"{value:.9f}".rstrip("0")


def _rank(made: Run, one: Score) -> str:
    return "" if one.metric in UNRANKED or not one.value else f"{one.rank:,} of {made.nodes:,}"  # those who have nothing of it are last together


def _caption(snapshot: Snapshot, made: Run) -> str:
    """Which network it was, in words."""
    ties = f"{made.nodes:,} {'actors' if not made.shape.startswith('actor-') else 'nodes'}, {made.edges:,} ties"
    return f"As last saved: {SHAPES[made.shape]}, {_chosen(snapshot, made)}; {ties}. Equals stand in the order of their addresses."


def _chosen(snapshot: Snapshot, made: Run) -> str:
    """The filters in words."""
    chosen = made.filters
    status, speaker = chosen["status"], chosen.get("speaker")
    said = ["whatever its status" if status is None else "only what happened" if status == "happened" else f"only what is {status}"]
    said += [f"{name} {chosen[name]}" for name in ("since", "until") if name in chosen]
    said += [" or ".join(plainly(one) for one in chosen[name]) for name in ("types", "quads") if name in chosen]
    said += ["in " + " or ".join(country(code) for code in chosen["countries"])] if "countries" in chosen else []
    said += [f"according to {called(snapshot.view, speaker) if speaker else 'the articles themselves'}"] if speaker is not None else []
    said += [f"confidence {chosen['confidence']} or more"] if "confidence" in chosen else []
    said += [f"at least {chosen['evidence']} sources"] if "evidence" in chosen else []
    return ", ".join([*said, *(["near-copies too"] if "copies" in chosen else [])])
