// Commands, presses and forms on their way to the bot, and what became of them.

import { postInteraction } from "./api.js";

const COMMAND = 2;
const COMPONENT = 3;
const AUTOCOMPLETE = 4;
const MODAL = 5;
const FORGET_AFTER = 4000; // a bot must answer within 3 seconds, so what waits longer was answered unseen

let counter = 0;

export class Interactions {
  /** Commands that wait or have failed, for the message list to show: {key, label, channelId, userId, error}. */
  commands = [];
  #waiting = new Set();
  #outcomes = new Map(); // of interactions whose outcome was heard before the answer to our own request

  constructor(store) {
    this.store = store;
  }

  #place() {
    const { store } = this;
    return { user_id: store.me.id, guild_id: store.guildId, channel_id: store.channelId, locale: store.locale };
  }

  async #send(body, waiting) {
    this.#waiting.add(waiting);
    try {
      const { interaction_id: id } = await postInteraction({ ...this.#place(), ...body });
      waiting.id = id;
      const outcome = this.#outcomes.get(id);
      if (outcome !== undefined) this.#settle(waiting, outcome.error);
      else setTimeout(() => this.#waiting.has(waiting) && this.#settle(waiting, null), FORGET_AFTER);
    } catch (error) {
      this.#settle(waiting, error.message);
    }
  }

  #settle(waiting, error) {
    this.#outcomes.delete(waiting.id);
    if (this.#waiting.delete(waiting)) waiting.settled(error);
  }

  /** Tells how an interaction ended: with `error` null when the bot answered. */
  heard(id, error) {
    if (!id) return;
    for (const waiting of this.#waiting) {
      if (waiting.id === id) {
        this.#settle(waiting, error);
        return;
      }
    }
    this.#outcomes.set(id, { error });
    setTimeout(() => this.#outcomes.delete(id), 60_000);
  }

  use(label, data) {
    const shown = {
      key: `pending-${(counter += 1)}`,
      label,
      channelId: this.store.channelId,
      userId: this.store.me.id,
      error: null,
    };
    this.commands.push(shown);
    this.store.tell("pending");
    this.store.tell("used", { label, data });
    return this.#send(
      { type: COMMAND, data },
      {
        settled: (error) => {
          if (error === null) this.forget(shown.key);
          else shown.error = error;
          this.store.tell("pending");
        },
      },
    );
  }

  forget(key) {
    this.commands = this.commands.filter((command) => command.key !== key);
    this.store.tell("pending");
  }

  press(message, data, settled) {
    return this.#send({ type: COMPONENT, data, message_id: message.id }, { settled });
  }

  submit(modal, data, settled) {
    return this.#send(
      { type: MODAL, data, ...(modal.message_id ? { message_id: modal.message_id } : {}) },
      { settled },
    );
  }

  /** Returns {choices, error}: what the bot offers for the option that is being typed. */
  async complete(data) {
    try {
      const { choices, error } = await postInteraction({ ...this.#place(), type: AUTOCOMPLETE, data });
      return { choices: choices ?? [], error: error ?? null };
    } catch (error) {
      return { choices: [], error: error.message };
    }
  }
}
