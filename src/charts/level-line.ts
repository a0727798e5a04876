/** A straight piece of a level line: from (`x1`, `y1`) to (`x2`, `y2`), fractions of the rectangle. */
export interface Segment {
  x1: number;
  y1: number;
  x2: number;
  y2: number;
}

/**
 * Where a function sampled in the middles of equal cells crosses a level: marching squares, straight
 * between samples, and level from the outermost samples to the edge of the rectangle. No line is
 * drawn beside a sample that is not a number.
 *
 * @param samples - `[row][column]`; row 0 lies at y = 0, column 0 at x = 0.
 */
export function levelLine(samples: readonly (readonly number[])[], level: number): Segment[] {
  const rows = samples.length;
  const columns = samples[0]?.length ?? 0;
  const clamp = (i: number, count: number) => Math.min(count - 1, Math.max(0, i));
  const at = (i: number, count: number) => Math.min(1, Math.max(0, (i + 0.5) / count));
  const value = (row: number, column: number) =>
    samples[clamp(row, rows)][clamp(column, columns)] - level;

  const segments: Segment[] = [];
  if (columns === 0) return segments;
  for (let row = -1; row < rows; row++) {
    for (let column = -1; column < columns; column++) {
      // the corners, around the square
      const corners = [
        [row, column],
        [row, column + 1],
        [row + 1, column + 1],
        [row + 1, column],
      ].map(([r, c]) => ({ x: at(c, columns), y: at(r, rows), v: value(r, c) }));
      if (corners.some(({ v }) => Number.isNaN(v))) continue;
      const crossings = corners.flatMap((a, i) => {
        const b = corners[(i + 1) % 4];
        if (a.v >= 0 === b.v >= 0) return [];
        const part = a.v / (a.v - b.v);
        return [{ x: a.x + part * (b.x - a.x), y: a.y + part * (b.y - a.y) }];
      });
      // two crossings, or four at a saddle: there each pairs with its neighbour
      for (let i = 0; i + 1 < crossings.length; i += 2) {
        const [a, b] = [crossings[i], crossings[i + 1]];
        segments.push({ x1: a.x, y1: a.y, x2: b.x, y2: b.y });
      }
    }
  }
  return segments;
}
