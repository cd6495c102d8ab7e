// One message, drawn as Discord draws it.

import { avatar } from "./choices.js";
import { COMPONENTS_V2, components } from "./components.js";
import { el, styled } from "./dom.js";
import { attachment, embed } from "./embeds.js";
import { icon } from "./icons.js";
import { markdown } from "./markdown.js";
import { clockTime, followsClosely, posted } from "./times.js";

const CROSSPOSTED = 1;
const EPHEMERAL = 1 << 6;
const LOADING = 1 << 7;
const CONTEXT_MENU = 23;
const ANSWERS = new Set([20, CONTEXT_MENU]); // to a command or a menu: what follows has a header of its own
const SYSTEM_TEXTS = {
  6: "pinned a message to this channel.",
  7: "joined the server.",
  12: "has added another server's announcements to this channel.",
  18: "started a thread.",
};

const isEphemeral = (message) => Boolean(message.ephemeral_user_id) || Boolean((message.flags ?? 0) & EPHEMERAL);
const isThinking = (message) => Boolean(message.thinking) || Boolean((message.flags ?? 0) & LOADING);

function authorName(author, store) {
  const known = store.user(author.id);
  return known?.name ?? author.global_name ?? author.username ?? "unknown";
}

function nameOf(author, store) {
  return styled(el("span", { class: "author" }, authorName(author, store)), {
    "--name": store.user(author.id)?.colour,
  });
}

/** Returns the face beside a message, for people and for the bot. */
function face(author, store, className) {
  return avatar({ name: authorName(author, store), colour: store.user(author.id)?.colour, bot: author.bot }, className);
}

function badge(author) {
  return author.bot ? el("span", { class: "badge" }, "APP") : null;
}

/** Returns {name, user} of the command that a message answers, else null. */
function usedCommand(message) {
  const used = message.interaction ?? message.interaction_metadata;
  return used?.user && used.name ? used : null;
}

function contextLine(message, store) {
  const used = usedCommand(message);
  if (used !== null) {
    const name = message.type === CONTEXT_MENU ? used.name : `/${used.name}`;
    return el(
      "div",
      { class: "context-line" },
      face(used.user, store, "avatar tiny"),
      nameOf(used.user, store),
      " used ",
      el("span", { class: "used-command" }, name),
    );
  }
  if (!message.message_reference || message.type !== 19) return null;
  const original = message.referenced_message;
  if (!original)
    return el("div", { class: "context-line" }, icon("reply"), el("em", {}, "The original message was deleted"));
  const excerpt = original.content
    ? markdown(original.content.slice(0, 120), store.names, { blocks: false })
    : "Press to see what was sent";
  return el(
    "div",
    { class: "context-line" },
    face(original.author, store, "avatar tiny"),
    nameOf(original.author, store),
    el("span", { class: "excerpt" }, excerpt),
  );
}

function thinkingLine(message, store) {
  return el(
    "div",
    { class: "thinking", role: "status" },
    el("span", { class: "wave", "aria-hidden": "true" }, el("i"), el("i"), el("i")),
    `${authorName(message.author, store)} is thinking…`,
  );
}

function editedMark(message) {
  if (!message.edited_timestamp) return null;
  return el(
    "time",
    { class: "edited", dateTime: message.edited_timestamp, title: posted(new Date(message.edited_timestamp)) },
    "(edited)",
  );
}

function content(message, scene) {
  if (isThinking(message)) return thinkingLine(message, scene.store);
  if (message.type in SYSTEM_TEXTS) return el("div", { class: "system-text" }, SYSTEM_TEXTS[message.type]);
  if (!message.content) return null;
  const edited = editedMark(message);
  return el("div", { class: "markup" }, markdown(message.content, scene.names), edited === null ? null : [" ", edited]);
}

function notes(message, scene) {
  const published =
    (message.flags ?? 0) & CROSSPOSTED
      ? el("div", { class: "note" }, icon("announcement"), "Published to the servers that follow this channel")
      : null;
  if (!isEphemeral(message)) return published;
  return el(
    "div",
    { class: "note ephemeral-note" },
    icon("eye"),
    "Only you can see this",
    el("span", { "aria-hidden": "true" }, "·"),
    el("button", { class: "text-button", type: "button", onclick: () => scene.dismiss(message) }, "Dismiss message"),
  );
}

/**
 * Returns the list entry of a message. `previous` is the message above it, which decides whether it needs a
 * header; `scene` is {store, names, press, dismiss, menu}.
 */
export function messageEntry(message, previous, scene) {
  const { store } = scene;
  const at = new Date(message.timestamp);
  const line = contextLine(message, store);
  const joined =
    line === null &&
    previous !== null &&
    previous.author.id === message.author.id &&
    !ANSWERS.has(previous.type) &&
    isEphemeral(previous) === isEphemeral(message) &&
    followsClosely(new Date(previous.timestamp), at);
  const within = { ...scene, message, press: (element, data) => scene.press(message, element, data) };
  const time = el(
    "time",
    { class: "posted", dateTime: message.timestamp, title: posted(at) },
    joined ? clockTime(at) : posted(at),
  );
  const entry = el(
    "li",
    { class: "message", id: `message-${message.id}`, "data-message-id": message.id },
    line,
    joined ? el("div", { class: "gutter" }, time) : face(message.author, store, "avatar"),
    el(
      "article",
      { class: "message-body", "aria-label": `${authorName(message.author, store)}, ${posted(at)}` },
      joined
        ? null
        : el("header", { class: "message-header" }, nameOf(message.author, store), badge(message.author), time),
      content(message, within),
      (message.attachments ?? []).length > 0 && !((message.flags ?? 0) & COMPONENTS_V2)
        ? message.attachments.map((file) => attachment(file, message))
        : null,
      (message.embeds ?? []).map((data) => embed(data, message, scene.names)),
      message.components?.length ? el("div", { class: "components" }, components(message.components, within)) : null,
      message.content || isThinking(message) ? null : editedMark(message),
      notes(message, scene),
    ),
    el(
      "div",
      { class: "toolbar" },
      el(
        "button",
        {
          class: "icon-button",
          type: "button",
          "aria-label": "More: apps and message actions",
          "aria-haspopup": "menu",
          onclick: (event) => {
            const box = event.currentTarget.getBoundingClientRect();
            scene.menu(message, { x: box.left - 160, y: box.bottom + 4 });
          },
        },
        icon("dots"),
      ),
    ),
  );
  entry.classList.toggle("joined", joined);
  entry.classList.toggle("ephemeral", isEphemeral(message));
  entry.classList.toggle("pinged", store.pings(message));
  entry.addEventListener("contextmenu", (event) => {
    if (event.target.closest("a")) return; // the browser's own menu can copy an address
    event.preventDefault();
    scene.menu(message, { x: event.clientX, y: event.clientY });
  });
  return entry;
}

/** Returns the entry of a command that waits for the bot, or that the bot left unanswered. */
export function pendingEntry(command, store, forget) {
  const user = store.user(command.userId);
  const failed = command.error !== null;
  const answer = failed
    ? el("div", { class: "failure" }, icon("warning"), command.error)
    : el("div", { class: "thinking" }, "Sending command…");
  return el(
    "li",
    { class: `message pending${failed ? " ephemeral" : ""}`, role: failed ? "alert" : null },
    el(
      "div",
      { class: "context-line" },
      avatar(user, "avatar tiny"),
      styled(el("span", { class: "author" }, user?.name), { "--name": user?.colour }),
      " used ",
      el("span", { class: "used-command" }, command.label),
    ),
    avatar({ ...store.world.bot, bot: true }),
    el(
      "div",
      { class: "message-body" },
      el(
        "header",
        { class: "message-header" },
        el("span", { class: "author" }, store.world.bot.name),
        badge({ bot: true }),
      ),
      answer,
      failed
        ? el(
            "div",
            { class: "note ephemeral-note" },
            icon("eye"),
            "Only you can see this",
            el("span", { "aria-hidden": "true" }, "·"),
            el(
              "button",
              { class: "text-button", type: "button", onclick: () => forget(command.key) },
              "Dismiss message",
            ),
          )
        : null,
    ),
  );
}
