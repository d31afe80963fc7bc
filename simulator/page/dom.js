// Small helpers for making elements; text only ever enters as text.

export const byId = (id) => document.getElementById(id);

export function make(tag, about = {}, ...children) {
  const { on = {}, data = {}, ...attributes } = about;
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === true) element.setAttribute(name, "");
    else if (value !== false && value != null) element.setAttribute(name, value);
  }
  for (const [name, listener] of Object.entries(on)) element.addEventListener(name, listener);
  Object.assign(element.dataset, data);
  element.append(...children.filter((child) => child != null && child !== ""));
  return element;
}

export function initials(name) {
  const words = name.trim().split(/\s+/);
  return (words.length > 1 ? [words[0], words.at(-1)] : words).map((word) => [...word][0] ?? "").join("").toUpperCase();
}

export const hue = (id) => String(Math.abs(id) % 6);

let fading;

export function toast(text) {
  const place = byId("toast");
  place.textContent = text;
  place.hidden = false;
  clearTimeout(fading);
  fading = setTimeout(() => { place.hidden = true; }, 4000);
}
