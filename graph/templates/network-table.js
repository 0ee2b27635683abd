// The table says what the drawing says: nodes, relations and facts that are shown, a page of rows at a time, built when it
// is looked at. It follows the filters; a name in it selects in the network.
const ROWS = 100;
const choice = (text, what) => {
  const button = press('pick', () => select(what), el('bdi', '', text));
  button.dataset.key = JSON.stringify(what);
  return button;
};
const named = (node) => choice(node.name, { node: node.id });
const sourceOf = (fact) => (safe(fact.url) ? link(safe(fact.url), fact.release) : el('bdi', '', fact.release));
const bdi = (text) => (text ? el('bdi', '', text) : '');

// Each column: its name, what a row is sorted by, and what stands in the cell if that is not the same; the first is the row's head.
const FACT_COLUMNS = [
  ['Date', ({ fact }) => fact.date || '', ({ fact }) => (fact.date ? when(fact.date) : '')],
  ['Sentence', ({ fact }) => fact.quote, ({ fact }) => bdi(fact.quote ? `“${fact.quote}”` : fact.text)],
  ['Release', ({ fact }) => fact.release, ({ fact }) => sourceOf(fact)],
  ['Rule', ({ fact }) => fact.rule],
  ['Confidence', ({ fact }) => fact.confidence, ({ fact }) => Number(fact.confidence).toFixed(2)],
];
const factsAt = (node) => new Set([
  ...node.facts, ...links[node.id].filter((edge) => state.lines.has(edge.id)).flatMap((edge) => edge.live.flatMap((relation) => relation.facts)),
]).size;
const TABLES = [
  {
    id: 'nodes', title: 'Nodes', one: 'node', sort: 3, down: true,
    rows: () => [...state.shown].map((id) => ({ node: nodes[id], count: factsAt(nodes[id]) })),
    columns: [
      ['Name', ({ node }) => node.name, ({ node }) => named(node)],
      ['Kind', ({ node }) => kindOf(node)],
      ['Date', ({ node }) => node.date || '', ({ node }) => (node.date ? when(node.date) : '')],
      ['Facts', ({ count }) => count],
    ],
  },
  {
    id: 'relations', title: 'Relations', one: 'relation with its sentence', more: 'relations with their sentences', sort: 3, down: true,
    rows: () => [...state.lines].flatMap((id) => edges[id].live.flatMap((relation) => relation.facts.map((fact) => (
      { edge: id, source: byKey.get(relation.source), target: byKey.get(relation.target), relation: words(relation.relation), fact: facts[fact] }
    )))),
    columns: [
      ['From', ({ source }) => source.name, ({ source }) => named(source)],
      ['Relation', ({ relation }) => relation, ({ relation, edge }) => choice(relation, { edge })],
      ['To', ({ target }) => target.name, ({ target }) => named(target)],
      ...FACT_COLUMNS,
    ],
  },
  {
    id: 'own', title: 'Facts about one alone', one: 'fact about one alone', more: 'facts about one alone', sort: 2, down: true,
    rows: () => [...state.shown].flatMap((id) => nodes[id].facts.filter(sure).map((fact) => ({ node: nodes[id], fact: facts[fact] }))),
    columns: [
      ['About', ({ node }) => node.name, ({ node }) => named(node)],
      ['What is said', ({ fact }) => fact.text, ({ fact }) => bdi(fact.text)],
      ...FACT_COLUMNS,
    ],
  },
];

const compare = (a, b) => (typeof a === 'number' ? a - b : collate(a, b));

/** A table with its pager; ``fill`` reads the rows anew. */
function tableOf(table) {
  const head = el('tr', '', ...table.columns.map(([name], index) => {
    const cell = el('th', '', press('sorter', () => sortBy(index), name));
    cell.scope = 'col';
    return cell;
  }));
  const [caption, body, said] = [el('caption'), el('tbody'), el('span', 'hint')];
  const [before, after] = [press('small', () => turn(-1), 'Previous rows'), press('small', () => turn(1), 'Next rows')];
  const frame = el('table', `facts-table of-${table.id}`, caption, el('thead', '', head), body);
  const pager = el('div', 'pager', before, said, after);
  pager.setAttribute('role', 'group');
  pager.setAttribute('aria-label', `Rows of ${table.title.toLowerCase()}`);
  said.setAttribute('role', 'status');
  let [rows, first] = [[], 0];

  function cell(row, [, key, show], index) {
    const made = el(index ? 'td' : 'th', '', show ? show(row) : String(key(row)));
    if (!index) made.scope = 'row';
    return made;
  }
  function write() {
    body.replaceChildren(...rows.slice(first, first + ROWS).map((row) => el('tr', '', ...table.columns.map((column, index) => cell(row, column, index)))));
    [...head.children].forEach((cell, index) => cell.setAttribute('aria-sort', index !== table.sort ? 'none' : table.down ? 'descending' : 'ascending'));
    const last = Math.min(first + ROWS, rows.length);
    said.textContent = rows.length ? `${(first + 1).toLocaleString('en')} to ${last.toLocaleString('en')} of ${rows.length.toLocaleString('en')}` : '';
    [before.disabled, after.disabled] = [first === 0, last >= rows.length];
    pager.hidden = rows.length <= ROWS;
    markRows();
  }
  function sortRows() {
    const key = table.columns[table.sort][1];
    rows = rows.map((row, index) => [key(row), index, row])
      .sort(([a, i], [b, j]) => (table.down ? compare(b, a) : compare(a, b)) || i - j).map(([, , row]) => row);
    first = 0;
    write();
  }
  function sortBy(index) {
    table.down = index === table.sort ? !table.down : false;
    table.sort = index;
    sortRows();
  }
  function turn(way) {
    first += way * ROWS;
    write();
    caption.scrollIntoView({ block: 'start' });
  }
  return {
    element: el('section', 'table-part', frame, pager),
    fill() {
      rows = table.rows();
      caption.textContent = many(rows.length, table.one, table.more);
      sortRows();
    },
  };
}

/** Tell which names in the tables are selected. */
function markRows() {
  const chosen = JSON.stringify(state.node !== null ? { node: state.node } : { edge: state.edge });
  for (const button of $('table-view').querySelectorAll('.pick')) {
    if (button.dataset.key === chosen) button.setAttribute('aria-current', 'true');
    else button.removeAttribute('aria-current');
  }
}

let tables = null;
let filledFor = null;
onChange.push(() => {
  if (state.view !== 'table') return;
  if (!tables) {
    tables = TABLES.map(tableOf);
    $('table-view').append(el('h2', 'unseen', 'Table'), ...tables.map(({ element }) => element));
  }
  if (filledFor === state.shown) markRows();
  else for (const table of tables) table.fill();
  filledFor = state.shown;
});
