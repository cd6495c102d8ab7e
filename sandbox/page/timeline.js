// The middle of the page: the open channel's messages, or a forum's posts.

import { avatar } from "./choices.js";
import { el, fill } from "./dom.js";
import { channelIcon, icon } from "./icons.js";
import { messageEntry, pendingEntry } from "./messages.js";
import { isDirect, isForum, isThread } from "./store.js";
import { dayName } from "./times.js";

const NEAR = 120; // pixels from the end within which new messages are followed

export class Timeline {
  #list = el("ol", { class: "messages", "aria-label": "Messages" });
  #pending = el("ol", { class: "messages pending-messages", "aria-label": "Commands on their way" });
  #jump = el("button", { class: "jump", type: "button", hidden: true }, "New messages below", icon("chevron"));
  #scroller = el("div", { class: "scroller", tabIndex: 0, role: "log", "aria-label": "Messages of this channel" });

  constructor(root, store, interactions, scene) {
    this.store = store;
    this.interactions = interactions;
    this.scene = { store, names: store.names, ...scene };
    root.append(this.#scroller, this.#jump);
    this.#jump.addEventListener("click", () => this.#toEnd());
    this.#scroller.addEventListener("scroll", () => {
      if (this.#isNearEnd()) this.#jump.hidden = true;
    });
    // pictures and fonts may arrive after the text and push the end away
    new ResizeObserver(() => this.#following && this.#toEnd()).observe(this.#list);
    this.#scroller.addEventListener("scroll", () => (this.#following = this.#isNearEnd()));
    store.on("message", ({ message, added }) => (added ? this.#add(message) : this.#replace(message)));
    store.on("removed", (id) => this.show(id));
    store.on("pending", () => this.#drawPending());
    store.on("used", () => this.#toEnd());
  }

  #following = true;

  #isNearEnd() {
    const box = this.#scroller;
    return box.scrollHeight - box.scrollTop - box.clientHeight < NEAR;
  }

  #toEnd() {
    this.#scroller.scrollTop = this.#scroller.scrollHeight;
    this.#jump.hidden = true;
  }

  /** Draws the open channel anew. */
  show() {
    const { store } = this;
    const { channel } = store;
    if (channel !== null && isForum(channel)) {
      fill(this.#scroller, this.#forum(channel));
      return;
    }
    const near = this.#isNearEnd();
    fill(
      this.#list,
      store.messages.map((message, at) => this.#entries(message, store.messages[at - 1] ?? null)),
    );
    fill(this.#scroller, el("div", { class: "scroller-inner" }, this.#beginning(channel), this.#list, this.#pending));
    this.#drawPending();
    if (near) this.#toEnd();
  }

  /** Draws another channel and goes to its end. */
  open() {
    this.#following = true;
    this.show();
    this.#toEnd();
  }

  #beginning(channel) {
    if (channel === null) return el("div", { class: "beginning" }, el("h2", {}, "No channel is open"));
    const name = isThread(channel) || isDirect(channel) ? channel.name : `#${channel.name}`;
    const words = isDirect(channel)
      ? "Messages here are between the two of you."
      : "This is the beginning of the channel. Type / below to see what Encore can do.";
    return el(
      "div",
      { class: "beginning" },
      el("span", { class: "beginning-icon" }, channelIcon(channel.type)),
      el("h2", {}, isDirect(channel) ? name : `Welcome to ${name}`),
      el("p", {}, channel.topic || words),
    );
  }

  #entries(message, previous) {
    const entry = messageEntry(message, previous, this.scene);
    const day = new Date(message.timestamp);
    if (Number.isNaN(day.getTime())) return [entry];
    if (previous !== null && new Date(previous.timestamp).toDateString() === day.toDateString()) return [entry];
    return [el("li", { class: "day" }, el("span", {}, dayName(day))), entry];
  }

  #add(message) {
    const { store } = this;
    const mine = [message.author.id, message.interaction?.user?.id, message.ephemeral_user_id].includes(store.me?.id);
    const near = mine || this.#isNearEnd();
    this.#list.append(...this.#entries(message, store.messages.at(-2) ?? null));
    if (near) this.#toEnd();
    else this.#jump.hidden = false;
  }

  #replace(message) {
    const old = this.#list.querySelector(`[data-message-id="${CSS.escape(message.id)}"]`);
    if (old === null) return;
    const near = this.#isNearEnd();
    const at = this.store.messages.findIndex((known) => known.id === message.id);
    const focused = old.contains(document.activeElement) ? document.activeElement.getAttribute("data-custom-id") : null;
    const entry = messageEntry(message, this.store.messages[at - 1] ?? null, this.scene);
    old.replaceWith(entry);
    if (focused !== null) entry.querySelector(`[data-custom-id="${CSS.escape(focused)}"]`)?.focus();
    if (near) this.#toEnd();
  }

  #drawPending() {
    const { store, interactions } = this;
    const near = this.#isNearEnd();
    const here = interactions.commands.filter(
      (command) => command.channelId === store.channelId && command.userId === store.me?.id,
    );
    fill(
      this.#pending,
      here.map((command) => pendingEntry(command, store, (key) => interactions.forget(key))),
    );
    if (near) this.#toEnd();
  }

  /** Says below a message that the bot left a press unanswered. */
  failed(messageId, error) {
    const entry = this.#list.querySelector(`[data-message-id="${CSS.escape(messageId)}"] .message-body`);
    if (entry === null) return;
    entry.querySelector(".failure")?.remove();
    entry.append(el("div", { class: "failure", role: "alert" }, icon("warning"), error));
  }

  #forum(channel) {
    const posts = this.store.channels.filter((thread) => thread.parent_id === channel.id && isThread(thread));
    return el(
      "div",
      { class: "forum" },
      el("h2", {}, channel.name),
      el("p", { class: "forum-topic" }, channel.topic || "Each post of a forum is a thread of its own."),
      posts.length === 0 ? el("p", { class: "forum-empty" }, "No posts yet.") : null,
      el(
        "ul",
        {},
        posts.map((post) =>
          el(
            "li",
            {},
            el(
              "button",
              { class: "post", type: "button", onclick: () => this.store.tell("open", post.id) },
              (post.tags ?? []).map((tag) => el("span", { class: "post-tag" }, tag)),
              el("span", { class: "post-title" }, post.name),
              el(
                "span",
                { class: "post-foot" },
                avatar({ name: "Encore", bot: true }, "avatar tiny"),
                Number.isInteger(post.message_count)
                  ? `${post.message_count} ${post.message_count === 1 ? "message" : "messages"}`
                  : "Open the post",
              ),
            ),
          ),
        ),
      ),
    );
  }
}
