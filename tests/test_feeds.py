"""RSS and Atom."""

import pytest

from ingest.feeds import feed, refuse_entities
from ingest.refusals import Refused

STORY = "<p>Police in Lower Town said two men were arrested.</p><p>The mayor thanked the crews.</p>"
RSS = f"""<?xml version="1.0" encoding="ISO-8859-1"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel><title>The Post</title>
<item><title>Fire at mill &amp; yard</title><link>https://post.example/fire</link><pubDate>Fri, 01 Mar 2024 10:00:00 +0200</pubDate>
<dc:creator>Ann Lee</dc:creator><content:encoded><![CDATA[{STORY}]]></content:encoded><description>Teaser</description></item>
<item><title>Only a link</title><link>/later</link><description>Two were hurt.</description></item>
<item><title>Long summary</title><link>https://post.example/long</link><description>{"Police said so again today. " * 30}</description></item>
</channel></rss>"""
ATOM = f"""<feed xmlns="http://www.w3.org/2005/Atom"><title>The Post</title><entry><title>Fire</title><link href="https://post.example/fire"/>
<published>2024-03-01T10:00:00+02:00</published><content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">{STORY}</div></content></entry></feed>"""


def test_an_entry_with_content_is_an_article_with_its_date_and_zone() -> None:
    entry = feed(RSS).entries[0]
    assert entry.full
    assert entry.draft.body == ("Police in Lower Town said two men were arrested.", "The mayor thanked the crews.")
    assert (entry.draft.headline, entry.draft.url, entry.draft.author) == ("Fire at mill & yard", "https://post.example/fire", "Ann Lee")
    assert (entry.draft.published, entry.draft.publisher) == ("Fri, 01 Mar 2024 10:00:00 +0200", "The Post")


def test_an_entry_with_a_short_summary_only_points_to_its_article() -> None:
    entry = feed(RSS, "https://post.example/feed").entries[1]
    assert not entry.full
    assert entry.draft.url == "https://post.example/later"


def test_a_long_summary_is_the_article() -> None:
    assert feed(RSS).entries[2].full


def test_atom_with_xhtml_content() -> None:
    (entry,) = feed(ATOM).entries
    assert entry.full
    assert entry.draft.body == ("Police in Lower Town said two men were arrested.", "The mayor thanked the crews.")
    assert entry.draft.published == "2024-03-01T10:00:00+02:00"


@pytest.mark.parametrize(
    "text",
    [
        '<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a "b">]><rss/>',
        "<!-- c --><!doctype rss SYSTEM 'file:///etc/passwd'><rss/>",
        '<rss><!ENTITY a "b"></rss>',
    ],
)
def test_document_types_and_entities_are_refused(text: str) -> None:
    with pytest.raises(Refused) as refused:
        refuse_entities(text)
    assert refused.value.reason == "entities"


def test_a_page_quoted_in_an_entry_may_have_a_document_type() -> None:
    refuse_entities("<rss><item><description><![CDATA[<!DOCTYPE html><p>x</p>]]></description></item></rss>")


def test_what_is_no_feed_is_refused() -> None:
    with pytest.raises(Refused, match="no RSS or Atom"):
        feed("<rss><broken")
