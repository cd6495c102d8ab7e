// Forms that the bot opens.

import { select } from "./components.js";
import { el, fill } from "./dom.js";
import { icon } from "./icons.js";
import { markdown } from "./markdown.js";

const ROW = 1;
const TEXT_INPUT = 4;
const TEXT_DISPLAY = 10;
const LABEL = 18;

let counter = 0;

/** Each part of a form answers with its element, a `read` that returns the part's data, and a `problem`. */
function textInput(data, id) {
  const input = el(data.style === 2 ? "textarea" : "input", {
    class: "form-input",
    id,
    value: data.value ?? "",
    placeholder: data.placeholder ?? "",
    required: data.required !== false,
    maxLength: data.max_length ?? 4000,
    "data-custom-id": data.custom_id,
  });
  return {
    element: input,
    read: () => ({ type: TEXT_INPUT, custom_id: data.custom_id, value: input.value }),
    problem: () => {
      if (input.required && input.value.trim() === "") return "This is required.";
      return input.value !== "" && input.value.length < (data.min_length ?? 0)
        ? `Write at least ${data.min_length} characters.`
        : null;
    },
  };
}

function selectInput(data, id, store) {
  let values = (data.options ?? []).filter((option) => option.default).map((option) => option.value);
  const control = select(data, store, (_, chosen) => (values = chosen), `${id}-label ${id}`);
  control.id = id;
  return {
    element: control,
    read: () => ({ type: data.type, custom_id: data.custom_id, values }),
    problem: () => (data.required !== false && values.length < (data.min_values ?? 1) ? "Choose at least one." : null),
  };
}

function input(data, id, store) {
  if (data.type === TEXT_INPUT) return textInput(data, id);
  if ([3, 5, 6, 7, 8].includes(data.type)) return selectInput(data, id, store);
  return {
    element: el("p", { class: "unknown-component" }, `A field of type ${data.type}, which this page cannot draw.`),
    read: () => null,
    problem: () => null,
  };
}

function part(data, store) {
  const id = `form-${(counter += 1)}`;
  if (data.type === TEXT_DISPLAY)
    return {
      element: el("div", { class: "markup" }, markdown(data.content, store.names)),
      read: () => null,
      problem: () => null,
    };
  const inner = data.type === LABEL ? data.component : data.components?.[0];
  if (inner === undefined) return null;
  const field = input(inner, id, store);
  const error = el("span", { class: "form-error", role: "alert" });
  const element = el(
    "div",
    { class: "form-part" },
    el(
      "label",
      { for: id, id: `${id}-label` },
      data.type === LABEL ? data.label : inner.label,
      inner.required === false ? null : el("span", { class: "required", title: "required" }, " *"),
    ),
    data.description ? el("p", { class: "form-hint" }, data.description) : null,
    field.element,
    error,
  );
  return {
    element,
    read: () => {
      const answer = field.read();
      if (answer === null) return null;
      return data.type === LABEL ? { type: LABEL, component: answer } : { type: ROW, components: [answer] };
    },
    problem: () => {
      error.textContent = field.problem() ?? "";
      return error.textContent === "" ? null : field.element;
    },
  };
}

/** Opens a form; `submit` receives Discord's modal data and a callback for the outcome. */
export function openModal(modal, store, submit) {
  const parts = (modal.components ?? []).map((data) => part(data, store)).filter((made) => made !== null);
  const outcome = el("p", { class: "form-error", role: "alert" });
  const send = el("button", { class: "button primary", type: "submit" }, "Submit");
  const dialog = el("dialog", { class: "modal", "aria-labelledby": "modal-title" });
  const form = el(
    "form",
    {
      method: "dialog",
      noValidate: true,
      onsubmit: (event) => {
        event.preventDefault();
        const wrong = parts.map((made) => made.problem()).find((element) => element !== null);
        if (wrong !== undefined) {
          wrong.focus();
          return;
        }
        send.disabled = true;
        outcome.textContent = "";
        const data = {
          custom_id: modal.custom_id,
          components: parts.map((made) => made.read()).filter((answer) => answer !== null),
        };
        submit(data, (error) => {
          send.disabled = false;
          if (error === null) dialog.close();
          else outcome.textContent = error;
        });
      },
    },
    el(
      "header",
      { class: "modal-header" },
      el("h2", { id: "modal-title" }, modal.title),
      el(
        "button",
        { class: "icon-button", type: "button", "aria-label": "Close", onclick: () => dialog.close() },
        icon("close"),
      ),
    ),
    parts.map((made) => made.element),
    outcome,
    el(
      "footer",
      { class: "modal-footer" },
      el("button", { class: "button secondary", type: "button", onclick: () => dialog.close() }, "Cancel"),
      send,
    ),
  );
  fill(dialog, form);
  dialog.addEventListener("close", () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
  form.querySelector("input, textarea, .select")?.focus();
}
