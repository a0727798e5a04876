import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compare } from '#src/laws/compare';
import {
  flatWeights,
  gradientsOf,
  lossOf,
  type GradientCase,
} from '#src/laws/definitions/gradient-descent/first-layer-gradient';
import {
  gradientCases,
  quarterPixels,
} from '#src/laws/definitions/gradient-descent/first-layer-gradient-cases';
import { freeing, modelOf } from '#src/laws/tensors/models';
import type { Weights } from '#src/laws/tensors/model-spec';
import { tf } from '#src/laws/tensors/tensorflow';

/** Off the quarters, so that no sum that goes into a ReLU is 0, where there is no derivative. */
const shifted = gradientCases(quarterPixels).map((given): GradientCase => {
  let k = 0;
  const shift = (weight: Weights): Weights =>
    weight.map((w) => (typeof w === 'number' ? w + 0.03 * Math.sin(++k) : shift(w))) as Weights;
  return { ...given, weights: given.weights.map(shift) };
});

describe('the gradients of a small network', () => {
  test('are the slopes of its loss, for every weight and every bias', () => {
    const h = 1e-6;
    fc.assert(
      fc.property(shifted, (given) => {
        const weights = flatWeights(given);
        const slopes = weights.map((weight, i) =>
          weight.map((_, k) => {
            const at = (change: number) =>
              lossOf(
                given,
                weights.map((w, j) => (j === i ? w.with(k, w[k] + change) : w)),
              );
            return (at(h) - at(-h)) / (2 * h);
          }),
        );
        expect(compare(gradientsOf(given), slopes, { absolute: 1e-7, relative: 1e-6 })).toBe(
          undefined,
        );
      }),
      { seed: 1, numRuns: 100 },
    );
  });

  test('and its loss are those of TensorFlow.js', async () => {
    await fc.assert(
      fc.asyncProperty(shifted, (given) =>
        freeing(async () => {
          const { instance: model } = await modelOf(given);
          const { value, grads } = tf.tidy(() =>
            tf.variableGrads(() => {
              const logits = model.apply(tf.tensor4d(given.images)) as ReturnType<
                typeof tf.tensor2d
              >;
              const targets = tf.oneHot(tf.tensor1d(given.labels, 'int32'), logits.shape[1]);
              return tf.losses.softmaxCrossEntropy(targets, logits);
            }),
          );
          const theirs = model.weights.map(({ name }) => [...grads[name].dataSync()]);
          const tolerance = { absolute: 1e-5, relative: 1e-4 };
          expect(compare(value.dataSync()[0], lossOf(given), tolerance)).toBe(undefined);
          expect(compare(theirs, gradientsOf(given), tolerance)).toBe(undefined);
          tf.dispose([value, grads]);
        }),
      ),
      { seed: 1, numRuns: 40 },
    );
  });
});
