// Who is in the server, and what language the reader's own Discord speaks.

import { avatar } from "./choices.js";
import { el, fill, styled } from "./dom.js";

const LANGUAGES = {
  "en-US": "English",
  de: "Deutsch",
  fr: "Français",
  "es-ES": "Español",
  "pt-BR": "Português",
  ja: "日本語",
};
const roleOf = (user) => (user.admin ? "server manager" : "member");

/** Draws who is in the server: the bot first, then people. */
export function drawMembers(root, store, { userMenu }) {
  const { bot, users } = store.world;
  const row = (user, note) =>
    el(
      "li",
      {},
      el(
        "button",
        {
          class: "member",
          "data-key": `user-${user.id}`,
          type: "button",
          onclick: (event) => {
            const box = event.currentTarget.getBoundingClientRect();
            userMenu(user, { x: box.left, y: box.bottom });
          },
        },
        avatar(user),
        el(
          "span",
          {},
          styled(el("span", { class: "author" }, user.name), { "--name": user.colour }),
          user.bot ? el("span", { class: "badge" }, "APP") : null,
          el("span", { class: "member-note" }, note),
        ),
      ),
    );
  const language = el(
    "select",
    { id: "language", "data-key": "language", onchange: () => store.speak(language.value) },
    Object.entries(LANGUAGES).map(([locale, name]) => el("option", { value: locale }, name)),
  );
  language.value = store.locale;
  fill(
    root,
    el("h3", {}, "Apps"),
    el("ul", {}, row({ ...bot, bot: true, colour: null }, bot.online ? "online" : "offline")),
    el("h3", {}, "People"),
    el(
      "ul",
      {},
      users.map((user) => row(user, user.id === store.me?.id ? `you, ${roleOf(user)}` : roleOf(user))),
    ),
    el("h3", {}, "You"),
    el(
      "div",
      { class: "form-part" },
      el("label", { for: "language" }, "Language of your Discord"),
      language,
      el(
        "p",
        { class: "form-hint" },
        "Private answers and the commands' descriptions come in it, where the bot speaks it.",
      ),
    ),
  );
}
