// The list of people and groups to switch between.

import { byId, hue, initials, make } from "./dom.js";
import { isGroup, members, nameOf, world } from "./world.js";
import { say } from "./words.js";

const ROLES = { keeper: "keeper", facilitator: "facilitator", admin: "admin", newcomer: "newcomer_role" };

export function showPeople(open) {
  const everybody = [...world.people, ...world.groups.filter((group) => !group.migrated_to)];
  byId("people").replaceChildren(...everybody.map((someone) => listed(someone, open)));
}

export function showFace(element, someone) {
  element.textContent = initials(nameOf(someone));
  element.classList.toggle("many", isGroup(someone.id));
  element.dataset.hue = hue(someone.id);
}

export function aboutOf(someone) {
  if (isGroup(someone.id)) return [someone.note || say("group"), `${members(someone).length} ${say("members")}`].join(" · ");
  return [ROLES[someone.role] ? say(ROLES[someone.role]) : someone.role, someone.note].filter(Boolean).join(" · ");
}

// On a phone's width the family name gives way.
function shortened(someone) {
  return [someone.title ?? someone.first_name, someone.last_name ? make("span", { class: "last" }, ` ${someone.last_name}`) : null].filter(Boolean);
}

function listed(someone, open) {
  const unread = world.unread.get(someone.id) ?? 0;
  const face = make("span", { class: "face", "aria-hidden": "true" });
  showFace(face, someone);
  const badge = unread ? make("span", { class: "badge", "aria-label": `${unread} ${say("unread")}` }, String(unread)) : null;
  const about = { type: "button", class: "person", data: { id: someone.id }, on: { click: () => open(someone.id) } };
  if (someone.id === world.chatId) about["aria-current"] = "true";
  return make("li", {}, make("button", about, face,
    make("span", { class: "label" }, make("strong", {}, ...shortened(someone)), make("small", {}, aboutOf(someone))), badge));
}
