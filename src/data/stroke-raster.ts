import type { Curve, Point } from './stroke-shapes.ts';

/** A point of the drawn line, in pixels, and how far the ink reaches from it. */
export interface Dot {
  x: number;
  y: number;
  radius: number;
}

const softness = 1.3; // pixels from full ink to none at the edge of a line

/**
 * @param curve - at least two points.
 * @returns points along the Catmull–Rom spline through them, both ends included.
 */
export function smooth(curve: Curve, pieces = 6): Point[] {
  const at = (i: number) => curve[Math.min(Math.max(i, 0), curve.length - 1)];
  const points: Point[] = [curve[0]];
  for (let i = 0; i + 1 < curve.length; i++) {
    for (let piece = 1; piece <= pieces; piece++) {
      const t = piece / pieces;
      const [a, b, c, d] = [at(i - 1), at(i), at(i + 1), at(i + 2)];
      points.push([spline(a[0], b[0], c[0], d[0], t), spline(a[1], b[1], c[1], d[1], t)]);
    }
  }
  return points;
}

/** Catmull–Rom: from `b` (t = 0) to `c` (t = 1), leaving b along c − a and reaching c along d − b. */
function spline(a: number, b: number, c: number, d: number, t: number): number {
  const bend = (2 * a - 5 * b + 4 * c - d) * t + (3 * b - a - 3 * c + d) * t * t;
  return b + 0.5 * t * (c - a + bend);
}

/**
 * Inks a line of dots into an image, keeping whatever is darker: ink over ink is not darker than ink.
 *
 * @param ink - `[size, size]`, 0 no ink … 1 full ink; changed in place.
 */
export function drawLine(ink: Float64Array, size: number, dots: readonly Dot[]): void {
  for (let i = 0; i + 1 < dots.length; i++) drawSegment(ink, size, dots[i], dots[i + 1]);
}

function drawSegment(ink: Float64Array, size: number, from: Dot, to: Dot): void {
  const reach = Math.max(from.radius, to.radius) + softness;
  const first = (a: number, b: number) => Math.max(0, Math.floor(Math.min(a, b) - reach));
  const last = (a: number, b: number) => Math.min(size - 1, Math.ceil(Math.max(a, b) + reach));
  const [dx, dy] = [to.x - from.x, to.y - from.y];
  const squaredLength = dx * dx + dy * dy || 1;
  for (let row = first(from.y, to.y); row <= last(from.y, to.y); row++) {
    for (let column = first(from.x, to.x); column <= last(from.x, to.x); column++) {
      const [px, py] = [column + 0.5 - from.x, row + 0.5 - from.y]; // to the pixel's centre
      const t = Math.min(1, Math.max(0, (px * dx + py * dy) / squaredLength));
      const [ex, ey] = [px - t * dx, py - t * dy];
      const distance = Math.sqrt(ex * ex + ey * ey);
      const radius = from.radius + t * (to.radius - from.radius);
      const cover = Math.min(1, Math.max(0, (radius - distance) / softness + 0.5));
      const pixel = row * size + column;
      if (cover > ink[pixel]) ink[pixel] = cover;
    }
  }
}
