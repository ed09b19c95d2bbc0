"""Writes examples/eastbridge.warc.gz, a web archive of one page; the same bytes each time. Run: python tests/make_warc.py

It lies here because a folder is read whole: in examples/ it would be taken for an article.
"""

import io
from pathlib import Path

from warcio.statusandheaders import StatusAndHeaders  # type: ignore[import-untyped]  # warcio ships no types
from warcio.warcwriter import WARCWriter  # type: ignore[import-untyped]  # warcio ships no types

TARGET = Path(__file__).parent.parent / "examples" / "eastbridge.warc.gz"
ADDRESS = "https://eastbridge.example/2025/11/24/potash-sanctions"
RECORD = {"WARC-Record-ID": "<urn:uuid:0d5f7a52-6a3e-4b0e-9a52-5f1c0c1f2e01>", "WARC-Date": "2025-11-25T07:00:00Z"}
HTTP = [("Content-Type", "text/html; charset=utf-8"), ("Date", "Tue, 25 Nov 2025 07:00:00 GMT"), ("Server", "nginx")]
PAGE = """<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>EU imposes sanctions on Belarusian potash traders - Eastbridge Review</title>
<link rel="canonical" href="https://eastbridge.example/2025/11/24/potash-sanctions">
<script type="application/ld+json">
{"@context": "https://schema.org", "@type": "NewsArticle", "headline": "EU imposes sanctions on Belarusian potash traders",
 "datePublished": "2025-11-24T17:30:00+01:00", "author": {"@type": "Person", "name": "Rasa Vilkaitė"},
 "publisher": {"@type": "Organization", "name": "Eastbridge Review"}}
</script>
</head>
<body>
<nav><a href="/">Home</a> <a href="/eu">European Union</a> <a href="/trade">Trade</a> <a href="/about">About us</a></nav>
<article>
<h1>EU imposes sanctions on Belarusian potash traders</h1>
<p class="byline">Rasa Vilkaitė, Brussels</p>
<p>The European Union on Monday imposed sanctions on eleven Belarusian traders who are accused of helping Minsk to evade an export ban on potash.</p>
<p>The foreign ministers of the 27 member states approved the list at a meeting in Brussels, and Hungary did not block it.
"Those who move potash through back doors will pay a price," said Danish Foreign Minister Mikkel Thorsager, who chaired the meeting.
He said that the traders had shipped 700,000 tonnes through the Georgian port of Poti under false papers.</p>
<p>Belarus condemned the decision. Its deputy foreign minister, Vadim Astapenka, denied that the ban had been broken,
and threatened to expel European diplomats from Minsk. Lithuania, which had asked for the step in September, welcomed it.</p>
<p>The measures freeze bank accounts and will take effect on December 1. The European Union could also stop rail freight from Belarus,
Thorsager warned. The ministers plan to decide on this in January 2026.</p>
<p>The United States has not joined the sanctions, but the U.S. Treasury said that it was studying the list.</p>
</article>
<section class="comments"><h2>Comments</h2><p>Log in to comment.</p></section>
<footer><a href="/privacy">Privacy</a> <a href="/contact">Contact</a></footer>
</body>
</html>
"""


def archive() -> bytes:
    """The archive: one response record, compressed by itself."""
    out = io.BytesIO()
    writer = WARCWriter(out, gzip=True)
    headers = StatusAndHeaders("200 OK", HTTP, protocol="HTTP/1.1")
    page = io.BytesIO(PAGE.encode())
    writer.write_record(writer.create_warc_record(ADDRESS, "response", payload=page, http_headers=headers, warc_headers_dict=dict(RECORD)))
    return out.getvalue()


if __name__ == "__main__":
    TARGET.write_bytes(archive())
