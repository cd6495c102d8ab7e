// The part of Discord's Markdown that messages use: `parse` turns text into nodes, `render` turns nodes into
// elements. A rule is a function that is offered the text at one position and answers with a node and its length.

import { el, link, webAddress } from "./dom.js";
import { stamp } from "./times.js";

const DEEPEST = 10; // nesting beyond this stays text, so that no message can exhaust the stack
const SPECIAL = /[\\`*_~|<[@]|https?:\/\//gi; // where a rule may begin in the middle of a line

function sticky(pattern, text, at) {
  pattern.lastIndex = at;
  return pattern.exec(text);
}

/** Makes a rule of a sticky pattern: `build(match, inner)` returns the node. */
function pattern(expression, build, when = null) {
  return (text, at, state) => {
    if (when !== null && !when(text, at, state)) return null;
    const match = sticky(expression, text, at);
    return match === null ? null : { node: build(match, state), length: match[0].length };
  };
}

const atLineStart = (text, at, state) => state.blocks && (at === 0 || text[at - 1] === "\n");
const inline = (text, state) => parseNodes(text, { ...state, blocks: false, depth: state.depth + 1 });
const nested = (text, state) => parseNodes(text, { ...state, depth: state.depth + 1 });
const wrap = (type) => (match, state) => ({ type, children: nested(match[1], state) });

function quote(text, at, state) {
  if (state.quoted || !atLineStart(text, at, state)) return null;
  const rest = sticky(/>>> ([\s\S]+)/y, text, at);
  const lines = rest ?? sticky(/(?:> [^\n]*(?:\n|$))+/y, text, at);
  if (lines === null) return null;
  const content = rest ? rest[1] : lines[0].replace(/^> /gm, "").replace(/\n$/, "");
  return { node: { type: "quote", children: nested(content, { ...state, quoted: true }) }, length: lines[0].length };
}

function list(text, at, state) {
  if (!atLineStart(text, at, state)) return null;
  const whole = sticky(/(?: {0,8}(?:[-*]|\d{1,9}\.) +[^\n]+(?:\n|$))+/y, text, at);
  if (whole === null) return null;
  const root = { type: "list", ordered: false, start: 1, items: [] };
  const open = [{ indent: -1, list: root }];
  for (const line of whole[0].split("\n")) {
    const item = /^( *)([-*]|\d+\.) +(.+)$/.exec(line);
    if (item === null) continue;
    const [, { length: indent }, mark, content] = item;
    while (open.length > 1 && indent < open.at(-1).indent) open.pop();
    let top = open.at(-1);
    if (indent > top.indent && (top.indent === -1 || indent >= top.indent + 2)) {
      const inner = top.list === root && top.indent === -1 ? root : { type: "list", items: [] };
      inner.ordered = mark.endsWith(".");
      inner.start = Number.parseInt(mark, 10) || 1;
      if (inner !== root) top.list.items.at(-1).push(inner);
      top = { indent, list: inner };
      open.push(top);
    }
    top.list.items.push(inline(content, state));
  }
  return { node: root, length: whole[0].length };
}

/** `[text](address "title")`, read by hand because brackets nest and patterns for that can run away. */
function maskedLink(text, at, state) {
  if (text[at] !== "[" || state.linked) return null;
  let depth = 0;
  let close = at;
  for (; close < text.length; close += 1) {
    if (text[close] === "\\") close += 1;
    else if (text[close] === "[") depth += 1;
    else if (text[close] === "]" && (depth -= 1) === 0) break;
  }
  if (text[close + 1] !== "(") return null;
  const target = sticky(/\(<?(https?:\/\/(?:\([^\s()]*\)|[^\s()<>])+)>?(?:\s+"[^"\n]*")?\)/iy, text, close + 1);
  const content = text.slice(at + 1, close);
  if (target === null || content.trim() === "" || webAddress(target[1]) === null) return null;
  const children = inline(content, { ...state, linked: true });
  return { node: { type: "link", address: target[1], children }, length: close + 1 - at + target[0].length };
}

function bareLink(text, at, state) {
  const match = state.linked ? null : sticky(/https?:\/\/[^\s<]*[^\s<.,:;"'\])*_~|]/iy, text, at);
  if (match === null || webAddress(match[0]) === null) return null;
  return { node: { type: "link", address: match[0], children: [match[0]] }, length: match[0].length };
}

const RULES = [
  pattern(
    /(#{1,3}) +([^\n]+)(?:\n|$)/y,
    (m, s) => ({ type: "heading", level: m[1].length, children: inline(m[2], s) }),
    atLineStart,
  ),
  pattern(/-# +([^\n]+)(?:\n|$)/y, (m, s) => ({ type: "subtext", children: inline(m[1], s) }), atLineStart),
  pattern(
    /```(?:([\w+.#-]+)\n)?\n*([\s\S]+?)\n*```\n?/y,
    (m) => ({ type: "codeblock", text: m[2] }),
    (t, a, s) => s.blocks,
  ),
  quote,
  list,
  pattern(/\\([^0-9A-Za-z\s])/y, (m) => m[1]),
  pattern(/(`+)([\s\S]*?[^`])\1(?!`)/y, (m) => ({ type: "code", text: m[2] })),
  pattern(
    /<(https?:\/\/[^\s<>]+)>/iy,
    (m) => ({ type: "link", address: m[1], children: [m[1]] }),
    (t, a, s) => !s.linked,
  ),
  maskedLink,
  bareLink,
  pattern(/<@!?(\d{1,20})>/y, (m) => ({ type: "user", id: m[1] })),
  pattern(/<@&(\d{1,20})>/y, (m) => ({ type: "role", id: m[1] })),
  pattern(/<#(\d{1,20})>/y, (m) => ({ type: "channel", id: m[1] })),
  pattern(/<\/([-\p{L}\p{N}_ ]{1,100}):(\d{1,20})>/uy, (m) => ({ type: "command", name: m[1] })),
  pattern(/<t:(-?\d{1,13})(?::([tTdDfFRsS]))?>/y, (m) => ({
    type: "time",
    seconds: Number(m[1]),
    style: m[2] ?? "f",
    text: m[0],
  })),
  pattern(/<a?:(\w{2,32}):\d{1,20}>/y, (m) => ({ type: "emoji", name: m[1] })),
  pattern(/@(everyone|here)\b/y, (m) => ({ type: "everyone", name: m[1] })),
  pattern(/\|\|([\s\S]+?)\|\|/y, wrap("spoiler")),
  pattern(/\*\*((?:\\[\s\S]|[^\\])+?)\*\*(?!\*)/y, wrap("strong")),
  pattern(/__((?:\\[\s\S]|[^\\])+?)__(?!_)/y, wrap("underline")),
  pattern(/~~([\s\S]+?)~~/y, wrap("strike")),
  pattern(/\*(?=\S)((?:\*\*|\\[\s\S]|[^*\\])+?)\*(?!\*)/y, wrap("em")),
  pattern(
    /_((?:__|\\[\s\S]|[^\\_])+?)_(?![\p{L}\p{N}_])/uy,
    wrap("em"),
    (t, a) => a === 0 || !/[\p{L}\p{N}]/u.test(t[a - 1]),
  ),
];

function parseNodes(text, state) {
  if (state.depth > DEEPEST) return [text];
  const nodes = [];
  let plain = "";
  const flush = () => {
    if (plain !== "") nodes.push(plain);
    plain = "";
  };
  let at = 0;
  while (at < text.length) {
    let found = null;
    for (const rule of RULES) {
      found = rule(text, at, state);
      if (found !== null) break;
    }
    if (found === null) {
      SPECIAL.lastIndex = at + 1;
      const next = SPECIAL.exec(text);
      // a line may begin a block, so the text stops behind every line break too
      let end = next === null ? text.length : next.index;
      const line = text.indexOf("\n", at);
      if (line !== -1 && line + 1 < end) end = line + 1;
      plain += text.slice(at, end);
      at = end;
    } else if (typeof found.node === "string") {
      plain += found.node;
      at += found.length;
    } else {
      flush();
      nodes.push(found.node);
      at += found.length;
    }
  }
  flush();
  return nodes;
}

/** Returns the nodes of a text. Without `blocks`, headings, lists, quotes and fences stay as they were typed. */
export function parse(text, { blocks = true } = {}) {
  return parseNodes(String(text ?? ""), { blocks, depth: 0, quoted: false, linked: false });
}

function spoiler(children) {
  const cover = el("span", { class: "spoiler-text", "aria-hidden": "true" }, children);
  const button = el(
    "span",
    {
      class: "spoiler",
      role: "button",
      tabIndex: 0,
      "aria-expanded": "false",
      "aria-label": "Spoiler, hidden. Press to reveal.",
    },
    cover,
  );
  const reveal = (event) => {
    if (button.classList.contains("revealed")) return;
    if (event.type === "keydown" && event.key !== "Enter" && event.key !== " ") return;
    event.preventDefault();
    event.stopPropagation();
    button.classList.add("revealed");
    cover.removeAttribute("aria-hidden");
    for (const name of ["role", "tabindex", "aria-expanded", "aria-label"]) button.removeAttribute(name);
  };
  button.addEventListener("click", reveal, { capture: true });
  button.addEventListener("keydown", reveal);
  return button;
}

function channelMention(id, names) {
  const channel = names.channel(id);
  if (channel === null) return el("span", { class: "mention" }, "#unknown");
  return el("button", { class: "mention", type: "button", onclick: () => names.open(id) }, `#${channel.name}`);
}

function roleMention(id, names) {
  const role = names.role(id);
  const mention = el("span", { class: "mention" }, `@${role?.name ?? "unknown-role"}`);
  if (role?.colour) mention.style.setProperty("--mention", role.colour);
  return mention;
}

function time(node) {
  const text = stamp(node.seconds, node.style);
  if (text === null) return node.text;
  return el(
    "time",
    {
      class: "timestamp",
      dateTime: new Date(node.seconds * 1000).toISOString(),
      title: stamp(node.seconds, "F"),
      "data-relative": node.style === "R" ? String(node.seconds) : null,
    },
    text,
  );
}

const TAGS = { strong: "strong", em: "em", underline: "u", strike: "s", quote: "blockquote" };

const ELEMENTS = {
  heading: (node, names) =>
    el(
      "div",
      { class: `heading heading-${node.level}`, role: "heading", "aria-level": String(node.level + 2) },
      render(node.children, names),
    ),
  subtext: (node, names) => el("small", { class: "subtext" }, render(node.children, names)),
  codeblock: (node) => el("pre", {}, el("code", {}, node.text)),
  code: (node) => el("code", { class: "inline-code" }, node.text),
  link: (node, names) => link(node.address, { class: "link" }, render(node.children, names)),
  user: (node, names) => el("span", { class: "mention" }, `@${names.user(node.id)?.name ?? "unknown-user"}`),
  role: (node, names) => roleMention(node.id, names),
  channel: (node, names) => channelMention(node.id, names),
  command: (node) => el("span", { class: "mention" }, `/${node.name}`),
  everyone: (node) => el("span", { class: "mention" }, `@${node.name}`),
  emoji: (node) => el("span", { class: "custom-emoji", title: `:${node.name}:` }, `:${node.name}:`),
  time,
  spoiler: (node, names) => spoiler(render(node.children, names)),
  list: (node, names) =>
    el(
      node.ordered ? "ol" : "ul",
      node.ordered ? { start: node.start } : {},
      node.items.map((item) => el("li", {}, render(item, names))),
    ),
};

/** Returns elements for parsed nodes; `names` tells what users, roles and channels are called and opens channels. */
function render(nodes, names) {
  return nodes.map((node) => {
    if (typeof node === "string") return node;
    if (node.type in TAGS) return el(TAGS[node.type], {}, render(node.children, names));
    return ELEMENTS[node.type](node, names);
  });
}

export function markdown(text, names, options = {}) {
  return render(parse(text, options), names);
}
