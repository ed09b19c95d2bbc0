"""Who speaks through a whole quotation: what one of its sentences is said by, all of them are."""

from collections.abc import Iterable, Iterator, Sequence

OPENING, CLOSING, PLAIN = "“", "”", '"'
LONGEST = 250  # words; a quotation that is longer has lost its end


def quotations(words: Sequence[str], tags: Sequence[str]) -> Iterator[range]:
    """The words between quotation marks. A mark that opens while a quotation is open goes on with it, as at a new paragraph; of straight marks the
    Penn tags (`` and '') tell what they do, and without tags they open and close in turn."""
    begun: int | None = None
    for i, word in enumerate(words):
        opens = word == OPENING or (word == PLAIN and (tags[i] == "``" if tags else begun is None))
        if opens or word in (CLOSING, PLAIN):
            if begun is not None and i - begun <= LONGEST:
                yield range(begun + 1, i)
            begun = i if opens else None


def speakers(
    words: Sequence[str], tags: Sequence[str], triggers: Iterable[int], given: dict[int, int], domains: Sequence[tuple[int, set[int]]]
) -> dict[int, int]:
    """Speakers by trigger, for the triggers in quotations that `given` leaves without one; `domains` are pairs of a speaker and the words reported.

    Of several who speak in one quotation, such as "he" and "Berg", the nearest counts; who is spoken of within it does not speak.
    """
    open_ = [t for t in sorted(triggers) if t not in given]
    found: dict[int, int] = {}
    for quote in quotations(words, tags):
        inside = [t for t in open_ if t in quote]
        told = {given[t] for t in given if t in quote} | {who for who, domain in domains if inside and not domain.isdisjoint(quote)}
        outside = [who for who in told if who not in quote]
        found |= {t: min(outside, key=lambda who: (abs(who - t), who)) for t in inside if outside}
    return found
