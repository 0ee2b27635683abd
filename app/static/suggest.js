// Suggestions below a search field: the server's /suggest, by keyboard and pointer. Without this script the form works as it is.
(() => {
  'use strict';
  for (const input of document.querySelectorAll('form[role=search] input[name=q]')) {
    const list = document.createElement('ul');
    list.className = 'suggestions';
    list.id = `${input.id}-suggestions`;
    list.setAttribute('role', 'listbox');
    list.setAttribute('aria-label', 'Names that match');
    list.hidden = true;
    input.form.append(list);
    for (const [name, value] of [['role', 'combobox'], ['aria-autocomplete', 'list'], ['aria-expanded', 'false'], ['aria-controls', list.id]]) {
      input.setAttribute(name, value);
    }
    let chosen = -1;
    let asked = 0;
    const close = () => {
      list.hidden = true;
      chosen = -1;
      input.setAttribute('aria-expanded', 'false');
      input.removeAttribute('aria-activedescendant');
    };
    const choose = (index) => {
      chosen = index;
      [...list.children].forEach((item, at) => item.setAttribute('aria-selected', String(at === index)));
      if (index < 0) input.removeAttribute('aria-activedescendant');
      else input.setAttribute('aria-activedescendant', list.children[index].id);
    };
    const show = (found) => {
      list.replaceChildren(...found.map((entry, index) => {
        const item = document.createElement('li');
        item.id = `${list.id}-${index}`;
        item.setAttribute('role', 'option');
        item.setAttribute('aria-selected', 'false');
        item.dataset.address = entry.address;
        const name = document.createElement('span');
        name.textContent = entry.label;
        const kind = document.createElement('span');
        kind.className = 'quiet';
        kind.textContent = entry.sentences ? `${entry.kind}, ${entry.sentences.toLocaleString('en')}` : entry.kind;
        item.append(name, kind);
        return item;
      }));
      list.hidden = !found.length;
      chosen = -1;
      input.setAttribute('aria-expanded', String(found.length > 0));
      input.removeAttribute('aria-activedescendant');
    };
    const go = (item) => { location.href = item.dataset.address; };
    input.addEventListener('input', async () => {
      const text = input.value.trim();
      const number = ++asked;
      if (!text) return close();
      try {
        const response = await fetch(`/suggest?q=${encodeURIComponent(text)}`);
        if (response.ok && number === asked) show(await response.json());
      } catch { /* the form still works */ }
    });
    input.addEventListener('keydown', (event) => {
      const last = list.children.length - 1;
      if (list.hidden) return;
      if (event.key === 'ArrowDown') choose(chosen < last ? chosen + 1 : 0);
      else if (event.key === 'ArrowUp') choose(chosen > 0 ? chosen - 1 : last);
      else if (event.key === 'Escape') close();
      else if (event.key === 'Enter' && chosen >= 0) go(list.children[chosen]);
      else return;
      event.preventDefault();
    });
    list.addEventListener('pointerdown', (event) => event.preventDefault());
    list.addEventListener('click', (event) => {
      const item = event.target.closest('li');
      if (item) go(item);
    });
    input.addEventListener('blur', close);
  }
})();
