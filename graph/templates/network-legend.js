// The controls of what is shown: the legend's kinds, relations, dimensions and the least confidence.
const kinds = [...new Set([...data.kinds, ...nodes.map((node) => node.group)])]
  .filter((kind) => nodes.some((node) => node.group === kind));
const nameOf = (kind) => (Object.hasOwn(styles, kind) ? styles[kind].many : kind);

/** How often each text is there, the most frequent first. */
function tally(texts) {
  const counts = new Map();
  for (const text of texts) counts.set(text, (counts.get(text) || 0) + 1);
  return [...counts].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1));
}

function toggle(off, name) {
  if (!off.delete(name)) off.add(name);
  refilter();
}

const kindButtons = kinds.map((kind) => {
  const count = nodes.filter((node) => node.group === kind).length;
  const button = press('kind-toggle', () => toggle(filters.kinds, kind), mark(kind), el('span', '', nameOf(kind)), ' ', el('span', 'number', String(count)));
  onChange.push(() => button.setAttribute('aria-pressed', String(!filters.kinds.has(kind))));
  return button;
});
$('legend').append(...kindButtons);

/** Boxes to tick for each item of a filter, with its count, and two buttons for all and none. */
function checklist(name, items) {
  const boxes = items.map(([text, count]) => {
    const box = el('input', '');
    box.type = 'checkbox';
    box.addEventListener('change', () => toggle(filters[name], text));
    onChange.push(() => { box.checked = !filters[name].has(text); });
    return el('li', '', el('label', 'check', box, el('bdi', '', words(text)), el('span', 'number', String(count))));
  });
  const all = (texts) => { filters[name] = new Set(texts); refilter(); };
  const both = el('div', 'both', press('small', () => all([]), 'All'), press('small', () => all(items.map(([text]) => text)), 'None'));
  $(`${name}-list`).append(both, el('ul', 'checks', ...boxes));
  $(`${name}-list`).hidden = items.length < 2;
}

checklist('relations', tally(edges.flatMap((edge) => [...new Set(edge.relations.map((relation) => relation.relation))])));
checklist('dimensions', tally(nodes.map((node) => node.dimension).filter(Boolean)));

/** A confidence in words; the figure beside it is measured: how often the rule was right on gold. */
const CONFIDENCE = [[0.95, 'very high'], [0.85, 'high'], [0.7, 'good'], [0.5, 'fair'], [0, 'low']];
const inWords = (confidence) => CONFIDENCE.find(([least]) => confidence >= least)?.[1] ?? 'low';

$('least').addEventListener('input', () => { filters.least = Number($('least').value) / 100; refilter(); });
onChange.push(() => {
  $('least').value = String(Math.round(filters.least * 100));
  const text = filters.least ? `${filters.least.toFixed(2)} (${inWords(filters.least)}) or more` : 'all facts';
  $('least-said').textContent = text;
  $('least').setAttribute('aria-valuetext', text);
});
