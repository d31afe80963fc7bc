// What one may do with a chat besides writing: block, add and remove the bot, bring in somebody new.

import { byId, make, toast } from "./dom.js";
import { post } from "./server.js";
import { entry, isGroup, nameOf, world } from "./world.js";
import { say } from "./words.js";

const inside = (group) => ["member", "administrator"].includes(group.bot_status);

export function showDeeds() {
  const someone = entry(world.chatId);
  byId("more").hidden = !someone || Boolean(someone.migrated_to);
  byId("more").open = false;
  byId("deeds").replaceChildren(...(someone ? deedsFor(someone) : []));
}

export function showClosed() {
  const someone = entry(world.chatId);
  const reason = !someone ? "nobody" : someone.blocked ? "blocked" : someone.migrated_to ? "migrated" : "";
  byId("closed").hidden = !reason;
  byId("composer").hidden = Boolean(reason);
  byId("closed").replaceChildren(reason ? make("span", {}, say(reason)) : "");
  if (reason === "blocked") byId("closed").append(deed("unblock", () => post(`/sim/people/${someone.id}`, { blocked: false }), "primary"));
}

export async function tap(message, button, element) {
  element.classList.add("pending");
  element.setAttribute("aria-busy", "true");
  setTimeout(() => relax(element), 10000);
  try {
    const about = { from: world.speaker, message_id: message.message_id, data: button.callback_data };
    const { callback_query_id } = await post(`/sim/chats/${world.chatId}/tap`, about);
    waiting.set(callback_query_id, element);
  } catch (error) {
    relax(element);
    toast(error.message);
  }
}

export function tapAnswered(event) {
  relax(waiting.get(event.callback_query_id));
  waiting.delete(event.callback_query_id);
  if (event.user_id !== world.speaker || !event.text) return;
  if (event.show_alert) ask(event.text, [], say("ok"), () => {});
  else toast(event.text);
}

export function addNewcomer(open) {
  const field = make("input", { name: "name", required: true, maxlength: 60, autocomplete: "off" });
  ask(say("new_title"), [make("label", {}, say("name"), field)], say("add"), async () => {
    const made = await post("/sim/people", { first_name: field.value.trim(), role: "newcomer" });
    open(made.id);
  });
}

export function openDeepLink(payload, open) {
  const options = world.people.map((someone) => make("option", { value: someone.id, selected: someone.role === "newcomer" }, nameOf(someone)));
  const select = make("select", { "aria-label": say("open_link_as") }, ...options);
  ask(say("open_link_as"), [select], say("open"), async () => {
    const id = Number(select.value);
    await post(`/sim/chats/${id}/send`, { from: id, text: `/start ${payload}` });
    open(id);
  });
}

const waiting = new Map();

function relax(element) {
  element?.classList.remove("pending");
  element?.removeAttribute("aria-busy");
}

function deedsFor(someone) {
  if (!isGroup(someone.id)) {
    const word = someone.blocked ? "unblock" : "block";
    return [deed(word, () => post(`/sim/people/${someone.id}`, { blocked: !someone.blocked }))];
  }
  const by = world.speaker;
  const status = (name) => post(`/sim/groups/${someone.id}/bot`, { by, status: name });
  const deeds = [inside(someone) ? deed("remove_bot", () => status("kicked")) : deed("add_bot", () => status("member"))];
  if (someone.type === "group") deeds.push(deed("make_supergroup", () => post(`/sim/groups/${someone.id}/migrate`, { by })));
  return deeds;
}

function deed(word, act, look = "") {
  const does = async () => {
    byId("more").open = false;
    await act().catch((error) => toast(error.message));
  };
  return make("button", { type: "button", class: look, on: { click: does } }, say(word));
}

function ask(title, fields, word, act) {
  const dialog = byId("dialog");
  const cancel = make("button", { type: "button", on: { click: () => dialog.close() } }, say("cancel"));
  const form = make("form", { method: "dialog" }, make("h2", { id: "dialog_title" }, title), ...fields,
    make("div", { class: "row" }, fields.length ? cancel : null, make("button", { type: "submit", class: "primary" }, word)));
  form.addEventListener("submit", () => { Promise.resolve(act()).catch((error) => toast(error.message)); });
  dialog.setAttribute("aria-labelledby", "dialog_title");
  dialog.replaceChildren(form);
  dialog.showModal();
}
