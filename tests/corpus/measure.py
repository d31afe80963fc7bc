"""A developer's tool: `python -m tests.corpus.measure [-q] FILE.jsonl ...` shows what `understand` makes of a file."""

import importlib.util
import statistics
import sys
import time
from datetime import datetime
from pathlib import Path
from types import ModuleType
from typing import Any

from domain.understanding import Asked, Expecting
from language import understand
from language.corpus_schema import got

SCORER = Path(__file__).parents[3] / "shared" / "corpus" / "score.py"


def main() -> None:
    quiet = "-q" in sys.argv
    scorer = load_scorer(SCORER)
    for name in sys.argv[1:]:
        if name != "-q":
            show(scorer, Path(name), quiet)


def load_scorer(path: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("score", path)
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def answer(case: dict[str, Any]) -> dict[str, Any]:
    now = datetime.fromisoformat(case["now"])
    expecting = Expecting(asked=Asked.VISITS, date=now.date()) if case.get("context") else None
    return got(understand(case["text"], now=now, expecting=expecting))


def show(scorer: ModuleType, path: Path, quiet: bool) -> None:
    cases = scorer.load(path)
    answers, times = {}, []
    for case in cases:
        answer(case)
        started = time.perf_counter()
        answers[case["id"]] = answer(case)
        times.append((time.perf_counter() - started) * 1e6)
    slow = sorted(times)[int(len(times) * 0.95)]
    print(f"\n=== {path.name}: median {statistics.median(times):.0f} us, p95 {slow:.0f} us")
    scorer.report(scorer.evaluate(cases, answers), errors=None if quiet else 0, preds=answers)


if __name__ == "__main__":
    main()
