// Faults to order by a press: what may go wrong between a bot and Discord.

import { postFault } from "./api.js";
import { el, fill } from "./dom.js";

const SENDING = { method: "POST", path: "/channels/*/messages" };

const TROUBLES = [
  {
    label: "Lose the next reply",
    hint: "The bot's next post arrives, but the bot never hears so. There must still be one post.",
    fault: { kind: "lost_reply", ...SENDING, count: 1 },
  },
  {
    label: "Fail the next two posts",
    hint: "Discord answers with an error 500 twice.",
    fault: { kind: "error", ...SENDING, count: 2 },
  },
  {
    label: "Slow the bot down",
    hint: "The next post is refused with “too many requests” and tried again after two seconds.",
    fault: { kind: "rate_limited", ...SENDING, count: 1, retry_after: 2 },
  },
  { label: "Cut the connection", hint: "The gateway asks the bot to reconnect.", fault: { kind: "reconnect" } },
  {
    label: "Forbid the bot to post here",
    hint: "It loses Send Messages in the open channel.",
    fault: { kind: "deny", permissions: 2048 },
    here: true,
  },
  {
    label: "Let the bot post here again",
    hint: "What it owed meanwhile follows within a minute or two.",
    fault: { kind: "allow" },
    here: true,
  },
];

/** Returns a fold of buttons; each orders its fault once. */
export function troubleFold(store) {
  const outcome = el("p", { class: "example-hint", role: "status" });
  const order = async (trouble, button) => {
    button.disabled = true;
    try {
      await postFault(trouble.here ? { ...trouble.fault, channel_id: store.channelId } : trouble.fault);
      outcome.textContent = `Ordered: ${trouble.label.toLowerCase()}.`;
    } catch (error) {
      outcome.textContent = error.message;
    } finally {
      button.disabled = false;
    }
  };
  const list = el("div", { class: "examples" });
  fill(
    list,
    TROUBLES.map((trouble) => {
      const button = el(
        "button",
        { class: "example", type: "button" },
        el("span", { class: "example-label" }, trouble.label),
        el("span", { class: "example-hint" }, trouble.hint),
      );
      button.addEventListener("click", () => order(trouble, button));
      return button;
    }),
  );
  return el("details", { class: "fold" }, el("summary", {}, "Make trouble"), list, outcome);
}
