// The page of the mail sink: a list that keeps itself fresh, and one message.
const PAGE = 100;
const list = document.getElementById('list');
const main = document.getElementById('message');
const recipient = document.getElementById('recipient');
let chosen = null;
let shown = PAGE;
let lastAnswer = '';

function el(name, attributes, ...children) {
  const made = document.createElement(name);
  Object.assign(made, attributes);
  made.append(...children);
  return made;
}

async function call(path) {
  const answer = await fetch('/mail/api/' + path);
  if (!answer.ok) throw new Error(path + ' answered ' + answer.status);
  return answer.json();
}

async function refresh() {
  const query = new URLSearchParams({ limit: Math.min(shown, 1000) });
  if (recipient.value.trim()) query.set('recipient', recipient.value.trim());
  const answer = await call('messages?' + query);
  const text = JSON.stringify(answer);
  if (text === lastAnswer) return;
  lastAnswer = text;
  document.getElementById('count').textContent =
    answer.total === 1 ? '1 message' : answer.total + ' messages';
  const rows = answer.items.map((message) => {
    const time = new Date(message.receivedAt);
    const button = el('button', { onclick: () => open(message.id) },
      el('div', { className: 'line' },
        el('span', { textContent: message.recipients.join(', ') }),
        el('time', { dateTime: message.receivedAt, textContent: time.toLocaleTimeString() })),
      el('strong', { textContent: message.subject || '(no subject)' }));
    button.setAttribute('aria-current', message.id === chosen);
    button.dataset.id = message.id;
    return el('li', {}, button);
  });
  if (answer.items.length < answer.total && shown < 1000) {
    rows.push(el('li', {}, el('button', {
      id: 'more', textContent: 'Show more', onclick: () => { shown += PAGE; refresh(); } })));
  }
  list.replaceChildren(...rows);
}

async function open(id) {
  const message = await call('messages/' + id);
  chosen = id;
  list.querySelectorAll('button[data-id]').forEach((button) =>
    button.setAttribute('aria-current', Number(button.dataset.id) === id));
  const view = el('div', { id: 'view' });
  const views = {
    HTML: message.html !== null && (() => {
      const frame = el('iframe', { src: '/mail/api/messages/' + id + '/html', title: 'HTML part' });
      frame.setAttribute('sandbox', '');
      return frame;
    }),
    Text: message.text !== null && (() => el('pre', { textContent: message.text })),
    Headers: () => el('table', {}, ...message.headers.map((header) => el('tr', {},
      el('td', { textContent: header.name }), el('td', { textContent: header.value })))),
    Raw: () => {
      const raw = el('pre', { textContent: '…' });
      fetch('/mail/api/messages/' + id + '/raw').then((answer) => answer.text())
        .then((text) => { raw.textContent = text; });
      return raw;
    },
  };
  const tabs = el('nav', {});
  tabs.setAttribute('role', 'tablist');
  Object.entries(views).filter(([, make]) => make).forEach(([name, make]) => {
    const tab = el('button', { textContent: name });
    tab.setAttribute('role', 'tab');
    tab.onclick = () => {
      tabs.querySelectorAll('button').forEach((other) =>
        other.setAttribute('aria-selected', other === tab));
      view.replaceChildren(make());
    };
    tabs.append(tab);
  });
  const facts = [['From', message.from], ['To', message.recipients.join(', ')],
    ['Received', new Date(message.receivedAt).toLocaleString()], ['Task', message.task],
    ['Message-ID', message.messageId]].filter(([, value]) => value);
  main.replaceChildren(
    el('h2', { textContent: message.subject || '(no subject)' }),
    el('dl', {}, ...facts.flatMap(([name, value]) =>
      [el('dt', { textContent: name }), el('dd', { textContent: value })])),
    tabs, view);
  tabs.querySelector('button').click();
}

recipient.addEventListener('input', () => { shown = PAGE; refresh(); });
document.getElementById('clear').addEventListener('click', async () => {
  if (!confirm('Delete all messages?')) return;
  await fetch('/mail/api/messages', { method: 'DELETE' });
  chosen = null;
  main.replaceChildren();
  await refresh();
});
const wanted = Number(new URLSearchParams(location.search).get('message'));
refresh().then(() => wanted ? open(wanted) : null);
setInterval(() => { if (!document.hidden) refresh().catch(() => {}); }, 1500);
