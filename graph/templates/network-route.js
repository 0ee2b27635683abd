// The shortest path between two nodes over the lines that are shown, with the facts along it.
const route = { from: null, to: null, nodes: [], edges: [] }; // no nodes: there is no path

/** Breadth first, the neighbours by their ids, so that the same question has the same answer. */
function shortestPath(start, goal, lines) {
  const before = new Map([[start, null]]);
  for (const id of before.keys()) { // a Map tells what is added while it is walked
    if (id === goal) break;
    for (const edge of links[id]) {
      const next = edge.from === id ? edge.to : edge.from;
      if (lines.has(edge.id) && !before.has(next)) before.set(next, edge);
    }
  }
  if (!before.has(goal)) return [];
  const steps = [];
  for (let id = goal; before.get(id); id = other(before.get(id), nodes[id]).id) steps.unshift(before.get(id));
  return steps;
}

function traceRoute() {
  const { from, to } = route;
  const asked = from !== null && to !== null && state.shown.has(from) && state.shown.has(to);
  route.edges = asked && from !== to ? shortestPath(from, to, state.lines).map((edge) => edge.id) : [];
  route.nodes = route.edges.length ? [from] : [];
  for (const id of route.edges) route.nodes.push(other(edges[id], nodes[route.nodes.at(-1)]).id);
}

function routeSaid() {
  const { from, to } = route;
  if (from === null || to === null) return from === to ? '' : 'Choose both ends.';
  if (from === to) return 'Both ends are the same.';
  const [a, b] = [nodes[from].name, nodes[to].name];
  if (route.edges.length) return `${many(route.edges.length, 'step')} from ${a} to ${b}.`;
  const missing = [from, to].find((id) => !state.shown.has(id));
  if (missing !== undefined) return `${nodes[missing].name} is hidden by the filters.`;
  const anyway = shortestPath(from, to, new Set(edges.map((edge) => edge.id))).length;
  return `No path from ${a} to ${b} ${anyway ? 'in what is shown: the filters hide the lines between them.' : 'in this file.'}`;
}

function chooseEnd(end, node) {
  route[end] = node.id;
  Object.assign(state, { node: null, edge: null });
  refilter();
  if (route.nodes.length) fitTo(route.nodes);
}

function leaveRoute() {
  Object.assign(route, { from: null, to: null });
  refilter();
}

for (const end of ['from', 'to']) {
  combobox($(`path-${end}`), (node) => chooseEnd(end, node));
  onChange.push(() => {
    if (document.activeElement !== $(`path-${end}`)) $(`path-${end}`).value = route[end] === null ? '' : nodes[route[end]].name;
  });
  address[end] = { get: () => (route[end] === null ? [] : [nodes[route[end]].key]), set: ([key]) => { route[end] = byKey.get(key)?.id ?? null; } };
}
$('path-swap').addEventListener('click', () => { [route.from, route.to] = [route.to, route.from]; refilter(); });
$('path-clear').addEventListener('click', leaveRoute);
onChange.push(() => { $('path-said').textContent = routeSaid(); });
