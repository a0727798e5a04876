/** Points as a person writes them: `12`, `4.5`, `30.25`; never more than two decimals. */
export function pointText(points: number): string {
  return String(Number(points.toFixed(2)));
}

/** `1 point`, `4.5 points`. */
export function pointsText(points: number): string {
  return `${pointText(points)} ${points === 1 ? 'point' : 'points'}`;
}

/** `1 law`, `2 laws`. */
export function count(n: number, noun: string): string {
  return `${n} ${noun}${n === 1 ? '' : 's'}`;
}
