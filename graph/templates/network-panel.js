// The panel: what is selected, and for each sentence what it says, where it stands, and which rule read it how surely.
const PAGE = 25;
const panel = $('panel');
const narrow = window.matchMedia('(max-width: 820px)');

function showPanel() {
  const content = state.node !== null ? aboutNode(nodes[state.node]) : state.edge !== null ? aboutEdge(edges[state.edge])
    : route.nodes.length ? aboutRoute() : welcome();
  panel.replaceChildren(...content.filter(Boolean));
  panel.scrollTop = 0;
  const chosen = state.node !== null || state.edge !== null || route.nodes.length > 0;
  document.body.classList.toggle('chosen', chosen);
  if (chosen && narrow.matches) stage.scrollIntoView(); // the panel covers the lower half of a narrow screen
}

function welcome() {
  const best = order.filter((id) => state.shown.has(id)).slice(0, 8).map((id) => nodeButton(nodes[id]));
  return [
    el('h2', '', 'What stands behind it'),
    el('p', 'hint', 'Choose a node or a line to read the facts behind it, each with the sentence that says it.'),
    el('p', 'hint', 'Press / to find a name, Enter to go there, Esc to let go. With the drawing in focus, arrows move it, + and − zoom.'),
    best.length ? el('h3', '', 'Best connected') : null,
    el('ul', 'names', ...best.map((button) => el('li', '', button))),
  ];
}

function aboutNode(node) {
  const own = node.facts.filter(sure).map((fact) => ({ fact, node: null }));
  const shared = links[node.id].filter((edge) => state.lines.has(edge.id)).flatMap((edge) => edge.live.flatMap(
    (relation) => relation.facts.map((fact) => ({ fact, node: other(edge, node) })),
  ));
  const hidden = links[node.id].filter((edge) => !state.lines.has(edge.id)).length;
  const neighbours = [...around()].map((id) => nodes[id]).sort((a, b) => rank[b.id] - rank[a.id] || a.id - b.id);
  const posts = links[node.id].filter((edge) => state.lines.has(edge.id)).flatMap((edge) => edge.live
    .filter((relation) => /^holds ?post/.test(words(relation.relation))).flatMap((relation) => relation.facts.map((fact) => facts[fact])));
  return [
    heading([mark(node.group), kindOf(node)], node.name, node.date),
    node.aliases.length ? el('p', 'aliases', 'Also: ', ...bdis(node.aliases)) : null,
    hopsOf(node),
    ...section('Posts', posts.length ? [folding(postItems(posts, node), 'names', 8)] : []),
    ...section(`Connected with ${neighbours.length}`, neighbours.length ? [folding(neighbours.map((item) => el('li', '', nodeButton(item))), 'names', 8)] : []),
    ...sentences([...own, ...shared]),
    hidden ? el('p', 'hint', `${hidden} more ${hidden === 1 ? 'connection is' : 'connections are'} hidden by the filters.`) : null,
  ];
}

function aboutEdge(edge) {
  const ends = [nodes[edge.from], nodes[edge.to]];
  const names = [...new Set(edge.live.map((relation) => words(relation.relation)))].join(', ');
  return [
    heading(['Connection'], names, null),
    el('ul', 'names', ...ends.map((node) => el('li', '', nodeButton(node)))),
    ...sentences(edge.live.flatMap((relation) => relation.facts.map((fact) => ({ fact, node: null })))),
  ];
}

/** The path's nodes in order, and between them the facts that join them. */
function aboutRoute() {
  const steps = route.edges.flatMap((id, index) => [
    el('p', 'stop', nodeButton(nodes[route.nodes[index]])),
    el('h3', 'step', [...new Set(edges[id].live.map((relation) => words(relation.relation)))].join(', ')),
    ...sentences(edges[id].live.flatMap((relation) => relation.facts.map((fact) => ({ fact, node: null })))).slice(1),
  ]);
  return [
    heading(['Path'], `${nodes[route.from].name} – ${nodes[route.to].name}`, null),
    el('p', 'hint', routeSaid()),
    ...steps,
    el('p', 'stop', nodeButton(nodes[route.to])),
  ];
}

/** Buttons that show only what is near a node. */
function hopsOf(node) {
  const buttons = [1, 2, 3].map((hops) => {
    const on = filters.centre === node.id && filters.hops === hops;
    const button = press('small', () => {
      showAround(node.id, on ? 0 : hops);
      panel.querySelector(`.hops button:nth-of-type(${hops})`)?.focus();
    }, many(hops, 'hop'));
    button.setAttribute('aria-pressed', String(on));
    return button;
  });
  const group = el('div', 'hops', el('span', 'hint', 'Show only around'), ...buttons);
  group.setAttribute('role', 'group');
  group.setAttribute('aria-label', 'Show only around this node');
  return group;
}

/** Posts as their facts put them, without the holder's name where the panel is about the holder, and when they were told. */
function postItems(posts, node) {
  const told = new Map();
  for (const { text, date } of posts) {
    const title = node.group === 'person' ? text.replace(/^.*? holds post:? /s, '') : text;
    if (!told.has(title)) told.set(title, []);
    if (date) told.get(title).push(date);
  }
  return [...told].map(([title, dates]) => {
    dates.sort();
    const span = dates.length && dates[0] !== dates.at(-1) ? `${when(dates[0])} – ${when(dates.at(-1))}` : when(dates[0] ?? '');
    return el('li', 'post', el('bdi', '', title), span && el('span', 'number', ` told of ${span}`));
  });
}

const kindOf = (node) => {
  const { one } = styleOf(node.group);
  return ['event', 'commitment'].includes(node.group) && node.type ? `${one} · ${node.type}` : one;
};

function heading(kind, name, date) {
  const title = el('h2', '', name);
  title.dir = 'auto';
  const close = press('close', () => (state.node === null && state.edge === null ? leaveRoute() : select(null)), '×');
  close.setAttribute('aria-label', 'Close');
  return el('div', 'heading', close, el('p', 'kind', ...kind), title, date ? el('p', 'when', when(date)) : null);
}

onChange.push(showPanel);

const bdis = (texts) => texts.flatMap((text, index) => [index ? ', ' : '', el('bdi', '', text)]);
const section = (title, content) => (content.length ? [el('h3', '', title), ...content] : []);

function nodeButton(node) {
  return press('node', () => { reveal(node); select({ node: node.id }); goTo(node.id); panel.focus(); }, mark(node.group), el('bdi', '', node.name));
}

/** A list that shows its first items and the rest on request. */
function folding(items, className, size) {
  const list = el('ul', className, ...items.slice(0, size));
  if (items.length <= size) return list;
  const more = press('more', () => {
    more.remove();
    list.append(...items.slice(size));
    (items[size].querySelector('button, a') ?? panel).focus();
  }, `Show ${items.length - size} more`);
  return el('div', '', list, more);
}

/** Facts by the sentence that says them, the newest first, background knowledge last. */
function sentences(entries) {
  const cards = new Map();
  for (const entry of entries) {
    const fact = facts[entry.fact];
    const key = JSON.stringify([fact.release, fact.quote]);
    if (!cards.has(key)) cards.set(key, new Map());
    const said = cards.get(key);
    if (!said.has(entry.fact)) said.set(entry.fact, { fact, others: new Set() });
    if (entry.node) said.get(entry.fact).others.add(entry.node);
  }
  const found = [...cards.values()].map((said) => [...said.values()]);
  const day = (said) => said.map(({ fact }) => fact.date || '').sort().at(-1);
  found.sort((a, b) => (b[0].fact.quote ? 1 : 0) - (a[0].fact.quote ? 1 : 0) || (day(a) < day(b) ? 1 : day(a) > day(b) ? -1 : 0));
  const count = found.reduce((sum, said) => sum + said.length, 0);
  const title = `${count} ${count === 1 ? 'fact' : 'facts'} in ${found.length} ${found.length === 1 ? 'sentence' : 'sentences'}`;
  return section(found.length ? title : 'No facts', found.length ? [folding(found.map(card), 'cards', PAGE)] : []);
}

function card(said) {
  const { quote, release } = said[0].fact;
  const url = said.map(({ fact }) => safe(fact.url)).find(Boolean);
  const source = url ? link(url, release) : el('bdi', '', release);
  return el('li', 'card',
    el('ul', 'said', ...said.map(statement)),
    quote ? quoted(quote) : null,
    el('p', 'source', quote ? 'Release: ' : 'Background: ', source));
}

function statement({ fact }) {
  const text = el('span', 'text', fact.text);
  text.dir = 'auto';
  const detail = [fact.date ? when(fact.date) : null, `rule ${fact.rule}`, `${inWords(fact.confidence)} confidence (${Number(fact.confidence).toFixed(2)})`];
  return el('li', '', text, el('span', 'detail', detail.filter(Boolean).join(' · ')));
}

function quoted(quote) {
  const text = el('blockquote', '', `“${quote}”`);
  text.dir = 'auto';
  return text;
}

/** A date as precise as it is: 2020-10-12 becomes 12 October 2020, 2020-10 October 2020; a range keeps both ends. */
function when(date) {
  const one = (part) => {
    const [year, month, day] = part.split('-');
    const name = month && new Date(Date.UTC(2000, Number(month) - 1, 1)).toLocaleString('en', { month: 'long', timeZone: 'UTC' });
    return /^\d{4}(-\d\d){0,2}$/.test(part) ? [day && Number(day), name, year].filter(Boolean).join(' ') : part;
  };
  return date.split('/').map(one).join(' – ');
}

/** The URL if it is an http or https one; the data was checked when written, and is here again. */
function safe(url) {
  try {
    return url && ['http:', 'https:'].includes(new URL(url).protocol) ? url : null;
  } catch {
    return null;
  }
}

function link(url, text) {
  const anchor = el('a', '', text || url);
  anchor.href = url;
  anchor.rel = 'noopener noreferrer';
  anchor.target = '_blank';
  anchor.dir = 'auto';
  return anchor;
}
