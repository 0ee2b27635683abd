// What is shown, as a picture of its own: an SVG made of the drawing's places, for downloads and for paper.
const HEAD = 68;
const FOOT = 40;
/** A text that XML can hold: without control characters and halves of pairs. */
const xml = (text) => text.toWellFormed().replace(/[\p{Cc}\uFFFE\uFFFF]/gu, ' ');
const label = (text, x, y, attributes = {}) => {
  const element = svg('text', { x, y, fill: colours.ink, 'font-size': SIZE, 'dominant-baseline': 'central', ...attributes });
  element.append(xml(text));
  return element;
};
const halo = () => ({ 'text-anchor': 'middle', stroke: colours.paper, 'stroke-width': 4, 'stroke-linejoin': 'round', 'paint-order': 'stroke' });

/** A node's shape around a point, as wide as twice ``half``. */
function shapeAt(node, x, y, half) {
  const scale = half / 11;
  const { shape, hollow } = styleOf(node.group);
  const { color: { background, border }, borderWidth } = network.body.nodes[node.id].options;
  const title = svg('title', {});
  title.append(xml(node.name));
  return svg('path', {
    d: OUTLINES[shape], fill: hollow ? colours.paper : background, stroke: border, 'stroke-width': borderWidth / scale,
    transform: `translate(${x - 12 * scale} ${y - 12 * scale}) scale(${scale})`,
  }, title);
}

/** The drawing as it is on screen, in its own coordinates. */
function scene() {
  const scale = network.getScale();
  const [width, height] = extent; // on paper the drawing itself has none
  const at = (x, y) => { const point = network.canvasToDOM({ x, y }); return `${point.x.toFixed(1)} ${point.y.toFixed(1)}`; };
  const place = (id) => network.body.nodes[id];
  const lines = bundles.filter(({ members }) => members.length).flatMap(({ colour, width: wide, members }) => {
    const ends = members.map((edge) => [edge, place(edge.from), place(edge.to)]);
    const heads = scale < 0.2 ? '' : ends.flatMap(([edge, a, b]) => arrowsOf(edge, a, b, scale)).map((tip) => `M${tip.map(([x, y]) => at(x, y)).join('L')}Z`).join('');
    return [
      svg('path', { d: ends.map(([, a, b]) => `M${at(a.x, a.y)}L${at(b.x, b.y)}`).join(''), stroke: colour, 'stroke-width': thickness(wide, scale), fill: 'none' }),
      ...(heads ? [svg('path', { d: heads, fill: colour })] : []),
    ];
  });
  const shapes = network.body.nodeIndices.map((id) => {
    const { x, y } = network.canvasToDOM(place(id));
    return shapeAt(nodes[id], x, y, sizes[id] * scale * swelling(scale));
  });
  const texts = labelBoxes.flatMap(({ lines: rows, strong, area: [left, top, right] }) => rows.map((row, index) =>
    label(row, (left + right) / 2, top + 1 + (index + 0.5) * LEADING, { ...halo(), ...(strong ? { 'font-weight': 600 } : {}) })));
  const names = relationNames.map(({ text, x, y }) => label(text, x, y, { ...halo(), fill: colours.quiet, 'font-style': 'italic', 'font-size': SIZE - 1.5 }));
  return svg('svg', { width, height, viewBox: `0 0 ${width} ${height}`, 'font-family': FONT.replaceAll('"', "'") }, ...lines, ...shapes, ...texts, ...names);
}

/** The kinds that are shown with their marks, in one row. */
function legendRow(y) {
  const items = kinds.filter((kind) => !filters.kinds.has(kind) && nodes.some((node) => node.group === kind && state.shown.has(node.id)));
  let x = 16;
  return items.flatMap((kind) => {
    const name = xml(nameOf(kind));
    const icon = mark(kind);
    for (const [key, value] of Object.entries({ x, y: y - 7, width: 14, height: 14 })) icon.setAttribute(key, value);
    if (look.colour === 'community') icon.firstChild.setAttribute(styleOf(kind).hollow ? 'stroke' : 'fill', REST);
    const text = label(name, x + 20, y);
    x += 44 + name.length * 7;
    return [icon, text];
  });
}

/** The picture with title, counts and legend around the drawing. */
function picture() {
  const inner = scene();
  const [width, height] = [extent[0], extent[1] + HEAD + FOOT];
  inner.setAttribute('y', HEAD);
  const count = document.querySelector('.counts').textContent;
  const said = [$('status').textContent, count].filter(Boolean).join(' · ');
  return svg('svg', { xmlns: 'http://www.w3.org/2000/svg', width, height, viewBox: `0 0 ${width} ${height}`, 'font-family': FONT.replaceAll('"', "'") },
    svg('rect', { width, height, fill: colours.paper }),
    label(document.title, 16, 26, { 'font-size': 19, 'font-weight': 650 }),
    label(said, 16, 50, { fill: colours.quiet }),
    inner,
    ...legendRow(height - FOOT / 2));
}

const asText = (drawn) => new XMLSerializer().serializeToString(drawn);
const fileName = (suffix) => `${folded(document.title).replace(/[^a-z0-9]+/g, '-').replace(/^-|-$/g, '').slice(0, 60) || 'network'}.${suffix}`;

function download(blob, name) {
  const anchor = el('a', '');
  anchor.href = URL.createObjectURL(blob);
  anchor.download = name;
  anchor.click();
  setTimeout(() => URL.revokeObjectURL(anchor.href), 10000);
  $('saved').textContent = `${name} is saved.`;
}

$('save-svg').addEventListener('click', () => download(new Blob([asText(picture())], { type: 'image/svg+xml' }), fileName('svg')));
$('save-png').addEventListener('click', async () => {
  const drawn = picture();
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(asText(drawn))}`;
  await image.decode();
  const canvas = el('canvas', '');
  [canvas.width, canvas.height] = [image.width * 2, image.height * 2];
  canvas.getContext('2d').drawImage(image, 0, 0, canvas.width, canvas.height);
  canvas.toBlob((blob) => download(blob, fileName('png')));
});
$('print').addEventListener('click', () => window.print());

/** Paper is white: while a page is printed the colours are the light ones, and the drawing is a picture without pixels. */
let onPaper = null; // the theme to come back to
function printing(on) {
  if (on === (onPaper !== null)) return;
  const theme = on ? 'light' : onPaper;
  onPaper = on ? root.dataset.theme ?? '' : null;
  setTheme(theme);
  paint();
  $('on-paper').replaceChildren(...(on ? [scene()] : []));
}
window.addEventListener('beforeprint', () => printing(true));
window.addEventListener('afterprint', () => printing(false));
window.matchMedia('print').addEventListener('change', ({ matches }) => printing(matches));
