"""What a person's message holds, the way Telegram tells a bot."""

from dataclasses import dataclass, field

from simulator.files import FOLDERS
from simulator.jsons import Json
from simulator.refusals import BadRequest
from simulator.simulation import Simulation
from simulator.texts import read_caption, read_text


@dataclass(frozen=True, slots=True, kw_only=True)
class Attachment:
    kind: str
    data: bytes
    name: str = ""
    mime: str = "application/octet-stream"


@dataclass(frozen=True, slots=True, kw_only=True)
class Saying:
    """What a person sends: any of text, attachments (two or more make an album), location or forward."""

    text: str = ""
    attachments: tuple[Attachment, ...] = ()
    location: Json | None = None
    forwarded_from: str = ""
    reply_to: int = 0
    thread: int = 0
    anonymous: bool = False
    extra: Json = field(default_factory=dict)


def content_of(sim: Simulation, saying: Saying) -> Json:
    if saying.attachments:
        return attached(sim, saying.attachments[0]) | captioned(saying.text)
    if saying.location is not None:
        return {"location": saying.location}
    if saying.extra and not saying.text:
        return {}
    text = read_text(saying.text, None)
    return {"text": text.text, "entities": text.entities} if text.entities else {"text": text.text}


def album_of(sim: Simulation, saying: Saying) -> list[Json]:
    """One content a picture; the caption is the first one's."""
    group = {"media_group_id": sim.next_media_group()}
    contents = [group | attached(sim, attachment) for attachment in saying.attachments]
    contents[0] |= captioned(saying.text)
    return contents


def attached(sim: Simulation, attachment: Attachment) -> Json:
    kind = attachment.kind
    if kind not in FOLDERS:
        raise BadRequest(f"nobody can attach a {kind} here")
    file = sim.files.add(kind, attachment.data, attachment.name, attachment.mime).as_attached()
    return {kind: _sizes(file) if kind == "photo" else file}


def captioned(text: str) -> Json:
    if not text:
        return {}
    caption = read_caption(text, None)
    content: Json = {"caption": caption.text}
    return content | {"caption_entities": caption.entities} if caption.entities else content


def _sizes(photo: Json) -> list[Json]:
    """As Telegram offers them: a thumbnail's size first, the full one last."""
    small = {
        **photo,
        "file_unique_id": photo["file_unique_id"] + "s",
        "width": max(1, photo["width"] // 4),
        "height": max(1, photo["height"] // 4),
    }
    return [small, photo]
