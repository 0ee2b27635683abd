// What size and colour say: connections and kind, unless asked for something else.
const MOST = 2000; // nodes up to which a browser counts all shortest paths in a second or two
const PALETTE = ['#0072B2', '#D55E00', '#009E73', '#E69F00', '#CC79A7', '#56B4E9', '#F0E442']; // Okabe and Ito's
const REST = '#8C8C8C';
const look = { size: 'connections', colour: 'kind' };
const measures = { connections: () => null, betweenness };
for (const name of new Set(nodes.flatMap((node) => Object.keys(node.centrality ?? {})))) {
  measures[name] = () => nodes.map((node) => node.centrality?.[name] ?? 0);
}
let sizes = nodes.map((node) => node.size);
let communities = null; // by node, the largest first; found when first asked for

/** Number the communities by how many nodes they have; the data's own come first. */
function findCommunities() {
  const raw = nodes.every((node) => node.community === undefined) ? louvain() : nodes.map((node) => node.community ?? null);
  const ranks = new Map(tally(raw).map(([name], index) => [name, index]));
  communities = raw.map((name) => ranks.get(name));
}

const colourOf = (node) => (look.colour === 'community' ? PALETTE[communities[node.id]] ?? REST : styleOf(node.group).colour);

function setSize(name) {
  look.size = Object.hasOwn(measures, name) && !(name === 'betweenness' && nodes.length > MOST && !nodes[0].centrality?.betweenness) ? name : 'connections';
  const scores = measures[look.size]();
  const most = scores ? Math.max(...scores, Number.MIN_VALUE) : 1;
  sizes = nodes.map((node) => (scores ? 8 + 24 * Math.sqrt(scores[node.id] / most) : node.size));
}

function setColour(name) {
  look.colour = name === 'community' ? 'community' : 'kind';
  if (look.colour === 'community' && !communities) findCommunities();
  document.body.classList.toggle('by-community', look.colour === 'community');
  $('communities').replaceChildren(...(look.colour === 'community' ? communityItems() : []));
}

/** The legend of communities: colour, number, size, and the best connected node, whose name stands for it. */
function communityItems() {
  const leaders = new Map();
  for (const id of order) if (!leaders.has(communities[id])) leaders.set(communities[id], nodes[id]);
  const counts = tally(communities);
  const item = ([community, count], index) => el('li', '',
    svg('svg', { viewBox: '0 0 24 24', class: 'mark', 'aria-hidden': 'true' }, svg('rect', { x: 2, y: 2, width: 20, height: 20, rx: 4, fill: PALETTE[index] ?? REST })),
    el('span', '', `${index + 1}: around `, el('bdi', '', leaders.get(community).name)), el('span', 'number', many(count, 'node')));
  const rest = counts.slice(PALETTE.length).reduce((sum, [, count]) => sum + count, 0);
  return [...counts.slice(0, PALETTE.length).map(item), ...(rest ? [el('li', 'hint', `${many(rest, 'node')} in ${many(counts.length - PALETTE.length, 'smaller community', 'smaller communities')}, grey`)] : [])];
}

$('size').replaceChildren(...Object.keys(measures).map((name) => {
  const option = el('option', '', words(name));
  option.value = name;
  if (name === 'betweenness' && nodes.length > MOST && !nodes[0].centrality?.betweenness) {
    option.disabled = true;
    option.append(` (up to ${MOST.toLocaleString('en')} nodes)`);
  }
  return option;
}));
$('size').addEventListener('change', () => { setSize($('size').value); changed(); });
$('colour').addEventListener('change', () => { setColour($('colour').value); changed(); });
onChange.push(() => { $('size').value = look.size; $('colour').value = look.colour; });
address.size = { get: () => (look.size === 'connections' ? [] : [look.size]), set: ([name]) => setSize(name) };
address.colour = { get: () => (look.colour === 'kind' ? [] : [look.colour]), set: ([name]) => setColour(name) };
