"""Going through near ties with somebody who knows: each is accepted as a merge, refused as a split, or left for another day.

A refusal is a split, so the two stay apart whatever later articles and rules suggest, and `undo` takes it back like any other decision.
"""

from collections.abc import Callable, Iterable, Iterator
from typing import Literal

from graph import rulings
from graph.decisions import Anchors, Decision
from graph.review import Tie
from graph.rulings import Who

Answer = Literal["one", "two", "later", "stop"]
ANSWERS: dict[str, Answer] = {
    "y": "one",
    "yes": "one",
    "n": "two",
    "no": "two",
    "s": "later",
    "skip": "later",
    "": "later",
    "q": "stop",
    "quit": "stop",
}
PROMPT = "One and the same? [y]es, [n]o, [s]kip, [q]uit: "


def settle(ties: Iterable[Tie], who: Who, ask: Callable[[Tie], Answer]) -> Iterator[Decision]:
    """A decision for each tie that is answered, as soon as it is; all point at sightings, so they hold although earlier ones change keys."""
    for tie in ties:
        answer = ask(tie)
        if answer == "stop":
            return
        if answer != "later":
            yield accepted(who, tie) if answer == "one" else refused(who, tie)


def accepted(who: Who, tie: Tie) -> Decision:
    """The two are one; who is in more articles gives name and key."""
    one, other = sorted((tie.one, tie.other), key=lambda key: (-who.actor(key).articles, key))
    return rulings.merge(who, f"actor/{one}", f"actor/{other}")


def refused(who: Who, tie: Tie) -> Decision:
    """The two are different for good."""
    parts = tuple(Anchors(rulings.anchors(who, f"actor/{key}")) for key in (tie.one, tie.other))
    return Decision("split", parts, label=f"{who.label(f'actor/{tie.one}')} is not {who.label(f'actor/{tie.other}')}")


def asked(tie: Tie, who: Who, *, say: Callable[[str], object], hear: Callable[[str], str]) -> Answer:
    """Shows a tie and asks until the answer is one; the end of input stops."""
    say(f"\n{_shown(who, tie.one)}\n{_shown(who, tie.other)}\n  {tie.score:.2f}: {'; '.join(tie.evidence)}")
    while True:
        try:
            word = hear(PROMPT).strip().casefold()
        except EOFError:
            return "stop"
        if word in ANSWERS:
            return ANSWERS[word]
        say(f"{word!r} is no answer; say y, n, s or q")


def _shown(who: Who, key: str) -> str:
    actor = who.actor(key)
    known = ", ".join(filter(None, (actor.kind, actor.country, actor.sector, *(office.title for office in actor.offices[:3]))))
    also = f"; also {', '.join(actor.aliases[:4])}" if actor.aliases else ""
    return f"  {actor.label} ({known}) in {actor.articles} articles{also}  [actor/{key}]"
