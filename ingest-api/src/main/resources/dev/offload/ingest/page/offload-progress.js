// <offload-progress task="tsk_…" token="…"> shows how far a task or a group is, and what came of it.
// It needs nothing but this file. docs/how-to/show-progress.md says how to use it.

const HERE = new URL('.', import.meta.url).href;
const ASK_EVERY = 5_000; // for what a live stream does not tell: how many are before it
const POLL_EVERY = 2_000; // where there is no stream
const MOST_STREAMS = 4; // of a page: over HTTP/1.1 a browser opens six connections to a server
const NO_STREAM = new Set([404, 405, 406]); // of a server that has none for this
const SILENCE = 45_000; // a live stream says something every 15 s
const LONGEST_PAUSE = 30_000;
const MOST_PICTURES = 12;
const LARGEST_PICTURE = 8 * 1024 * 1024;
const LONGEST_RESULT = 4_000;
const PICTURES = new Set(['image/png', 'image/jpeg', 'image/webp', 'image/gif', 'image/avif', 'image/bmp']);
const ENDED = new Set(['succeeded', 'failed', 'cancelled', 'expired']);
const WAITING = new Set(['scheduled', 'queued', 'retrying']);

/** What the element says. A page may change it, to speak another language. */
export const words = {
  label: 'Progress',
  connecting: 'Connecting…',
  state: {
    scheduled: 'Scheduled',
    queued: 'Waiting',
    running: 'In progress',
    retrying: 'Will try again',
    open: 'In progress',
    succeeded: 'Done',
    failed: 'Failed',
    cancelled: 'Cancelled',
    expired: 'Too late',
  },
  paused: () => 'Paused. It goes on when the pause ends.',
  worker: () => 'Nothing is there yet to do this work. It starts as soon as there is.',
  limit: (used, of) => (of === undefined ? 'Waiting for a free place.' : `Waiting for a free place: ${used} of ${of} are taken.`),
  turn: (before) =>
    before === undefined ? 'In line.' : before === 0 ? 'Next in line.' : before === 1 ? 'In line: one is before it.' : `In line: ${before} are before it.`,
  time: (when) => `Starts at ${when}.`,
  debounce: () => 'Starts soon, if nothing newer comes.',
  backoff: (seconds) => (seconds > 0 ? `Next attempt in ${seconds} s.` : 'Next attempt now.'),
  attemptFailed: (number, of, message) => `Attempt ${number}${of ? ` of ${of}` : ''} did not work: ${message}`,
  attempt: (number, of) => `Attempt ${number}${of ? ` of ${of}` : ''}`,
  counted: (done, total) => `${done} of ${total} done`,
  failedOf: (failed, total) => `${failed} of ${total} failed.`,
  failed: (message) => (message ? `It did not work: ${message}` : 'It did not work.'),
  cancelled: 'It was cancelled before it was done.',
  expired: 'It was not done in the time that it had.',
  result: 'Result',
  lost: 'The connection is lost. Trying again…',
  expiredToken: 'This view has expired. Ask for a new one to see how it goes on.',
  refused: 'This can’t be shown.',
  noDownload: 'The file can’t be loaded.',
};

/** The colours of the element, and of the portal. A page may set each with its name without the underscore. */
export const looks = new CSSStyleSheet();
looks.replaceSync(`
:host, :root {
  --_accent: var(--offload-accent, light-dark(#1f5fbf, #7fb0ff));
  --_good: var(--offload-good, light-dark(#1a7f4b, #5fd39a));
  --_bad: var(--offload-bad, light-dark(#b3261e, #ff9d94));
  --_text: var(--offload-text, light-dark(#1c1f24, #eceef2));
  --_quiet: var(--offload-quiet, light-dark(#5a616c, #a7aeba));
  --_ground: var(--offload-ground, light-dark(#ffffff, #1b1e24));
  --_line: var(--offload-line, light-dark(#d9dde3, #383d47));
  --_radius: var(--offload-radius, 10px);
}
`);

const sheet = new CSSStyleSheet();
sheet.replaceSync(`
:host {
  display: block;
  font: var(--offload-font, 15px/1.45 system-ui, sans-serif);
  color: var(--_text);
}
:host([hidden]) { display: none; }
:host([theme='light']) { color-scheme: light; }
:host([theme='dark']) { color-scheme: dark; }
* { box-sizing: border-box; }
.box { background: var(--_ground); border: 1px solid var(--_line); border-radius: var(--_radius); padding: 14px 16px; }
.head { display: flex; gap: 12px; align-items: baseline; }
.title { font-weight: 600; overflow-wrap: anywhere; flex: 1; }
.percent { font-variant-numeric: tabular-nums; color: var(--_quiet); }
.words p { margin: 0; overflow-wrap: anywhere; }
.state { font-weight: 500; }
[data-state='succeeded'] .state { color: var(--_good); }
.box:is([data-state='failed'], [data-state='expired'], [data-state='refused']) .state, .error { color: var(--_bad); }
.note, .connection { color: var(--_quiet); margin: 6px 0 0; overflow-wrap: anywhere; white-space: pre-line; }
.bar { height: 8px; border-radius: 4px; background: var(--_line); overflow: hidden; margin: 10px 0 8px; }
.fill { height: 100%; width: 0; border-radius: 4px; background: var(--_accent); transition: width 0.3s; }
[data-state='succeeded'] .fill { background: var(--_good); }
.box:is([data-state='failed'], [data-state='expired']) .fill { background: var(--_bad); }
.bar.unknown .fill { width: 35%; animation: along 1.6s ease-in-out infinite alternate; }
@keyframes along { to { margin-left: 65%; } }
@media (prefers-reduced-motion: reduce) {
  .bar.unknown .fill { animation: none; width: 100%; opacity: 0.4; }
  .fill { transition: none; }
}
.result { margin-top: 10px; display: flex; flex-wrap: wrap; gap: 10px; align-items: flex-start; }
.result:empty, .note:empty, .error:empty, .connection:empty { display: none; }
.result pre { margin: 6px 0 0; white-space: pre-wrap; overflow-wrap: anywhere; font: 13px/1.4 ui-monospace, monospace; }
details, .text { width: 100%; overflow-wrap: anywhere; }
summary { cursor: pointer; }
.file { font: inherit; color: var(--_accent); background: none; border: 1px solid var(--_line); border-radius: 6px; padding: 6px 10px; cursor: pointer; max-width: 100%; overflow-wrap: anywhere; text-align: start; }
.file:hover { border-color: var(--_accent); }
.file:focus-visible, summary:focus-visible { outline: 2px solid var(--_accent); outline-offset: 2px; }
.file img { display: block; max-width: 240px; max-height: 180px; border-radius: 4px; margin-bottom: 6px; }
`);

/** The expiry that a token says of itself, in milliseconds; far away if it does not say. */
function expiry(token) {
  try {
    const claims = token.split('.')[1].replaceAll('-', '+').replaceAll('_', '/');
    return JSON.parse(atob(claims)).exp * 1000 || Infinity;
  } catch {
    return Infinity;
  }
}

/** Waits so long, or until the signal aborts, or until the browser is online again. */
function pause(millis, signal) {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', done);
      removeEventListener('online', done);
      resolve();
    };
    const timer = setTimeout(done, millis);
    signal.addEventListener('abort', done);
    addEventListener('online', done);
  });
}

/** The events of a stream (HTML standard, section 9.2), each {id, name, data}. */
async function* events(body, silence) {
  const reader = body.pipeThrough(new TextDecoderStream()).getReader();
  let text = '';
  try {
    for (;;) {
      const timer = setTimeout(() => reader.cancel(), silence);
      const { done, value } = await reader.read();
      clearTimeout(timer);
      if (done) return;
      text += value;
      for (let end = text.indexOf('\n\n'); end >= 0; end = text.indexOf('\n\n')) {
        const event = { id: null, name: 'message', data: null };
        for (const line of text.slice(0, end).split('\n')) {
          if (line.startsWith('id:')) event.id = line.slice(3).trim();
          else if (line.startsWith('event:')) event.name = line.slice(6).trim();
          else if (line.startsWith('data:')) event.data = (event.data === null ? '' : event.data + '\n') + line.slice(5);
        }
        text = text.slice(end + 2);
        if (event.data !== null) yield event;
      }
    }
  } finally {
    reader.cancel().catch(() => {});
  }
}

function when(instant) {
  const time = new Date(instant);
  const isToday = time.toDateString() === new Date().toDateString();
  return new Intl.DateTimeFormat(undefined, isToday ? { timeStyle: 'medium' } : { dateStyle: 'medium', timeStyle: 'short' }).format(time);
}

function size(bytes) {
  const units = ['B', 'KB', 'MB', 'GB', 'TB'];
  let step = 0;
  let left = bytes;
  for (; left >= 1000 && step < units.length - 1; step++) left /= 1000;
  return `${step === 0 || left >= 10 ? Math.round(left) : left.toFixed(1)} ${units[step]}`;
}

function make(tag, name, more = {}) {
  const made = document.createElement(tag);
  made.className = name;
  made.setAttribute('part', name);
  for (const [attribute, value] of Object.entries(more)) made.setAttribute(attribute, value);
  return made;
}

/** Says something only if it is new: a screen reader reads each change. */
function say(element, text) {
  if (element.textContent !== text) element.textContent = text;
}

export class OffloadProgress extends HTMLElement {
  static observedAttributes = ['task', 'group', 'token', 'server', 'label'];

  static #streams = 0; // that are open on this page

  #parts = {};
  #run = null; // ends what is under way
  #shown = null; // the task or group as it was told last
  #urls = []; // pictures that the page holds
  #isPlanned = false;

  constructor() {
    super();
    const root = this.attachShadow({ mode: 'open' });
    root.adoptedStyleSheets = [looks, sheet];
    const p = this.#parts;
    p.box = make('div', 'box');
    p.head = make('div', 'head');
    p.title = make('span', 'title');
    p.title.append(document.createElement('slot'));
    p.percent = make('span', 'percent', { 'aria-hidden': 'true' });
    p.bar = make('div', 'bar', { role: 'progressbar', 'aria-valuemin': '0', 'aria-valuemax': '100' });
    p.fill = make('div', 'fill');
    p.words = make('div', 'words', { role: 'status', 'aria-live': 'polite' });
    p.state = make('p', 'state');
    p.error = make('p', 'error');
    p.connection = make('p', 'connection');
    p.note = make('p', 'note');
    p.result = make('div', 'result');
    p.head.append(p.title, p.percent);
    p.bar.append(p.fill);
    p.words.append(p.state, p.error, p.connection);
    p.box.append(p.head, p.bar, p.words, p.note, p.result);
    root.append(p.box);
  }

  connectedCallback() {
    this.#plan();
  }

  disconnectedCallback() {
    this.#end();
    // It may only have been moved.
    queueMicrotask(() => {
      if (!this.isConnected) this.#forget();
    });
  }

  attributeChangedCallback(name) {
    if (name === 'label') this.#name();
    else this.#plan();
  }

  /** The task or group as it was told last; null before. */
  get value() {
    return this.#shown;
  }

  get #base() {
    const server = this.getAttribute('server');
    if (server === null) return HERE;
    const url = new URL(server, document.baseURI).href;
    return url.endsWith('/') ? url : url + '/';
  }

  /** Several attributes that are set one after the other start it once. */
  #plan() {
    if (this.#isPlanned) return;
    this.#isPlanned = true;
    queueMicrotask(() => {
      this.#isPlanned = false;
      this.#end();
      if (this.isConnected) this.#start();
    });
  }

  #end() {
    this.#run?.abort();
    this.#run = null;
  }

  #start() {
    const task = this.getAttribute('task');
    const group = this.getAttribute('group');
    const id = task ?? group;
    if (this.#shown && this.#shown.id !== id) this.#forget();
    this.#name();
    say(this.#parts.connection, '');
    if (!id) return;
    if (!this.#shown) {
      this.#parts.box.dataset.state = 'connecting';
      say(this.#parts.state, words.connecting);
      this.#measure(null);
    }
    this.#run = new AbortController();
    const { signal } = this.#run;
    const token = this.getAttribute('token') ?? '';
    const path = `v1/${task ? 'tasks' : 'groups'}/${encodeURIComponent(id)}`;
    const follow = (again) =>
      OffloadProgress.#streams < MOST_STREAMS && !again.hasNoStream ? this.#stream(path, token, signal, again) : this.#poll(path, token, signal, again);
    this.#again(follow, token, signal);
    if (task) this.#ask(path, token, signal);
  }

  #forget() {
    this.#shown = null;
    this.#urls.forEach((url) => URL.revokeObjectURL(url));
    this.#urls = [];
    const p = this.#parts;
    for (const part of [p.error, p.note, p.result, p.percent]) part.replaceChildren();
  }

  #name() {
    const name = this.getAttribute('label') ?? (this.textContent.trim() || words.label);
    this.#parts.bar.setAttribute('aria-label', name);
    this.#parts.title.querySelector('slot').replaceChildren(this.getAttribute('label') ?? '');
  }

  #fetch(path, token, signal, headers = {}) {
    return fetch(this.#base + path, {
      headers: { ...headers, Authorization: `Bearer ${token}` },
      signal,
      cache: 'no-store',
      credentials: 'omit',
      referrerPolicy: 'no-referrer',
    });
  }

  /** Connects as often as needed, until it has ended or can't be shown. */
  async #again(once, token, signal) {
    const again = { failures: 0, lastId: null, tag: null };
    while (!signal.aborted) {
      if (expiry(token) <= Date.now()) return this.#refuse('token-expired', words.expiredToken);
      let wait = 500;
      try {
        const isOver = await once(again);
        if (isOver || signal.aborted) return;
        if (again.wait) wait = again.wait;
      } catch (error) {
        if (signal.aborted) return;
        if (error instanceof Refusal) return this.#refuse(error.code, error.message);
        again.failures++;
        wait = Math.max(error.wait ?? 0, Math.min(LONGEST_PAUSE, 500 * 2 ** again.failures) * (0.5 + Math.random() / 2));
        if (this.#parts.connection.textContent === '') this.#tell('offload-error', { code: 'connection-lost', message: words.lost });
        say(this.#parts.connection, words.lost);
      }
      await pause(Math.min(wait, Math.max(0, expiry(token) - Date.now())), signal);
    }
  }

  /** Follows a task or a group to its end, or to the end of the connection. */
  async #stream(path, token, signal, again) {
    OffloadProgress.#streams++;
    try {
      return await this.#read(path, token, signal, again);
    } finally {
      OffloadProgress.#streams--;
    }
  }

  async #read(path, token, signal, again) {
    again.wait = 0;
    const headers = { Accept: 'text/event-stream' };
    if (again.lastId !== null) headers['Last-Event-ID'] = again.lastId;
    const answer = await this.#fetch(`${path}/events`, token, signal, headers);
    if (answer.status === 204) return true;
    if (answer.status === 429 || answer.status === 503) {
      // There is no room for one more stream.
      again.hasNoStream = true;
      again.wait = POLL_EVERY;
      await answer.body?.cancel();
      return false;
    }
    if (NO_STREAM.has(answer.status)) {
      // An older server has no streams of groups. If it is the task or group that is not there, a look says so.
      again.hasNoStream = true;
      await answer.body?.cancel();
      return this.#poll(path, token, signal, again);
    }
    await check(answer, token);
    for await (const event of events(answer.body, SILENCE)) {
      if (signal.aborted) return true;
      again.failures = 0;
      again.lastId = event.id ?? again.lastId;
      if (event.name === 'task' || event.name === 'group') this.#show(JSON.parse(event.data));
      if (this.#shown && ENDED.has(this.#shown.state)) return true;
    }
    // It ended in good order, such as for a restart.
    again.failures = 0;
    return false;
  }

  /** Looks once. */
  async #poll(path, token, signal, again) {
    const headers = again.tag ? { 'If-None-Match': again.tag } : {};
    const answer = await this.#fetch(path, token, signal, headers);
    again.wait = POLL_EVERY;
    if (answer.status === 304) {
      again.failures = 0;
      say(this.#parts.connection, '');
      return false;
    }
    await check(answer, token);
    again.failures = 0;
    again.tag = answer.headers.get('ETag');
    this.#show(await answer.json());
    return ENDED.has(this.#shown.state);
  }

  /** Asks why a task waits, which its stream tells only in part. */
  async #ask(path, token, signal) {
    while (!signal.aborted && !(this.#shown && ENDED.has(this.#shown.state))) {
      if (this.#shown && WAITING.has(this.#shown.state)) {
        try {
          const answer = await this.#fetch(path, token, signal);
          if (answer.ok) this.#show(await answer.json());
        } catch {
          // The stream says that the connection is lost.
        }
        await pause(ASK_EVERY, signal);
      } else {
        await pause(500, signal);
      }
    }
  }

  #show(value) {
    if (this.#shown && this.#shown.version > value.version) return;
    const isFirstEnd = ENDED.has(value.state) && !(this.#shown && ENDED.has(this.#shown.state));
    this.#shown = value;
    const p = this.#parts;
    p.box.dataset.state = value.state;
    say(p.connection, '');
    say(p.state, words.state[value.state] ?? value.state);
    this.#measure(value);
    say(p.error, this.#wrong(value));
    this.#explain();
    if (isFirstEnd) this.#result(value);
    this.#tell('offload-update', value);
    if (isFirstEnd) this.#tell('offload-end', value);
  }

  #measure(value) {
    const p = this.#parts;
    const { done, total } = value?.progress ?? {};
    const hasEnded = value && ENDED.has(value.state);
    const isKnown = value?.state === 'succeeded' || total > 0;
    const percent = value?.state === 'succeeded' ? 100 : total > 0 ? Math.floor((done / total) * 100) : 0;
    p.bar.classList.toggle('unknown', !isKnown && !hasEnded);
    p.fill.style.width = isKnown ? `${percent}%` : hasEnded ? '100%' : '';
    if (isKnown) p.bar.setAttribute('aria-valuenow', String(percent));
    else p.bar.removeAttribute('aria-valuenow');
    p.bar.setAttribute('aria-valuetext', `${words.state[value?.state] ?? words.connecting}${isKnown ? `, ${percent} %` : ''}`);
    say(p.percent, isKnown && !(hasEnded && value.state !== 'succeeded') ? `${percent} %` : '');
  }

  /** What went wrong, in words. */
  #wrong(value) {
    switch (value.state) {
      case 'failed':
        if (value.counts) return words.failedOf(value.counts.failed, value.total);
        return words.failed(value.error?.message);
      case 'cancelled':
        return words.cancelled;
      case 'expired':
        return words.expired;
      default:
        return '';
    }
  }

  /** What is happening, again and again while it has a time in it. */
  #explain() {
    const value = this.#shown;
    const note = this.#parts.note;
    if (!value || ENDED.has(value.state)) return say(note, '');
    const last = value.attempts?.at(-1);
    const most = value.retry?.maxAttempts;
    const said = [];
    if (value.state === 'retrying' && last?.error) said.push(words.attemptFailed(last.number, most, last.error.message));
    const reason = value.waitingFor;
    const until = reason?.until && new Date(reason.until);
    if (reason && WAITING.has(value.state)) {
      if (reason.reason === 'backoff') said.push(words.backoff(Math.ceil((until - Date.now()) / 1000)));
      else if (reason.reason === 'limit') said.push(words.limit(reason.used, reason.of));
      else if (reason.reason === 'turn') said.push(words.turn(reason.before));
      else if (reason.reason === 'time') said.push(words.time(when(reason.until)));
      else if (typeof words[reason.reason] === 'function') said.push(words[reason.reason]());
    }
    if (value.state === 'running') {
      if (value.progress?.note) said.push(value.progress.note);
      if (last?.number > 1) said.push(words.attempt(last.number, most));
    }
    if (value.counts && value.progress) said.push(words.counted(value.progress.done, value.progress.total));
    say(note, said.join('\n'));
    if (reason?.reason === 'backoff' && this.#run) {
      const { signal } = this.#run;
      pause(1_000, signal).then(() => !signal.aborted && this.#shown === value && this.#explain());
    }
  }

  /** What came of it. Whatever the server sends stands here as text, never as HTML. */
  #result(value) {
    const box = this.#parts.result;
    box.replaceChildren();
    const { result, files = [] } = value;
    if (typeof result === 'string' || typeof result === 'number') {
      const text = make('div', 'text');
      text.textContent = String(result);
      box.append(text);
    } else if (files.length === 0 && result !== undefined && result !== null) {
      const details = make('details', 'details');
      const summary = make('summary', 'summary');
      summary.textContent = words.result;
      const json = document.createElement('pre');
      const whole = JSON.stringify(result, null, 2);
      json.textContent = whole.length > LONGEST_RESULT ? whole.slice(0, LONGEST_RESULT) + '…' : whole;
      details.append(summary, json);
      box.append(details);
    }
    let pictures = 0;
    for (const file of files) {
      const isPicture = PICTURES.has(file.contentType) && file.size <= LARGEST_PICTURE && pictures++ < MOST_PICTURES;
      box.append(this.#file(file, isPicture));
    }
  }

  #file(file, isPicture) {
    const button = make('button', 'file', { type: 'button' });
    const name = document.createElement('span');
    name.textContent = `${file.name} (${size(file.size)})`;
    button.append(name);
    const load = async () => {
      const signal = this.#run?.signal ?? new AbortController().signal;
      const answer = await this.#fetch(`v1/files/${encodeURIComponent(file.id)}`, this.getAttribute('token') ?? '', signal);
      await check(answer, this.getAttribute('token') ?? '');
      return URL.createObjectURL(await answer.blob());
    };
    button.addEventListener('click', async () => {
      try {
        const url = await load();
        const link = document.createElement('a');
        link.href = url;
        link.download = file.name;
        link.click();
        setTimeout(() => URL.revokeObjectURL(url), 60_000);
      } catch (error) {
        const isRefusal = error instanceof Refusal;
        say(this.#parts.connection, isRefusal ? error.message : words.noDownload);
        this.#tell('offload-error', { code: isRefusal ? error.code : 'download-failed', message: this.#parts.connection.textContent });
      }
    });
    if (isPicture) {
      load().then(
        (url) => {
          this.#urls.push(url);
          const picture = make('img', 'picture', { alt: '' });
          picture.src = url;
          button.prepend(picture);
        },
        () => {}, // Its name is there, and can be clicked.
      );
    }
    return button;
  }

  /** It can't be shown any more, and trying again does not help. */
  #refuse(code, message) {
    if (!this.#shown) {
      this.#parts.box.dataset.state = 'refused';
      say(this.#parts.state, words.refused);
      this.#parts.bar.classList.remove('unknown');
    }
    say(this.#parts.note, '');
    say(this.#parts.connection, message);
    this.#end();
    this.#tell('offload-error', { code, message });
  }

  #tell(name, detail) {
    this.dispatchEvent(new CustomEvent(name, { detail, bubbles: true, composed: true }));
  }
}

/** An answer after which trying again does not help. */
class Refusal extends Error {
  constructor(code, message) {
    super(message);
    this.code = code;
  }
}

/** Throws unless the answer has what was asked for. */
async function check(answer, token) {
  if (answer.status === 200) return;
  const problem = await answer.json().catch(() => ({}));
  if (answer.status === 401 && expiry(token) <= Date.now()) throw new Refusal('token-expired', words.expiredToken);
  if (answer.status >= 400 && answer.status < 500 && answer.status !== 429 && answer.status !== 408) {
    throw new Refusal(problem.code ?? `http-${answer.status}`, problem.detail ?? words.refused);
  }
  const wait = Number(answer.headers.get('Retry-After'));
  throw Object.assign(new Error(`status ${answer.status}`), { wait: wait > 0 ? wait * 1000 : 0 });
}

customElements.get('offload-progress') ?? customElements.define('offload-progress', OffloadProgress);
