import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64';
import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { mersenne } from 'pure-rand/generator/mersenne';

/** A seeded source of random numbers: the same seed gives the same sequence on every machine. */
export interface Random {
  /** A float64 drawn uniformly from [0, 1). */
  uniform(): number;
  /** A float64 drawn from the standard normal distribution N(0, 1), by the Box–Muller transform. */
  normal(): number;
  /** An integer drawn uniformly from 0 … `below` − 1. */
  integer(below: number): number;
  /** The integers 0 … `length` − 1 in a random order (Fisher–Yates). */
  permutation(length: number): number[];
}

/**
 * @param seed - any 32-bit integer.
 * @returns a generator with its own state (Mersenne Twister).
 */
export function seededRandom(seed: number): Random {
  const generator = mersenne(seed);
  const uniform = () => uniformFloat64(generator);
  const integer = (below: number) => uniformInt(generator, 0, below - 1);
  let spare: number | undefined;

  function normal(): number {
    if (spare !== undefined) {
      const value = spare;
      spare = undefined;
      return value;
    }
    const radius = Math.sqrt(-2 * Math.log(1 - uniform())); // 1 − u lies in (0, 1]: the log is finite
    const angle = 2 * Math.PI * uniform();
    spare = radius * Math.sin(angle);
    return radius * Math.cos(angle);
  }

  function permutation(length: number): number[] {
    const order = Array.from({ length }, (_, i) => i);
    for (let i = length - 1; i > 0; i--) {
      const j = integer(i + 1);
      [order[i], order[j]] = [order[j], order[i]];
    }
    return order;
  }

  return { uniform, normal, integer, permutation };
}
