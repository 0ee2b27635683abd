// The timeline: events and commitments by date, an uncertain date as wide as it is, deadlines as flags. Where there are
// more than the strip holds, bars count them, and a click looks closer. What is selected in the network is lit here. It runs
// before the drawing takes its size from what is left of the page.
const [LANE, LANES, AXIS, TEXT] = [18, 5, 20, 6.7]; // pixels of a lane, lanes, pixels of the axis and of a letter
const collate = new Intl.Collator('en', { numeric: true }).compare;
const strip = el('div', 'strip');
const stripSaid = el('p', 'hint');
const happens = (node) => ['event', 'commitment'].includes(node.group);
const moment = (date, more) => { const span = spanOf(date); return span ? [{ date, span, due: false, ...more }] : []; };
const momentsOf = (node) => [
  ...moment(node.date, { node, group: node.group, name: node.name }), ...moment(node.deadline, { node, group: node.group, name: node.name, due: true }),
];
/** Where no event is drawn, as among those who met, the dates of the facts on the lines stand for them. */
const momentsOn = (edge) => [...new Set(edge.relations.flatMap((relation) => relation.facts.map((fact) => facts[fact].date)))].flatMap(
  (date) => moment(date, { edge, group: 'event', name: `${nodes[edge.from].name} – ${nodes[edge.to].name}: ${[...new Set(edge.relations.map((item) => words(item.relation)))].join(', ')}` }),
);
const moments = (nodes.some(happens) ? nodes.flatMap(momentsOf) : edges.flatMap(momentsOn))
  .sort((a, b) => a.span[0] - b.span[0] || a.span[1] - b.span[1] || collate(a.name, b.name));
const isShown = ({ node, edge }) => (node ? state.shown.has(node.id) : state.lines.has(edge.id));
const isLit = (item, lit) => (item.node ? lit.has(item.node.id) : state.edge === item.edge.id || [item.edge.from, item.edge.to].includes(state.node));
const isChosen = ({ node, edge }) => (node ? state.node === node.id : state.edge === edge.id);
let lens = null; // the time looked at: [start, end], null for all that is shown
let focused = 0; // the place of what the Tab key reaches

const saidOf = ({ node, due, date, name }) => [`${due ? 'Deadline of: ' : ''}${name}`, ...(node ? [kindOf(node)] : []), when(date)].join(', ');

/** The time that the strip covers: the lens, else what is shown within the chosen time, with a little room. */
function coverage(items) {
  if (lens) return lens;
  let [start, end] = [Infinity, -Infinity];
  const widen = ({ span }) => { [start, end] = [Math.min(start, span[0]), Math.max(end, span[1])]; };
  const dated = items.filter(({ due }) => !due);
  (dated.length ? dated : items).forEach(widen);
  const far = end + (end - start); // deadlines of the next decades would press all else to the left
  items.filter(({ due, span }) => due && span[1] <= far).forEach(widen);
  if (filters.since) start = Math.max(start, Date.parse(filters.since));
  if (filters.until) end = Math.min(end, Date.parse(filters.until) + DAY);
  const room = Math.max((end - start) * 0.02, DAY);
  return [start - room, Math.max(end, start + DAY) + room];
}

/** Ids that the selection lights, or null if nothing is selected. */
function litNodes() {
  if (state.edge !== null) return new Set([edges[state.edge].from, edges[state.edge].to]);
  if (state.node === null) return null;
  return new Set([state.node, ...links[state.node].filter((edge) => state.lines.has(edge.id)).map((edge) => other(edge, nodes[state.node]).id)]);
}

/** Give each moment a lane, anywhere within its day, and a label as far as the next one leaves room; the last lane is for
 *  those that find no place, gathered where they stand near each other. Null if most find none. */
function inLanes(items, x, width) {
  const lanes = Array.from({ length: LANES - 1 }, (_, lane) => ({ y: lane * LANE + LANE / 2 + 2, held: [], end: -Infinity }));
  const gathered = [];
  for (const item of items) {
    const [start, long] = [Math.min(x(item.span[0]), width - 12), item.span[1] - item.span[0] > DAY];
    const lane = lanes.reduce((best, one) => (one.end < best.end ? one : best));
    const from = Math.max(start, lane.end);
    if (from <= (long ? start : Math.max(x(item.span[1]) - 14, start))) {
      const to = long ? Math.max(x(item.span[1]), from + 12) : from + 12;
      lane.held.push({ item, from: Math.max(from, 0), to: Math.min(to, width), y: lane.y });
      lane.end = to + 3;
    } else if (gathered.at(-1)?.from > start - 36) {
      gathered.at(-1).items.push(item);
    } else {
      gathered.push({ items: [item], from: Math.min(start, width - 32), y: (LANES - 1) * LANE + LANE / 2 + 2 });
    }
  }
  for (const { held } of lanes) {
    held.forEach((one, index) => {
      const free = (held[index + 1]?.from ?? width) - one.to - 8;
      const label = Math.min(one.item.name.length * TEXT, free, 190);
      one.label = label < 40 && label < one.item.name.length * TEXT ? 0 : label;
    });
  }
  const placed = lanes.flatMap(({ held }) => held);
  const rest = gathered.reduce((sum, { items: some }) => sum + some.length, 0);
  return rest > placed.length ? null : [...placed, ...gathered].sort((one, two) => one.from - two.from);
}

/** A number that stands for moments without a place; a click looks closer, or opens the table where that cannot help. */
function drawGathered({ items, from, y }, lit) {
  const [start, end] = [items[0].span[0], Math.max(...items.map(({ span }) => span[1]))];
  const said = `${items.length} more around ${when(iso(start))}: ${items.slice(0, 3).map(({ name }) => name).join('; ')}${items.length > 3 ? ' …' : ''}`;
  const text = svg('text', { x: Math.max(from, 0), y: y + 4 });
  text.textContent = `+${items.length}`;
  const group = svg('g', { class: 'gathered' }, svg('rect', { x: Math.max(from, 0) - 3, y: y - 8, width: 14 + String(items.length).length * 7, height: 16, rx: 8 }), text, titled(said));
  group.classList.toggle('faint', Boolean(lit && !items.some((item) => isLit(item, lit))));
  const close = lens && lens[1] - lens[0] <= 3 * DAY;
  return acting(group, said, close ? () => { setView('table'); changed(); } : () => lookAt([start, Math.max(end, start + DAY)]));
}

function drawMoment({ item, from, to, y, label }, lit) {
  const { group: kind, due, span } = item;
  const colour = styleOf(kind).colour;
  const wide = to - from > 14 && span[1] - span[0] > DAY;
  const shape = due ? svg('path', { d: `M${to - 1} ${y + 8}V${y - 7}l-9 4l9 4`, class: 'flag' })
    : wide ? svg('rect', { x: from, y: y - 4, width: to - from, height: 8, rx: 4, fill: colour, class: 'span' })
      : svg('path', { d: OUTLINES[styleOf(kind).shape], fill: colour, class: 'point', transform: `translate(${from} ${y - 6}) scale(0.5)` });
  const range = due && wide ? [svg('path', { d: `M${from} ${y}H${to}`, class: 'until' })] : [];
  const text = label ? [svg('text', { x: to + 4, y: y + 4 })] : [];
  if (label) {
    const most = Math.floor(label / TEXT + 0.01);
    const name = item.name.replace(/\p{C}/gu, ' ');
    text[0].textContent = name.length > most ? `${name.slice(0, most - 1)}…` : name;
  }
  const group = svg('g', { class: 'moment', 'aria-pressed': String(isChosen(item)) }, ...range, shape, ...text, titled(saidOf(item)));
  group.classList.toggle('faint', Boolean(lit && !isLit(item, lit)));
  return acting(group, saidOf(item), () => select(isChosen(item) ? null : item.node ? { node: item.node.id } : { edge: item.edge.id }));
}
const titled = (text) => { const title = svg('title', {}); title.textContent = text; return title; };

/** Make an element of the strip a button, which the arrow keys reach. */
function acting(group, said, act) {
  group.setAttribute('role', 'button');
  group.setAttribute('tabindex', '-1');
  group.setAttribute('aria-label', said);
  group.addEventListener('click', act);
  group.addEventListener('keydown', (event) => {
    if (event.key !== 'Enter' && event.key !== ' ') return;
    event.preventDefault();
    act();
  });
  return group;
}

/** Bars that count the moments; an uncertain one is shared among the bars into which it may fall. */
function inBars(items, x, [start, end], lit) {
  const edgesOf = barsOver(Math.max(start, items[0].span[0]), Math.min(end, items.reduce((most, { span }) => Math.max(most, span[1]), 0)));
  const bins = edgesOf.slice(1).map((after, index) => ({ start: edgesOf[index], after, event: 0, commitment: 0, due: 0, lit: 0 }));
  for (const item of items) {
    const { span, due, group } = item;
    const found = bins.filter((bin) => bin.start < span[1] && bin.after > span[0]);
    for (const bin of found) {
      bin[due ? 'due' : group] += 1 / found.length;
      if (lit && isLit(item, lit)) bin.lit += 1 / found.length;
    }
  }
  const whole = LANE * LANES;
  const most = Math.max(...bins.map((bin) => bin.event + bin.commitment + bin.due));
  return bins.filter((bin) => bin.event + bin.commitment + bin.due > 0).map((bin) => {
    const [left, right] = [x(bin.start), Math.max(x(bin.after) - 1, x(bin.start) + 1)];
    let y = whole;
    const part = (count, attributes) => {
      const height = (count / most) * (whole - 4);
      y -= height;
      return svg('rect', { x: left, y, width: right - left, height, ...attributes });
    };
    const parts = ['event', 'commitment'].map((kind) => part(bin[kind], { fill: styleOf(kind).colour }));
    parts.push(part(bin.due, { class: 'due' }));
    y = whole;
    if (lit) parts.push(part(bin.lit, { class: 'lit' }));
    const count = (kind, one, more) => (bin[kind] ? [many(Math.round(bin[kind] * 10) / 10, one, more)] : []);
    const said = `${when(`${iso(bin.start)}/${iso(bin.after - DAY)}`)}: ${[...count('event', 'event'), ...count('commitment', 'commitment'), ...count('due', 'deadline')].join(', ')}`;
    const group = svg('g', { class: `bin${lit ? ' faint' : ''}` }, ...parts, titled(said));
    return acting(group, `${said}. Look closer`, () => lookAt([bin.start, bin.after]));
  });
}

/** Names of the axis: years, months or days, as close as they can be read. */
function axis(x, [start, end], width) {
  const most = Math.max(Math.floor(width / 80), 1);
  const months = (end - start) / (30.4 * DAY);
  const first = new Date(start);
  const step = [1, 2, 3, 6, 12, 24, 60, 120, 240, 600, 1200].find((size) => months / size <= most) ?? 12000;
  const ticks = [];
  if (months < 2) {
    const days = Math.ceil((end - start) / DAY / most);
    for (let day = Math.ceil(start / DAY) * DAY; day < end; day += days * DAY) ticks.push([day, `${new Date(day).getUTCDate()} ${when(iso(day).slice(0, 7)).replace(/^(\p{L}{3})\p{L}*/u, '$1')}`]);
  } else {
    const from = Math.floor((first.getUTCFullYear() * 12 + first.getUTCMonth()) / step) * step;
    for (let month = from; ; month += step) {
      const at = new Date(Date.UTC(2000, 0, 1)).setUTCFullYear(Math.floor(month / 12), month % 12, 1);
      if (at >= end) break;
      if (at >= start) ticks.push([at, step < 12 ? when(iso(at).slice(0, 7)).replace(/^(\p{L}{3})\p{L}*/u, '$1') : String(Math.floor(month / 12))]);
    }
  }
  const bottom = LANE * LANES + 4;
  return [svg('path', { d: `M0 ${bottom}H${width}`, class: 'axis' }), ...ticks.flatMap(([at, name]) => {
    const text = svg('text', { x: x(at) + 3, y: bottom + 14, class: 'tick' });
    text.textContent = name;
    return [svg('path', { d: `M${x(at)} 0V${bottom + 5}`, class: 'tick' }), text];
  })];
}

/** What the strip holds and what not, in words. */
function tellTimeline(items, span) {
  if (!items.length) return 'Nothing that is shown bears a date.';
  const shown = [...state.shown].map((id) => nodes[id]).filter(happens);
  const undated = shown.filter((node) => !spanOf(node.date)).length;
  const outside = items.filter((item) => item.span[1] <= span[0] || item.span[0] >= span[1]).length;
  const dated = shown.length ? `${many(shown.length - undated, 'event or commitment', 'events and commitments')} by date` : many(items.length, 'date of the lines', 'dates of the lines');
  const more = (count, text) => (count ? [`${count.toLocaleString('en')} ${text}`] : []);
  return [dated, ...more(undated, 'more without a date'), ...more(outside, 'earlier or later')].join('; ');
}

function drawTimeline() {
  const width = strip.clientWidth;
  const items = moments.filter(isShown);
  for (const button of zooms) button.disabled = !items.length || (button === zooms[2] && !lens);
  const span = coverage(items);
  stripSaid.textContent = tellTimeline(items, span);
  if (!width || !items.length) {
    strip.replaceChildren();
    return;
  }
  const x = (time) => ((time - span[0]) / (span[1] - span[0])) * width;
  const seen = items.filter((item) => item.span[1] > span[0] && item.span[0] < span[1]);
  const lit = litNodes();
  const placed = seen.length <= LANES * (width / 15) ? inLanes(seen, x, width) : null;
  const made = placed ? placed.map((one) => (one.item ? drawMoment : drawGathered)(one, lit)) : inBars(seen, x, span, lit);
  const held = strip.contains(document.activeElement);
  const height = LANE * LANES + AXIS + 4;
  strip.replaceChildren(svg('svg', { width, height, viewBox: `0 0 ${width} ${height}`, role: 'group', 'aria-label': `Timeline, ${when(`${iso(span[0])}/${iso(span[1] - 1)}`)}` },
    ...axis(x, span, width), ...made));
  focused = Math.min(focused, Math.max(made.length - 1, 0));
  made[focused]?.setAttribute('tabindex', '0');
  if (held) made[focused]?.focus();
}

const lookAt = (span) => { lens = span; changed(); };
function zoomTime(factor) {
  const [start, end] = coverage(moments.filter(isShown));
  const [middle, half] = [(start + end) / 2, Math.max(((end - start) / 2) * factor, DAY)];
  lookAt([middle - half, middle + half]);
}
function panTime(share) {
  const [start, end] = coverage(moments.filter(isShown));
  lookAt([start, end].map((time) => time + (end - start) * share));
}
const zooms = [press('small', () => zoomTime(0.5), '+'), press('small', () => zoomTime(2), '−'), press('small', () => lookAt(null), 'All')];
const steps = [press('small', () => panTime(-0.4), '‹'), press('small', () => panTime(0.4), '›')];
['Look closer in time', 'Look from further away in time', 'Show all the time'].forEach((name, index) => zooms[index].setAttribute('aria-label', name));
['Earlier', 'Later'].forEach((name, index) => steps[index].setAttribute('aria-label', name));

strip.addEventListener('keydown', (event) => {
  const all = [...strip.querySelectorAll('[role=button]')];
  const way = { ArrowRight: 1, ArrowLeft: -1, Home: -all.length, End: all.length }[event.key];
  if (way === undefined || !all.length) return;
  event.preventDefault();
  all[focused]?.setAttribute('tabindex', '-1');
  focused = Math.min(Math.max(focused + way, 0), all.length - 1);
  all[focused].setAttribute('tabindex', '0');
  all[focused].focus();
});
address.span = {
  get: () => (lens ? lens.map(iso) : []),
  set: ([start, end]) => { lens = Date.parse(end) > Date.parse(start) ? [Date.parse(start), Date.parse(end)] : null; },
};
$('timeline').append(el('div', 'strip-head', stripSaid, el('div', 'both', ...steps, ...zooms)), strip);
$('timeline-fold').hidden = !moments.length;
new ResizeObserver(() => drawTimeline()).observe(strip);
onChange.push(drawTimeline);
