import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  logitsBy,
  type Linear,
} from '../../../src/laws/definitions/gradient-descent/classifier.ts';
import {
  gradientOf,
  trainLinear,
} from '../../../src/laws/definitions/gradient-descent/classifier-training.ts';
import {
  trainingCases,
  trainingOf,
} from '../../../src/laws/definitions/gradient-descent/classifier-training-cases.ts';
import { crossEntropiesOf, mean } from '../../../src/laws/definitions/softmax/softmax.ts';
import { tf } from '../../../src/laws/tensors/tensorflow.ts';

test('the gradient of the mean cross-entropy is the one of central differences', () => {
  fc.assert(
    fc.property(trainingCases, (given) => {
      const { kernel, bias, levels, labels } = trainingOf(given);
      const loss = (linear: Linear) => mean(crossEntropiesOf(logitsBy(linear, levels), labels));
      const gradient = gradientOf({ kernel, bias }, levels, labels);
      const step = 1e-5;
      const slope = (change: (linear: Linear, by: number) => void) => {
        const [up, down] = [structuredClone({ kernel, bias }), structuredClone({ kernel, bias })];
        change(up, step);
        change(down, -step);
        return (loss(up) - loss(down)) / (2 * step);
      };
      kernel.forEach((row, i) =>
        row.forEach((_, k) => {
          const wanted = slope((linear, by) => (linear.kernel[i][k] += by));
          expect(Math.abs(gradient.kernel[i][k] - wanted)).toBeLessThan(1e-8);
        }),
      );
      bias.forEach((_, k) => {
        const wanted = slope((linear, by) => (linear.bias[k] += by));
        expect(Math.abs(gradient.bias[k] - wanted)).toBeLessThan(1e-8);
      });
    }),
    { seed: 1, numRuns: 40 },
  );
});

test('three steps with momentum are those of TensorFlow.js', () => {
  fc.assert(
    fc.property(trainingCases, (given) => {
      const training = { ...trainingOf(given), optimizer: 'momentum' as const, steps: 3 };
      const { levels, labels, learningRate } = training;
      const weights = tf.tidy(() => {
        const kernel = tf.variable(tf.tensor2d(training.kernel));
        const bias = tf.variable(tf.tensor1d(training.bias));
        const optimizer = tf.train.momentum(learningRate, 0.5);
        const targets = tf.oneHot(tf.tensor1d(labels, 'int32'), training.bias.length);
        for (let step = 0; step < 3; step++) {
          optimizer.minimize(() => {
            const logits = tf.tensor2d(levels).div(255).matMul(kernel).add(bias);
            return tf.losses.softmaxCrossEntropy(targets, logits);
          });
        }
        return kernel.arraySync();
      });
      trainLinear(training).kernel.forEach((row, i) =>
        row.forEach((weight, k) => expect(Math.abs(weight - weights[i][k])).toBeLessThan(1e-5)),
      );
    }),
    { seed: 2, numRuns: 20 },
  );
});
