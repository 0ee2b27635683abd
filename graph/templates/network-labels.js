// Labels are drawn over vis-network's picture at a constant size on screen, so that they can be read at any zoom; the best
// connected nodes come first, and a label that would cover another one waits until there is room.
const FONT = '"Segoe UI", "Helvetica Neue", Arial, "Liberation Sans", "Noto Sans", sans-serif';
const SIZE = 12.5;
const LEADING = 15;
const CELL = 48;
const HASTY = 40; // labels of a heavy picture while it moves
const MISSES = 300; // labels without room after which a crowded picture is full: to measure them all takes a second
let labelBoxes = []; // of the last drawing, in pixels of the stage: { id, lines, strong, area: [left, top, right, bottom] }
let extent = [0, 0]; // width and height of the last drawing
let relationNames = []; // of the last drawing: { text, x, y }
const widths = new Map(); // of texts by font, since measuring is slow

function widthOf(context, line) {
  const key = context.font + line;
  if (!widths.has(key)) widths.set(key, context.measureText(line).width);
  return widths.get(key);
}

/** Rectangles that are taken, in cells, so that a question costs little. */
function room() {
  const cells = new Map();
  const visit = (box, each) => {
    for (let x = Math.floor(box[0] / CELL); x <= Math.floor(box[2] / CELL); x++) {
      for (let y = Math.floor(box[1] / CELL); y <= Math.floor(box[3] / CELL); y++) {
        if (each(x * 100003 + y)) return true;
      }
    }
    return false;
  };
  const meets = (a, b) => a[0] < b[2] && b[0] < a[2] && a[1] < b[3] && b[1] < a[3];
  return {
    take(box) {
      visit(box, (cell) => {
        if (!cells.has(cell)) cells.set(cell, []);
        cells.get(cell).push(box);
      });
    },
    free: (box) => !visit(box, (cell) => (cells.get(cell) || []).some((taken) => meets(box, taken))),
  };
}

/** Nodes in the order in which they get a label: the selected and pointed at, their neighbours, then by connections. */
function ranking() {
  const first = [];
  if (state.hover !== null) first.push(state.hover);
  if (state.node !== null) {
    first.push(state.node);
    first.push(...[...around()].sort((a, b) => rank[b] - rank[a]));
  } else if (state.edge !== null) {
    first.push(edges[state.edge].from, edges[state.edge].to);
  }
  first.push(...route.nodes);
  const ranked = [...new Set([...first, ...(near === null ? order : [])])];
  return hurried() ? ranked.slice(0, HASTY) : ranked;
}

function drawLabels(context) {
  const scale = network.getScale();
  const centre = network.getViewPosition();
  const [width, height] = [stage.clientWidth, stage.clientHeight];
  extent = [width, height];
  const screen = (node) => {
    const body = network.body.nodes[node];
    return [(body.x - centre.x) * scale + width / 2, (body.y - centre.y) * scale + height / 2];
  };
  context.save();
  context.setTransform(window.devicePixelRatio || 1, 0, 0, window.devicePixelRatio || 1, 0, 0);
  context.textAlign = 'center';
  context.textBaseline = 'middle';
  context.lineJoin = 'round';
  const taken = room(); // by labels
  const shapes = room();
  taken.take([0, height - 56, 150, height]); // the buttons
  const places = new Map();
  for (const node of state.shown) {
    const [x, y] = screen(node);
    if (x < -150 || y < -60 || x > width + 150 || y > height + 60) continue;
    const half = sizes[node] * scale * swelling(scale);
    places.set(node, [x, y, half]);
    if (isNear(node)) shapes.take([x - half * 0.8, y - half * 0.8, x + half * 0.8, y + half * 0.8]);
  }
  labelBoxes = [];
  const clear = (box) => taken.free(box) && shapes.free(box);
  const all = ranking();
  let important = Math.round((width * height) / 45000); // so many may cover the shapes of lesser nodes
  let misses = 0;
  for (const node of all) {
    if (!places.has(node)) continue;
    important -= 1;
    const [x, y, half] = places.get(node);
    const strong = node === state.node || node === state.hover;
    context.font = `${strong ? '600 ' : ''}${SIZE}px ${FONT}`;
    const full = nodes[node].label.split('\n');
    const short = full.length > 1 ? [`${full[0].replace(/ …$/, '')} …`] : full;
    const found = place(full, clear) || place(short, clear)
      || (important >= 0 || strong ? place(full, taken.free) || place(short, taken.free) : null)
      || (strong ? place(full, () => true) : null);
    if (!found && ++misses > MISSES) break;
    if (!found) continue;
    taken.take(found.area);
    labelBoxes.push({ id: node, strong, ...found });
    write(context, found);

    /** The first spot around the shape, inside the stage, that suits; a selected node's may reach beyond. */
    function place(lines, suits) {
      const wide = Math.max(...lines.map((line) => widthOf(context, line))) + 6;
      const tall = lines.length * LEADING + 2;
      const boxes = around8(x, y, half, wide, tall);
      const inside = ([left, top, right, bottom]) => left >= 0 && top >= 0 && right <= width && bottom <= height;
      const area = boxes.find((box) => (inside(box) || strong) && suits(box));
      return area ? { lines, area } : null;
    }
  }
  relationNames = namesOnLines(context, screen, taken);
  context.font = `italic ${SIZE - 1.5}px ${FONT}`;
  for (const { text, x, y } of relationNames) haloed(context, text, x, y, colours.quiet);
  if (look.colour === 'community') numberShapes(context, places);
  context.restore();
}

/** Boxes of a label around a shape, the best place first: below, above, beside, at the corners. */
function around8(x, y, half, wide, tall) {
  const centres = [
    [x, y + half + tall / 2 + 3],
    [x, y - half - tall / 2 - 3],
    [x + half + wide / 2 + 3, y],
    [x - half - wide / 2 - 3, y],
    ...[[1, 1], [-1, 1], [1, -1], [-1, -1]].map(([right, down]) => [x + right * (half * 0.7 + wide / 2), y + down * (half * 0.7 + tall / 2)]),
  ];
  return centres.map(([cx, cy]) => [cx - wide / 2, cy - tall / 2, cx + wide / 2, cy + tall / 2]);
}

/** Write a text with a halo, so that lines under it do not cross it out. */
function haloed(context, text, x, y, colour) {
  context.strokeStyle = colours.paper;
  context.lineWidth = 4;
  context.strokeText(text, x, y);
  context.fillStyle = colour;
  context.fillText(text, x, y);
}

function write(context, { lines, area: [left, top, right] }) {
  lines.forEach((line, index) => haloed(context, line, (left + right) / 2, top + 1 + (index + 0.5) * LEADING, colours.ink));
}

/** The names of the relations on the lines of what is selected and along the path, where there is room. */
function namesOnLines(context, screen, taken) {
  const chosen = state.edge !== null ? [edges[state.edge]] : state.node !== null ? links[state.node] : [];
  context.font = `italic ${SIZE - 1.5}px ${FONT}`;
  const found = [];
  for (const edge of new Set([...chosen, ...route.edges.map((id) => edges[id])])) {
    if (!state.lines.has(edge.id)) continue;
    const [ax, ay] = screen(edge.from);
    const [bx, by] = screen(edge.to);
    const names = [...new Set(edge.live.map((item) => words(item.relation)))];
    const text = names.slice(0, 2).join(', ') + (names.length > 2 ? ' …' : '');
    const wide = widthOf(context, text) + 6;
    if (Math.hypot(ax - bx, ay - by) < wide * 0.9) continue;
    const [x, y] = [(ax + bx) / 2, (ay + by) / 2];
    const box = [x - wide / 2, y - 8, x + wide / 2, y + 8];
    if (!taken.free(box)) continue;
    taken.take(box);
    found.push({ text, x, y });
  }
  return found;
}

/** The numbers of the communities inside the shapes: they stand where colours cannot be told apart. */
function numberShapes(context, places) {
  for (const [id, [x, y, half]] of places) {
    if (half < 7 || communities[id] >= PALETTE.length || !isNear(id)) continue;
    context.font = `600 ${Math.min(half, 13)}px ${FONT}`;
    haloed(context, String(communities[id] + 1), x, y, colours.ink);
  }
}

/** The node whose label is at this point of the drawing, or null. */
function labelAt({ x, y }) {
  const hit = labelBoxes.find(({ area: [left, top, right, bottom] }) => x >= left && x <= right && y >= top && y <= bottom);
  return hit ? hit.id : null;
}
