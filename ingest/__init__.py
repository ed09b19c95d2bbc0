"""The ingest room: sources to articles, articles to readings. Makes triples only by calling graph.quads."""
