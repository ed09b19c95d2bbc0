"""Types that a word has only in some senses."""

import numpy as np
import pytest
from trees_by_hand import tree

from ingest.reader import labels as lab
from ingest.reader.senses import MOVED, Sense, sense, weighed

DISMISSED, TOLD, ACCIDENT = Sense(("ASSAULT",), "SANCTION"), Sense(("RETREAT", "CONCEDE")), Sense(("ASSAULT",))
ASKED, POLITE = Sense(("REQUEST",)), Sense(("SUPPORT",))
CASES = [
    ("He/PRP/nsubj:pass/2 was/VBD/aux:pass/2 fired/VBN/root/2/fire", 2, DISMISSED),
    ("He/PRP/nsubj/2 was/VBD/aux/2 fired/VBN/root/2/fire", 2, DISMISSED),
    ("His/PRP$/nmod:poss/1 firing/NN/root/1/firing", 1, DISMISSED),
    ("Shots/NNS/nsubj:pass/2/shot were/VBD/aux:pass/2 fired/VBN/root/2/fire", 2, Sense()),
    ("They/PRP/nsubj:pass/2 were/VBD/aux:pass/2 fired/VBN/root/2/fire on/RP/compound:prt/2", 2, Sense()),
    ("Police/NNS/nsubj/1 fired/VBD/root/1/fire tear/NN/compound/3 gas/NN/obj/1", 1, Sense()),
    ("Police/NNS/nsubj/1 released/VBD/root/1/release their/PRP$/nmod:poss/3 names/NNS/obj/1/name", 1, TOLD),
    ("Rebels/NNS/nsubj/1 released/VBD/root/1/release ten/CD/nummod/3 hostages/NNS/obj/1/hostage", 1, Sense()),
    ("She/PRP/nsubj:pass/2 was/VBD/aux:pass/2 struck/VBN/root/2/strike by/IN/case/5 a/DT/det/5 car/NN/obl:agent/2", 2, ACCIDENT),
    ("A/DT/det/1 rocket/NN/nsubj/2 struck/VBD/root/2/strike a/DT/det/4 car/NN/obj/2", 2, Sense()),
    ("He/PRP/nsubj/1 asked/VBD/root/1/ask her/PRP/obj/1 if/IN/mark/5 she/PRP/nsubj/5 knew/VBD/advcl/1/know", 1, ASKED),
    ("He/PRP/nsubj/1 asked/VBD/root/1/ask her/PRP/obj/1 to/TO/mark/4 leave/VB/xcomp/1", 1, Sense()),
    ("Thank/VBP/root/0 you/PRP/obj/0 for/IN/case/4 your/PRP$/nmod:poss/4 time/NN/obl/0", 0, POLITE),
    ("We/PRP/nsubj/1 thank/VBP/root/1 you/PRP/obj/1", 1, Sense()),
    ("Thank/VBP/root/0 you/PRP/obj/0 to/IN/case/4 all/DT/det/4 nurses/NNS/obl/0/nurse", 0, Sense()),
]  # fmt: skip


@pytest.mark.parametrize(("written", "word", "meant"), CASES)
def test_what_hangs_on_a_word_tells_its_sense(written: str, word: int, meant: Sense) -> None:
    assert sense(word, tree(written)) == meant


def test_what_the_tree_rules_out_goes_to_the_type_that_it_speaks_for_or_to_none() -> None:
    names = (*lab.TYPES, "")
    types = np.zeros(len(names), dtype=np.float32)
    types[names.index("ASSAULT")], types[names.index("SANCTION")] = 0.9, 0.1
    dismissed, accident = weighed(types, names, DISMISSED), weighed(types, names, ACCIDENT)
    assert dismissed[names.index("SANCTION")] == pytest.approx(0.1 + 0.9 * MOVED)
    assert accident[names.index("")] == pytest.approx(0.9 * MOVED)
    assert weighed(types, names, Sense()) == pytest.approx(types)
