// The page's own icons, drawn on a 24×24 grid.

const SVG = "http://www.w3.org/2000/svg";

const PATHS = {
  text: "M9 4 7 20M17 4l-2 16M4 9h16M3.5 15h16",
  announcement: "M4 10v4h3l7 4V6l-7 4H4zM17.5 9.5a4 4 0 0 1 0 5M8 14l1 5h2",
  forum: "M4 5h11v7H9l-3 3v-3H4zM18 9h2v7h-2v3l-3-3h-5",
  thread: "M5 4v9a3 3 0 0 0 3 3h11M15 12l4 4-4 4",
  category: "M7 10l5 5 5-5",
  message: "M4 5h16v11H10l-4 4v-4H4z",
  eye: "M2.5 12S6 5.5 12 5.5 21.5 12 21.5 12 18 18.5 12 18.5 2.5 12 2.5 12zM12 9.2a2.8 2.8 0 1 0 0 5.6 2.8 2.8 0 0 0 0-5.6z",
  send: "M4 12 20 4l-5 16-3-7zM12 13l8-9",
  dots: "M5 12h.01M12 12h.01M19 12h.01",
  close: "M6 6l12 12M18 6 6 18",
  plus: "M12 5v14M5 12h14",
  check: "M5 12.5l4.5 4.5L19 7.5",
  chevron: "M6 9l6 6 6-6",
  newsroom: "M4 5h13v14H6a2 2 0 0 1-2-2zM17 9h3v8a2 2 0 0 1-2 2h-1M7 9h7M7 12.5h7M7 16h4",
  members:
    "M9 11a3.2 3.2 0 1 0 0-6.4A3.2 3.2 0 0 0 9 11zM3 19c0-3.4 2.6-5.5 6-5.5s6 2.1 6 5.5M16 5a3.2 3.2 0 0 1 0 6M17.5 13.8c2.1.6 3.5 2.4 3.5 5.2",
  menu: "M4 6h16M4 12h16M4 18h16",
  open: "M10 5H5v14h14v-5M13 4h7v7M20 4l-9 9",
  picture: "M4 5h16v14H4zM4 16l5-5 4 4 3-3 4 4M15.5 9.5h.01",
  file: "M6 3h8l4 4v14H6zM14 3v4h4",
  reply: "M9 7l-5 5 5 5M4 12h9a7 7 0 0 1 7 7",
  wait: "M7 4h10M7 20h10M8 4c0 4 8 4.5 8 8s-8 4-8 8M16 4c0 4-8 4.5-8 8s8 4 8 8",
  warning: "M12 4 3 19.5h18zM12 10v4M12 17h.01",
  user: "M12 11.5a3.7 3.7 0 1 0 0-7.4 3.7 3.7 0 0 0 0 7.4zM5 20c0-4 3-6.3 7-6.3s7 2.3 7 6.3",
  role: "M12 3 5 6v5c0 4.5 3 8 7 10 4-2 7-5.5 7-10V6z",
  bell: "M6 16V11a6 6 0 0 1 12 0v5l1.5 2h-15zM10 21h4",
};

/** Returns a decorative icon; what it stands for must be said in words beside it or in a label. */
export function icon(name, className = "icon") {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("class", className);
  svg.setAttribute("aria-hidden", "true");
  const path = document.createElementNS(SVG, "path");
  path.setAttribute("d", PATHS[name] ?? PATHS.text);
  svg.append(path);
  return svg;
}

/** Returns Encore's own sign: the repeat mark of written music. */
export function encoreMark() {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("class", "mark");
  svg.setAttribute("aria-hidden", "true");
  for (const [tag, attributes] of [
    ["rect", { x: 16.4, y: 5, width: 2.6, height: 14, rx: 0.6 }],
    ["rect", { x: 13, y: 5, width: 1.4, height: 14, rx: 0.6 }],
    ["circle", { cx: 8.6, cy: 9.3, r: 1.9 }],
    ["circle", { cx: 8.6, cy: 14.7, r: 1.9 }],
  ]) {
    const shape = document.createElementNS(SVG, tag);
    for (const [name, value] of Object.entries(attributes)) shape.setAttribute(name, value);
    svg.append(shape);
  }
  return svg;
}

const CHANNEL_ICONS = {
  0: "text",
  4: "category",
  5: "announcement",
  10: "thread",
  11: "thread",
  12: "thread",
  15: "forum",
};

export function channelIcon(type) {
  return icon(CHANNEL_ICONS[type] ?? "message");
}
