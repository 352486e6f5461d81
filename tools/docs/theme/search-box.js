import { search } from './search.js';

/** Search as one types: arrows choose, Enter opens, Escape closes, `/` starts. */
export function startSearch(root) {
  const input = document.querySelector('#query');
  const list = document.querySelector('#results');
  let sections;
  let active = -1;

  const load = async () => {
    sections ??= fetch(`${root}search-index.json`).then((answer) => answer.json());
    return sections;
  };

  const close = () => {
    list.hidden = true;
    active = -1;
    input.setAttribute('aria-expanded', 'false');
    input.removeAttribute('aria-activedescendant');
  };

  const choose = (index) => {
    const options = [...list.querySelectorAll('[role=option]')];
    if (options.length === 0) return;
    active = (index + options.length) % options.length;
    for (const [at, option] of options.entries())
      option.setAttribute('aria-selected', String(at === active));
    options[active].scrollIntoView({ block: 'nearest' });
    input.setAttribute('aria-activedescendant', options[active].id);
  };

  const show = async () => {
    const query = input.value.trim();
    if (query === '') return close();
    const found = search(await load(), query);
    if (input.value.trim() !== query) return; // the text has changed meanwhile
    list.replaceChildren(...(found.length === 0 ? [nothingFound()] : found.map(toOption)));
    list.hidden = false;
    active = -1;
    input.setAttribute('aria-expanded', 'true');
    choose(0);
  };

  const toOption = ({ url, page, heading, excerpt }, index) => {
    const option = document.createElement('li');
    option.id = `result-${index}`;
    option.setAttribute('role', 'option');
    const link = document.createElement('a');
    link.href = root + url;
    link.tabIndex = -1;
    link.append(textIn('strong', heading), textIn('small', page), textIn('span', excerpt));
    option.append(link);
    return option;
  };

  const nothingFound = () => {
    const item = textIn('li', 'Nothing found.');
    item.setAttribute('role', 'status');
    return item;
  };

  input.addEventListener('focus', () => void load());
  input.addEventListener('input', () => void show());
  input.addEventListener('keydown', (event) => {
    if (event.key === 'ArrowDown') choose(active + 1);
    else if (event.key === 'ArrowUp') choose(active - 1);
    else if (event.key === 'Enter') list.querySelector('[aria-selected=true] a')?.click();
    else if (event.key === 'Escape') close();
    else return;
    event.preventDefault();
  });
  document.addEventListener('keydown', (event) => {
    const isTyping = /^(INPUT|TEXTAREA|SELECT)$/.test(document.activeElement?.tagName ?? '');
    if (event.key !== '/' || isTyping || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    input.focus();
  });
  document.addEventListener('click', ({ target }) => {
    if (!target.closest('search') || target.closest('#results a')) close();
  });
}

function textIn(tag, text) {
  const element = document.createElement(tag);
  element.textContent = text;
  return element;
}
