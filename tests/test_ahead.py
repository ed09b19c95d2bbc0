"""A little is read ahead, so that the end is known before it comes."""

from collections.abc import Iterator

from hypothesis import given
from hypothesis import strategies as st

from ingest.ahead import Ahead


@given(st.lists(st.integers(0, 9)), st.integers(1, 5))
def test_all_come_in_order_and_what_is_left_is_their_sum(sizes: list[int], most: int) -> None:
    ahead = Ahead(iter(sizes), lambda size: size, most=most)
    for number, size in enumerate(ahead):
        assert size == sizes[number]
        assert ahead.left in (None, sum(sizes[number + 1 :]))
    assert ahead.left == 0


def test_the_first_is_given_before_a_second_is_taken_and_never_more_than_most_wait() -> None:
    taken: list[int] = []

    def items() -> Iterator[int]:
        for number in range(20):
            taken.append(number)
            yield number

    ahead = Ahead(items(), lambda number: 1, most=3)
    assert (next(ahead), len(taken), ahead.left) == (0, 1, None)
    waiting = [len(taken) - number for number in ahead]
    assert max(waiting) == 3
    assert len(taken) == 20
