// The strip above the messages that shows a newcomer around. Each step ticks itself off when it has happened.

import { el, fill, memory } from "./dom.js";
import { icon } from "./icons.js";

export class Tour {
  #memory = memory("localStorage", "tour");
  #done = new Set();

  /** `actions` hold what pressing a step does: show, subscribe, publish, watch. */
  constructor(root, store, actions) {
    this.root = root;
    const remembered = this.#memory.get() ?? {};
    this.closed = Boolean(remembered.closed);
    this.#done = new Set(remembered.done ?? []);
    this.steps = [
      { id: "show", words: [el("kbd", {}, "/show akudama-drive")], act: actions.show },
      { id: "subscribe", words: [el("kbd", {}, "/subscribe")], act: actions.subscribe },
      { id: "publish", words: ["Publish a renewal"], act: actions.publish },
      { id: "watch", words: ["See it announced"], act: actions.watch },
    ];
    store.on("used", ({ data }) => this.#tick(data.name));
    store.on("published", () => this.#tick("publish"));
    store.on("announced", () => this.#done.has("publish") && this.#tick("watch"));
    this.draw();
  }

  #remember() {
    this.#memory.set({ closed: this.closed, done: [...this.#done] });
  }

  #tick(id) {
    if (!this.steps.some((step) => step.id === id) || this.#done.has(id)) return;
    this.#done.add(id);
    this.#remember();
    this.draw();
  }

  draw() {
    this.root.hidden = this.closed;
    const next = this.steps.find((step) => !this.#done.has(step.id));
    fill(
      this.root,
      el("strong", { class: "tour-title" }, next === undefined ? "All seen!" : "New here?"),
      el(
        "ol",
        {},
        this.steps.map((step, at) => {
          const done = this.#done.has(step.id);
          const button = el(
            "button",
            {
              class: "tour-step",
              type: "button",
              "data-key": step.id,
              "aria-current": step === next ? "step" : null,
              onclick: step.act,
            },
            el("span", { class: "tour-number" }, done ? icon("check") : String(at + 1)),
            el(
              "span",
              {},
              step.words.map((word) => (typeof word === "string" ? word : word.cloneNode(true))),
            ),
          );
          button.classList.toggle("done", done);
          return el("li", {}, button);
        }),
      ),
      el(
        "button",
        {
          class: "icon-button",
          type: "button",
          "aria-label": "Close the tour",
          onclick: () => {
            this.closed = true;
            this.#remember();
            this.draw();
          },
        },
        icon("close"),
      ),
    );
  }
}
