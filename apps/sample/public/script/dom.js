/** The element with this id. */
export const byId = (id) => document.getElementById(id);

/**
 * Creates an element. Text becomes text nodes only, so the text of a message cannot become
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
