// The address keeps the state, so that a link shows the same view again; it works for files too, since nothing is asked for.
address.node = { get: () => (state.node === null ? [] : [nodes[state.node].key]), set: ([key]) => { state.node = byKey.get(key)?.id ?? null; } };
address.line = {
  get: () => (state.edge === null ? [] : [nodes[edges[state.edge].from].key, nodes[edges[state.edge].to].key]),
  set: ([a, b]) => {
    const [from, to] = [byKey.get(a)?.id, byKey.get(b)?.id];
    state.edge = edges.find((edge) => edge.from === from && edge.to === to)?.id ?? null;
  },
};

function writeAddress() {
  const parts = new URLSearchParams();
  for (const [name, { get }] of Object.entries(address)) for (const text of get()) parts.append(name, text);
  const hash = parts.size ? `#${parts}` : '';
  if (hash === location.hash) return;
  try {
    history.replaceState(null, '', hash || location.href.split('#')[0]);
  } catch {
    // a page inside another one (a notebook) has no address of its own
  }
}

function readAddress() {
  const parts = new URLSearchParams(location.hash.slice(1));
  for (const [name, { set }] of Object.entries(address)) set(parts.getAll(name));
  filter();
}

let writing = 0; // browsers allow a page few changes of its address a second
onChange.push(() => {
  clearTimeout(writing);
  writing = setTimeout(writeAddress, 120);
});
window.addEventListener('hashchange', () => {
  readAddress();
  changed();
  fit(false);
});
