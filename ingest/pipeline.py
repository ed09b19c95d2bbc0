"""A run: sources in, a settled store out. Many processes read, this one writes; what is there already is not read again.

The store after a run depends on the set of articles alone, not on their order, the number of workers, or crashes on the way: what a run did
not finish, the next one does.
"""

import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

from graph.checkpoints import NoCheckpointError, newest
from graph.ledger import Entry, State
from graph.memory import expect_long_run, give_back
from graph.records import Article
from graph.store import Settled, Store
from ingest import visits
from ingest.ahead import Ahead
from ingest.articles import found
from ingest.crew import readings
from ingest.desk import Desk, Found
from ingest.drafts import Options
from ingest.outcomes import Fate, Outcome, Summary, Tally
from ingest.refusals import Refusal
from ingest.stop import Stop
from ingest.workers import Crew, Done, GivenUp

# Characters of new articles that settle together: SHARE for each article that is stored, within these bounds. Each time the graph's files are merged,
# which costs what they hold; more at once take memory, and too long for the readers to go on by themselves.
LEAST, MOST, SHARE = 250_000, 1_000_000, 2_000
LAST = 60_000  # and so many when it is known that no more are left to be read
UNFINISHED = "wiregraph:unfinished"  # the ledger's line that says, while it is "new", that a run has not come to its end


@dataclass(frozen=True, slots=True)
class Plan:
    """How a run goes: who reads, the version of the reader (articles read by another are read anew), how sources are taken in, and whether
    quarantined articles are tried again."""

    crew: Crew
    version: str
    options: Options = field(default_factory=Options)
    again: bool = False


def run(
    sources: Iterable[str], store: Store, *, plan: Plan, on_outcome: Callable[[Outcome], None] = lambda outcome: None, stop: Stop | None = None
) -> Summary:
    """Takes all sources in and settles the store. `on_outcome` hears of every single thing as it is done with.

    Raises ReaderError when the reader does not start; everything else that goes wrong is refused or quarantined, with its reason.
    """
    begun, stop = time.monotonic(), stop or Stop()
    expect_long_run()
    known = visits.load(store.folder, plan.version)
    desk = Desk(plan.options, known=known, is_stored=lambda article: store.book.reading_hash(article) is not None)
    with desk:
        items = Ahead((item for source in sources for item in found(source, desk=desk)), _characters)
        intake = _Intake(store, plan, on_outcome, items)
        for article, result in readings(intake.unread(stop.until(items)), crew=plan.crew, absent=intake.absence, sure=not store.book.size()):
            if intake.keep(article, result):
                _settle(store)
    settled = _finish(store, grown=intake.has_grown())
    if desk.fetcher and not stop.cut:
        visits.save(store.folder, plan.version, known, intake.settled_visits(desk.fetcher.seen))
    return intake.tally.summary(
        copies=len(store.book.copies()), actors=settled.actors, places=settled.places, seconds=time.monotonic() - begun, interrupted=stop.cut
    )


class _Intake:
    """Decides what must be read, and writes what became of everything into the book."""

    def __init__(self, store: Store, plan: Plan, on_outcome: Callable[[Outcome], None], coming: Ahead[Found | Refusal]) -> None:
        self.tally = Tally()
        self._book, self._store, self._plan, self._on_outcome, self._coming = store.book, store, plan, on_outcome, coming
        self._on_the_way: dict[str, tuple[str, int]] = {}  # by article its source, and its characters
        self._refused = {entry.item for entry in self._book.ledger("refused")}
        self._stored_pages: set[str] = set()
        self._stored = self._book.size()
        self._unsettled, self._full = 0, False

    def unread(self, items: Iterator[Found | Refusal]) -> Iterator[Article]:
        """The articles that no reader of this version has read; of all else it is said why not."""
        for item in items:
            if isinstance(item, Refusal):
                self._refuse(item)
            elif known := self._known(item):
                self._tell(known)
            else:
                self._on_the_way[item.article.id] = item.source, len(item.article.text)
                yield item.article

    def absence(self, article: Article) -> int:
        """To be asked before `keep`: how many characters each worker may read until somebody is there again. To settle three takes as long as to read
        one. Where it is known how many are still to be read, the last ones settle by themselves while these are read."""
        unsettled, batch = self._unsettled + len(article.text), max(LEAST, min(MOST, SHARE * self._stored))
        left = self._left(article)
        self._full = unsettled >= (batch if left is None else min(batch, max(left, LAST))) and left != 0
        return batch // 3 if self._full else 0

    def _left(self, article: Article) -> int | None:
        """Characters behind this article that are still to be read, or wait for it; None while that is not known."""
        read = sum(size for other, (_, size) in self._on_the_way.items() if other != article.id)
        return None if self._coming.left is None else self._coming.left + read

    def keep(self, article: Article, result: Done | GivenUp) -> bool:
        """Stores a reading, or writes down why there is none; whether it is time to settle."""
        source, _ = self._on_the_way.pop(article.id)
        if isinstance(result, GivenUp):
            self._quarantine(article, source, result)
            return False
        self._add(article, source, result)
        self._stored += 1
        self._unsettled = 0 if self._full else self._unsettled + len(article.text)
        return self._full

    def has_grown(self) -> bool:
        """Whether a tenth or more of what is stored is of this run."""
        return 10 * (self.tally.fates["new"] + self.tally.fates["reread"]) >= self._stored

    def settled_visits(self, seen: visits.Visits) -> visits.Visits:
        """Pages that need not be sent again while they are unchanged: those of stored articles, and all when nothing was refused."""
        clean = not (self.tally.fates["refused"] or self.tally.fates["quarantined"])
        return {url: validators for url, validators in seen.items() if clean or url in self._stored_pages}

    def _known(self, item: Found) -> Outcome | None:
        if item.article.id in self._on_the_way:
            return Outcome(item.source, "unchanged", article=item.article.id)
        entry = self._book.entry(item.article.id)
        if entry is None or entry.reader != self._plan.version:
            return None
        if entry.state == "stored":
            self._clear(item.source, item.article)
            return Outcome(item.source, "unchanged", article=item.article.id)
        if entry.state == "quarantined" and not self._plan.again:
            return Outcome(item.source, "quarantined", detail=entry.reason, article=item.article.id)
        return None

    def _add(self, article: Article, source: str, done: Done) -> None:
        self._begin()
        former = self._book.entry(article.id)
        entry = self._entry(article, source, "stored")
        self._store.put(done.made, entry=entry, signature=done.signature)
        fate: Fate = "reread" if former and former.state == "stored" else "new"
        self._clear(source, article)
        self._tell(Outcome(source, fate, events=done.made.events, words=len(article.text.split()), article=article.id))

    def _quarantine(self, article: Article, source: str, why: GivenUp) -> None:
        self._book.record(self._entry(article, source, "quarantined", reason=why.reason, tries=why.tries))
        self._tell(Outcome(source, "quarantined", detail=why.reason, article=article.id))

    def _refuse(self, refusal: Refusal) -> None:
        entry = Entry(refusal.source, refusal.source, "refused", f"{refusal.reason}: {refusal.detail}")
        if not refusal.passed_over and self._book.entry(refusal.source) != entry:
            self._book.record(entry)
        self._tell(Outcome(refusal.source, "passed over" if refusal.passed_over else "refused", refusal.reason, refusal.detail))

    def _clear(self, source: str, article: Article) -> None:
        """What was refused earlier and is good now is refused no longer."""
        self._stored_pages |= {source} if source.startswith("http") else set()
        if source in self._refused:
            self._book.record(Entry(source, source, "stored", article=article.id))
            self._refused.discard(source)

    def _entry(self, article: Article, source: str, state: State, *, reason: str | None = None, tries: int = 0) -> Entry:
        return Entry(article.id, source, state, reason, tries, self._plan.version, article.id)

    def _begin(self) -> None:
        """Before the first article is stored, so that no crash can hide that the rest is still to be done."""
        if not (self.tally.fates["new"] or self.tally.fates["reread"]):
            self._book.record(Entry(UNFINISHED, UNFINISHED, "new"))

    def _tell(self, outcome: Outcome) -> None:
        self.tally.add(outcome)
        self._on_outcome(outcome)


def _finish(store: Store, *, grown: bool) -> Settled:
    """Settles what is left, and makes the snapshot that queries see; nothing of that when nothing is new."""
    unfinished = store.book.entry(UNFINISHED)
    if not (store.replayed or (unfinished and unfinished.state == "new") or _is_unseen(store)):
        return store.settle()
    settled = _settle(store)
    store.checkpoint(merged=grown)
    store.book.record(Entry(UNFINISHED, UNFINISHED, "stored"))
    return settled


def _settle(store: Store) -> Settled:
    """Finds near-copies, then brings the graph up with the book. Done now and then while others read, it keeps both cores busy and memory flat."""
    from ingest.linking import link

    link(store.book)
    settled = store.settle()
    give_back()
    return settled


def _characters(item: Found | Refusal) -> int:
    return 0 if isinstance(item, Refusal) else len(item.article.text)


def _is_unseen(store: Store) -> bool:
    try:
        newest(store.folder)
    except NoCheckpointError:
        return True
    return False
