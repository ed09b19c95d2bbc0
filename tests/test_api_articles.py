"""Articles that are handed in over HTTP: read in a job that can be followed, or refused with a reason."""

import time

import httpx
import pytest
from sparql import SHOWN, problem, rows

STORY = "Police in Kursk said that Alice Archer met Bob Baker at the old town hall on Monday after weeks of talks about the border."


def test_articles_are_read_and_their_jobs_followed(writer: httpx.Client) -> None:
    text = f"Two meet in Kursk\n\n{STORY} " * 3
    jobs = [
        writer.post("/articles", content=text, headers=SHOWN | {"content-type": "text/plain"}),
        writer.post("/articles", json={"text": STORY * 2 + " Today.", "headline": "Talks", "published": "2025-03-04"}, headers=SHOWN),
        writer.post("/articles", content="too short", headers=SHOWN | {"content-type": "text/plain"}),
        writer.post("/articles", json={"text": f"{STORY * 2} KILL"}, headers=SHOWN),
        writer.post("/articles", json={"url": "http://127.0.0.1:9/x"}, headers=SHOWN),
    ]
    assert {job.status_code for job in jobs} == {202}
    stored, dated, short, killed, address = [_finished(writer, job.headers["location"]) for job in jobs]
    assert [one["state"] for one in (stored, dated, short, killed, address)] == ["stored", "stored", "refused", "quarantined", "refused"]
    assert writer.get(stored["articles"][0]["address"], headers={"accept": "application/json"}).status_code == 200
    dates = rows(writer, f"SELECT ?d {{ <{dated['articles'][0]['address'].removeprefix('/')}> schema:datePublished ?d }}")
    assert dates[0][0].startswith("2025-03-04")
    assert short["reason"].startswith("too-short: ")
    assert "SIGKILL" in killed["reason"]
    assert address["reason"].startswith("address: ")
    again = writer.post("/articles", content=text, headers=SHOWN | {"content-type": "text/plain"})
    assert _finished(writer, again.headers["location"])["articles"][0] == {**stored["articles"][0], "fate": "unchanged"}


def _finished(client: httpx.Client, address: str) -> dict[str, object]:
    end = time.monotonic() + 90
    while time.monotonic() < end:
        answer = client.get(address, headers=SHOWN)
        if answer.json()["state"] not in ("waiting", "reading"):
            return answer.json()  # type: ignore[no-any-return]
        time.sleep(0.1)
    raise TimeoutError(answer.text)


@pytest.mark.parametrize(
    ("body", "told"),
    [
        ({"json": {"no": 1}}, (400, "bad request")),
        ({"json": {"url": "file:///etc/passwd"}}, (400, "bad request")),
        ({"json": {"url": "http://x/ y"}}, (400, "bad request")),
        ({"json": {"html": "<p>x", "published": "2025-01-01"}}, (400, "bad request")),
        ({"json": [1]}, (400, "bad request")),
        ({"content": b"{", "headers": {"content-type": "application/json"}}, (400, "bad request")),
        ({"content": b"%PDF", "headers": {"content-type": "application/pdf"}}, (415, "bad media type")),
        ({"content": b" ", "headers": {"content-type": "text/plain"}}, (400, "bad request")),
        ({"content": b"x" * (11 << 20), "headers": {"content-type": "text/plain"}}, (413, "body too large")),
    ],
)
def test_what_is_no_article(writer: httpx.Client, body: dict[str, object], told: tuple[int, str]) -> None:
    assert problem(writer.post("/articles", **{**body, "headers": {**SHOWN, **body.get("headers", {})}})) == told  # type: ignore[arg-type,dict-item]


def test_jobs_need_the_token(writer: httpx.Client) -> None:
    assert problem(writer.get("/jobs/" + "0" * 32, headers=SHOWN)) == (404, "not found")
    assert problem(writer.get("/jobs/..%2f..%2fbook.sqlite", headers=SHOWN)) == (404, "not found")
    assert problem(writer.get("/jobs/" + "0" * 32)) == (401, "unauthorized")
