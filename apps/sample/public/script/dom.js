/** The element with this id. */
export const byId = (id) => document.getElementById(id);

/**
 * Makes an element. Text becomes text nodes only, so nothing that a message says can become
 * markup.
 */
export function make(tag, properties = {}, ...children) {
  const element = document.createElement(tag);
  const { dataset = {}, ...rest } = properties;
  Object.assign(element, rest);
  Object.assign(element.dataset, dataset);
  element.append(...children);
  return element;
}

/** Says how something went, in the status line that belongs to it. */
export function tell(line, text, tone = 'good') {
  line.dataset.tone = tone;
  line.textContent = text;
}

/** Runs an action once at a time: its button says that it is busy, and keeps the focus. */
export async function busy(button, action) {
  if (button.getAttribute('aria-disabled') === 'true') return;
  button.setAttribute('aria-disabled', 'true');
  try {
    await action();
  } finally {
    button.removeAttribute('aria-disabled');
  }
}
