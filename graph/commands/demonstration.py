"""What `wiregraph demo` asks the examples: who did what, and whom the busiest actor deals with."""

from typing import TYPE_CHECKING

from graph.commands.printing import say, show

if TYPE_CHECKING:
    from graph.view import View

DEEDS = """
SELECT ?who ?what ?whom ?where ?status WHERE {
  ?event wg:actor/skos:prefLabel ?who ; rdfs:label ?what ; wg:status ?status ; wg:confidence ?confidence .
  OPTIONAL { ?event wg:recipient/skos:prefLabel ?whom } OPTIONAL { ?event sem:hasPlace/skos:prefLabel ?where }
} ORDER BY DESC(?confidence) ?who ?what LIMIT 12"""
BUSIEST = """
SELECT ?name WHERE { ?event sem:hasActor ?who . ?who skos:prefLabel ?name }
GROUP BY ?who ?name ORDER BY DESC(COUNT(DISTINCT ?event)) ?name LIMIT 1"""


def demonstrate(view: "View") -> None:
    """Print the answers, and the command that gives the second."""
    from graph import answers, reports

    say("\nWho did what:")
    show(answers.table(view.query(DEEDS), view.iris))
    for (name,) in answers.table(view.query(BUSIEST), view.iris).rows:
        say(f"\nwiregraph connections {name!r}:")
        show(reports.connections(view.connections(name), view))
