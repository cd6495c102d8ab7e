// A small menu at the pointer or under a button.

import { el, styled } from "./dom.js";

let close = null;

/** Opens a menu. Items are {label, act} or {heading}; arrows, Enter and Escape work, focus returns on close. */
export function openMenu({ x, y }, items, label) {
  close?.();
  const before = document.activeElement;
  const menu = el(
    "div",
    { class: "menu", role: "menu", "aria-label": label },
    items.map((item) =>
      item.heading
        ? el("div", { class: "menu-heading", role: "presentation" }, item.heading)
        : el(
            "button",
            {
              class: "menu-item",
              type: "button",
              role: "menuitem",
              tabIndex: -1,
              onclick: () => {
                close();
                item.act();
              },
            },
            item.label,
            item.note ? el("span", { class: "menu-note" }, item.note) : null,
          ),
    ),
  );
  const entries = [...menu.querySelectorAll("button")];
  const step = (by) => {
    const at = entries.indexOf(document.activeElement);
    entries[(at + by + entries.length) % entries.length]?.focus();
  };
  menu.addEventListener("keydown", (event) => {
    const act = {
      ArrowDown: () => step(1),
      ArrowUp: () => step(-1),
      Home: () => entries[0].focus(),
      End: () => entries.at(-1).focus(),
      Escape: () => close(),
      Tab: () => close(),
    }[event.key];
    if (act === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    act();
  });
  const outside = (event) => {
    if (!menu.contains(event.target)) close();
  };
  close = () => {
    close = null;
    document.removeEventListener("pointerdown", outside, true);
    menu.remove();
    before?.focus?.();
  };
  document.body.append(menu);
  const box = menu.getBoundingClientRect();
  styled(menu, {
    "--left": `${Math.max(8, Math.min(x, window.innerWidth - box.width - 8))}px`,
    "--top": `${Math.max(8, Math.min(y, window.innerHeight - box.height - 8))}px`,
  });
  document.addEventListener("pointerdown", outside, true);
  entries[0]?.focus();
}
