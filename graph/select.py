"""SELECT over the union of all graphs, as every query of wiregraph that names no graph."""

from collections.abc import Iterator

import pyoxigraph as ox

from graph.terms import PREFIXES


def select(graph: ox.Store, sparql: str) -> Iterator[ox.QuerySolution]:
    """The rows of a SELECT. Raises TypeError for another form of query, SyntaxError for none."""
    rows = graph.query(sparql, prefixes=PREFIXES, use_default_graph_as_union=True)
    if not isinstance(rows, ox.QuerySolutions):
        raise TypeError(f"{sparql[:60]!r} is no SELECT; use View.query for other forms")
    return rows


def value(row: ox.QuerySolution, name: str) -> str | None:
    """The value of a variable as text; None where it is unbound."""
    found = row[name]
    return found.value if isinstance(found, ox.NamedNode | ox.Literal) else None


def text(row: ox.QuerySolution, name: str) -> str:
    """The value of a variable that is always bound."""
    found = value(row, name)
    if found is None:
        raise KeyError(f"?{name} is unbound in {row}")
    return found
