"""Given names and the offices that tell whether "Bill" and "William" of one family name are one person."""

import re

from graph.names import tokens

SHORT = {short: full for line in """
    william: bill billy will willie liam
    robert: bob bobby rob robbie bert
    james: jim jimmy jamie
    joseph: joe joey
    john: jack johnny
    edward: ed eddie ted teddy ned
    michael: mike mick mickey
    anthony: tony
    thomas: tom tommy
    richard: dick rick ricky rich
    charles: charlie chuck
    kenneth: ken kenny
    bernard: bernie
    benjamin: ben benny bibi
    elizabeth: liz beth betty lizzie eliza
    margaret: maggie peggy meg
    catherine: kate cathy katie
    katherine: kathy
    daniel: dan danny
    david: dave davey
    donald: don donnie
    andrew: andy drew
    alexander: alex sasha
    christopher: chris
    gregory: greg
    jeffrey: jeff
    gerald: gerry
    lawrence: larry
    leonard: len lenny
    matthew: matt
    nicholas: nick nicky
    patrick: pat paddy
    peter: pete
    philip: phil
    raymond: ray
    ronald: ron ronnie
    samuel: sam sammy
    stephen: steve
    steven: steve
    timothy: tim
    vincent: vince vinnie
    walter: walt
    zachary: zach
    deborah: debbie deb
    jennifer: jen jenny
    jessica: jess
    patricia: patty trish
    rebecca: becky
    susan: sue susie
    victoria: vicky
    frederick: fred freddie
    francis: frank
    harold: harry hal
    henry: hank
    albert: al
    alfred: alf
    arthur: art
    douglas: doug
    eugene: gene
    jacob: jake
    joshua: josh
    jonathan: jon
    nathaniel: nate nat
    francisco: paco pancho
    jose: pepe
    ignacio: nacho
    giuseppe: beppe
    johannes: hans
""".strip().splitlines() for full, shorts in [line.strip().split(": ")] for short in shorts.split()}  # fmt: skip
# One name in Russian, Ukrainian and Belarusian (and Georgian) dress.
EASTERN = {other: first for line in """
    aleksandr alexander alexandr oleksandr olexandr alyaksandr aliaksandr
    alexei alexey aleksei aleksey oleksiy oleksii olexiy aliaksei
    andrei andrey andriy andrii
    benjamin binyamin
    dmitry dmitri dmitriy dmytro dzmitry
    evgeny yevgeny evgeniy yevgeniy yevhen evhen
    grigory grigori hryhoriy hryhorii
    igor ihor
    konstantin kostiantyn kostyantyn kanstantsin
    mikhail mykhailo mikheil mikhal
    nikolai nikolay mykola mikalai
    oleg oleh
    pavel pavlo
    petr pyotr petro
    sergei sergey serhiy serhii siarhei
    svetlana svitlana sviatlana
    vasily vasiliy vasyl
    viktor victor viktar
    vladimir volodymyr uladzimir
""".strip().splitlines() for first, *others in [line.split()] for other in others}  # fmt: skip
RANKS = frozenset("vice deputy assistant acting".split())
EMPTY = frozenset("of the for and former ex then a an in".split())


def called(given: str) -> str:
    """The given name in full: "william" for "bill"."""
    return SHORT.get(given, given)


def offices_agree(one: set[str], other: set[str]) -> bool:
    """Whether some office of one is an office of the other: the same rank, and a word of its name shared."""
    return any(_agree(_words(a), _words(b)) for a in one for b in other)


def _words(title: str) -> frozenset[str]:
    return frozenset(re.sub(r"s$", "", word) for word in tokens(title)) - EMPTY


def _agree(one: frozenset[str], other: frozenset[str]) -> bool:
    return one & RANKS == other & RANKS and (one <= other or other <= one) and bool((one & other) - RANKS)
