"""Words from raw text: spaCy's English rules, with the differences that Universal Dependencies treebanks make.

UD parts words at hyphens and slashes except after prefixes such as "non-"; spaCy keeps some of these whole.
"""

import re

from spacy.language import Language
from spacy.tokenizer import Tokenizer
from spacy.tokens import Doc

PREFIXES = (
    "non pre post anti pro ex re co semi multi un e mid ultra inter intra counter trans sub super micro mini neo pan quasi self-less over under bi tri "
    "vice-less pseudo proto extra infra auto bio geo hyper meta mono poly tele"
)
KEPT = re.compile(rf"^(?:{'|'.join(p for p in PREFIXES.split() if '-' not in p)})-\w+$", re.IGNORECASE)
INFIX = re.compile(
    r"(?<=[^\W\d_])[-–—~](?=[^\W_])|(?<=\d)[-–—](?=[^\W\d_])|(?<=\d)–(?=\d)|--+|—|…|\.{2,}|(?<=[^\W\d_])[/:<>=,](?=[^\W\d_])|(?<=[a-z])\.(?=[A-Z])|(?<=[\"”’)\]])(?=\w)|\((?=\w)|\)"
)


def make(nlp: Language) -> Tokenizer:
    """The tokenizer of a blank English pipeline, with UD's infixes and kept prefixes."""
    base = nlp.tokenizer
    assert isinstance(base, Tokenizer)
    base.infix_finditer = INFIX.finditer
    base.token_match = KEPT.match
    return base


def paragraph_starts(doc: Doc) -> set[int]:
    """Tokens that open a paragraph: after an empty line, or after a line end where the line before was finished."""
    starts = set()
    opens = True
    for token in doc:
        if token.is_space:
            breaks = token.text.count("\n")
            before = doc.text[max(0, token.idx - 1) : token.idx]
            opens = opens or breaks > 1 or (breaks == 1 and before in tuple('.!?:;"”’)»'))
        else:
            if opens:
                starts.add(token.i)
            opens = False
    return starts
