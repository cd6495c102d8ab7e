// The list above the input: commands, options, values. The input keeps the focus; the list only marks a row.

import { choiceRow } from "./choices.js";
import { el, fill } from "./dom.js";

export class Suggestions {
  #rows = [];
  #active = -1;
  #pick = () => {};
  #input = null;

  constructor() {
    this.heading = el("div", { class: "suggestions-heading" });
    this.list = el("div", {
      class: "suggestions-list",
      role: "listbox",
      id: "suggestions",
      "aria-label": "Suggestions",
    });
    this.element = el("div", { class: "suggestions", hidden: true }, this.heading, this.list);
    this.element.addEventListener("mousedown", (event) => event.preventDefault());
  }

  get isOpen() {
    return !this.element.hidden;
  }

  get hasActive() {
    return this.isOpen && this.#active >= 0;
  }

  /** Shows rows for an input. `active` is the row marked at first, -1 for none; `note` stands in place of rows. */
  show(input, { heading, rows = [], active = 0, note = null, pick = () => {} }) {
    this.#input = input;
    this.#rows = rows;
    this.#pick = pick;
    this.#active = Math.min(active, rows.length - 1);
    fill(this.heading, heading);
    this.element.hidden = false;
    this.list.classList.remove("faded");
    fill(
      this.list,
      note === null ? null : el("div", { class: "suggestions-note", role: "status" }, note),
      rows.map((row, at) => choiceRow(row, { id: `suggestion-${at}`, onclick: () => this.#pick(row) })),
    );
    this.#expanded("true");
    this.#mark();
  }

  /** Unmarks the rows while newer ones are fetched; returns whether any stand there for this input. */
  fade(input) {
    if (!this.isOpen || this.#input !== input || this.#rows.length === 0) return false;
    this.#active = -1;
    this.list.classList.add("faded");
    this.#mark();
    return true;
  }

  hide() {
    this.element.hidden = true;
    this.#active = -1;
    this.#expanded("false");
    this.#input?.removeAttribute("aria-activedescendant");
  }

  #expanded(state) {
    if (this.#input?.getAttribute("role") === "combobox") this.#input.setAttribute("aria-expanded", state);
  }

  #mark() {
    [...this.list.querySelectorAll(".choice")].forEach((row, at) => {
      row.classList.toggle("active", at === this.#active);
      row.setAttribute("aria-selected", String(at === this.#active));
      if (at === this.#active) row.scrollIntoView({ block: "nearest" });
    });
    if (this.#active >= 0) this.#input.setAttribute("aria-activedescendant", `suggestion-${this.#active}`);
    else this.#input.removeAttribute("aria-activedescendant");
  }

  move(by) {
    if (this.#rows.length === 0) return;
    const from = this.#active === -1 && by < 0 ? 0 : this.#active;
    this.#active = (from + by + this.#rows.length) % this.#rows.length;
    this.#mark();
  }

  pickActive() {
    const row = this.#rows[this.#active];
    if (row !== undefined) this.#pick(row);
  }
}
