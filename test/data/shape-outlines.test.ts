import { expect, test } from 'vitest';
import { outlines } from '#src/data/shape-outlines';

test('there are ten outlines, each with a name of its own', () => {
  expect(new Set(outlines.map(({ name }) => name)).size).toBe(10);
});

const step = 0.0193;
const grid = Array.from({ length: 209 }, (_, i) => (i - 104.3) * step); // about −2 … 2
const points = grid.flatMap((y) => grid.map((x) => [x, y] as const));

test.each(outlines)(
  '$name has the area of a unit disc, its centre of mass at 0, and its reach',
  ({ distance, reach }) => {
    const inside = points.filter(([x, y]) => distance(x, y) < 0);
    expect(inside.length * step * step).toBeGreaterThan(Math.PI * 0.98);
    expect(inside.length * step * step).toBeLessThan(Math.PI * 1.02);
    for (const axis of [0, 1] as const) {
      const mean = inside.reduce((sum, point) => sum + point[axis], 0) / inside.length;
      expect(Math.abs(mean)).toBeLessThan(0.03);
    }
    const farthest = Math.max(...inside.map(([x, y]) => Math.hypot(x, y)));
    expect(Math.abs(farthest - reach)).toBeLessThan(0.06);
  },
);

test.each(outlines)(
  'near its outline, $name grows by about what a point moves away',
  ({ distance }) => {
    // Half a pixel in images: there the distance decides how much of a pixel is covered.
    const near = points.filter(([x, y]) => Math.abs(distance(x, y)) < 0.05);
    const slopes = near.map(([x, y]) => {
      const dx = (distance(x + 1e-4, y) - distance(x - 1e-4, y)) / 2e-4;
      const dy = (distance(x, y + 1e-4) - distance(x, y - 1e-4)) / 2e-4;
      return Math.hypot(dx, dy);
    });
    const usual = slopes.filter((slope) => slope > 0.7 && slope < 1.2);
    expect(usual.length / slopes.length).toBeGreaterThan(0.95);
  },
);

test('no two outlines cover nearly the same, even turned', () => {
  const covered = (turn: number, k: number) => {
    const [cos, sin] = [Math.cos(turn), Math.sin(turn)];
    return points.map(([x, y]) => outlines[k].distance(cos * x + sin * y, cos * y - sin * x) < 0);
  };
  const upright = outlines.map((_, k) => covered(0, k));
  for (let k = 0; k < outlines.length; k++) {
    for (let turn = -1; turn <= 1; turn += 0.25) {
      const turned = covered(turn, k);
      for (const [other, still] of upright.entries()) {
        if (other === k) continue;
        const both = turned.filter((inside, i) => inside && still[i]).length;
        const either = turned.filter((inside, i) => inside || still[i]).length;
        expect(both / either).toBeLessThan(0.9);
      }
    }
  }
});
