"""What the parsers of one kind hand back."""

from dataclasses import dataclass, field

from domain.entries import Entry
from domain.understanding import Doubt


@dataclass(slots=True)
class Result:
    entries: list[Entry] = field(default_factory=list)
    doubts: list[Doubt] = field(default_factory=list)
    because: list[str] = field(default_factory=list)

    def add(self, other: "Result") -> None:
        self.entries += other.entries
        self.doubts += other.doubts
        self.because += other.because
