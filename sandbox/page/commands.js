// Slash commands as data: what can be typed, what was typed, and the interaction data that it makes. No elements here.

const SUBCOMMAND = 1;
const GROUP = 2;
export const TYPES = {
  string: 3,
  integer: 4,
  boolean: 5,
  user: 6,
  channel: 7,
  role: 8,
  mentionable: 9,
  number: 10,
  attachment: 11,
};

const CHAT = 1;

export const USER = 2;
export const MESSAGE = 3;

const said = (thing, locale) => thing.description_localizations?.[locale] ?? thing.description;

function inLanguage(option, locale) {
  const choices = option.choices?.map((choice) => ({
    ...choice,
    name: choice.name_localizations?.[locale] ?? choice.name,
  }));
  return { ...option, description: said(option, locale), choices };
}

/** Returns one entry per thing that can be typed after a slash: commands, and each of their subcommands, described in `locale`. */
export function typeable(commands, locale = "en-US") {
  const walk = (command, options, path, description) => {
    const inner = options.filter((option) => option.type === SUBCOMMAND || option.type === GROUP);
    if (inner.length > 0)
      return inner.flatMap((option) =>
        walk(command, option.options ?? [], [...path, { name: option.name, type: option.type }], said(option, locale)),
      );
    return [
      {
        command,
        path,
        label: [command.name, ...path.map((step) => step.name)].join(" "),
        description,
        options: options.map((option) => inLanguage(option, locale)),
      },
    ];
  };
  return commands
    .filter((command) => (command.type ?? CHAT) === CHAT)
    .flatMap((command) => walk(command, command.options ?? [], [], said(command, locale)))
    .sort((one, other) => one.label.localeCompare(other.label));
}

/** Returns the entries that begin with, then those that contain what was typed. */
export function matchingEntries(entries, typed) {
  const wanted = typed.toLowerCase();
  const begins = entries.filter((entry) => entry.label.startsWith(wanted));
  return [...begins, ...entries.filter((entry) => !begins.includes(entry) && entry.label.includes(wanted))];
}

/**
 * Reads "/show akudama-drive" or "/subscribe show: akudama-drive channel: #news" and returns {entry, texts},
 * a Map of option name to text; null while the command's name is not complete.
 */
export function readTyped(text, entries) {
  const typed = text.replace(/\s+/g, " ");
  const entry = entries
    .filter(({ label }) => typed.toLowerCase().startsWith(`/${label} `))
    .sort((one, other) => other.label.length - one.label.length)[0];
  if (entry === undefined) return null;
  const rest = typed.slice(entry.label.length + 2).trim();
  const texts = new Map();
  const names = entry.options.map((option) => option.name);
  if (names.length === 0) return { entry, texts };
  let [name] = names;
  // only known names part the line: a title may hold a colon itself
  const parts = rest.split(new RegExp(`(?:^|(?<=\\s))(${names.join("|")}):\\s*`, "u"));
  parts.forEach((part, at) => {
    if (at % 2 === 1) name = part;
    else if (part.trim() !== "") texts.set(name, `${texts.get(name) ?? ""} ${part}`.trim());
  });
  return { entry, texts };
}

function asNumber(option, text) {
  const number = Number(text);
  const whole = option.type === TYPES.integer;
  if (text.trim() === "" || !Number.isFinite(number) || (whole && !Number.isInteger(number)))
    return { error: whole ? "Write a whole number." : "Write a number." };
  if (option.min_value !== undefined && number < option.min_value)
    return { error: `The least is ${option.min_value}.` };
  if (option.max_value !== undefined && number > option.max_value) return { error: `The most is ${option.max_value}.` };
  return { value: number };
}

function asText(option, text) {
  if (option.min_length !== undefined && text.length < option.min_length)
    return { error: `Write at least ${option.min_length} characters.` };
  if (text.length > (option.max_length ?? 6000))
    return { error: `Write at most ${option.max_length ?? 6000} characters.` };
  return { value: text };
}

const isPicked = (option) =>
  (option.choices ?? []).length > 0 ||
  [TYPES.boolean, TYPES.user, TYPES.channel, TYPES.role, TYPES.mentionable].includes(option.type);

/** Returns {value} or {error} for what stands in an option's field; {} when an optional one is empty. */
export function readValue(option, { text, picked }) {
  if (picked !== null) return { value: picked.value };
  if (text.trim() === "") return option.required ? { error: "This option is required." } : {};
  if (option.type === TYPES.attachment) return { error: "Files cannot be sent from this page." };
  if (isPicked(option)) return { error: "Choose one from the list." };
  if (option.type === TYPES.integer || option.type === TYPES.number) return asNumber(option, text);
  return asText(option, text.trim());
}

/** Returns Discord's interaction data for an entry; `values` are {option, value, focused?}. */
export function interactionData(entry, values) {
  let options = values.map(({ option, value, focused }) => ({
    name: option.name,
    type: option.type,
    value,
    ...(focused ? { focused: true } : {}),
  }));
  for (const step of [...entry.path].reverse()) options = [{ name: step.name, type: step.type, options }];
  return { id: entry.command.id, name: entry.command.name, type: CHAT, options };
}

export const KIND_NAMES = {
  3: "text",
  4: "whole number",
  5: "true or false",
  6: "person",
  7: "channel",
  8: "role",
  9: "person or role",
  10: "number",
  11: "file",
};
