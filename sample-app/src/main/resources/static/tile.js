import { ownerColour } from './colours.js';
import { draw } from './sparkline.js';

const LENGTH = 60;
const count = new Intl.NumberFormat('en');

/** One instrument. Touches the document only where something has changed. */
export class Tile {
  constructor(name, crash) {
    this.root = document.getElementById('tile-template').content.firstElementChild.cloneNode(true);
    this.prices = [];
    this.incarnation = 0;
    this.root.dataset.name = name;
    this.find('h3').textContent = name;
    const button = this.find('.crash');
    button.setAttribute('aria-label', `Crash ${name}`);
    button.title = 'Makes the feed throw an exception; the supervisor starts it again';
    button.addEventListener('click', crash);
  }

  find(selector) {
    return this.root.querySelector(selector);
  }

  write(selector, text) {
    const target = this.find(selector);
    if (target.textContent !== text) {
      target.textContent = text;
    }
    return target;
  }

  show(data, whole) {
    this.showPrices(data, whole);
    this.root.style.setProperty('--owner', ownerColour(data.node));
    this.write('.owner-name', data.node ?? '–');
    this.write('.status', data.status).classList.toggle('unwell', data.status !== 'running');
    this.write('.ticks dd', count.format(data.ticks));
    this.write('.gap dd', data.gapMs === null ? '–' : `${count.format(data.gapMs)} ms`);
    this.showIncarnation(data.incarnation, whole);
  }

  showPrices(data, whole) {
    this.prices = whole ? data.prices : [...this.prices, ...data.prices].slice(-LENGTH);
    const last = this.prices.at(-1);
    const previous = this.prices.at(-2) ?? last;
    this.write('.price', data.price === null ? '–' : data.price.toFixed(data.decimals));
    const move = this.write('.move', last > previous ? '▲' : last < previous ? '▼' : '');
    move.className = `move ${last > previous ? 'up' : 'down'}`;
    draw(this.find('.sparkline'), this.prices);
  }

  /** Incarnations are long and alike at the beginning: the end is enough to see a change. */
  showIncarnation(incarnation, whole) {
    if (incarnation === this.incarnation) {
      return;
    }
    this.write('.incarnation dd', `…${String(incarnation).slice(-5)}`);
    this.find('.incarnation').title = `Incarnation ${incarnation}`;
    if (!whole && this.incarnation) {
      this.root.classList.remove('changed');
      void this.root.offsetWidth; // lets the animation begin anew
      this.root.classList.add('changed');
    }
    this.incarnation = incarnation;
  }
}
