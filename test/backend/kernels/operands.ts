import { type Tensor, tensor } from '@tensorflow/tfjs';
import fc from 'fast-check';
import { type Random, seededRandom } from '#src/common/random';

/** The numbers of a tensor, on no backend yet. */
export interface Operand {
  shape: number[];
  values: Float32Array;
  /** Default `float32`. */
  dtype?: 'float32' | 'int32';
}

/**
 * What the numbers are like.
 *
 * - `quarters`: multiples of 1/4, of which sums of products are exact in float32, in any order. Two
 *   right kernels give the very same numbers.
 * - `wild`: quarters, many of them 0, with a few NaN and infinite ones among them. They still agree
 *   exactly: a NaN is a NaN, and an infinite sum has no rounding.
 * - `floats`: of many sizes. Two right kernels differ by what rounding explains.
 */
export type Kind = 'quarters' | 'wild' | 'floats';

/** Numbers for the operands of a case: the same again for the same draw. */
export interface Draw {
  kind: Kind;
  seed: number;
}

export function draws(...kinds: Kind[]): fc.Arbitrary<Draw> {
  return fc.record({ kind: fc.constantFrom(...kinds), seed: fc.nat(1_000_000) });
}

const quarter = ({ integer }: Random) => (integer(25) - 12) / 4;
const wild = (random: Random) => (random.integer(3) === 0 ? 0 : quarter(random));
const float = ({ normal, uniform }: Random) => normal() * 10 ** (4 * uniform() - 2);
const notFinite = [NaN, Infinity, -Infinity];

/** One operand for each shape. */
export function operands({ kind, seed }: Draw, ...shapes: (readonly number[])[]): Operand[] {
  const random = seededRandom(seed);
  const draw = { quarters: quarter, wild, floats: float }[kind];
  return shapes.map((shape) => {
    const values = new Float32Array(sizeOf(shape)).map(() => draw(random));
    if (kind === 'wild' && values.length > 0) {
      for (let left = random.integer(3); left >= 0; left--) {
        values[random.integer(values.length)] = notFinite[random.integer(3)];
      }
    }
    return { shape: [...shape], values };
  });
}

export function sizeOf(shape: readonly number[]): number {
  return shape.reduce((size, n) => size * n, 1);
}

export function toTensor({ shape, values, dtype = 'float32' }: Operand): Tensor {
  return tensor(values, shape, dtype);
}
