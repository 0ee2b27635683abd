// What every part shares: the data, which nodes are shown and selected, and small helpers. Texts only ever become textContent.
const data = JSON.parse(document.getElementById('data').textContent);
const { nodes, edges, facts, styles } = data;
const byKey = new Map(nodes.map((node) => [node.key, node]));
const links = nodes.map(() => []); // edges by node id
edges.forEach((edge, index) => {
  edge.id = index;
  links[edge.from].push(edge);
  links[edge.to].push(edge);
});
const rank = nodes.map((node) => links[node.id].length);
const order = nodes.map((node) => node.id).sort((a, b) => rank[b] - rank[a] || a - b); // the best connected first

/** What is shown (ids of nodes and edges), selected and pointed at (one id or null), and which view is open. */
const state = { shown: new Set(), lines: new Set(), node: null, edge: null, hover: null, view: 'network' };
/** Functions without arguments, called in order after each change of the state: each part that shows it adds one. */
const onChange = [];
const changed = () => { for (const tell of onChange) tell(); };
/** What the page's address keeps: name → { get: () => texts, set: (texts) => … }; no texts: as at the start. A set only
 *  changes the state; who calls it filters and tells the others when all is set. */
const address = {};

/** Select one node or one edge by its id, or nothing: select({ node: 3 }), select({ edge: 5 }), select(null). */
function select(what) {
  state.node = what?.node ?? null;
  state.edge = what?.edge ?? null;
  changed();
}

const $ = (id) => document.getElementById(id);
const other = (edge, node) => nodes[edge.from === node.id ? edge.to : edge.from];
const OTHER = { one: 'Other', many: 'Other', shape: 'dot', colour: '#8C8C8C' };
const styleOf = (kind) => (Object.hasOwn(styles, kind) ? styles[kind] : OTHER);
const many = (count, one, more = `${one}s`) => `${count.toLocaleString('en')} ${count === 1 ? one : more}`;

/** An element with a class and children; strings become text. */
function el(tag, className, ...children) {
  const element = document.createElement(tag);
  if (className) element.className = className;
  element.append(...children.filter((child) => child !== null && child !== undefined && child !== ''));
  return element;
}

/** A button with a class and children, and what it does. */
function press(className, act, ...children) {
  const button = el('button', className, ...children);
  button.type = 'button';
  button.addEventListener('click', act);
  return button;
}

const OUTLINES = {
  dot: 'M12 3a9 9 0 1 0 0 18a9 9 0 1 0 0-18z',
  square: 'M4 4h16v16h-16z',
  hexagon: 'M2 12l5-9h10l5 9l-5 9h-10z',
  diamond: 'M12 1l11 11l-11 11l-11-11z',
  star: 'M12 1l3.2 7.2 7.8.8-5.8 5.3 1.6 7.7-6.8-4-6.8 4 1.6-7.7-5.8-5.3 7.8-.8z',
  triangle: 'M12 2l11 19h-22z',
  triangleDown: 'M12 22l11-19h-22z',
};

/** An SVG element with attributes and children. */
function svg(tag, attributes, ...children) {
  const element = document.createElementNS('http://www.w3.org/2000/svg', tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, String(value));
  element.append(...children);
  return element;
}

/** The mark of a kind as in the drawing, for legend, panel and suggestions. */
function mark(kind) {
  const style = styleOf(kind);
  const paint = style.hollow ? { class: 'hollow', fill: 'none', stroke: style.colour } : { class: 'solid', fill: style.colour };
  return svg('svg', { viewBox: '0 0 24 24', class: 'mark', 'aria-hidden': 'true' }, svg('path', { d: OUTLINES[style.shape], ...paint }));
}

/** Lower case without accents, for comparing names. */
const folded = (text) => text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();

/** A relation's name in words: "holdsPost" and "holds_post" become "holds post". */
const words = (relation) =>
  relation.replace(/([a-z])([A-Z])/g, '$1 $2').replace(/[_]+/g, ' ').replace(/\p{C}/gu, ' ').toLowerCase();
