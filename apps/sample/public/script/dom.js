/** The element with this id. */
export const byId = (id) => document.getElementById(id);

/**
 * Creates an element. Text becomes text nodes only, so the text of a message cannot become
 * markup.
 */
export function make(tag, properties = {}, ...children) {
  const element = document.createElement(tag);
  const { dataset = {}, attributes = {}, ...rest } = properties;
  Object.assign(element, rest);
  Object.assign(element.dataset, dataset);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children);
  return element;
}

/** Creates an SVG element with attributes, which a content security policy allows. */
export function draw(tag, attributes, ...children) {
  const element = document.createElementNS('http://www.w3.org/2000/svg', tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children);
  return element;
}

/** Sets a text. One that is the same already stays, so that it is not announced again. */
export function setText(element, text) {
  if (element.textContent !== text) element.textContent = text;
}

const rendered = new WeakMap();

/** Replaces the children of an element only if what they are made from has changed. */
export function fill(element, value, create) {
  const text = JSON.stringify(value) ?? '';
  if (rendered.get(element) === text) return;
  rendered.set(element, text);
  element.replaceChildren(...create(value));
}

const members = new WeakMap();

/**
 * Shows a list whose items keep their element, so that what a reader has unfolded or focused in one
 * stays as it is while others come and go.
 */
export function fillList(list, items, keyOf, create, update) {
  const before = members.get(list) ?? new Map();
  const now = new Map(items.map((item) => [keyOf(item), before.get(keyOf(item)) ?? create(item)]));
  members.set(list, now);
  for (const item of items) update(now.get(keyOf(item)), item);
  const elements = [...now.values()];
  const gone = [...list.children].filter((element) => !elements.includes(element));
  for (const element of gone) element.remove();
  for (const [index, element] of elements.entries()) {
    if (list.children[index] !== element) list.insertBefore(element, list.children[index] ?? null);
  }
}

/** Shows a result in a status line; without a text, there is none. */
export function showResult(line, text, tone = 'good') {
  line.dataset.tone = tone;
  setText(line, text);
}

/** Runs one action at a time: its button is marked as disabled meanwhile, and keeps the focus. */
export async function busy(button, action) {
  if (button.getAttribute('aria-disabled') === 'true') return;
  button.setAttribute('aria-disabled', 'true');
  try {
    await action();
  } finally {
    button.removeAttribute('aria-disabled');
  }
}
