"""What the server counts for Prometheus. One registry a program; label values come from closed sets, never from a request."""

from __future__ import annotations

import resource
import sys
from typing import TYPE_CHECKING

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest

if TYPE_CHECKING:
    from app.store.exchange import Receipt

_SECONDS = (0.005, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10, 30)


class Metrics:
    """Counters and gauges of one program."""

    def __init__(self) -> None:
        self.registry = registry = CollectorRegistry()
        self.requests = Counter(
            "yichuang_requests", "Requests answered", ["route", "method", "status"], registry=registry
        )
        self.seconds = Histogram(
            "yichuang_request_seconds", "Time to the answer", ["route"], buckets=_SECONDS, registry=registry
        )
        self.refused = Counter("yichuang_refused", "Refusals by their code", ["code"], registry=registry)
        self.batches = Counter(
            "yichuang_batches", "Batches answered, by state of the journal", ["state"], registry=registry
        )
        self.events = Counter("yichuang_events", "Events that got a position", registry=registry)
        self.rulings = Counter("yichuang_rulings", "Rulings other than stands", ["ruling"], registry=registry)
        self.sessions = Counter("yichuang_sessions", "Sessions of devices opened", registry=registry)
        self.log_ins = Counter("yichuang_log_ins", "Log-ins at the console", ["outcome"], registry=registry)
        self.followed = Counter("yichuang_followed", "Events of which rows or notices were made", registry=registry)
        self.notices = Counter("yichuang_notices", "Tries to send a notice", ["fate"], registry=registry)
        self.long_polls = Gauge("yichuang_long_polls", "Desks that wait for something new", registry=registry)
        self.at_work = Gauge("yichuang_at_work", "Requests in the threads of a kind", ["kind"], registry=registry)
        self.body_bytes = Gauge("yichuang_body_bytes", "Bytes of request bodies held in memory", registry=registry)
        self.blob_bytes = Counter("yichuang_blob_bytes", "Bytes of files", ["way"], registry=registry)
        self.position = Gauge("yichuang_position", "Last position of the area", registry=registry)
        self.feed_lag = Gauge(
            "yichuang_feed_lag_events", "Events the device farthest behind has not read", registry=registry
        )
        self.journals = Gauge("yichuang_journals", "Journals known, stopped and forked", ["state"], registry=registry)
        self.stored_blobs = Gauge("yichuang_stored_file_bytes", "Bytes of files kept", registry=registry)
        self.missing_blobs = Gauge("yichuang_files_missing", "Files announced and not yet whole", registry=registry)
        self.quarantine = Gauge("yichuang_quarantine_events", "Events that wait for a person", registry=registry)
        self.tasks = Gauge("yichuang_tasks_open", "Tasks that wait for a person", registry=registry)
        self.memory = Gauge("yichuang_memory_bytes", "Resident memory of this process", registry=registry)

    def count_receipt(self, receipt: Receipt) -> None:
        """Count what a batch brought."""
        self.batches.labels(receipt.state).inc()
        self.events.inc(sum(taken.last - taken.first + 1 for taken in receipt.taken))
        for ruled in receipt.ruled:
            self.rulings.labels(ruled.ruling).inc()

    def text(self) -> bytes:
        """Everything in Prometheus' text form."""
        self.memory.set(resident_bytes())
        return generate_latest(self.registry)


def resident_bytes() -> int:
    """Memory of this process in bytes: resident now where the system tells, else the most there was."""
    try:
        with open("/proc/self/statm", encoding="ascii") as statm:
            return int(statm.read().split()[1]) * resource.getpagesize()
    except OSError:
        most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        return most if sys.platform == "darwin" else most * 1024
