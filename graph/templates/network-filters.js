// What is shown: the legend's kinds and the time. A node without a date stands if a line leads to it or undated ones may.
const kinds = [...new Set([...data.kinds, ...nodes.map((node) => node.group)])]
  .filter((kind) => nodes.some((node) => node.group === kind));
const off = new Set();

/** Tell whether a date, as precise as it is, can lie in the chosen time; null if it is unknown. */
function inTime(date) {
  if (!date) return null;
  const [start, end = start] = date.split('/');
  const [since, until] = [$('since').value, $('until').value];
  const size = (a, b) => Math.min(a.length, b.length);
  const after = !since || end.slice(0, size(end, since)) >= since.slice(0, size(end, since));
  const before = !until || start.slice(0, size(start, until)) <= until.slice(0, size(start, until));
  return after && before;
}

/** The same for an edge: the events and commitments at its ends decide, else its facts. */
function edgeInTime(edge) {
  const ends = [nodes[edge.from], nodes[edge.to]].map((node) => node.date).filter(Boolean).map(inTime);
  if (ends.length) return ends.every(Boolean);
  const dates = edge.relations.flatMap((relation) => relation.facts.map((fact) => inTime(facts[fact].date)));
  return dates.includes(true) || (dates.includes(null) && $('undated').checked);
}

function filter() {
  const timed = Boolean($('since').value || $('until').value);
  const lines = edges.filter((edge) => ![edge.from, edge.to].some((id) => off.has(nodes[id].group)) && (!timed || edgeInTime(edge)));
  const reached = new Set(lines.flatMap((edge) => [edge.from, edge.to]));
  const stands = (node) => !timed || reached.has(node.id) || (inTime(node.date) ?? $('undated').checked);
  state.shown = new Set(nodes.filter((node) => !off.has(node.group) && stands(node)).map((node) => node.id));
  state.lines = new Set(lines.map((edge) => edge.id));
  if (state.node !== null && !state.shown.has(state.node)) state.node = null;
  if (state.edge !== null && !state.lines.has(state.edge)) state.edge = null;
  const all = state.shown.size === nodes.length && state.lines.size === edges.length;
  $('status').textContent = all ? '' : `${state.shown.size} of ${nodes.length} nodes shown`;
  $('reset').disabled = !off.size && !timed;
}

function refilter() {
  filter();
  changed();
}

function buildLegend() {
  $('legend').replaceChildren(...kinds.map((kind) => {
    const count = nodes.filter((node) => node.group === kind).length;
    const name = Object.hasOwn(styles, kind) ? styles[kind].many : kind;
    const button = el('button', 'kind-toggle', mark(kind), el('span', '', name), el('span', 'number', String(count)));
    button.type = 'button';
    button.dataset.kind = kind;
    button.addEventListener('click', () => {
      if (!off.delete(kind)) off.add(kind);
      showKinds();
      refilter();
    });
    return button;
  }));
  showKinds();
}

function showKinds() {
  for (const button of $('legend').children) button.setAttribute('aria-pressed', String(!off.has(button.dataset.kind)));
}

function resetFilters() {
  off.clear();
  $('since').value = '';
  $('until').value = '';
  $('undated').checked = true;
  showKinds();
  refilter();
}

/** Loosen the filters as far as a node that was asked for needs it. */
function reveal(node) {
  if (!state.shown.has(node.id)) resetFilters();
}

for (const id of ['since', 'until', 'undated']) $(id).addEventListener('change', refilter);
$('reset').addEventListener('click', resetFilters);
buildLegend(); // before the drawing takes its size from what is left of the page
