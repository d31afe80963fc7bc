// The box where one writes: text, photos, replies, edits, the bot's commands and keyboards.

import { byId, hue, make, toast } from "./dom.js";
import { plain, authorName } from "./bubble.js";
import { allMessages, redraw, toEnd } from "./chat.js";
import { get, post } from "./server.js";
import { entry, isGroup, members, nameOf, world } from "./world.js";
import { say } from "./words.js";

const draft = { chatId: 0, reply: null, edit: null, photos: [] };
const unsent = new Map();
let usedKeyboard = 0;

export function startComposer() {
  const text = byId("text");
  byId("composer").addEventListener("submit", (event) => { event.preventDefault(); submit(); });
  text.addEventListener("keydown", onKey);
  text.addEventListener("input", fit);
  byId("photo").addEventListener("change", choosePhotos);
  byId("context_end").addEventListener("click", clearDraft);
  byId("commands").addEventListener("click", toggleMenu);
  byId("speaker").addEventListener("change", (event) => { world.speaker = Number(event.target.value); redraw(); });
  document.addEventListener("keydown", leaveMenu);
  document.addEventListener("click", leaveMenu);
}

export async function sendText(text) {
  await attempt(() => post(`/sim/chats/${world.chatId}/send`, { from: world.speaker, text }));
}

export function replyTo(message) {
  Object.assign(draft, { reply: message, edit: null });
  const author = authorName(message, { speaker: world.speaker });
  showContext(`${say("replying")} ${author}`, plain(message));
}

export function editMessage(message) {
  Object.assign(draft, { reply: null, edit: message, photos: [] });
  byId("text").value = message.text ?? message.caption ?? "";
  fit();
  showContext(say("editing"), plain(message));
}

export function clearDraft() {
  const wasEditing = draft.edit;
  Object.assign(draft, { reply: null, edit: null, photos: [] });
  byId("context").hidden = true;
  byId("photo").value = "";
  if (wasEditing) setText("");
}

export function showComposer() {
  if (draft.chatId !== world.chatId) turnPage();
  const someone = entry(world.chatId);
  const row = byId("speaker_row");
  row.hidden = !someone || !isGroup(someone.id);
  if (!row.hidden) showSpeakers(someone);
  showKeyboard();
}

// The keyboard that the bot last put in place of the phone's own.
export function showKeyboard() {
  const last = allMessages().findLast((message) => message.by_bot && (message.markup?.keyboard || message.markup?.remove_keyboard));
  const rows = last?.markup.keyboard ?? [];
  const place = byId("keyboard");
  place.hidden = !rows.length || usedKeyboard === last.message_id;
  place.replaceChildren(...rows.map((row) => make("div", {}, ...row.map((button) => keyboardButton(button, last)))));
}

function keyboardButton(button, message) {
  const use = async () => {
    if (message.markup.one_time_keyboard) usedKeyboard = message.message_id;
    await sendText(button.text);
    showKeyboard();
  };
  return make("button", { type: "button", on: { click: use } }, button.text);
}

async function submit() {
  const text = byId("text").value.trim();
  if (!text && !draft.photos.length) return;
  const done = await attempt(() => (draft.edit ? sendEdit(text) : sendNew(text)));
  if (!done) return;
  draft.edit = null;
  setText("");
  clearDraft();
}

function sendEdit(text) {
  return post(`/sim/chats/${world.chatId}/edit`, { from: draft.edit.from.id, message_id: draft.edit.message_id, text });
}

async function sendNew(text) {
  const attachments = await Promise.all(draft.photos.map(asAttachment));
  const reply_to = draft.reply?.message_id ?? 0;
  return post(`/sim/chats/${world.chatId}/send`, { from: world.speaker, text, attachments, reply_to });
}

async function attempt(deed) {
  try {
    await deed();
    return true;
  } catch (error) {
    toast(error.message);
    return false;
  }
}

function asAttachment(file) {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve({ kind: "photo", data: reader.result.split(",")[1] ?? "", name: file.name, mime: file.type });
    reader.onerror = () => reject(reader.error);
    reader.readAsDataURL(file);
  });
}

function choosePhotos(event) {
  draft.photos = [...event.target.files].slice(0, 10);
  draft.edit = null;
  if (!draft.photos.length) return;
  showContext(`${draft.photos.length} ${say("photos")}`, draft.photos.map((file) => file.name).join(", "));
}

function onKey(event) {
  if (event.key === "Escape") clearDraft();
  if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
  event.preventDefault();
  submit();
}

function showContext(title, text) {
  byId("context_title").textContent = title;
  byId("context_text").textContent = text;
  byId("context").hidden = false;
  byId("text").focus();
}

function setText(text) {
  byId("text").value = text;
  fit();
}

function fit() {
  const text = byId("text");
  text.style.height = "auto";
  text.style.height = `${Math.min(text.scrollHeight, 140)}px`;
}

function showSpeakers(group) {
  const options = members(group).map((someone) => make("option", { value: someone.id, selected: someone.id === world.speaker }, nameOf(someone)));
  byId("speaker").replaceChildren(...options);
  byId("speaker_row").dataset.hue = hue(world.speaker);
}

async function toggleMenu() {
  if (!byId("menu").hidden) return hideMenu();
  const { commands } = await get(`/sim/chats/${world.chatId}/menu?user=${world.speaker}`);
  const offered = commands.map((command) => make("button", { type: "button", on: { click: () => { hideMenu(); sendText(`/${command.command}`); } } },
    make("strong", {}, `/${command.command}`), make("span", {}, command.description)));
  byId("menu").replaceChildren(...(offered.length ? offered : [make("p", {}, say("no_commands"))]));
  byId("menu").hidden = false;
  byId("commands").setAttribute("aria-expanded", "true");
  byId("menu").querySelector("button")?.focus();
  toEnd();
}

// Each chat keeps what was begun in it.
function turnPage() {
  unsent.set(draft.chatId, draft.edit ? "" : byId("text").value);
  clearDraft();
  hideMenu();
  draft.chatId = world.chatId;
  setText(unsent.get(world.chatId) ?? "");
}

function leaveMenu(event) {
  const outside = event.type === "click" && !event.target.closest("#menu, #commands");
  if (byId("menu").hidden || !(outside || event.key === "Escape")) return;
  const wasInside = byId("menu").contains(document.activeElement);
  hideMenu();
  if (wasInside) byId("commands").focus();
}

export function hideMenu() {
  byId("menu").hidden = true;
  byId("commands").setAttribute("aria-expanded", "false");
}
