// The drawer beside the drawing holds one tool at a time: Filter, Path, Look, Save.
const tools = ['filter', 'path', 'look', 'save'];
let openTool = null;

function setTool(name) {
  openTool = name;
  $('tools').hidden = name === null;
  for (const tool of tools) {
    $(`tool-${tool}`).hidden = tool !== name;
    $(`open-${tool}`).setAttribute('aria-expanded', String(tool === name));
  }
}

function closeTool() {
  const button = $(`open-${openTool}`);
  setTool(null);
  button.focus();
  changed();
}

for (const tool of tools) {
  $(`open-${tool}`).addEventListener('click', () => { setTool(openTool === tool ? null : tool); changed(); });
  const title = $(`tool-${tool}`).querySelector('h2');
  const close = press('close', closeTool, '×');
  close.setAttribute('aria-label', `Close ${title.textContent}`);
  title.before(close);
}
address.tool = { get: () => (openTool === null ? [] : [openTool]), set: ([name]) => setTool(tools.includes(name) ? name : null) };
