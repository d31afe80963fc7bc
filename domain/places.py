"""Where reports come from, as lists of many libraries need it."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Region:
    """A province (`61`) or a regency (`61.03`)."""

    code: str
    name: str
    timezone: str

    @property
    def is_province(self) -> bool:
        """Whether it is made up of regencies."""
        return "." not in self.code

    @property
    def short(self) -> str:
        """Its name where room is scarce."""
        return self.name.replace("Kabupaten ", "Kab. ", 1)


@dataclass(frozen=True, kw_only=True)
class Place:
    """A library among many; it closes at a local `HH:MM`."""

    id: int
    name: str
    village: str
    district: str
    region_code: str
    timezone: str
    closes_at: str
