// The left of the page: servers, channels, and who the reader acts as.

import { avatar, openChoices } from "./choices.js";
import { el, fill } from "./dom.js";
import { channelIcon, icon } from "./icons.js";
import { isDirect, isThread } from "./store.js";

const CATEGORY = 4;

function initials(name) {
  return name
    .split(/\s+/)
    .slice(0, 3)
    .map((word) => [...word][0] ?? "")
    .join("")
    .toUpperCase();
}

function unreadIn(store, channels) {
  const found = channels.map((channel) => store.unread.get(channel.id)).filter(Boolean);
  return { any: found.length > 0, pings: found.reduce((sum, { pings }) => sum + pings, 0) };
}

function pingCount(pings) {
  return pings > 0 ? el("span", { class: "ping-count", "aria-label": `${pings} mentions` }, String(pings)) : null;
}

export function drawServers(root, store, { enter }) {
  const item = (id, name, face, channels) => {
    const { any, pings } = unreadIn(store, channels);
    const button = el(
      "button",
      {
        class: "server",
        "data-key": `server-${id}`,
        type: "button",
        title: name,
        "aria-label": any ? `${name}, unread messages` : name,
        "aria-current": store.guildId === id ? "true" : null,
        onclick: () => enter(id),
      },
      face,
      pingCount(pings),
    );
    button.classList.toggle("unread", any);
    return el("li", {}, button);
  };
  fill(
    root,
    store.dms.length > 0
      ? [
          item(null, "Direct messages", icon("message"), store.dms),
          el("li", { class: "server-rule", role: "separator" }),
        ]
      : null,
    store.world.guilds.map((guild) => item(guild.id, guild.name, initials(guild.name), store.visible(guild))),
  );
}

function byPosition(one, other) {
  return (one.position ?? 0) - (other.position ?? 0) || (BigInt(one.id) < BigInt(other.id) ? -1 : 1);
}

function channelRow(channel, store, open) {
  const unread = store.unread.get(channel.id);
  const current = channel.id === store.channelId;
  const kind =
    { 5: "announcement channel", 15: "forum", 1: "direct messages", 3: "direct messages" }[channel.type] ??
    (isThread(channel) ? "thread" : "text channel");
  const button = el(
    "button",
    {
      class: "channel",
      type: "button",
      "aria-current": current ? "page" : null,
      "aria-label": `${channel.name} (${kind})${unread ? ", unread" : ""}`,
      "data-key": `channel-${channel.id}`,
      onclick: () => open(channel.id),
    },
    isDirect(channel)
      ? avatar({ name: channel.name, bot: channel.type === 1 }, "avatar small")
      : channelIcon(channel.type),
    el("span", { class: "channel-name" }, channel.name),
    pingCount(unread?.pings ?? 0),
  );
  button.classList.toggle("unread", unread !== undefined);
  return button;
}

export function drawChannels(root, store, { open }) {
  const all = [...store.channels].sort(byPosition);
  const threads = (parent) => {
    const inner = all.filter((channel) => isThread(channel) && channel.parent_id === parent.id);
    return inner.length === 0
      ? null
      : el(
          "ul",
          { class: "threads" },
          inner.map((thread) => el("li", {}, channelRow(thread, store, open))),
        );
  };
  const rows = (parentId) =>
    all
      .filter((channel) => channel.type !== CATEGORY && !isThread(channel) && (channel.parent_id ?? null) === parentId)
      .map((channel) => el("li", {}, channelRow(channel, store, open), threads(channel)));
  fill(
    root,
    el("ul", {}, rows(null)),
    all
      .filter((channel) => channel.type === CATEGORY)
      .map((category) => [
        el("h3", { class: "category" }, icon("category"), category.name),
        el("ul", {}, rows(category.id)),
      ]),
  );
}

/** Draws the reader at the foot of the column; pressing it changes who they act as. */
export function drawMe(root, store, { become }) {
  const { me } = store;
  if (me === null) return;
  const button = el(
    "button",
    {
      class: "me",
      "data-key": "me",
      type: "button",
      "aria-haspopup": "listbox",
      "aria-expanded": "false",
      "aria-label": `You act as ${me.name}. Change.`,
    },
    avatar(me),
    el(
      "span",
      { class: "me-words" },
      el("span", { class: "me-name" }, me.name),
      el("span", { class: "me-note" }, me.admin ? "server manager" : "ordinary member"),
    ),
    el("span", { class: "me-switch" }, "Switch", icon("chevron")),
  );
  button.addEventListener("click", () =>
    openChoices(button, {
      choices: store.world.users.map((user) => ({
        value: user.id,
        label: user.name,
        detail: user.admin ? "server manager" : "ordinary member",
        mark: avatar(user, "avatar small"),
      })),
      picked: [me.id],
      least: 1,
      most: 1,
      filter: false,
      label: "Act as",
      settle: ([choice]) => become(choice.value),
    }),
  );
  fill(root, button);
}
