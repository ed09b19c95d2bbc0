"""The reader: a spaCy pipeline with one small encoder; `ingest.reader.load` is in `ingest.reader.pipeline`."""
