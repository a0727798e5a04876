import { seededRandom } from '../common/random.ts';

/**
 * From now on `Math.random` of this process gives the sequence of a seed. Only for a process that does nothing but train:
 * the dropout of TensorFlow.js takes its seeds from there, and given one of its own drops the same values in every step.
 */
export function seedChance(seed: number): void {
  Math.random = seededRandom(seed).uniform;
}
