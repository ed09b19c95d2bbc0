"""Files for others: RDF, GEXF, GraphML, CSV, Parquet, JSON and FollowTheMoney, all streamed."""
