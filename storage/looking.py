"""When the clockwork looks again at a library, a facilitator, a group."""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, or_


def is_due(look_at: Any, now: datetime, furthest: timedelta) -> ColumnElement[bool]:
    """Whether to look now; a row without a moment is new, or has changed.

    No moment lies further ahead than `furthest`: one that does was noted before the machine's clock was put right, and
    would be years away.
    """
    return or_(look_at.is_(None), look_at <= now, look_at > now + furthest)
