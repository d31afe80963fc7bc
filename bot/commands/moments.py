"""Moments as arguments."""

from datetime import datetime

import click


class Moment(click.ParamType[datetime]):
    """A moment with its offset from UTC."""

    name = "moment"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> datetime:
        """From ISO 8601."""
        if isinstance(value, datetime):
            return value
        try:
            moment = datetime.fromisoformat(str(value))
        except ValueError:
            self.fail(f"{value!r} is not a moment like 2026-05-12T15:29:50+07:00", param, ctx)
        if moment.tzinfo is None:
            self.fail(f"{value!r} needs its offset from UTC, like +07:00", param, ctx)
        return moment
