// What size and colour say: connections and kind, unless asked for something else that the data brings.
const PALETTE = ['#0072B2', '#D55E00', '#009E73', '#E69F00', '#CC79A7', '#56B4E9', '#F0E442']; // Okabe and Ito's
const REST = '#8C8C8C';
const look = { size: 'connections', colour: 'kind' };
const centralities = [...new Set(nodes.flatMap((node) => Object.keys(node.centrality ?? {})))];
const communities = nodes.map((node) => node.community ?? PALETTE.length); // 0 is the largest
let sizes = nodes.map((node) => node.size);

const colourOf = (node) => (look.colour === 'community' ? PALETTE[communities[node.id]] ?? REST : styleOf(node.group).colour);

function setSize(name) {
  look.size = centralities.includes(name) ? name : 'connections';
  const scores = nodes.map((node) => node.centrality?.[look.size] ?? 0);
  const most = scores.reduce((high, score) => Math.max(high, score), Number.MIN_VALUE);
  sizes = nodes.map((node) => (look.size === 'connections' ? node.size : 8 + 24 * Math.sqrt(scores[node.id] / most)));
}

function setColour(name) {
  look.colour = name === 'community' ? 'community' : 'kind';
  document.body.classList.toggle('by-community', look.colour === 'community');
  $('communities').replaceChildren(...(look.colour === 'community' ? communityItems() : []));
}

/** The legend of communities: colour, number, size, and the best connected node, whose name stands for it. */
function communityItems() {
  const leaders = new Map();
  for (const id of order) if (!leaders.has(communities[id])) leaders.set(communities[id], nodes[id]);
  const counts = tally(communities).sort(([a], [b]) => a - b);
  const item = ([community, count]) => el('li', '',
    svg('svg', { viewBox: '0 0 24 24', class: 'mark', 'aria-hidden': 'true' }, svg('rect', { x: 2, y: 2, width: 20, height: 20, rx: 4, fill: PALETTE[community] })),
    el('span', '', `${community + 1}: around `, el('bdi', '', leaders.get(community).name)), el('span', 'number', many(count, 'node')));
  const few = counts.filter(([community]) => community >= PALETTE.length);
  const rest = few.reduce((sum, [, count]) => sum + count, 0);
  const left = rest ? [el('li', 'hint', `${many(rest, 'node')} in ${many(few.length, 'smaller community', 'smaller communities')}, grey`)] : [];
  return [...counts.filter(([community]) => community < PALETTE.length).map(item), ...left];
}

$('size').replaceChildren(...['connections', ...centralities].map((name) => {
  const option = el('option', '', words(name));
  option.value = name;
  return option;
}));
$('size').addEventListener('change', () => { setSize($('size').value); changed(); });
$('colour').addEventListener('change', () => { setColour($('colour').value); changed(); });
onChange.push(() => { $('size').value = look.size; $('colour').value = look.colour; });
address.size = { get: () => (look.size === 'connections' ? [] : [look.size]), set: ([name]) => setSize(name) };
address.colour = { get: () => (look.colour === 'kind' ? [] : [look.colour]), set: ([name]) => setColour(name) };
