// Search first: suggestions while typing, arrows and Enter to go there, Esc to clear, "/" from anywhere.
const names = nodes.map((node) => [node.name, ...node.aliases].map(folded));

function startsWord(name, asked) {
  for (let at = name.indexOf(asked); at >= 0; at = name.indexOf(asked, at + 1)) if (!/[\p{L}\p{N}]/u.test(name.slice(0, at).slice(-1))) return true;
  return false;
}

/** How well a node answers: 0 starts with it, 1 a word starts with it, 2 it is somewhere in it, null not at all. */
function fitness(node, asked) {
  const scores = names[node.id].map((name) => (!name.includes(asked) ? 3 : name.startsWith(asked) ? 0 : startsWord(name, asked) ? 1 : 2));
  const best = Math.min(...scores);
  return best === 3 ? null : best;
}

/** The best answers to what is typed, at most ten, and how many there are. */
function answers(typed) {
  const asked = folded(typed.trim());
  if (!asked) return [];
  const found = nodes.map((node) => [fitness(node, asked), node]).filter(([score]) => score !== null);
  found.sort(([a, x], [b, y]) => a - b || rank[y.id] - rank[x.id] || x.id - y.id);
  return found.slice(0, 10).map(([, node]) => node);
}

/** Make an input and the list after it a combobox of names; ``choose`` gets the node. Returns how to close its list. */
function combobox(input, choose) {
  const list = $(input.getAttribute('aria-controls'));
  let active = -1;

  function activate(index) {
    const options = [...list.querySelectorAll('[role=option]')];
    active = options.length && index >= 0 ? index % options.length : -1;
    options.forEach((option, place) => option.setAttribute('aria-selected', String(place === active)));
    if (active >= 0) {
      input.setAttribute('aria-activedescendant', options[active].id);
      options[active].scrollIntoView({ block: 'nearest' });
    } else {
      input.removeAttribute('aria-activedescendant');
    }
  }

  function open() {
    const found = answers(input.value);
    const options = found.map((node, index) => {
      const option = el('li', '', mark(node.group), el('bdi', '', node.name), ' ', el('span', 'number', styleOf(node.group).one));
      option.id = `${list.id}-${index}`;
      option.setAttribute('role', 'option');
      option.dataset.key = node.key;
      option.addEventListener('mousedown', (event) => { event.preventDefault(); take(node); });
      return option;
    });
    const none = input.value.trim() && !options.length;
    list.replaceChildren(...options);
    list.hidden = !options.length;
    $(`${list.id}-none`).textContent = none ? 'No name matches' : '';
    input.setAttribute('aria-expanded', String(!list.hidden));
    activate(found.length ? 0 : -1);
  }

  function close() {
    list.hidden = true;
    $(`${list.id}-none`).textContent = '';
    input.setAttribute('aria-expanded', 'false');
    activate(-1);
  }

  function take(node) {
    input.value = node.name;
    close();
    choose(node);
  }

  input.addEventListener('input', open);
  input.addEventListener('focus', () => { input.select(); if (input.value) open(); });
  input.addEventListener('blur', close);
  input.addEventListener('keydown', (event) => {
    const last = list.children.length - 1;
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      if (list.hidden) open();
      else activate(event.key === 'ArrowDown' ? active + 1 : active < 1 ? last : active - 1);
    } else if (event.key === 'Enter') {
      event.preventDefault();
      if (list.hidden) open();
      const option = list.querySelectorAll('[role=option]')[active];
      if (option) take(byKey.get(option.dataset.key));
    } else if (event.key === 'Escape' && (input.value || !list.hidden)) {
      event.stopPropagation(); // it clears the field first, and does the rest when pressed again
      input.value = '';
      close();
      if (input === $('search')) select(null);
    }
  });
}

combobox($('search'), (node) => {
  reveal(node);
  select({ node: node.id });
  goTo(node.id);
});
document.addEventListener('keydown', (event) => {
  const typing = event.target instanceof HTMLInputElement && event.target.type !== 'checkbox';
  if (event.key === 'Escape') back();
  else if (event.key === '/' && !typing && !event.ctrlKey && !event.metaKey && !event.altKey) {
    event.preventDefault();
    $('search').focus();
  }
});

/** What Esc takes back: the selection, else the path, else the open tool. */
function back() {
  if (state.node !== null || state.edge !== null) {
    $('search').value = '';
    select(null);
  } else if (route.from !== null || route.to !== null) leaveRoute();
  else if (openTool !== null) closeTool();
}
