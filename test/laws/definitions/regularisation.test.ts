import { expect, test } from 'vitest';
import digits from '../../../fixtures/pytorch/digits.json' with { type: 'json' };
import images from '../../../fixtures/pytorch/images.json' with { type: 'json' };
import regularised from '../../../fixtures/pytorch/regularised.json' with { type: 'json' };
import { compare } from '../../../src/laws/compare.ts';
import { lossOf, stepsOf } from '../../../src/laws/definitions/digits/two-layers.ts';
import { hueShifted, rotated, zoomed } from '../../../src/laws/definitions/images/transforms.ts';
import {
  accuracyOfMatrix,
  confusionOf,
  precisionOf,
  recallOf,
} from '../../../src/laws/definitions/metrics/confusion.ts';
import { passedThrough } from '../../../src/laws/definitions/regularised/forward.ts';
import { reported, trainableCount } from '../../../src/laws/definitions/regularised/shapes.ts';

// What the laws of part 7 compare with, compared with what PyTorch computed.

const near = { absolute: 1e-9, relative: 1e-9 };

test.each(digits.training)('four steps on digits are PyTorch’s: $name', (given) => {
  const samples = { images: given.images, labels: given.labels };
  const { learningRate } = given;
  const states = [0, 1, 2, 3, 4].map((iterations) =>
    stepsOf(given.initial, samples, { learningRate, iterations }),
  );
  const losses = states.slice(0, 4).map((state) => lossOf(state, samples));
  expect(compare(losses, given.losses, near)).toBeUndefined();
  expect(compare(states[4], given.final, near)).toBeUndefined();
});

test.each(digits.metrics)('the metrics are those of one-hot products: $name', (given) => {
  const matrix = confusionOf(given);
  expect(matrix).toEqual(given.matrix);
  const withNaN = (values: (number | null)[]) => values.map((value) => value ?? NaN);
  expect(compare(accuracyOfMatrix(matrix), given.accuracy, near)).toBeUndefined();
  expect(compare(precisionOf(matrix), withNaN(given.precision), near)).toBeUndefined();
  expect(compare(recallOf(matrix), withNaN(given.recall), near)).toBeUndefined();
});

test.each(images.rotation)('a rotation is that of grid_sample: $name', ({ image, by, result }) => {
  expect(compare(rotated(image, by), result, near)).toBeUndefined();
});

test.each(images.zoom)('a zoom is that of grid_sample: $name', ({ image, by, result }) => {
  expect(compare(zoomed(image, by), result, near)).toBeUndefined();
});

test.each(images.hue)('a shift of the hue by $by is that of colorsys', ({ image, by, result }) => {
  expect(compare(hueShifted(image, by), result, near)).toBeUndefined();
});

test.each(regularised.cases)('the logits are PyTorch’s in both modes: $name', (given) => {
  const { logits } = passedThrough(given.weights, given.images);
  expect(compare(logits, given.logits, near)).toBeUndefined();
  const training = passedThrough(given.weights, given.images, { statistics: 'batch' });
  expect(compare(training.logits, given.trainingLogits, near)).toBeUndefined();
});

test('the network of the report has 3,298,394 parameters that train', () => {
  expect(trainableCount(reported)).toBe(3_298_394);
});
