// Who and what there is, which chat is open, and as whom one writes there.

import { get } from "./server.js";

export const world = { bot: null, people: [], groups: [], chatId: 0, speaker: 0, unread: new Map() };

export async function refreshWorld() {
  const { bot, people: everybody, groups } = await get("/sim/people");
  const people = everybody.filter((someone) => !someone.hidden);
  Object.assign(world, { bot, people, groups });
  if (!entry(world.chatId)) choose(fromAddress() ?? people[0]?.id ?? groups[0]?.id ?? 0);
}

export function choose(chatId) {
  world.chatId = chatId;
  world.speaker = isGroup(chatId) ? speakerIn(chatId) : chatId;
  world.unread.delete(chatId);
  if (chatId) history.replaceState(null, "", `#${chatId}`);
}

export const isGroup = (chatId) => chatId < 0;
export const entry = (chatId) => person(chatId) ?? world.groups.find((group) => group.id === chatId);
export const person = (id) => world.people.find((someone) => someone.id === id);
export const nameOf = (someone) => someone.title ?? [someone.first_name, someone.last_name].filter(Boolean).join(" ");

export function members(group) {
  return group.members.map((member) => person(member.id)).filter(Boolean);
}

// t.me/<the bot>?start=… is for this page to open; other links are for the browser.
export function deepLink(address) {
  const link = new URL(address);
  const opensBot = ["t.me", "telegram.me"].includes(link.hostname) && link.pathname.slice(1).toLowerCase() === world.bot?.username.toLowerCase();
  return opensBot ? link.searchParams.get("start") : null;
}

function speakerIn(groupId) {
  const group = entry(groupId);
  const inside = group.members.some((member) => member.id === world.speaker);
  return inside ? world.speaker : (group.members[0]?.id ?? 0);
}

function fromAddress() {
  const id = Number(location.hash.slice(1));
  return entry(id) ? id : null;
}
