"""Places: from names in an article to values with coordinates."""

import hashlib
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.records import Place
from ingest import nations
from ingest.candidates import scored
from ingest.gazetteer import FILE, MAGIC, Gazetteer, GazetteerError, fold, gazetteer, pack, read_varint, unpack, varint
from ingest.places import resolve
from ingest.regions import region


def places(text: str, *names: str, home: str | None = None) -> list[Place | None]:
    spans, at = [], 0
    for name in names:
        at = text.index(name, at)
        spans.append((at, at + len(name)))
        at += len(name)
    return list(resolve(text, spans, home=home))


def keys(text: str, *names: str, home: str | None = None) -> list[str | None]:
    return [place.key if place else None for place in places(text, *names, home=home)]


@pytest.mark.parametrize("name", ["Canadian", "Australian", "EU", "We"])
def test_peoples_abbreviations_and_pronouns_are_no_towns_of_that_spelling(name: str) -> None:
    assert places(f"The {name} delegation left on Monday.", name) == [None]


def test_nations_in_a_list_are_no_towns_of_each_other() -> None:
    assert keys("It was filmed in Costa Rica, Mexico, England and Italy.", "Costa Rica", "Mexico") == ["cri", "mex"]
    assert keys("He was born in Lebanon, Pennsylvania.", "Lebanon") == ["5197517"]


def test_what_is_based_in_a_town_names_it() -> None:
    assert keys("The Craiova-based carmaker and a New York City-based bank.", "Craiova-based", "New York City-based") == ["680332", "5128581"]


def test_a_division_of_few_people_is_known_by_its_name() -> None:
    assert keys("It tells of a journey to the Yukon Territory.", "Yukon Territory") == keys("It plays in Yukon.", "Yukon") == ["ca-yt"]


def test_the_gazetteer_is_the_one_whose_hash_is_recorded() -> None:
    assert f"{hashlib.sha256(FILE.read_bytes()).hexdigest()}  {FILE.name}\n" == FILE.with_suffix(".sha256").read_text(encoding="utf-8")


def test_the_gazetteer_is_small_and_opens_at_once() -> None:
    assert FILE.stat().st_size < 12_000_000
    begin = time.perf_counter()
    Gazetteer().close()
    assert time.perf_counter() - begin < 0.5  # 0.05 s where nothing else runs


def test_a_file_that_is_no_gazetteer_is_refused(tmp_path) -> None:  # type: ignore[no-untyped-def]
    (tmp_path / "x.bin").write_bytes(b"something else")
    with pytest.raises(GazetteerError, match="build_gazetteer"):
        Gazetteer(tmp_path / "x.bin")


def test_the_gazetteer_knows_kursk_by_its_geonames_id() -> None:
    kursk = gazetteer().places("Kursk")[0]
    assert kursk.place == Place("538560", "Kursk", "city", 51.7269, 36.1846, "RUS", "RU-KRS", 538560)
    assert (kursk.population, kursk.primary) == (448733, True)


@pytest.mark.parametrize(
    ("name", "geonames"),
    [("Kiev", 703448), ("KYIV", 703448), ("Peking", 1816670), ("Sao Paulo", 3448439), ("St. Petersburg", 498817), ("Saint Petersburg", 498817)],
)
def test_other_names_accents_and_case_lead_to_the_same_town(name: str, geonames: int) -> None:
    assert gazetteer().places(name)[0].place.geonames == geonames


@pytest.mark.parametrize(
    ("key", "name", "country"),
    [
        ("ru-mow", "Moscow", "RUS"),
        ("ru-mos", "Moscow", "RUS"),
        ("us-tx", "Texas", "USA"),
        ("ua-14", "Donetsk", "UKR"),
        ("ir-10", "Khuzestan", "IRN"),
        ("ir-04", "Isfahan", "IRN"),
        ("gb-eng", "England", "GBR"),
        ("cn-xz", "Tibet", "CHN"),
        ("cd-nk", "North Kivu", "COD"),
    ],
)
def test_divisions_are_found_by_english_name(key: str, name: str, country: str) -> None:
    assert (key, country) in [(found.place.key, found.place.country) for found in gazetteer().divisions_named(name)]


def test_what_is_no_place_finds_nothing() -> None:
    assert gazetteer().places("Xyzzyville") == []
    assert gazetteer().places("") == []


@given(st.integers(0, 2**40))
def test_a_varint_comes_back(number: int) -> None:
    assert read_varint(varint(number), 0) == (number, len(varint(number)))


@given(st.integers(0, 2**24 - 1), st.integers(-900_000, 900_000), st.integers(-1_800_000, 1_800_000), st.integers(0, 2**32 - 1))
def test_a_place_record_comes_back(number: int, lat: int, long: int, people: int) -> None:
    assert unpack(pack(number, lat, long, people, 7, 9, 11), 0) == (number, lat, long, people, 7, 9, 11)


@given(st.text(max_size=20))
def test_folding_twice_changes_nothing(name: str) -> None:
    assert fold(fold(name)) == fold(name)


def test_the_magic_ends_its_line() -> None:
    assert MAGIC.endswith(b"\n")


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("U.S.", "USA"),
        ("the US", "USA"),
        ("UK", "GBR"),
        ("Britain", "GBR"),
        ("Holland", "NLD"),
        ("DPRK", "PRK"),
        ("North Korea", "PRK"),
        ("Ivory Coast", "CIV"),
        ("the Vatican", "VAT"),
        ("us", None),
        ("turkey", None),
    ],
)
def test_countries_have_many_names(name: str, code: str | None) -> None:
    assert nations.named(name) == code


@pytest.mark.parametrize(
    ("word", "code"),
    [
        ("Russian", "RUS"),
        ("North Koreans", "PRK"),
        ("Americans", "USA"),
        ("Dutchman", "NLD"),
        ("Swiss", "CHE"),
        ("Serbs", "SRB"),
        ("Soviet", "RUS"),
        ("Burmese", "MMR"),
        ("polish", None),
    ],
)
def test_demonyms_tell_the_country(word: str, code: str | None) -> None:
    assert nations.demonym(word) == code


def test_every_state_has_a_demonym_and_a_place() -> None:
    for code, nation in nations.nations().items():
        assert code.lower() in gazetteer().nations
        assert nation.demonyms or code in {
            "ATF",
            "BLM",
            "BVT",
            "CCK",
            "CXR",
            "GGY",
            "HMD",
            "JEY",
            "MAF",
            "MNP",
            "NFK",
            "PCN",
            "SGS",
            "SJM",
            "SPM",
            "SXM",
            "TCA",
            "UMI",
            "VGB",
            "VIR",
            "WLF",
        }


def test_no_region_takes_the_key_of_a_country() -> None:
    for name in ("Sahel", "Donbas", "Gaza Strip", "Black Sea", "Europe"):
        place = region(name)
        assert place
        assert place.key not in gazetteer().nations


def test_the_example_of_the_kursk_airport() -> None:
    text = "A monument is planned for the International Kursk Airport, officials in Moscow said. Sappers cleared the Kursk Region of Russia."
    airport, moscow, kursk_region, russia = places(text, "International Kursk Airport", "Moscow", "Kursk Region", "Russia")
    assert airport == Place(
        "international-kursk-airport-538560", "International Kursk Airport", "site", 51.7269, 36.1846, "RUS", "RU-KRS", None, "538560"
    )
    assert moscow
    assert (moscow.key, moscow.precision, moscow.admin1) == ("524901", "city", "RU-MOW")
    assert kursk_region
    assert (kursk_region.key, kursk_region.name, kursk_region.precision, kursk_region.admin1) == ("ru-krs", "Kursk Oblast", "region", "RU-KRS")
    assert russia
    assert (russia.key, russia.precision, russia.geonames) == ("rus", "country", 2017370)


@pytest.mark.parametrize(
    ("text", "names", "expected"),
    [
        ("He lives in Paris, Texas, and works in Moscow, Idaho.", ["Paris", "Texas", "Moscow", "Idaho"], ["4717560", "us-tx", "5601538", "us-id"]),
        ("He lives in Paris.", ["Paris"], ["2988507"]),
        ("They met in Moscow, Idaho. Moscow was cold.", ["Moscow, Idaho", "Moscow"], ["5601538", "5601538"]),
        ("Floods in Georgia closed the airport of Atlanta, the US weather service said.", ["Georgia", "Atlanta"], ["us-ga", "4180439"]),
        ("Protests in Georgia went on in Tbilisi.", ["Georgia", "Tbilisi"], ["geo", "611717"]),
        ("The museum in Seattle, Washington, is closed.", ["Seattle", "Washington"], ["5809844", "us-wa"]),
        ("Talks were held in Washington and New York.", ["Washington", "New York"], ["4140963", "5128581"]),
        ("Clashes broke out in Tripoli in Lebanon.", ["Tripoli"], ["266826"]),
        ("Clashes broke out in Tripoli, the Libyan army said.", ["Tripoli"], ["2210247"]),
        ("An explosion hit the Iraqi city of Basra.", ["Basra"], ["99532"]),
        (
            "The Sahel, the Donbas, Gaza and the Black Sea",
            ["The Sahel", "the Donbas", "Gaza", "the Black Sea"],
            ["sahel", "donbas", "gaza-strip", "black-sea"],
        ),
        ("She went to Ukraine, not to Spain.", ["Ukraine", "Spain"], ["ukr", "esp"]),
        ("Rain fell in New South Wales and Bavaria.", ["New South Wales", "Bavaria"], ["au-nsw", "de-by"]),
        ("A mayor in Springfield, Mass., and one in Springfield, Ill.", ["Springfield", "Springfield"], ["4951788", "4250542"]),
        ("He said Of, Most and the North.", ["Of", "Most", "North"], [None, None, None]),
        ("The patient died at Gleneagles Hospital.", ["Gleneagles Hospital"], [None]),
        ("The patient died at Gleneagles Hospital in Singapore.", ["Gleneagles Hospital"], ["gleneagles-hospital-sgp"]),
        ("A student of the University of Copenhagen", ["University of Copenhagen"], ["university-of-copenhagen-2618425"]),
    ],
)
def test_names_beside_other_names(text: str, names: list[str], expected: list[str | None]) -> None:
    assert keys(text, *names) == expected


def test_a_part_of_a_country_says_what_it_lies_in() -> None:
    (place,) = places("Troops left northern Italy.", "northern Italy")
    assert place
    assert (place.key, place.precision, place.within, place.country) == ("northern-italy", "region", "ita", "ITA")


def test_the_publisher_settles_what_nothing_else_does() -> None:
    assert keys("A fire broke out in Hamilton.", "Hamilton", home="NZL") != keys("A fire broke out in Hamilton.", "Hamilton", home="CAN")


def test_resolving_again_gives_the_same() -> None:
    text = "From Paris to Moscow, Tripoli and Springfield."
    names = ("Paris", "Moscow", "Tripoli", "Springfield")
    assert places(text, *names) == places(text, *names)


def test_the_order_of_spans_does_not_matter() -> None:
    text = "He lives in Paris, Texas, and likes Springfield and Tripoli."
    spans = [(text.index(name), text.index(name) + len(name)) for name in ("Paris", "Texas", "Springfield", "Tripoli")]
    assert resolve(text, spans) == resolve(text, spans[::-1])[::-1]


def test_a_thousand_names_in_context_are_fast() -> None:
    text = "Fighting went on in Kursk, Kharkiv, Donetsk and Sumy while leaders met in Geneva, Vienna and Paris, Texas. "
    names = ("Kursk", "Kharkiv", "Donetsk", "Sumy", "Geneva", "Vienna", "Paris", "Texas")
    spans = [(text.index(name), text.index(name) + len(name)) for name in names]
    scored.cache_clear()
    begin = time.perf_counter()
    for number in range(125):
        resolve(f"{text}{number}", spans)
    assert time.perf_counter() - begin < 2.0  # 0.1 s where nothing else runs
