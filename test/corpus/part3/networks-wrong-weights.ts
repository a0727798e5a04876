import * as tf from '@tensorflow/tfjs';
import { buildNetwork } from '../../../solutions/part3/networks.ts';
import { builder, named as wrong } from './layers.ts';

const { glorotUniform, heNormal, randomNormal, randomUniform } = tf.initializers;

/** Draws that the seed does not decide, or not all of them. */
export const wrongSeeds = [
  wrong('the seed is ignored', { kernel: () => glorotUniform({}) }),
  wrong('a seed for the first layer alone', {
    kernel: (seed, index) => glorotUniform(index === 0 ? { seed } : {}),
  }),
  wrong('the seed 1 where none is given', (name, options) =>
    builder()(name, { seed: 1, ...options }),
  ),
  wrong('the seed 0 draws without a seed', {
    kernel: (seed, index) => heNormal({ seed: seed * (index + 1) }),
  }),
  wrong('the seed −1 draws without a seed', {
    kernel: (seed, index) => heNormal({ seed: (seed + 1) * (index + 1) }),
  }),
];

/** Kernels or units that begin alike, weights that are shared, weights that are too large. */
export const wrongWeights = [
  wrong('the same seed for every layer', { kernel: (seed) => glorotUniform({ seed: seed + 1 }) }),
  wrong('seed times layer: all layers alike with the seed 0', {
    kernel: (seed, index) => glorotUniform({ seed: seed * (index + 1) }),
  }),
  wrong('weights of N(0, 1)', {
    kernel: (seed, index) => randomNormal({ mean: 0, stddev: 1, seed: 100 * seed + index + 1 }),
  }),
  wrong('levels 0 … 255 are expected: weights divided by nothing', {
    kernel: (seed, index) => randomUniform({ minval: -0.5, maxval: 0.5, seed: 100 * seed + index }),
  }),
  wrong('the same network for the same options', (...asked) => {
    const key = JSON.stringify(asked);
    const model = known.get(key) ?? buildNetwork(...asked);
    known.set(key, model);
    return model;
  }),
];

const known = new Map<string, tf.LayersModel>();
