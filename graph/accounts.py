"""The sums behind the relations graph, kept on disk article by article, so that one more article costs what it tells."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator

import pyoxigraph as ox

from graph.drawers import Disk
from graph.relations import Between, Deed, Sum, relation
from graph.terms import Iris

Row = tuple[str, str, str, int, int, str | None, str | None]  # whom, whom to, quad class; events, thousandths of scores, first and last day


class Accounts:
    """All relations, kept up as articles change."""

    def __init__(self, disk: Disk, iris: Iris) -> None:
        self._disk, self._iris = disk, iris

    def clear(self) -> None:
        """Forgets all of it."""
        self._disk.run("DELETE FROM deeds")

    def replace(self, article: str, deeds: Iterable[Deed]) -> set[Between]:
        """Puts the deeds of an article (its id) in the place of its former ones; the relations that may be others by that."""
        before: list[Row] = self._disk.rows("SELECT one, other, quad, events, score, first, last FROM deeds WHERE article = ?", article)
        after = sorted(self._rows(deeds))
        if before == after:
            return set()
        self._disk.run("DELETE FROM deeds WHERE article = ?", article)
        for row in after:
            self._disk.run("INSERT INTO deeds VALUES (?, ?, ?, ?, ?, ?, ?, ?)", article, *row)
        return {(one, other, quad) for one, other, quad, *_ in (*before, *after)}

    def relation(self, between: Between) -> Iterator[ox.Quad]:
        """The quads of one relation; none when nothing happened."""
        sql = "SELECT sum(events), count(*), sum(score), min(first), max(last) FROM deeds WHERE one = ? AND other = ? AND quad = ?"
        ((events, articles, score, first, last),) = self._disk.rows(sql, *between)
        if not articles:
            return iter(())
        return relation(between, Sum(events, articles, score, Counter(filter(None, [first])), Counter(filter(None, [last]))), self._iris)

    def everything(self) -> Iterator[ox.Quad]:
        """The quads of all relations."""
        for between in self._disk.rows("SELECT DISTINCT one, other, quad FROM deeds"):
            yield from self.relation(between)

    def _rows(self, deeds: Iterable[Deed]) -> Iterator[Row]:
        found: defaultdict[Between, list[Deed]] = defaultdict(list)
        for deed in deeds:
            for one, other in deed.pairs():
                found[self._iris.relative(one), self._iris.relative(other), deed.quad].append(deed)
        for (one, other, quad), own in found.items():
            firsts, lasts = [deed.first for deed in own if deed.first], [deed.last for deed in own if deed.last]
            score = sum(round(deed.score * 1000) for deed in own)
            yield one, other, quad, len(own), score, min(firsts, default=None), max(lasts, default=None)
