"""Near ties, settled by somebody who answers."""

from collections.abc import Callable, Iterable
from pathlib import Path

from graph.decisions import Decision
from graph.identity import identity
from graph.records import Article, Entity, Reading
from graph.review import Tie, review
from graph.settling import Answer, asked, settle
from graph.store import Store

BERGS = ("Annika Bergman", "Annika Bergmann", "Annika Bergmane")


def reading(number: int, name: str) -> Reading:
    return Reading(f"{number:016x}", "test", (Entity("person", name, (), True, country="DEU", sector="GOV"),))


READINGS = [reading(number, name) for number, name in enumerate(BERGS)]


def answers(*words: str) -> Callable[[str], str]:
    given = iter(words)

    def hear(_: str) -> str:
        try:
            return next(given)
        except StopIteration as end:
            raise EOFError from end

    return hear


def decisions(*words: str) -> tuple[list[Decision], list[str]]:
    found, said, hear = identity(READINGS), list[str](), answers(*words)

    def ask(tie: Tie) -> Answer:
        return asked(tie, found, say=said.append, hear=hear)

    return list(settle(review(found), found, ask)), said


def actors(taken: Iterable[Decision]) -> set[str]:
    return set(identity(READINGS, list(taken)).actors)


def test_the_likeliest_is_asked_first_with_what_is_known_of_both() -> None:
    _, said = decisions("q")
    (question,) = said
    assert "Annika Bergman (person, DEU, GOV) in 1 articles  [actor/annika-bergman]" in question
    assert "spelled alike" in question


def test_yes_merges_and_no_keeps_apart_for_good() -> None:
    taken, _ = decisions("y", "n", "s")
    assert [decision.action for decision in taken] == ["merge", "split"]
    after = identity(READINGS, taken)
    assert len(after.actors) == 2
    assert all(frozenset((tie.one, tie.other)) != frozenset(after.actors) for tie in review(after, taken))
    assert actors(taken[:-2]) == actors([])


def test_later_answers_hold_although_earlier_ones_changed_keys() -> None:
    taken, _ = decisions("y", "y")
    assert actors(taken) == {"annika-bergman"}


def test_skipping_and_the_end_of_input_decide_nothing() -> None:
    assert decisions("s", "", "skip")[0] == []
    assert decisions()[0] == []


def test_what_is_no_answer_is_asked_again() -> None:
    taken, said = decisions("perhaps", "y", "q")
    assert len(taken) == 1
    assert said[1] == "'perhaps' is no answer; say y, n, s or q"


def test_undo_restores_every_byte_after_a_refusal_and_a_merge(tmp_path: Path) -> None:
    with Store(tmp_path / "my.wire") as store:
        for number, name in enumerate(BERGS):
            article = Article(f"{name} spoke in Bonn on day {number}.")
            store.add(article, Reading(article.id, "test", READINGS[number].entities))
        store.settle()
        states = [store.nquads()]
        found = store.identity()
        words: Iterable[Answer] = ("two", "one")
        given = iter(words)
        for decision in settle(review(found)[:2], found, lambda _: next(given)):
            store.decide(decision)
            states.append(store.nquads())
        assert len(store.identity().actors) == 2
        for state in reversed(states[:-1]):
            store.undo()
            assert store.nquads() == state
