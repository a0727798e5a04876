/**
 * How far a point lies outside an outline; negative inside. Right near the outline, where pixels are
 * half covered; of the right sign everywhere. x to the right, y down.
 */
type Distance = (x: number, y: number) => number;

const length = (x: number, y: number) => Math.sqrt(x * x + y * y);
const { abs, max, min } = Math;

const tips = Array.from({ length: 5 }, (_, i) => {
  const angle = (2 * Math.PI * i) / 5;
  return [Math.sin(angle), -Math.cos(angle)] as const;
});

/** A point of a pentagram is on the inner side of at least four of its five lines. */
const star: Distance = (x, y) => {
  let [first, second] = [-Infinity, -Infinity];
  for (const [nx, ny] of tips) {
    const beyond = nx * x + ny * y;
    if (beyond > first) [first, second] = [beyond, first];
    else if (beyond > second) second = beyond;
  }
  return second - 0.4;
};

/** A square that stands on a corner, and a half disc on each of its upper sides. */
const heart: Distance = (x, y) => {
  const u = (y + x) * Math.SQRT1_2;
  const v = (y - x) * Math.SQRT1_2;
  return min(max(abs(u), abs(v)), length(u, v + 0.6), length(u + 0.6, v)) - 0.6;
};

const arrow: Distance = (x, y) => {
  const head = max(y, 0.785 * abs(x) - 0.62 * (y + 1));
  const shaft = max(abs(x) - 0.25, abs(y - 0.5) - 0.55);
  return min(head, shaft);
};

const distances = {
  circle: (x, y) => length(x, y) - 1,
  square: (x, y) => max(abs(x), abs(y)) - 1,
  triangle: (x, y) => max(y, 0.866 * abs(x) - 0.5 * y) - 0.6,
  star,
  cross: (x, y) => max(max(abs(x), abs(y)) - 1, min(abs(x), abs(y)) - 0.34),
  ring: (x, y) => abs(length(x, y) - 0.8) - 0.24,
  heart,
  moon: (x, y) => max(length(x, y) - 1, 0.85 - length(x - 0.6, y)),
  arrow,
  hourglass: (x, y) => max(abs(y) - 0.9, 0.8 * (abs(x) - 0.1 - 0.75 * abs(y))),
} satisfies Record<string, Distance>;

/** One of the classes: an outline about its centre of mass, as large in area as a disc of radius 1. */
export interface Outline {
  name: keyof typeof distances;
  distance: Distance;
  /** How far the outline reaches from its centre. */
  reach: number;
}

/** The ten classes, by label. */
export const outlines: readonly Outline[] = Object.entries(distances).map(([name, distance]) =>
  normalised(name as Outline['name'], distance),
);

/** Neither the size of a shape nor where its mass lies shall tell its class: both are made the same. */
function normalised(name: Outline['name'], distance: Distance): Outline {
  const step = 1 / 32;
  let [mass, x, y] = [0, 0, 0];
  const covered: [u: number, v: number][] = [];
  for (let v = step / 2 - 2; v < 2; v += step) {
    for (let u = step / 2 - 2; u < 2; u += step) {
      const cover = min(1, 0.5 - distance(u, v) / step); // a cell on the edge counts in part
      if (cover <= 0) continue;
      covered.push([u, v]);
      [mass, x, y] = [mass + cover, x + cover * u, y + cover * v];
    }
  }
  const [cx, cy] = [x / mass, y / mass];
  const scale = Math.sqrt(Math.PI / (mass * step * step)); // to the area of a unit disc
  const reach = scale * max(...covered.map(([u, v]) => length(u - cx, v - cy)));
  return {
    name,
    distance: (u, v) => scale * distance(u / scale + cx, v / scale + cy),
    reach,
  };
}
