// Message components, classic and V2: one entry of the table below draws one of Discord's component types.

import { colour, el, link, styled } from "./dom.js";
import { fileCard, localAddress, picture } from "./embeds.js";
import { icon } from "./icons.js";
import { markdown } from "./markdown.js";
import { entityChoices, openChoices } from "./choices.js";

const BUTTON_STYLES = { 1: "primary", 2: "secondary", 3: "success", 4: "danger", 5: "link", 6: "primary" };
export const COMPONENTS_V2 = 1 << 15;

function emoji(data) {
  if (!data) return null;
  return el("span", { class: "emoji", "aria-hidden": "true" }, data.id ? `:${data.name}:` : data.name);
}

function button(data, scene) {
  const className = `button ${BUTTON_STYLES[data.style] ?? "secondary"}`;
  const content = [emoji(data.emoji), data.label ? el("span", { class: "button-label" }, data.label) : null];
  if (data.style === 5) {
    const address = link(data.url, { class: className }, content, icon("open"));
    if (data.disabled || address.tagName !== "A")
      return el("button", { class: className, type: "button", disabled: true }, content);
    return address;
  }
  return el(
    "button",
    {
      class: className,
      type: "button",
      disabled: Boolean(data.disabled) || data.style === 6,
      "data-custom-id": data.custom_id,
      "aria-label": data.label ? null : (data.emoji?.name ?? "Button"),
      onclick: (event) => scene.press(event.currentTarget, { component_type: 2, custom_id: data.custom_id }),
    },
    content,
  );
}

function chosenAtFirst(data, choices) {
  if (data.type === 3) return choices.filter((choice) => choice.default);
  const ids = new Set((data.default_values ?? []).map((value) => value.id));
  return choices.filter((choice) => ids.has(choice.value));
}

/** Returns the values a select offers, with a label, a line below it and an icon each. */
function selectChoices(data, store) {
  if (data.type !== 3) return entityChoices(data.type, store, { channelTypes: data.channel_types });
  return (data.options ?? []).map((option) => ({
    value: option.value,
    label: option.label,
    detail: option.description ?? "",
    mark: emoji(option.emoji),
    default: Boolean(option.default),
  }));
}

/** Returns a select; `chosen` is called with the values once the reader has decided. */
export function select(data, store, chosen, labelledBy = null) {
  const least = data.min_values ?? 1;
  const most = data.max_values ?? 1;
  let current = chosenAtFirst(data, selectChoices(data, store));
  const text = el("span", { class: "select-text" });
  const control = el(
    "button",
    {
      class: "select",
      type: "button",
      disabled: Boolean(data.disabled),
      "aria-haspopup": "listbox",
      "aria-expanded": "false",
      "aria-labelledby": labelledBy,
      "data-custom-id": data.custom_id,
    },
    text,
    icon("chevron"),
  );
  const show = () => {
    text.classList.toggle("placeholder", current.length === 0);
    text.textContent =
      current.length === 0
        ? (data.placeholder ?? "Make a selection")
        : current.map((choice) => choice.label).join(", ");
  };
  const settle = (choices) => {
    current = choices;
    show();
    chosen(
      control,
      choices.map((choice) => choice.value),
    );
  };
  control.addEventListener("click", () => {
    openChoices(control, {
      choices: selectChoices(data, store),
      picked: current.map((choice) => choice.value),
      least,
      most,
      filter: data.type !== 3,
      label: data.placeholder ?? "Make a selection",
      settle,
    });
  });
  show();
  return control;
}

function selectComponent(data, scene) {
  return select(data, scene.store, (control, values) =>
    scene.press(control, { component_type: data.type, custom_id: data.custom_id, values }),
  );
}

function media(item, scene, className) {
  return picture((item.media ?? item.file)?.url, scene.message, {
    description: item.description ?? "",
    className,
    spoiler: Boolean(item.spoiler),
  });
}

function container(data, scene) {
  const box = el("div", { class: "container" }, components(data.components, scene));
  styled(box, { "--bar": colour(data.accent_color) });
  if (!data.spoiler) return box;
  const cover = el(
    "button",
    { class: "picture-cover", type: "button", "aria-label": "Spoiler. Press to reveal." },
    "SPOILER",
  );
  cover.addEventListener("click", () => cover.remove());
  return el("div", { class: "covered" }, box, cover);
}

function file(data, scene) {
  const address = data.file?.url ?? "";
  return fileCard(
    data.name ?? address.replace(/^attachment:\/\//, ""),
    data.size,
    localAddress(address, scene.message),
  );
}

const DRAW = {
  1: (data, scene) => el("div", { class: "action-row" }, components(data.components, scene)),
  2: button,
  3: selectComponent,
  5: selectComponent,
  6: selectComponent,
  7: selectComponent,
  8: selectComponent,
  9: (data, scene) =>
    el(
      "div",
      { class: "section" },
      el("div", { class: "section-text" }, components(data.components, scene)),
      data.accessory ? components([data.accessory], scene) : null,
    ),
  10: (data, scene) => el("div", { class: "markup text-display" }, markdown(data.content, scene.names)),
  11: (data, scene) => media(data, scene, "thumbnail"),
  12: (data, scene) =>
    styled(
      el(
        "div",
        { class: "gallery" },
        data.items.map((item) => media(item, scene, "gallery-item")),
      ),
      { "--columns": Math.min(data.items.length, 3) },
    ),
  13: file,
  14: (data) =>
    el("div", {
      class: `separator${data.divider === false ? " plain" : ""}${data.spacing === 2 ? " wide" : ""}`,
      role: "separator",
    }),
  17: container,
};

/**
 * Returns the elements of components. `scene` holds the message, the names, the store, and `press`, which is
 * called with the pressed element and Discord's interaction data.
 */
export function components(list, scene) {
  return (list ?? []).map(
    (data) =>
      DRAW[data.type]?.(data, scene) ??
      el("div", { class: "unknown-component" }, `A component of type ${data.type}, which this page cannot draw.`),
  );
}
