import { byId } from './dom.js';

/** Sets what one station of the line says: `ok`, `note`, `bad`, or nothing yet. */
export function station(name, state, text) {
  const element = byId('line').querySelector(`[data-station='${name}']`);
  element.dataset.state = state;
  const words = element.querySelector('span');
  if (words.textContent !== text) words.textContent = text;
  return element;
}

/** Lets a station light up for a moment. */
export function pulse(element) {
  element.classList.remove('pulse');
  // Reading a size makes the browser notice that the class was gone.
  void element.offsetWidth;
  element.classList.add('pulse');
}
