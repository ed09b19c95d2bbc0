"""A small server of the Reconciliation API 0.2 over a table of its own: `python tests/reconciler.py` prints its port and serves until killed.

/reconcile is the endpoint, /broken answers nonsense, /old speaks another version, /asked tells how many queries there were.
"""

import json
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs

THINGS = [
    ("P1", "Anna Berg", "human", "person"),
    ("P2", "Karl Holm", "human", "person"),
    ("P3", "Karl Holm", "human", "person"),
    ("O1", "Acme Works", "body", "organization"),
    ("F1", "Lena Vogt", "fiction", "person"),
    ("P4", "Ida Maria Sund", "human", "person"),
]
MANIFEST = {"versions": ["0.1", "0.2"], "name": "Who", "identifierSpace": "https://who.example/", "schemaSpace": "https://who.example/types/"}


def candidates(asked: dict[str, Any]) -> list[dict[str, Any]]:
    """Score 100 for the very name, else 80 when all its words are in the candidate's; wrong types are offered too, as real servers do."""
    words = asked["query"].casefold().split()
    found = []
    for id_, name, kind, _ in THINGS:
        score = 100.0 if name.casefold() == asked["query"].casefold() else 80.0 if set(words) <= set(name.casefold().split()) else 0.0
        if score:
            found.append({"id": id_, "name": name, "score": score, "match": score == 100.0, "type": [{"id": kind, "name": kind}]})
    return found[: asked.get("limit", 10)]


class Reconciler(BaseHTTPRequestHandler):
    asked = 0

    def do_GET(self) -> None:
        told = {"/asked": Reconciler.asked, "/old": {**MANIFEST, "versions": ["0.1"]}, "/broken": ["nonsense"], "/mute": MANIFEST}
        self.answer(told.get(self.path, MANIFEST))

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        queries = json.loads(parse_qs(body)["queries"][0])
        Reconciler.asked += len(queries)
        self.answer({name: {"result": candidates(asked)} for name, asked in queries.items()} if self.path == "/reconcile" else {})

    def answer(self, value: object) -> None:
        body = json.dumps(value).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Quiet."""


if __name__ == "__main__":
    server = ThreadingHTTPServer(("127.0.0.1", 0), Reconciler)
    print(server.server_address[1], flush=True)
    server.serve_forever()
