"""The api room: what FastAPI serves. Reads through graph.view only."""
