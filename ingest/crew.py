"""A crew of reading processes: articles go in, readings come out in the same order, and no article can stop the run.

Each worker has one article in hand and one waiting; more wait while whoever takes the results is away for long, as much text for each. When a
worker dies, the article in hand is tried once more and then given up with the reason; the waiting ones go on without blame. What is read ahead is
bounded, so memory is flat however many articles there are.
"""

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from queue import SimpleQueue

from graph.checks import ReadingError
from graph.galleys import galley
from graph.records import Article
from ingest.worker import RETIRED, named
from ingest.workers import Answer, Crew, Done, GivenUp, Job, Worker

AHEAD = 96  # articles for each worker that may be read while an earlier one takes long
IN_HAND = 2
TRIES = 2
FALSE_STARTS = 3


class ReaderError(RuntimeError):
    """The reader does not start: a fault of the installation, not of any article."""


Result = tuple[Article, Done | GivenUp]
Absent = Callable[[Article], int]


def readings(articles: Iterable[Article], *, crew: Crew, absent: Absent = lambda article: 0, sure: bool = False) -> Iterator[Result]:
    """Each article with what became of it, in order. An article is taken only when somebody is free to read it. Raises ReaderError.

    `absent` is told of each result before it comes, and answers how many characters each worker may read until the next one is wanted. Where it is
    `sure` that there will be articles, the workers begin to load before the first one is there.
    """
    return _apart(articles, crew, absent, sure=sure) if crew.workers else _here(articles, crew, absent)


def _here(articles: Iterable[Article], crew: Crew, absent: Absent) -> Iterator[Result]:
    from ingest.copies import signature

    read = None
    for article in articles:
        read = read or named(crew.reader)()
        absent(article)
        try:
            yield article, Done(galley(article, read(article)), signature(article.text))
        except ReadingError as error:
            yield article, GivenUp(f"the reading does not fit: {error}", 1)


def _apart(articles: Iterable[Article], crew: Crew, absent: Absent, *, sure: bool) -> Iterator[Result]:
    foreman = Foreman(articles, crew, absent)
    try:
        if sure:
            foreman.gather()
        yield from foreman.results()
    finally:
        foreman.close()


class Foreman:
    """Hands articles to workers, starts and buries these, and puts what comes back in order."""

    def __init__(self, articles: Iterable[Article], crew: Crew, absent: Absent) -> None:
        self._new = (Job(number, article) for number, article in enumerate(articles))
        self._crew, self._absent = crew, absent
        self._again: deque[Job] = deque()
        self._done: dict[int, Result] = {}
        self._taken = self._given = self._false_starts = 0
        self._crowd: list[Worker] = []
        self._inbox: SimpleQueue[tuple[Worker, Answer | None]] = SimpleQueue()

    def gather(self) -> None:
        """Starts all workers."""
        while len(self._crowd) < self._crew.workers:
            self._crowd.append(Worker(self._crew, self._inbox))

    def results(self) -> Iterator[Result]:
        """Everything, in order."""
        while self._hand_out():
            if self._given not in self._done:
                self._hear(*self._inbox.get())
            while not self._inbox.empty():
                self._hear(*self._inbox.get())
            while self._given in self._done:
                article, done = self._done.pop(self._given)
                self._hand_out(self._absent(article))
                yield article, done
                self._given += 1

    def close(self) -> None:
        """Ends all workers, whatever they are doing."""
        for worker in self._crowd:
            worker.end()

    def _hand_out(self, characters: int = 0) -> bool:
        """Gives articles to whoever has fewer than IN_HAND, or less than so many characters; whether any result is still to come."""
        while self._has_room(characters) and (job := self._job()):
            worker = self._idlest()
            if not worker.give(job):
                self._again.appendleft(job)
                self._bury(worker)
        return self._given < self._taken

    def _has_room(self, characters: int) -> bool:
        some = any(len(worker.jobs) < IN_HAND or worker.load < characters for worker in self._crowd)
        return some or len(self._crowd) < self._crew.workers

    def _job(self) -> Job | None:
        if self._again:
            return self._again.popleft()
        if self._taken - self._given >= AHEAD * self._crew.workers:
            return None
        job = next(self._new, None)
        self._taken += job is not None
        return job

    def _idlest(self) -> Worker:
        """The worker with the least to read; rather a new one than to let an article wait."""
        best = min(self._crowd, key=lambda worker: worker.load, default=None)
        if best is None or (best.jobs and len(self._crowd) < self._crew.workers):
            best = Worker(self._crew, self._inbox)
            self._crowd.append(best)
        return best

    def _hear(self, worker: Worker, answer: Answer | None) -> None:
        if worker not in self._crowd:
            return  # buried already, when it could not be given an article
        if answer is None:
            self._bury(worker)
            return
        heard = worker.hear(answer)
        if heard is None:
            self._false_starts = 0
        else:
            job, done = heard
            self._done[job.number] = job.article, done

    def _bury(self, worker: Worker) -> None:
        """Others get what a dead worker had; only the article that it was reading counts a try."""
        self._crowd.remove(worker)
        status = worker.end()
        in_hand = worker.jobs.popleft() if worker.ready and worker.jobs and status != RETIRED else None
        self._again.extendleft(reversed(worker.jobs))
        if in_hand:
            self._blame(in_hand, worker.why(status))
        if not worker.ready:
            self._count_false_start(worker.why(status))

    def _blame(self, job: Job, why: str) -> None:
        job.tries += 1
        if job.tries < TRIES:
            self._again.appendleft(job)
        else:
            self._done[job.number] = job.article, GivenUp(why, job.tries)

    def _count_false_start(self, why: str) -> None:
        self._false_starts += 1
        if self._false_starts >= FALSE_STARTS:
            raise ReaderError(f"the reader does not start ({why}); see what `wiregraph doctor` says")
