"""Trees mended by possessives and names, on trees written by hand."""

import numpy as np
from trees_by_hand import tree

from ingest.reader.component import owned
from ingest.reader.mending import mended

OFFICE = tree("The/DT/det/2 local/JJ/amod/2 sheriff/NN/nsubj/5 's/POS/case/2 office/NN/nsubj/5 refused/VBD/root/5/refuse")
RALLY = tree("Ann/NNP/nmod:poss/3 's/POS/case/0 Oslo/NNP/compound/3 rally/NN/nsubj/4 ended/VBD/root/4/end")
MAKER = tree("The/DT/det/1 carmaker/NN/nsubj/4 Lanhai/NNP/compound/1 Motors/NNP/appos/1 bid/VBD/root/4")


def test_an_owner_hangs_on_what_he_owns() -> None:
    read = mended(OFFICE, [], [])
    assert (read.heads[2], read.relations[2]) == (4, "nmod:poss")
    assert read.heads[4] == 5


def test_an_owner_that_hangs_right_stays() -> None:
    assert mended(RALLY, [], []).heads == RALLY.heads


def test_the_words_of_a_name_hang_on_its_last_or_on_the_head_of_a_mention() -> None:
    assert mended(MAKER, [(2, 4, "ORG")], []).heads == [1, 4, 3, 1, 4]
    assert mended(MAKER, [(2, 4, "ORG")], [2]).heads == [1, 4, 1, 2, 4]
    assert mended(MAKER, [(2, 4, "PER")], []).heads == [1, 4, 1, 2, 4]


def test_a_mention_begins_with_its_owner() -> None:
    heads = np.array(mended(OFFICE, [], []).heads)
    assert owned(heads, list(OFFICE.tags), 4, 5) == (0, 5)
    assert owned(np.array(OFFICE.heads), list(OFFICE.tags), 4, 5) == (4, 5)
