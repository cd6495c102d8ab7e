// Embeds and pictures. Nothing is ever loaded from another host: a picture from outside is a labelled place.

import { colour, el, link, styled, webAddress } from "./dom.js";
import { encoreMark, icon } from "./icons.js";
import { markdown } from "./markdown.js";
import { posted } from "./times.js";

function local(address, message) {
  const name = /^attachment:\/\/(.+)$/.exec(address ?? "")?.[1];
  const found = name === undefined ? address : (message.attachments ?? []).find((file) => file.filename === name)?.url;
  if (/^data:image\/(png|jpeg|gif|webp);base64,/.test(found ?? "")) return found;
  try {
    const url = new URL(found, window.location.href);
    return url.origin === window.location.origin ? url.href : null;
  } catch {
    return null;
  }
}

/** Returns a picture of our own server, or for any other a place that says what would be there. */
export function picture(address, message, { description = "", className = "picture", spoiler = false } = {}) {
  const own = local(address, message);
  const label = description || "Picture";
  let shown;
  if (own !== null) {
    shown = el("img", { class: className, src: own, alt: description, loading: "lazy" });
  } else {
    const outside = webAddress(address);
    const host = outside === null ? "an unknown place" : new URL(outside).host;
    shown = link(address, { class: `${className} elsewhere`, "aria-label": `${label}, from ${host}` }, [
      icon("picture"),
      el("span", { class: "elsewhere-host" }, description || host),
    ]);
    shown.classList.add(...className.split(" "), "elsewhere");
  }
  if (!spoiler) return shown;
  const cover = el(
    "button",
    { class: "picture-cover", type: "button", "aria-label": "Spoiler picture. Press to reveal." },
    "SPOILER",
  );
  cover.addEventListener("click", () => cover.remove());
  return el("div", { class: "covered" }, shown, cover);
}

function author(part) {
  return el(
    "div",
    { class: "embed-author" },
    part.icon_url ? el("span", { class: "embed-icon" }, encoreMark()) : null,
    part.url ? link(part.url, {}, part.name) : el("span", {}, part.name),
  );
}

/** Inline fields stand up to three in a row (two beside a thumbnail), others take a row each. */
function fieldSpans(fields, perRow) {
  const spans = [];
  let run = 0;
  const close = () => {
    for (let rest = run; rest > 0; rest -= perRow) {
      const inRow = Math.min(rest, perRow);
      for (let i = 0; i < inRow; i += 1) spans.push(12 / inRow);
    }
    run = 0;
  };
  for (const field of fields) {
    if (field.inline) {
      run += 1;
    } else {
      close();
      spans.push(12);
    }
  }
  close();
  return spans;
}

function fields(embed, names) {
  const spans = fieldSpans(embed.fields, embed.thumbnail ? 2 : 3);
  return el(
    "dl",
    { class: "embed-fields" },
    embed.fields.map((field, at) =>
      styled(
        el(
          "div",
          { class: "embed-field" },
          el("dt", {}, markdown(field.name, names, { blocks: false })),
          el("dd", { class: "markup" }, markdown(field.value, names)),
        ),
        { "--span": spans[at] },
      ),
    ),
  );
}

function footer(embed) {
  const when = embed.timestamp ? posted(new Date(embed.timestamp)) : "";
  const parts = [embed.footer?.text, when].filter(Boolean);
  if (parts.length === 0) return null;
  return el("footer", { class: "embed-footer" }, parts.join("  •  "));
}

export function embed(data, message, names) {
  const title = data.title ? markdown(data.title, names, { blocks: false }) : null;
  const box = el(
    "article",
    { class: `embed${data.thumbnail ? " with-thumbnail" : ""}` },
    el(
      "div",
      { class: "embed-text" },
      data.provider?.name ? el("div", { class: "embed-provider" }, data.provider.name) : null,
      data.author?.name ? author(data.author) : null,
      title === null
        ? null
        : el("div", { class: "embed-title" }, data.url ? link(data.url, { class: "link" }, title) : title),
      data.description ? el("div", { class: "embed-description markup" }, markdown(data.description, names)) : null,
      data.fields?.length ? fields(data, names) : null,
    ),
    data.thumbnail
      ? picture(data.thumbnail.url, message, { className: "embed-thumbnail", description: data.thumbnail.description })
      : null,
    data.image
      ? picture(data.image.url, message, { className: "embed-image", description: data.image.description })
      : null,
    footer(data),
  );
  return styled(box, { "--bar": colour(data.color) });
}

export function attachment(file, message) {
  if (file.content_type?.startsWith("image/")) {
    return picture(file.url, message, {
      description: file.description ?? file.filename,
      spoiler: file.filename?.startsWith("SPOILER_"),
    });
  }
  return fileCard(file.filename, file.size, local(file.url, message));
}

export function fileCard(name, size, address) {
  const label =
    address === null
      ? el("span", { class: "file-name" }, name)
      : el("a", { class: "file-name link", href: address, download: name }, name);
  const amount = Number.isFinite(size) ? `${(size / 1024).toFixed(1)} kB` : "";
  return el(
    "div",
    { class: "file-card" },
    icon("file"),
    el("div", {}, label, el("div", { class: "file-size" }, amount)),
  );
}

export const localAddress = local;
