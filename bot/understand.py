"""Messages as JSON Lines in, what they say as JSON Lines out."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TextIO

from domain.errors import BadInput
from domain.understanding import Asked, Expecting, Understanding
from language import understand
from language.corpus_schema import got

_LONGEST = 100_000
"""Telegram's longest message has 4,096 characters; what is far beyond is no message."""
_MARK = b"\xef\xbb\xbf"
"""A byte order mark, with which Windows likes to begin a file."""


@dataclass(frozen=True, kw_only=True)
class _Message:
    id: Any
    now: datetime
    expecting: Expecting | None
    text: str


def understand_lines(lines: Iterable[bytes], out: TextIO, explain: TextIO | None = None) -> bool:
    """Answer line by line, each flushed before the next is read; whether all lines were good."""
    all_good = True
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            result = _answered(line.removeprefix(_MARK) if number == 1 else line, explain)
        except BadInput as error:
            result, all_good = {"id": None, "error": f"line {number}: {error}"}, False
        except Exception as error:
            # A mistake of ours: the lines after it are answered all the same.
            result, all_good = {"id": None, "error": f"line {number}: internal error ({error!r})"}, False
        print(json.dumps(result, ensure_ascii=False), file=out, flush=True)
    return all_good


def _answered(line: bytes, explain: TextIO | None) -> dict[str, Any]:
    message = _parsed(line)
    answer = understand(message.text, now=message.now, expecting=message.expecting)
    if explain is not None:
        print(_explained(message, answer), file=explain, flush=True)
    return {"id": message.id, "got": got(answer)}


def _parsed(line: bytes) -> _Message:
    if len(line) > _LONGEST:
        raise BadInput(f"longer than {_LONGEST} bytes")
    try:
        values = json.loads(line.decode("utf-8"))
    except UnicodeDecodeError:
        raise BadInput("not UTF-8") from None
    except (ValueError, RecursionError):
        raise BadInput("not a JSON object") from None
    if not isinstance(values, dict):
        raise BadInput("not a JSON object")
    text = values.get("text")
    if not isinstance(text, str):
        raise BadInput('"text" must be a string')
    now = _moment(values.get("now"))
    return _Message(
        id=_identifier(values.get("id")), now=now, expecting=_expecting(values.get("context"), now), text=_sound(text)
    )


def _identifier(id_: Any) -> Any:
    if id_ is None or isinstance(id_, (dict, list)):
        raise BadInput('"id" must be a string or a number')
    return _sound(id_) if isinstance(id_, str) else id_


def _moment(text: Any) -> datetime:
    try:
        moment = datetime.fromisoformat(text)
        moment.utctimetuple()
    except (TypeError, ValueError, OverflowError):
        raise BadInput('"now" must be a moment like 2026-05-12T15:30:00+07:00') from None
    if moment.tzinfo is None:
        raise BadInput('"now" needs its offset from UTC, like +07:00')
    return moment


def _expecting(context: Any, now: datetime) -> Expecting | None:
    if context is None:
        return None
    if context == "visits_reminder":
        return Expecting(asked=Asked.VISITS, date=now.date())
    raise BadInput('"context" must be null or "visits_reminder"')


def _sound(text: str) -> str:
    """JSON may spell half a character; Unicode text can't hold it."""
    return text.encode("utf-8", "replace").decode("utf-8")


def _explained(message: _Message, answer: Understanding) -> str:
    lines = [f"{message.id}: {json.dumps(message.text, ensure_ascii=False)}"]
    lines += [f"  because {rule}" for rule in answer.because]
    lines += [f"  entry   {entry}" for entry in answer.entries]
    lines += [f"  doubt   {doubt}" for doubt in answer.doubts]
    lines += [
        f"  {name:<7} {value}"
        for name in ("change", "query", "wish", "closing", "topic")
        if (value := getattr(answer, name)) is not None
    ]
    return "\n".join([*lines, f"  leftover {answer.leftover}"] if answer.leftover else lines)
