"""Who takes part: the people, and the bot itself."""

from dataclasses import dataclass, field

from simulator.jsons import Json

ANONYMOUS_ADMIN: Json = {
    "id": 1087968824,
    "is_bot": True,
    "first_name": "Group",
    "username": "GroupAnonymousBot",
}


@dataclass(slots=True)
class Person:
    """`hidden` ones take part without being offered on the page."""

    id: int
    first_name: str
    last_name: str = ""
    username: str = ""
    language_code: str = "id"
    role: str = ""
    note: str = ""
    start_payload: str = ""
    started: bool = False
    blocked: bool = False
    deactivated: bool = False
    hidden: bool = False

    def as_user(self) -> Json:
        user: Json = {"id": self.id, "is_bot": False, "first_name": self.first_name}
        for name in ("last_name", "username", "language_code"):
            if value := getattr(self, name):
                user[name] = value
        return user

    def as_listed(self) -> Json:
        """How the page and the tests see a person."""
        return {
            **self.as_user(),
            "role": self.role,
            "note": self.note,
            "start_payload": self.start_payload,
            "started": self.started,
            "blocked": self.blocked,
            "deactivated": self.deactivated,
            "hidden": self.hidden,
        }


@dataclass(slots=True)
class Bot:
    token: str
    first_name: str = "Perpusbot"
    username: str = "perpusbot"
    privacy: bool = True
    user: Json = field(init=False)

    def __post_init__(self) -> None:
        self.user = {
            "id": self.id,
            "is_bot": True,
            "first_name": self.first_name,
            "username": self.username,
        }

    @property
    def id(self) -> int:
        return int(self.token.partition(":")[0])

    def as_me(self) -> Json:
        return {
            **self.user,
            "can_join_groups": True,
            "can_read_all_group_messages": not self.privacy,
            "supports_inline_queries": False,
        }
