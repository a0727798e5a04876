import { expect, test } from 'vitest';
import { imagesOf, randomWeights } from '../../../src/laws/definitions/architectures/cases.ts';
import { forwardOf } from '../../../src/laws/definitions/architectures/forward.ts';
import {
  architectureNames,
  layersOf,
  parameterCount,
  weightShapes,
} from '../../../src/laws/definitions/architectures/architectures.ts';
import { tf } from '../../../src/laws/tensors/tensorflow.ts';

// What the laws of parts 3, 4 and 5 compare with must itself be right.

test.each([
  ['mlp_1', 98_666],
  ['mlp_2', 101_034],
  ['cnn_3', 11_394],
  ['cnn_4', 13_810],
  ['cnn_5', 8_490],
] as const)('%s has the %i parameters of the table', (name, parameters) => {
  expect(parameterCount(weightShapes(name, [32, 32, 3], 10))).toBe(parameters);
});

test.each(architectureNames)('the logits of %s are those of TensorFlow.js', (name) => {
  const given = { name, imageShape: [24, 27, 2], classes: 4, seed: 3 } as const;
  const sized = { ...given, imageShape: [...given.imageShape] as [number, number, number] };
  const [weights, [image]] = [randomWeights(sized), imagesOf(sized.imageShape, 1, 8)];
  const wanted = tf.tidy(() => {
    const queue = weights.map((weight) => tf.tensor(weight));
    let value: InstanceType<typeof tf.Tensor> = tf.tensor4d([image]);
    for (const layer of layersOf(name, given.classes)) {
      if (layer.kind === 'pooling') {
        value = tf.maxPool(value as never, 2, 2, 'valid');
        continue;
      }
      const kernel = queue.shift()!;
      value =
        layer.kind === 'convolution'
          ? tf.conv2d(value as never, kernel as never, 1, 'valid')
          : tf.matMul(value.reshape([1, -1]), kernel);
      if (layer.kind === 'convolution' || layer.bias) value = value.add(queue.shift()!);
      if (layer.relu) value = value.relu();
    }
    return [...value.dataSync()];
  });
  const got = forwardOf(name, weights, image, given.classes);
  got.forEach((logit, k) => expect(Math.abs(logit - wanted[k])).toBeLessThan(1e-4));
});
