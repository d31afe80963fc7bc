"""A page of what is due, planned together; one whose data is bad holds up only itself."""

import logging
from collections.abc import Callable, Sequence
from datetime import timedelta
from typing import Any, TypeVar

from domain.errors import StorageUnavailable, in_short

logger = logging.getLogger(__name__)

LATER = timedelta(hours=1)
"""What can't be planned is looked at again after so long."""

TROUBLE = (StorageUnavailable, MemoryError, OSError)
"""No library can be blamed for these."""

One = TypeVar("One")


def page_planned(
    page: Sequence[One],
    plan: Callable[[Sequence[One]], bool],
    put_off: Callable[[One], Any],
    name: Callable[[One], str],
) -> bool:
    """Plan a page; where that fails, each alone. Whoever fails alone is put off, and told by `name` in the log."""
    try:
        return plan(page)
    except TROUBLE:
        raise
    except Exception as error:
        logger.warning("%d can't be planned together (%s): one by one", len(page), in_short(error))
    for one in page:
        _alone(one, plan, put_off, name)
    return True


def _alone(
    one: One, plan: Callable[[Sequence[One]], bool], put_off: Callable[[One], Any], name: Callable[[One], str]
) -> None:
    try:
        plan([one])
    except TROUBLE:
        raise
    except Exception as error:
        logger.error("%s can't be planned, put off: %s", name(one), in_short(error))  # noqa: TRY400 - no texts in logs
        put_off(one)
