"""Sources to articles, from end to end."""

import io
import json
import os
import subprocess
import sys
from pathlib import Path

import hostile

from graph.records import Article
from ingest.articles import articles, found
from ingest.desk import Desk, Found
from ingest.drafts import Options
from ingest.refusals import Refusal

ROOT = Path(__file__).parent.parent
BODY = "Police in Lower Town said on Friday that two men were arrested after the fire at the old mill."


def one(source: Path, **options: str) -> Article | Refusal:
    (item,) = articles(str(source), options=Options(date=options.get("date"), publisher=options.get("publisher")))
    return item


def test_a_plain_text_gives_its_headline_and_paragraphs(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(f"Two arrested after fire\n\n{BODY}\n{BODY}\n")
    assert one(tmp_path / "a.txt") == Article(text=f"Two arrested after fire\n\n{BODY}\n\n{BODY}", headline="Two arrested after fire")


def test_a_plain_text_without_headline_gets_none(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(f"{BODY}\n{BODY}\n\n\n")
    assert one(tmp_path / "a.txt") == Article(text=f"{BODY}\n\n{BODY}")


def test_date_and_publisher_of_the_options_replace_those_of_the_source(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text(json.dumps({"text": BODY, "date": "2020-01-01", "publisher": "Old"}))
    item = one(tmp_path / "a.jsonl", date="2024-03-01T08:00:00Z", publisher="The Post")
    assert item == Article(text=BODY, published="2024-03-01T08:00:00+00:00", publisher="The Post")


def test_a_date_that_is_not_understood_is_no_reason_to_guess(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text(json.dumps({"text": BODY, "date": "03/04/2024"}))
    item = one(tmp_path / "a.jsonl")
    assert isinstance(item, Refusal)
    assert (item.source, item.reason) == (f"{tmp_path}/a.jsonl:1", "bad-date")
    assert "'03/04/2024'" in item.detail


def test_foreign_short_and_empty_texts_are_refused_with_their_reasons(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Die Polizei nahm am Montag in Köln zwei Männer fest, die einen Anschlag geplant haben sollen.")
    (tmp_path / "b.txt").write_text("More soon.")
    (tmp_path / "c.txt").write_text("\n \n")
    (tmp_path / "none.txt").symlink_to(tmp_path / "nowhere")
    (tmp_path / "d.pdf").write_bytes(b"%PDF-1.7\n")
    items = articles(str(tmp_path), options=Options())
    assert [item.reason for item in items if isinstance(item, Refusal)] == ["not-english", "too-short", "empty", "binary", "unreadable"]


def test_a_folder_of_everything_comes_in_order_with_the_name_of_each_source(tmp_path: Path) -> None:
    (tmp_path / "1.html").write_text(hostile.story(1))
    (tmp_path / "2.jsonl").write_bytes(hostile.row(2) + b"\n" + hostile.row(3))
    (tmp_path / "3.warc").write_bytes(hostile.archive([("https://a.example/4", hostile.story(4).encode())], compressed=False)[0])
    (tmp_path / "4.txt").write_text(f"{BODY}\n{BODY}")
    with Desk(Options()) as desk:
        items = [(item.source, item.article.headline) for item in found(str(tmp_path), desk=desk) if isinstance(item, Found)]
    names = [f"{tmp_path}/1.html", f"{tmp_path}/2.jsonl:1", f"{tmp_path}/2.jsonl:3", "https://a.example/4", f"{tmp_path}/4.txt"]
    assert items == list(zip(names, ["Fire at mill 1", "Fire at mill 2", "Fire at mill 3", "Fire at mill 4", None], strict=True))


def test_the_same_source_gives_the_same_articles(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text(hostile.story(1))
    assert one(tmp_path / "a.html") == one(tmp_path / "a.html")


def test_without_leave_to_fetch_an_address_is_refused() -> None:
    (item,) = articles("https://a.example/1", options=Options())
    assert isinstance(item, Refusal)
    assert item.reason == "fetching-off"


def test_a_feed_gives_its_full_entries_and_refuses_those_that_only_point(tmp_path: Path) -> None:
    full = f"<item><title>Fire</title><link>https://a.example/1</link><content:encoded>&lt;p&gt;{BODY}&lt;/p&gt;</content:encoded></item>"
    bare = "<item><title>Later</title><link>https://a.example/2</link></item>"
    start = '<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>The Post</title>'
    (tmp_path / "a.rss").write_text(f"{start}{full}{bare}</channel></rss>")
    first, second = articles(str(tmp_path / "a.rss"), options=Options())
    assert first == Article(text=f"Fire\n\n{BODY}", headline="Fire", url="https://a.example/1", publisher="The Post")
    assert isinstance(second, Refusal)
    assert (second.source, second.reason) == ("https://a.example/2", "fetching-off")


def test_standard_input_is_a_source(tmp_path: Path) -> None:
    code = "from ingest.articles import articles; from ingest.drafts import Options; print([a.headline for a in articles('-', options=Options())])"
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    given = io.BytesIO(hostile.row(1) + hostile.row(2)).getvalue()
    done = subprocess.run([sys.executable, "-c", code], input=given, capture_output=True, check=True, env=environment)
    assert done.stdout.decode().strip() == "['Fire at mill 1', 'Fire at mill 2']"


def test_the_parser_child_ends_with_the_desk(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text(hostile.story(1))
    with Desk(Options()) as desk:
        list(found(str(tmp_path), desk=desk))
        child = desk.parser._child
        assert child is not None
        assert child.poll() is None
    assert child.poll() is not None
