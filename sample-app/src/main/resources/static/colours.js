const COLOURS = 8;

/** The same colour for the same node on every page: neighbouring names get different ones. */
export function ownerColour(node) {
  if (!node) {
    return 'var(--control-line)';
  }
  const sum = [...node].reduce((total, character) => total + character.codePointAt(0), 0);
  return `var(--node-${sum % COLOURS})`;
}
