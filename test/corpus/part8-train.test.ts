import * as tf from '@tensorflow/tfjs';
import { batches, gather } from '../../src/data/batches.ts';
import * as reference from '../../solutions/part8/train.ts';
import { proveCorpus } from './corpus.ts';
import { descend, measuring, tensorsOf, training, usual, usualMeasuring } from './part8/trainings.ts'; // prettier-ignore

const wrong = [
  training('not shuffled', {
    cut: (data, indices, { batchSize }) => batches(data, { indices, batchSize }),
  }),
  training('every epoch has the same order', {
    cut: (data, indices, { batchSize, seed }) => batches(data, { indices, batchSize, seed }),
  }),
  training('the seed is left out', {
    cut: (data, indices, { batchSize, epoch }) =>
      batches(data, { indices, batchSize, seed: 0, epoch }),
  }),
  training('another order each time', {
    cut: (data, indices, { batchSize }) =>
      batches(data, { indices, batchSize, seed: Math.floor(Math.random() * 1e9) }),
  }),
  training('all samples of the data', {
    cut: (data, _, { batchSize, seed, epoch }) => batches(data, { batchSize, seed, epoch }),
  }),
  training('the last batch is dropped', {
    cut: (data, indices, { batchSize, seed, epoch }) =>
      batches(data, { indices, batchSize, seed, epoch, last: 'drop' }),
  }),
  training('levels are not scaled', {
    cut: (data, indices, { batchSize, seed, epoch }) =>
      batches(data, { indices, batchSize, seed, epoch, scale: 'levels' }),
  }),
  training('batches of 32, whatever is asked for', {
    cut: (data, indices, { seed, epoch }) => batches(data, { indices, batchSize: 32, seed, epoch }),
  }),
  training('uphill', { step: (step) => usual.step({ ...step, learningRate: -step.learningRate }) }),
  training('without the learning rate', { step: (step) => usual.step({ ...step, learningRate: 1 }) }), // prettier-ignore
  training('no step', { step: (step) => usual.step({ ...step, learningRate: 0 }) }),
  training('the rate is divided by the batch', {
    step: (step) =>
      usual.step({ ...step, learningRate: step.learningRate / (step.batch.size + 1) }),
  }),
  training('the loss after the step', {
    step: (step) => {
      usual.step(step);
      return tf.tidy(() => {
        const { x, labels } = tensorsOf(step.batch);
        return step.loss(step.network.forward(x), labels).loss.dataSync()[0];
      });
    },
  }),
  training('the step comes before backward', {
    step: ({ network, loss, batch, learningRate }) =>
      tf.tidy(() => {
        const { x, labels } = tensorsOf(batch);
        const { loss: value, gradient } = loss(network.forward(x), labels);
        descend(network, learningRate);
        network.backward(gradient);
        return value.dataSync()[0];
      }),
  }),
  training('only the first parameter moves', {
    step: ({ network, loss, batch, learningRate }) =>
      tf.tidy(() => {
        const { x, labels } = tensorsOf(batch);
        const { loss: value, gradient } = loss(network.forward(x), labels);
        network.backward(gradient);
        const [{ value: weight, gradient: slope }] = network.parameters();
        weight.assign(weight.sub(slope.mul(learningRate)));
        return value.dataSync()[0];
      }),
  }),
  training('the outputs go backward', {
    step: ({ network, loss, batch, learningRate }) =>
      tf.tidy(() => {
        const { x, labels } = tensorsOf(batch);
        const outputs = network.forward(x);
        network.backward(outputs);
        descend(network, learningRate);
        return loss(outputs, labels).loss.dataSync()[0];
      }),
  }),
  training('the labels of the first samples', {
    step: (step) => {
      const labels = step.batch.labels.map(() => step.batch.labels[0]);
      return usual.step({ ...step, batch: { ...step.batch, labels } });
    },
  }),
  training('two steps a batch', {
    step: (step) => {
      const value = usual.step(step);
      tf.tidy(() => descend(step.network, step.learningRate));
      return value;
    },
  }),
  training('with momentum', {
    step: (step) => {
      const before = step.network.parameters().map(({ value }) => value.arraySync() as number[]);
      const loss = usual.step(step);
      tf.tidy(() =>
        step.network.parameters().forEach(({ value }, i) => {
          value.assign(value.add(value.sub(tf.tensor(before[i])).mul(0.9)));
        }),
      );
      return loss;
    },
  }),
  training('the mean of the losses', {
    curve: (losses) => losses.reduce((sum, loss) => sum + loss, 0) / losses.length,
  }),
  training('the first loss is left out', { curve: (losses) => losses.slice(1) }),
  training('NaN is told as 0', { curve: (losses) => losses.map((loss) => loss || 0) }),
  training('NaN is thrown', {
    curve: (losses) => {
      if (losses.some(Number.isNaN)) throw new Error('diverged');
      return losses;
    },
  }),
  training('ends at the first NaN', {
    curve: (losses) => {
      const end = losses.findIndex(Number.isNaN);
      return end < 0 ? losses : losses.slice(0, end + 1);
    },
  }),
  training('seed 1 by default', { defaults: { seed: 1, epoch: 0 } }),
  training('epoch 1 by default', { defaults: { seed: 0, epoch: 1 } }),
  training('images stay behind', {
    step: (step) => {
      const value = usual.step(step);
      tensorsOf(step.batch);
      return value;
    },
  }),
  training('sorts the indices of whoever called', {
    cut: (data, indices, options) => {
      (indices as number[]).sort((a, b) => b - a);
      return usual.cut(data, indices, options);
    },
  }),
  measuring('the mean of the means', {
    measures: (sums) => ({
      loss: sums.reduce((all, { loss, size }) => all + loss / size, 0) / sums.length,
      accuracy: sums.reduce((all, { hits, size }) => all + hits / size, 0) / sums.length,
    }),
  }),
  measuring('sums', {
    measures: (sums) => ({
      loss: sums.reduce((all, { loss }) => all + loss, 0),
      accuracy: sums.reduce((all, { hits }) => all + hits, 0),
    }),
  }),
  measuring('a percentage', {
    measures: (sums) => {
      const { loss, accuracy } = usualMeasuring.measures(sums);
      return { loss, accuracy: 100 * accuracy };
    },
  }),
  measuring('the share of wrong answers', {
    measures: (sums) => {
      const { loss, accuracy } = usualMeasuring.measures(sums);
      return { loss, accuracy: 1 - accuracy };
    },
  }),
  measuring('the last batch only', {
    measures: (sums) => usualMeasuring.measures(sums.slice(-1)),
  }),
  measuring('without the last sample', { samples: (indices) => indices.slice(0, -1) }),
  measuring('batches of 100 by default', { batchSize: 100 }),
  measuring('goes backward', {
    batch: (network, loss, batch) => {
      tf.tidy(() => {
        const { x, labels } = tensorsOf(batch);
        network.backward(loss(network.forward(x), labels).gradient);
      });
      return usualMeasuring.batch(network, loss, batch);
    },
  }),
  measuring('trains a little', {
    batch: (network, loss, batch) => {
      const sum = usualMeasuring.batch(network, loss, batch);
      tf.tidy(() => {
        const [{ value }] = network.parameters();
        value.assign(value.mul(0.99));
      });
      return sum;
    },
  }),
  measuring('a diverged network is worth 0', {
    measures: (sums) => {
      const { loss, accuracy } = usualMeasuring.measures(sums);
      return { loss: loss || 0, accuracy };
    },
  }),
  measuring('outputs stay behind', {
    batch: (network, loss, batch) => {
      const sum = usualMeasuring.batch(network, loss, batch);
      tf.keep(tf.zeros([1]));
      return sum;
    },
  }),
];

const right = [
  training('reads each loss at once', {}),
  training('an order of its own', {
    cut: (data, indices, options) => {
      const all = [
        ...batches(data, { indices, batchSize: 1, seed: options.seed, epoch: options.epoch }),
      ].map((batch) => batch.indices[0]);
      const order = all.toReversed();
      return Array.from({ length: Math.ceil(order.length / options.batchSize) }, (_, i) =>
        gather(
          data,
          Uint32Array.from(order.slice(i * options.batchSize, (i + 1) * options.batchSize)),
        ),
      );
    },
  }),
  training('frees every tensor by hand', {
    step: ({ network, loss, batch, learningRate }) => {
      tf.engine().startScope();
      const { x, labels } = tensorsOf(batch);
      const { loss: value, gradient } = loss(network.forward(x), labels);
      network.backward(gradient);
      descend(network, learningRate);
      const [number] = value.dataSync();
      tf.engine().endScope();
      return number;
    },
  }),
  measuring('in arrays', {}),
  measuring('from the last sample to the first', { samples: (indices) => indices.toReversed() }),
];

proveCorpus({ part: 'part8', file: 'train', reference, wrong, right });
