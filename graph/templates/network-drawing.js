// The picture: vis-network draws, drags and zooms the nodes, without physics, since the positions come with the data; the
// lines are ours. What is selected stays strong and the rest turns faint.
const stage = $('drawing');
const MARGIN = { x: 84, y: 44 };
const HEAVY = 1500; // nodes or lines above which a moving picture leaves out arrows and most labels
const CROWD = 90; // nodes above which shapes stay small, or they would cover each other
let moving = false;
const hurried = () => moving && Math.max(state.shown.size, state.lines.size) > HEAVY;

const network = new vis.Network(stage, {}, {
  autoResize: true,
  physics: false,
  layout: { improvedLayout: false },
  nodes: { font: { size: 0 }, labelHighlightBold: false },
  interaction: { hover: true, tooltipDelay: 1e6, keyboard: false, multiselect: false },
});
network.canvas.frame.tabIndex = -1; // the drawing itself takes the focus, and shows it

/** A colour with this share of it over the paper, as opaque ink: that is quicker to draw than a transparent one. */
function mixed(colour, share) {
  const parts = (hex) => [1, 3, 5].map((at) => parseInt(hex.slice(at, at + 2), 16));
  const paper = parts(colours.paper);
  return `#${parts(colour).map((part, index) => Math.round(part * share + paper[index] * (1 - share)).toString(16).padStart(2, '0')).join('')}`;
}
const faint = (colour) => mixed(colour, 0.15);

/** Ids of the selected node's neighbours on lines that are shown. */
function around() {
  if (state.node === null) return new Set();
  const node = nodes[state.node];
  return new Set(links[node.id].filter((edge) => state.lines.has(edge.id)).map((edge) => other(edge, node).id));
}

let near = null; // null: nothing is selected, all are near
const isNear = (id) => near === null || near.has(id);

function findNear() {
  if (state.node === null && state.edge === null && !route.nodes.length) return null;
  const ends = state.edge === null ? [] : [edges[state.edge].from, edges[state.edge].to];
  return new Set([...route.nodes, ...ends, ...around(), ...(state.node === null ? [] : [state.node])]);
}

/** Dress a node in vis-network's own record: its data sets would take each change of ten thousand nodes seconds. */
function dress(node) {
  const { options } = network.body.nodes[node.id];
  const { hollow } = styleOf(node.group);
  const lit = state.node === node.id || state.hover === node.id;
  const shade = lit || isNear(node.id) ? (colour) => colour : faint;
  const colour = shade(colourOf(node));
  const paint = { background: hollow ? colours.paper : colour, border: lit ? colours.ink : hollow ? colour : shade(colours.outline) };
  options.color = { ...paint, highlight: paint, hover: paint };
  options.borderWidth = lit ? 2.5 : hollow ? 3 : 1;
}

function paint() {
  near = findNear();
  for (const node of nodes) dress(node);
  network.body.nodeIndices = [...order.filter((id) => state.shown.has(id) && !isNear(id)).reverse(), ...order.filter((id) => state.shown.has(id) && isNear(id)).reverse()];
  bundle();
  swollen = null;
  network.unselectAll(); // which draws anew
  if (!fitted) fit(false);
}

function start() {
  const shapes = nodes.map((node) => ({ id: node.id, x: node.x, y: node.y, size: node.size, shape: styleOf(node.group).shape }));
  network.setData({ nodes: shapes, edges: [] });
}

let fitted = false; // a page that opens with its table has no room to fit the drawing into yet

/** Show these nodes as large as they fit, with a margin for the labels around them. */
function fitTo(ids, animate = true) {
  if (!ids.length || !stage.clientWidth) return;
  fitted = true;
  let [left, right, top, bottom] = [Infinity, -Infinity, Infinity, -Infinity];
  for (const id of ids) {
    const { x, y } = network.body.nodes[id];
    [left, right, top, bottom] = [Math.min(left, x), Math.max(right, x), Math.min(top, y), Math.max(bottom, y)];
  }
  const across = Math.max(stage.clientWidth - 2 * Math.min(MARGIN.x, stage.clientWidth / 9), 80) / Math.max(right - left, 1);
  const down = Math.max(stage.clientHeight - 2 * MARGIN.y, 80) / Math.max(bottom - top, 1);
  const scale = Math.min(across, down, 1.3);
  network.moveTo({ position: { x: (left + right) / 2, y: (top + bottom) / 2 }, scale, animation: animate && calm() });
}
const fit = (animate) => fitTo([...state.shown], animate);

/** Bring the selected node and its neighbours into view. */
function goTo(id) {
  fitTo([id, ...around()]);
}

/** How much larger a shape is drawn than the zoom says: far away it stays visible, near by it does not cover its label. */
const swelling = (scale) => Math.min(Math.max(scale ** -0.35, 0.65), nodes.length > CROWD ? 1.2 : 1.9);
let swollen = null;

/** Let the shapes grow more slowly than the zoom; vis-network measures a shape anew when it is told to. */
function swell() {
  const factor = swelling(network.getScale());
  if (swollen !== null && Math.abs(factor - swollen) < 0.01) return;
  swollen = factor;
  for (const node of nodes) {
    const body = network.body.nodes[node.id];
    if (!body) continue;
    body.options.size = sizes[node.id] * factor;
    body.shape.refreshNeeded = true;
  }
}

/** Short movements, none for those who asked their system for less motion. */
const calm = () => (window.matchMedia('(prefers-reduced-motion: reduce)').matches ? false : { duration: 350, easingFunction: 'easeInOutQuad' });

network.on('click', ({ nodes: [node], pointer }) => {
  const hit = node ?? labelAt(pointer.DOM);
  if (hit !== null && hit !== undefined) return select({ node: hit });
  const edge = lineAt(pointer.canvas);
  return select(edge === null ? null : { edge });
});
const hover = (id) => {
  const touched = [state.hover, id].filter((one) => one !== null);
  state.hover = id;
  touched.forEach((one) => dress(nodes[one]));
  network.redraw();
};
network.on('hoverNode', ({ node }) => hover(node));
network.on('blurNode', () => hover(null));
stage.addEventListener('pointermove', ({ offsetX: x, offsetY: y, buttons }) => {
  if (buttons || moving) return;
  const hit = state.hover !== null || labelAt({ x, y }) !== null || lineAt(network.DOMtoCanvas({ x, y })) !== null;
  stage.classList.toggle('pointing', hit);
});

let resting = 0;
const rest = () => { moving = false; network.redraw(); };
network.on('dragStart', () => { moving = true; });
network.on('dragEnd', rest);
network.on('zoom', () => {
  moving = true;
  clearTimeout(resting);
  resting = setTimeout(rest, 160);
});
network.on('initRedraw', swell);
network.on('beforeDrawing', drawLines);
network.on('afterDrawing', drawLabels);
onChange.push(paint);

const zoom = (factor) => network.moveTo({ scale: Math.min(Math.max(network.getScale() * factor, 0.02), 4), animation: calm() });
const pan = (x, y) => network.moveTo({ offset: { x, y } });
$('closer').addEventListener('click', () => zoom(1.4));
$('further').addEventListener('click', () => zoom(1 / 1.4));
$('fit').addEventListener('click', () => fit());
const KEYS = {
  ArrowLeft: () => pan(80, 0), ArrowRight: () => pan(-80, 0), ArrowUp: () => pan(0, 80), ArrowDown: () => pan(0, -80),
  '+': () => zoom(1.4), '=': () => zoom(1.4), '-': () => zoom(1 / 1.4), 0: () => fit(),
};
stage.addEventListener('keydown', (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || !Object.hasOwn(KEYS, event.key)) return;
  event.preventDefault();
  KEYS[event.key]();
});
