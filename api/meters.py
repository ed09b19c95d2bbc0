"""What the server counts, for Prometheus: requests, how long they took, and how far what it shows lags behind the book.

Imported only when a server starts: prometheus-client looks then whether several processes count together (PROMETHEUS_MULTIPROC_DIR).
"""

import os
from collections.abc import Callable, Iterable

from prometheus_client import CollectorRegistry, Counter, Histogram, generate_latest
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.multiprocess import MultiProcessCollector

SECONDS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 10.0, 60.0)
Lag = Callable[[], dict[str, float]]
LAGS = {
    "articles": "Articles in the book",
    "waiting": "Articles of the book that the graph does not have yet",
    "unindexed": "Whether look-ups must do without the index (1) because it shows another state than the checkpoint",
    "snapshot_seconds": "Age of the checkpoint that look-ups read",
}


class Meters:
    """The counters of one server, or of all processes of one."""

    def __init__(self, lag: Lag) -> None:
        own, self._shown = CollectorRegistry(), CollectorRegistry()
        self._requests = Counter("wiregraph_requests", "Answers", ("method", "route", "status"), registry=own)
        self._seconds = Histogram("wiregraph_request_seconds", "Until the last byte left", ("route",), buckets=SECONDS, registry=own)
        self._lag = lag
        if "PROMETHEUS_MULTIPROC_DIR" in os.environ:
            MultiProcessCollector(self._shown)  # type: ignore[no-untyped-call]
        else:
            self._shown = own
        self._shown.register(self)

    def count(self, method: str, route: str, status: int, seconds: float) -> None:
        """One answer."""
        self._requests.labels(method, route, str(status)).inc()
        self._seconds.labels(route).observe(seconds)

    def collect(self) -> Iterable[GaugeMetricFamily]:
        """The lag, as it is now; called by prometheus-client."""
        for name, value in self._lag().items():
            yield GaugeMetricFamily(f"wiregraph_{name}", LAGS[name], value=value)

    def text(self) -> bytes:
        """All of it in Prometheus' text format."""
        return generate_latest(self._shown)
