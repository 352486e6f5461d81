import { byId } from './dom.js';

/** Sets the state (`ok`, `note` or `bad`) and the text of one station. */
export function station(name, state, text) {
  const element = byId('line').querySelector(`[data-station='${name}']`);
  element.dataset.state = state;
  const label = element.querySelector('span');
  if (label.textContent !== text) label.textContent = text;
  return element;
}

/** Highlights a station for a moment. */
export function pulse(element) {
  element.classList.remove('pulse');
  // Reading a size forces a reflow, so that the animation starts again.
  void element.offsetWidth;
  element.classList.add('pulse');
}
