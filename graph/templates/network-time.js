// The time shown: how many events and commitments fall where, and below it the two ends to move.
const DAY = 864e5;
const DATE = /^\d{4}(-\d\d){0,2}$/;
const BARS = 60;
const iso = (time) => new Date(time).toISOString().slice(0, 10);
/** The first and the day after the last moment that a date, as precise as it is, can mean; null if it is none. */
function spanOf(date) {
  const [start, end = start] = (date || '').split('/');
  if (!DATE.test(start) || !DATE.test(end)) return null;
  const [year, month = '01', day = '01'] = start.split('-');
  const first = Date.UTC(Number(year), Number(month) - 1, Number(day));
  const [y, m, d] = end.split('-').map(Number);
  const after = d ? Date.UTC(y, m - 1, d + 1) : m ? Date.UTC(y, m, 1) : Date.UTC(y + 1, 0, 1);
  return after > first ? [first, after] : null;
}

/** The starts of equal bars over a time, and of the one after: days, months or years, whatever makes at most BARS of them. */
function barsOver(first, after) {
  const [a, b] = [new Date(first), new Date(after - 1)];
  const years = b.getUTCFullYear() - a.getUTCFullYear() + 1;
  const months = years * 12;
  if ((after - first) / DAY <= BARS) return Array.from({ length: Math.round((after - first) / DAY) + 1 }, (_, index) => first + index * DAY);
  const step = months <= BARS ? 1 : 12 * Math.ceil(years / BARS);
  return Array.from({ length: Math.ceil(months / step) + 1 }, (_, index) => Date.UTC(a.getUTCFullYear(), index * step, 1));
}

const dated = nodes.filter((node) => ['event', 'commitment'].includes(node.group)).map((node) => spanOf(node.date)).filter(Boolean);
const bars = dated.length ? barsOver(dated.reduce((least, [first]) => Math.min(least, first), Infinity), dated.reduce((most, [, after]) => Math.max(most, after), 0)) : [];
const heights = bars.slice(1).map(() => 0);
for (const [first, after] of dated) { // an uncertain date is shared among the bars into which it may fall
  const low = bars.findLastIndex((start) => start <= first);
  const high = Math.min(bars.findIndex((start) => start >= after), heights.length);
  for (let index = low; index < high; index++) heights[index] += 1 / (high - low);
}
const barName = (index) => {
  const days = (bars[index + 1] - bars[index]) / DAY;
  return days < 2 ? when(iso(bars[index])) : days < 32 ? when(iso(bars[index]).slice(0, 7)) : when(`${iso(bars[index]).slice(0, 4)}${days > 366 ? `/${iso(bars[index + 1] - DAY).slice(0, 4)}` : ''}`);
};

const [low, high] = [$('low'), $('high')];
const top_ = Math.max(...heights, 1);
const columns = heights.map((height, index) => svg('rect', { x: index + 0.06, width: 0.88, y: 40 - (38 * height) / top_, height: (38 * height) / top_ },
  svg('title', {}, `${barName(index)}: ${Math.round(height * 10) / 10}`)));
$('time-host').hidden = heights.length < 2;
if (heights.length > 1) {
  const best = heights.indexOf(Math.max(...heights));
  const said = `Events and commitments by date, ${barName(0)} to ${barName(heights.length - 1)}; most in ${barName(best)}`;
  $('histogram').append(svg('svg', { viewBox: `0 0 ${heights.length} 40`, preserveAspectRatio: 'none', role: 'img', 'aria-label': said }, ...columns));
  for (const end of [low, high]) end.max = String(heights.length - 1);
}

function moveEnd(end) {
  if (Number(low.value) > Number(high.value)) end.value = end === low ? high.value : low.value;
  filters.since = Number(low.value) === 0 ? '' : iso(bars[Number(low.value)]);
  filters.until = Number(high.value) === heights.length - 1 ? '' : iso(bars[Number(high.value) + 1] - DAY);
  refilter();
}
for (const end of [low, high]) end.addEventListener('input', () => moveEnd(end));
for (const name of ['since', 'until']) $(name).addEventListener('change', () => { filters[name] = $(name).value; refilter(); });
$('undated').addEventListener('change', () => { filters.undated = $('undated').checked; refilter(); });

onChange.push(() => {
  $('since').value = filters.since;
  $('until').value = filters.until;
  $('undated').checked = filters.undated;
  const at = (text) => bars.findLastIndex((start) => start <= Date.parse(text));
  low.value = String(filters.since ? Math.max(at(filters.since), 0) : 0);
  high.value = String(filters.until ? Math.max(at(filters.until), 0) : heights.length - 1);
  if (heights.length) for (const end of [low, high]) end.setAttribute('aria-valuetext', barName(Math.min(Number(end.value), heights.length - 1)));
  columns.forEach((column, index) => column.classList.toggle('out', index < Number(low.value) || index > Number(high.value)));
});
