"""Files that were sent, by Telegram's two kinds of identifier and by path."""

import struct
from dataclasses import dataclass
from itertools import count

from simulator.jsons import Json
from simulator.refusals import BadRequest

SUFFIXES = {"photo": "jpg", "voice": "oga", "sticker": "webp"}
FOLDERS = {"photo": "photos", "voice": "voice", "sticker": "stickers", "document": "documents"}
DOWNLOAD_LIMIT = 20 * 1024 * 1024
UNKNOWN_SIZE = (1280, 960)


@dataclass(frozen=True, slots=True)
class StoredFile:
    id: str
    unique_id: str
    kind: str
    path: str
    name: str
    mime: str
    data: bytes
    width: int = 0
    height: int = 0

    def as_file(self) -> Json:
        return {
            "file_id": self.id,
            "file_unique_id": self.unique_id,
            "file_size": len(self.data),
            "file_path": self.path,
        }

    def as_attached(self) -> Json:
        """How a message carries it; a photo carries a list of sizes."""
        basic: Json = {
            "file_id": self.id,
            "file_unique_id": self.unique_id,
            "file_size": len(self.data),
        }
        if self.kind == "photo":
            return basic | {"width": self.width, "height": self.height}
        if self.kind == "voice":
            return basic | {"duration": 3, "mime_type": self.mime}
        if self.kind == "sticker":
            sticker = {"width": 512, "height": 512, "is_animated": False, "is_video": False}
            return basic | sticker | {"type": "regular", "emoji": "👍"}
        return basic | {"file_name": self.name, "mime_type": self.mime}


class Files:
    def __init__(self) -> None:
        self._by_id: dict[str, StoredFile] = {}
        self._by_path: dict[str, StoredFile] = {}
        self._numbers = count(1)

    def add(self, kind: str, data: bytes, name: str = "", mime: str = "application/octet-stream") -> StoredFile:
        number = next(self._numbers)
        suffix = name.rpartition(".")[2] if "." in name and kind == "document" else SUFFIXES.get(kind, "bin")
        width, height = picture_size(data) or UNKNOWN_SIZE
        file = StoredFile(
            id=f"AgACAgUAAxk{kind.capitalize()}{number:08d}",
            unique_id=f"AQAD{number:08d}",
            kind=kind,
            path=f"{FOLDERS[kind]}/file_{number}.{suffix}",
            name=name or f"file_{number}.{suffix}",
            mime=_picture_kind(data) if kind == "photo" else mime,
            data=data,
            width=width,
            height=height,
        )
        self._by_id[file.id] = self._by_path[file.path] = file
        return file

    def find(self, file_id: object) -> StoredFile:
        if not isinstance(file_id, str) or file_id not in self._by_id:
            raise BadRequest("wrong file identifier/HTTP URL specified")
        return self._by_id[file_id]

    def at(self, path: str) -> StoredFile | None:
        return self._by_path.get(path)


def picture_size(data: bytes) -> tuple[int, int] | None:
    """Width and height of a PNG or JPEG, None for anything else."""
    if data.startswith(b"\x89PNG\r\n\x1a\n") and len(data) >= 24:
        width, height = struct.unpack(">II", data[16:24])
        return width, height
    if data.startswith(b"\xff\xd8"):
        return _jpeg_size(data)
    return None


def _picture_kind(data: bytes) -> str:
    """Told from the data: browsers show only what is declared rightly."""
    return "image/png" if data.startswith(b"\x89PNG") else "image/jpeg"


def _jpeg_size(data: bytes) -> tuple[int, int] | None:
    at = 2
    while at + 9 < len(data) and data[at] == 0xFF:
        marker, length = data[at + 1], int.from_bytes(data[at + 2 : at + 4])
        if 0xC0 <= marker <= 0xCF and marker not in (0xC4, 0xC8, 0xCC):
            height, width = struct.unpack(">HH", data[at + 5 : at + 9])
            return width, height
        at += 2 + length
    return None
