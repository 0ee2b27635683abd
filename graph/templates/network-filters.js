// What is shown. Sets hold what is off; a node without a date stands if a line leads to it or undated ones may.
const filters = {
  kinds: new Set(), relations: new Set(), dimensions: new Set(), least: 0, since: '', until: '', undated: true, centre: null, hops: 0,
};

/** Tell whether a date, as precise as it is, can lie in the chosen time; null if it is unknown. */
function inTime(date) {
  if (!date) return null;
  const [start, end = start] = date.split('/');
  const { since, until } = filters;
  const size = (a, b) => Math.min(a.length, b.length);
  const after = !since || end.slice(0, size(end, since)) >= since.slice(0, size(end, since));
  const before = !until || start.slice(0, size(start, until)) <= until.slice(0, size(start, until));
  return after && before;
}

/** The same for an edge: the events and commitments at its ends decide, else its facts. */
function edgeInTime(edge) {
  const ends = [nodes[edge.from], nodes[edge.to]].map((node) => node.date).filter(Boolean).map(inTime);
  if (ends.length) return ends.every(Boolean);
  const dates = edge.live.flatMap((relation) => relation.facts.map((fact) => inTime(facts[fact].date)));
  return dates.includes(true) || (dates.includes(null) && filters.undated);
}

const sure = (fact) => facts[fact].confidence >= filters.least;
const allowed = (node) => !filters.kinds.has(node.group) && !(node.dimension && filters.dimensions.has(node.dimension));

/** An edge's relations that the filters leave, each with the facts that are sure enough. */
function liveRelations(edge) {
  return edge.relations
    .filter((relation) => !filters.relations.has(relation.relation))
    .map((relation) => ({ ...relation, facts: relation.facts.filter(sure) }))
    .filter((relation) => relation.facts.length);
}

/** Ids of nodes by their distance from one, up to a number of hops over these lines; the nearest first. */
function reach(start, hops, lines) {
  const found = new Map([[start, 0]]);
  for (const id of found.keys()) { // a Map tells what is added while it is walked
    if (found.get(id) === hops) continue;
    for (const edge of links[id]) {
      const next = edge.from === id ? edge.to : edge.from;
      if (lines.has(edge.id) && !found.has(next)) found.set(next, found.get(id) + 1);
    }
  }
  return found;
}

const timed = () => Boolean(filters.since || filters.until);
const picky = () => filters.relations.size > 0 || filters.least > 0;

/** Work out what is shown, and let go of what no longer is; picky filters also take away what they leave without a line. */
function filter() {
  for (const edge of edges) edge.live = picky() ? liveRelations(edge) : edge.relations;
  const lines = edges.filter((edge) => edge.live.length && allowed(nodes[edge.from]) && allowed(nodes[edge.to]) && (!timed() || edgeInTime(edge)));
  const linked = new Set();
  for (const { from, to } of lines) linked.add(from).add(to);
  const dated = (node) => !timed() || linked.has(node.id) || (inTime(node.date) ?? filters.undated);
  const meant = (node) => !picky() || linked.has(node.id) || (!links[node.id].length && node.facts.some(sure));
  state.shown = new Set(nodes.filter((node) => allowed(node) && dated(node) && meant(node)).map((node) => node.id));
  state.lines = new Set(lines.map((edge) => edge.id));
  if (filters.hops && state.shown.has(filters.centre)) {
    const near = reach(filters.centre, filters.hops, state.lines);
    state.shown = new Set([...near.keys()]);
    state.lines = new Set(lines.filter((edge) => near.has(edge.from) && near.has(edge.to)).map((edge) => edge.id));
  }
  if (!state.shown.has(state.node)) state.node = null;
  if (!state.lines.has(state.edge)) state.edge = null;
  traceRoute();
}

function refilter() {
  filter();
  changed();
}

/** Show only what lies within a number of hops of a node; 0 shows all again. */
function showAround(id, hops) {
  filters.centre = hops ? id : null;
  filters.hops = hops;
  refilter();
  fit();
}

function loosen() {
  for (const off of [filters.kinds, filters.relations, filters.dimensions]) off.clear();
  Object.assign(filters, { least: 0, since: '', until: '', undated: true, centre: null, hops: 0 });
}

/** Loosen the filters as far as a node that was asked for needs it. */
function reveal(node) {
  if (state.shown.has(node.id)) return;
  loosen();
  filter();
}

onChange.push(() => {
  const all = state.shown.size === nodes.length && state.lines.size === edges.length;
  const around = filters.hops ? `, ${many(filters.hops, 'hop')} around ${nodes[filters.centre].name}` : '';
  $('status').textContent = all ? '' : `${state.shown.size.toLocaleString('en')} of ${many(nodes.length, 'node')} shown${around}`;
  $('reset').disabled = all && !timed() && !picky();
});
$('reset').addEventListener('click', () => { loosen(); refilter(); });

for (const name of ['kinds', 'relations', 'dimensions']) {
  address[`no-${name}`] = { get: () => [...filters[name]], set: (texts) => { filters[name] = new Set(texts); } };
}
for (const name of ['since', 'until']) {
  address[name] = { get: () => [filters[name]].filter(Boolean), set: ([date = '']) => { filters[name] = /^\d{4}-\d\d-\d\d$/.test(date) ? date : ''; } };
}
address.undated = { get: () => (filters.undated ? [] : ['no']), set: ([text]) => { filters.undated = text !== 'no'; } };
address.least = { get: () => (filters.least ? [String(filters.least)] : []), set: ([text]) => { filters.least = Math.min(Math.max(Number(text) || 0, 0), 1); } };
address.around = { get: () => (filters.hops ? [nodes[filters.centre].key] : []), set: ([key]) => { filters.centre = byKey.get(key)?.id ?? null; } };
address.hops = {
  get: () => (filters.hops ? [String(filters.hops)] : []),
  set: ([text]) => { filters.hops = filters.centre !== null && ['1', '2', '3'].includes(text) ? Number(text) : 0; },
};
