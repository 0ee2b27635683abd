// Which view is open: the drawing or the table of what is shown; the timeline stands below either.
const views = { network: $('stage'), table: $('table-view') };

function setView(name) {
  state.view = name;
  for (const [view, section] of Object.entries(views)) {
    section.hidden = view !== name;
    $(`view-${view}`).setAttribute('aria-pressed', String(view === name));
  }
}

for (const name of Object.keys(views)) $(`view-${name}`).addEventListener('click', () => { setView(name); changed(); });
address.view = {
  get: () => (state.view === 'network' ? [] : [state.view]),
  set: ([name = 'network']) => setView(Object.hasOwn(views, name) ? name : 'network'),
};
address.timeline = {
  get: () => ($('timeline-fold').open ? [] : ['closed']),
  set: ([open]) => { $('timeline-fold').open = open !== 'closed'; },
};
$('timeline-fold').addEventListener('toggle', changed);
