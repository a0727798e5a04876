import * as tf from '@tensorflow/tfjs';
import { seededRandom } from '../../src/common/random.ts';
import { evaluate, trainEpoch } from '../../solutions/part6/epoch.ts';
import { proveCorpus } from './corpus.ts';
import { evaluating, hitsOf, targetsOf, training, usualCut, usualMeasures, usualStep } from './part6/epochs.ts'; // prettier-ignore

const range = (count: number) => Array.from({ length: count }, (_, i) => i);

const wrong = [
  training('not shuffled', { order: range }),
  training('every epoch has the same order', {
    order: (count, { seed }) => seededRandom(seed).permutation(count),
  }),
  training('the seed is left out', {
    order: (count, { epoch }) => seededRandom(epoch).permutation(count),
  }),
  training('another order each time', {
    order: (count) => range(count).toSorted(() => Math.random() - 0.5),
  }),
  training('samples are drawn with replacement', {
    order: (count, { seed, epoch }) => {
      const random = seededRandom(seed * 31 + epoch);
      return range(count).map(() => random.integer(count));
    },
  }),
  training('the last batch is dropped', {
    cut: (order, batchSize) =>
      usualCut(order, batchSize).filter(({ length }) => length === batchSize),
  }),
  training('the last batch is filled up', {
    cut: (order, batchSize) =>
      usualCut(order, batchSize).map((batch) =>
        batch.length === batchSize
          ? batch
          : [...batch, ...order.slice(0, batchSize - batch.length)],
      ),
  }),
  training('what is left joins the last full batch', {
    cut: (order, batchSize) => {
      const batches = usualCut(order, batchSize);
      if (batches.length < 2 || batches.at(-1)!.length === batchSize) return batches;
      return [...batches.slice(0, -2), [...batches.at(-2)!, ...batches.at(-1)!]];
    },
  }),
  training('one sample too few in each batch', {
    cut: (order, batchSize) =>
      usualCut(order, batchSize).map((batch) => batch.slice(0, Math.max(1, batch.length - 1))),
  }),
  training('batches of 50 by default', { defaults: { batchSize: 50 } }),
  training('seed 1 by default', { defaults: { seed: 1 } }),
  training('the mean of the means', {
    measures: (sums) => ({
      loss: sums.reduce((total, { loss }) => total + loss, 0) / sums.length,
      accuracy: sums.reduce((total, { hits, size }) => total + hits / size, 0) / sums.length,
    }),
  }),
  training('the loss is a sum', {
    measures: (sums) => ({
      ...usualMeasures(sums),
      loss: sums.reduce((total, { loss, size }) => total + loss * size, 0),
    }),
  }),
  training('the accuracy is a percentage', {
    measures: (sums) => ({ ...usualMeasures(sums), accuracy: 100 * usualMeasures(sums).accuracy }),
  }),
  training('the accuracy is the error', {
    measures: (sums) => ({ ...usualMeasures(sums), accuracy: 1 - usualMeasures(sums).accuracy }),
  }),
  training('the measures of the last batch', { measures: (sums) => usualMeasures(sums.slice(-1)) }),
  training('the measures of the first batch', {
    measures: (sums) => usualMeasures(sums.slice(0, 1)),
  }),
  training('NaN is thrown', {
    measures: (sums) => {
      const measures = usualMeasures(sums);
      if (Number.isNaN(measures.loss)) throw new Error('diverged');
      return measures;
    },
  }),
  training('NaN is told as 0', {
    measures: (sums) => ({ ...usualMeasures(sums), loss: usualMeasures(sums).loss || 0 }),
  }),
  training('no step', { step: (step) => usualStep({ ...step, optimizer: undefined }) }),
  training('the step comes before backward', {
    step: ({ network: net, loss, optimizer: sgd, images, labels }) =>
      tf.tidy(() => {
        const outputs = net.forward(images);
        const value = loss.forward(outputs, targetsOf(labels, outputs)).dataSync()[0];
        const hits = hitsOf(outputs, labels);
        sgd!.step();
        net.backward(loss.backward());
        return { loss: value, hits, size: labels.size };
      }),
  }),
  training('the outputs go backward', {
    step: ({ network: net, loss, optimizer: sgd, images, labels }) =>
      tf.tidy(() => {
        const outputs = net.forward(images);
        const value = loss.forward(outputs, targetsOf(labels, outputs)).dataSync()[0];
        const hits = hitsOf(outputs, labels);
        net.backward(outputs);
        sgd!.step();
        return { loss: value, hits, size: labels.size };
      }),
  }),
  training('the gradient is divided by the batch once more', {
    step: ({ network: net, loss, optimizer: sgd, images, labels }) =>
      tf.tidy(() => {
        const outputs = net.forward(images);
        const value = loss.forward(outputs, targetsOf(labels, outputs)).dataSync()[0];
        const hits = hitsOf(outputs, labels);
        net.backward(loss.backward().div(labels.size + 1));
        sgd!.step();
        return { loss: value, hits, size: labels.size };
      }),
  }),
  training('two steps for each batch', {
    step: (step) => {
      const sums = usualStep(step);
      step.optimizer!.step();
      return sums;
    },
  }),
  training('the labels of the first samples', {
    step: (step) => {
      const labels = tf.tidy(() => step.all.labels.slice(0, step.labels.size));
      const sums = usualStep({ ...step, labels });
      labels.dispose();
      return sums;
    },
  }),
  training('labels are not one-hot', {
    step: ({ network: net, loss, optimizer: sgd, images, labels }) =>
      tf.tidy(() => {
        const outputs = net.forward(images);
        const column = labels.toFloat().expandDims(1) as tf.Tensor2D;
        const value = loss.forward(outputs, column).dataSync()[0];
        net.backward(loss.backward());
        sgd!.step();
        return { loss: value, hits: hitsOf(outputs, labels), size: labels.size };
      }),
  }),
  training('the measures come after the step', {
    step: (step) => {
      usualStep(step);
      return usualStep({ ...step, optimizer: undefined });
    },
  }),
  training('outputs are left behind', {
    step: (step) => {
      const sums = usualStep(step);
      tf.keep(step.images.clone());
      return sums;
    },
  }),
  training('the images are disposed of', {
    step: (step) => {
      const sums = usualStep(step);
      if (sums.size < 3) step.all.images.dispose();
      return sums;
    },
  }),
  evaluating('shuffles, and leaves the last out', {
    cut: (order, batchSize) => usualCut(order.slice(0, -1), batchSize),
  }),
  evaluating('goes backward', {
    step: (step) => {
      const optimizer = { step: () => undefined };
      return usualStep({ ...step, optimizer });
    },
  }),
  evaluating('batches of 50 by default', { defaults: { batchSize: 50 } }),
  evaluating('the mean of the means', {
    measures: (sums) => ({
      loss: sums.reduce((total, { loss }) => total + loss, 0) / sums.length,
      accuracy: sums.reduce((total, { hits, size }) => total + hits / size, 0) / sums.length,
    }),
  }),
  evaluating('a percentage', {
    measures: (sums) => ({ ...usualMeasures(sums), accuracy: 100 * usualMeasures(sums).accuracy }),
  }),
  evaluating('tensors are left behind', {
    step: (step) => {
      const sums = usualStep(step);
      tf.keep(step.labels.clone());
      return sums;
    },
  }),
];

const right = [
  training('reads after each step', {}),
  training('an order by arithmetic of its own', {
    order: (count, { seed, epoch }) =>
      seededRandom(Math.imul(seed, 7919) ^ Math.imul(epoch + 1, 104729)).permutation(count),
  }),
  training('a forward pass of its own for the accuracy', {
    step: ({ network: net, loss, optimizer: sgd, images, labels }) =>
      tf.tidy(() => {
        const hits = hitsOf(net.forward(images), labels);
        const outputs = net.forward(images);
        const value = loss.forward(outputs, targetsOf(labels, outputs)).dataSync()[0];
        net.backward(loss.backward());
        sgd!.step();
        return { loss: value, hits, size: labels.size };
      }),
  }),
  training('everything on arrays', {
    step: ({ network: net, loss, optimizer: sgd, images, labels }) =>
      tf.tidy(() => {
        const outputs = net.forward(tf.tensor2d(images.arraySync()));
        const list = labels.arraySync();
        const rows = outputs.arraySync();
        const targets = tf.tensor2d(
          list.map((label) => rows[0].map((_, k) => Number(k === label))),
        );
        const value = loss.forward(outputs, targets).arraySync();
        const hits = rows.filter((row, n) => row.indexOf(Math.max(...row)) === list[n]).length;
        net.backward(loss.backward());
        sgd!.step();
        return { loss: value, hits, size: list.length };
      }),
  }),
  evaluating('reads after each batch, in another order', {
    order: (count) => range(count).toReversed(),
  }),
];

proveCorpus({ part: 'part6', file: 'epoch', reference: { trainEpoch, evaluate }, wrong, right });
