// What can be measured of the whole network in the file: how often a node lies between others, and which belong together.

/** Betweenness after Brandes: for each node, the share of shortest paths between others that lead through it. */
function betweenness() {
  const score = nodes.map(() => 0);
  const near = nodes.map((node) => links[node.id].map((edge) => other(edge, node).id));
  for (const { id: source } of nodes) {
    const [distance, paths, share] = [new Map([[source, 0]]), new Map([[source, 1]]), new Map()];
    for (const id of distance.keys()) { // a Map tells what is added while it is walked
      for (const next of near[id]) {
        if (!distance.has(next)) distance.set(next, distance.get(id) + 1);
        if (distance.get(next) === distance.get(id) + 1) paths.set(next, (paths.get(next) || 0) + paths.get(id));
      }
    }
    for (const id of [...distance.keys()].reverse()) {
      for (const next of near[id]) {
        if (distance.get(next) !== distance.get(id) - 1) continue;
        share.set(next, (share.get(next) || 0) + (paths.get(next) / paths.get(id)) * (1 + (share.get(id) || 0)));
      }
      if (id !== source) score[id] += share.get(id) || 0;
    }
  }
  return score;
}

/** Communities after Louvain, the lines weighted by their facts, in the order of the ids: the same on every run. */
function louvain() {
  let graph = nodes.map(() => new Map()); // neighbour → weight; loops hold twice what lies within
  for (const { from, to, relations } of edges) {
    const weight = relations.reduce((sum, relation) => sum + relation.facts.length, 0) || 1;
    graph[from].set(to, weight);
    graph[to].set(from, weight);
  }
  let home = nodes.map((node) => node.id);
  for (;;) {
    const [place, count] = settle(graph);
    if (count === graph.length) return home;
    home = home.map((old) => place[old]);
    const merged = Array.from({ length: count }, () => new Map());
    graph.forEach((near, id) => {
      for (const [next, weight] of near) merged[place[id]].set(place[next], (merged[place[id]].get(place[next]) || 0) + weight);
    });
    graph = merged;
  }
}

/** Move each node to the neighbouring community that it strengthens most, until none moves; communities are numbered anew. */
function settle(graph) {
  const degree = graph.map((near) => [...near.values()].reduce((sum, weight) => sum + weight, 0));
  const total = degree.reduce((sum, one) => sum + one, 0) || 1;
  const [place, sums] = [graph.map((_, id) => id), [...degree]];
  for (let moved = true, round = 0; moved && round < 50; round++) {
    moved = false;
    graph.forEach((near, id) => {
      const towards = new Map([[place[id], 0]]);
      for (const [next, weight] of near) if (next !== id) towards.set(place[next], (towards.get(place[next]) || 0) + weight);
      sums[place[id]] -= degree[id];
      const gain = (community) => towards.get(community) - (sums[community] * degree[id]) / total;
      const best = [...towards.keys()].reduce((a, b) => (gain(b) > gain(a) + 1e-9 ? b : a));
      if (best !== place[id]) moved = true;
      place[id] = best;
      sums[best] += degree[id];
    });
  }
  const numbers = new Map();
  for (const community of place) if (!numbers.has(community)) numbers.set(community, numbers.size);
  return [place.map((community) => numbers.get(community)), numbers.size];
}
