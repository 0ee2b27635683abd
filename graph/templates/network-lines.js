// The lines, in bundles of one colour and width, so that ten thousand of them are a few strokes of the pen.
const STROKE = 500; // lines in one stroke: a canvas is slow with longer ones
const FEW = 200; // lines above which each turns paler, so that labels and shapes stand out
const ARROW = 7.5; // pixels on screen, near by
let bundles = [];

const roleOf = (edge) => {
  if (route.edges.includes(edge.id)) return 'path';
  if (state.edge === edge.id || edge.from === state.node || edge.to === state.node) return 'lit';
  return near === null ? 'plain' : 'quiet';
};

/** Sort the shown lines into bundles, what matters on top; done when the state changes, not for each drawing. */
function bundle() {
  const plain = mixed(colours.line, Math.min(Math.max(FEW / state.lines.size, 0.5), 1));
  const paints = { quiet: faint(colours.line), plain, lit: colours['line-lit'], path: colours.path };
  const extra = { quiet: 0, plain: 0, lit: 1, path: 2.5 };
  const made = new Map(Object.keys(paints).map((role) => [role, new Map()]));
  for (const id of state.lines) {
    const role = roleOf(edges[id]);
    const width = edges[id].width + extra[role];
    if (!made.get(role).has(width)) made.get(role).set(width, []);
    made.get(role).get(width).push(edges[id]);
  }
  bundles = [...made].flatMap(([role, byWidth]) => [...byWidth].map(([width, members]) => ({ colour: paints[role], width, members })));
}

/** How wide a line is on screen for its width in the data: no hair from afar, no beam near by. */
const thickness = (width, scale) => width * Math.min(Math.max(scale, 0.45), 1.4);

function drawLines(context) {
  const scale = network.getScale();
  const { body } = network;
  const corner = network.DOMtoCanvas({ x: 0, y: 0 });
  const far = network.DOMtoCanvas({ x: stage.clientWidth, y: stage.clientHeight });
  const seen = (a, b) => Math.max(a.x, b.x) > corner.x && Math.min(a.x, b.x) < far.x && Math.max(a.y, b.y) > corner.y && Math.min(a.y, b.y) < far.y;
  for (const { colour, width, members } of bundles) {
    context.strokeStyle = colour;
    context.fillStyle = colour;
    context.lineWidth = thickness(width, scale) / scale;
    const visible = members.map((edge) => [edge, body.nodes[edge.from], body.nodes[edge.to]]).filter(([, a, b]) => seen(a, b));
    for (let first = 0; first < visible.length; first += STROKE) {
      context.beginPath();
      for (const [, a, b] of visible.slice(first, first + STROKE)) {
        context.moveTo(a.x, a.y);
        context.lineTo(b.x, b.y);
      }
      context.stroke();
    }
    if (hurried() || scale < 0.2) continue;
    context.beginPath();
    for (const [edge, a, b] of visible) {
      for (const tip of arrowsOf(edge, a, b, scale)) {
        context.moveTo(...tip[0]);
        context.lineTo(...tip[1]);
        context.lineTo(...tip[2]);
      }
    }
    context.fill();
  }
}

/** The corners of an edge's arrowheads, where the line meets the shapes; none where they would cover the line. */
function arrowsOf(edge, a, b, scale) {
  const [dx, dy] = [b.x - a.x, b.y - a.y];
  const length = Math.hypot(dx, dy);
  const long = (ARROW * Math.min(Math.max(scale * 1.5, 0.5), 1)) / scale;
  if (length < 4 * long) return [];
  const [ux, uy] = [dx / length, dy / length];
  const head = (end, sign) => {
    const gap = end.options.size + 1 / scale;
    const [x, y] = [end.x - sign * ux * gap, end.y - sign * uy * gap];
    const [bx, by] = [x - sign * ux * long, y - sign * uy * long];
    return [[x, y], [bx - uy * long * 0.45, by + ux * long * 0.45], [bx + uy * long * 0.45, by - ux * long * 0.45]];
  };
  return [edge.arrows.includes('to') ? head(b, 1) : null, edge.arrows.includes('from') ? head(a, -1) : null].filter(Boolean);
}

/** The line nearest to a point of the canvas if it is within a few pixels of it, or null. */
function lineAt({ x, y }) {
  let [found, least] = [null, 6 / network.getScale()];
  for (const id of state.lines) {
    const [a, b] = [network.body.nodes[edges[id].from], network.body.nodes[edges[id].to]];
    const [dx, dy] = [b.x - a.x, b.y - a.y];
    const share = Math.min(Math.max(((x - a.x) * dx + (y - a.y) * dy) / (dx * dx + dy * dy || 1), 0), 1);
    const distance = Math.hypot(a.x + share * dx - x, a.y + share * dy - y);
    if (distance < least) [found, least] = [id, distance];
  }
  return found;
}
