import * as tf from '@tensorflow/tfjs';
import { seededRandom } from '../../../src/common/random.ts';
import { batches, epochOrder, gather } from '../../../src/data/batches.ts';
import type { LabelledImages } from '../../../src/data/labelled-images.ts';
import type * as reference from '../../../solutions/part5/train.ts';
import type { TrainingRecord } from '../../../solutions/part5/train.ts';
import type { Implementation } from '../implementation.ts';
import { epochWith, type Pieces, type TrainEpoch } from './epoch-pieces.ts';

const right = (
  name: string,
  write: Partial<Pieces> | TrainEpoch,
): Implementation<typeof reference> => ({
  name,
  module: { trainEpoch: typeof write === 'function' ? write : epochWith(write) },
});

/** Samples as a tensor of images and one of classes. */
function tensorsOf(data: LabelledImages, indices: Iterable<number>) {
  const { height, width, channels } = data;
  const { images, labels, size } = gather(data, Uint32Array.from(indices));
  return {
    x: tf.tensor4d(images, [size, height, width, channels]),
    labels: tf.tensor1d(labels, 'int32'),
  };
}

const softmaxLoss = (labels: tf.Tensor, logits: tf.Tensor) =>
  tf.losses.softmaxCrossEntropy<tf.Tensor, tf.Scalar>(labels, logits);

/** model.fit with an order of its own, one epoch at a time. */
const fitting: TrainEpoch = async (model, learningRate, data, split, options = {}) => {
  const { epoch = 0, batchSize = 50, every = 10, seed = 0, onRecord } = options;
  const optimizer = tf.train.sgd(learningRate);
  model.compile({ optimizer, loss: softmaxLoss, metrics: ['accuracy'] });
  const { x, labels } = tensorsOf(data, epochOrder(split.train, seed, epoch));
  const validation = tensorsOf(data, split.validation);
  const classes = model.outputs[0].shape.at(-1)!;
  const [y, t] = [tf.oneHot(labels, classes), tf.oneHot(validation.labels, classes)];
  const before = epoch * Math.ceil(split.train.length / batchSize);
  const records: TrainingRecord[] = [];
  const onBatchEnd = async (batch: number, logs?: tf.Logs) => {
    const step = before + batch + 1;
    if (step % every !== 0) return;
    const [loss, accuracy] = model.evaluate(validation.x, t) as tf.Scalar[];
    const record = { step, loss: logs!.loss, validationAccuracy: (await accuracy.data())[0] };
    tf.dispose([loss, accuracy]);
    records.push(record);
    onRecord?.(record);
  };
  const asked = { batchSize, epochs: 1, shuffle: false, verbose: 0 as const };
  await model.fit(x, y, { ...asked, callbacks: { onBatchEnd } });
  tf.dispose([x, labels, y, t, validation.x, validation.labels]);
  optimizer.dispose();
  return records;
};

/** trainOnBatch and predictOnBatch, and numbers read at once. */
const onBatches: TrainEpoch = async (model, learningRate, data, split, options = {}) => {
  const { epoch = 0, batchSize = 50, every = 10, seed = 0, onRecord = () => undefined } = options;
  const optimizer = tf.train.sgd(learningRate);
  model.compile({ optimizer, loss: softmaxLoss });
  const order = epochOrder(split.train, seed, epoch);
  const steps = Math.ceil(order.length / batchSize);
  const classes = model.outputShape[1] as number;
  const records: TrainingRecord[] = [];
  for (let k = 0; k < steps; k++) {
    const { x, labels } = tensorsOf(data, order.subarray(k * batchSize, (k + 1) * batchSize));
    const y = tf.oneHot(labels, classes);
    const loss = Number(await model.trainOnBatch(x, y));
    tf.dispose([x, labels, y]);
    const step = epoch * steps + k + 1;
    if (step % every !== 0) continue;
    const validationAccuracy = tf.tidy(() => {
      const validation = tensorsOf(data, split.validation);
      const guesses = (model.predictOnBatch(validation.x) as tf.Tensor).argMax(-1);
      return guesses.equal(validation.labels).mean().dataSync()[0];
    });
    records.push({ step, loss, validationAccuracy });
    onRecord(records.at(-1)!);
  }
  optimizer.dispose();
  return records;
};

/** The whole data set as tensors, rows of it gathered for each batch, gradients by hand. */
const byGather: TrainEpoch = async (
  model,
  learningRate,
  data,
  { train, validation },
  { epoch = 0, batchSize = 50, every = 10, seed = 0, onRecord } = {},
) => {
  const all = tensorsOf(data, data.labels.keys());
  const order = seededRandom(7919 * seed + epoch).permutation(train.length);
  const queue = order.map((i) => train[i]);
  const records: TrainingRecord[] = [];
  let step = epoch * Math.ceil(train.length / batchSize);
  while (queue.length > 0) {
    const [indices, held] = [queue.splice(0, batchSize), [...validation]];
    step += 1;
    const { loss, accuracy } = tf.tidy(() => {
      const rows = tf.tensor1d(indices, 'int32');
      const [x, t] = [all.x.gather(rows), all.labels.gather(rows)];
      const { value, grads } = tf.variableGrads(() => {
        const logits = model.apply(x, { training: true }) as tf.Tensor2D;
        const mask = tf.oneHot(t, logits.shape[1]).toBool();
        return tf
          .where(mask, logits.logSoftmax(), tf.zerosLike(logits))
          .sum(1)
          .mean<tf.Scalar>()
          .neg();
      });
      for (const weight of model.trainableWeights) {
        const variable = weight.read() as tf.Variable;
        variable.assign(variable.sub(grads[variable.name].mul(learningRate)));
      }
      if (step % every !== 0) return { loss: value, accuracy: undefined };
      const asked = tf.tensor1d(held, 'int32');
      const logits = model.predict(all.x.gather(asked), { batchSize: held.length }) as tf.Tensor;
      const correct = logits.argMax(1).equal(all.labels.gather(asked));
      return { loss: value, accuracy: correct.mean() };
    });
    if (accuracy !== undefined) {
      const [[first], [second]] = await Promise.all([loss.data(), accuracy.data()]);
      records.push({ step, loss: first, validationAccuracy: second });
      onRecord?.(records[records.length - 1]);
    }
    tf.dispose([loss, accuracy ?? []]);
  }
  tf.dispose(Object.values(all));
  return records;
};

/** One promise after the other, each with the records so far. */
const reducing: TrainEpoch = (
  model,
  rate,
  data,
  split,
  { epoch = 0, batchSize = 50, every = 10, seed = 0, onRecord } = {},
) => {
  const list = [...batches(data, { indices: split.train, batchSize, seed, epoch })];
  return list.reduce<Promise<TrainingRecord[]>>(async (earlier, { indices }, k) => {
    const records = await earlier;
    const step = epoch * list.length + k + 1;
    const optimizer = tf.train.sgd(rate);
    const loss = tf.tidy(() => {
      const { x, labels } = tensorsOf(data, indices);
      const lossNow = () => {
        const logits = model.apply(x, { training: true }) as tf.Tensor2D;
        return softmaxLoss(tf.oneHot(labels, logits.shape[1]), logits);
      };
      return optimizer.minimize(lossNow, true)!.dataSync()[0];
    });
    optimizer.dispose();
    if (step % every !== 0) return records;
    const correct = split.validation.filter((i) =>
      tf.tidy(() => {
        const { x, labels } = tensorsOf(data, [i]);
        const [guess] = (model.predict(x) as tf.Tensor).argMax(1).dataSync();
        return guess === labels.dataSync()[0];
      }),
    );
    const record = { step, loss, validationAccuracy: correct.length / split.validation.length };
    onRecord?.(record);
    return [...records, record];
  }, Promise.resolve([]));
};

/** Batches out of a tf.data generator. */
const streaming: TrainEpoch = async (model, learningRate, data, split, options = {}) => {
  const { epoch = 0, batchSize = 50, every = 10, seed = 0, onRecord } = options;
  const order = [...epochOrder(split.train, seed, epoch)];
  const optimizer = tf.train.sgd(learningRate);
  const records: TrainingRecord[] = [];
  let step = epoch * Math.ceil(order.length / batchSize);
  for await (const { image, label } of streamOf(data, order, batchSize)) {
    const lossNow = () => {
      const logits = model.apply(image, { training: true }) as tf.Tensor2D;
      return softmaxLoss(tf.oneHot(label, logits.shape[1]), logits);
    };
    const loss = tf.tidy(() => optimizer.minimize(lossNow, true)!.dataSync()[0]);
    step++;
    if (step % every !== 0) continue;
    let correct = 0;
    for await (const { image: x, label: t } of streamOf(data, split.validation, batchSize)) {
      correct += tf.tidy(() => {
        const logits = model.apply(x) as tf.Tensor;
        return logits.argMax(1).equal(t).sum().dataSync()[0];
      });
    }
    records.push({ step, loss, validationAccuracy: correct / split.validation.length });
    onRecord?.(records.at(-1)!);
  }
  optimizer.dispose();
  return records;
};

async function* streamOf(data: LabelledImages, indices: readonly number[], batchSize: number) {
  const { height, width, channels } = data;
  const size = height * width * channels;
  const samples = tf.data.generator(function* () {
    for (const i of indices) {
      const levels = [...data.images.subarray(i * size, (i + 1) * size)];
      yield {
        image: tf.tensor3d(
          levels.map((level) => level / 255),
          [height, width, channels],
        ),
        label: tf.scalar(data.labels[i], 'int32'),
      };
    }
  });
  const iterator = await samples.batch(batchSize).iterator();
  for (let next = await iterator.next(); !next.done; next = await iterator.next()) {
    const batch = next.value as unknown as { image: tf.Tensor4D; label: tf.Tensor1D };
    yield batch;
    tf.dispose([batch.image, batch.label]);
  }
}

export const rightEpochs = [
  right('piece by piece', {}),
  right('model.fit, one epoch at a time', fitting),
  right('trainOnBatch and predictOnBatch', onBatches),
  right('rows gathered from one tensor, variables assigned by hand', byGather),
  right('a promise after the other, a new optimizer for each step', reducing),
  right('batches out of a tf.data generator', streaming),
  right('gradients computed and applied in two calls', {
    step(optimizer, loss) {
      const { value, grads } = optimizer.computeGradients(loss);
      optimizer.applyGradients(grads);
      return value;
    },
  }),
  right('the cross-entropy written out', {
    loss: (labels, logits) => {
      const shifted = logits.sub(logits.max(1, true));
      const logSums = shifted.exp().sum(1).log();
      return logSums.sub(shifted.mul(labels).sum(1)).mean();
    },
  }),
  right('probabilities first, with a logarithm that is cut off at 1e-12', {
    loss: (labels, logits) =>
      labels.mul(logits.softmax().clipByValue(1e-12, 1).log()).sum(1).mean<tf.Scalar>().neg(),
  }),
  right('the sum of the losses divided by the size of the batch', {
    loss: (labels, logits) =>
      tf.losses
        .softmaxCrossEntropy<tf.Tensor, tf.Scalar>(labels, logits, 1, 0, tf.Reduction.SUM)
        .div(labels.shape[0]),
  }),
  right('an own shuffle: random keys, sorted', {
    batches(data, { train }, { batchSize, seed, epoch }) {
      const { uniform } = seededRandom(seed * 10_007 + epoch);
      const keyed = train.map((index) => ({ index, key: uniform() }));
      const indices = keyed.toSorted((a, b) => a.key - b.key).map(({ index }) => index);
      return batches(data, { indices, batchSize });
    },
  }),
  right('seed and epoch are added', {
    batches: (data, { train }, { batchSize, seed, epoch }) =>
      batches(data, { indices: train, batchSize, seed: seed + epoch }),
  }),
];
