"""Where sentences begin: a full stop that is a word of its own ends one, whatever the network says."""

import numpy as np
import pytest

from ingest.reader.encoder import sentence_starts, stopped


@pytest.mark.parametrize(
    ("words", "starts"),
    [
        ("The colonel said . Kyrgyz troops left .", [4]),
        ("It fell by 6 . No one sold .", []),
        ("John F . Kennedy came .", []),
        ("The price fell . and rose again .", []),
    ],
)
def test_a_full_stop_before_a_capital_ends_a_sentence(words: str, starts: list[int]) -> None:
    told = words.split()
    assert [i for i, begins in enumerate(stopped(told, [1] * len(told))) if begins] == starts


def test_what_stands_close_to_a_full_stop_goes_on() -> None:
    assert not any(stopped("example . Com".split(), [1, 0, 0]))


def test_the_network_and_the_full_stops_both_begin_sentences() -> None:
    words = "She left ; He came . They met".split()
    tags = np.array([[1.0, 0.0]] * len(words), dtype=np.float32)
    tags[3] = (0.0, 1.0)
    assert np.flatnonzero(sentence_starts(tags, words, [1] * len(words), None)).tolist() == [0, 3, 6]
