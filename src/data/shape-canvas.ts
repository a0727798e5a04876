import type { Colour } from './shape-colours.ts';

/** Height and width of an image of shapes, in pixels; as in CIFAR-10. */
export const shapeSize = 32;

/** An image in the making: `[32, 32, 3]`, flattened; 0 dark … 1 bright. */
export type ShapeCanvas = Float32Array;

/** Where something is painted, in pixels. */
export interface Spot {
  x: number;
  y: number;
  /** It lies no farther than this from x and y. */
  reach: number;
}

/**
 * Paints over what is there; the edge is soft, over one pixel.
 *
 * @param distance - from a point to the edge, in pixels; negative inside. The point is given from the spot's centre.
 * @param across - how much brighter the colour becomes for each pixel to the right.
 * @param down - and for each pixel down.
 */
export function paint(
  canvas: ShapeCanvas,
  { x, y, reach }: Spot,
  distance: (dx: number, dy: number) => number,
  [red, green, blue]: Colour,
  across: number,
  down: number,
): void {
  const left = Math.max(0, Math.floor(x - reach - 1));
  const right = Math.min(shapeSize - 1, Math.ceil(x + reach));
  const top = Math.max(0, Math.floor(y - reach - 1));
  const bottom = Math.min(shapeSize - 1, Math.ceil(y + reach));
  for (let row = top; row <= bottom; row++) {
    const dy = row + 0.5 - y;
    for (let column = left; column <= right; column++) {
      const dx = column + 0.5 - x;
      const cover = Math.min(1, 0.5 - distance(dx, dy));
      if (cover <= 0) continue;
      const light = 1 + across * dx + down * dy;
      const at = (row * shapeSize + column) * 3;
      canvas[at] += cover * (red * light - canvas[at]);
      canvas[at + 1] += cover * (green * light - canvas[at + 1]);
      canvas[at + 2] += cover * (blue * light - canvas[at + 2]);
    }
  }
}
