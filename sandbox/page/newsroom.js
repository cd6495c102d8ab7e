// The newsroom: publishing into the sandbox's own feeds.

import { postStory } from "./api.js";
import { el, fill } from "./dom.js";
import { icon } from "./icons.js";
import { clockTime } from "./times.js";
import { troubleFold } from "./trouble.js";

const GRADES = { official: "official", licensee: "licensee", press: "press", report: "unconfirmed reports" };

export class Newsroom {
  #examples = el("div", { class: "examples" });
  #published = el("ol", { class: "published" });
  #outlet = el("select", { id: "story-outlet", required: true });
  #title = el("input", {
    id: "story-title",
    type: "text",
    required: true,
    maxLength: 300,
    autocomplete: "off",
    placeholder: "Akudama Drive Gets 2nd Season",
  });
  #summary = el("textarea", {
    id: "story-summary",
    rows: 3,
    maxLength: 4000,
    placeholder: "What the article says, in a sentence or two",
  });
  #latest = el("div", { class: "latest", role: "status", hidden: true });
  #outcome = el("p", { class: "newsroom-outcome", role: "alert", hidden: true });
  #button = el("button", { class: "button primary", type: "submit" }, "Publish");

  constructor(root, store) {
    this.store = store;
    fill(
      root,
      el(
        "p",
        { class: "panel-lead" },
        "Play the press: what you publish goes into the sandbox's own RSS feeds, which Encore reads every few seconds.",
      ),
      this.#latest,
      this.#outcome,
      el("h3", {}, "Ready-made stories"),
      this.#examples,
      el("details", { class: "fold" }, el("summary", {}, "Write your own story"), this.#form()),
      troubleFold(store),
      el("h3", {}, "Published"),
      this.#published,
    );
    store.on("world", () => this.draw());
    store.on("stories", () => this.#drawPublished());
  }

  #form() {
    const field = (control, label) =>
      el("div", { class: "form-part" }, el("label", { for: control.id }, label), control);
    const publish = (event) => {
      event.preventDefault();
      this.#publish(
        { feed_id: this.#outlet.value, title: this.#title.value.trim(), summary: this.#summary.value.trim() },
        this.#button,
        () => {
          this.#title.value = "";
          this.#summary.value = "";
        },
      );
    };
    return el(
      "form",
      { class: "story-form", onsubmit: publish },
      field(this.#outlet, "Outlet"),
      field(this.#title, "Headline"),
      field(this.#summary, "Summary"),
      this.#button,
    );
  }

  #feed(id) {
    return this.store.world.feeds.find((feed) => feed.id === id) ?? null;
  }

  draw() {
    const { feeds, examples } = this.store.world;
    const outlet = this.#outlet.value;
    fill(
      this.#outlet,
      feeds.map((feed) =>
        el("option", { value: feed.id }, `${feed.name} (${GRADES[feed.grade] ?? feed.grade ?? "press"})`),
      ),
    );
    if (feeds.some((feed) => feed.id === outlet)) this.#outlet.value = outlet;
    fill(
      this.#examples,
      examples.map((example) => this.#example(example)),
    );
    this.#drawPublished();
  }

  #example(example) {
    const story = {
      feed_id: example.feed_id,
      title: example.title,
      summary: example.summary,
      example_id: example.id,
      ...(example.link ? { link: example.link } : {}),
    };
    const button = el(
      "button",
      { class: "example", type: "button", "data-example": example.id, "data-key": example.id, title: example.summary },
      el("span", { class: "example-label" }, example.label),
      el("span", { class: "example-title" }, `“${example.title}”`),
      el(
        "span",
        { class: "example-hint" },
        [this.#feed(example.feed_id)?.name, example.hint].filter(Boolean).join(" · "),
      ),
    );
    button.addEventListener("click", () => this.#publish(story, button, () => {}));
    return button;
  }

  async #publish(story, button, done) {
    button.disabled = true;
    this.#outcome.hidden = true;
    try {
      await postStory(story);
      done();
      this.store.tell("published", story);
    } catch (error) {
      this.#outcome.textContent = error.message;
      this.#outcome.hidden = false;
    } finally {
      button.disabled = false;
    }
  }

  #state(story) {
    if (!story.read_at)
      return el(
        "span",
        { class: "story-state waiting" },
        icon("wait"),
        this.store.world.bot.online ? "waiting for Encore to read the feed" : "waiting: the bot is offline",
      );
    const seconds = Math.max(0, Math.round((new Date(story.read_at) - new Date(story.published_at)) / 1000));
    return el(
      "span",
      { class: "story-state read" },
      icon("check"),
      `read by Encore ${seconds < 1 ? "at once" : `${seconds} s later`}`,
    );
  }

  #drawPublished() {
    const stories = this.store.world.published;
    const [newest] = stories;
    this.#latest.hidden = newest === undefined;
    if (newest !== undefined)
      fill(this.#latest, el("span", { class: "story-title" }, `“${newest.title}”`), this.#state(newest));
    fill(
      this.#published,
      stories.length === 0 ? el("li", { class: "nothing" }, "Nothing yet.") : null,
      stories.map((story) =>
        el(
          "li",
          {},
          el("span", { class: "story-title" }, story.title),
          el(
            "span",
            { class: "story-meta" },
            [this.#feed(story.feed_id)?.name, story.published_at ? clockTime(new Date(story.published_at)) : null]
              .filter(Boolean)
              .join(" · "),
          ),
          this.#state(story),
        ),
      ),
    );
  }
}
