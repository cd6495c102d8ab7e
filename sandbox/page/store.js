// What the page knows: the world as the server tells it, where the reader stands, and what was read.

import { colour, memory } from "./dom.js";

const THREADS = new Set([10, 11, 12]);

export const isThread = (channel) => THREADS.has(channel.type);
/** A conversation outside every server: with the bot (1), or of two people among themselves (3). */
export const isDirect = (channel) => channel.type === 1 || channel.type === 3;
export const isForum = (channel) => channel.type === 15;

export class Store {
  #listeners = new Map();
  #actingAs = memory("sessionStorage", "user");
  #dismissed = memory("sessionStorage", "dismissed");
  #language = memory("sessionStorage", "language");

  world = {
    users: [],
    guilds: [],
    dms: [],
    bot: { id: "0", name: "Encore", online: false },
    feeds: [],
    examples: [],
    published: [],
  };
  guildId = null;
  channelId = null;
  commands = []; // what Discord would offer the acting person in the open channel
  messages = []; // of the open channel, oldest first
  unread = new Map(); // channel id → { pings }
  connected = false;

  on(event, listener) {
    if (!this.#listeners.has(event)) this.#listeners.set(event, []);
    this.#listeners.get(event).push(listener);
  }

  tell(event, detail) {
    for (const listener of this.#listeners.get(event) ?? []) listener(detail);
  }

  /** The person the reader acts as. */
  get me() {
    const { users } = this.world;
    return users.find((user) => user.id === this.#actingAs.get()) ?? users[0] ?? null;
  }

  actAs(userId) {
    this.#actingAs.set(userId);
  }

  /** The language of the acting person's Discord, as one of Discord's locale names. */
  get locale() {
    return this.#language.get() ?? this.me?.locale ?? "en-US";
  }

  speak(locale) {
    this.#language.set(locale);
    this.tell("commands");
  }

  get guild() {
    return this.world.guilds.find((guild) => guild.id === this.guildId) ?? null;
  }

  get dms() {
    return this.world.dms.filter((dm) => dm.user_ids.includes(this.me?.id));
  }

  /** The channels of the open server, or the conversations, that the acting person can see. */
  get channels() {
    return this.guild === null ? this.dms : this.visible(this.guild);
  }

  visible(guild) {
    return guild.channels.filter((channel) => !channel.visible_to || channel.visible_to.includes(this.me?.id));
  }

  maySend(channel) {
    return !channel.can_send || channel.can_send.includes(this.me?.id);
  }

  get channel() {
    return this.channels.find((channel) => channel.id === this.channelId) ?? null;
  }

  guildOf(channelId) {
    return this.world.guilds.find((guild) => guild.channels.some((channel) => channel.id === channelId)) ?? null;
  }

  /** What mentions are called; asked for by the renderers. */
  names = {
    user: (id) => this.user(id),
    role: (id) => this.role(id),
    channel: (id) => this.findChannel(id),
    open: (id) => this.tell("open", id),
  };

  user(id) {
    if (this.world.bot.id === id) return { ...this.world.bot, colour: null, bot: true };
    return this.world.users.find((user) => user.id === id) ?? null;
  }

  role(id) {
    for (const guild of this.world.guilds) {
      const role = guild.roles.find((candidate) => candidate.id === id);
      if (role !== undefined) return { ...role, colour: colour(role.colour) };
    }
    return null;
  }

  findChannel(id) {
    for (const guild of this.world.guilds) {
      const channel = guild.channels.find((candidate) => candidate.id === id);
      if (channel !== undefined) return channel;
    }
    return this.world.dms.find((dm) => dm.id === id) ?? null;
  }

  isForMe(message, recipientId = message.ephemeral_user_id) {
    if (recipientId && recipientId !== this.me?.id) return false;
    return !(this.#dismissed.get() ?? []).includes(message.id);
  }

  dismiss(messageId) {
    this.#dismissed.set([...(this.#dismissed.get() ?? []), messageId].slice(-500));
    this.remove(messageId);
  }

  pings(message) {
    const { me } = this;
    if (me === null || message.author?.id === me.id) return false;
    if (message.mention_everyone) return true;
    if ((message.mentions ?? []).some((user) => user.id === me.id)) return true;
    return (message.mention_roles ?? []).some((role) => (me.roles ?? []).includes(role));
  }

  /** Adds a message to the open channel, or puts the newer state in its place. */
  keep(message) {
    const at = this.messages.findIndex((known) => known.id === message.id);
    if (at === -1) this.messages.push(message);
    else this.messages[at] = message;
    this.tell("message", { message, added: at === -1 });
  }

  remove(messageId) {
    this.messages = this.messages.filter((message) => message.id !== messageId);
    this.tell("removed", messageId);
  }

  noteUnread(channelId, pings) {
    const known = this.unread.get(channelId) ?? { pings: 0 };
    this.unread.set(channelId, { pings: known.pings + (pings ? 1 : 0) });
    this.tell("unread");
  }

  markRead(channelId) {
    if (this.unread.delete(channelId)) this.tell("unread");
  }
}
