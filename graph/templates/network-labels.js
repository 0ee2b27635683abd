// Labels are drawn over vis-network's picture at a constant size on screen, so that they can be read at any zoom; the best
// connected nodes come first, and a label that would cover another one waits until there is room.
const FONT = '"Segoe UI", "Helvetica Neue", Arial, "Liberation Sans", "Noto Sans", sans-serif';
const SIZE = 12.5;
const LEADING = 15;
const CELL = 48;
const rank = nodes.map((node) => links[node.id].length);
const order = nodes.map((node) => node.id).sort((a, b) => rank[b] - rank[a] || a - b);
let labelBoxes = []; // of the last drawing, in canvas pixels: [node id, left, top, right, bottom]

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
  const rest = state.node === null && state.edge === null ? order : [];
  return [...new Set([...first, ...rest])];
}

function drawLabels(context) {
  const scale = network.getScale();
  const centre = network.getViewPosition();
  const [width, height] = [stage.clientWidth, stage.clientHeight];
  const { ink, paper } = colours;
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
    const half = nodes[node].size * scale * swelling(scale);
    places.set(node, [x, y, half]);
    if (isNear(node)) shapes.take([x - half * 0.8, y - half * 0.8, x + half * 0.8, y + half * 0.8]);
  }
  labelBoxes = [];
  const clear = (box) => taken.free(box) && shapes.free(box);
  const all = ranking();
  let important = Math.round((width * height) / 45000); // so many may cover the shapes of lesser nodes
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
    if (!found) continue;
    taken.take(found.area);
    labelBoxes.push([node, ...found.area]);
    write(context, found, ink, paper);

    /** The first spot around the shape, inside the stage, that suits; a selected node's may reach beyond. */
    function place(lines, suits) {
      const wide = Math.max(...lines.map((line) => context.measureText(line).width)) + 6;
      const tall = lines.length * LEADING + 2;
      const boxes = around8(x, y, half, wide, tall);
      const inside = ([left, top, right, bottom]) => left >= 0 && top >= 0 && right <= width && bottom <= height;
      const area = boxes.find((box) => (inside(box) || strong) && suits(box));
      return area ? { lines, area } : null;
    }
  }
  drawRelations(context, screen, taken);
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

/** Write a label with a halo, so that lines under it do not cross it out. */
function write(context, { lines, area: [left, top, right] }, ink, paper) {
  lines.forEach((line, index) => {
    const [x, y] = [(left + right) / 2, top + 1 + (index + 0.5) * LEADING];
    context.strokeStyle = paper;
    context.lineWidth = 4;
    context.strokeText(line, x, y);
    context.fillStyle = ink;
    context.fillText(line, x, y);
  });
}

/** The names of the relations on the lines of what is selected, where there is room. */
function drawRelations(context, screen, taken) {
  const lines = state.edge !== null ? [edges[state.edge]] : state.node !== null ? links[state.node] : [];
  context.font = `italic ${SIZE - 1.5}px ${FONT}`;
  for (const edge of lines) {
    if (!state.lines.has(edge.id)) continue;
    const [ax, ay] = screen(edge.from);
    const [bx, by] = screen(edge.to);
    const names = [...new Set(edge.relations.map((item) => words(item.relation)))];
    const text = names.slice(0, 2).join(', ') + (names.length > 2 ? ' …' : '');
    const wide = context.measureText(text).width + 6;
    if (Math.hypot(ax - bx, ay - by) < wide * 0.9) continue;
    const [x, y] = [(ax + bx) / 2, (ay + by) / 2];
    const box = [x - wide / 2, y - 8, x + wide / 2, y + 8];
    if (!taken.free(box)) continue;
    taken.take(box);
    context.strokeStyle = colours.paper;
    context.lineWidth = 4;
    context.strokeText(text, x, y);
    context.fillStyle = colours.quiet;
    context.fillText(text, x, y);
  }
}

/** The node whose label is at this point of the drawing, or null. */
function labelAt({ x, y }) {
  const hit = labelBoxes.find(([, left, top, right, bottom]) => x >= left && x <= right && y >= top && y <= bottom);
  return hit ? hit[0] : null;
}
