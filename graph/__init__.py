"""The graph room: records, vocabulary, identity, the book and its index, networks and exports. Knows no spaCy and no FastAPI."""
