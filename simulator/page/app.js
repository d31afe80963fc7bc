// The page: puts its parts together and lets the news in.

import { applyChange, openChat, redraw, setDeeds, startScrolling } from "./chat.js";
import { setClock, showJumps, startClock } from "./clock.js";
import { editMessage, replyTo, sendText, showComposer, showKeyboard, startComposer } from "./composer.js";
import { addNewcomer, openDeepLink, showClosed, showDeeds, tap, tapAnswered } from "./deeds.js";
import { byId } from "./dom.js";
import { aboutOf, showFace, showPeople } from "./people.js";
import { listen } from "./server.js";
import { choose, deepLink, entry, nameOf, refreshWorld, world } from "./world.js";
import { say, switchLanguage, translatePage } from "./words.js";

let typing;

async function open(chatId) {
  await refreshWorld();
  choose(chatId);
  showAround();
  await openChat();
  showComposer();
  byId("people").querySelector("[aria-current]")?.scrollIntoView({ block: "nearest", inline: "nearest" });
}

async function reload() {
  byId("offline").hidden = true;
  await refreshWorld();
  await open(world.chatId);
  document.body.dataset.ready = "true";
}

function showAround() {
  showPeople(open);
  showHead();
  showDeeds();
  showClosed();
}

function showHead() {
  const someone = entry(world.chatId);
  byId("name").textContent = someone ? nameOf(someone) : "";
  byId("about").textContent = someone ? aboutOf(someone) : "";
  if (someone) showFace(byId("face"), someone);
}

async function refreshAround() {
  await refreshWorld();
  showAround();
}

function showTyping() {
  byId("about").textContent = `${say("bot")} ${say("typing")}`;
  clearTimeout(typing);
  typing = setTimeout(showHead, 5000);
}

function onMessage(event) {
  if (event.chat_id === world.chatId) {
    applyChange(event);
    showKeyboard();
    if (event.message.by_bot) showHead();
    return;
  }
  if (event.change !== "sent" || !event.message.by_bot) return;
  world.unread.set(event.chat_id, (world.unread.get(event.chat_id) ?? 0) + 1);
  showPeople(open);
}

const NEWS = {
  hello: ({ clock }) => { setClock(clock); return reload(); },
  message: onMessage,
  clock: setClock,
  chats: refreshAround,
  answered: tapAnswered,
  action: (event) => { if (event.chat_id === world.chatId) showTyping(); },
  reset: reload,
};

setDeeds({ command: sendText, reply: replyTo, edit: editMessage, tap, deepLink, openDeepLink: (payload) => openDeepLink(payload, open) });
translatePage();
startComposer();
startClock();
startScrolling();
byId("newcomer").addEventListener("click", () => addNewcomer(open));
byId("language").addEventListener("click", () => { switchLanguage(); showJumps(); showAround(); redraw(); });
listen({
  hears: (event) => NEWS[event.kind]?.(event),
  opens: () => { byId("offline").hidden = true; },
  breaks: () => { byId("offline").hidden = false; },
});
