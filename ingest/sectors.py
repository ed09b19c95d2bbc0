"""PLOVER sectors of actors, told from the words that describe them. The list of sectors is that of the PLOVER manual; the lexicon is our own."""

import re
from functools import cache, lru_cache

from ingest import nations

SECTORS = {
    "GOV": "government", "MIL": "military", "REB": "rebels", "OPP": "opposition", "PTY": "political party", "COP": "police", "JUD": "judiciary",
    "LEG": "legislature", "SPY": "intelligence service", "MED": "medical workers", "EDU": "educators and students", "BUS": "business",
    "CVL": "civilians",
    "CRM": "criminals", "NGO": "non-governmental organization", "IGO": "intergovernmental organization", "MNC": "multinational company",
    "ELI": "elites",
    "LAB": "workers", "UAF": "unidentified armed actors", "REF": "refugees", "IMG": "international militants", "JRN": "news media", "AGR": "farmers",
}  # fmt: skip
STATE = frozenset(("GOV", "MIL", "LEG", "JUD", "COP", "SPY"))  # sectors of those who serve a state

# Strong words tell the sector wherever they stand before the first preposition; the last of them wins, unless one of FIRST is there.
STRONG = {
    "GOV": "government president vice-president premier chancellor minister ministry prime_minister governor mayor king queen emir emirate "
    "sheikh sultan prince "
    "princess crown_prince monarch monarchy royal_family head_of_state cabinet regime administration authority authorities embassy consulate "
    "ambassador "
    "diplomat envoy consul junta secretary_of_state foreign_secretary secretary-general secretariat bureaucrat civil_servant "
    "attorney_general prosecutor_general treasury central_bank customs kremlin white_house negotiator policymaker statesman commissioner "
    "presidency ministerial state_department foreign_office health_department public_health_office municipality city_council council "
    "first_lady ruler ayatollah supreme_leader agency commission policy_maker security_adviser security_advisor fire_brigade fire_service "
    "fire_department emergency_service rescue_service "
    "health_service postal_service weather_service revenue_service prison_service park_service foreign_service immigration_service marshals_service",
    "MIL": "government_force government_troop government_soldier "
    "army military troop soldier sapper navy air_force airforce marine sailor warplane aircraft jet fighter_jet helicopter_gunship "
    "gunship tank "
    "warship submarine general colonel lieutenant major brigadier admiral marshal sergeant corporal commander serviceman servicemen servicewoman "
    "battalion brigade regiment infantry artillery paratrooper commando peacekeeper peacekeeping_force conscript reservist armed_forces "
    "coast_guard border_guard defense_forces defence_forces military_officer army_officer general_staff contingent garrison gunner drone "
    "military_police "
    "gen lt_gen maj_gen col lt_col maj capt adm sgt air_defense special_forces military_personnel field_marshal legionnaire cadet bulldozer "
    "invader occupier",
    "REB": "rebel rebellion insurgent insurgency guerrilla guerilla militia militiaman militiamen separatist secessionist paramilitary_group "
    "militant "
    "warlord mujahideen mujahedin jihadist jihadi liberation_front liberation_movement resistance_front resistance_movement liberation_army "
    "resistance_army freedom_fighter partisan mutineer "
    "terrorist terrorist_group suicide_bomber fighter extremist extremist_organization revolutionary_front",
    "OPP": "opposition dissident opposition_leader opposition_party opposition_coalition exile_group",
    "PTY": "party ruling_coalition governing_coalition coalition_party political_party ruling_party candidate nominee campaign",
    "COP": "police policeman policemen policewoman police_officer constable sheriff gendarme gendarmerie law_enforcement detective investigator "
    "riot_police "
    "security_forces security_force security_service prison_guard warden patrolman trooper",
    "JUD": "court judge justice tribunal jury prosecutor prosecution magistrate judiciary public_prosecutor attorney_office supreme_court "
    "constitutional_court "
    "high_court district_attorney",
    "LEG": "parliament parliamentarian lawmaker legislator legislature senate senator congress congressman congresswoman congressmen mp mps deputy "
    "national_assembly lower_house upper_house assembly house_of_representatives speaker_of_parliament parliamentary_committee state_representative",
    "SPY": "intelligence spy spies secret_service intelligence_agency intelligence_service secret_police spy_agency intelligence_official",
    "MED": "medical_service doctor nurse physician surgeon medic paramedic hospital clinic health_worker medical_team ambulance "
    "red_crescent_worker psychiatrist "
    "patient_organization",
    "EDU": "student teacher professor university school college academic scientist researcher pupil academy scholar lecturer faculty_member "
    "schoolgirl schoolboy",
    "BUS": "company managing_director business businessman businessmen businesswoman firm corporation bank entrepreneur ceo executive "
    "industry trader investor "
    "manufacturer retailer "
    "airline automaker carmaker shareholder employer chamber_of_commerce factory merchant shop_owner subsidiary conglomerate oil_company "
    "contractor banker supplier",
    "CVL": "civilian protester protestor demonstrator people citizen resident villager civilian_population crowd population activist public "
    "voter woman women man men "
    "child children family families victim bystander passenger prisoner detainee hostage mourner marcher rioter youth worshipper inhabitant "
    "local homeowner "
    "settler pilgrim fan tourist resident_group community lawyer tribe tribesman tribesmen minority muslim christian jew hindu catholic protestant "
    "priest bishop cleric church family_member relative patient household taxpayer consumer town village home building neighborhood city "
    "human_rights_defender "
    "blogger housewife teenager boy girl fundamentalist",
    "CRM": "criminal gang gangster mafia cartel drug_trafficker smuggler thief thieves robber hacker kidnapper pirate trafficker murderer "
    "drug_lord burglar fraudster mob",
    "NGO": "ngo charity aid_agency aid_group aid_worker human_rights_group rights_group humanitarian_agency humanitarian_organization "
    "relief_agency relief_worker "
    "human_rights_organization advocacy_group think_tank watchdog foundation nonprofit aid_organization environmental_group",
    "IGO": "international_organization multilateral_lender",
    "MNC": "multinational",
    "ELI": "celebrity tycoon oligarch billionaire elite singer actor actress athlete former_president archbishop pope cardinal",
    "LAB": "union worker trade_union labor_union labour_union miner strikers striker employee dockworker driver laborer labourer staff "
    "trade_unionist steelworker workforce",
    "UAF": "gunman gunmen attacker assailant bomber bombing armed_men armed_group unidentified_gunmen masked_men car_bomb roadside_bomb sniper "
    "shooter hijacker "
    "explosive assassin explosive_device",
    "REF": "refugee asylum_seeker migrant displaced displaced_people displaced_persons immigrant evacuee refugee_camp",
    "JRN": "journalist reporter newspaper media news_agency broadcaster radio television tv editor correspondent press magazine photographer "
    "cameraman daily "
    "news_channel weekly columnist news_website news_site news_outlet publisher cartoonist",
    "AGR": "farmer peasant fisherman fishermen farm_worker rancher grower herder cattle_breeder",
}  # fmt: skip
WEAK = {
    "GOV": "official leader spokesman spokeswoman spokesperson chief department representative delegation delegate office adviser advisor "
    "aide mediator body "
    "chairman chairwoman head secretary inspector coordinator side bureau board cabinet",
    "MIL": "force unit convoy", "CVL": "group victims person civil_society individual mosque crowd", "REB": "faction",
    "BUS": "chief_executive manager maker", "NGO": "association society federation network",
}  # fmt: skip
FIRST = ("OPP", "REF", "REB", "UAF", "SPY")
BREAK = re.compile(
    r"\s(?:in|of|from|at|on|near|throughout|across|inside|outside|who|which|that|with|against|affiliated|operating|living|holed|by|to|under)\s|[,;]"
)
OF_HEADS = re.compile(
    r"^(?:the\s+)?(?:\w+\s+)?(?:members?|leaders?|heads?|chiefs?|officials?|groups?|thousands|hundreds|tens|dozens|millions|scores|crowds?|"
    r"number|ministers?|ministry|"
    r"department|representatives?|spokes\w+|a\s+group|part|president|governor|mayor|commander|university|bank|bench|supporters?|relatives?|"
    r"residents?|people)\s+of\s+(?:the\s+)?",
    re.I,
)
KEEP_OF = re.compile(
    r"\bchiefs? of staff\b|\b(?:minister|ministry|president|governor|mayor|commander|university|bank|residents|people|supporters?|relatives?)\s+of\b",
    re.I,
)


ASIDE = re.compile(  # words before a noun that makes something else of them, whose sector is not theirs
    r"\b(?:television|tv|radio)(?= (?:star|personalit|celebrit|act(?:or|ress)|show|series|drama|comedy|program|film|movie|chef|cook|audience|viewer|"
    r"listener|operator|set\b|tower|address|interview|debate|ad\b))|\bpress(?= (?:secretar|conference|release|statement|freedom|officer|aide))|"
    r"\b(?:college|university|school)(?= (?:basketball|football|baseball|hockey|soccer))|\belectoral colleges?\b|\blaw offices?\b|"
    r"\bminority(?= (?:leader|whip))|\bcivil liberties union\b|"
    r"\b(?:birthday|graduation|wedding|dinner|tea|house|third|search) part(?:y|ies)\b"
)
RANKED = re.compile(  # "a general manager" and "major powers" are no officers, and "Marine Traffic" is no force; in the words as they are written
    r"\b(?:general|major)(?= (?!(?:staff|of|in|who|from|at|and|or|said|has|had|was|is)\b)[a-z])|"
    r"\bGeneral(?= (?:[Mm]anager|[Cc]ounsel|[Ee]lection|Assembly|Electric|Motors|Mills|Hospital|Medical))|"
    r"\b[Mm]arine(?= (?!(?:[Cc]orp|[Ff]orce|[Dd]ivision|[Rr]egiment|[Gg]eneral|[Ss]ergeant|[Cc]orporal|[Uu]nit|[Bb]rigade|[Bb]attalion|[Ee]xpedition|"
    r"[Oo]fficer|[Bb]ase|[Cc]ommand|[Vv]eteran|[Rr]eserve|[Ii]nfantry)\w*\b)(?!(?:who|from|in|at|and|was|said|killed)\b)\w)"
)
POLICE_RANK = re.compile(r"\bpolice (?:sgt|sergeant|lt|lieutenant|capt|captain|col|colonel|maj|major|cpl|corporal|commander)\b")
LEGISLATIVE = re.compile(r"\b(?:(?<!white )house|senate|congressional|parliamentary|duma|knesset)\b.*\bcommittees?\b")
PRESIDENT = re.compile(r"\b(?:vice[- ])?president\b(?: of\b)?")
PRESIDED = re.compile(  # bodies that have presidents of their own, who govern no country
    r"\b(?:(?<!russian )federation|association|club|(?<!soviet )(?<!european )(?<!african )union|company|corporation|bank|university|college|"
    r"institute|foundation|society|chamber|court|senate|assembly|parliament|league|airline|firm|hospital)\b"
)


@lru_cache(maxsize=1 << 14)
def sector_of(words: str) -> str | None:
    """The PLOVER sector that a description or title tells: "North Korean sappers" is MIL, "opposition leader" OPP, "former president" ELI; None if
    nothing does.

    What a person used to be makes an elite, not an office: "former prime minister".
    """
    text = ASIDE.sub("", RANKED.sub("", words.replace("’", "'")).lower())
    if re.match(r"^\W*(?:the )?(?:former|ex-|ousted|deposed|ex )", text) and _found(text, _strong()):
        return "ELI"
    if LEGISLATIVE.search(text):
        return "LEG"
    if PRESIDENT.search(text) and PRESIDED.search(text):
        text = PRESIDENT.sub(" ", text).strip()
    head = text if KEEP_OF.search(text) else OF_HEADS.sub("", text)
    for part in (BREAK.split(head)[0], head, text):
        found = _found(part, _strong())
        for sector in FIRST:
            if sector in found:
                return sector
        if "COP" in found and POLICE_RANK.search(part):
            return "COP"
        if found:
            return found[-1]
        if weak := _found(part, _weak()):
            return weak[-1]
    return "MIL" if _is_foreign_officer(words.split()) else None


def _is_foreign_officer(words: list[str]) -> bool:
    """Officers of whom nothing but a country is said are soldiers, "Syrian officers"; "the officers" may be any force's."""
    return len(words) > 1 and words[-1].lower() in ("officer", "officers") and nations.demonym(words[-2]) is not None


def weak(words: str) -> bool:
    """Whether nothing but a noun such as "spokesman" or "head", which any body has, tells the sector."""
    return not _found(words.lower(), _strong()) and bool(_found(words.lower(), _weak()))


def head_noun(words: str) -> str:
    """The last word before the first preposition or comma, as it is written: "sappers" of "North Korean sappers in Russia"."""
    return BREAK.split(f"{words} ")[0].split()[-1] if words.split() else ""


def _found(text: str, lexicon: dict[str, str]) -> list[str]:
    """Sectors of the longest entries in the text, left to right."""
    tokens, found, at = re.findall(r"[\w'-]+", text), [], 0
    tokens = [t.removesuffix("'s").strip("'") for t in tokens]
    while at < len(tokens):
        for size in (4, 3, 2, 1):
            sector = _lookup(tokens[at : at + size], lexicon) if at + size <= len(tokens) else None
            if sector:
                found.append(sector)
                break
        at += size
    return found


def _lookup(tokens: list[str], lexicon: dict[str, str]) -> str | None:
    last = tokens[-1]
    for form in (last, last.removesuffix("s"), last.removesuffix("es"), last.removesuffix("ies") + "y"):
        sector = lexicon.get("_".join((*tokens[:-1], form)))
        if sector:
            return sector
    return None


@cache
def _strong() -> dict[str, str]:
    return {word: sector for sector, words in STRONG.items() for word in words.split()}


@cache
def _weak() -> dict[str, str]:
    return {word: sector for sector, words in WEAK.items() for word in words.split()}
