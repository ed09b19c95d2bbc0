"""Actors: country, sector and kind from the words that name or describe them."""

import pytest

from ingest.actors import country_of, group_label, kind_of, sector_of_actor, state
from ingest.nations import nations, spoken
from ingest.organizations import organization
from ingest.sectors import SECTORS, STRONG, WEAK, head_noun, sector_of


@pytest.mark.parametrize(
    ("words", "country", "sector"),
    [
        ("North Korean sappers", "PRK", "MIL"),
        ("Kursk Governor", "RUS", "GOV"),
        ("protesters", None, "CVL"),
        ("opposition leader", None, "OPP"),
        ("the foreign ministry", None, "GOV"),
        ("police", None, "COP"),
        ("court", None, "JUD"),
        ("French customs officers", "FRA", "GOV"),
        ("Syrian officers", "SYR", "MIL"),
        ("two officers", None, None),
        ("rebels", None, "REB"),
        ("Russian President Vladimir Putin", "RUS", "GOV"),
        ("Lagos police", "NGA", "COP"),
        ("US soldiers in Iraq", "USA", "MIL"),
        ("the Israeli government", "ISR", "GOV"),
        ("foreign minister of France", "FRA", "GOV"),
        ("Young Algerians", "DZA", "CVL"),
        ("Russian-backed separatists", None, "REB"),
        ("former prime minister", None, "ELI"),
        ("South Korean prosecutors", "KOR", "JUD"),
        ("union leaders", None, "LAB"),
        ("Chinese hackers", "CHN", "CRM"),
        ("the contingent", None, "MIL"),
        ("North Korean military personnel", "PRK", "MIL"),
        ("governor of the Tyumen region", "RUS", "GOV"),
        ("Hamas fighters", "PSE", "REB"),
        ("KCNA", "PRK", "JRN"),
        ("NATO", None, "IGO"),
        ("Amnesty International", None, "NGO"),
        ("Acme Ltd", None, "BUS"),
        ("Swiss doctors", "CHE", "MED"),
        ("Albanians of southern Serbia", "SRB", "CVL"),
        ("workers at a factory in northern Chile", "CHL", "LAB"),
        ("the West Bank", "PSE", None),
        ("Gleb Ivanov", None, None),
        ("Serbian military police", "SRB", "MIL"),
        ("Afghan intelligence officials", "AFG", "SPY"),
        ("Syrian refugees", "SYR", "REF"),
        ("U.S. Senate", "USA", "LEG"),
        ("former US Ambassador to the United Nations", "USA", "GOV"),
        ("a WHO spokesman", None, "IGO"),
        ("Macau Chief Executive", "MAC", "GOV"),
        ("president of the teachers' union", None, "LAB"),
        ("president of the Swiss chess federation", "CHE", "NGO"),
        ("president of the supreme court", None, "JUD"),
        ("president of the Russian Federation", "RUS", "GOV"),
        ("president of the central bank", None, "GOV"),
        ("chief executive of Tesco", None, "BUS"),
        ("Argentina's Amnesty International", None, "NGO"),
    ],
)
def test_descriptions_tell_country_and_sector(words: str, country: str | None, sector: str | None) -> None:
    assert (country_of(words), sector_of_actor(words)) == (country, sector)


@pytest.mark.parametrize(
    ("words", "country", "sector"),
    [
        ("Libyan House of Representatives", "LBY", "LEG"),
        ("House of Representatives", "USA", "LEG"),
        ("American Solidarity Party", "USA", "PTY"),
        ("Solidarity", "POL", "LAB"),
        ("Hezbollah Movement", "LBN", "REB"),
        ("Twitter Chief Executive", "USA", "MNC"),
        ("Indian National Congress", "IND", "LEG"),
        ("the National Science Foundation", "USA", "GOV"),
    ],
)
def test_a_well_known_body_is_meant_by_its_whole_name_and_is_of_the_country_right_before_it(words: str, country: str, sector: str) -> None:
    assert (country_of(words), sector_of_actor(words)) == (country, sector)


@pytest.mark.parametrize(
    ("words", "sector"),
    [
        ("reality television star", None), ("television viewers", None), ("television actress", "ELI"), ("television presenter", "JRN"),
        ("Senate Minority Leader", "LEG"),
        ("state television", "JRN"), ("radio operator", None), ("radio stations", "JRN"), ("the electoral college", None),
        ("electoral commission", "GOV"), ("college students", "EDU"), ("college football player", None), ("law offices", None),
        ("law professor", "EDU"), ("White House press secretary", "GOV"), ("the press", "JRN"),
        ("general manager of a hotel", "BUS"), ("the general", "MIL"), ("major parties", "PTY"), ("a major general", "MIL"), ("Marine Traffic", None),
        ("marine biologists", None), ("major offensive", None), ("a major insurer", None), ("Marine Insurance", None),
        ("a marine in Iraq", "MIL"), ("Marine Corps", "MIL"), ("naval coalition", None), ("ruling coalition", "PTY"), ("the Brexit movement", None),
        ("State Fire Brigade", "GOV"), ("Northern Web Services", None), ("policy makers", "GOV"), ("film director", None), ("news sources", None),
        ("a video website", None), ("a news website", "JRN"),
        ("House Judiciary Committee", "LEG"), ("chair of the House Intelligence Committee", "LEG"), ("White House task force committee", "GOV"),
        ("government forces", "MIL"), ("chief of staff", "GOV"), ("army chief of staff", "MIL"),
        ("national security adviser", "GOV"), ("American Civil Liberties Union", None),
    ],
)  # fmt: skip
def test_the_noun_tells_the_sector_not_what_stands_before_it(words: str, sector: str | None) -> None:
    assert sector_of(words) == sector


def test_the_context_settles_which_town_is_meant() -> None:
    assert country_of("militias in Tripoli", context="Clashes between militias in Tripoli spread over north Lebanon.") == "LBN"


def test_the_context_decides_only_when_it_speaks_of_one_country() -> None:
    assert country_of("the rebels", context="Uganda said the rebels had fled.") == "UGA"
    assert country_of("the rebels", context="Uganda and Rwanda said the rebels had fled.") is None
    assert country_of("Gleb Ivanov", context="Gleb Ivanov left Uganda.") is None


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("Russia", "RUS"),
        ("the United States", "USA"),
        ("Moscow", "RUS"),
        ("the Kremlin", "RUS"),
        ("Washington", "USA"),
        ("the White House", "USA"),
        ("Beijing", "CHN"),
        ("Downing Street", "GBR"),
        ("Brussels", None),
        ("Kursk", None),
        ("Republic of Korea", "KOR"),
    ],
)
def test_states_act_under_many_names(name: str, code: str | None) -> None:
    assert state(name) == code
    assert code is None or (kind_of(name, named=True) == "state" and sector_of_actor(name) is None and country_of(name) == code)


def test_brussels_is_the_european_union() -> None:
    found = organization("Brussels")
    assert found
    assert (found.name, found.sector, found.country) == ("European Union", "IGO", None)


def test_acronyms_need_their_capitals() -> None:
    assert organization("WHO")
    assert organization("who") is None


@pytest.mark.parametrize(
    ("words", "named", "kind"),
    [
        ("Russia", True, "state"),
        ("Vladimir Putin", True, "person"),
        ("Ministry of Defence", True, "organization"),
        ("KCNA", True, "organization"),
        ("Acme Ltd", True, "organization"),
        ("North Korean sappers", False, "group"),
        ("the police", False, "group"),
        ("the governor", False, "person"),
        ("protesters", False, "group"),
        ("Hamas fighters", True, "group"),
    ],
)
def test_kinds(words: str, named: bool, kind: str) -> None:
    assert kind_of(words, named=named) == kind


def test_a_group_is_called_by_country_and_sector() -> None:
    assert group_label("PRK", "MIL") == "North Korean military"
    assert group_label("CHL", "CVL") == "Chilean civilians"
    assert group_label(None, "CVL") is None


def test_every_lexicon_entry_has_a_known_sector_and_only_one() -> None:
    assert STRONG.keys() | WEAK.keys() <= SECTORS.keys()
    words = [word for entries in STRONG.values() for word in entries.split()]
    assert sorted(words) == sorted(set(words))


def test_every_country_has_a_label_for_every_sector() -> None:
    assert all(group_label(code, sector) for code in nations() for sector in SECTORS)


def test_the_head_stands_before_the_preposition() -> None:
    assert head_noun("North Korean sappers in Russia") == "sappers"
    assert sector_of("members of the opposition") == "OPP"


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("Hong Kong protesters and Chinese police", {"HKG": 1, "CHN": 1}),
        ("the Dominican Republic, South Koreans and Northern Ireland", {"DOM": 1, "KOR": 1, "GBR": 1}),
        ("New Mexico and New Zealand", {"NZL": 1}),
        ("South American leaders met Americans", {"USA": 1}),
    ],
)
def test_a_text_speaks_of_countries_by_their_whole_names(text: str, codes: dict[str, int]) -> None:
    assert spoken(text) == codes


@pytest.mark.parametrize(
    ("words", "country"),
    [("Northwestern University", None), ("Kaduna governor", "NGA"), ("Kursk hospital", "RUS"), ("Wisconsin Supreme Court", "USA")],
)
def test_a_region_by_another_name_than_its_own_is_not_where_an_office_is(words: str, country: str | None) -> None:
    assert country_of(words) == country
