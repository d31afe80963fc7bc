// A text and its entities → nodes. The server has parsed; nothing here is ever read as HTML.

import { make } from "./dom.js";

const TAGS = {
  bold: "strong",
  italic: "em",
  underline: "u",
  strikethrough: "s",
  code: "code",
  pre: "pre",
  blockquote: "blockquote",
  expandable_blockquote: "blockquote",
};

export function formatted(text, entities = [], deeds = {}) {
  return nodes(text, entities, 0, text.length, deeds);
}

function nodes(text, entities, from, to, deeds) {
  const made = [];
  let at = from;
  for (let i = 0; i < entities.length; ) {
    const entity = entities[i];
    const end = Math.min(entity.offset + entity.length, to);
    let next = i + 1;
    while (next < entities.length && entities[next].offset < end) next += 1;
    if (entity.offset > at) made.push(text.slice(at, entity.offset));
    made.push(wrapped(entity, text.slice(entity.offset, end), nodes(text, entities.slice(i + 1, next), entity.offset, end, deeds), deeds));
    at = end;
    i = next;
  }
  if (at < to) made.push(text.slice(at, to));
  return made;
}

function wrapped(entity, words, inner, deeds) {
  if (TAGS[entity.type]) return make(TAGS[entity.type], {}, ...inner);
  if (entity.type === "spoiler") return spoiler(inner);
  if (entity.type === "bot_command" && deeds.command) return command(words, inner, deeds);
  if (entity.type === "url" || entity.type === "text_link") return link(entity.url ?? words, inner, deeds);
  return make("span", {}, ...inner);
}

function command(words, inner, deeds) {
  return make("button", { type: "button", class: "command", on: { click: () => deeds.command(words) } }, ...inner);
}

function link(address, inner, deeds) {
  const full = /^[a-z]+:/i.test(address) ? address : `https://${address}`;
  if (!/^https?:\/\//i.test(full)) return make("span", {}, ...inner);
  const payload = deeds.deepLink?.(full);
  if (payload == null) return make("a", { href: full, target: "_blank", rel: "noopener noreferrer" }, ...inner);
  const opens = (event) => { event.preventDefault(); deeds.openDeepLink(payload); };
  return make("a", { href: full, on: { click: opens } }, ...inner);
}

function spoiler(inner) {
  const cover = make("button", { type: "button", class: "spoiler", "aria-expanded": "false" }, ...inner);
  cover.addEventListener("click", () => cover.setAttribute("aria-expanded", "true"));
  return cover;
}
