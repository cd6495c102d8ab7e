// What stands around the messages: the line above them, the banner, the panel and its tabs.

import { el, fill } from "./dom.js";
import { channelIcon, icon } from "./icons.js";
import { isDirect } from "./store.js";

const CATEGORY = 4;
const TABS = ["newsroom", "members"];
const part = (id) => document.getElementById(id);

export function showBanner(text) {
  part("banner").hidden = text === null;
  part("banner").textContent = text ?? "";
}

/** Shows one tab of the panel; with `toggle`, a tab that is shown already closes it. */
export function showPanel(tab, { toggle = false } = {}) {
  const { classList } = document.body;
  const closing = toggle && !part(tab).hidden;
  for (const name of TABS) {
    part(name).hidden = name !== tab;
    part(`tab-${name}`).setAttribute("aria-selected", String(name === tab));
  }
  // one class for wide windows, where the panel stands open, and one for narrow ones, where it does not
  classList.toggle("panel-closed", closing && !classList.contains("panel-closed"));
  classList.toggle("panel-open", !(closing && classList.contains("panel-open")));
}

export function closeChannels() {
  document.body.classList.remove("channels-open");
}

function iconButton(className, name, label, onclick) {
  return el(
    "button",
    { class: `icon-button ${className}`, type: "button", "aria-label": label, "data-key": label, onclick },
    icon(name),
  );
}

function place(store, channel, open) {
  const parent = channel.parent_id ? store.findChannel(channel.parent_id) : null;
  const crumb = (above) =>
    el(
      "button",
      { class: "crumb", type: "button", onclick: () => open(above.id) },
      channelIcon(above.type),
      above.name,
    );
  return [
    parent === null || parent.type === CATEGORY ? null : crumb(parent),
    channelIcon(channel.type),
    el("h2", {}, channel.name),
    channel.topic ? el("span", { class: "topic" }, channel.topic) : null,
  ];
}

/** Draws the line above the messages, and the title of the browser's tab. */
export function drawChannelBar(store, { open }) {
  const { channel } = store;
  const { bot } = store.world;
  const state = bot.online ? "online" : "offline";
  fill(
    part("channel-bar"),
    iconButton("menu-button", "menu", "Show servers and channels", () =>
      document.body.classList.toggle("channels-open"),
    ),
    channel === null ? null : place(store, channel, open),
    el("span", { class: "bar-space" }),
    el("span", { class: `bot-state ${state}` }, `${bot.name} is ${state}`),
    TABS.map((tab) => iconButton("panel-button", tab, `Show the ${tab}`, () => showPanel(tab, { toggle: true }))),
  );
  const where = channel === null ? "" : `${isDirect(channel) ? "" : "#"}${channel.name} – `;
  document.title = `${where}Encore sandbox`;
}

/** Makes the fixed parts of the page work; called once. */
export function wireFrame() {
  fill(part("close-panel"), icon("close"));
  part("close-panel").addEventListener("click", () => {
    document.body.classList.remove("panel-open");
    document.body.classList.add("panel-closed");
  });
  document.querySelector("main").addEventListener("pointerdown", (event) => {
    if (!event.target.closest(".menu-button")) closeChannels();
  });
  for (const tab of TABS) {
    const other = TABS.find((name) => name !== tab);
    part(`tab-${tab}`).addEventListener("click", () => showPanel(tab));
    part(`tab-${tab}`).addEventListener("keydown", (event) => {
      if (event.key !== "ArrowLeft" && event.key !== "ArrowRight") return;
      showPanel(other);
      part(`tab-${other}`).focus();
    });
  }
}
