"""What networkx is told of our backend when it is imported; kept apart, so that nothing heavy is loaded for it."""

FUNCTIONS = {
    "pagerank": "Sparse power iteration to 1e-12, whatever larger `tol` is given; no personalization, nstart or dangling.",
    "betweenness_centrality": "Sparse products, sixteen sources at a time; unweighted, without endpoints; with `k` from so many seeded sources.",
    "harmonic_centrality": "Sixty-four searches at a time; unweighted, for all nodes.",
    "eigenvector_centrality": "Undirected graphs, by Lanczos iteration; `tol` and `max_iter` are not needed.",
    "hits": "By the leading singular vectors, as networkx does.",
    "core_number": "On networkit; undirected graphs.",
    "clustering": "On networkit; undirected, unweighted, all nodes.",
    "constraint": "Sparse products; undirected graphs, all nodes.",
    "effective_size": "Borgatti's form; undirected, unweighted, all nodes.",
    "leiden_communities": "On networkit; undirected graphs, seeded, without max_level.",
}


def info() -> dict[str, object]:
    """For the entry point `networkx.backend_info`."""
    return {
        "backend_name": "wiregraph",
        "project": "wiregraph",
        "package": "graph",
        "short_summary": "Centralities on networkit and SciPy, with networkx's results.",
        "functions": {name: {"additional_docs": text} for name, text in FUNCTIONS.items()},
    }
