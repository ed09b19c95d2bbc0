"""The book's tables, and what becomes of an article and its reading in them."""

import dataclasses
import hashlib
import json
import zlib
from collections.abc import Sequence

from graph.ledger import Entry
from graph.records import Article

Statement = tuple[str, Sequence[object]]

SCHEMA_VERSION = 1
SIGHTINGS_VERSION = 3  # raise it when graph.sightings keeps something else; rows of another version are made anew when read
SCHEMA = """
CREATE TABLE articles (id TEXT PRIMARY KEY, sha256 TEXT NOT NULL, text TEXT NOT NULL, metadata TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE readings (article TEXT PRIMARY KEY, reader TEXT NOT NULL, sha TEXT NOT NULL, json BLOB NOT NULL) WITHOUT ROWID;
CREATE TABLE sightings (article TEXT PRIMARY KEY, version INTEGER NOT NULL, size INTEGER NOT NULL, json BLOB NOT NULL) WITHOUT ROWID;
CREATE TABLE copies (article TEXT PRIMARY KEY, original TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE signatures (article TEXT PRIMARY KEY, signature BLOB NOT NULL) WITHOUT ROWID;
CREATE TABLE decisions (number INTEGER PRIMARY KEY, json TEXT NOT NULL);
CREATE TABLE rendered (graph TEXT PRIMARY KEY, fingerprint TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE ledger (
  item TEXT PRIMARY KEY, source TEXT NOT NULL, state TEXT NOT NULL CHECK (state IN ('new', 'read', 'stored', 'refused', 'quarantined')),
  reason TEXT, tries INTEGER NOT NULL, reader TEXT, article TEXT
) WITHOUT ROWID;
"""
ADDED = """
CREATE TABLE IF NOT EXISTS reconciled (server TEXT, query TEXT, json BLOB NOT NULL, PRIMARY KEY (server, query)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS links (
  article TEXT, number INTEGER, iri TEXT, relation TEXT NOT NULL, score REAL NOT NULL, PRIMARY KEY (article, number, iri)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS user_graphs (graph TEXT PRIMARY KEY) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS user_triples (graph TEXT, triple TEXT, PRIMARY KEY (graph, triple)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS unsettled (what TEXT PRIMARY KEY) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS changed (article TEXT, what TEXT, before TEXT, PRIMARY KEY (article, what)) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS copies_of ON copies (original);
CREATE TABLE IF NOT EXISTS bands (key INTEGER, article TEXT, PRIMARY KEY (key, article)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS unlinked (article TEXT PRIMARY KEY, loosened INTEGER NOT NULL) WITHOUT ROWID;
INSERT INTO unlinked SELECT article, 0 FROM signatures WHERE NOT EXISTS (SELECT 1 FROM bands) ON CONFLICT DO NOTHING;
"""  # tables that a store of an earlier day may lack; made when it is opened for writing


def entry_row(entry: Entry) -> Statement:
    """What writes a line of the ledger."""
    return "INSERT OR REPLACE INTO ledger VALUES (?, ?, ?, ?, ?, ?, ?)", dataclasses.astuple(entry)


def article_row(article: Article) -> Statement:
    """What writes an article; `read_article` reads it."""
    metadata = {
        field.name: value for field in dataclasses.fields(article) if field.name != "text" and (value := getattr(article, field.name)) is not None
    }
    row = article.id, article.sha256, article.text, json.dumps(metadata, ensure_ascii=False)
    return "INSERT OR IGNORE INTO articles VALUES (?, ?, ?, ?)", row


def read_article(text: str, metadata: str) -> Article:
    """The article of a row."""
    return Article(text, **json.loads(metadata))


def digest(text: str) -> str:
    """First 16 hex digits of the SHA-256 of a reading's JSON."""
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def pack(text: str) -> bytes:
    """zlib-compressed UTF-8."""
    return zlib.compress(text.encode())


def unpack(body: bytes) -> str:
    """What `pack` packed."""
    return zlib.decompress(body).decode()
