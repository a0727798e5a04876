import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  backwardOf,
  centralDifferences,
  gradientsOf,
  type LayeredCase,
  outputsOf,
  valuesOf,
} from '../../../src/laws/definitions/modules/layered.ts';
import {
  awayFromKinks,
  layeredCases,
} from '../../../src/laws/definitions/modules/layered-cases.ts';
import { lossOf } from '../../../src/laws/definitions/modules/passes.ts';
import { recordedLinears, recordedLosses } from '../../../src/laws/definitions/modules/recorded.ts';
import { linearBackward, linearForward } from '../../../src/laws/definitions/modules/passes.ts';
import { recordedSteps, stepsOf } from '../../../src/laws/definitions/modules/steps.ts';
import { compare } from '../../../src/laws/compare.ts';
import { tf } from '../../../src/laws/tensors/tensorflow.ts';

/** The same network and loss, differentiated by TensorFlow.js. */
function byTensorFlow(given: LayeredCase) {
  return tf.tidy(() => {
    const values = valuesOf(given).map((value) => tf.tensor(value));
    const f = tf.valueAndGrads((x, ...parameters) => {
      let y = x;
      for (let i = 0; i < parameters.length; i += 2) {
        y = tf.matMul(y, parameters[i]).add(parameters[i + 1]);
        const isLast = i === parameters.length - 2;
        const name = isLast ? given.last : given.activation;
        if (name === 'relu') y = y.relu();
        if (name === 'sigmoid') y = y.sigmoid();
      }
      const targets = tf.tensor2d(given.targets);
      return given.loss === 'EuclideanLoss'
        ? y
            .sub(targets)
            .square()
            .sum<ReturnType<typeof tf.scalar>>()
            .div(2 * given.x.length)
        : tf.losses.softmaxCrossEntropy(targets, y as typeof targets);
    });
    const { value, grads } = f([tf.tensor2d(given.x), ...values]);
    const [input, ...parameters] = grads.map((gradient) => gradient.arraySync());
    return { loss: value.arraySync(), input, parameters };
  });
}

test('the gradients of a network are those that TensorFlow.js finds', () => {
  fc.assert(
    fc.property(awayFromKinks, (given) => {
      const tolerance = { absolute: 2e-5, relative: 1e-4 };
      expect(compare(byTensorFlow(given), gradientsOf(given), tolerance)).toBeUndefined();
    }),
    { seed: 1, numRuns: 150 },
  );
});

test('the gradients of a network are those of central differences', () => {
  fc.assert(
    fc.property(awayFromKinks, (given) => {
      const { loss, ...gradients } = gradientsOf(given);
      expect(Number.isFinite(loss)).toBe(true);
      const wanted = centralDifferences(given, 2 ** -10);
      expect(compare(gradients, wanted, { absolute: 2e-6 })).toBeUndefined();
    }),
    { seed: 2, numRuns: 150 },
  );
});

test('at a kink the slope of a ReLU is 0', () => {
  const given: LayeredCase = {
    layers: [
      { weight: [[1, 1]], bias: [0, 0] },
      { weight: [[1], [1]], bias: [0] },
    ],
    activation: 'relu',
    last: 'none',
    loss: 'EuclideanLoss',
    x: [[0]],
    targets: [[1]],
  };
  expect(backwardOf(given, given.x, [[1]]).input).toEqual([[0]]);
});

test('a network without a hidden layer is linear', () => {
  fc.assert(
    fc.property(
      layeredCases.filter(({ layers, last }) => layers.length === 1 && last === 'none'),
      (given) => {
        expect(outputsOf(given, given.x)).toEqual(linearForward(given.x, given.layers[0]));
      },
    ),
    { seed: 3 },
  );
});

test.each(recordedLinears)('linear layer %#: as PyTorch', ({ given, wanted }) => {
  const output = linearForward(given.x, given);
  expect({ output, ...linearBackward(given.x, given.gradOutput, given) }).toEqual(wanted);
});

test.each(recordedLosses)('$name: as PyTorch', ({ outputs, targets, loss, gradient }) => {
  const got = lossOf('SoftmaxCrossEntropy', outputs, targets);
  expect(compare(got, { loss, gradient }, { absolute: 1e-12, relative: 1e-12 })).toBeUndefined();
});

test('by hand: the Euclidean loss, and the cross-entropy of equal logits', () => {
  expect(lossOf('EuclideanLoss', [[3, 4]], [[0, 0]])).toEqual({ loss: 12.5, gradient: [[3, 4]] });
  const targets = [[1, ...Array<number>(9).fill(0)]];
  const { loss } = lossOf('SoftmaxCrossEntropy', [Array<number>(10).fill(0)], targets);
  expect(loss).toBeCloseTo(Math.log(10), 14);
});

test.each(recordedSteps)('steps of SGD, $name: as PyTorch', ({ given, values }) => {
  expect(compare(stepsOf(given), values, { absolute: 1e-12, relative: 1e-12 })).toBeUndefined();
});
