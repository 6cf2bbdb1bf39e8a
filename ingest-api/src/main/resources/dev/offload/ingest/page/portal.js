// The subscriber portal: a customer's endpoints and what was delivered to them. It uses /v1/webhooks
// and nothing else, with the token that it was opened with. Whatever the server sends stands here as
// text, never as HTML.
import { looks } from './offload-progress.js';

document.adoptedStyleSheets = [looks];

const TEST = 'endpoint.test';
const STORE = 'offload-portal-token';
const LOOK_EVERY = 2_000;
const LOOKS_AFTER_A_CHANGE = 5; // a change is seen a moment later
const STATES = ['scheduled', 'queued', 'running', 'retrying', 'succeeded', 'failed', 'cancelled', 'expired'];
const NAMES = {
  scheduled: 'Waiting', queued: 'Waiting', running: 'Being sent', retrying: 'Will be tried again',
  succeeded: 'Delivered', failed: 'Failed', cancelled: 'Not sent', expired: 'Too late',
};
const ENDPOINT_STATES = { active: 'Active', failing: 'Failing', disabled: 'Disabled' };
const WHY = {
  owner: 'It was disabled on this page or with an API key',
  gone: 'It was disabled because its receiver answered 410, which means that it is gone,',
  failing: 'It was disabled because its receiver had accepted nothing for days,',
};
const WHAT_NEXT = {
  owner: 'It gets messages again once it is enabled, but none of those that came meanwhile.',
  gone: 'Is the address still right? Then enable it, and send the failed messages again.',
  failing: 'Mend the receiver, enable the endpoint here, and send the failed messages again.',
};
const FIELDS = {
  url: 'Address', description: 'Description', tags: 'Tags', events: 'Events',
  format: 'Format', rate: 'Rate', headers: 'Headers', signatures: 'Signature', ordered: 'Order', handshake: 'Consent',
};
const FORMATS = {
  standard: 'Standard Webhooks', cloudevents: 'CloudEvents', 'cloudevents-binary': 'CloudEvents, binary',
  slack: 'A message for Slack', teams: 'A message for Microsoft Teams',
};
const PERIODS = { PT1S: 'per second', PT1M: 'per minute', PT1H: 'per hour' };
const DAY = 86_400_000;
const ENDED = new Set(['succeeded', 'failed', 'cancelled', 'expired']);
// They soon tell nothing new, so they are not sent again.
const PASSING = new Set(['task.progress', 'endpoint.test']);

const main = document.getElementById('main');
const dialog = document.getElementById('dialog');
const said = document.getElementById('said');

// The token stands in the fragment, which no server and no log sees, and leaves the address bar at once.
const given = new URLSearchParams(location.hash.slice(1)).get('token');
if (given) sessionStorage.setItem(STORE, given);
history.replaceState(null, '', location.pathname);
const token = sessionStorage.getItem(STORE);
// Another link that is opened here changes the fragment only.
addEventListener('hashchange', () => location.reload());

class Refusal extends Error {
  constructor(status, problem) {
    super(problem.detail ?? `The server answered ${status}.`);
    this.status = status;
    this.errors = problem.errors ?? [];
  }
}

async function call(method, path, body, headers = {}) {
  const answer = await fetch(path, {
    method,
    body: body === undefined ? undefined : JSON.stringify(body),
    headers: { ...headers, Authorization: `Bearer ${token}`, ...(body === undefined ? {} : { 'Content-Type': 'application/json' }) },
    cache: 'no-store',
    credentials: 'omit',
  });
  if (answer.status === 401) {
    expired();
    throw new Refusal(401, { detail: 'This link has expired.' });
  }
  const value = answer.status === 204 ? null : await answer.json().catch(() => ({}));
  if (!answer.ok) throw new Refusal(answer.status, value ?? {});
  return { value, etag: answer.headers.get('ETag') };
}

/** An element: attributes, listeners (onclick) and children, which are elements or text. */
function h(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith('on')) made.addEventListener(name.slice(2), value);
    else if (typeof value === 'boolean') made.toggleAttribute(name, value);
    else if (value !== undefined && value !== null) made.setAttribute(name, value);
  }
  made.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== false));
  return made;
}

function button(text, onclick, look = '') {
  return h('button', { type: 'button', class: look, onclick }, text);
}

let sayingEnds;
function say(text) {
  said.textContent = text;
  clearTimeout(sayingEnds);
  sayingEnds = setTimeout(() => (said.textContent = ''), 6_000);
}

/** Runs what a click asks for, once at a time, and says what went wrong. */
function doing(work) {
  return async (event) => {
    const clicked = event?.currentTarget;
    if (clicked) clicked.disabled = true;
    try {
      await work();
    } catch (error) {
      if (error.status !== 401) say(error instanceof Refusal ? error.message : 'The server can’t be reached. Try again.');
    } finally {
      if (clicked) clicked.disabled = false;
    }
  };
}

function when(instant) {
  return new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'medium' }).format(new Date(instant));
}

/** A rate, as people read it. */
function paced({ count, per }) {
  return `${count} ${PERIODS[per] ?? `in ${took(per)}`}`;
}

/** What a receiver has said when it was asked for its consent. */
function consented({ state, perMinute, error }) {
  if (state === 'given') return `Its receiver has consented${perMinute ? `, to at most ${perMinute} per minute` : ''}.`;
  if (state === 'refused') return `Its receiver has not consented: ${error}. It is asked again with the next message.`;
  return 'Its receiver is asked for its consent with the first message.';
}

/** Why an endpoint gets nothing, or accepts nothing, since when, and what to do about it. */
function trouble({ state, failing, disabled }) {
  if (state === 'failing' && failing) {
    return [
      `Its receiver has accepted nothing since ${when(failing.since)}. When that was noticed: ${failing.error}.`,
      'It is tried now and then. If it goes on like this for days, it is disabled. The latest attempts are below. Mend the receiver, then send a test.',
    ];
  }
  if (state !== 'disabled') return [];
  const { reason, since, error } = disabled ?? {};
  return [
    `${WHY[reason] ?? 'It was disabled'}${since ? ` at ${when(since)}` : ''}. It gets nothing.${error && reason !== 'gone' ? ` The last attempt: ${error}.` : ''}`,
    WHAT_NEXT[reason],
  ];
}

/** A time in the form of an input for local time. */
function local(time) {
  return new Date(time - new Date(time).getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}

/** An ISO 8601 duration, as people read it. */
function took(duration) {
  const [, hours = 0, minutes = 0, seconds = 0] = /^PT(?:(\d+)H)?(?:(\d+)M)?(?:([\d.]+)S)?$/.exec(duration) ?? [];
  const all = hours * 3600 + minutes * 60 + Number(seconds);
  return all < 1 ? `${Math.round(all * 1000)} ms` : `${all.toFixed(1)} s`;
}

function expiry() {
  try {
    return JSON.parse(atob(token.split('.')[1].replaceAll('-', '+').replaceAll('_', '/'))).exp * 1000;
  } catch {
    return 0;
  }
}

let turn = 0; // of what the page shows; what is loaded for another is dropped
function show(...children) {
  turn++;
  main.replaceChildren(...children.flat().filter(Boolean));
}

function expired() {
  sessionStorage.removeItem(STORE);
  dialog.close();
  document.getElementById('until').textContent = '';
  show(h('section', { class: 'card empty' }, h('h2', {}, 'This link has expired'), h('p', {}, 'Ask whoever sent it to you for a new one.')));
}

function ask(title, text, action, look = 'main') {
  return new Promise((resolve) => {
    dialog.replaceChildren(
      h('h2', {}, title),
      h('p', {}, text),
      h('div', { class: 'buttons' }, button(action, () => dialog.close('yes'), look), button('Cancel', () => dialog.close('')))
    );
    open(() => resolve(dialog.returnValue === 'yes'));
  });
}

/** Shows the dialog. That another one was closed just before is told a moment later, and does not count. */
function open(whenClosed) {
  const closed = () => {
    if (dialog.open) return;
    dialog.removeEventListener('close', closed);
    whenClosed();
  };
  dialog.returnValue = '';
  dialog.addEventListener('close', closed);
  dialog.showModal();
}

function showSecret(secret, text) {
  return new Promise((resolve) => {
    dialog.replaceChildren(
      h('h2', {}, 'The secret of this endpoint'),
      h('p', {}, text),
      h('code', { class: 'secret' }, secret),
      h('p', { class: 'quiet' }, 'It is shown only now. Keep it where your receiver finds it.'),
      h('div', { class: 'buttons' },
        button('Copy', doing(async () => { await navigator.clipboard.writeText(secret); say('Copied.'); })),
        button('I have kept it', () => dialog.close(), 'main'))
    );
    open(resolve);
  });
}

/** A public key, with a button that copies it. Anybody may have it. */
function publicKey(title, key) {
  return h('p', { class: 'quiet key' }, title, h('code', {}, key), ' ',
    button('Copy', doing(async () => { await navigator.clipboard.writeText(key); say('Copied.'); }), 'link'));
}

/** The trouble of an endpoint, if it has any. */
function troubled(endpoint) {
  const [what, next] = trouble(endpoint);
  return what && [h('p', { class: 'wrong' }, what), next && h('p', { class: 'quiet' }, next)];
}

function chip(endpoint) {
  return h('span', { class: `chip ${endpoint.state === 'active' ? 'good' : 'bad'}` }, ENDPOINT_STATES[endpoint.state] ?? endpoint.state);
}

async function every(path) {
  const items = [];
  for (let cursor = ''; cursor !== null; ) {
    const { value } = await call('GET', `${path}?limit=200${cursor && `&cursor=${encodeURIComponent(cursor)}`}`);
    items.push(...value.items);
    cursor = value.nextCursor ?? null;
  }
  return items;
}

async function list() {
  const endpoints = await every('/v1/webhooks');
  if (endpoints.length === 0) {
    show(
      h('section', { class: 'card empty' },
        h('h2', {}, 'No endpoint yet'),
        h('p', {}, 'An endpoint is an address of yours that gets a signed message for each event. Add one to begin.'),
        button('Add an endpoint', () => edit(null), 'main'))
    );
    return;
  }
  show(
    endpoints.map((endpoint) =>
      h('section', { class: 'card' },
        h('div', { class: 'row' },
          h('div', { class: 'grow' }, button(endpoint.url, doing(() => details(endpoint.id)), 'link')),
          chip(endpoint)),
        endpoint.description && h('p', { class: 'quiet' }, endpoint.description),
        h('p', { class: 'quiet' }, endpoint.events.join(', ')),
        endpoint.state !== 'active' && h('p', { class: 'wrong' }, trouble(endpoint)[0]))),
    button('Add an endpoint', () => edit(null), 'main')
  );
}

async function details(id) {
  const path = `/v1/webhooks/${encodeURIComponent(id)}`;
  const { value: endpoint, etag } = await call('GET', path);
  const isActive = endpoint.state !== 'disabled';
  const again = () => details(id);
  const sent = h('section', { class: 'card', 'aria-label': 'Deliveries' });
  const head = h('div', { class: 'row' });
  const wrong = h('div', { role: 'status' });
  const stands = (now) => {
    head.replaceChildren(h('h2', {}, now.url), chip(now));
    wrong.replaceChildren(...(troubled(now) ?? []).filter(Boolean));
  };
  stands(endpoint);
  show(
    button('← All endpoints', doing(list), 'link'),
    h('section', { class: 'card' },
      head,
      endpoint.description && h('p', {}, endpoint.description),
      wrong,
      h('p', { class: 'quiet' }, `Gets ${endpoint.events.join(', ')}${endpoint.tags.length ? `, of tasks with ${endpoint.tags.join(', ')}` : ''}.`),
      endpoint.format !== 'standard' && h('p', { class: 'quiet' }, `The form is ${FORMATS[endpoint.format] ?? endpoint.format}.`),
      endpoint.rate && h('p', { class: 'quiet' }, `At most ${paced(endpoint.rate)}.`),
      endpoint.ordered && h('p', { class: 'quiet' }, 'Gets the events of each task in order.'),
      endpoint.consent && h('p', { class: endpoint.consent.state === 'refused' ? 'wrong' : 'quiet' }, consented(endpoint.consent)),
      endpoint.publicKey && publicKey('Public key for v1a: ', endpoint.publicKey),
      (endpoint.formerPublicKeys ?? []).map((one) => publicKey(`The one before, which fits until ${when(one.until)}: `, one.publicKey)),
      endpoint.tls?.clientCertificate && h('p', { class: 'quiet' },
        `Connects with the certificate ${endpoint.tls.clientCertificate.subject}, which expires at ${when(endpoint.tls.clientCertificate.notAfter)}.`),
      endpoint.headerNames.length > 0 && h('p', { class: 'quiet' }, `Also sends the headers ${endpoint.headerNames.join(', ')}.`),
      h('div', { class: 'buttons' },
        button('Send a test', doing(async () => {
          await call('POST', `${path}/test`);
          say('A test is on its way. See its delivery below.');
          await shown.changed();
        }), 'main'),
        button('Edit', () => edit(endpoint, etag)),
        button('Replace the secret', doing(async () => {
          const both = endpoint.publicKey ? 'secrets, and with both private keys,' : 'secrets';
          if (!(await ask('Replace the secret?', `Messages are signed with both ${both} for a while, so that you can change your receiver in the meantime.${endpoint.publicKey ? ' Both public keys stand on this page as long.' : ''}`, 'Replace it'))) return;
          const { value } = await call('POST', `${path}/secret`);
          await showSecret(value.secret, 'This is the new one. The one before still signs, too, for a while.');
          await again();
        })),
        button(isActive ? 'Disable' : 'Enable', doing(async () => {
          if (isActive && !(await ask('Disable this endpoint?', 'It gets nothing until you enable it again. What was not delivered yet fails.', 'Disable it', 'danger'))) return;
          await call('PATCH', path, { state: isActive ? 'disabled' : 'active' }, { 'If-Match': etag });
          say(isActive ? 'The endpoint is disabled.' : 'The endpoint is active.');
          await again();
        })),
        button('Delete', doing(async () => {
          if (!(await ask('Delete this endpoint?', `${endpoint.url} gets nothing any more. This can’t be undone.`, 'Delete it', 'danger'))) return;
          await call('DELETE', path, undefined, { 'If-Match': etag });
          say('The endpoint is deleted.');
          await list();
        }), 'danger'))),
    sent
  );
  // Deliveries change how it stands. If somebody has disabled it, or its receiver has, the buttons change, too.
  const look = async () => {
    const { value: now } = await call('GET', path);
    if (!main.contains(sent)) return;
    if ((now.state !== 'disabled') === isActive) stands(now);
    else await again();
  };
  const shown = deliveries(sent, path, (await members()).events.items.enum, look);
  await shown.load();
}

/** Makes a list of deliveries in `box`. `whenLoaded` is called each time it is loaded again. */
function deliveries(box, endpoint, types, whenLoaded) {
  const path = `${endpoint}/deliveries`;
  const mine = turn;
  const state = h('select', { 'aria-label': 'State' }, h('option', { value: '' }, 'All'), STATES.map((one) => h('option', { value: one }, one)));
  const type = h('select', { 'aria-label': 'Event' }, h('option', { value: '' }, 'All'), [...types.filter((one) => !one.endsWith('*') && one !== 'group.finished'), TEST].map((one) => h('option', { value: one }, one)));
  const task = h('input', { type: 'search', placeholder: 'tsk_…', autocomplete: 'off' });
  const items = h('ul', { class: 'plain' });
  const more = button('Show more', doing(() => load(true)));
  let next = null;
  let timer;
  let looks = 0;
  const isFiltered = () => Boolean(state.value || type.value || task.value);

  async function load(isMore = false) {
    clearTimeout(timer);
    const isFirst = items.children.length === 0;
    const query = new URLSearchParams({ limit: '20' });
    if (state.value) query.set('state', state.value);
    if (type.value) query.set('event', type.value);
    if (task.value.trim()) query.set('task', task.value.trim());
    if (isMore && next) query.set('cursor', next);
    const { value } = await call('GET', `${path}?${query}`);
    if (mine !== turn) return;
    next = value.nextCursor ?? null;
    more.hidden = next === null;
    // What was opened stays open.
    const opened = new Set([...items.querySelectorAll('details[open]')].map((one) => one.dataset.id));
    const shown = value.items.map((one) => delivery(one, opened.has(one.id)));
    if (isMore) items.append(...shown);
    else items.replaceChildren(...shown);
    if (items.children.length === 0) {
      items.append(h('li', { class: 'empty' }, isFiltered() ? 'Nothing fits. Choose other filters.' : 'Nothing was sent yet. Send a test to see how it goes.'));
    }
    if (!isMore && (looks-- > 0 || value.items.some((one) => !ENDED.has(one.state)))) {
      timer = setTimeout(() => mine === turn && !document.hidden && load().catch(() => {}), LOOK_EVERY);
    }
    if (!isMore && !isFirst) await whenLoaded();
  }

  function delivery(one, isOpen) {
    const look = one.state === 'succeeded' ? 'good' : ENDED.has(one.state) ? 'bad' : '';
    return h('li', {},
      h('div', { class: 'row' },
        h('div', { class: 'grow' }, h('strong', {}, one.event), ' ', h('span', { class: 'quiet' }, when(one.createdAt)), one.task && h('div', {}, h('code', {}, one.task))),
        h('span', { class: `chip ${look}` }, NAMES[one.state] ?? one.state),
        // What has arrived and tells of no task and no group can't be made again.
        ENDED.has(one.state) && !PASSING.has(one.event) && (one.state !== 'succeeded' || one.task || one.group) && button('Send again', doing(async () => {
          await call('POST', `${path}/${encodeURIComponent(one.id)}/resend`);
          say('It is sent again.');
          await changed();
        }))),
      one.nextAttemptAt && one.state === 'retrying' && h('p', { class: 'quiet' }, `Tried again at ${when(one.nextAttemptAt)}.`),
      one.attempts.length > 0 && h('details', { 'data-id': one.id, open: isOpen },
        h('summary', {}, one.attempts.length === 1 ? 'One attempt' : `${one.attempts.length} attempts`),
        h('ol', {}, one.attempts.map((attempt) =>
          h('li', {}, `${when(attempt.at)}: ${attempt.error ?? (attempt.status ? `answered ${attempt.status}` : 'under way')}${attempt.took ? ` (${took(attempt.took)})` : ''}`)))));
  }

  function changed() {
    looks = LOOKS_AFTER_A_CHANGE;
    return load();
  }

  for (const filter of [state, type]) filter.addEventListener('change', doing(() => load()));
  task.addEventListener('change', doing(() => load()));
  box.replaceChildren(
    h('div', { class: 'row' }, h('h3', { class: 'grow' }, 'Deliveries'),
      button('Send failed ones again', () => recover(endpoint, changed)),
      button('Refresh', doing(() => load()))),
    h('div', { class: 'filters' },
      h('label', {}, h('span', {}, 'State'), state),
      h('label', {}, h('span', {}, 'Event'), type),
      h('label', {}, h('span', {}, 'Task'), task)),
    items,
    more
  );
  more.hidden = true;
  return { load, changed };
}

/** Asks from when on, counts what failed since, and has it sent again. */
function recover(path, whenDone) {
  const since = h('input', { name: 'since', type: 'datetime-local', required: true, value: local(Date.now() - DAY) });
  const until = h('input', { name: 'until', type: 'datetime-local' });
  const wrong = h('p', { class: 'wrong', role: 'alert' });
  const send = h('button', { class: 'main' }, 'Count them');
  const form = h('form', { novalidate: true },
    h('label', {}, h('span', {}, 'Since'), since),
    h('label', {}, h('span', {}, 'Until'), until, h('small', {}, 'Empty for now.')),
    wrong,
    h('div', { class: 'buttons' }, send, button('Cancel', () => dialog.close())));
  let counted = null;
  const forget = () => {
    counted = null;
    send.textContent = 'Count them';
  };
  for (const field of [since, until]) field.addEventListener('input', forget);
  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    wrong.textContent = '';
    if (!since.value) {
      wrong.textContent = 'Say since when.';
      since.focus();
      return;
    }
    send.disabled = true;
    try {
      const body = { since: new Date(since.value).toISOString() };
      if (until.value) body.until = new Date(until.value).toISOString();
      if (counted === null) {
        counted = (await call('POST', `${path}/recover`, { ...body, dryRun: true })).value.count;
        if (counted === 0) wrong.textContent = 'Nothing failed in that time.';
        else send.textContent = counted === 1 ? 'Send one again' : `Send ${counted} again`;
        if (counted === 0) forget();
      } else {
        const { value } = await call('POST', `${path}/recover`, body);
        dialog.close();
        say(value.count === 1 ? 'One is sent again.' : `${value.count} are sent again, one after the other.`);
        await whenDone();
      }
    } catch (error) {
      if (error.status !== 401) wrong.textContent = error instanceof Refusal ? (error.errors[0]?.detail ?? error.message) : 'The server can’t be reached. Try again.';
    } finally {
      send.disabled = false;
    }
  });
  dialog.replaceChildren(h('h2', {}, 'Send failed ones again'), h('p', {}, 'What was delivered, or is on its way, is not sent again.'), form);
  open(() => {});
}

/** What can be said of an endpoint, as the API's own description has it. */
let known;
async function members() {
  known ??= fetch('/openapi?format=json')
    .then((answer) => answer.json())
    .then((api) => api.components.schemas.NewWebhook.properties);
  try {
    return await known;
  } catch (error) {
    known = undefined;
    throw error;
  }
}

/** Fields for a rate, and what of it a request has to say. */
function rateFields(before) {
  const count = h('input', { name: 'count', type: 'number', min: '1', 'aria-label': 'Rate', value: before?.count });
  const periods = before && !PERIODS[before.per] ? { ...PERIODS, [before.per]: `in ${took(before.per)}` } : PERIODS;
  const per = h('select', { 'aria-label': 'Period of the rate' },
    Object.entries(periods).map(([value, text]) => h('option', { value, selected: value === (before?.per ?? 'PT1S') }, text)));
  return {
    first: count,
    box: h('fieldset', {}, h('legend', {}, 'Rate'), h('div', { class: 'row pair' }, count, per), h('small', {}, 'At most so many. Empty for any number.')),
    said() {
      const now = count.value.trim();
      if (now === String(before?.count ?? '') && (!now || per.value === before?.per)) return {};
      if (!now) return { rate: null };
      // What may start at once follows the new count.
      return { rate: { count: Number(now), per: per.value, ...(before ? { burst: null } : {}) } };
    },
  };
}

/** Fields for headers, and what of them a request has to say. Their values are never shown. */
function headerFields(before) {
  const removed = new Set();
  const rows = h('div', {});
  const add = button('Add a header', () => row('').querySelector('input').focus());
  function row(name) {
    const made = h('div', { class: 'row pair' },
      h('input', { 'aria-label': 'Name of the header', placeholder: 'Name', value: name, readonly: Boolean(name), autocomplete: 'off' }),
      h('input', { 'aria-label': `Value of ${name || 'the header'}`, placeholder: name ? 'unchanged' : 'Value', autocomplete: 'off' }),
      button('Remove', () => {
        if (name) removed.add(name);
        made.remove();
        add.focus();
      }));
    rows.append(made);
    return made;
  }
  before.forEach(row);
  return {
    first: add,
    box: h('fieldset', {}, h('legend', {}, 'Headers'), rows, add, h('small', {}, 'Sent with each message, such as an Authorization.')),
    said() {
      const headers = Object.fromEntries([...removed].map((name) => [name, null]));
      for (const [name, value] of [...rows.children].map((one) => [...one.querySelectorAll('input')].map((field) => field.value))) {
        if (name.trim() && (value || !before.includes(name))) headers[name.trim()] = value;
      }
      return Object.keys(headers).length > 0 ? { headers } : {};
    },
  };
}

/** The form of a new endpoint, or of one that there is. */
const edit = (endpoint, etag) => doing(async () => {
  const { events, format: formats } = await members();
  const types = events.items.enum;
  const chosen = new Set(endpoint?.events ?? ['task.*']);
  const url = h('input', { name: 'url', type: 'url', required: true, placeholder: 'https://', value: endpoint?.url, autocomplete: 'off' });
  const description = h('input', { name: 'description', maxlength: '200', value: endpoint?.description });
  const tags = h('input', { name: 'tags', value: endpoint?.tags.join(', ') });
  const boxes = types.map((type) => h('input', { type: 'checkbox', name: 'events', value: type, checked: chosen.has(type) }));
  const format = h('select', { name: 'format' },
    formats.enum.map((one) => h('option', { value: one, selected: one === (endpoint?.format ?? 'standard') }, FORMATS[one] ?? one)));
  const rate = rateFields(endpoint?.rate);
  const headers = headerFields(endpoint?.headerNames ?? []);
  const wasSigned = endpoint?.signatures.includes('v1a') ?? false;
  const signed = h('input', { type: 'checkbox', name: 'signatures', checked: wasSigned });
  const ordered = h('input', { type: 'checkbox', name: 'ordered', checked: endpoint?.ordered ?? false });
  const handshake = h('input', { type: 'checkbox', name: 'handshake', checked: endpoint?.handshake ?? false });
  const isUnusual = endpoint && (endpoint.rate || endpoint.headerNames.length || wasSigned || endpoint.format !== 'standard' || endpoint.ordered || endpoint.handshake);
  const more = h('details', { open: Boolean(isUnusual) },
    h('summary', {}, 'More settings'),
    h('label', {}, h('span', {}, 'Format'), format),
    rate.box,
    headers.box,
    h('fieldset', {}, h('legend', {}, 'Signature'),
      h('label', { class: 'choice' }, signed, ' Sign with a private key, too (v1a)'),
      h('small', {}, 'Whoever has only the public key can check a message, and sign none. The key stays the same if you switch this off and on again.')),
    h('fieldset', {}, h('legend', {}, 'Order'),
      h('label', { class: 'choice' }, ordered, ' Send the events of each task in order'),
      h('small', {}, 'Each waits until the one before is delivered or given up.')),
    h('fieldset', {}, h('legend', {}, 'Consent'),
      h('label', { class: 'choice' }, handshake, ' Ask the receiver before anything is sent'),
      h('small', {}, 'It answers as CloudEvents says, and may set a rate.')));
  const fields = {
    url, description, tags, events: boxes[0], format, rate: rate.first, headers: headers.first, signatures: signed, ordered, handshake,
  };
  const wrong = h('p', { class: 'wrong', role: 'alert' });
  const send = h('button', { class: 'main' }, endpoint ? 'Save' : 'Add it');
  const form = h('form', { novalidate: true },
    h('label', {}, h('span', {}, 'Address'), url, h('small', {}, 'Where the messages go, by POST.')),
    h('label', {}, h('span', {}, 'Description'), description, h('small', {}, 'For you, to recognise it.')),
    h('fieldset', {}, h('legend', {}, 'Events'),
      h('div', { class: 'choices' }, boxes.map((box) => h('label', {}, box, ' ', box.value)))),
    h('label', {}, h('span', {}, 'Tags'), tags, h('small', {}, 'Only tasks with all of these, separated by commas. Empty for all.')),
    more,
    wrong,
    h('div', { class: 'buttons' }, send, button('Cancel', () => dialog.close())));
  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    send.disabled = true;
    wrong.textContent = '';
    Object.values(fields).forEach((field) => field.removeAttribute('aria-invalid'));
    const body = {
      ...rate.said(),
      ...headers.said(),
      url: url.value.trim(),
      events: boxes.filter((box) => box.checked).map((box) => box.value),
      tags: tags.value.split(',').map((tag) => tag.trim()).filter(Boolean),
    };
    if (description.value.trim()) body.description = description.value.trim();
    else if (endpoint?.description) body.description = null;
    if (format.value !== (endpoint?.format ?? 'standard')) body.format = format.value;
    for (const choice of [ordered, handshake]) {
      if (choice.checked !== (endpoint?.[choice.name] ?? false)) body[choice.name] = choice.checked;
    }
    if (signed.checked !== wasSigned) body.signatures = signed.checked ? [...(endpoint?.signatures ?? ['v1']), 'v1a'] : ['v1'];
    try {
      const { value } = endpoint
        ? await call('PATCH', `/v1/webhooks/${encodeURIComponent(endpoint.id)}`, body, { 'If-Match': etag })
        : await call('POST', '/v1/webhooks', body);
      dialog.close();
      if (!endpoint) await showSecret(value.secret, 'Your receiver checks with it that a message comes from here.');
      say(endpoint ? 'The endpoint is changed.' : 'The endpoint is added.');
      await details(value.id);
    } catch (error) {
      if (error.status === 401) return;
      const first = error.errors?.[0];
      const field = fields[first?.pointer.split('/')[1]];
      wrong.textContent =
        error.status === 412 ? 'Somebody else has changed it in the meantime. Close this, and look again.'
        : first ? `${FIELDS[first.pointer.split('/')[1]] ?? first.pointer} ${first.detail}.`.trim()
        : error instanceof Refusal ? error.message : 'The server can’t be reached. Try again.';
      if (more.contains(field)) more.open = true;
      field?.setAttribute('aria-invalid', 'true');
      field?.focus();
    } finally {
      send.disabled = false;
    }
  });
  dialog.replaceChildren(h('h2', {}, endpoint ? 'Change the endpoint' : 'A new endpoint'), h('p', {}), form);
  open(() => {});
})();

if (!token || expiry() <= Date.now()) {
  expired();
} else {
  document.getElementById('until').textContent = `This link works until ${when(expiry())}.`;
  setTimeout(expired, Math.min(expiry() - Date.now(), 2 ** 31 - 1));
  doing(async () => {
    try {
      await list();
    } catch (error) {
      if (error.status !== 401) {
        show(h('section', { class: 'card empty' }, h('h2', {}, 'This can’t be shown now'), h('p', {}, error.message), button('Try again', doing(list), 'main')));
      }
    }
  })();
}
