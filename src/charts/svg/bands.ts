/** The numbers 0 … `count` − 1: the places of a band scale. */
export const places = (count: number): number[] => Array.from({ length: count }, (_, i) => i);

/** A scale of `count` bands of equal size from `start` on, `length` pixels in all, without an axis. */
export function bands(count: number, start: number, length: number) {
  return {
    type: 'band',
    domain: places(count),
    range: [start, start + length],
    padding: 0,
    axis: null,
  } as const;
}
