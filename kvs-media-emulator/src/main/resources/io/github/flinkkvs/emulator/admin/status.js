'use strict';

const EVERY_MILLIS = 1000;
const PICTURE_EVERY_MILLIS = 2000;
const PICTURE_RETRY_MILLIS = 20000;
const MANY_STREAMS = 9;
const PRESETS = [
  ['End sessions', 'end'],
  ['Reset sessions', 'end how=reset'],
  ['Stall', 'stall'],
  ['Slow', 'slow rate=20000'],
  ['Trickle', 'trickle'],
  ['Garbage', 'garbage times=1'],
  ['Next call fails', 'http-error status=500 times=1'],
  ['Forget oldest', 'expire'],
  ['Producer dies', 'kill-producer'],
];

const find = (selector, root = document) => root.querySelector(selector);
const cards = new Map();
let kinds = [];
let status = null;
let lastAnswer = null;

function element(name, className, text) {
  const node = document.createElement(name);
  node.className = className;
  node.textContent = text;
  return node;
}

function show(node, visible) {
  node.hidden = !visible;
}

function setText(node, text) {
  if (node.textContent !== text) {
    node.textContent = text;
  }
}

function size(bytes) {
  const units = ['B', 'kB', 'MB', 'GB', 'TB'];
  let value = bytes;
  let unit = 0;
  while (value >= 999.5 && unit < units.length - 1) {
    value /= 1000;
    unit++;
  }
  return `${unit === 0 || value >= 100 ? Math.round(value) : value.toFixed(1)} ${units[unit]}`;
}

function age(seconds) {
  const s = Math.max(0, Math.round(seconds));
  if (s < 100) {
    return `${s} s`;
  }
  if (s < 6000) {
    return `${Math.floor(s / 60)} min ${s % 60} s`;
  }
  return s < 172800
    ? `${Math.floor(s / 3600)} h ${Math.floor(s / 60) % 60} min`
    : `${Math.floor(s / 86400)} days`;
}

function many(count, what) {
  return `${count.toLocaleString('en')} ${what}${count === 1 ? '' : 's'}`;
}

function from(session) {
  const words = {NOW: 'now', EARLIEST: 'earliest', FRAGMENT_NUMBER: 'after',
    SERVER_TIMESTAMP: 'server', PRODUCER_TIMESTAMP: 'producer', CONTINUATION_TOKEN: 'token'};
  const word = words[session.startSelector] || session.startSelector;
  const value = session.startSelectorValue;
  const short = value.length > 12 && !value.includes('T') ? `…${value.slice(-8)}` : value;
  return `${word} ${short}`.trim();
}

function rows(body, list, toCells) {
  body.replaceChildren(...list.map((item) => {
    const row = document.createElement('tr');
    for (const [text, className, title] of toCells(item)) {
      const cell = element('td', className || '', text);
      if (title) {
        cell.title = title;
      }
      row.append(cell);
    }
    return row;
  }));
}

async function call(method, path, body) {
  const options = {method, headers: {'Content-Type': 'application/json'}};
  if (body) {
    options.body = JSON.stringify(body);
  }
  const response = await fetch(path, options);
  const answer = await response.json();
  if (!response.ok) {
    throw new Error(answer.error || `${response.status}`);
  }
  return answer;
}

function path(name, what) {
  return `streams/${encodeURIComponent(name)}/${what}`;
}

/** Does something from a card and says there what came of it. */
async function act(card, method, what, body, tell) {
  const note = find('.answer', card);
  try {
    const answer = await call(method, path(card.dataset.stream, what), body);
    setText(note, tell(answer));
    note.classList.remove('bad');
  } catch (e) {
    setText(note, e.message);
    note.classList.add('bad');
  }
  show(note, true);
  refresh();
}

function inject(card, fault) {
  act(card, 'POST', 'faults', {fault}, (answer) =>
    answer.struck > 0 ? `'${fault}' struck ${answer.struck}` : `'${fault}' injected`);
}

function newCard(stream) {
  const card = find('#card').content.cloneNode(true).firstElementChild;
  card.dataset.stream = stream.name;
  setText(find('.name', card), stream.name);
  find('.name', card).title = stream.arn;
  for (const [label, fault] of PRESETS) {
    const button = element('button', '', label);
    button.type = 'button';
    button.title = fault;
    button.addEventListener('click', () => inject(card, fault));
    find('.presets', card).append(button);
  }
  const form = find('form', card);
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    inject(card, form.elements.fault.value);
  });
  form.elements.fault.addEventListener('input', () => {
    const word = form.elements.fault.value.trim().split(' ')[0];
    const kind = kinds.find((k) => k.usage.split(' ')[0] === word);
    setText(find('.usage', card), kind ? `${kind.usage} — ${kind.summary}` : '');
  });
  find('.add', card).addEventListener('click', () =>
    act(card, 'POST', 'cameras', {}, (answer) => `${many(answer.cameras, 'camera')} now`));
  find('.stop', card).addEventListener('click', () =>
    act(card, 'DELETE', 'cameras', null, () => 'The cameras stop at the end of their fragment'));
  seen.observe(card);
  return card;
}

/** Only pictures that can be seen are asked for. */
const seen = new IntersectionObserver((entries) => {
  for (const entry of entries) {
    entry.target.inSight = entry.isIntersecting;
    updatePicture(entry.target);
  }
});

function updatePicture(card) {
  const last = card.lastFragment;
  const due = Date.now() >= (card.nextPictureAt || 0);
  if (!last || !card.inSight || card.loading || card.picture === last.number || !due) {
    return;
  }
  card.picture = last.number;
  card.nextPictureAt = Date.now() + PICTURE_EVERY_MILLIS;
  card.loading = true;
  const next = new Image();
  next.alt = `Last key frame of ${card.dataset.stream}`;
  next.addEventListener('load', () => {
    find('.picture', card).replaceChildren(next);
    card.loading = false;
  });
  next.addEventListener('error', () => {
    const none = find('.none', card);
    if (none) {
      setText(none, 'no picture of this codec');
    }
    card.nextPictureAt = Date.now() + PICTURE_RETRY_MILLIS;
    card.loading = false;
  });
  next.src = path(card.dataset.stream, `preview?fragment=${last.number}`);
}

function facts(stream, now) {
  const last = stream.lastFragment;
  const kept = `${many(stream.fragments, 'fragment')}, ${size(stream.bytes)}`;
  const retention = stream.retentionHours === 0 ? 'no retention'
    : `${many(stream.retentionHours, 'hour')} of retention`;
  if (!last) {
    return `Empty: nothing has arrived yet · ${retention}`;
  }
  const rate = last.seconds > 0
    ? ` · ${size(last.bytes / last.seconds)}/s, ${Math.round(last.frames / last.seconds)} frames/s`
    : '';
  const behind = age((now - Date.parse(stream.lastServerTimestamp)) / 1000);
  return `Last fragment ${behind} ago${rate} · ${kept} · ${retention}`;
}

function isLive(stream, now) {
  const last = stream.lastFragment;
  return Boolean(last)
    && now - Date.parse(stream.lastServerTimestamp) < (2 * last.seconds + 3) * 1000;
}

function updateFaults(node, label, faults, clear) {
  const key = JSON.stringify(faults);
  show(node, faults.length > 0);
  if (node.dataset.key === key) {
    return;
  }
  node.dataset.key = key;
  const button = element('button', '', 'Clear');
  button.type = 'button';
  button.addEventListener('click', clear);
  node.replaceChildren(label, ...faults.map((f) =>
    element('span', 'fault', f.struck > 0 ? `${f.fault} · struck ${f.struck}` : f.fault)), button);
}

function updateCard(card, stream, now) {
  card.lastFragment = stream.lastFragment;
  card.classList.toggle('live', isLive(stream, now));
  setText(find('.facts', card), facts(stream, now));
  show(find('.uploads', card), stream.uploads.length > 0);
  setText(find('.uploads', card), stream.uploads.map((upload) =>
    `PutMedia for ${age(upload.ageSeconds)}: ${size(upload.bytesReceived)} in`
    + ` ${many(upload.fragmentsReceived, 'fragment')}, ${size(upload.bytesPerSecond)}/s`).join(' · '));
  show(find('.sessions-none', card), stream.sessions.length === 0);
  show(find('table', card), stream.sessions.length > 0);
  rows(find('tbody', card), stream.sessions, (session) => [
    [from(session), '', `${session.startSelector} ${session.startSelectorValue}\n${session.requestId}`],
    [age(session.ageSeconds), 'number'],
    [size(session.bytesSent), 'number'],
    [`${size(session.bytesPerSecond)}/s`, 'number'],
  ]);
  updateFaults(find('.faults', card), '', stream.faults, () =>
    act(card, 'DELETE', 'faults', null, () => 'No fault any more'));
  find('.stop', card).disabled = stream.cameras === 0;
  updatePicture(card);
}

function updateStreams(now) {
  const wanted = find('#search input').value.trim().toLowerCase();
  const alive = new Set();
  for (const stream of status.streams) {
    alive.add(stream.arn);
    let card = cards.get(stream.arn);
    if (!card) {
      card = newCard(stream);
      cards.set(stream.arn, card);
      find('#streams').append(card);
    }
    show(card, stream.name.toLowerCase().includes(wanted));
    updateCard(card, stream, now);
  }
  for (const [arn, card] of cards) {
    if (!alive.has(arn)) {
      seen.unobserve(card);
      card.remove();
      cards.delete(arn);
    }
  }
}

function updateTotals(totals) {
  const list = [
    [totals.streams.toLocaleString('en'), totals.streams === 1 ? 'stream' : 'streams'],
    [size(totals.bytes), 'stored'],
    [totals.openSessions.toLocaleString('en'), totals.openSessions === 1 ? 'session' : 'sessions'],
    [`${size(totals.bytesPerSecond)}/s`, 'sent'],
  ];
  find('#totals').replaceChildren(...list.map(([value, label]) => {
    const pair = document.createElement('div');
    pair.append(element('dt', '', label), element('dd', '', value));
    return pair;
  }));
}

function update() {
  const now = Date.parse(status.now);
  setText(find('#about'),
    `${status.endpoint} · version ${status.version} · up ${age(status.uptimeSeconds)}`);
  updateTotals(status.totals);
  show(find('#search'), status.streams.length >= MANY_STREAMS);
  show(find('#empty'), status.streams.length === 0);
  show(find('#limits'), true);
  updateStreams(now);
  updateFaults(find('#account-faults'), 'All calls:', status.faults, () =>
    call('DELETE', 'faults').then(refresh));
  show(find('#ended'), status.endedSessions.length > 0);
  rows(find('#ended tbody'), [...status.endedSessions].reverse(), (session) => [
    [session.stream],
    [new Date(session.openedAt).toLocaleTimeString()],
    [from(session), '', session.startSelectorValue],
    [size(session.bytesSent), 'number'],
    [session.outcome.toLowerCase().replaceAll('_', ' ')],
    [session.requestId, 'id'],
  ]);
  find('#limits ul').replaceChildren(...Object.entries(status.limits).map(([name, value]) => {
    const item = document.createElement('li');
    item.append(element('span', '', name), element('span', 'number', value.toLocaleString('en')));
    return item;
  }));
}

function updateCommands() {
  const json = "-H 'Content-Type: application/json'";
  const root = location.origin;
  setText(find('#camera-command'), `curl -X POST ${json} -d '{}' ${root}/emulator/streams/cam-1/cameras`);
  setText(find('#create-command'),
    'AWS_ACCESS_KEY_ID=test AWS_SECRET_ACCESS_KEY=test aws kinesisvideo create-stream \\\n'
    + `  --endpoint-url ${root} --region ${status.region} --stream-name my-stream --data-retention-in-hours 24`);
  setText(find('#limits-command'),
    `curl -X POST ${json} -d '{"get-media-connections":"off"}' ${root}/emulator/limits`);
}

function updateGone(gone) {
  show(find('#gone'), gone);
  document.body.classList.toggle('stale', gone);
  if (gone) {
    setText(find('#gone'), lastAnswer
      ? `The emulator has not answered since ${lastAnswer.toLocaleTimeString()}. What you see is as`
        + ' of then; this page goes on as soon as it is back.'
      : 'The emulator does not answer. This page goes on as soon as it does.');
  }
}

async function loadKinds() {
  kinds = (await call('GET', 'faults')).kinds;
  find('#fault-kinds').replaceChildren(...kinds.map((kind) => {
    const option = document.createElement('option');
    option.value = kind.usage.split(' ')[0];
    option.label = kind.usage;
    return option;
  }));
}

async function refresh() {
  try {
    status = await call('GET', 'status');
    if (kinds.length === 0) {
      await loadKinds();
    }
  } catch (e) {
    updateGone(true);
    return;
  }
  lastAnswer = new Date();
  updateGone(false);
  updateCommands();
  update();
}

async function refreshForEver() {
  for (;;) {
    if (!document.hidden || !status) {
      await refresh();
    }
    await new Promise((resolve) => setTimeout(resolve, EVERY_MILLIS));
  }
}

find('#first-camera').addEventListener('click', () =>
  call('POST', path('cam-1', 'cameras'), {}).then(refresh));
find('#search input').addEventListener('input', () => status && updateStreams(Date.parse(status.now)));
refreshForEver();
