"""What the bot says about itself: its command menus and descriptions."""

import re
from dataclasses import dataclass, field

from simulator.chats import ADMINISTRATOR, Chat
from simulator.jsons import Json, encode
from simulator.refusals import BadRequest

DEFAULT_SCOPE: Json = {"type": "default"}
_command = re.compile(r"[a-z0-9_]{1,32}\Z")


@dataclass(slots=True)
class Profile:
    menus: dict[tuple[str, str], list[Json]] = field(default_factory=dict)
    descriptions: dict[str, str] = field(default_factory=dict)
    short_descriptions: dict[str, str] = field(default_factory=dict)

    def set_menu(self, commands: list[Json], scope: Json, language: str) -> None:
        self.menus[_key(scope, language)] = [_checked(command) for command in commands]

    def menu(self, scope: Json, language: str) -> list[Json]:
        return self.menus.get(_key(scope, language), [])

    def delete_menu(self, scope: Json, language: str) -> None:
        self.menus.pop(_key(scope, language), None)

    def shown_to(self, chat: Chat, user_id: int, language: str) -> list[Json]:
        """The menu that a person sees in a chat: the narrowest scope, their language first."""
        for scope in _scopes(chat, user_id):
            for spoken in (language, ""):
                if menu := self.menus.get(_key(scope, spoken)):
                    return menu
        return []


def _scopes(chat: Chat, user_id: int) -> list[Json]:
    if not chat.is_group:
        return [{"type": "chat", "chat_id": chat.id}, {"type": "all_private_chats"}, DEFAULT_SCOPE]
    scopes: list[Json] = [
        {"type": "chat_member", "chat_id": chat.id, "user_id": user_id},
        {"type": "chat_administrators", "chat_id": chat.id},
        {"type": "chat", "chat_id": chat.id},
        {"type": "all_chat_administrators"},
        {"type": "all_group_chats"},
        DEFAULT_SCOPE,
    ]
    if chat.members.get(user_id) == ADMINISTRATOR:
        return scopes
    return [scope for scope in scopes if "administrators" not in scope["type"]]


def _checked(command: Json) -> Json:
    if not _command.match(str(command.get("command", "")).removeprefix("/")):
        raise BadRequest("BOT_COMMAND_INVALID")
    if not 1 <= len(str(command.get("description", ""))) <= 256:
        raise BadRequest("BOT_COMMAND_DESCRIPTION_INVALID")
    return {"command": command["command"].removeprefix("/"), "description": command["description"]}


def _key(scope: Json, language: str) -> tuple[str, str]:
    return encode(dict(sorted(scope.items()))), language
