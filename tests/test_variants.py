"""Full names that differ: which of them are one, by the rule that says so, and which are not."""

import pytest

from graph.bodies import body_key
from graph.identity import identity
from graph.names import organization_tokens, person_tokens
from graph.portraits import Actor
from graph.records import Entity, EntityKind, Position, Reading
from graph.spellings import sound


def someone(name: str, country: str | None = None, sector: str | None = None, *aliases: str, title: str | None = None, body: bool = False) -> Entity:
    kind: EntityKind = "organization" if body else "person"
    return Entity(kind, name, (), True, aliases, country, sector, (Position(title, 0, 1),) if title else ())


def actors(*articles: tuple[Entity, ...]) -> list[Actor]:
    return list(identity([Reading(f"{number:016x}", "test", entities) for number, entities in enumerate(articles)]).actors.values())


def rules(*articles: tuple[Entity, ...]) -> list[str]:
    """The rules by which everybody in these articles became one actor."""
    (actor,) = actors(*articles)
    return [joined.rule for joined in actor.joined]


@pytest.mark.parametrize(
    ("one", "other", "rule"),
    [
        (someone("Gerhard Schröder", "DEU"), someone("Gerhard Schroeder"), "special letters"),
        (someone("Viktor Orbán", "HUN"), someone("Orbán Viktor", "HUN"), "family name first"),
        (someone("Alexander Khinshtein", "RUS"), someone("Aleksandr Khinstein", "RUS"), "transliteration"),
        (someone("Сергей Шойгу", "RUS"), someone("Sergey Shoygu", "RUS"), "transliteration"),
        (someone("Muammar Gaddafi", "LBY"), someone("Moammar Qadhafi", "LBY"), "transliteration"),
        (someone("Mao Zedong", "CHN"), someone("Mao Tse-tung", "CHN"), "Wade-Giles"),
        (someone("Yoon Suk Yeol", "KOR"), someone("Yoon Sook Yeol", "KOR"), "romanization"),
        (someone("George W. Bush", "USA"), someone("George Walker Bush", "USA"), "middle name"),
        (someone("V. Putin", "RUS"), someone("Vladimir Putin", "RUS"), "initial"),
        (someone("Bill Clinton", "USA", title="President"), someone("William Clinton", "USA", title="president"), "short given name"),
        (someone("Kate Middleton", "GBR", None, "Catherine Middleton"), someone("Catherine Middleton", "GBR"), "stated alias"),
        (someone("Nicolás Maduro", "VEN"), someone("Nicolas Maduro Moros", "VEN"), "further surname"),
        (someone("Suu Kyi", "MMR"), someone("Aung San Suu Kyi", "MMR"), "part of the name"),
        (someone("Meta", "USA", "BUS", "Facebook", body=True), someone("Facebook", "USA", "BUS", body=True), "stated alias"),
        (someone("Liberal Democratic Party", "JPN", "PTY", body=True), someone("LDP", "JPN", "PTY", body=True), "initials of a body"),
        (someone("Hezbollah", "LBN", "REB", body=True), someone("Hizbullah", "LBN", "REB", body=True), "transliteration"),
        (
            someone("Doctors Without Borders", "FRA", "NGO", "MSF", body=True), someone("Médecins Sans Frontières", "FRA", "NGO", "MSF", body=True),
            "shared acronym",
        ),
    ],
)  # fmt: skip
def test_two_names_of_one_are_joined_and_the_rule_is_kept(one: Entity, other: Entity, rule: str) -> None:
    assert rules((one,), (other,)) == [rule]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (someone("Kim Jong Un", "PRK"), someone("Kim Jong Il", "PRK")),
        (someone("Ali Hassan", "IRQ"), someone("Ali Hussein", "IRQ")),
        (someone("Zhang Jun", "CHN"), someone("Zhang Chun", "CHN")),
        (someone("Mohammed V", "MAR"), someone("Mohammed VI", "MAR")),
        (someone("Ana Berg", "USA"), someone("Anna Berg", "USA")),
        (someone("Alexei Navalny", "RUS"), someone("Yulia Navalnaya", "RUS")),
        (someone("George W. Bush", "USA"), someone("George H. W. Bush", "USA")),
        (someone("Jack Smith", "USA", title="prosecutor"), someone("John Smith", "USA", title="senator")),
        (someone("Joe Biden", "USA", title="vice president"), someone("Joseph Biden", "USA", title="president")),
        (someone("Donald Trump", "USA", None, "Joe Biden"), someone("Joe Biden", "USA")),
        (someone("Ministry of Health", "FRA", "GOV", "the Ministry", body=True), someone("Ministry", body=True)),
        (someone("University of Washington", "USA", body=True), someone("Washington University", "USA", body=True)),
        (someone("Bank of China", "CHN", body=True), someone("China Construction Bank", "CHN", body=True)),
        (someone("1st Brigade", "UKR", body=True), someone("2nd Brigade", "UKR", body=True)),
    ],
)
def test_names_that_prove_too_little_stay_apart(one: Entity, other: Entity) -> None:
    assert len(actors((one,), (other,))) == 2


def test_two_that_one_article_names_side_by_side_are_two() -> None:
    one, other = someone("Alexander Khinshtein", "RUS"), someone("Alexander Khinstein", "RUS")
    assert len(actors((one,), (other,))) == 1
    assert len(actors((one,), (other,), (one, other))) == 2


def test_what_ties_namesakes_together_joins_nobody() -> None:
    british, american, either = someone("Joerg Smith", "GBR"), someone("Joerg Smith", "USA"), someone("Jörg Smith")
    assert len(actors((british,), (american,), (either,))) == 3


def test_a_bare_surname_may_be_spelled_otherwise_and_a_byname_needs_its_country() -> None:
    full = someone("Volodymyr Zelensky", "UKR", "GOV", "Ze")
    assert len(actors((full,), (someone("Zelenskiy", "UKR"),), (someone("Ze", "UKR"),))) == 1
    assert len(actors((full,), (someone("Ze"),))) == 2


@pytest.mark.parametrize(
    ("name", "country", "key"),
    [
        ("Russian Ministry of Defence", "RUS", ("defense ministry", "RUS")),
        ("Defense Ministry", "RUS", ("defense ministry", None)),
        ("Ministry of Defence of the Russian Federation", None, ("defense ministry", "RUS")),
        ("Russian Ministry of Defence", "UKR", ("defense ministry russian", None)),
        ("U.S. Army", None, ("army", "USA")),
        ("United States Senate", "USA", ("senate", "USA")),
        ("UN Security Council", None, ("unsecuritycouncil", None)),
        ("Bank of China", "CHN", ("bankofchina", None)),
        ("Wagner Group", "RUS", ("wagner", None)),
        ("Chelsea F.C.", "GBR", ("chelsea", None)),
        ("1st Brigade", "UKR", ("1st brigade", None)),
    ],
)
def test_a_body_has_one_key_however_its_name_is_put(name: str, country: str | None, key: tuple[str, str | None]) -> None:
    assert body_key(organization_tokens(name), country) == key


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("Prime Minister Narendra Modi", "narendra modi"),
        ("Gen. Mark Milley", "mark milley"),
        ("Sir Keir Starmer", "keir starmer"),
        ("Lady Gaga", "lady gaga"),
        ("Sheikh Hasina", "sheikh hasina"),
        ("Pope John Paul II", "john paul ii"),
        ("Martin Luther King, Jr.", "martin luther king jr"),
    ],
)
def test_titles_are_no_part_of_a_name_that_is_whole_without(name: str, words: str) -> None:
    assert " ".join(person_tokens(name)) == words


def test_only_names_from_another_script_have_open_spellings() -> None:
    assert sound(("yevgeny", "prigozhin"), "RUS") == sound(("evgeniy", "prigojin"), "RUS")
    assert sound(("john", "smith"), "USA") is None
    assert sound(("john", "smith"), None) is None
