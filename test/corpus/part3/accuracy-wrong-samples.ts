import * as tf from '@tensorflow/tfjs';
import { batches } from '../../../src/data/batches.ts';
import { accuracy } from '../../../solutions/part3/accuracy.ts';
import { looping, named as wrong, tensorOf } from './accuracies.ts';

/** Other samples than those asked for, or other numbers than theirs in the network. */
export const wrongSamples = [
  wrong('all samples, whatever the indices', (model, data) => accuracy(model, data)),
  wrong('as many samples as there are indices, from the first', (model, data, indices) =>
    accuracy(model, data, indices && [...indices.keys()]),
  ),
  wrong('the images of the indices with the first labels', (model, data, indices) => {
    if (indices === undefined) return accuracy(model, data);
    const labels = data.labels.slice();
    indices.forEach((i, k) => (labels[i] = data.labels[k]));
    return accuracy(model, { ...data, labels }, indices);
  }),
  wrong('the last index is left out', (model, data, indices) =>
    accuracy(model, data, indices && indices.length > 1 ? indices.slice(0, -1) : indices),
  ),
  wrong('the index 0 is taken for none', (model, data, indices) =>
    accuracy(model, data, indices?.filter(Boolean)),
  ),
  wrong('a list of one index is taken for none', (model, data, indices) =>
    accuracy(model, data, indices && indices.length > 1 ? indices : undefined),
  ),
  wrong('the list of indices is emptied on the way', async (model, data, indices) => {
    if (indices === undefined) return accuracy(model, data);
    const { length } = indices;
    let correct = 0;
    while (indices.length > 0) {
      const some = indices.splice(0, 500);
      correct += (await accuracy(model, data, some)) * some.length;
    }
    return correct / length;
  }),
  wrong('levels 0 … 255 go into the network', looping({ scale: 'levels' })),
  wrong(
    'levels are divided by 255 twice',
    looping({ logits: (model, images) => model.apply(images.div(255)) as tf.Tensor2D }),
  ),
  wrong(
    'images are moved to −1 … 1',
    looping({ logits: (model, images) => model.apply(images.mul(2).sub(1)) as tf.Tensor2D }),
  ),
  wrong(
    'height and width are exchanged',
    looping({
      logits: (model, images) => model.apply(images.transpose([0, 2, 1, 3])) as tf.Tensor2D,
    }),
  ),
  wrong(
    'channels first',
    looping({
      logits: (model, images) => {
        const moved = images.transpose([0, 3, 1, 2]).reshape(images.shape);
        return model.apply(moved) as tf.Tensor2D;
      },
    }),
  ),
];

/** The network is changed, or in training mode. */
export const wrongModes = [
  wrong(
    'the network is in training mode',
    looping({
      logits: (model, images) => model.apply(images, { training: true }) as tf.Tensor2D,
    }),
  ),
  wrong('the network is disposed of in the end', async (model, data, indices) => {
    const fraction = await accuracy(model, data, indices);
    model.dispose();
    return fraction;
  }),
  wrong('the network is trained on the way', async (model, data, indices) => {
    const fraction = await accuracy(model, data, indices);
    model.setWeights(model.getWeights().map((weight) => tf.tidy(() => weight.mul(0.99))));
    return fraction;
  }),
  wrong('the first answer is kept for the network', (model, data, indices) => {
    const known = answers.get(model) ?? accuracy(model, data, indices);
    answers.set(model, known);
    return known;
  }),
  wrong('the promise is not awaited', (model, data, indices) =>
    Number(accuracy(model, data, indices)),
  ),
];

const answers = new WeakMap<tf.LayersModel, Promise<number>>();

type Name = 'images' | 'labels' | 'logits' | 'classes' | 'hits' | 'count';

/** Every tensor has a name, and those of that name are left behind. */
const leaving = (left: Name) =>
  wrong(
    `${left} of each batch are left behind`,
    (model, data, indices = [...data.labels.keys()]) => {
      let correct = 0;
      for (const batch of batches(data, { indices, batchSize: 500 })) {
        const images = tensorOf(batch, data);
        const labels = tf.tensor1d(batch.labels, 'int32');
        const logits = model.apply(images) as tf.Tensor2D;
        const classes = logits.argMax(1);
        const hits = classes.equal(labels);
        const count = hits.sum();
        correct += count.dataSync()[0];
        const all = { images, labels, logits, classes, hits, count };
        const { [left]: _, ...others } = all;
        tf.dispose(others);
      }
      return correct / indices.length;
    },
  );

/** Tensors are left behind, or freed that are not the function's own. */
export const wrongLeaks = [
  ...(['images', 'labels', 'logits', 'classes', 'hits', 'count'] as const).map((name) =>
    leaving(name),
  ),
  wrong('the logits are freed after the loop, not in it', (model, data, indices) => {
    let last: tf.Tensor | undefined;
    const fraction = looping({
      batchSize: 500,
      logits: (network, images) => {
        last = tf.keep(network.apply(images) as tf.Tensor2D);
        return last as tf.Tensor2D;
      },
    })(model, data, indices);
    last?.dispose();
    return fraction;
  }),
];
