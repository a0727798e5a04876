import * as tf from '@tensorflow/tfjs';
import { type Batch, batches, epochOrder, gather } from '../../../src/data/batches.ts';
import type { LabelledImages } from '../../../src/data/labelled-images.ts';
import { seededRandom } from '../../../src/common/random.ts';
import { accuracy } from '../../../solutions/part3/accuracy.ts';
import type { TrainingRecord } from '../../../solutions/part3/train.ts';
import { named as right } from './epochs.ts';

/** All training samples in the order of the epoch, as tensors. */
function tensorsOf(
  data: LabelledImages,
  order: Uint32Array,
  classes: number,
): [tf.Tensor, tf.Tensor] {
  const { images, labels, size } = gather(data, order);
  const shape = [size, data.height, data.width, data.channels];
  return [
    tf.tensor(images, shape),
    tf.tidy(() => tf.oneHot(tf.tensor1d(labels, 'int32'), classes).toFloat()),
  ];
}

const crossEntropy = (labels: tf.Tensor, logits: tf.Tensor) =>
  tf.losses.softmaxCrossEntropy(labels, logits);

const classesOfModel = (model: tf.LayersModel) => model.outputs[0].shape.at(-1)!;

/** The layers' own training, and orders of one's own. */
export const rightEpochs = [
  right('compile and trainOnBatch', async (model, optimizer, data, split, options = {}) => {
    const { epoch = 0, batchSize = 50, every = 10, seed = 0, onRecord } = options;
    model.compile({ optimizer, loss: crossEntropy, metrics: ['accuracy'] });
    const records: TrainingRecord[] = [];
    let step = epoch * Math.ceil(split.train.length / batchSize);
    for (const { indices } of batches(data, { indices: split.train, batchSize, seed, epoch })) {
      const [x, y] = tensorsOf(data, indices, classesOfModel(model));
      const [loss, trainAccuracy] = (await model.trainOnBatch(x, y)) as number[];
      tf.dispose([x, y]);
      if (++step % every !== 0) continue;
      const validationAccuracy = await accuracy(model, data, split.validation);
      records.push({ step, loss, trainAccuracy, validationAccuracy });
      onRecord?.(records.at(-1)!);
    }
    return records;
  }),
  right(
    'compile and fit, with a callback after each batch',
    async (model, optimizer, data, split, options = {}) => {
      const { epoch = 0, batchSize = 50, every = 10, seed = 0, onRecord } = options;
      const order = epochOrder(split.train, seed, epoch);
      const [x, y] = tensorsOf(data, order, classesOfModel(model));
      const records: TrainingRecord[] = [];
      const first = epoch * Math.ceil(order.length / batchSize) + 1;
      model.compile({ optimizer, loss: crossEntropy, metrics: 'accuracy' });
      const onBatchEnd = async (k: number, logs?: tf.Logs) => {
        const step = first + k;
        if (step % every !== 0) return;
        const record = {
          step,
          loss: logs!.loss,
          trainAccuracy: logs!.acc,
          validationAccuracy: await accuracy(model, data, split.validation),
        };
        records.push(record);
        onRecord?.(record);
      };
      await model.fit(x, y, {
        batchSize,
        epochs: 1,
        shuffle: false,
        verbose: 0,
        yieldEvery: 'never',
        callbacks: { onBatchEnd },
      });
      tf.dispose([x, y]);
      return records;
    },
  ),
  right('compile and fitDataset', async (model, optimizer, data, split, options = {}) => {
    const { epoch = 0, batchSize = 50, every = 10, seed = 0, onRecord } = options;
    const order = epochOrder(split.train, seed, epoch);
    const classes = classesOfModel(model);
    const before = epoch * Math.ceil(order.length / batchSize);
    const records: TrainingRecord[] = [];
    const dataset = tf.data.generator(function* () {
      for (const batch of batches(data, { indices: order, batchSize })) {
        const [xs, ys] = tensorsOf(data, batch.indices, classes);
        yield { xs, ys };
      }
    } as never);
    model.compile({ optimizer, loss: crossEntropy, metrics: ['accuracy'] });
    await model.fitDataset(dataset as never, {
      epochs: 1,
      verbose: 0,
      yieldEvery: 'never',
      callbacks: {
        onBatchEnd: async (k, logs) => {
          const step = before + k + 1;
          if (step % every !== 0) return;
          const validationAccuracy = await accuracy(model, data, split.validation);
          records.push({ step, loss: logs!.loss, trainAccuracy: logs!.acc, validationAccuracy });
          onRecord?.(records.at(-1)!);
        },
      },
    });
    return records;
  }),
  right('samples are drawn from a pool, batch after batch', {
    batches: (data, indices, { batchSize, seed, epoch }) => {
      const random = seededRandom((seed << 8) + epoch);
      const pool = [...indices];
      const all: Batch[] = [];
      while (pool.length > 0) {
        const some = Array.from(
          { length: Math.min(batchSize, pool.length) },
          () => pool.splice(random.integer(pool.length), 1)[0],
        );
        all.push(gather(data, Uint32Array.from(some)));
      }
      return all;
    },
  }),
];
