// Building the page out of elements. Text reaches the page through text nodes alone, so whatever a bot,
// a feed or a person writes stays text.

/**
 * Returns a new element. `properties` are set by name: `class`, `data-…`, `aria-…`, `role` and the like become
 * attributes, functions named `on…` become listeners, everything else is assigned. Children that are null or
 * false are left out, so that conditions can be written in place.
 */
export function el(tag, properties = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (value === null || value === undefined) continue;
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (name === "class" || name === "role" || name === "for" || name.includes("-"))
      element.setAttribute(name, value);
    else element[name] = value;
  }
  append(element, children);
  return element;
}

export function append(parent, children) {
  for (const child of children.flat(Infinity)) {
    if (child === null || child === undefined || child === false) continue;
    parent.append(child);
  }
  return parent;
}

/**
 * Puts the children in place of whatever the element held. The keyboard's focus stays where it was when the new
 * children have an element of the same `data-key`.
 */
export function fill(element, ...children) {
  const key = element.contains(document.activeElement) ? document.activeElement.dataset.key : undefined;
  element.replaceChildren();
  append(element, children);
  if (key !== undefined) element.querySelector(`[data-key="${CSS.escape(key)}"]`)?.focus();
  return element;
}

/** Returns the address when it is one that a click may follow, else null. */
export function webAddress(text) {
  if (!/^https?:\/\//i.test(text ?? "")) return null;
  try {
    return new URL(text).href;
  } catch {
    return null;
  }
}

/** Returns a link to another site, or its children alone when the address is none a click may follow. */
export function link(address, properties, ...children) {
  const href = webAddress(address);
  if (href === null) return el("span", {}, ...children);
  return el(
    "a",
    { href, target: "_blank", rel: "noopener noreferrer nofollow", title: href, ...properties },
    ...children,
  );
}

/** Returns a CSS colour for Discord's integer, or null for none (0 means "no colour" there). */
export function colour(number) {
  if (!Number.isInteger(number) || number <= 0 || number > 0xffffff) return null;
  return `#${number.toString(16).padStart(6, "0")}`;
}

/** Returns the element with CSS custom properties set; the page's policy allows no style attributes. */
export function styled(element, properties) {
  for (const [name, value] of Object.entries(properties)) {
    if (value !== null && value !== undefined) element.style.setProperty(name, value);
  }
  return element;
}

/** Remembers small things over a reload where the browser lets us, and for this visit where it does not. */
export function memory(kind, key) {
  let value = null;
  return {
    get() {
      try {
        return JSON.parse(window[kind].getItem(`encore:${key}`)) ?? value;
      } catch {
        return value;
      }
    },
    set(next) {
      value = next;
      try {
        window[kind].setItem(`encore:${key}`, JSON.stringify(next));
      } catch {
        // private windows may forbid storage; the value above then lasts until the reload
      }
    },
  };
}
