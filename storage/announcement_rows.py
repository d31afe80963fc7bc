"""Announcements to rows and back."""

from dataclasses import fields
from datetime import datetime
from typing import Any

from markupsafe import Markup

from domain.announcing import Announcement, Asks, Audience, Content, Run, State, Whom
from domain.messages import Attached, Media

_NAMES = [field.name for field in fields(Announcement) if field.name != "run"]


def announcement_of(row: Any) -> Announcement:
    """The announcement that a row holds."""
    values = {name: getattr(row, name) for name in _NAMES}
    audience, run = _audience_of(values["audience"])
    return Announcement(
        **values
        | {
            "content": content_of(values["content"]),
            "audience": audience,
            "run": run,
            "state": State(values["state"]),
            "asks": Asks(values["asks"]),
        }
    )


def content_json(content: Content) -> dict[str, Any]:
    """What is announced, as JSON values."""
    return {
        "text": str(content.text),
        "files": attached_json(content.files),
        "album": content.album,
        "sources": list(content.sources),
    }


def content_of(told: dict[str, Any]) -> Content:
    """And back."""
    return Content(
        text=told["text"],
        files=attached_of(told["files"]),
        album=told["album"],
        sources=tuple(told["sources"]),
    )


def attached_json(files: tuple[Attached, ...]) -> list[dict[str, str]]:
    """Files, as JSON values."""
    return [{"media": str(f.media), "file_id": f.file_id, "caption": str(f.caption)} for f in files]


def attached_of(told: list[dict[str, str]]) -> tuple[Attached, ...]:
    """And back."""
    return tuple(
        Attached(
            media=Media(one["media"]),
            file_id=one["file_id"],
            caption=Markup(one["caption"]),  # noqa: S704 - escaped when it was put in
        )
        for one in told
    )


def audience_json(audience: Audience, run: Run) -> dict[str, Any]:
    """Whom it is for and how far it has got, as JSON values."""
    return {
        "whom": audience.whom and str(audience.whom),
        "region": audience.region,
        "libraries": list(audience.libraries),
        "edition": audience.edition,
        "codes": None if run.codes is None else list(run.codes),
        "trusted": run.trusted,
        "total": run.total,
        "rounds": run.rounds,
        "told": run.told,
        "told_at": run.told_at and run.told_at.isoformat(),
    }


def _audience_of(told: dict[str, Any]) -> tuple[Audience, Run]:
    audience = Audience(
        whom=told["whom"] and Whom(told["whom"]),
        region=told["region"],
        libraries=tuple(told["libraries"]),
        edition=told["edition"],
    )
    run = Run(
        codes=None if told["codes"] is None else tuple(told["codes"]),
        trusted=told["trusted"],
        total=told["total"],
        rounds=told["rounds"],
        told=told["told"],
        told_at=told["told_at"] and datetime.fromisoformat(told["told_at"]),
    )
    return audience, run
