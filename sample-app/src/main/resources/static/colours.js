const COLOURS = 8;
const FIRST = 5; // blue for node-8080

/** The same colour for the same node on every page: neighbouring names get different ones. */
export function ownerColour(node) {
  if (!node) {
    return 'var(--control-line)';
  }
  const sum = [...node].reduce((total, character) => total + character.codePointAt(0), 0);
  return `var(--node-${(sum + FIRST) % COLOURS})`;
}
