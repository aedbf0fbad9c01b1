const WIDTH = 120;
const HEIGHT = 36;
const SLOTS = 60;

/** Draws prices as a line with the area below; the newest is at the right edge. */
export function draw(svg, prices) {
  const line = points(prices).map(([x, y], index) => `${index ? 'L' : 'M'}${x.toFixed(1)} ${y.toFixed(1)}`).join('');
  const left = WIDTH - (prices.length - 1) * (WIDTH / (SLOTS - 1));
  svg.querySelector('.line').setAttribute('d', line);
  svg.querySelector('.area').setAttribute('d', line && `${line}L${WIDTH} ${HEIGHT}L${left.toFixed(1)} ${HEIGHT}Z`);
}

function points(prices) {
  const low = Math.min(...prices);
  const range = Math.max(...prices) - low || 1;
  const step = WIDTH / (SLOTS - 1);
  return prices.map((price, index) => [
    WIDTH - (prices.length - 1 - index) * step,
    HEIGHT - 3 - ((price - low) / range) * (HEIGHT - 6),
  ]);
}
