"""Waiting longer from failure to failure, and saying so no more often than helps."""

import logging
from collections.abc import Callable
from dataclasses import dataclass

SAY_AGAIN_AFTER = 300.0


@dataclass(kw_only=True)
class Backoff:
    """The pauses of one recurring thing; they double from `first` to `longest` until something works again."""

    what: str
    logger: logging.Logger
    elapsed: Callable[[], float]
    first: float = 0.1
    longest: float = 30.0
    failures: int = 0
    _said_at: float = 0.0

    def failed(self, why: str) -> float:
        """It failed once more; the seconds to wait. Logs the first failure, then one every few minutes."""
        self.failures += 1
        now = self.elapsed()
        if self.failures == 1 or now - self._said_at >= SAY_AGAIN_AFTER:
            self._said_at = now
            self.logger.warning("%s does not work now (%s); trying again", self.what, why)
        return delay(self.failures, first=self.first, longest=self.longest)

    def worked(self) -> None:
        """It works (again)."""
        if self.failures:
            self.logger.info("%s works again after %d failures", self.what, self.failures)
        self.failures = 0


def delay(failures: int, *, first: float, longest: float) -> float:
    """The seconds to wait after so many failures in a row."""
    return min(longest, first * 2.0 ** min(failures - 1, 60))
