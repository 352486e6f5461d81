import { startSearch } from './search-box.js';

const root = document.documentElement;
const prefersDark = matchMedia('(prefers-color-scheme: dark)');

function isDark() {
  return (root.dataset.theme ?? (prefersDark.matches ? 'dark' : 'light')) === 'dark';
}

function startTheme() {
  const button = document.querySelector('#theme');
  const label = () => (button.textContent = isDark() ? 'Light' : 'Dark');
  button.addEventListener('click', () => {
    root.dataset.theme = isDark() ? 'light' : 'dark';
    try {
      localStorage.setItem('theme', root.dataset.theme);
    } catch {
      // Then the choice is for this page only.
    }
    label();
  });
  prefersDark.addEventListener('change', label);
  label();
}

/** On a phone the navigation is closed until it is opened. */
function startMenu() {
  const button = document.querySelector('#menu');
  const set = (isOpen) => {
    root.classList.toggle('menu-open', isOpen);
    button.setAttribute('aria-expanded', String(isOpen));
  };
  button.addEventListener('click', () => set(!root.classList.contains('menu-open')));
  document.addEventListener('keydown', ({ key }) => {
    if (key !== 'Escape' || !root.classList.contains('menu-open')) return;
    set(false);
    button.focus();
  });
}

function addCopyButtons() {
  for (const block of document.querySelectorAll('.code')) {
    const button = document.createElement('button');
    button.type = 'button';
    button.className = 'copy';
    button.textContent = 'Copy';
    button.addEventListener('click', async () => {
      await navigator.clipboard.writeText(block.querySelector('code').textContent.trimEnd());
      button.textContent = 'Copied';
      setTimeout(() => (button.textContent = 'Copy'), 2000);
    });
    block.append(button);
  }
}

/** Marks in the outline which section is on the screen. */
function followReading() {
  const links = new Map();
  for (const link of document.querySelectorAll('.outline a')) links.set(link.hash.slice(1), link);
  if (links.size === 0) return;
  const headings = [...document.querySelectorAll('article :is(h2, h3)')];
  const mark = () => {
    const read = headings.findLast((heading) => heading.getBoundingClientRect().top < 120);
    for (const [id, link] of links) link.classList.toggle('current', id === read?.id);
  };
  addEventListener('scroll', mark, { passive: true });
  mark();
}

startTheme();
startMenu();
addCopyButtons();
followReading();
startSearch(document.body.dataset.root);
document
  .querySelector('#navigation [aria-current]')
  ?.scrollIntoView({ block: 'nearest', behavior: 'instant' });
