import { ask, post } from './actions.js';
import { ownerColour } from './colours.js';
import { Tile } from './tile.js';

const PATIENCE_MILLIS = 60_000;
const tiles = new Map();
const element = (id) => document.getElementById(id);
let lastWall = { node: '', nodes: [] };
let awaitedNodes = 0;
let awaitedTimer = 0;

function show(wall, whole) {
  lastWall = wall;
  element('running').textContent = wall.running;
  element('instruments').textContent = wall.instruments;
  element('node-count').textContent = wall.nodes.length;
  element('longest-gap').textContent = wall.maxGapMs ?? '–';
  element('longest-gap-unit').hidden = wall.maxGapMs === null;
  element('duplicates').textContent = wall.duplicates;
  element('duplicates-figure').classList.toggle('wrong', wall.duplicates > 0);
  document.title = `Ticker Wall · ${wall.node}`;
  showNodes(wall);
  for (const data of wall.tiles) {
    tileOf(data.name).show(data, whole);
  }
}

function tileOf(name) {
  let tile = tiles.get(name);
  if (!tile) {
    tile = new Tile(name, () => tell(post(`api/children/${name}/crash`)));
    tiles.set(name, tile);
    element('tiles').append(tile.root);
  }
  return tile;
}

/** Keeps the cards of the nodes that are still there, so that the keyboard focus stays where it was. */
function showNodes(wall) {
  const list = element('nodes');
  const seen = new Set(wall.nodes.map((node) => node.id));
  for (const card of [...list.children]) {
    if (!seen.has(card.dataset.id)) {
      card.remove();
    }
  }
  for (const node of wall.nodes) {
    const card = list.querySelector(`[data-id="${CSS.escape(node.id)}"]`) ?? addCard(list, node);
    showNode(card, node);
  }
  if (awaitedNodes && wall.nodes.length >= awaitedNodes) {
    awaitNoNode();
    notice('');
  }
}

function addCard(list, node) {
  const card = element('node-template').content.firstElementChild.cloneNode(true);
  card.dataset.id = node.id;
  card.style.setProperty('--owner', ownerColour(node.name));
  for (const button of card.querySelectorAll('button')) {
    button.addEventListener('click', () => end(node, button.dataset.command));
    button.setAttribute('aria-label', `${button.textContent} ${node.name}`);
  }
  list.append(card);
  return card;
}

function showNode(card, node) {
  const name = card.querySelector('.node-name');
  const linked = node.port > 0 && !node.local;
  if (linked !== (name.firstElementChild !== null) || !name.textContent) {
    name.replaceChildren(linked ? pageLink(node) : node.name);
  }
  const words = [`${node.children} ${node.children === 1 ? 'feed' : 'feeds'}`];
  if (node.local) {
    words.push('this page');
  }
  if (node.draining) {
    words.push('leaving');
  }
  const detail = words.join(' · ');
  const text = card.querySelector('.node-detail');
  if (text.textContent !== detail) {
    text.textContent = detail;
  }
}

function pageLink(node) {
  const link = document.createElement('a');
  link.href = `${location.protocol}//${location.hostname}:${node.port}/`;
  link.textContent = node.name;
  return link;
}

async function end(node, command) {
  if (node.local && !(await confirmed(node, command))) {
    return;
  }
  await tell(post(`api/nodes/${encodeURIComponent(node.id)}/${command}`));
}

function confirmed(node, command) {
  const verb = command === 'stop' ? 'Stop' : 'Kill';
  return ask(
    `${verb} ${node.name}?`,
    'It serves this page. Its feeds go on elsewhere, and the page of another node shows them.',
    `${verb} it`,
  );
}

async function addNode() {
  const button = element('add-node');
  button.disabled = true;
  try {
    const started = await post('api/nodes');
    awaitNode(started);
  } catch (problem) {
    notice(problem.message);
  } finally {
    button.disabled = false;
  }
}

/** Presses in quick succession wait for as many nodes. */
function awaitNode(started) {
  awaitedNodes = Math.max(awaitedNodes, lastWall.nodes.length) + 1;
  notice(`A node starts as process ${started.pid}; it takes some seconds. Its log: ${started.log}`);
  clearTimeout(awaitedTimer);
  awaitedTimer = setTimeout(() => {
    awaitNoNode();
    notice(`The node has not come. Why is in its log: ${started.log}`);
  }, PATIENCE_MILLIS);
}

function awaitNoNode() {
  awaitedNodes = 0;
  clearTimeout(awaitedTimer);
}

async function tell(request) {
  try {
    await request;
  } catch (problem) {
    notice(problem.message);
  }
}

function notice(text, links = []) {
  const box = element('notice');
  box.hidden = !text;
  box.classList.toggle('lost', links.length > 0);
  box.replaceChildren(text, ...links);
}

function connected() {
  if (document.body.classList.contains('lost')) {
    document.body.classList.remove('lost');
    enableButtons(true);
    notice('');
  }
  element('link').dataset.state = 'live';
  element('link').textContent = 'live';
}

function disconnected() {
  if (document.body.classList.contains('lost')) {
    return;
  }
  document.body.classList.add('lost');
  enableButtons(false);
  element('link').dataset.state = 'lost';
  element('link').textContent = 'connection lost';
  awaitNoNode();
  const others = lastWall.nodes.filter((node) => !node.local && node.port > 0);
  const text = `${lastWall.node || 'The node'} does not answer; trying again.`;
  notice(others.length ? `${text} The other nodes:` : text, others.map(pageLink));
}

function enableButtons(enabled) {
  for (const button of document.querySelectorAll('main button')) {
    button.disabled = !enabled;
  }
}

/** The browser reconnects by itself unless the server answers with an error: then a new source has to be made. */
function listen() {
  const events = new EventSource('events');
  events.addEventListener('snapshot', (event) => {
    connected();
    show(JSON.parse(event.data), true);
  });
  events.addEventListener('change', (event) => show(JSON.parse(event.data), false));
  events.addEventListener('error', () => {
    disconnected();
    if (events.readyState === EventSource.CLOSED) {
      setTimeout(listen, 2000);
    }
  });
}

element('add-node').addEventListener('click', addNode);
listen();
