/** The element with this id. */
export const byId = (id) => document.getElementById(id);

/**
 * Creates an element. Text becomes text nodes only, so what a client sent cannot become markup.
 */
export function make(tag, properties = {}, ...children) {
  const element = document.createElement(tag);
  const { dataset = {}, ...rest } = properties;
  Object.assign(element, rest);
  Object.assign(element.dataset, dataset);
  element.append(
    ...children.filter((child) => child !== undefined && child !== false && child !== ''),
  );
  return element;
}

/** Changes a text only if it differs: screen readers announce every change of a live region. */
export function setText(element, text) {
  if (element.textContent !== text) element.textContent = text;
}

/** Shows a result in a status line. */
export function showResult(line, text, tone = 'good') {
  line.dataset.tone = tone;
  line.textContent = text;
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

/**
 * Shows the start of a long list, and a button for the rest.
 * @returns the items to show.
 */
export function startOf(items, button, atFirst) {
  const isWhole = button.dataset.all === 'true' || items.length <= atFirst;
  button.hidden = isWhole;
  setText(button, `Show ${items.length - atFirst} more`);
  return isWhole ? items : items.slice(0, atFirst);
}

const shown = new WeakMap();

/**
 * Makes the children of a list those of the items. Elements of items that stay are kept, with their
 * focus and what is open in them, and updated only when the item has changed.
 */
export function syncList(list, items, keyOf, { create, update }) {
  const before = new Map([...list.children].map((child) => [child.dataset.key, child]));
  items.forEach((item, index) => {
    const key = keyOf(item);
    const element = before.get(key) ?? create(item);
    before.delete(key);
    element.dataset.key = key;
    if (list.children[index] !== element) list.insertBefore(element, list.children[index] ?? null);
    const text = JSON.stringify(item);
    if (shown.get(element) === text) return;
    shown.set(element, text);
    update(element, item);
  });
  for (const gone of before.values()) gone.remove();
}
