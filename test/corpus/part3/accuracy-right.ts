import * as tf from '@tensorflow/tfjs';
import { batches } from '../../../src/data/batches.ts';
import type { LabelledImages } from '../../../src/data/labelled-images.ts';
import { named as right } from './accuracies.ts';

/** All images as one tensor, 0 … 1. */
const allImages = ({ images, count, height, width, channels }: LabelledImages) =>
  tf.tidy(() =>
    tf.tensor4d(images, [count, height, width, channels], 'int32').div(255),
  ) as tf.Tensor4D;

export const rightAccuracies = [
  right('model.predict, the largest logit by hand', async (model, data, indices) => {
    let [hits, seen] = [0, 0];
    for (const batch of batches(data, indices === undefined ? {} : { indices })) {
      const x = tf.tensor(batch.images, [batch.size, data.height, data.width, data.channels]);
      const y = model.predict(x) as tf.Tensor2D;
      const rows = await y.array();
      rows.forEach((row, n) => {
        const isLargest = row.every((logit) => logit <= row[batch.labels[n]]);
        hits += isLargest ? 1 : 0;
      });
      seen += rows.length;
      x.dispose();
      y.dispose();
    }
    return hits / seen;
  }),
  right('one batch of all samples, gathered from one tensor', (model, data, indices) =>
    tf.tidy(() => {
      const all = allImages(data);
      const labels = tf.tensor1d(Int32Array.from(data.labels), 'int32');
      const chosen = tf.tensor1d(
        indices === undefined ? [...data.labels.keys()] : [...indices],
        'int32',
      );
      const logits = model.predictOnBatch(all.gather(chosen)) as tf.Tensor2D;
      return logits.argMax(-1).equal(labels.gather(chosen)).mean().dataSync()[0];
    }),
  ),
  right('one sample at a time', (model, data, indices = [...data.labels.keys()]) => {
    const length = data.height * data.width * data.channels;
    const isHit = (i: number) =>
      tf.tidy(() => {
        const pixels = data.images.subarray(i * length, (i + 1) * length);
        const image = Float32Array.from(pixels, (level) => level / 255);
        const x = tf.tensor4d(image, [1, data.height, data.width, data.channels]);
        const [best] = (model.apply(x) as tf.Tensor2D).argMax(1).dataSync();
        return best === data.labels[i];
      });
    return indices.filter(isHit).length / indices.length;
  }),
  right('the trace of a confusion matrix, added up', (model, data, indices) => {
    const matrix = tf.tidy(() => {
      const classes = model.outputs[0].shape.at(-1)!;
      let sums: tf.Tensor2D = tf.zeros([classes, classes]);
      for (const batch of batches(data, { batchSize: 64, ...(indices && { indices }) })) {
        const { images, labels, size } = batch;
        const x = tf.tensor4d(images, [size, data.height, data.width, data.channels]);
        const predicted = (model.predict(x, { batchSize: 16 }) as tf.Tensor2D).argMax(1);
        const [rows, columns] = [tf.tensor1d(labels, 'int32'), predicted].map(
          (list) => tf.oneHot(list, classes).toFloat() as tf.Tensor2D,
        );
        sums = sums.add(rows.matMul(columns, true));
      }
      return sums.arraySync();
    });
    const trace = matrix.reduce((sum, row, k) => sum + row[k], 0);
    return trace / matrix.flat().reduce((sum, count) => sum + count, 0);
  }),
  right('sparse categorical accuracy of the layers’ metrics, weighted', (model, data, indices) => {
    tf.engine().startScope();
    let [weighted, seen] = [0, 0];
    for (const { images, labels, size } of batches(data, {
      batchSize: 33,
      ...(indices && { indices }),
    })) {
      const x = tf.tensor4d(images, [size, data.height, data.width, data.channels]);
      const truth = tf.tensor2d(Float32Array.from(labels), [size, 1]);
      const logits = model.apply(x, { training: false }) as tf.Tensor2D;
      const hits = tf.metrics.sparseCategoricalAccuracy(truth, logits);
      weighted += hits.mean().dataSync()[0] * size;
      seen += size;
    }
    tf.engine().endScope();
    return weighted / seen;
  }),
  right('model.evaluate of a compiled twin', async (model, data, indices) => {
    const chosen = indices ?? [...data.labels.keys()];
    const twin = tf.model({ inputs: model.inputs, outputs: model.outputs });
    const optimizer = tf.train.sgd(0);
    const loss = (labels: tf.Tensor, logits: tf.Tensor) =>
      tf.losses.softmaxCrossEntropy(labels, logits);
    twin.compile({ optimizer, loss, metrics: ['accuracy'] });
    const [x, y] = tf.tidy(() => {
      const index = tf.tensor1d(Int32Array.from(chosen), 'int32');
      const labels = tf.tensor1d(Int32Array.from(data.labels), 'int32').gather(index);
      return [allImages(data).gather(index), tf.oneHot(labels, model.outputs[0].shape[1]!)];
    });
    const results = twin.evaluate(x, y, { batchSize: 100 }) as tf.Scalar[];
    const [, fraction] = await Promise.all(results.map(async (result) => (await result.data())[0]));
    tf.dispose([x, y, results]);
    optimizer.dispose();
    return fraction;
  }),
  right(
    'all batches are computed at once, and waited for together',
    async (model, data, indices) => {
      const hits = [...batches(data, { batchSize: 100, ...(indices && { indices }) })].map(
        async ({ images, labels, size }) => {
          const x = tf.tensor4d(images, [size, data.height, data.width, data.channels]);
          const classes = tf.tidy(() => (model.apply(x) as tf.Tensor2D).argMax(1));
          const found = Array.from(await classes.data());
          tf.dispose([x, classes]);
          return found.reduce((sum, k, n) => sum + Number(k === labels[n]), 0);
        },
      );
      const counts = await Promise.all(hits);
      return counts.reduce((sum, count) => sum + count, 0) / (indices?.length ?? data.count);
    },
  ),
  right('tf.data: a generator, in batches', async (model, data, indices) => {
    const order = Uint32Array.from(indices ?? data.labels.keys());
    const length = data.height * data.width * data.channels;
    const samples = function* () {
      for (const i of order) {
        const pixels = data.images.subarray(i * length, (i + 1) * length);
        yield { xs: Array.from(pixels, (level) => level / 255), ys: data.labels[i] };
      }
    };
    let hits = 0;
    await tf.data
      .generator(samples as never)
      .batch(128)
      .forEachAsync((batch) => {
        const { xs, ys } = batch as unknown as { xs: tf.Tensor2D; ys: tf.Tensor1D };
        hits += tf.tidy(() => {
          const x = xs.reshape([-1, data.height, data.width, data.channels]);
          const classes = (model.apply(x) as tf.Tensor2D).argMax(1);
          return classes.equal(ys.toInt()).sum().dataSync()[0];
        });
        tf.dispose([xs, ys]);
      });
    return hits / order.length;
  }),
];
