"""Roles that follow from others, on Docs written by hand."""

from docs_by_hand import doc, event
from spacy.tokens import Doc

from ingest.cast import entities
from ingest.occurrences import roles
from ingest.reader.events import Event

SHELLED = "Troops/NNS/nsubj/1 shelled/VBD/root/1/shell the/DT/det/3 village/NN/obj/1 of/IN/case/5 Adet/NNP/nmod/3"
POEM = "A/DT/det/1 poem/NN/nsubj:pass/6 addressed/VBN/acl/1/address to/IN/case/4 Castro/NNP/obl/2 was/VBD/aux:pass/6 read/VBN/root/6/read"


def filled(read: Doc, seen: Event) -> list[tuple[str, str | None]]:
    """Roles with the names of who fills them."""
    cast = entities(read, home=None)
    return [(role.role, None if role.entity is None else cast.entities[role.entity].name) for role in roles(seen, cast)]


def test_what_is_shelled_is_where_it_happens() -> None:
    read = doc(SHELLED, mentions=["Troops:person", "the village of Adet:place", "Adet:place"], names=["Adet:LOC"])
    assert ("place", "Adet") in filled(read, event(read, "shelled", type="ASSAULT", roles=[("recipient", "the village of Adet")]))


def test_a_meeting_about_a_village_is_not_placed_there() -> None:
    read = doc(
        SHELLED.replace("shelled", "discussed").replace("shell", "discuss"), mentions=["the village of Adet:place", "Adet:place"], names=["Adet:LOC"]
    )
    assert "place" not in dict(filled(read, event(read, "discussed", type="CONSULT", roles=[("participant", "the village of Adet")])))


def test_whom_a_poem_is_addressed_to_has_a_part_in_its_reading() -> None:
    read = doc(POEM, mentions=["A poem addressed to Castro:object", "Castro:person"], names=["Castro:PER"])
    assert ("participant", "Castro") in filled(read, event(read, "read", roles=[("participant", "A poem addressed to Castro")]))
