// The sandbox's own routes: everything the page asks of the server, and the stream by which it hears of news.

/** A refusal with the server's own words. */
class Refused extends Error {}

async function answer(response) {
  let body = null;
  try {
    body = await response.json();
  } catch {
    // an answer without JSON is described by its status alone
  }
  if (!response.ok) throw new Refused(body?.message ?? `The sandbox answered ${response.status}.`);
  return body;
}

async function request(address, options) {
  let response;
  try {
    response = await fetch(address, options);
  } catch {
    throw new Refused("The sandbox does not answer. Is `make run` still running?");
  }
  return answer(response);
}

function get(address) {
  return request(address, { headers: { Accept: "application/json" } });
}

function post(address, body) {
  return request(address, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(body),
  });
}

export const getState = () => get("/sandbox/state");

export const getMessages = (channelId, userId) =>
  get(`/sandbox/channels/${encodeURIComponent(channelId)}/messages?user_id=${encodeURIComponent(userId)}`);

export function getCommands(guildId, channelId, userId) {
  const place = new URLSearchParams({
    user_id: userId,
    channel_id: channelId,
    ...(guildId === null ? {} : { guild_id: guildId }),
  });
  return get(`/sandbox/commands?${place}`);
}

export const postMessage = (channelId, userId, content) =>
  post("/sandbox/messages", { channel_id: channelId, user_id: userId, content });

export const postInteraction = (interaction) => post("/sandbox/interactions", interaction);

export const postStory = (story) => post("/sandbox/newsroom", story);

export const postFault = (fault) => post("/sandbox/faults", fault);

/** Calls `receive` with every event; `connected` with whether the stream stands. The browser reconnects by itself. */
export function listen(receive, connected) {
  const stream = new EventSource("/sandbox/events");
  stream.addEventListener("open", () => connected(true));
  stream.addEventListener("error", () => connected(false));
  stream.addEventListener("message", (event) => receive(JSON.parse(event.data)));
  return stream;
}
