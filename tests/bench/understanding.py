"""How long understanding takes, over the messages of tests/corpus."""

import json
import statistics
import time
from datetime import datetime
from pathlib import Path

from language import understand

CORPUS = Path(__file__).parents[1] / "corpus"


def microseconds() -> tuple[float, float, int]:
    """Median and p95 a message, and how many messages; the quickest of three rounds each."""
    cases = [json.loads(line) for path in sorted(CORPUS.glob("*.jsonl")) for line in path.read_text().splitlines()]
    messages = [(case["text"], datetime.fromisoformat(case["now"])) for case in cases]
    times = [min(_once(text, now) for _ in range(3)) for text, now in messages]
    return statistics.median(times), statistics.quantiles(times, n=20)[-1], len(times)


def _once(text: str, now: datetime) -> float:
    began = time.perf_counter()
    understand(text, now=now)
    return (time.perf_counter() - began) * 1e6
