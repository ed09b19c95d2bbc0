"""What the example articles say, written down by reading them before any program had: the facts that a journalist would be angry to see wrong.

The articles are invented, but for the countries, cities and institutions in them. A fact is pinned to its trigger, one word of the article;
`quote` gives the words around one that occurs more than once, "a|b" two words of which either may carry the event.
"""

from dataclasses import dataclass
from typing import Literal

# A name or description as it stands in the article; or country and PLOVER sector of somebody; (country, None) is the state itself.
Who = str | tuple[str, str | None]
Status = Literal["happened", "planned", "possible", "negated"]


@dataclass(frozen=True, slots=True)
class Fact:
    """One event; fields that are None do not matter. `type` is one of PLOVER's 16. `when` is an XSD value, or "earliest/latest"."""

    article: str
    trigger: str
    status: Status
    type: str | None = None
    actor: Who | None = None
    recipient: Who | None = None
    participant: Who | None = None
    place: str | None = None
    speaker: Who | None = None
    when: str | None = None
    quote: str | None = None


@dataclass(frozen=True, slots=True)
class Same:
    """Names and descriptions of one actor."""

    article: str
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Different:
    """Two that must never become one."""

    article: str
    one: str
    other: str


@dataclass(frozen=True, slots=True)
class Known:
    """What the article tells of an actor."""

    article: str
    name: str
    country: str | None = None
    sector: str | None = None
    office: str | None = None


@dataclass(frozen=True, slots=True)
class Never:
    """Words that are no actor's name."""

    article: str
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Told:
    """What a source states about its article, besides the text; all of it."""

    article: str
    headline: str | None
    published: str | None = None
    url: str | None = None
    publisher: str | None = None
    author: str | None = None


ARTICLES = {
    "kursk": "Russian President Vladimir Putin, in a New Year’s greeting",
    "protest": "Teachers and pensioners march",
    "strike": "Dockers' strike",
    "summit": "Ethiopia and Kenya sign",
    "flood": "Bangladesh Army drops food",
    "arrest": "Alleged people smuggler",
    "ceasefire": "Colombian government and rebels",
    "election": "Opposition wins by-election",
    "kidnapping": "Kidnapped nurses freed",
    "court": "Former port official jailed",
    "cyber": "Cyber attack cripples",
    "company": "Finnish battery maker",
    "denial": "Kyrgyzstan denies",
    "migration": "Spanish coast guard rescues",
    "military": "Philippines moves marines",
    "sanctions": "EU imposes sanctions",
}

FACTS = (
    Fact("kursk", "greeting", "happened", actor="Vladimir Putin", recipient="Kim Jong Un"),
    Fact("kursk", "recognition|extended", "happened", "SUPPORT", actor="Vladimir Putin", recipient=("PRK", "MIL")),
    Fact("kursk", "emphasized", "happened", actor="Putin", speaker="KCNA"),
    Fact("kursk", "participation", "happened", actor=("PRK", "MIL")),
    Fact("kursk", "liberation", "happened", place="Kursk Region"),
    Fact("kursk", "efforts", "happened", actor=("PRK", "MIL"), place="Russia", quote="subsequent efforts"),
    Fact("kursk", "announced", "happened", actor="Alexander Khinstin", when="--12-04"),
    Fact("kursk", "erect", "planned", participant="monument"),
    Fact("kursk", "erect|located", "planned", place="International Kursk Airport"),
    Fact("kursk", "establish", "planned", participant="monument"),
    Fact("kursk", "discussed", "happened", participant="initiative"),
    Fact("kursk", "meeting|discussed", "happened", participant="regional expert council"),
    Fact("kursk", "performed", "happened", when="--12-04"),
    Fact("kursk", "performed|dedicated", "happened", participant="Kim Jong Un"),
    Fact("kursk", "announcement", "happened", actor="Khinstin", when="--12-04", quote="Khinstin’s announcement on December 4"),

    Fact("protest", "marched", "happened", "PROTEST", place="Santiago", when="2025-10-14"),
    Fact("protest", "demanded", "happened", "REQUEST", actor="Marcela Undurraga", recipient="Congress"),
    Fact("protest", "fired", "happened", "ASSAULT", actor=("CHL", "COP"), place="Valparaíso"),
    Fact("protest", "arrested", "happened", "COERCE", speaker="Carabineros"),
    Fact("protest", "aimed", "negated", speaker="Rodrigo Santelices"),
    Fact("protest", "investigation", "happened", "ACCUSE", actor="public prosecutor's office", when="2025-10-15"),
    Fact("protest", "meet", "planned", "CONSULT", actor="Ignacio Barrenechea", place="Concepción", when="2025-10-21"),
    Fact("protest", "strike", "possible", "PROTEST", speaker="Marcela Undurraga"),

    Fact("strike", "walked", "happened", "PROTEST", place="Port of Hamburg", when="2026-03-09"),
    Fact("strike", "talks|collapsed", "happened", place="Bremen"),
    Fact("strike", "offered", "happened", speaker="Maren Tjaden"),
    Fact("strike", "rejected", "happened", "REJECT", actor="Central Association of German Seaport Companies"),
    Fact("strike", "accused", "happened", "ACCUSE", actor="Holger Brinkmeyer", recipient="ver.di"),
    Fact("strike", "hired", "negated"),
    Fact("strike", "spread", "possible", place="Bremerhaven", speaker="Maren Tjaden"),
    Fact("strike", "visit", "planned", "CONSULT", actor="Annegret Vossberg", when="2026-03-12"),

    Fact("summit", "signed", "happened", "SUPPORT", actor=("ETH", None), place="Nairobi", when="2026-02-17"),
    Fact("summit", "signed", "happened", actor=("KEN", None)),
    Fact("summit", "build", "planned"),
    Fact("summit", "begin|Construction", "planned", when="2026-09"),
    Fact("summit", "attend", "negated", actor=("SDN", None)),
    Fact("summit", "delivered", "happened", speaker="Winnie Achola"),
    Fact("summit", "met", "happened", "CONSULT", actor="Selamawit Getahun"),
    Fact("summit", "resume|talks", "planned", "CONSULT", place="Entebbe", when="2026-04"),
    Fact("summit", "sign", "possible", actor=("ETH", None), speaker="Selamawit Getahun", quote="may also sign"),

    Fact("flood", "dropped", "happened", "AID", actor="Bangladesh Army", place="Sunamganj district", when="2025-06-18"),
    Fact("flood", "drowned", "happened", place="Sylhet Division", speaker="Farhana Mostafiz"),
    Fact("flood", "capsized", "happened", place="Chhatak", speaker="Farhana Mostafiz"),
    Fact("flood", "sent", "happened", "AID", actor=("IND", None)),
    Fact("flood", "promised", "happened", "AGREE", actor=("JPN", None)),
    Fact("flood", "opened", "negated", speaker="Pranab Dutta Roy", quote="No gate had been opened"),
    Fact("flood", "fly", "planned", actor="Kamrul Hasan Talukder", place="Sylhet", when="2025-06-20"),
    Fact("flood", "break", "possible", speaker="Kamrul Hasan Talukder"),

    Fact(
        "arrest", "arrested", "happened", "COERCE", actor=("ITA", "COP"), recipient="Gaetano Lo Verso", place="Palermo", when="2025-11-06",
        quote="Italian police arrested",
    ),
    Fact("arrest", "run", "possible", actor="Gaetano Lo Verso", quote="have run"),
    Fact("arrest", "sank", "happened", place="Zuwarah", when="2023-08"),
    Fact("arrest", "bribed", "happened", actor="Gaetano Lo Verso", speaker="Ilaria Mancuso"),
    Fact("arrest", "rejected", "happened", "REJECT", actor="Dario Cutrera"),
    Fact("arrest", "detained", "happened", "COERCE", recipient="Hichem Ben Slimane", place="Marseille", when="2025-11-06"),
    Fact("arrest", "request", "planned", "REQUEST", actor=("ITA", None), recipient=("FRA", None), speaker="Ilaria Mancuso"),
    Fact("arrest", "appear", "planned", when="2025-11-10"),

    Fact("ceasefire", "agreed", "happened", "AGREE", actor="Pacific Resistance Front", when="2026-01-23"),
    Fact("ceasefire", "monitored", "planned", actor="United Nations", speaker="Amalia Restrepo"),
    Fact("ceasefire", "met", "happened", "CONSULT", place="Havana"),
    Fact("ceasefire", "release", "planned", "RETREAT", speaker="Evaristo Mosquera"),
    Fact("ceasefire", "refused", "happened", "REJECT", actor="Evaristo Mosquera"),
    Fact("ceasefire", "killed", "happened", "ASSAULT", place="Toribío"),
    Fact("ceasefire", "blamed", "happened", "ACCUSE", actor=("COL", "MIL"), recipient="Pacific Resistance Front"),
    Fact("ceasefire", "condemned", "happened", "ACCUSE", actor="Paulina Echavarría"),
    Fact("ceasefire", "withdrawn", "negated", "RETREAT", actor=("COL", "MIL")),

    Fact("election", "won", "happened", actor="Akosua Frimpomaa", place="Kumasi", when="2025-09-30", speaker="Electoral Commission"),
    Fact("election", "refused", "happened", "REJECT", actor="Yaw Dankwah"),
    Fact("election", "concede", "negated"),
    Fact("election", "found", "negated", speaker="Grace Tetteh-Ocloo"),
    Fact("election", "challenge", "planned", actor="Yaw Dankwah"),
    Fact("election", "detained", "happened", "COERCE", actor=("GHA", "COP")),
    Fact("election", "praised", "happened", "SUPPORT", actor="African Union"),
    Fact("election", "sworn", "planned", place="Accra", when="2025-10-14"),
    Fact("election", "lose", "possible"),

    Fact("kidnapping", "abducted", "happened", "ASSAULT", place="Kaduna"),
    Fact("kidnapping", "released", "happened", "RETREAT", speaker="Nigerian Army", when="2025-05-24"),
    Fact("kidnapping", "paid", "negated", speaker="Sani Dogara"),
    Fact("kidnapping", "collected", "happened", speaker="Talatu Bako"),
    Fact("kidnapping", "visited", "happened", actor="Halima Danjuma", when="2025-05-24"),
    Fact("kidnapping", "reopen", "planned", actor="Halima Danjuma", when="2025-06"),
    Fact("kidnapping", "fled", "possible", place="Katsina State", speaker="Emeka Nwachukwu"),
    Fact("kidnapping", "strike", "negated", "PROTEST"),
    Fact("kidnapping", "urged", "happened", "REQUEST", actor="Amnesty International"),

    Fact("court", "sentenced", "happened", "SANCTION", recipient="Wouter Terpstra", place="Rotterdam", when="2025-12-11", quote="Thursday sentenced"),
    Fact("court", "passed", "happened", actor="Wouter Terpstra"),
    Fact("court", "ordered", "happened", actor="Saskia van Heemstede", recipient="Wouter Terpstra"),
    Fact("court", "denied", "happened", "REJECT", actor="Wouter Terpstra"),
    Fact("court", "appeal", "planned", actor="Wouter Terpstra", speaker="Ruben Alkemade"),
    Fact("court", "released", "possible"),
    Fact("court", "found", "happened", actor=("BEL", "GOV"), when="2022-10", quote="officers found"),
    Fact("court", "investigating", "negated", "ACCUSE", actor="Dutch Public Prosecution Service"),

    Fact("cyber", "knocked", "happened", "COERCE", when="2026-02-03"),
    Fact("cyber", "stolen", "negated", speaker="Piret Laanemets"),
    Fact("cyber", "blamed", "happened", "ACCUSE", actor="Information System Authority", recipient="Frozen Harbor"),
    Fact("cyber", "threatened", "happened", "THREATEN", actor="Frozen Harbor"),
    Fact("cyber", "publish", "possible", actor="Frozen Harbor", when="2026-02-10"),
    Fact("cyber", "pay", "negated", speaker="Piret Laanemets"),
    Fact("cyber", "acted", "possible", speaker="Rauno Kuusik"),
    Fact("cyber", "sent", "happened", "AID", actor=("FIN", None), place="Tartu", when="2026-02-04"),
    Fact("cyber", "hit", "happened", place="Kaunas", when="2025-11"),
    Fact("cyber", "vote", "planned", when="2026-02-10"),

    Fact("company", "bought", "happened", actor="Akkula", recipient="Norrcell"),
    Fact("company", "cut", "negated", speaker="Tuomas Riihelä"),
    Fact("company", "consulted", "negated", recipient="IF Metall"),
    Fact("company", "demanded", "happened", "REQUEST", actor="IF Metall", recipient="Tuomas Riihelä"),
    Fact("company", "open", "planned", actor="Akkula", place="Kokkola", when="2027"),
    Fact("company", "order", "possible", actor="European Commission"),
    Fact("company", "made|bid", "happened", speaker="Industribladet"),
    Fact("company", "offer", "negated", speaker="Linnea Åkerblom"),
    Fact("company", "denied", "happened", "REJECT", actor="Linnea Åkerblom", when="2025-08-26"),

    Fact("denial", "denied", "happened", "REJECT", actor=("KGZ", None), when="2025-09-19"),
    Fact("denial", "fired", "negated", "ASSAULT"),
    Fact("denial", "shelled", "happened", "ASSAULT", place="Surkh", when="2025-09-18", speaker="State Committee for National Security"),
    Fact("denial", "accused", "happened", "ACCUSE", actor="Nurlan Asanaliev", recipient=("TJK", None)),
    Fact("denial", "crashed", "possible"),
    Fact("denial", "closed", "happened", "COERCE", actor=("TJK", None), when="2025-09-18"),
    Fact("denial", "offered", "happened", "AGREE", actor=("RUS", None)),
    Fact("denial", "meet", "planned", "CONSULT", actor="Aigul Sydykbekova", place="Dushanbe", when="2025-09-22"),
    Fact("denial", "moved", "negated", "MOBILIZE", speaker="Nurlan Asanaliev"),

    Fact("migration", "rescued", "happened", "AID", place="El Hierro", when="2026-01-16"),
    Fact("migration", "left", "happened", place="Mbour"),
    Fact("migration", "thrown", "happened", speaker="Moussa Diatta"),
    Fact("migration", "called", "happened", "REQUEST", actor="Yaiza Perdomo", recipient=("ESP", "GOV")),
    Fact("migration", "send", "planned", actor=("ESP", None), place="Dakar", when="2026-02"),
    Fact("migration", "denied", "happened", "REJECT", actor="Cheikh Oumar Badiane"),
    Fact("migration", "let|sail", "negated"),
    Fact("migration", "double", "possible", actor="Frontex", speaker="Yaiza Perdomo"),

    Fact("military", "moved", "happened", "MOBILIZE", actor=("PHL", None), place="Palawan"),
    Fact("military", "blocked", "happened", speaker="Crisanto Villaruel", when="2026-01-18"),
    Fact("military", "stopped", "negated", speaker="Gao Weilin"),
    Fact("military", "accused", "happened", "ACCUSE", actor="Gao Weilin", recipient=("PHL", None)),
    Fact("military", "spoke", "happened", "CONSULT", actor="Teresita Almonte", when="2026-01-19"),
    Fact("military", "offered", "happened", "AGREE", actor=("JPN", None), speaker="Teresita Almonte"),
    Fact("military", "exercise", "planned", "COOPERATE", place="Puerto Princesa", when="2026-01-26"),
    Fact("military", "approve", "possible"),
    Fact("military", "stationed", "negated", speaker="Teresita Almonte"),

    Fact("sanctions", "imposed|sanctions", "happened", "SANCTION", actor="European Union", when="2025-11-24", quote="Monday imposed sanctions on"),
    Fact("sanctions", "block", "negated", actor=("HUN", None)),
    Fact("sanctions", "shipped", "happened", speaker="Mikkel Thorsager"),
    Fact("sanctions", "condemned", "happened", "ACCUSE", actor=("BLR", None)),
    Fact("sanctions", "threatened", "happened", "THREATEN", actor="Vadim Astapenka"),
    Fact("sanctions", "expel", "possible", place="Minsk"),
    Fact("sanctions", "welcomed", "happened", "SUPPORT", actor=("LTU", None)),
    Fact("sanctions", "stop", "possible", actor="European Union", speaker="Mikkel Thorsager"),
    Fact("sanctions", "decide", "planned", when="2026-01"),
    Fact("sanctions", "joined", "negated", actor=("USA", None)),
)  # fmt: skip

SAME = (
    Same("kursk", ("Vladimir Putin", "Putin", "Russian President")),
    Same("kursk", ("Kim Jong Un", "North Korean leader")),
    Same("kursk", ("North Korean Central News Agency", "KCNA")),
    Same("kursk", ("Alexander Khinstin", "Khinstin", "Kursk Governor")),
    Same("kursk", ("North Korean military personnel", "North Korean contingent", "North Korean sappers")),
    Same("protest", ("Marcela Undurraga", "Undurraga")),
    Same("protest", ("Rodrigo Santelices", "the general")),
    Same("strike", ("Maren Tjaden", "Tjaden")),
    Same("summit", ("Selamawit Getahun", "Getahun")),
    Same("flood", ("Pranab Dutta Roy", "Dutta Roy")),
    Same("arrest", ("Gaetano Lo Verso", "Lo Verso", "The suspect")),
    Same("arrest", ("Ilaria Mancuso", "Mancuso", "the prosecutor")),
    Same("arrest", ("Hichem Ben Slimane", "Ben Slimane")),
    Same("ceasefire", ("Evaristo Mosquera", "Mosquera", "Comandante Tito")),
    Same("election", ("Akosua Frimpomaa", "Frimpomaa")),
    Same("election", ("Yaw Dankwah", "Dankwah")),
    Same("kidnapping", ("Sani Dogara", "The general")),
    Same("kidnapping", ("Halima Danjuma", "the governor")),
    Same("court", ("Wouter Terpstra", "Terpstra", "The former official")),
    Same("cyber", ("Piret Laanemets", "Laanemets")),
    Same("cyber", ("Rauno Kuusik", "the minister")),
    Same("company", ("Tuomas Riihelä", "Riihelä")),
    Same("denial", ("Nurlan Asanaliev", "the colonel")),
    Same("migration", ("Yaiza Perdomo", "Perdomo")),
    Same("military", ("Teresita Almonte", "Almonte")),
    Same("sanctions", ("Mikkel Thorsager", "Thorsager")),
)

DIFFERENT = (
    Different("kursk", "Vladimir Putin", "Kim Jong Un"),
    Different("kursk", "Vladimir Putin", "Alexander Khinstin"),
    Different("protest", "Rodrigo Santelices", "Ignacio Barrenechea"),
    Different("strike", "Maren Tjaden", "Annegret Vossberg"),
    Different("summit", "Josphat Kiprugut", "Selamawit Getahun"),
    Different("flood", "Farhana Mostafiz", "Kamrul Hasan Talukder"),
    Different("arrest", "Gaetano Lo Verso", "Hichem Ben Slimane"),
    Different("ceasefire", "Evaristo Mosquera", "Leonidas Caicedo"),
    Different("election", "New Patriotic Party", "National Democratic Congress"),
    Different("kidnapping", "Kaduna", "Kaduna State"),
    Different("court", "Wouter Terpstra", "Ruben Alkemade"),
    Different("cyber", "Piret Laanemets", "Rauno Kuusik"),
    Different("company", "European Investment Bank", "European Commission"),
    Different("denial", "Aigul Sydykbekova", "Farrukh Nazarzoda"),
    Different("migration", "Yaiza Perdomo", "Cheikh Oumar Badiane"),
    Different("military", "Crisanto Villaruel", "Gao Weilin"),
    Different("sanctions", "Mikkel Thorsager", "Vadim Astapenka"),
)

KNOWN = (
    Known("kursk", "Vladimir Putin", "RUS", "GOV"),
    Known("kursk", "Kim Jong Un", "PRK", "GOV"),
    Known("kursk", "Alexander Khinstin", "RUS", "GOV", "Kursk Governor"),
    Known("kursk", "KCNA", "PRK", "JRN"),
    Known("kursk", "North Korean military personnel", "PRK", "MIL"),
    Known("kursk", "North Korean contingent", "PRK", "MIL"),
    Known("kursk", "North Korean forces", "PRK", "MIL"),
    Known("kursk", "North Korean sappers", "PRK", "MIL"),
    Known("protest", "Ignacio Barrenechea", "CHL", "GOV", "Labor Minister"),
    Known("strike", "Annegret Vossberg", "DEU", "GOV"),
    Known("summit", "Josphat Kiprugut", "KEN", "GOV"),
    Known("summit", "Selamawit Getahun", "ETH", "GOV"),
    Known("flood", "Kamrul Hasan Talukder", "BGD", "GOV"),
    Known("arrest", "Hichem Ben Slimane", "TUN"),
    Known("ceasefire", "Pacific Resistance Front", None, "REB"),
    Known("ceasefire", "Paulina Echavarría", "COL"),
    Known("election", "African Union", None, "IGO"),
    Known("kidnapping", "Sani Dogara", "NGA", "MIL"),
    Known("kidnapping", "Halima Danjuma", "NGA", "GOV"),
    Known("cyber", "Rauno Kuusik", "EST", "GOV", "Interior Minister"),
    Known("company", "Tuomas Riihelä", None, "BUS"),
    Known("denial", "Aigul Sydykbekova", "KGZ", "GOV"),
    Known("denial", "Farrukh Nazarzoda", "TJK", "GOV"),
    Known("migration", "Moussa Diatta", "SEN"),
    Known("migration", "Cheikh Oumar Badiane", "SEN", "GOV"),
    Known("military", "Crisanto Villaruel", "PHL", "MIL"),
    Known("military", "Teresita Almonte", "PHL", "GOV"),
    Known("sanctions", "Mikkel Thorsager", "DNK", "GOV"),
    Known("sanctions", "Vadim Astapenka", "BLR", "GOV"),
)

NEVER = (
    Never("kursk", ("he", "the move", "this move", "this initiative", "monument", "a song")),
    Never("protest", ("she", "he", "the march", "tear gas", "the bill")),
    Never("strike", ("she", "he", "the walkout", "a raise")),
    Never("summit", ("she", "construction", "an agreement", "a claim")),
    Never("flood", ("she", "he", "it", "the gates", "cholera")),
    Never("arrest", ("he", "his", "phone data", "the hideout", "the accusations")),
    Never("ceasefire", ("he", "she", "the truce", "the attack", "weapons")),
    Never("election", ("she", "the vote", "ballot boxes")),
    Never("kidnapping", ("they", "she", "he", "ransom", "a strike")),
    Never("court", ("he", "she", "the trial", "bribes", "cocaine")),
    Never("cyber", ("she", "the attack", "a ransom", "patient data")),
    Never("company", ("he", "she", "it", "the deal", "the takeover")),
    Never("denial", ("he", "a drone", "explosions", "the crossing")),
    Never("migration", ("she", "he", "a wooden boat", "bribes")),
    Never("military", ("he", "she", "it", "a supply boat", "a joint exercise")),
    Never("sanctions", ("he", "it", "the list", "the decision", "the measures")),
)

TOLD = (
    Told("kursk", None),
    Told("summit", "Ethiopia and Kenya sign power line deal at Nairobi summit"),
    Told(
        "court", "Former port official jailed for six years over cocaine bribes", "2025-12-11T16:42:00+01:00",
        "https://www.maasstadcourier.example/courts/2025/12/11/port-official-jailed", "Maasstad Courier", "Femke Oosterbaan",
    ),
    Told(
        "cyber", "Cyber attack cripples patient records at Tartu University Hospital", "2026-02-04T13:15:00+02:00",
        "https://post.emajogi.example/2026/02/04/hospital-cyber-attack", "Emajõgi Post", "Kadri Ojamaa",
    ),
    Told(
        "company", "Finnish battery maker Akkula buys Swedish rival for 310 million euros", "2025-08-27T10:30:00+03:00",
        "https://pohjola-business.example/2025/08/27/akkula-norrcell", "Pohjola Business News",
    ),
    Told(
        "military", "Philippines moves marines to Palawan as Chinese ships near shoal", "2026-01-20T14:05:00+08:00",
        "https://coastline.example/2026/01/20/palawan-marines", "Coastline Daily", "Jun Villaflores",
    ),
    Told(
        "sanctions", "EU imposes sanctions on Belarusian potash traders", "2025-11-24T17:30:00+01:00",
        "https://eastbridge.example/2025/11/24/potash-sanctions", "Eastbridge Review", "Rasa Vilkaitė",
    ),
)  # fmt: skip
