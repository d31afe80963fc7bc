"""Invitations as the operator hands them out."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime

from bot.csv_lines import csv_line
from domain.codes import deep_link
from domain.errors import BadInput
from domain.people import Library, Role
from storage.work import Work


@dataclass(frozen=True, kw_only=True)
class Invited:
    """An invitation: for whom, the link, and until when it works."""

    role: str
    library: str | None
    region: str | None
    link: str
    expires_at: str
    place: str


def invite(
    work: Work, role: str, *, library: str | None, region: str | None, again: bool, username: str, now: datetime
) -> list[Invited]:
    """New invitations. A keeper without a `library`: for each library that waits for one, or for all `again`."""
    if role == Role.KEEPER:
        wanted = _libraries(work, library, again=again, now=now)
        return [_invite(work, Role.KEEPER, username, now, library=library_) for library_ in wanted]
    name = _region_name(work, region) if region else "everywhere"
    return [_invite(work, Role(role), username, now, region=region, place=name)]


def written(invited: Sequence[Invited], shape: str) -> Iterator[str]:
    """The lines of invitations as text, csv or jsonl."""
    if shape == "csv":
        yield csv_line(["role", "library", "region", "link", "expires_at"])
    for one in invited:
        told = {name: value for name, value in asdict(one).items() if value is not None and name != "place"}
        if shape == "jsonl":
            yield json.dumps(told, ensure_ascii=False)
        elif shape == "csv":
            yield csv_line([one.role, one.library, one.region, one.link, one.expires_at])
        else:
            yield f"{one.role}, {one.place}, until {one.expires_at[:10]}: {one.link}"


def _libraries(work: Work, code: str | None, *, again: bool, now: datetime) -> list[Library]:
    if code is not None:
        library = work.directory.library_by_code(code)
        if library is None:
            raise BadInput(f"no library has the code {code!r}")
        return [library]
    libraries = work.directory.libraries_in()
    if not libraries:
        raise BadInput("there are no libraries yet: perpusbot libraries import FILE.csv")
    served = set() if again else work.invitations.libraries_waiting(now)
    return [library for library in libraries if library.id not in served]


def _invite(
    work: Work,
    role: Role,
    username: str,
    now: datetime,
    *,
    library: Library | None = None,
    region: str | None = None,
    place: str = "",
) -> Invited:
    code, expires_at = work.invitations.invite(
        role, now=now, library_id=library.id if library else None, region_code=region
    )
    return Invited(
        role=str(role),
        library=library.code if library else None,
        region=region,
        link=deep_link(username, code),
        expires_at=expires_at.isoformat(timespec="seconds"),
        place=f"{library.name}, {library.place} ({library.code})" if library else place,
    )


def _region_name(work: Work, code: str) -> str:
    name = work.directory.region_name(code)
    if name is None:
        raise BadInput(f"no region has the code {code!r}; regions come with the libraries that are imported")
    return f"{name} ({code})"
