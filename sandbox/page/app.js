// The page as a whole: it puts the parts together, follows the server's events and moves between channels.

import { getCommands, getMessages, getState, listen, postMessage } from "./api.js";
import { closeChoices } from "./choices.js";
import { MESSAGE, USER } from "./commands.js";
import { Composer } from "./composer.js";
import { closeChannels, drawChannelBar, showBanner, showPanel, wireFrame } from "./frame.js";
import { Interactions } from "./interactions.js";
import { drawMembers } from "./members.js";
import { openMenu } from "./menu.js";
import { openModal } from "./modal.js";
import { Newsroom } from "./newsroom.js";
import { drawChannels, drawMe, drawServers } from "./sidebar.js";
import { Store, isForum } from "./store.js";
import { keepRelativeTimesTrue } from "./times.js";
import { Timeline } from "./timeline.js";
import { Tour } from "./tour.js";

const part = (id) => document.getElementById(id);
const store = new Store();
const interactions = new Interactions(store);

// --- moving about

let visit = 0; // counts channel changes, so that an answer that comes too late is not shown in another channel

function remember() {
  window.history.replaceState(null, "", `#${store.guildId ?? "dm"}/${store.channelId ?? ""}`);
}

async function loadMessages() {
  const turn = (visit += 1);
  const { channel } = store;
  store.messages = [];
  if (channel === null || isForum(channel) || store.me === null) return turn === visit;
  const messages = await getMessages(channel.id, store.me.id);
  if (turn !== visit) return false;
  // what events brought meanwhile is newer than the answer
  const came = new Map(store.messages.map((message) => [message.id, message]));
  const listed = messages.filter((message) => store.isForMe(message)).map((message) => came.get(message.id) ?? message);
  const known = new Set(listed.map((message) => message.id));
  store.messages = [...listed, ...store.messages.filter((message) => !known.has(message.id))];
  return true;
}

async function openChannel(channelId) {
  closeChoices();
  store.guildId = store.guildOf(channelId)?.id ?? null;
  store.channelId = channelId;
  store.markRead(channelId);
  remember();
  composer.leave();
  closeChannels();
  await drawPlace();
}

function enterServer(guildId) {
  store.guildId = guildId;
  const open = store.channels
    .filter((channel) => channel.type !== 4)
    .sort((one, other) => one.position - other.position);
  // a newcomer should begin where the bot may answer
  const [first] = [...open.filter((channel) => channel.type === 0 && channel.can_send_bot !== false), ...open];
  if (first !== undefined) void openChannel(first.id);
}

async function become(userId) {
  store.actAs(userId);
  store.unread.clear();
  if (store.channel === null) enterServer(store.world.guilds[0]?.id ?? null);
  composer.leave();
  await drawPlace();
}

async function drawPlace() {
  drawFrame();
  try {
    const [isCurrent] = await Promise.all([loadMessages(), loadCommands()]);
    if (isCurrent) timeline.open();
  } catch (error) {
    showBanner(error.message);
  }
}

// --- reading the server

async function loadCommands() {
  if (store.channel === null || store.me === null) return;
  const { channelId, me } = store;
  const commands = await getCommands(store.guildId, channelId, me.id);
  if (channelId !== store.channelId || me.id !== store.me.id) return;
  store.commands = commands;
  store.tell("commands");
}

async function loadWorld() {
  const world = await getState();
  store.world = { ...store.world, ...world };
  store.tell("world");
  if (store.channel === null) {
    const [, channelId] = /^#\w+\/(\w+)$/.exec(window.location.hash) ?? [];
    const known = channelId !== undefined && store.findChannel(channelId) !== null;
    if (known) {
      await openChannel(channelId);
    } else {
      enterServer(world.guilds[0]?.id ?? null);
    }
  }
  drawFrame();
}

/** Reads everything again, as after the stream was interrupted: events may have been missed. */
async function catchUp() {
  try {
    await loadWorld();
    await loadCommands();
    if (await loadMessages()) timeline.show();
  } catch (error) {
    showBanner(error.message);
  }
}

function messageCame(
  { channel_id: channelId, message, ephemeral_user_id: recipientId, interaction_id: interactionId },
  type,
) {
  interactions.heard(interactionId ?? message.interaction_id, null);
  const whole = { ...message, ephemeral_user_id: message.ephemeral_user_id ?? recipientId ?? null };
  if (!store.isForMe(whole)) return;
  if (channelId === store.channelId) {
    if (type === "message_update" && !store.messages.some((known) => known.id === message.id)) return;
    store.keep(whole);
  } else if (type === "message_create" && whole.author.id !== store.me?.id) {
    store.noteUnread(channelId, store.pings(whole));
  }
  if (
    type === "message_create" &&
    message.author.id === store.world.bot.id &&
    !whole.ephemeral_user_id &&
    !message.interaction &&
    !message.interaction_metadata
  ) {
    lastAnnouncement = channelId;
    store.tell("announced");
  }
}

let lastAnnouncement = null;

/** Puts a story among the published ones, newest first, or its newer state in place of the older. */
function keepStory({ story }) {
  const { published } = store.world;
  const known = published.some((other) => other.guid === story.guid);
  store.world.published = known
    ? published.map((other) => (other.guid === story.guid ? story : other))
    : [story, ...published];
  store.tell("stories");
}

const EVENTS = {
  message_create: (event) => messageCame(event, "message_create"),
  message_update: (event) => messageCame(event, "message_update"),
  message_delete: (event) =>
    event.channel_id === store.channelId && store.remove(event.message_id ?? event.message?.id),
  interaction_done: (event) => interactions.heard(event.interaction_id, null),
  interaction_failed: (event) =>
    interactions.heard(event.interaction_id, event.error || "The application did not respond"),
  modal: (event) => {
    interactions.heard(event.interaction_id, null);
    if (event.user_id === store.me?.id)
      openModal(event.modal, store, (data, settled) => interactions.submit(event.modal, data, settled));
  },
  bot_online: (event) => {
    store.world.bot = { ...store.world.bot, online: event.online };
    drawFrame();
    store.tell("stories");
  },
  commands_changed: () => void loadCommands(),
  world_changed: () => void catchUp(),
  story_published: keepStory,
  feed_read: keepStory,
};

// --- what a message lets the reader do

function press(message, element, data) {
  element.classList.add("busy");
  element.setAttribute("aria-busy", "true");
  interactions.press(message, data, (error) => {
    element.classList.remove("busy");
    element.removeAttribute("aria-busy");
    if (error !== null) timeline.failed(message.id, error);
  });
}

function appItems(type, data) {
  const commands = store.commands.filter((command) => command.type === type);
  const items = commands.map((command) => ({
    label: command.name,
    note: store.world.bot.name,
    act: () => interactions.use(command.name, { id: command.id, name: command.name, type, ...data }),
  }));
  return [
    { heading: "Apps" },
    ...(items.length > 0 ? items : [{ label: "No app offers anything here", act: () => {} }]),
  ];
}

function messageMenu(message, where) {
  const copy = (text) => void navigator.clipboard?.writeText(text);
  openMenu(
    where,
    [
      ...appItems(MESSAGE, { target_id: message.id }),
      { heading: "Message" },
      { label: "Copy text", act: () => copy(message.content ?? "") },
      { label: "Copy message ID", act: () => copy(message.id) },
    ],
    "Message actions",
  );
}

function userMenu(user, where) {
  openMenu(
    where,
    [
      ...appItems(USER, { target_id: user.id }),
      { heading: "Person" },
      { label: "Mention", act: () => composer.write(`<@${user.id}> `) },
    ],
    `Actions for ${user.name}`,
  );
}

function drawFrame() {
  part("guild-name").textContent = store.guild?.name ?? "Direct messages";
  drawServers(part("servers"), store, { enter: enterServer });
  drawChannels(part("channels"), store, { open: openChannel });
  drawMe(part("me"), store, { become });
  drawChannelBar(store, { open: openChannel });
  drawMembers(part("members"), store, { userMenu });
  composer.draw();
  const { bot } = store.world;
  if (!store.connected) showBanner("The connection to the sandbox is lost. Trying again…");
  else showBanner(bot.online ? null : `${bot.name} is offline: commands stay unanswered until the bot has connected.`);
}

const timeline = new Timeline(part("timeline"), store, interactions, {
  press,
  menu: messageMenu,
  dismiss: (message) => store.dismiss(message.id),
});
const composer = new Composer(part("composer"), store, {
  say: (content) => postMessage(store.channelId, store.me.id, content),
  use: (label, data) => interactions.use(label, data),
  complete: (data) => interactions.complete(data),
});
new Newsroom(part("newsroom"), store);
new Tour(part("tour"), store, {
  show: () => composer.write("/show akudama-drive"),
  subscribe: () => composer.write("/subscribe akudama-drive"),
  publish: () => {
    showPanel("newsroom");
    part("newsroom").querySelector(".example")?.focus();
  },
  watch: () => lastAnnouncement !== null && openChannel(lastAnnouncement),
});
store.on("open", openChannel);
store.on("unread", drawFrame);
wireFrame();
keepRelativeTimesTrue();

listen(
  (event) => EVENTS[event.type]?.(event),
  (connected) => {
    const again = connected && !store.connected;
    store.connected = connected;
    if (again) void catchUp();
    else if (!connected) drawFrame();
  },
);
