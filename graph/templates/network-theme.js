// Light or dark: as the system says until the button says otherwise. The canvas knows no style sheets, so it reads their colours.
const dark = window.matchMedia('(prefers-color-scheme: dark)');
const root = document.documentElement;
let colours = {};

function readColours() {
  const css = getComputedStyle(root);
  const names = ['ink', 'paper', 'quiet', 'line', 'line-lit', 'outline', 'path'];
  colours = Object.fromEntries(names.map((name) => [name, css.getPropertyValue(`--${name}`).trim()]));
}

const isDark = () => (root.dataset.theme ?? (dark.matches ? 'dark' : 'light')) === 'dark';

function setTheme(name) {
  if (name) root.dataset.theme = name;
  else delete root.dataset.theme;
  readColours();
  $('theme').setAttribute('aria-pressed', String(isDark()));
}

$('theme').addEventListener('click', () => { setTheme(isDark() ? 'light' : 'dark'); changed(); });
dark.addEventListener('change', () => { setTheme(root.dataset.theme); changed(); });
address.theme = { get: () => [root.dataset.theme].filter(Boolean), set: ([name]) => setTheme(['light', 'dark'].includes(name) ? name : '') };
