import * as tf from '@tensorflow/tfjs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compute, type Computation, expectResults, holds, ROUNDING } from './agreement.ts';
import { draws, type Operand, operands } from './operands.ts';
import { on, wasmModule } from './start.ts';

/** Asked for at each call: that of the kernels takes its place when they are registered. */
const softmaxCrossEntropy: typeof tf.losses.softmaxCrossEntropy = (...values) =>
  tf.losses.softmaxCrossEntropy(...values);

interface Batch {
  labels: Operand;
  logits: Operand;
}

/** Labels of which one is 1, or any numbers; logits that are small, large, or not finite. */
const batches: fc.Arbitrary<Batch> = fc
  .record({
    rows: fc.integer({ min: 1, max: 9 }),
    classes: fc.integer({ min: 1, max: 11 }),
    isOneHot: fc.boolean(),
    scale: fc.constantFrom(1, 30, 1e4),
    draw: draws('quarters', 'wild', 'floats'),
  })
  .map(({ rows, classes, isOneHot, scale, draw }) => {
    const [logits, labels] = operands(draw, [rows, classes], [rows, classes]);
    const oneHot = labels.values.map((_, i) => Number(i % classes === draw.seed % classes));
    return {
      labels: isOneHot ? { ...labels, values: oneHot } : labels,
      logits: { ...logits, values: logits.values.map((value) => value * (scale / 3)) },
    };
  });

/**
 * How far two right results may lie apart. With logits up to M, log p is a sum over the classes and
 * a difference of numbers up to 2M: that many roundings of those. The loss adds it over all labels,
 * and p is wrong by its exponential.
 */
function allowances({ labels, logits }: Batch, weight: number) {
  const classes = logits.shape.at(-1) ?? 1;
  const largest = Math.max(0, ...finite(logits));
  const ofLog = 2 * (classes + 8) * ROUNDING * (2 * largest + Math.log(classes) + 1);
  const allLabels = finite(labels).reduce((sum, label) => sum + label, 1);
  return {
    loss: 2 * weight * allLabels * (ofLog + logits.values.length * ROUNDING * (2 * largest + 3)),
    gradient:
      2 * weight * (Math.expm1(ofLog) + 8 * ROUNDING * (1 + Math.max(0, ...finite(labels)))),
  };
}

function finite({ values }: Operand): number[] {
  return [...values].map(Math.abs).filter(Number.isFinite);
}

async function expectLoss(batch: Batch, computation: Computation, weight = 1): Promise<void> {
  const given = [batch.labels, batch.logits];
  const wanted = await compute('cpu', given, computation);
  const { loss, gradient } = allowances(batch, weight);
  expectResults(await compute('wasm', given, computation), wanted, (result) =>
    result === 0 ? loss : gradient,
  );
}

/** The loss, and both its gradients. */
function lossAndGradients(loss: (labels: tf.Tensor, logits: tf.Tensor) => tf.Tensor): Computation {
  return (labels, logits) => [loss(labels, logits), ...tf.grads(loss)([labels, logits])];
}

export function proveCrossEntropy(): void {
  describe('softmax cross-entropy', () => {
    test('the mean over a batch, and the gradients of labels and logits', () =>
      holds(batches, 120, (batch) =>
        expectLoss(
          batch,
          lossAndGradients((labels, logits) => softmaxCrossEntropy(labels, logits)),
        ),
      ));

    test('is multiplied by what follows, as are its gradients', () =>
      holds(fc.tuple(batches, fc.constantFrom(-3, 0, 0.5, 1024)), 60, ([batch, scale]) =>
        expectLoss(
          batch,
          lossAndGradients((labels, logits) => softmaxCrossEntropy(labels, logits).mul(scale)),
          Math.abs(scale),
        ),
      ));

    test('with weights, smoothing and reductions is what it was', () =>
      holds(
        fc.tuple(
          batches,
          fc.constantFrom(undefined, [0, 0.5, 1, 2]),
          fc.constantFrom(0, 0.25),
          fc.constantFrom(
            undefined,
            tf.Reduction.NONE,
            tf.Reduction.MEAN,
            tf.Reduction.SUM,
            tf.Reduction.SUM_BY_NONZERO_WEIGHTS,
          ),
        ),
        100,
        ([batch, weights, smoothing, reduction]) =>
          expectLoss(
            batch,
            lossAndGradients((labels, logits) => {
              const rows = labels.shape[0];
              const ofRows =
                weights &&
                tf.tensor1d(Array.from({ length: rows }, (_, i) => weights[(i + 1) % 4]));
              return softmaxCrossEntropy(labels, logits, ofRows, smoothing, reduction);
            }),
            2 * batch.logits.shape[0],
          ),
      ));

    test('of one example, and of a batch of sequences', () =>
      holds(batches, 40, async ({ labels, logits }) => {
        const loss = lossAndGradients((labels, logits) => softmaxCrossEntropy(labels, logits));
        const [rows, classes] = logits.shape;
        for (const shape of [[rows * classes], [rows, 1, classes]]) {
          await expectLoss({ labels: { ...labels, shape }, logits: { ...logits, shape } }, loss);
        }
      }));

    test('is exact where one logit outweighs all others', async () => {
      const batch = {
        labels: { shape: [2, 2], values: Float32Array.of(1, 0, 0, 1) },
        logits: { shape: [2, 2], values: Float32Array.of(1e4, -1e4, 1e4, -1e4) },
      };
      const [loss, , gradient] = await compute(
        'wasm',
        [batch.labels, batch.logits],
        lossAndGradients((labels, logits) => softmaxCrossEntropy(labels, logits)),
      );
      expect(Array.from(loss.values)).toEqual([1e4]); // a mean of 0 and 2e4
      expect(Array.from(gradient.values)).toEqual([0, 0, 0.5, -0.5]);
    });

    test('of tensors that lie on the other backend, and do not fit the memory yet', async () => {
      // Each is as large as the whole memory of WebAssembly, which grows when one is moved there.
      const classes = 2048;
      const shape = [wasmModule().HEAPU8.length / (4 * classes), classes];
      const [labels, logits] = await on('cpu', () => [tf.ones(shape), tf.zeros(shape)]);
      const loss = tf.tidy(() => softmaxCrossEntropy(labels, logits).dataSync()[0]);
      tf.dispose([labels, logits]);
      const wanted = classes * Math.log(classes);
      expect(Math.abs(loss - wanted)).toBeLessThan(2 * classes * ROUNDING * wanted);
    });
  });
}
