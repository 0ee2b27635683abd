// Search first: suggestions while typing, arrows and Enter to go there, Esc to clear, "/" from anywhere.
const search = $('search');
const matches = $('matches');
const names = nodes.map((node) => [node.name, ...node.aliases].map(folded));
let active = -1;

/** How well a node answers: 0 starts with it, 1 a word starts with it, 2 it is somewhere in it, null not at all. */
function fitness(node, asked) {
  const scores = names[node.id].map((name) => {
    const at = name.indexOf(asked);
    return at < 0 ? 3 : at === 0 ? 0 : new RegExp(`(^|[^\\p{L}\\p{N}])${RegExp.escape ? RegExp.escape(asked) : asked.replace(/[^\p{L}\p{N}\s]/gu, '\\$&')}`, 'u').test(name) ? 1 : 2;
  });
  const best = Math.min(...scores);
  return best === 3 ? null : best;
}

function suggest() {
  const asked = folded(search.value.trim());
  const found = asked ? nodes.map((node) => [fitness(node, asked), node]).filter(([score]) => score !== null) : [];
  found.sort(([a, x], [b, y]) => a - b || rank[y.id] - rank[x.id] || x.id - y.id);
  const options = found.slice(0, 10).map(([, node], index) => {
    const option = el('li', '', mark(node.group), el('bdi', '', node.name), el('span', 'number', styleOf(node.group).one));
    option.id = `match-${index}`;
    option.setAttribute('role', 'option');
    option.dataset.key = node.key;
    option.addEventListener('mousedown', (event) => { event.preventDefault(); choose(node); });
    return option;
  });
  if (asked && !options.length) options.push(el('li', 'none', 'No name matches'));
  matches.replaceChildren(...options);
  matches.hidden = !options.length;
  search.setAttribute('aria-expanded', String(!matches.hidden));
  activate(found.length ? 0 : -1);
}

function activate(index) {
  const options = [...matches.querySelectorAll('[role=option]')];
  active = options.length && index >= 0 ? (index + options.length) % options.length : -1;
  options.forEach((option, place) => option.setAttribute('aria-selected', String(place === active)));
  if (active >= 0) {
    search.setAttribute('aria-activedescendant', options[active].id);
    options[active].scrollIntoView({ block: 'nearest' });
  } else {
    search.removeAttribute('aria-activedescendant');
  }
}

function close() {
  matches.hidden = true;
  search.setAttribute('aria-expanded', 'false');
  activate(-1);
}

function choose(node) {
  search.value = node.name;
  close();
  reveal(node);
  select({ node: node.id });
  goTo(node.id);
}

search.addEventListener('input', suggest);
search.addEventListener('focus', () => { search.select(); if (search.value) suggest(); });
search.addEventListener('blur', close);
search.addEventListener('keydown', (event) => {
  if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
    event.preventDefault();
    if (matches.hidden) suggest();
    else activate(event.key === 'ArrowDown' ? active + 1 : active < 1 ? -1 + matches.children.length : active - 1);
  } else if (event.key === 'Enter') {
    event.preventDefault();
    if (matches.hidden) suggest();
    const option = matches.querySelectorAll('[role=option]')[active];
    if (option) choose(byKey.get(option.dataset.key));
  }
});
document.addEventListener('keydown', (event) => {
  const typing = event.target instanceof HTMLInputElement;
  if (event.key === 'Escape') {
    search.value = '';
    close();
    select(null);
  } else if (event.key === '/' && !typing && !event.ctrlKey && !event.metaKey && !event.altKey) {
    event.preventDefault();
    search.focus();
  }
});
