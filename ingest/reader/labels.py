"""The label inventories of a model: read from its `labels.json`, checked against what the code expects."""

import json
from dataclasses import asdict, dataclass
from pathlib import Path

TYPES = (
    "AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST",
    "ACCUSE", "REJECT", "THREATEN", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT",
)  # fmt: skip
MODES = {
    "CONSULT": "visit third-party multilateral phone",
    "RETREAT": "withdraw release disarm ceasefire access resign",
    "REQUEST": "assist change yield meet",
    "ACCUSE": "disapprove investigate allege",
    "REJECT": "assist change yield meet",
    "THREATEN": "restrict arrest relations expel territory violence",
    "PROTEST": "demo riot strike hunger boycott obstruct vandalize",
    "SANCTION": "convict expel withdraw discontinue",
    "MOBILIZE": "troops weapons police militia",
    "COERCE": "seize restrict censor curfew martial-law arrest deport withhold misinformation cyber",
    "ASSAULT": "abduct beat torture sexual targeted destroy primitive firearms explosives suicide-attack aerial drone "
    "heavy-weapons crowd-control unconventional",
}  # of each type that has any
STATUSES = ("happened", "planned", "possible", "negated")
POLARITIES = ("POS", "NEG")
CERTAINTIES = ("CERTAIN", "PROBABLE", "POSSIBLE")
TIMES = ("NON_FUTURE", "FUTURE")
EVENT_ROLES = ("actor", "recipient", "participant", "place", "time", "speaker")
MENTION_TYPES = ("person", "organization", "place", "object", "event", "time", "substance", "animal", "plant", "abstract")
NAME_TAGS = ("O", *(f"{p}-{t}" for t in ("PER", "ORG", "LOC", "MISC") for p in "BIES"))
STYLES = ("own", "meantime", "ecbplus")


class LabelError(ValueError):
    """A model whose labels do not fit this code; install the model that belongs to this version."""


@dataclass(frozen=True, slots=True)
class Labels:
    """Inventories that depend on the training data; the fixed ones above are stored with them and compared on loading."""

    upos: tuple[str, ...]
    xpos: tuple[str, ...]
    deprel: tuple[str, ...]
    srl: tuple[str, ...]
    modes: tuple[str, ...]
    contexts: tuple[str, ...]


FIXED = {
    "types": TYPES, "statuses": STATUSES, "polarities": POLARITIES, "certainties": CERTAINTIES, "times": TIMES,
    "event_roles": EVENT_ROLES, "mention_types": MENTION_TYPES, "name_tags": NAME_TAGS, "styles": STYLES,
}  # fmt: skip


def save(labels: Labels, path: Path) -> None:
    path.write_text(json.dumps({"fixed": FIXED, **asdict(labels)}, ensure_ascii=False, indent=0) + "\n", encoding="utf-8")


def load(path: Path) -> Labels:
    stored = json.loads(path.read_text(encoding="utf-8"))
    fixed = {name: tuple(values) for name, values in stored.pop("fixed").items()}
    for name, values in FIXED.items():
        if fixed.get(name) != values:
            raise LabelError(f"{path}: the model's {name} are {fixed.get(name)}, this code expects {values}; install the model of this version")
    return Labels(**{name: tuple(values) for name, values in stored.items()})
