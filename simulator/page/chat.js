// The open chat: its messages as they are, and as they change.

import { bubble, authorName, plain } from "./bubble.js";
import { dayOf } from "./clock.js";
import { byId, make } from "./dom.js";
import { get } from "./server.js";
import { entry, isGroup, world } from "./world.js";
import { say } from "./words.js";

const chat = { messages: new Map(), number: 0, early: null, following: true, deeds: {} };

export const setDeeds = (deeds) => { chat.deeds = deeds; };
export const latest = () => [...chat.messages.values()].at(-1);
export const allMessages = () => [...chat.messages.values()];

export async function openChat() {
  const wanted = world.chatId;
  chat.early = [];
  const loaded = wanted ? await get(`/sim/chats/${wanted}/messages`) : { messages: [], number: 0 };
  if (wanted !== world.chatId) return;
  chat.number = loaded.number;
  chat.messages = new Map(loaded.messages.map((message) => [message.message_id, message]));
  const early = chat.early;
  chat.early = null;
  redraw();
  early.forEach(applyChange);
}

export function redraw() {
  const list = byId("messages");
  list.replaceChildren();
  for (const message of chat.messages.values()) append(list, message);
  showEmpty();
  toEnd();
}

export function applyChange(event) {
  if (chat.early) return chat.early.push(event);
  const { change, number, message } = event;
  if (number <= chat.number) return 0;
  chat.number = number;
  const wasAtEnd = atEnd();
  if (change === "deleted") forget(message.message_id);
  else if (change === "sent") receive(message);
  else replace(message);
  showEmpty();
  if (wasAtEnd || (change === "sent" && !message.by_bot)) toEnd();
  return number;
}

function receive(message) {
  chat.messages.set(message.message_id, message);
  append(byId("messages"), message).classList.add("fresh");
  if (message.by_bot) byId("live").textContent = `${authorName(message, view())}: ${plain(message)}`;
}

function replace(message) {
  chat.messages.set(message.message_id, message);
  const old = item(message.message_id);
  if (!old) return;
  const focused = old.contains(document.activeElement);
  const drawn = bubble(message, view());
  old.replaceWith(drawn);
  if (focused) (drawn.querySelector(".buttons button") ?? byId("text")).focus();
  if (message.by_bot) byId("live").textContent = `${say("edited")}: ${plain(message)}`;
}

function forget(id) {
  chat.messages.delete(id);
  item(id)?.remove();
}

function append(list, message) {
  const day = dayOf(message.date);
  if (list.dataset.day !== day || !list.children.length) {
    list.dataset.day = day;
    list.append(make("li", { class: "day" }, make("span", {}, day)));
  }
  const drawn = bubble(message, view());
  list.append(drawn);
  return drawn;
}

function showEmpty() {
  const empty = byId("empty");
  empty.hidden = chat.messages.size > 0;
  const someone = entry(world.chatId);
  const word = !someone ? "nobody" : isGroup(someone.id) ? "empty_group" : someone.start_payload ? "empty_link" : "empty";
  empty.replaceChildren(make("span", {}, say(word)));
  if (someone && !isGroup(someone.id)) empty.append(startButton(someone));
}

function startButton(someone) {
  const words = ["/start", someone.start_payload].filter(Boolean).join(" ");
  return make("button", { type: "button", class: "primary", on: { click: () => chat.deeds.command(words) } }, say("start"));
}

function view() {
  return { speaker: world.speaker, isGroup: isGroup(world.chatId), deeds: chat.deeds };
}

const item = (id) => byId("messages").querySelector(`li[data-id="${id}"]`);

// Pictures arrive late and the writing box grows: who reads the end keeps seeing the end.
export function startScrolling() {
  const place = byId("scroll");
  const keeper = new ResizeObserver(() => { if (chat.following) toEnd(); });
  keeper.observe(byId("messages"));
  keeper.observe(place);
  place.addEventListener("scroll", () => { chat.following = atEnd(); }, { passive: true });
}

function atEnd() {
  const place = byId("scroll");
  return place.scrollHeight - place.scrollTop - place.clientHeight < 120;
}

export function toEnd() {
  const place = byId("scroll");
  place.scrollTop = place.scrollHeight;
  chat.following = true;
}
