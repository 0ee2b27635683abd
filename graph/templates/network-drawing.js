// The picture: vis-network without physics, since the positions come with the data. Selection dims what is not adjacent.
// Its opacity works on colours written as #rrggbb only, so the style sheet keeps to these.
const stage = $('drawing');
const FAINT = 0.13;
const MARGIN = { x: 84, y: 44 };

function shapeOf(node) {
  const style = styleOf(node.group);
  const border = style.hollow ? style.colour : colours.outline;
  const background = style.hollow ? colours.paper : style.colour;
  const lit = state.node === node.id || state.hover === node.id;
  const paint = { background, border: lit ? colours.ink : border };
  return {
    id: node.id,
    hidden: !state.shown.has(node.id),
    opacity: lit || isNear(node.id) ? 1 : FAINT,
    borderWidth: lit ? 2.5 : style.hollow ? 3 : 1,
    color: { ...paint, highlight: paint, hover: paint },
  };
}

function lineOf(edge) {
  const chosen = state.edge === edge.id || edge.from === state.node || edge.to === state.node;
  const quiet = !chosen && (state.node !== null || state.edge !== null);
  const paint = colours[chosen ? 'line-lit' : 'line'];
  return {
    id: edge.id,
    hidden: !state.lines.has(edge.id),
    width: chosen ? edge.width + 1 : edge.width,
    color: { color: paint, highlight: paint, hover: colours['line-lit'], opacity: quiet ? FAINT : 1 },
  };
}

/** Ids of the selected node's neighbours on lines that are shown. */
function around() {
  if (state.node === null) return new Set();
  const node = nodes[state.node];
  return new Set(links[node.id].filter((edge) => state.lines.has(edge.id)).map((edge) => other(edge, node).id));
}

let near = null; // null: nothing is selected, all are near
const isNear = (id) => near === null || near.has(id);

const bodyNodes = new vis.DataSet();
const bodyEdges = new vis.DataSet();
const painted = new Map();

/** Hand vis-network what changed since the last time, and nothing else. */
function paint() {
  network.unselectAll();
  near = state.node !== null ? around().add(state.node)
    : state.edge !== null ? new Set([edges[state.edge].from, edges[state.edge].to]) : null;
  repaint(nodes, edges);
}

function repaint(someNodes, someEdges) {
  const changed = (make, items, prefix) => items.map(make).filter((item) => {
    const text = JSON.stringify(item);
    const same = painted.get(prefix + item.id) === text;
    painted.set(prefix + item.id, text);
    return !same;
  });
  swollen = 1; // an update brings back the sizes that were given
  bodyNodes.update(changed(shapeOf, someNodes, 'n'));
  bodyEdges.update(changed(lineOf, someEdges, 'e'));
  network.redraw();
}

function start() {
  bodyNodes.add(nodes.map((node) => (
    { ...shapeOf(node), x: node.x, y: node.y, size: node.size, shape: styleOf(node.group).shape }
  )));
  bodyEdges.add(edges.map((edge) => ({ ...lineOf(edge), from: edge.from, to: edge.to, arrows: edge.arrows })));
  network.setData({ nodes: bodyNodes, edges: bodyEdges });
}

const network = new vis.Network(stage, {}, {
  autoResize: true,
  physics: false,
  layout: { improvedLayout: false },
  nodes: { font: { size: 0 }, labelHighlightBold: false },
  edges: { smooth: false, arrows: { to: { scaleFactor: 0.45 }, from: { scaleFactor: 0.45 } }, hoverWidth: 0.5, selectionWidth: 0 },
  interaction: { hover: true, selectConnectedEdges: false, hoverConnectedEdges: false, tooltipDelay: 1e6, keyboard: false, multiselect: false },
});

/** Show these nodes as large as they fit, with a margin for the labels around them. */
function fitTo(ids, animate = true) {
  if (!ids.length || !stage.clientWidth) return;
  const [xs, ys] = [ids.map((id) => nodes[id].x), ids.map((id) => nodes[id].y)];
  const [left, right, top, bottom] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
  const across = Math.max(stage.clientWidth - 2 * Math.min(MARGIN.x, stage.clientWidth / 9), 80) / Math.max(right - left, 1);
  const down = Math.max(stage.clientHeight - 2 * MARGIN.y, 80) / Math.max(bottom - top, 1);
  const scale = Math.min(across, down, 1.3);
  network.moveTo({ position: { x: (left + right) / 2, y: (top + bottom) / 2 }, scale, animation: animate && calm() });
}
const fit = (animate) => fitTo([...state.shown], animate);

/** How much larger a shape is drawn than the zoom says: far away it stays visible, near by it does not cover its label. */
const swelling = (scale) => Math.min(Math.max(scale ** -0.35, 0.65), 1.9);
let swollen = 1;

/** Let the shapes grow more slowly than the zoom; vis-network measures a shape anew when it is told to. */
function swell() {
  const factor = swelling(network.getScale());
  if (Math.abs(factor - swollen) < 0.01) return;
  swollen = factor;
  for (const node of nodes) {
    const body = network.body.nodes[node.id];
    if (!body) continue;
    body.options.size = node.size * factor;
    body.shape.refreshNeeded = true;
  }
}

/** Short movements, none for those who asked their system for less motion. */
const calm = () => (window.matchMedia('(prefers-reduced-motion: reduce)').matches ? false : { duration: 350, easingFunction: 'easeInOutQuad' });

/** Bring the selected node and its neighbours into view. */
function goTo(id) {
  fitTo([id, ...around()]);
}

network.on('click', ({ nodes: [node], edges: [edge], pointer }) => {
  const hit = node ?? labelAt(pointer.DOM);
  if (hit !== null && hit !== undefined) select({ node: hit });
  else select(edge === undefined ? null : { edge });
});
const hover = (id) => {
  const touched = [state.hover, id].filter((one) => one !== null);
  state.hover = id;
  stage.classList.toggle('pointing', id !== null);
  repaint(touched.map((one) => nodes[one]), []);
};
network.on('hoverNode', ({ node }) => hover(node));
network.on('blurNode', () => hover(null));
network.on('hoverEdge', () => stage.classList.add('pointing'));
network.on('blurEdge', () => stage.classList.remove('pointing'));
onChange.push(paint);
network.on('initRedraw', swell);
network.on('afterDrawing', drawLabels);
dark.addEventListener('change', () => { colours = readColours(); paint(); });

const zoom = (factor) => network.moveTo({ scale: Math.min(Math.max(network.getScale() * factor, 0.05), 4), animation: calm() });
$('closer').addEventListener('click', () => zoom(1.4));
$('further').addEventListener('click', () => zoom(1 / 1.4));
$('fit').addEventListener('click', () => fit());
