"""Web pages: their text and what they state about themselves."""

import pytest

from ingest.drafts import Draft
from ingest.pages import fragment, page, web_address
from ingest.refusals import Refused

PARAGRAPHS = "".join(
    f"<p>Rescuers moved {n} families from the valley on Friday after the <b>river</b> rose, <a href='/x'>officials</a> said.</p>" for n in range(6)
)


def markup(head: str, extra: str = "") -> str:
    return f"""<!doctype html><html lang="en-GB"><head><title>Flood hits valley | The Post</title>{head}</head><body>
<nav><a href="/">Home</a> <a href="/world">World</a></nav><article><h1>Flood hits valley</h1>{PARAGRAPHS}{extra}</article>
<section id="comments" class="comments"><div class="comment"><p>What a mess, says a reader of this page in a comment.</p></div></section>
<footer>Copyright 2019 The Post</footer></body></html>"""


LINKED = """<link rel="canonical" href="https://post.example/flood"><script type="application/ld+json">{"@graph": [{"@type": "BreadcrumbList"},
{"@type": ["NewsArticle"], "headline": "Flood hits valley", "datePublished": "2024-03-01T10:00:00+02:00",
 "author": [{"@type": "Person", "name": "Ann Lee"}, {"name": "Bo Chan"}], "publisher": {"name": "The Post"}}]}</script>"""


def test_the_article_comes_without_navigation_comments_and_footer() -> None:
    draft = page(markup(LINKED))
    text = "\n".join(draft.body)
    assert "Rescuers moved 0 families from the valley on Friday after the river rose, officials said." in draft.body
    assert not any(word in text for word in ("Home", "What a mess", "Copyright"))


def test_what_the_page_states_in_json_ld_is_taken_with_time_and_zone() -> None:
    draft = page(markup(LINKED))
    assert Draft((), draft.headline, draft.published, draft.url, draft.publisher, draft.author) == Draft(
        (), "Flood hits valley", "2024-03-01T10:00:00+02:00", "https://post.example/flood", "The Post", "Ann Lee, Bo Chan"
    )


@pytest.mark.parametrize(
    ("head", "extra", "expected"),
    [
        ('<meta property="article:published_time" content="2024-03-01T10:00:00Z">', "", "2024-03-01T10:00:00+00:00"),
        ('<meta name="pubdate" content="Fri, 01 Mar 2024 10:00:00 GMT">', "", "2024-03-01T10:00:00+00:00"),
        ('<meta name="date" content="2024-03-01">', "", "2024-03-01"),
        ("", '<time itemprop="datePublished" datetime="2024-03-01T10:00:00+01:00">1 March</time>', "2024-03-01T10:00:00+01:00"),
        ('<script type="application/ld+json">{"@type": "NewsArticle", broken</script>', "", None),
        (f'<script type="application/ld+json">{"[" * 100_000}</script>', "", None),
        ("", "", None),
    ],
)
def test_the_date_is_what_the_page_states_and_never_a_guess(head: str, extra: str, expected: str | None) -> None:
    assert page(markup(head, extra)).published == expected


def test_a_fetched_page_cannot_pass_itself_off_as_one_of_another_site() -> None:
    assert page(markup(LINKED), "https://evil.example/a").url == "https://evil.example/a"
    assert page(markup(LINKED), "https://post.example/flood?utm=1").url == "https://post.example/flood"


def test_list_items_are_paragraphs_without_their_bullets() -> None:
    extra = "<ul><li>The army sends 200 soldiers to the town.</li><li>Schools stay closed until Monday.</li></ul>"
    assert "The army sends 200 soldiers to the town." in page(markup("", extra)).body


@pytest.mark.parametrize("text", ["", "<html></html>", "<html><body><img src='x'></body></html>", "<!-- nothing -->"])
def test_a_page_without_text_is_refused(text: str) -> None:
    with pytest.raises(Refused) as refused:
        page(text)
    assert refused.value.reason == "empty"


def test_a_fragment_gives_its_blocks_and_leaves_out_scripts() -> None:
    text = "Intro <b>bold</b>\nline<p>One<br>Two</p><script>alert(1)</script><div>Three<style>p{}</style> more<!-- no --> end</div>tail"
    assert fragment(text) == ("Intro bold line", "One", "Two", "Three more end", "tail")


@pytest.mark.parametrize(
    ("value", "usable"),
    [
        ("https://a.example/b?c=d", True),
        ("javascript:alert(1)", False),
        ("/b", False),
        ("https://a.example/a b", False),
        ("https://[", False),
        (None, False),
    ],
)
def test_only_absolute_web_addresses_count(value: str | None, usable: bool) -> None:
    assert (web_address(value) is not None) == usable
