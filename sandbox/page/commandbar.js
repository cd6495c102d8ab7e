// A command being filled in: its name, a field for each option, and at the end a place to add optional ones.

import { channels, matching, people, roles } from "./choices.js";
import { KIND_NAMES, TYPES, interactionData, readValue } from "./commands.js";
import { el } from "./dom.js";
import { icon } from "./icons.js";

const PAUSE = 200; // milliseconds without a key before the bot is asked for choices

function comboInput(properties) {
  return el("input", {
    type: "text",
    role: "combobox",
    autocomplete: "off",
    spellcheck: false,
    "aria-autocomplete": "list",
    "aria-expanded": "false",
    "aria-controls": "suggestions",
    ...properties,
  });
}

/** Returns all values that may be picked for an option, or null when it is typed freely. */
function pickable(option, store) {
  if (option.choices?.length) return option.choices.map((choice) => ({ label: choice.name, value: choice.value }));
  switch (option.type) {
    case TYPES.boolean:
      return [
        { label: "True", value: true },
        { label: "False", value: false },
      ];
    case TYPES.user:
      return people(store);
    case TYPES.role:
      return roles(store);
    case TYPES.mentionable:
      return [...people(store), ...roles(store)];
    case TYPES.channel:
      return channels(store, option.channel_types);
    default:
      return null;
  }
}

export class CommandBar {
  #fields = []; // {option, input, pill, picked}
  #timer = null;
  #asked = 0;

  constructor(entry, texts, surroundings) {
    Object.assign(this, { entry }, surroundings);
    this.tail = comboInput({
      class: "tail",
      "aria-label":
        entry.options.length > 0 ? "Enter sends the command. Type to add an option." : "Enter sends the command.",
    });
    this.more = el("div", { class: "more-options" });
    this.element = el(
      "div",
      { class: "command-bar", role: "group", "aria-label": `Command /${entry.label}` },
      el("span", { class: "command-name" }, `/${entry.label}`),
      this.tail,
      this.more,
    );
    this.element.addEventListener("click", (event) => event.target === this.element && this.tail.focus());
    this.tail.addEventListener("focus", () => this.#offerOptions());
    this.tail.addEventListener("input", () => this.#offerOptions());
    this.tail.addEventListener("blur", () => this.suggestions.hide());
    this.tail.addEventListener("keydown", (event) => this.#key(event, null));
    for (const option of entry.options) {
      if (option.required || texts.has(option.name)) this.#addField(option, texts.get(option.name) ?? "");
    }
    this.#drawMore();
  }

  get #missing() {
    return this.entry.options.filter((option) => !this.#fields.some((field) => field.option === option));
  }

  focus() {
    const typed = this.#fields.findLast((field) => field.input.value !== "" && field.picked === null);
    const open = typed ?? this.#fields.find((field) => field.picked === null);
    (open?.input ?? this.tail).focus();
  }

  #addField(option, text) {
    const input = comboInput({
      class: "pill-input",
      value: text,
      "aria-label": `${option.name}: ${option.description}`,
      "aria-required": String(Boolean(option.required)),
    });
    const pill = el("label", { class: "pill" }, el("span", { class: "pill-name" }, option.name), input);
    const field = { option, input, pill, picked: null };
    const values = pickable(option, this.store);
    if (text !== "" && values !== null) {
      const wanted = text
        .toLowerCase()
        .replace(/^<[#@]&?(\d+)>$/, "$1")
        .replace(/^[#@]/, "");
      const value = values.find(
        (candidate) =>
          String(candidate.value) === wanted || candidate.label.toLowerCase().replace(/^[#@]/, "") === wanted,
      );
      if (value !== undefined) this.#setPicked(field, value);
    }
    input.addEventListener("focus", () => this.#offerValues(field, { wait: false }));
    input.addEventListener("input", () => {
      field.picked = null;
      pill.classList.remove("wrong", "picked");
      this.say(null);
      this.#fit(input);
      this.#offerValues(field, { wait: true });
    });
    input.addEventListener("blur", () => {
      clearTimeout(this.#timer);
      this.#asked += 1;
      this.suggestions.hide();
    });
    input.addEventListener("keydown", (event) => this.#key(event, field));
    this.#fit(input);
    this.#fields.push(field);
    this.element.insertBefore(pill, this.tail);
    return field;
  }

  #fit(input) {
    input.size = Math.min(Math.max(input.value.length + 1, 4), 48);
  }

  #drawMore() {
    this.more.replaceChildren(
      ...this.#missing.map((option) =>
        el(
          "button",
          {
            class: "more-option",
            type: "button",
            title: option.description,
            "aria-label": `Add option ${option.name}: ${option.description}`,
            onclick: () => this.#addOption(option),
          },
          icon("plus"),
          option.name,
        ),
      ),
    );
  }

  #addOption(option) {
    this.tail.value = "";
    const field = this.#addField(option, "");
    this.#drawMore();
    field.input.focus();
  }

  #remove(field) {
    this.#fields = this.#fields.filter((other) => other !== field);
    field.pill.remove();
    this.#drawMore();
    (this.#fields.at(-1)?.input ?? this.tail).focus();
  }

  #setPicked(field, value) {
    field.picked = value;
    field.input.value = value.label;
    field.pill.classList.add("picked");
    field.pill.classList.remove("wrong");
    this.#fit(field.input);
  }

  #heading(option) {
    return [
      el("strong", {}, option.name),
      " ",
      option.description,
      el("span", { class: "kind" }, `${KIND_NAMES[option.type] ?? "value"}${option.required ? "" : ", optional"}`),
    ];
  }

  #offer(field) {
    if (field === null) this.#offerOptions();
    else this.#offerValues(field, { wait: false });
  }

  #offerOptions() {
    const typed = this.tail.value.trim().toLowerCase();
    const rows = this.#missing
      .filter((option) => option.name.includes(typed))
      .map((option) => ({ option, label: option.name, detail: option.description }));
    if (rows.length === 0) {
      this.suggestions.hide();
      return;
    }
    // without a mark Enter sends the command; it takes an arrow or a letter to mean an option
    this.suggestions.show(this.tail, {
      heading: "Optional: choose one, or press Enter to send",
      rows,
      active: typed === "" ? -1 : 0,
      pick: (row) => this.#addOption(row.option),
    });
  }

  #offerValues(field, { wait }) {
    const { option, input } = field;
    const heading = this.#heading(option);
    const values = pickable(option, this.store);
    clearTimeout(this.#timer);
    if (values !== null) {
      const rows = matching(values, field.picked === null ? input.value : "");
      this.suggestions.show(input, {
        heading,
        rows,
        note: rows.length === 0 ? "Nothing of that name" : null,
        pick: (row) => this.#take(field, row),
      });
    } else if (option.autocomplete) {
      if (field.picked !== null) this.suggestions.show(input, { heading, note: "Press Enter to send" });
      else this.#ask(field, wait ? PAUSE : 0);
    } else {
      this.suggestions.show(input, {
        heading,
        note: option.type === TYPES.attachment ? "Files cannot be sent from this page." : null,
      });
    }
  }

  #take(field, value) {
    this.#setPicked(field, value);
    const next = this.#fields.find((other) => other.picked === null && other.input.value === "");
    (next?.input ?? this.tail).focus();
  }

  #ask(field, pause) {
    const { option, input } = field;
    const heading = this.#heading(option);
    const turn = (this.#asked += 1);
    const isStale = () => turn !== this.#asked || document.activeElement !== input;
    // what is listed belongs to what was typed before: it may be clicked, but Enter must not take it
    if (!this.suggestions.fade(input)) this.suggestions.show(input, { heading, note: "Loading options…" });
    this.#timer = setTimeout(async () => {
      const { choices, error } = await this.complete(interactionData(this.entry, this.#soFar(field)));
      if (isStale()) return;
      const rows = choices.map((choice) => ({ label: choice.name, value: choice.value }));
      const note = error === null ? "No options match your search" : "Loading options failed";
      this.suggestions.show(input, {
        heading,
        rows,
        note: rows.length === 0 ? note : null,
        pick: (row) => this.#take(field, row),
      });
    }, pause);
  }

  #soFar(focused) {
    return this.#fields.flatMap((field) => {
      if (field === focused) return [{ option: field.option, value: field.input.value, focused: true }];
      const { value } = readValue(field.option, { text: field.input.value, picked: field.picked });
      return value === undefined ? [] : [{ option: field.option, value }];
    });
  }

  /** Returns the interaction data, or null after pointing out what is missing or wrong. */
  read() {
    const values = [];
    for (const field of this.#fields) {
      const { value, error } = readValue(field.option, { text: field.input.value, picked: field.picked });
      if (error !== undefined) {
        field.pill.classList.add("wrong");
        field.input.focus();
        this.say(`${field.option.name}: ${error}`);
        return null;
      }
      if (value !== undefined) values.push({ option: field.option, value });
    }
    return interactionData(this.entry, values);
  }

  #text() {
    return `/${this.entry.label}`;
  }

  #key(event, field) {
    if (event.isComposing) return;
    const input = event.target;
    const { suggestions } = this;
    const keys = {
      ArrowDown: () => (suggestions.isOpen ? suggestions.move(1) : this.#offer(field)),
      ArrowUp: () => suggestions.move(-1),
      Escape: () => (suggestions.isOpen ? suggestions.hide() : this.leave("")),
      Enter: () => (suggestions.hasActive && field?.picked == null ? suggestions.pickActive() : this.submit()),
    };
    if (event.key === "Tab" && !event.shiftKey && suggestions.hasActive && field?.picked == null)
      keys.Tab = () => suggestions.pickActive();
    if (event.key === "Backspace" && input.value === "") {
      if (field === null)
        keys.Backspace = () => (this.#fields.length > 0 ? this.#fields.at(-1).input.focus() : this.leave(this.#text()));
      else if (!field.option.required) keys.Backspace = () => this.#remove(field);
      else if (field === this.#fields[0]) keys.Backspace = () => this.leave(this.#text());
    }
    const act = keys[event.key];
    if (act === undefined) return;
    event.preventDefault();
    act();
  }
}
