// The input at the bottom: plain messages, and the choosing of a command.

import { CommandBar } from "./commandbar.js";
import { avatar } from "./choices.js";
import { matchingEntries, readTyped, typeable } from "./commands.js";
import { el, fill } from "./dom.js";
import { icon } from "./icons.js";
import { isDirect, isForum } from "./store.js";
import { Suggestions } from "./suggestions.js";

const LONGEST = 2000; // characters of a message, Discord's limit

export class Composer {
  #suggestions = new Suggestions();
  #error = el("div", { class: "composer-error", role: "alert", hidden: true });
  #text = el("textarea", {
    class: "composer-text",
    rows: 1,
    maxLength: LONGEST,
    autocomplete: "off",
    spellcheck: false,
    "aria-autocomplete": "list",
    "aria-haspopup": "listbox",
    "aria-controls": "suggestions",
    "aria-label": "Message. Type / for commands.",
  });
  #send = el("button", { class: "icon-button send", type: "button", "aria-label": "Send" }, icon("send"));
  #slash = el(
    "button",
    { class: "icon-button slash", type: "button", "aria-label": "Show commands", title: "Commands" },
    "/",
  );
  #bar = null; // the command being filled in, or null while plain text is typed
  #box = el("div", { class: "composer-box" });

  constructor(root, store, { say, use, complete }) {
    Object.assign(this, { store, say, use, complete });
    root.append(this.#suggestions.element, this.#error, this.#box);
    this.#text.addEventListener("input", () => this.#typed());
    this.#text.addEventListener("keydown", (event) => this.#key(event));
    this.#text.addEventListener("blur", () => this.#suggestions.hide());
    this.#text.addEventListener("focus", () => this.#text.value.startsWith("/") && this.#offer());
    this.#send.addEventListener("click", () => this.#submit());
    this.#slash.addEventListener("click", () => this.write("/"));
    store.on(
      "commands",
      () =>
        this.#bar === null &&
        document.activeElement === this.#text &&
        this.#text.value.startsWith("/") &&
        this.#offer(),
    );
    this.draw();
  }

  /** Draws the input for the open channel; what is being typed stays as it is. */
  draw() {
    const { channel } = this.store;
    if (channel === null || isForum(channel) || !this.store.maySend(channel)) {
      this.#bar = null;
      this.#suggestions.hide();
      const isList = channel !== null && isForum(channel);
      const why = isList ? "Open a post to write in it." : "You cannot send messages in this channel.";
      fill(this.#box, el("div", { class: "composer-closed" }, why));
      return;
    }
    this.#text.placeholder = `Message ${isDirect(channel) ? "@" : "#"}${channel.name}`;
    const wanted = this.#bar === null ? this.#text : this.#bar.element;
    if (this.#box.contains(wanted)) return; // taking the input out and in again would take the focus away
    fill(this.#box, this.#bar === null ? this.#slash : null, wanted, this.#send);
  }

  /** Leaves a half-typed command behind, as when another channel is opened. */
  leave() {
    this.#bar = null;
    this.#suggestions.hide();
    this.#say(null);
    this.draw();
  }

  /** Puts text into the input as if it had been typed. */
  write(text) {
    this.leave();
    this.#text.value = text;
    this.#text.focus();
    this.#typed();
  }

  #say(error) {
    this.#error.hidden = error === null;
    this.#error.textContent = error ?? "";
  }

  #typed() {
    this.#text.style.setProperty("height", "auto");
    this.#text.style.setProperty("height", `${Math.min(this.#text.scrollHeight, 220)}px`);
    this.#say(null);
    if (!this.#text.value.startsWith("/")) {
      this.#suggestions.hide();
      return;
    }
    const read = readTyped(this.#text.value, typeable(this.store.commands, this.store.locale));
    if (read === null) this.#offer();
    else this.#begin(read.entry, read.texts);
  }

  #offer() {
    const typed = this.#text.value.slice(1).trimEnd();
    const { bot } = this.store.world;
    const rows = matchingEntries(typeable(this.store.commands, this.store.locale), typed).map((entry) => ({
      entry,
      label: `/${entry.label}`,
      detail: entry.description,
      mark: avatar({ ...bot, bot: true }, "avatar small"),
    }));
    if (rows.length === 0 && typed.includes("\n")) {
      this.#suggestions.hide();
      return;
    }
    const note =
      this.store.commands.length === 0 ? "The bot has registered no commands yet." : `No command begins with /${typed}`;
    this.#suggestions.show(this.#text, {
      heading: ["Commands of ", el("strong", {}, bot.name)],
      rows,
      note: rows.length === 0 ? note : null,
      pick: (row) => this.#begin(row.entry, new Map()),
    });
  }

  #begin(entry, texts) {
    this.#text.value = "";
    this.#suggestions.hide();
    this.#bar = new CommandBar(entry, texts, {
      store: this.store,
      suggestions: this.#suggestions,
      complete: this.complete,
      submit: () => this.#submit(),
      leave: (text) => this.write(text),
      say: (error) => this.#say(error),
    });
    this.draw();
    this.#bar.focus();
  }

  #key(event) {
    if (event.isComposing) return;
    if (this.#suggestions.isOpen) {
      const act = {
        ArrowDown: () => this.#suggestions.move(1),
        ArrowUp: () => this.#suggestions.move(-1),
        Tab: () => this.#suggestions.pickActive(),
        Enter: () => this.#suggestions.pickActive(),
        Escape: () => this.#suggestions.hide(),
      }[event.key];
      if (act !== undefined && (this.#suggestions.hasActive || event.key === "Escape") && !event.shiftKey) {
        event.preventDefault();
        act();
        return;
      }
    }
    if (event.key === "Enter" && !event.shiftKey) {
      event.preventDefault();
      this.#submit();
    }
  }

  async #submit() {
    if (this.#bar !== null) {
      const bar = this.#bar;
      const data = bar.read();
      if (data === null) return;
      this.leave();
      this.#text.focus();
      this.use(`/${bar.entry.label}`, data);
      return;
    }
    const content = this.#text.value.trim();
    if (content === "") return;
    this.#text.value = "";
    this.#typed();
    try {
      await this.say(content);
    } catch (error) {
      if (this.#text.value === "") this.#text.value = content;
      this.#say(error.message);
    }
  }
}
