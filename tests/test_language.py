"""Only English is read."""

import pytest

from ingest.language import refuse_foreign
from ingest.refusals import Refused

FOREIGN = {
    "de": "Die Polizei nahm am Montag in Köln zwei Männer fest, die einen Anschlag geplant haben sollen.",
    "fr": "Le président est arrivé à Paris lundi pour rencontrer les ministres de son gouvernement.",
    "ru": "Президент прибыл в Москву в понедельник, чтобы встретиться с министрами.",
    "zh": "总统星期一抵达北京与部长们会面。",
    "ar": "وصل الرئيس إلى القاهرة يوم الاثنين للقاء الوزراء.",
}
ENGLISH = [
    "Russian President Vladimir Putin met Kim Jong Un",
    "Erdogan, Zelenskyy, Guterres, Lavrov, Macron meet in Istanbul.",
    "Twin bombings yesterday struck the Jolo Cathedral in Mindanao, Philippines",
    "Police said two men were arrested in Lagos on Monday.",
]


@pytest.mark.parametrize(("language", "text"), FOREIGN.items())
def test_another_language_is_refused_by_name(language: str, text: str) -> None:
    with pytest.raises(Refused, match=f"'{language}'") as refused:
        refuse_foreign(text)
    assert refused.value.reason == "not-english"


@pytest.mark.parametrize("text", ENGLISH)
def test_short_english_full_of_foreign_names_is_read(text: str) -> None:
    refuse_foreign(text)
