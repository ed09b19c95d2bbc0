"""Who is who: what is one, what is not, and that neither order nor batching nor an undone decision matters."""

import random
from collections import defaultdict

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.decisions import Anchors, Decision
from graph.identity import Identity, identity
from graph.names import person_tokens
from graph.records import Entity, EntityKind, Place, Position, Reading
from graph.review import review
from graph.rulings import RulingError, merge, rename, split
from graph.sightings import from_row, sightings, to_row
from graph.walks import walk


def entity(
    kind: EntityKind, name: str, country: str | None = None, sector: str | None = None, *aliases: str, named: bool = True, title: str | None = None
) -> Entity:
    positions = (Position(title, 0, 1),) if title else ()
    return Entity(kind, name, (), named, aliases, country, sector, positions)


def person(name: str, country: str | None = None, sector: str | None = None, *, title: str | None = None) -> Entity:
    return entity("person", name, country, sector, title=title)


def reading(number: int, *entities: Entity) -> Reading:
    return Reading(f"{number:016x}", "test", entities)


def keys(*entities: Entity) -> list[str | None]:
    """The path of each entity, each in an article of its own."""
    found = identity([reading(number, one) for number, one in enumerate(entities)])
    return [found.references(f"{number:016x}")[0] for number in range(len(entities))]


@pytest.mark.parametrize(
    "names",
    [
        ("Kim Jong Un", "Kim Jong-un"),
        ("Kim Jong Un", "Kim Jongun"),
        ("Владимир Путин", "Vladimir Putin"),
        ("Recep Tayyip Erdoğan", "Recep Tayyip Erdogan"),
        ("Dr. Angela Merkel", "Angela Merkel"),
        ("Donald Trump Jr.", "Donald Trump Junior"),
        ("Sinéad O’Brien", "Sinead O'Brien"),
        ("J.K. Rowling", "J. K. Rowling"),
    ],
)
def test_one_name_written_in_two_ways_is_one_person(names: tuple[str, str]) -> None:
    one, other = keys(*(person(name) for name in names))
    assert one == other


@pytest.mark.parametrize(
    "names",
    [
        ("Kim Jong Un", "Kim Jong Il"),
        ("Donald Trump", "Donald Trump Jr"),
        ("George Bush", "Barbara Bush"),
        ("Alexander Khinstin", "Alexander Khinshtein"),
        ("John Smith III", "John Smith"),
    ],
)
def test_names_that_only_look_alike_are_two_persons(names: tuple[str, str]) -> None:
    one, other = keys(*(person(name, "USA") for name in names))
    assert one != other


def test_bodies_that_differ_in_one_word_are_two() -> None:
    assert keys(entity("organization", "US Army"), entity("organization", "UN Army"), entity("organization", "U.S. Army")) == [
        "actor/us-army",
        "actor/un-army",
        "actor/us-army",
    ]


def test_a_bare_surname_joins_the_only_full_name() -> None:
    assert keys(person("Vladimir Putin", "RUS"), person("Putin", "RUS"), person("Putin")) == ["actor/vladimir-putin"] * 3


def test_a_bare_surname_that_fits_two_full_names_joins_neither() -> None:
    one, other, bare = keys(person("Donald Trump", "USA"), person("Melania Trump", "USA"), person("Trump", "USA"))
    assert len({one, other, bare}) == 3


def test_a_position_decides_between_two_bearers_of_a_surname() -> None:
    one, _, bare = keys(
        person("George Bush", "USA", title="President"), person("Barbara Bush", "USA", title="first lady"), person("Bush", title="president")
    )
    assert bare == one


def test_a_bare_surname_never_ties_two_full_names_together() -> None:
    found = keys(person("Anna Berg", "DEU"), person("Karl Berg", "AUT"), person("Berg", "DEU"), person("Berg", "AUT"))
    assert found == ["actor/anna-berg", "actor/karl-berg", "actor/anna-berg", "actor/karl-berg"]


def test_another_country_or_walk_of_life_makes_another_person() -> None:
    british, american, rebel = keys(person("John Smith", "GBR"), person("John Smith", "USA", "GOV"), person("John Smith", "USA", "REB"))
    assert len({british, american, rebel}) == 3


def test_a_general_who_became_president_stays_one_person() -> None:
    assert len(set(keys(person("Ali Hassan", "SDN", "MIL"), person("Ali Hassan", "SDN", "GOV"), person("Ali Hassan")))) == 1


def test_who_fits_two_namesakes_stays_alone() -> None:
    found = keys(person("John Smith", "GBR"), person("John Smith", "USA"), person("John Smith"), person("John Smith"))
    assert len(set(found)) == 4


def test_what_is_unclear_is_taken_for_the_one_of_far_more_articles() -> None:
    *many, other, unclear = keys(*[person("John Smith", "GBR")] * 5, person("John Smith", "USA"), person("John Smith"))
    assert set(many) == {unclear} != {other}
    *few, other, unclear = keys(*[person("John Smith", "GBR")] * 4, person("John Smith", "USA"), person("John Smith"))
    assert unclear not in {*few, other}


def test_the_holder_of_an_office_is_not_another_one_where_few_articles_misread_his_country() -> None:
    *many, misread = keys(
        *[person("Boris Johnson", "GBR", "GOV", title="Prime Minister")] * 5, person("Boris Johnson", "USA", "GOV", title="prime minister")
    )
    assert set(many) == {misread} == {"actor/boris-johnson"}
    *many, mayor = keys(*[person("Boris Johnson", "GBR", "GOV", title="Prime Minister")] * 5, person("Boris Johnson", "USA", "GOV", title="mayor"))
    assert mayor not in many
    *several, other = keys(*[person("Ali Hassan", "SDN", "GOV", title="minister")] * 4, person("Ali Hassan", "IRQ", "GOV", title="minister"))
    assert other not in several


def test_callings_tell_namesakes_apart_where_no_sector_does() -> None:
    striker, coach = person("Carlos Silva", title="Brazilian striker"), person("Carlos Silva", title="goalkeeper of the cup winners")
    novelist, lawyer = person("Carlos Silva", title="novelist"), person("Carlos Silva", title="lawyer")
    assert len(set(keys(striker, coach))) == 1
    assert len(set(keys(striker, novelist))) == 2
    assert len(set(keys(striker, lawyer))) == 1


@pytest.mark.parametrize(
    ("sector", "titles", "expected"),
    [
        ("BUS", ["film director"], "work"),
        ("BUS", ["pianist"], "arts"),
        ("LEG", ["senator", "former actress"], None),
        ("LEG", ["senator"], "state"),
        (None, ["coach of the skier", "jockey"], "sport"),
        (None, ["surgeon at the university hospital"], "health"),
        ("CVL", ["activist"], None),
    ],
)
def test_a_walk_of_life_is_told_by_calling_or_sector(sector: str | None, titles: list[str], expected: str | None) -> None:
    assert walk(sector, titles) == expected


def test_a_middle_initial_joins_where_there_is_only_one() -> None:
    assert len(set(keys(person("Joseph Biden", "USA"), person("Joseph R. Biden", "USA"), person("Biden", "USA")))) == 1
    assert len(set(keys(person("George Bush", "USA"), person("George W. Bush", "USA"), person("George H. W. Bush", "USA")))) == 3


def test_a_body_of_the_world_is_one_and_a_body_that_each_country_has_is_not() -> None:
    court = entity("organization", "International Court of Justice")
    assert keys(court, court) == ["actor/international-court-of-justice"] * 2
    council = entity("organization", "International Trade Council")
    assert len(set(keys(council, council))) == 2


def test_an_acronym_joins_the_body_that_an_article_gives_it_to() -> None:
    agency = entity("organization", "Korean Central News Agency", "PRK", "JRN", "KCNA")
    assert (
        keys(agency, entity("organization", "KCNA"), entity("organization", "Korean Central News Agency")) == ["actor/korean-central-news-agency"] * 3
    )


def test_an_acronym_of_two_bodies_joins_neither() -> None:
    press, party = entity("organization", "Associated Press", None, None, "AP"), entity("organization", "Agrarian Party", None, None, "AP")
    assert keys(press, party, entity("organization", "AP")) == ["actor/associated-press", "actor/agrarian-party", "actor/ap"]


def test_an_alias_that_is_no_acronym_joins_nobody() -> None:
    assert (
        keys(entity("organization", "Ministry of Health", "FRA", None, "the Ministry"), entity("organization", "Ministry"))[1]
        != "actor/ministry-of-health"
    )


def test_ministries_of_two_countries_are_two_and_one_of_no_known_country_is_a_third() -> None:
    found = keys(*(entity("organization", "Ministry of Defence", country) for country in ("GBR", "RUS", None, None)))
    assert len(set(found)) == 4


def test_states_and_groups_have_keys_made_of_codes() -> None:
    sappers, troops = entity("group", "North Korean sappers", "PRK", "MIL", named=False), entity("group", "the contingent", "PRK", "MIL", named=False)
    assert keys(entity("state", "Pyongyang", "PRK"), sappers, troops) == ["actor/prk", "actor/prk-mil", "actor/prk-mil"]
    found = identity([reading(1, sappers, entity("state", "Pyongyang", "PRK"))])
    assert (found.actors["prk-mil"].label, found.actors["prk-mil"].aliases) == ("North Korean military", ("North Korean sappers",))
    assert (found.actors["prk"].label, found.actors["prk"].aliases) == ("North Korea", ("Pyongyang",))


def test_a_group_of_unknown_country_is_an_actor_of_its_article_alone() -> None:
    one, other = entity("group", "protesters", named=False), entity("group", "protesters", named=False)
    found = identity([reading(1, one, other), reading(2, one)])
    assert found.references(f"{1:016x}") == ("actor/0000000000000001-protesters", "actor/0000000000000001-protesters.2")
    assert found.references(f"{2:016x}") == ("actor/0000000000000002-protesters",)


def test_a_name_that_looks_like_the_key_of_a_state_gets_another_one() -> None:
    (key,) = keys(entity("organization", "PRK"))
    assert key is not None
    assert key.startswith("actor/prk-")


def test_places_have_the_key_of_the_gazetteer_and_unknown_ones_a_key_of_their_name() -> None:
    kursk = Entity("place", "Kursk", (), True, place=Place("538560", "Kursk", "city", 51.73, 36.19, "RUS", geonames=538560))
    found = identity([reading(1, kursk, Entity("place", "Nowhere Hill", (), True)), reading(2, Entity("place", "Nowhere Hill", (), True))])
    assert found.references(f"{1:016x}")[0] == "place/538560"
    assert found.references(f"{1:016x}")[1] == found.references(f"{2:016x}")[0]
    assert found.places["538560"].place == kursk.place


def test_the_publisher_is_an_actor_too() -> None:
    found = identity([reading(1)], publishers={f"{1:016x}": "Example Wire"})
    assert found.publisher(f"{1:016x}") == "actor/example-wire"


def test_sightings_survive_the_book() -> None:
    one = reading(1, person("Putin", title="President"), entity("organization", "United Nations", None, None, "UN"), entity("thing", "a monument"))
    found = sightings(one, "Example Wire")
    assert from_row(one.article, to_row(found)) == found
    assert [sighting.number for sighting in found] == [0, 1, -1]


def test_near_ties_go_to_review_with_score_and_evidence() -> None:
    found = identity([reading(1, person("Alexander Khinstin", "USA", "GOV")), reading(2, person("Alexander Khinshtein", "USA", "GOV"))])
    (tie,) = review(found)
    assert (tie.one, tie.other) == ("alexander-khinshtein", "alexander-khinstin")
    assert tie.score > 0.8
    assert tie.evidence[0] == "spelled alike"
    assert review(identity([reading(1, person("Kim Jong Un", "PRK")), reading(2, person("Kim Jong Il", "PRK"))])) == []


NAMES = ("Anna Berg", "Karl Berg", "Berg", "Anna M. Berg", "Ana Berg", "Kim Jong Un", "Kim", "Anna Berg Jr.", "Un")
BODIES = ("United Nations", "UN", "Ministry of Health", "Union of Nations", "Acme Inc.")
people = st.builds(
    entity, st.just("person"), st.sampled_from(NAMES), st.sampled_from(("RUS", "USA", None)), st.sampled_from(("GOV", "REB", "CVL", None)),
    title=st.sampled_from(("President", "general", None)),
)  # fmt: skip
bodies = st.builds(entity, st.just("organization"), st.sampled_from(BODIES), st.sampled_from(("RUS", "USA", None)), st.none(), st.just("UN"))
others = st.builds(
    entity, st.sampled_from(("state", "group", "place", "thing")), st.sampled_from(("Russia", "troops")), st.sampled_from(("RUS", None)),
    st.sampled_from(("MIL", None)), named=st.booleans(),
)  # fmt: skip
sets = st.lists(st.lists(people | bodies | others, min_size=1, max_size=4), min_size=1, max_size=8).map(
    lambda articles: [reading(number, *entities) for number, entities in enumerate(articles)]
)


def same(one: Identity, other: Identity) -> bool:
    return (one.actors, one.places, dict(one.articles), dict(one.publishers)) == (
        other.actors,
        other.places,
        dict(other.articles),
        dict(other.publishers),
    )


@given(sets, st.randoms(use_true_random=False))
def test_order_never_matters(readings: list[Reading], dice: random.Random) -> None:
    shuffled = dice.sample(readings, len(readings))
    assert same(identity(readings), identity(shuffled))
    assert list(identity(readings).actors) == list(identity(shuffled).actors)


@given(sets)
def test_every_actor_and_place_of_every_article_is_somebody_and_things_are_nobody(readings: list[Reading]) -> None:
    found = identity(readings)
    for one in readings:
        for ref, what in zip(found.references(one.article), one.entities, strict=True):
            assert (ref is None) == (what.kind == "thing")
            assert ref is None or ref.partition("/")[2] in (found.places if what.kind == "place" else found.actors)


@given(sets)
def test_full_names_that_differ_are_never_one(readings: list[Reading]) -> None:
    found = identity(readings)
    names: defaultdict[str | None, set[tuple[str, ...]]] = defaultdict(set)
    for one in readings:
        for ref, what in zip(found.references(one.article), one.entities, strict=True):
            if what.kind == "person" and len(person_tokens(what.name)) > 1:
                names[ref].add(person_tokens(what.name))
    for full in names.values():
        given = {words[0].replace("nn", "n") for words in full}  # Ana and Anna are one name where it is written in another script
        assert len(given) <= 1
        assert len({words[-1] for words in full}) <= 1


@given(sets, st.data())
def test_a_merge_makes_one_and_its_undoing_restores_everything(readings: list[Reading], data: st.DataObject) -> None:
    before = identity(readings)
    if len(before.actors) < 2:
        return
    one, other = data.draw(st.lists(st.sampled_from(sorted(before.actors)), min_size=2, max_size=2, unique=True))
    decision = merge(before, f"actor/{one}", f"actor/{other}")
    after = identity(readings, [decision])
    homes = {_at(after, part.of[0]) for part in decision.parts}
    assert len(homes) == 1
    assert same(identity(readings, [decision][:-1]), before)
    assert same(identity(readings[::-1], [decision]), after)


@given(sets, st.data())
def test_a_merge_never_joins_two_that_a_split_has_parted(readings: list[Reading], data: st.DataObject) -> None:
    before = identity(readings)
    decisions: list[Decision] = []
    parted: list[tuple[Anchors, ...]] = []
    found = [s for one in readings for s in sightings(one)]
    for _ in range(data.draw(st.integers(1, 5))):
        now = identity(readings, decisions)
        decision = _some_decision(now, found, data)
        if decision is not None:
            decisions.append(decision)
            parted += [decision.parts] if decision.action == "split" else []
    after = identity(readings, decisions)
    for parts in parted:
        homes = [{_at(after, anchor) for anchor in part.of} for part in parts]
        assert all(homes[n].isdisjoint(homes[m]) for n in range(len(homes)) for m in range(n))
    assert same(identity(readings[::-1], decisions), after)
    assert same(identity(readings), before)


def _some_decision(now: Identity, found: list, data: st.DataObject) -> Decision | None:  # type: ignore[type-arg]
    actors = [f"actor/{key}" for key in sorted(now.actors)]
    if len(actors) > 1 and data.draw(st.booleans()):
        return merge(now, *data.draw(st.lists(st.sampled_from(actors), min_size=2, max_size=3, unique=True)))
    if not actors:
        return None
    try:
        return split(now, data.draw(st.sampled_from(actors)), found)
    except RulingError:
        return None


def _at(found: Identity, anchor: tuple[str, int]) -> str | None:
    return found.references(anchor[0])[anchor[1]]


def test_a_split_outlives_later_articles_and_refuses_a_merge() -> None:
    readings = [reading(number, person("John Smith")) for number in range(3)]
    before = identity(readings)
    decision = split(before, "actor/john-smith", [s for one in readings for s in sightings(one)])
    later = [*readings, reading(9, person("John Smith"))]
    after = identity(later, [decision])
    refs = [after.references(one.article)[0] for one in later]
    assert len(set(refs[:3])) == 3
    assert refs[3] == refs[0]
    joining = merge(after, str(refs[0]), str(refs[1]))
    (refusal,) = identity(later, [decision, joining]).refusals
    assert refusal.reason == "an earlier split has parted them; undo the split first"


def test_a_new_name_keeps_the_key_and_the_old_name_as_alias() -> None:
    readings = [reading(1, person("Alexander Khinstin", "RUS"))]
    found = identity(readings, [rename(identity(readings), "actor/alexander-khinstin", "Alexander Khinshtein")])
    assert (found.actors["alexander-khinstin"].label, found.actors["alexander-khinstin"].aliases) == ("Alexander Khinshtein", ("Alexander Khinstin",))


def test_a_decision_whose_articles_are_gone_is_reported() -> None:
    decision = merge(identity([reading(1, person("Anna Berg")), reading(2, person("Ana Berg"))]), "actor/anna-berg", "actor/ana-berg")
    (refusal,) = identity([reading(1, person("Anna Berg"))], [decision]).refusals
    assert refusal.reason == "its articles are not in the store"


def test_decisions_about_nobody_or_nothing_are_refused() -> None:
    found = identity([reading(1, person("Anna Berg"))])
    with pytest.raises(RulingError, match="there is no 'actor/nobody'"):
        merge(found, "actor/anna-berg", "actor/nobody")
    with pytest.raises(RulingError, match="two different actors"):
        merge(found, "actor/anna-berg", "actor/anna-berg")
    with pytest.raises(RulingError, match="nothing to split"):
        split(found, "actor/anna-berg", sightings(reading(1, person("Anna Berg"))))
