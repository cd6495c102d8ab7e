// Lists to choose from: the popup of selects, and the people, roles and channels that may stand in it.

import { el, fill, styled } from "./dom.js";
import { channelIcon, encoreMark, icon } from "./icons.js";

const USERS = "user";
const ROLES = "role";
const CHANNELS = "channel";
const OF_SELECT = { 5: [USERS], 6: [ROLES], 7: [USERS, ROLES], 8: [CHANNELS] };

export function avatar(user, className = "avatar") {
  const face = el(
    "span",
    { class: className, "aria-hidden": "true" },
    user?.bot ? encoreMark() : [...(user?.name ?? user?.username ?? "?")][0]?.toUpperCase(),
  );
  return styled(face, { "--face": user?.bot ? "var(--accent)" : user?.colour });
}

function dot(colour) {
  return styled(el("span", { class: "role-dot", "aria-hidden": "true" }), { "--dot": colour });
}

const LIST = {
  [USERS]: (store) =>
    [...store.world.users, { ...store.world.bot, bot: true }].map((user) => ({
      value: user.id,
      label: user.name,
      detail: user.bot ? "bot" : "",
      mark: avatar(user, "avatar small"),
    })),
  [ROLES]: (store) =>
    (store.guild?.roles ?? []).map((role) => ({
      value: role.id,
      label: `@${role.name.replace(/^@/, "")}`,
      detail: role.mentionable ? "" : "not mentionable",
      mark: dot(store.role(role.id)?.colour),
    })),
  [CHANNELS]: (store, types) =>
    (store.guild?.channels ?? [])
      .filter((channel) => (types?.length ? types.includes(channel.type) : channel.type !== 4))
      .map((channel) => ({
        value: channel.id,
        label: channel.name,
        detail: store.findChannel(channel.parent_id)?.name ?? "",
        mark: channelIcon(channel.type),
      })),
};

/** Returns what an entity select offers: people, roles, or the present server's channels. */
export function entityChoices(selectType, store, { channelTypes = null } = {}) {
  return (OF_SELECT[selectType] ?? []).flatMap((kind) => LIST[kind](store, channelTypes));
}

export const people = (store) => LIST[USERS](store);
export const roles = (store) => LIST[ROLES](store);
export const channels = (store, types) => LIST[CHANNELS](store, types);

/** Returns one row of a list of choices. */
export function choiceRow(choice, properties = {}) {
  return el(
    "div",
    { class: "choice", role: "option", ...properties },
    choice.mark ? el("span", { class: "choice-mark" }, choice.mark) : null,
    el(
      "span",
      { class: "choice-words" },
      el("span", { class: "choice-label" }, choice.label),
      choice.detail ? el("span", { class: "choice-detail" }, choice.detail) : null,
    ),
  );
}

export function matching(choices, typed) {
  const wanted = typed.trim().toLowerCase().replace(/^[#@]/, "");
  return wanted === "" ? choices : choices.filter((choice) => choice.label.toLowerCase().includes(wanted));
}

let close = null;

/** Closes the open list of choices, if one is. */
export function closeChoices() {
  close?.();
}

/**
 * Opens a list below its control. One value settles at once; several are ticked and settle when the list is
 * closed with "Done". Arrows, Home, End, Enter, Space and Escape work as in any list.
 */
export function openChoices(control, { choices, picked, least, most, filter, label, settle }) {
  closeChoices();
  const several = most > 1 || least === 0;
  const ticked = new Set(picked);
  let shown = choices;
  let active = Math.max(
    0,
    choices.findIndex((choice) => ticked.has(choice.value)),
  );

  const list = el("div", {
    class: "choice-list",
    role: "listbox",
    tabIndex: -1,
    "aria-label": label,
    "aria-multiselectable": several ? "true" : null,
  });
  const search = filter
    ? el("input", {
        class: "choice-search",
        type: "text",
        placeholder: "Search",
        "aria-label": `Search: ${label}`,
        autocomplete: "off",
      })
    : null;
  const done = several ? el("button", { class: "button primary small", type: "button" }, "Done") : null;
  const popup = el("div", { class: "choices" }, search, list, done ? el("div", { class: "choices-foot" }, done) : null);

  const draw = () => {
    active = Math.min(active, Math.max(0, shown.length - 1));
    fill(
      list,
      shown.length === 0 ? el("div", { class: "choices-empty" }, "Nothing here") : null,
      shown.map((choice, at) => {
        const row = choiceRow(choice, {
          id: `choice-${at}`,
          "aria-selected": String(ticked.has(choice.value)),
          onmousedown: (event) => event.preventDefault(),
          onclick: () => pick(choice),
        });
        row.classList.toggle("active", at === active);
        if (ticked.has(choice.value)) row.append(icon("check", "icon tick"));
        return row;
      }),
    );
    const current = list.querySelector(".active");
    (search ?? list).setAttribute("aria-activedescendant", current?.id ?? "");
    current?.scrollIntoView({ block: "nearest" });
  };

  const finish = () => {
    const values = choices.filter((choice) => ticked.has(choice.value));
    if (values.length < least) return;
    close();
    control.focus();
    settle(values);
  };

  const pick = (choice) => {
    if (!several) {
      ticked.clear();
      ticked.add(choice.value);
      finish();
      return;
    }
    if (ticked.has(choice.value)) ticked.delete(choice.value);
    else if (ticked.size < most) ticked.add(choice.value);
    draw();
  };

  const keys = {
    ArrowDown: () => (active = (active + 1) % Math.max(1, shown.length)),
    ArrowUp: () => (active = (active - 1 + shown.length) % Math.max(1, shown.length)),
    Home: () => (active = 0),
    End: () => (active = shown.length - 1),
    Enter: () => shown[active] && pick(shown[active]),
    Escape: () => {
      close();
      control.focus();
    },
  };
  if (search === null) keys[" "] = keys.Enter;

  popup.addEventListener("keydown", (event) => {
    if (event.target === done) return;
    if (event.key === "Tab" && done === null) close();
    const act = keys[event.key];
    if (act === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    act();
    if (popup.isConnected) draw();
  });
  search?.addEventListener("input", () => {
    shown = matching(choices, search.value);
    active = 0;
    draw();
  });
  done?.addEventListener("click", finish);

  const outside = (event) => {
    if (!popup.contains(event.target) && !control.contains(event.target)) close();
  };
  close = () => {
    close = null;
    document.removeEventListener("pointerdown", outside, true);
    window.removeEventListener("resize", closeChoices);
    control.setAttribute("aria-expanded", "false");
    popup.remove();
  };
  (control.closest("dialog") ?? document.body).append(popup);
  place(popup, control);
  control.setAttribute("aria-expanded", "true");
  document.addEventListener("pointerdown", outside, true);
  window.addEventListener("resize", closeChoices);
  draw();
  (search ?? list).focus();
}

/** Puts a popup under its control, or above it where there is more room. */
export function place(popup, control, { width = true } = {}) {
  const box = control.getBoundingClientRect();
  const below = window.innerHeight - box.bottom;
  const up = below < 260 && box.top > below;
  const wide = width ? Math.max(box.width, 220) : null;
  styled(popup, {
    "--width": wide === null ? null : `${Math.min(wide, window.innerWidth - 16)}px`,
    "--left": `${Math.max(8, Math.min(box.left, window.innerWidth - (wide ?? 240) - 8))}px`,
    "--top": up ? "auto" : `${box.bottom + 4}px`,
    "--bottom": up ? `${window.innerHeight - box.top + 4}px` : "auto",
    "--room": `${Math.max(120, (up ? box.top : below) - 16)}px`,
  });
}
