// The query page: YASGUI over this server's endpoint, with the named queries as examples.
(() => {
  'use strict';
  const data = JSON.parse(document.getElementById('data').textContent);
  const endpoint = new URL('/sparql', location.href).href;
  Yasgui.Yasqe.defaults.autocompleters = ['variables', 'prefixes']; // the others ask a server elsewhere
  Yasgui.Yasqe.defaults.prefixCcApi = '/prefixes';
  Yasgui.Yasqe.defaults.value = data.examples[0].query;
  Yasgui.Yasr.defaults.prefixes = data.prefixes;
  const yasgui = new Yasgui(document.getElementById('yasgui'), {
    requestConfig: { endpoint },
    copyEndpointOnNewTab: false,
    persistenceId: 'diplograph',
  });
  const tell = document.getElementById('meaning');
  const list = document.getElementById('example');
  for (const example of data.examples) {
    const option = document.createElement('option');
    option.value = example.name;
    option.textContent = `${example.name}: ${example.title}`;
    list.append(option);
  }
  const open = (name) => {
    const chosen = data.examples.find((example) => example.name === name);
    if (!chosen) return;
    tell.textContent = chosen.description;
    yasgui.addTab(true, { name: chosen.name, yasqe: { value: chosen.query } }).query();
  };
  list.addEventListener('change', () => {
    open(list.value);
    list.value = '';
  });
  for (const button of document.querySelectorAll('button.open')) {
    button.hidden = false;
    button.addEventListener('click', () => {
      open(button.dataset.name);
      document.getElementById('yasgui').scrollIntoView();
    });
  }
  // What a table links to lies on this server, under its own address.
  const here = (iri) => {
    if (iri.startsWith(data.base)) return '/id/' + iri.slice(data.base.length);
    return '/resource?iri=' + encodeURIComponent(iri);
  };
  const relink = (event) => {
    const link = event.target.closest && event.target.closest('.yasr a.iri');
    if (!link || link.dataset.iri) return;
    link.dataset.iri = link.getAttribute('href');
    link.setAttribute('href', here(link.dataset.iri));
  };
  for (const kind of ['mouseover', 'focusin', 'click']) document.addEventListener(kind, relink, true);
})();
