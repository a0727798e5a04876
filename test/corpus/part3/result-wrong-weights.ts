import * as tf from '@tensorflow/tfjs';
import { firstLayerWeights } from '../../../solutions/part3/result.ts';
import { firstOf, weights } from './results.ts';

/** The right weights, with something done to their tensor. */
const changed = (change: (kernel: tf.Tensor) => tf.Tensor) => (model: tf.LayersModel) =>
  tf.tidy(() => change(firstOf(model).getWeights()[0]).arraySync());

/** Other weights than those of the first layer, or in another shape. */
export const wrongFirstLayers = [
  weights('those of the last layer', (model) => model.layers.at(-1)!.getWeights()[0].array()),
  weights('those of the first layer, which has none', (model) =>
    model.layers[0].getWeights()[0].array(),
  ),
  weights('those of the second layer', (model) => model.layers[1].getWeights()[0].array()),
  weights(
    'those of the first convolution, or none',
    (model) =>
      model.layers
        .find((layer) => layer.getClassName() === 'Conv2D')
        ?.getWeights()[0]
        .array() ?? [],
  ),
  weights('the bias', (model) => firstOf(model).getWeights().at(-1)!.array()),
  weights('weights and bias', (model) =>
    Promise.all(
      firstOf(model)
        .getWeights()
        .map((tensor) => tensor.array()),
    ),
  ),
  weights('the weights of all layers', (model) =>
    Promise.all(model.getWeights().map((tensor) => tensor.array())),
  ),
  weights('in a list of one', async (model) => [await firstLayerWeights(model)]),
  weights(
    'transposed: units first',
    changed((kernel) => kernel.transpose()),
  ),
  weights(
    'kernels first, as in PyTorch',
    changed((kernel) => (kernel.rank === 4 ? kernel.transpose([3, 2, 0, 1]) : kernel)),
  ),
  weights(
    'one flat list',
    changed((kernel) => kernel.flatten()),
  ),
  weights(
    'a row for each pixel, also of a convolution',
    changed((kernel) => kernel.reshape([-1, kernel.shape.at(-1)!])),
  ),
  weights('a typed array', (model) => firstOf(model).getWeights()[0].data()),
  weights('a list of promises', (model) => [firstOf(model).getWeights()[0].array()]),
  weights('the tensor itself', (model) => firstOf(model).getWeights()[0]),
  weights(
    'scaled to 0 … 1 for a picture',
    changed((kernel) => kernel.sub(kernel.min()).div(kernel.max().sub(kernel.min()).add(1e-9))),
  ),
  weights(
    'divided by the largest one',
    changed((kernel) => kernel.div(kernel.abs().max())),
  ),
  weights(
    'their absolute values',
    changed((kernel) => kernel.abs()),
  ),
  weights(
    'rounded to two digits',
    changed((kernel) => kernel.mul(100).round().div(100)),
  ),
  weights(
    'the first kernel alone',
    changed((kernel) => kernel.slice(0, kernel.shape[0]).gather([0], kernel.rank - 1)),
  ),
  weights('the tensor is disposed of, as if it were a copy', async (model) => {
    const [kernel] = firstOf(model).getWeights();
    const nested = await kernel.array();
    kernel.dispose();
    return nested;
  }),
  weights('a copy of the tensor is left behind', (model) =>
    firstOf(model).getWeights()[0].clone().array(),
  ),
];
