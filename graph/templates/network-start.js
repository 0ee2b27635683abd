// Begin; and let others look, as tests do, without a way to change the data.
readAddress();
start();
changed();
fit(false);
const ready = () => { root.dataset.ready = ''; };
if (state.view === 'network') network.once('afterDrawing', ready);
else ready();

window.diplograph = Object.freeze({
  nodes: () => [...state.shown].map((id) => nodes[id].key),
  edges: () => [...state.lines].map((id) => [nodes[edges[id].from].key, nodes[edges[id].to].key]),
  labels: () => labelBoxes.map(({ id }) => nodes[id].key),
  selected: () => (state.node === null ? null : nodes[state.node].key),
  path: () => route.nodes.map((id) => nodes[id].key),
  sizes: () => Object.fromEntries(nodes.map((node) => [node.key, sizes[node.id]])),
  colours: () => Object.fromEntries(nodes.map((node) => [node.key, colourOf(node)])),
  select: (key) => { if (byKey.has(key)) { reveal(byKey.get(key)); select({ node: byKey.get(key).id }); } },
  /** Where a node is on the page, in CSS pixels. */
  position: (key) => {
    const { x, y } = network.canvasToDOM(network.getPosition(byKey.get(key).id));
    const { left, top } = stage.getBoundingClientRect();
    return { x: x + left, y: y + top };
  },
});
