"""Graphs of articles that are there are mended where somebody in them is now another."""

import dataclasses
from collections.abc import Sequence

import pyoxigraph as ox
from hypothesis import given
from hypothesis import strategies as st
from stories import monument

from graph.press import Cast, Press
from graph.quads import filled, page, parsed
from graph.terms import Iris

IRIS = Iris()
ARTICLE, READING = monument()
PAGE = page(ARTICLE, READING)
SHA = "00"
PATHS = st.sampled_from(["actor/anna-ek", "actor/anna-ek-2", "actor/harbor", "place/kursk"])
CASTS = st.builds(
    Cast,
    st.tuples(*(st.none() if entity.kind == "thing" else PATHS for entity in READING.entities)),
    st.none() | PATHS,
    st.none() | st.sampled_from(["aa", "bb"]),
)


def wanted(cast: Cast) -> set[ox.Quad]:
    return set(parsed(ARTICLE.id, filled(ARTICLE.id, PAGE, *cast), IRIS))


def written(casts: Sequence[Cast], *, sure: bool) -> set[ox.Quad]:
    graph, printed = ox.Store(), dict[str, object]()
    for cast in casts:
        press = Press(graph, IRIS, printed)
        press.write(ARTICLE.id, SHA, PAGE, cast, sure=sure)
        press.finish()
    return set(graph)


@given(st.lists(CASTS, min_size=1, max_size=4), st.booleans())
def test_whatever_was_written_before_the_graph_says_what_the_last_cast_makes_of_the_page(casts: list[Cast], sure: bool) -> None:
    assert written(casts, sure=sure) == wanted(casts[-1])


@given(CASTS, CASTS)
def test_what_another_lost_or_added_is_found_where_the_press_is_not_sure(one: Cast, other: Cast) -> None:
    graph, printed = ox.Store(), dict[str, object]()
    press = Press(graph, IRIS, printed)
    press.write(ARTICLE.id, SHA, PAGE, one, sure=True)
    press.finish()
    graph.extend(wanted(other))
    press.write(ARTICLE.id, SHA, PAGE, one, sure=False)
    assert set(graph) == wanted(one)


def test_a_page_that_is_another_is_written_whole() -> None:
    graph, printed = ox.Store(), dict[str, object]()
    cast = Cast(tuple(None if entity.kind == "thing" else "actor/anna-ek" for entity in READING.entities), None, None)
    changed = dataclasses.replace(ARTICLE, headline="Another headline")
    for article, sha in ((ARTICLE, "00"), (changed, "01")):
        press = Press(graph, IRIS, printed)
        press.write(ARTICLE.id, sha, page(article, READING), cast, sure=True)
        press.finish()
    assert set(graph) == set(parsed(ARTICLE.id, filled(ARTICLE.id, page(changed, READING), *cast), IRIS))


def test_a_removed_article_leaves_nothing() -> None:
    graph, printed = ox.Store(), dict[str, object]()
    press = Press(graph, IRIS, printed)
    press.write(ARTICLE.id, SHA, PAGE, Cast(("actor/anna-ek",) * len(READING.entities), None, None), sure=True)
    press.finish()
    press.remove(ARTICLE.id)
    assert (len(graph), printed) == (0, {})
