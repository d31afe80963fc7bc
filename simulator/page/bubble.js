// One message → one list item.

import { make } from "./dom.js";
import { formatted } from "./format.js";
import { timeOf } from "./clock.js";
import { fileAddress } from "./server.js";
import { say } from "./words.js";

export function bubble(message, view) {
  const service = serviceWords(message);
  if (service) return make("li", { class: "service", data: { id: message.message_id } }, make("span", {}, service));
  const mine = !message.by_bot && message.from.id === view.speaker;
  const side = mine ? "mine" : message.by_bot ? "bot" : "other";
  const body = make("div", { class: "bubble" }, ...contents(message, view, mine));
  const item = make("li", { class: `message ${side}`, data: { id: message.message_id, group: message.media_group_id ?? "" } });
  item.append(make("div", { class: "line" }, body, actions(message, view, mine)), ...buttons(message, view));
  return item;
}

export function plain(message) {
  const kind = ["photo", "document", "voice", "sticker", "location"].find((name) => name in message);
  const words = message.text ?? message.caption ?? "";
  if (!kind) return words;
  const name = kind === "photo" ? "🖼️" : say(kind);
  return words ? `${name} ${words}` : name;
}

export function authorName(message, view) {
  if (message.by_bot) return say("bot");
  return message.from.id === view.speaker ? say("you") : message.from.first_name;
}

function contents(message, view, mine) {
  const text = message.text ?? message.caption;
  return [
    view.isGroup && !mine ? make("span", { class: "author" }, authorName(message, view)) : null,
    make("span", { class: "unseen" }, `${authorName(message, view)}: `),
    forwarded(message),
    quoted(message, view),
    attachment(message),
    text ? make("div", { class: "words", dir: "auto" }, ...formatted(text, message.entities ?? message.caption_entities, view.deeds)) : null,
    footer(message),
  ].filter(Boolean);
}

function footer(message) {
  const reactions = message.reactions.map((reaction) => reaction.emoji).filter(Boolean).join("");
  return make("span", { class: "foot" },
    reactions ? make("span", { class: "reactions" }, reactions) : null,
    message.edits ? make("span", { class: "edited" }, say("edited")) : null,
    make("time", { datetime: new Date(message.date * 1000).toISOString() }, timeOf(message.date)));
}

function forwarded(message) {
  const origin = message.forward_origin;
  return origin ? make("span", { class: "forwarded" }, `${say("forwarded")} ${origin.sender_user_name ?? "…"}`) : null;
}

function quoted(message, view) {
  const original = message.reply_to_message;
  if (!original) return null;
  const author = original.from.is_bot ? say("bot") : original.from.id === view.speaker ? say("you") : original.from.first_name;
  return make("span", { class: "quote" }, make("strong", {}, author), make("span", {}, plain(original)));
}

function attachment(message) {
  if (message.photo) return photo(message);
  if (message.document) {
    const { file_id, file_name, file_size } = message.document;
    return make("a", { class: "document", href: fileAddress(file_id), download: file_name },
      make("span", { class: "sheet", "aria-hidden": "true" }, (file_name.split(".").at(-1) ?? "").slice(0, 4).toUpperCase()),
      make("span", {}, make("strong", {}, file_name), make("small", {}, `${Math.max(1, Math.round(file_size / 1024))} kB`)));
  }
  if (message.voice) return make("span", { class: "thing" }, `🎤 ${say("voice")}`);
  if (message.sticker) return make("span", { class: "thing large" }, message.sticker.emoji);
  if (message.location) return make("span", { class: "thing" }, `📍 ${message.location.latitude}, ${message.location.longitude}`);
  return null;
}

function photo(message) {
  const largest = message.photo.at(-1);
  const alt = `${say("photo_alt")} ${message.by_bot ? say("bot") : message.from.first_name}`;
  const image = make("img", { src: fileAddress(largest.file_id), alt, width: largest.width, height: largest.height, loading: "lazy" });
  return make("a", { class: "photo", href: fileAddress(largest.file_id), target: "_blank", rel: "noopener" }, image);
}

function actions(message, view, mine) {
  const icon = (name, path, act) => make("button", { type: "button", class: "act", title: say(name), "aria-label": say(name), on: { click: () => act(message) } }, drawn(path));
  const place = make("div", { class: "actions" }, icon("reply", "M10 9V5l-7 7 7 7v-4.100c5 0 8.5 1.6 11 5.1-1-5-4-10-11-11Z", view.deeds.reply));
  if (mine && (message.text || message.photo)) place.append(icon("edit", "M3 17.200V21h3.800L17.8 10 14 6.200ZM20.7 7a1 1 0 0 0 0-1.400l-2.3-2.300a1 1 0 0 0-1.4 0l-1.8 1.800L19 8.900Z", view.deeds.edit));
  return place;
}

function drawn(path) {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("aria-hidden", "true");
  const line = document.createElementNS("http://www.w3.org/2000/svg", "path");
  line.setAttribute("d", path);
  svg.append(line);
  return svg;
}

function buttons(message, view) {
  const rows = message.markup?.inline_keyboard ?? [];
  if (!rows.length) return [];
  return [make("div", { class: "buttons" }, ...rows.map((row) =>
    make("div", {}, ...row.map((button) => inlineButton(message, button, view)))))];
}

function inlineButton(message, button, view) {
  if (button.url) return make("span", { class: "url" }, ...formatted(`${button.text} ↗`, [{ type: "text_link", url: button.url, offset: 0, length: button.text.length + 2 }], view.deeds));
  return make("button", { type: "button", on: { click: (event) => view.deeds.tap(message, button, event.currentTarget) } }, button.text);
}

function serviceWords(message) {
  if (message.new_chat_members) return message.new_chat_members.map((user) => (user.is_bot ? say("bot_added") : `${user.first_name} ${say("joined")}`)).join(", ");
  if (message.left_chat_member) return message.left_chat_member.is_bot ? say("bot_removed") : `${message.left_chat_member.first_name} ${say("left")}`;
  if (message.migrate_to_chat_id) return say("migrated_to");
  if (message.migrate_from_chat_id) return say("migrated_from");
  return "";
}
