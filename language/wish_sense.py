"""What pieces that speak of reminders, and of nothing else, ask for."""

from dataclasses import dataclass
from datetime import date, time, timedelta

from domain.reminding import Frequency
from domain.understanding import Wish, WishKind
from language.days_ahead import Shape, Stretch, Told, together
from language.wish_words import ABSENT, NAMED, PAUSE_MARK, TIME, Piece

_NO = frozenset({"no", "stop"})
_FREQUENCIES = {"daily": Frequency.DAILY, "weekly": Frequency.WEEKLY}
_TOMORROW = timedelta(days=1)


@dataclass(slots=True)
class Said:
    """`commanded`: behind a command; `asked`: with a question mark; `conditional`: an "if" follows."""

    pieces: list[Piece]
    today: date
    commanded: bool = False
    asked: bool = False
    conditional: bool = False

    def wish(self) -> Wish | None:
        """None where they ask for nothing, or not clearly."""
        if self._tells() or (self.asked and (not self._has("ask") or self._has(*ABSENT))):
            return None
        if self._has("go"):
            return self._resumed()
        if any(self._has(concept) for concept in ("pause", *ABSENT)) or self._days():
            return self._pause()
        clock, often = self._clock(), self._often()
        if clock is None or often is None:
            return None
        if clock:
            return None if self._has("again", "stop") else _at(clock[0], often)
        if often:
            return Wish(kind=WishKind.FREQUENCY, frequency=often[0]) if not self._has("stop") else None
        return self._without_value()

    def _tells(self) -> bool:
        """It tells what was, or what is to be once; thanks are no wish."""
        if self._has("once"):
            return True
        for before, after in zip(self.pieces, [*self.pieces[1:], None], strict=False):
            follows = after.concept if after is not None else None
            if before.concept == "past" and follows not in _NO and follows != "pause":
                return True
            if before.concept in {"thanks", "not"} and follows in NAMED | {TIME, "daily", "weekly", "ask"}:
                return True
        return False

    def _resumed(self) -> Wish | None:
        clock, often = self._clock(), self._often()
        if self._has("no", "stop", "pause", *ABSENT) or self._days() or clock is None or often is None:
            return None
        if often and not self._has("again"):  # aktifkan pengingat harian
            return Wish(kind=WishKind.FREQUENCY, frequency=often[0])
        return Wish(kind=WishKind.RESUME, hour=clock[0] if clock else None)

    def _pause(self) -> Wish | None:
        told = [piece.told for piece in self.pieces if piece.told is not None]
        if self._has("daily", "weekly", TIME) or not all(self._may_pause(one, told) for one in told):
            return None
        stretch = together(told)
        if stretch is None and len(told) == 1 and told[0].shape is Shape.LASTING:
            stretch = Stretch(self.today, told[0].last, tuple(told))
        if stretch is None or not (self._pauses() or (self.commanded and stretch.first is None)):
            return None
        if stretch.last < self.today and not any(one.shape is Shape.UNTIL for one in told):
            return None
        begins_later = stretch.first is not None and stretch.first > self.today + _TOMORROW
        return Wish(kind=WishKind.PAUSE, until=stretch.last) if not begins_later else None

    def _may_pause(self, told: Told, beside: list[Told]) -> bool:
        """A day alone: hari ini, besok; but "jangan ingatkan hari minggu" is meant of every week."""
        if told.shape is not Shape.DAY or len(beside) > 1:
            return True
        return not (told.opens or self._has("off_duty") or (told.weekday and not self._has("leave")))

    def _pauses(self) -> bool:
        return self._has("pause", *ABSENT, *_NO)

    def _without_value(self) -> Wish | None:
        """jangan ingatkan lagi; ingatkan lagi"""
        if self._has("no", "stop"):
            never = not (self.conditional or self._has("daily", "weekly", "lest", "time_word"))
            return Wish(kind=WishKind.FREQUENCY, frequency=Frequency.NEVER) if never else None
        if self._has("again") and (self._has("remind") or self.commanded):
            return Wish(kind=WishKind.RESUME)
        return Wish(kind=WishKind.FREQUENCY, frequency=Frequency.NEVER) if self._only("not") else None

    def _days(self) -> bool:
        """Days that aren't only the beginning of what is wanted: "mulai besok ingatkan jam 4"."""
        return any(piece.told is not None and not _only_begins(piece.told) for piece in self.pieces)

    def _clock(self) -> tuple[time, ...] | None:
        """The one hour that is wanted, () if none was told, None if it can't be made out."""
        told = [piece for piece in self.pieces if piece.concept == TIME]
        changed = [piece for piece in told if self._is_new(piece)]
        wanted = {piece.clock for piece in changed or told if not self._is_wrong(piece)}
        if not told:
            return ()
        (clock,) = wanted if len(wanted) == 1 else (None,)
        return (clock,) if clock is not None else None

    def _often(self) -> tuple[Frequency, ...] | None:
        told = [piece for piece in self.pieces if piece.concept in _FREQUENCIES]
        wanted = {_FREQUENCIES[piece.concept] for piece in told if not self._is_wrong(piece)}
        if not told:
            return ()
        return tuple(wanted) if len(wanted) == 1 else None

    def _is_new(self, piece: Piece) -> bool:
        """jadi jam 4, ke jam 4"""
        place = self.pieces.index(piece)
        return place > 0 and self.pieces[place - 1].concept == "becomes"

    def _is_wrong(self, piece: Piece) -> bool:
        """jangan jam 5; dari jam 3: what it shall not be; up to the next value or pause"""
        for before in reversed(self.pieces[: self.pieces.index(piece)]):
            if before.concept in {PAUSE_MARK, TIME, "but", "lest", *_FREQUENCIES}:
                return False
            if before.concept in {"no", "wrong"}:
                return True
        return False

    def _has(self, *concepts: str) -> bool:
        return any(piece.concept in concepts for piece in self.pieces)

    def _only(self, concept: str) -> bool:
        return self.commanded and {piece.concept for piece in self.pieces} == {concept}


def _only_begins(told: Told) -> bool:
    return told.opens and told.shape is Shape.DAY


def _at(clock: time, often: tuple[Frequency, ...]) -> Wish:
    return Wish(kind=WishKind.HOUR, hour=clock, frequency=often[0] if often else None)
