import { expect, test } from 'vitest';
import recorded from '../../fixtures/pytorch/activations.json' with { type: 'json' };
import convolutions from '../../fixtures/pytorch/conv2d.json' with { type: 'json' };
import { cifar10Networks } from '../../src/laws/definitions/parameters/cifar10-networks.ts';
import {
  countPlaces,
  networkParameters,
} from '../../src/laws/definitions/parameters/parameters.ts';
import { crossEntropiesOf, softmaxOf } from '../../src/laws/definitions/softmax/softmax.ts';

// What the laws of part 0 compare with must itself be right.

test.each(recorded.softmaxCrossEntropy)(
  'softmax and cross-entropy are PyTorch’s: $name',
  ({ logits, labels, probabilities, losses }) => {
    expect(largestDifference(softmaxOf(logits).flat(), probabilities.flat())).toBeLessThan(1e-15);
    const relative = crossEntropiesOf(logits, labels).map((loss, n) => loss / (losses[n] || 1));
    expect(
      largestDifference(
        relative,
        losses.map((loss) => (loss === 0 ? 0 : 1)),
      ),
    ).toBeLessThan(1e-13);
  },
);

test.each(convolutions.cases)(
  'places are the rows and columns of PyTorch’s output: $name',
  ({ input, kernel, output, options: { stride, padding, dilation } }) => {
    const places = [0, 1].map((axis) =>
      countPlaces({
        size: axis === 0 ? input[0][0].length : input[0][0][0].length,
        kernel: axis === 0 ? kernel[0][0].length : kernel[0][0][0].length,
        stride: stride[axis],
        padding: padding[axis],
        dilation: dilation[axis],
      }),
    );
    expect(places).toEqual([output[0][0].length, output[0][0][0].length]);
  },
);

test.each(cifar10Networks)('$name has the parameters of the table', (network) => {
  expect(networkParameters(network)).toBe(network.parameters);
});

function largestDifference(a: number[], b: number[]): number {
  expect(a.length).toBe(b.length);
  return Math.max(...a.map((x, i) => Math.abs(x - b[i])));
}
