"""Which language a text is in. wiregraph reads English."""

from functools import cache
from typing import Any

from ingest.refusals import Refused

SURE = 0.5
LONG = 300
READ = 1_500  # characters that are looked at; more only cost time


@cache
def _identifier() -> Any:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier  # type: ignore[import-untyped]  # it ships no types, and takes a while to load

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)


def refuse_foreign(text: str) -> None:
    """Raises Refused "not-english", naming the language and how sure that is.

    Short texts full of foreign names are hard to tell: below `LONG` characters another language has to be likelier than not.
    """
    language, probability = _identifier().classify(text[:READ])
    if language != "en" and (len(text) >= LONG or probability >= SURE):
        raise Refused("not-english", f"the text is in language {language!r} (probability {probability:.2f}); only English is read")
