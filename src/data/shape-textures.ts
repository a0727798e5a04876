import { seededRandom } from '../common/random.ts';
import type { Random } from '../common/random.ts';
import { shapeSize } from './shape-canvas.ts';
import type { ShapeCanvas } from './shape-canvas.ts';
import type { Colour } from './shape-colours.ts';

/** A pattern over the image: 0 … 1 at each pixel. */
type Pattern = (x: number, y: number) => number;

const steps = 256; // of a period
const wave = Float32Array.from(
  { length: steps },
  (_, i) => 0.5 + 0.5 * Math.sin((2 * Math.PI * i) / steps),
);

/** Waves of 5 to 18 pixels in any direction. */
function grating(random: Random): Pattern {
  const angle = 2 * Math.PI * random.uniform();
  const period = 5 + 13 * random.uniform();
  const [fx, fy] = [(steps * Math.cos(angle)) / period, (steps * Math.sin(angle)) / period];
  const phase = steps * random.uniform() + 64 * steps; // never negative within the image
  return (x, y) => wave[(fx * x + fy * y + phase) & (steps - 1)];
}

/** Two gratings across each other. */
function weave(random: Random): Pattern {
  const [a, b] = [grating(random), grating(random)];
  return (x, y) => (a(x, y) + b(x, y)) / 2;
}

/** A grating with hard edges. */
function stripes(random: Random): Pattern {
  const smooth = grating(random);
  return (x, y) => Math.min(1, Math.max(0, 4 * smooth(x, y) - 1.5));
}

const lattice = 6; // random values along each side of the image

/** Random values, and what lies smoothly between them. */
function blotches(random: Random): Pattern {
  const values = Float32Array.from({ length: (lattice + 1) ** 2 }, () => random.uniform());
  return (x, y) => {
    const [u, v] = [(x * lattice) / shapeSize, (y * lattice) / shapeSize];
    const [column, row] = [Math.floor(u), Math.floor(v)];
    const [s, t] = [u - column, v - row];
    const at = row * (lattice + 1) + column;
    const above = values[at] + s * (values[at + 1] - values[at]);
    const below =
      values[at + lattice + 1] + s * (values[at + lattice + 2] - values[at + lattice + 1]);
    return above + t * (below - above);
  };
}

const patterns = [grating, weave, stripes, blotches];

/** Covers the canvas with a random pattern of two colours. */
export function paintTexture(
  canvas: ShapeCanvas,
  [from, to]: readonly [Colour, Colour],
  random: Random,
): void {
  const pattern = patterns[random.integer(patterns.length)](random);
  const [red, green, blue] = [to[0] - from[0], to[1] - from[1], to[2] - from[2]];
  for (let y = 0, at = 0; y < shapeSize; y++) {
    for (let x = 0; x < shapeSize; x++, at += 3) {
      const t = pattern(x, y);
      canvas[at] = from[0] + t * red;
      canvas[at + 1] = from[1] + t * green;
      canvas[at + 2] = from[2] + t * blue;
    }
  }
}

// Drawn once: a random number for every level of every image would take most of the time.
const grainLength = 1 << 14;
const grainSource = seededRandom(1);
const grain = Float32Array.from({ length: grainLength }, () => grainSource.normal());

/**
 * Lights the scene from one side, adds the grain of a camera, and turns 0 … 1 into levels 0 … 255.
 *
 * @param levels - `[32, 32, 3]`, flattened; overwritten. What is too dark or too bright is cut off.
 */
export function develop(canvas: ShapeCanvas, levels: Uint8ClampedArray, random: Random): void {
  const angle = 2 * Math.PI * random.uniform();
  const slope = (0.35 * random.uniform()) / shapeSize;
  const [across, down] = [slope * Math.cos(angle), slope * Math.sin(angle)];
  const middle = 0.8 + 0.35 * random.uniform() - (across + down) * (shapeSize / 2);
  const strength = 255 * (0.015 + 0.045 * random.uniform());
  const start = random.integer(grainLength);
  for (let y = 0, at = 0; y < shapeSize; y++) {
    for (let x = 0; x < shapeSize; x++) {
      const light = 255 * (middle + across * x + down * y);
      for (const end = at + 3; at < end; at++) {
        levels[at] = canvas[at] * light + strength * grain[(start + at) & (grainLength - 1)];
      }
    }
  }
}
