"""Asking and updating a server over HTTP, for the tests of the service."""

import hashlib
from pathlib import Path

import httpx
from serving import TOKEN

from graph.store import Store

COUNT = "SELECT (COUNT(DISTINCT ?e) AS ?n) { ?e a sem:Event }"
SHOWN = {"authorization": f"Bearer {TOKEN}"}
UPDATE = SHOWN | {"content-type": "application/sparql-update"}


def ask(client: httpx.Client, query: str, accept: str = "application/sparql-results+json", **more: str | list[str]) -> httpx.Response:
    return client.get("/sparql", params={"query": query, **more}, headers={"accept": accept})


def number(answer: httpx.Response) -> int:
    """The ?n of the only row."""
    assert answer.status_code == 200, answer.text
    ((row),) = answer.json()["results"]["bindings"]
    return int(row["n"]["value"])


def rows(client: httpx.Client, query: str) -> list[list[str]]:
    """The rows of CSV; for values without commas."""
    answer = ask(client, query, "text/csv")
    assert answer.status_code == 200, answer.text
    return [line.split(",") for line in answer.text.split("\r\n")[1:-1]]


def update(client: httpx.Client, text: str, **parameters: str | list[str]) -> httpx.Response:
    """What is answered to an update by one who shows the token."""
    return client.post("/update", content=text, headers=UPDATE, params=parameters)


def problem(answer: httpx.Response) -> tuple[int, str]:
    """Status and title of a refusal."""
    assert answer.headers["content-type"] == "application/problem+json"
    body = answer.json()
    assert body["status"] == answer.status_code
    return answer.status_code, str(body["title"])


def contents(folder: Path) -> str:
    """A hash of all quads and of the book's tables."""
    with Store(folder) as opened:
        book = [tuple(row) for table in ("articles", "readings", "user_triples", "decisions") for row in opened.book.rows(f"SELECT * FROM {table}")]
        return hashlib.sha256(opened.nquads() + repr(book).encode()).hexdigest()


def writer_of(folder: Path) -> int:
    """The process that writes to the store."""
    return int((folder / "writer.lock").read_text())
