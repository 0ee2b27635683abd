// Begin; and let others look, as tests do, without a way to change the data.
filter();
start();
fit(false);
changed();
network.once('afterDrawing', () => { document.documentElement.dataset.ready = ''; });

window.diplograph = Object.freeze({
  nodes: () => [...state.shown].map((id) => nodes[id].key),
  edges: () => [...state.lines].map((id) => [nodes[edges[id].from].key, nodes[edges[id].to].key]),
  labels: () => labelBoxes.map(([id]) => nodes[id].key),
  selected: () => (state.node === null ? null : nodes[state.node].key),
  select: (key) => { if (byKey.has(key)) { reveal(byKey.get(key)); select({ node: byKey.get(key).id }); } },
  /** Where a node is on the page, in CSS pixels. */
  position: (key) => {
    const { x, y } = network.canvasToDOM(network.getPosition(byKey.get(key).id));
    const { left, top } = stage.getBoundingClientRect();
    return { x: x + left, y: y + top };
  },
});
