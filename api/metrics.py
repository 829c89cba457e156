"""Figures for the operator's monitoring; route templates as labels, never paths."""

from prometheus_client import (
    CollectorRegistry,
    Counter,
    Gauge,
    Histogram,
    generate_latest,
)


class Metrics:
    """One registry a process; a scrape also reads the positions from the database."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        self.requests = Counter(
            "tuntas_requests_total",
            "Answered requests.",
            ("method", "route", "status"),
            registry=self.registry,
        )
        self.seconds = Histogram(
            "tuntas_request_seconds",
            "Time to answer.",
            ("method", "route"),
            registry=self.registry,
        )
        self._of: dict[tuple[str, str, int], tuple[Counter, Histogram]] = {}
        self.position = Gauge(
            "tuntas_position", "Position of the newest event.", registry=self.registry
        )
        self.lag = Gauge(
            "tuntas_read_model_lag_events",
            "Events a read model has yet to fold.",
            ("read_model",),
            registry=self.registry,
        )

        self.unsealed = Gauge(
            "tuntas_unsealed_positions",
            "Positions behind the last that the log has sealed.",
            registry=self.registry,
        )

    def tell(self, method: str, route: str, status: int, seconds: float) -> None:
        """Count an answered request."""
        if (found := self._of.get((method, route, status))) is None:
            found = self._of[method, route, status] = (
                self.requests.labels(method, route, status),
                self.seconds.labels(method, route),
            )
        count, times = found
        count.inc()
        times.observe(seconds)

    def page(self, position: int, lags: dict[str, int], sealed: int) -> bytes:
        self.position.set(position)
        self.unsealed.set(position - sealed)
        for name, lag in lags.items():
            self.lag.labels(name).set(lag)
        return generate_latest(self.registry)
