"""Makes api/examples.json, what the description of the API shows: real answers over the example articles.

`python -m tests.make_examples STORE`, where STORE was made with `wiregraph ingest examples` and `wiregraph metrics --save`.
"""

import json
import sys
from pathlib import Path

from fastapi.testclient import TestClient

from api.app import create

WHO, OTHER = "vladimir-putin", "kim-jong-un"
ADDRESSES = {
    "search": "/search?q=putin&limit=2",
    "connections": f"/actor/{WHO}/connections?limit=1",
    "events": f"/actor/{WHO}/events?limit=1",
    "paths": f"/paths?from={WHO}&to={OTHER}&limit=1",
    "actor": f"/actor/{WHO}",
    "ranking": "/actor?measure=pagerank&limit=2",
}


def main() -> None:
    """Writes the file."""
    with TestClient(create(Path(sys.argv[1]))) as client:
        first = client.get(ADDRESSES["events"]).json()["items"][0]
        article = first["evidence"]["article"].rpartition("/")[2]
        place = next(one["places"][0]["iri"] for one in client.get("/event?limit=100").json()["items"] if one.get("places")).rpartition("/")[2]
        addresses = {
            **ADDRESSES,
            "timeline": f"/place/{place}/timeline",
            "mentions": f"/article/{article}/mentions?limit=2",
            "event": "/event/" + first["event"].rpartition("/")[2],
            "article": f"/article/{article}",
            "place": f"/place/{place}",
        }
        found = {name: client.get(address, headers={"accept": "application/json"}) for name, address in addresses.items()}
    assert all(answer.status_code == 200 for answer in found.values()), {name: answer.text for name, answer in found.items()}
    text = json.dumps({name: answer.json() for name, answer in found.items()}, indent=1, ensure_ascii=False)
    (Path(__file__).parent.parent / "api" / "examples.json").write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
