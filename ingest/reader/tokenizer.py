"""Words from raw text: spaCy's English rules, with the differences that Universal Dependencies treebanks make.

UD parts words at hyphens and slashes except after prefixes such as "non-"; spaCy keeps some of these whole.
"""

import re
from collections.abc import Sequence

from spacy.language import Language
from spacy.tokenizer import Tokenizer
from spacy.tokens import Doc

PREFIXES = (
    "non pre post anti pro ex re co semi multi un e mid ultra inter intra counter trans sub super micro mini neo pan quasi over under bi tri "
    "pseudo proto extra infra auto bio geo hyper meta mono poly tele"
)
KEPT = re.compile(rf"^(?:{'|'.join(p for p in PREFIXES.split() if '-' not in p)})-\w+$", re.IGNORECASE)
INFIX = re.compile(
    r"(?<=[^\W\d_])[-–—~](?=[^\W_])|(?<=\d)[-–—](?=[^\W\d_])|(?<=\d)–(?=\d)|--+|—|…|\.{2,}|(?<=[^\W\d_])[/:<>=,](?=[^\W\d_])|(?<=[a-z])\.(?=[A-Z])|(?<=[\"”’)\]])(?=\w)|\((?=\w)|\)"
)


FINISHED = tuple('.!?:;"”’)»')


class TextError(ValueError):
    """Text that is no Unicode text: it holds half of a surrogate pair. Decode it again from its bytes, or drop those characters."""


class Words:
    """spaCy's English tokenizer with UD's infixes and kept prefixes; raises TextError where spaCy would fail."""

    def __init__(self, nlp: Language) -> None:
        base = nlp.tokenizer
        assert isinstance(base, Tokenizer)
        base.infix_finditer = INFIX.finditer
        base.token_match = KEPT.match
        self.base = base

    def __call__(self, text: str) -> Doc:
        try:
            text.encode()
        except UnicodeEncodeError as error:
            raise TextError(f"character {error.start} is the lone surrogate {text[error.start]!r}; decode the text again from its bytes") from error
        doc: Doc = self.base(text)
        return doc


def paragraph_starts(texts: Sequence[str]) -> set[int]:
    """Tokens that open a paragraph: after an empty line, or after a line end where the line before was finished."""
    starts = set()
    opens, last = True, ""
    for i, text in enumerate(texts):
        if text.isspace():
            breaks = text.count("\n")
            opens = opens or breaks > 1 or (breaks == 1 and last.endswith(FINISHED))
        else:
            if opens:
                starts.add(i)
            opens, last = False, text
    return starts
