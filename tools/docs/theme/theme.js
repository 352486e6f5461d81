// Runs before the page is drawn: a page that starts light and turns dark blinks.
const root = document.documentElement;
root.classList.add('scripted');

function chosenTheme() {
  try {
    return localStorage.getItem('theme');
  } catch {
    return null; // storage may be forbidden
  }
}

const chosen = chosenTheme();
if (chosen === 'light' || chosen === 'dark') root.dataset.theme = chosen;
