"""Words from raw text: spaCy's English rules, with the differences that Universal Dependencies treebanks make.

UD parts words at hyphens and slashes except after prefixes such as "non-"; spaCy keeps some of these whole.
"""

import re
from collections.abc import Sequence

from spacy.attrs import ORTH
from spacy.language import Language
from spacy.tokenizer import Tokenizer
from spacy.tokens import Doc

PREFIXES = (
    "non pre post anti pro ex re co semi multi un e mid ultra inter intra counter trans sub super micro mini cross over under bi tri "
    "pseudo proto extra infra auto bio geo hyper meta mono poly tele"
)
KEPT = re.compile(rf"^(?:{'|'.join(p for p in PREFIXES.split() if '-' not in p)})-\w+$", re.IGNORECASE)
INFIX = re.compile(
    r"(?<=[^\W\d_])[-–—~](?=[^\W_])|(?<=\d)[-–—](?=[^\W\d_])|(?<=\d)–(?=\d)|--+|—|…|\.{2,}|(?<=[^\W\d_])[/:<>=,](?=[^\W\d_])|(?<=[a-z])\.(?=[A-Z])|(?<=[\"”’)\]])(?=\w)|\((?=\w)|\)"
    r"|(?<=\d)(?=(?:[kK]|[aApP]\.?[mM]\.?)$)"  # 65k, 7:30PM
    r"|(?<![\d:.-]\d-)(?<!(?<!\d)\d{3})(?<=\d)-(?=\d[\d:.]*$)"  # 5-10, 1969-1970, but no telephone number
)
RUN = r"[!?]{2,}|\.[!?]+|([*=_~<>#])\1+"  # one word in UD, however long
WHOLE = "Ft. Lt. Sgt. Col. Gen. Gov. Sen. Rep. Rev. Capt. Mon. Tue. Tues. Wed. Thu. Thurs. Fri. Sat.".split()
APART = ("and/or",)  # spaCy's own exceptions that UD takes apart


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
        base.prefix_search = re.compile(rf"^(?:{RUN})|{pattern(base.prefix_search)}").search
        base.suffix_search = re.compile(rf"(?:{RUN})$|{pattern(base.suffix_search)}").search
        base.rules = {form: parts for form, parts in base.rules.items() if form not in APART} | {form: [{ORTH: form}] for form in WHOLE}
        self.base = base

    def __call__(self, text: str) -> Doc:
        try:
            text.encode()
        except UnicodeEncodeError as error:
            raise TextError(f"character {error.start} is the lone surrogate {text[error.start]!r}; decode the text again from its bytes") from error
        doc: Doc = self.base(text)
        return doc


def pattern(search: object) -> str:
    """The source of a compiled expression, of which spaCy keeps the search method alone."""
    return str(search.__self__.pattern)  # type: ignore[attr-defined]  # a bound method of re.Pattern


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
