"""[➕ Add a library]: where, what it is called, a preview, then it is there."""

import re
from dataclasses import replace

from domain.places import Region
from domain.plain import plain_line
from domain.understanding import Topic, Understanding
from handlers import libraries, region_choice, scope
from handlers.turn import Answer, Turn
from replies import libraries as replies
from replies.buttons import Tap
from storage.questions import QuestionRow

KIND = "newlibrary"
"""The question for a library's name, village and district; once these are told its payload has them."""

LONGEST = 120
_TOPICS = (Topic.HELP, Topic.THANKS, Topic.QUESTION)
_KIND_OF_PLACE = re.compile(r"^(desa|kelurahan|kel\.|kecamatan|kec\.|kec)\s+", re.IGNORECASE)


def pick(turn: Turn, tap: Tap) -> Answer:
    """Which regency, where there are several."""
    only, number = region_choice.only_choice(turn)
    if tap.id == scope.EVERYWHERE and only is not None:
        return _ask(turn, only)
    if tap.id == scope.EVERYWHERE and number != tap.id:
        tap = replace(tap, id=number)
    found = region_choice.choices(turn, tap.id)
    regions = found if tap.id == scope.EVERYWHERE else [region for region in found if not region.is_province]
    if not regions:
        return []
    return [turn.redraw(*replies.which_region(turn.texts, regions, tap.version // 2, tap.id))]


def ask(turn: Turn, tap: Tap) -> Answer:
    """The regency is chosen."""
    region = scope.region(turn, tap.id)
    return _ask(turn, region) if region and not region.is_province else []


def typed(turn: Turn, question: QuestionRow, understood: Understanding) -> Answer | None:
    """Name, village and district: shown before they are kept."""
    region = _region(turn, question)
    if region is None or turn.incoming.command or understood.query is not None or understood.topic in _TOPICS:
        return None
    told = told_of(turn.text)
    if told is None:
        return (
            None if understood.entries else [turn.answer(replies.ask_new(turn.texts, region), question_id=question.id)]
        )
    turn.work.questions.progress(question.id, {"region": region.code, **told})
    alike = turn.work.libraries.namesakes(region.code, told["village"])
    text, keyboard = replies.preview(turn.texts, told, region, alike, question.id, question.version + 1)
    return [turn.answer(text, keyboard, question_id=question.id)]


def save(turn: Turn, tap: Tap) -> Answer:
    """Add it, or not."""
    question = turn.work.questions.get(tap.id)
    if question is None or question.person_id != turn.me.id or question.kind != KIND or not question.waits(turn.now):
        return []
    region = _region(turn, question)
    if region is None or tap.version != question.version or "name" not in question.payload:
        return []
    turn.work.questions.answer(question.id)
    if tap.choice != replies.YES:
        return [turn.redraw(turn.texts.say("All right, nothing was changed."))]
    told = {column: question.payload[column] for column in ("name", "village", "district")}
    card = turn.work.libraries.card(turn.work.libraries.add(region.code, **told), turn.reach)
    return [turn.redraw(*libraries.drawn(turn, card))] if card else []


def told_of(text: str) -> dict[str, str] | None:
    """Name, village and district as they were written; without a name it is called after its village."""
    parts = [plain_line(part, LONGEST) for part in re.split(r"[,;\n]", text)]
    parts = [part for part in parts if part]
    if len(parts) not in (2, 3) or any(part[0] in "=+-@" for part in parts):
        return None
    village, district = (_KIND_OF_PLACE.sub("", part) for part in parts[-2:])
    name = parts[0] if len(parts) == 3 else f"Perpustakaan Desa {village}"
    return {"name": name, "village": village, "district": district}


def _ask(turn: Turn, region: Region) -> Answer:
    turn.work.questions.withdraw(turn.me.id, KIND)
    question = turn.work.questions.ask(
        kind=KIND, chat_id=turn.chat_id, person_id=turn.me.id, payload={"region": region.code}, now=turn.now
    )
    return [turn.redraw(replies.ask_new(turn.texts, region), question_id=question.id)]


def _region(turn: Turn, question: QuestionRow) -> Region | None:
    code = question.payload["region"]
    return turn.work.regions.get(code) if turn.answers_for(code) else None
