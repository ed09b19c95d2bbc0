"""Walks of life: what tells one bearer of a name from another where sectors and callings show that one person would hardly live both.

A walk is told by a person's PLOVER sector or by a calling among the titles ("striker", "pianist"). Callings that lead anywhere, such as lawyer,
economist or writer, tell nothing, nor do the sectors CVL and ELI, nor PTY: candidates come from every walk.
"""

import re
from collections.abc import Sequence
from functools import lru_cache

SECTORS = {
    "GOV": "state", "LEG": "state", "JUD": "state", "MIL": "state", "COP": "state", "SPY": "state", "OPP": "state",
    "IGO": "state", "REB": "armed", "UAF": "armed", "CRM": "armed", "BUS": "work", "MNC": "work", "LAB": "work", "AGR": "work",
    "IMG": "armed", "JRN": "media",
    "MED": "health", "EDU": "learning", "REL": "religion",
}  # fmt: skip
CALLINGS = {noun: walk for walk, nouns in {
    "sport": "striker goalkeeper midfielder defender footballer player skier snowboarder runner sprinter hurdler swimmer cyclist boxer wrestler "
    "golfer jockey athlete gymnast skater batsman bowler cricketer quarterback linebacker pitcher winger referee umpire yachtsman yachtswoman "
    "climber mountaineer rower racer jumper thrower fencer archer judoka surfer triathlete weightlifter sportsman sportswoman coach",
    "arts": "actor actress singer musician pianist violinist cellist guitarist drummer bassist trumpeter saxophonist composer novelist poet "
    "playwright painter sculptor filmmaker screenwriter dancer ballerina choreographer comedian rapper songwriter soprano tenor baritone entertainer",
    "learning": "scientist physicist chemist biologist geologist astronomer mathematician historian philosopher archaeologist anthropologist "
    "sociologist psychologist virologist epidemiologist meteorologist seismologist linguist botanist zoologist paleontologist neuroscientist",
    "health": "surgeon physician nurse psychiatrist dentist pediatrician cardiologist paramedic midwife oncologist",
    "religion": "priest bishop archbishop pope cardinal imam rabbi cleric preacher pastor monk nun theologian",
    "work": "beekeeper baker chef cook restaurateur jeweler carpenter plumber electrician bookkeeper accountant",
}.items() for noun in nouns.split()}  # fmt: skip
BEHIND = re.compile(r"\s(?:of|in|at|for|from|with|who|that|on)\s|[,;(]")


@lru_cache(maxsize=65_536)
def calling(title: str) -> str | None:
    """The walk of life that a title's head noun tells: "the former Spanish striker" is of sport."""
    words = re.findall(r"[a-z]+", BEHIND.split(f"{title.lower()} ")[0])
    return CALLINGS.get(words[-1]) if words else None


def walk(sector: str | None, titles: Sequence[str]) -> str | None:
    """A person's walk of life by sector and titles; None where nothing tells it, or several are told: an actress and senator may be either."""
    if not titles:
        return SECTORS.get(sector or "")
    callings = [calling(title) for title in titles]
    told = {found for found in callings if found}
    if None in callings and sector in SECTORS:
        told.add(SECTORS[sector])
    return told.pop() if len(told) == 1 else None
