import * as tf from '@tensorflow/tfjs';
import { gather } from '../../../src/data/batches.ts';
import { accuracy } from '../../../solutions/part3/accuracy.ts';
import {
  crossEntropies,
  imagesOf,
  named as wrong,
  type Step,
  training,
  type TrainEpoch,
} from './epochs.ts';

/** A number of each step, of which a record holds what `of` makes of all so far. */
function since(
  field: 'loss' | 'trainAccuracy',
  of: (numbers: number[], step: Step, every: number) => number,
): TrainEpoch {
  return (model, optimizer, data, split, options = {}) => {
    let numbers: number[] = [];
    const { every = 10, ...rest } = options;
    return training({
      record: (record, step) => {
        if (step.before === 0) numbers = [];
        numbers.push(record[field]);
        return { ...record, [field]: of(numbers, step, every) };
      },
      result: (records) => records.filter(({ step }) => step % every === 0),
      tell: (onRecord, record) => {
        if (record.step % every === 0) onRecord?.(record);
      },
    })(model, optimizer, data, split, { ...rest, every: 1 });
  };
}

const meanOf = (numbers: number[]) => numbers.reduce((a, b) => a + b, 0) / numbers.length;

/** The loss in a record is another one. */
export const wrongRecordedLosses = [
  wrong('the loss after the update', {
    record: (record, step) => ({ ...record, ...measured(step) }),
  }),
  wrong(
    'the mean of the losses since the last record',
    since('loss', (losses, { step }, every) => meanOf(losses.slice(-(((step - 1) % every) + 1)))),
  ),
  wrong('the loss of all training samples', {
    record: (record, step) => ({ ...record, loss: measuredOn(step, step.split.train).loss }),
  }),
  wrong('a promise', {
    record: (record) => ({ ...record, loss: Promise.resolve(record.loss) }),
  }),
];

/** Loss and accuracy of the network as it is now, on the batch of the step. */
function measured(step: Step): { loss: number; trainAccuracy: number } {
  return tf.tidy(() => {
    const logits = step.model.apply(imagesOf(step)) as tf.Tensor2D;
    const labels = tf.tensor1d(step.batch.labels, 'int32');
    return {
      loss: crossEntropies(logits, labels).mean<tf.Scalar>().dataSync()[0],
      trainAccuracy: logits.argMax(1).equal(labels).mean().dataSync()[0],
    };
  });
}

/** The same on other samples. */
const measuredOn = (step: Step, indices: readonly number[]) =>
  measured({ ...step, batch: gather(step.data, Uint32Array.from(indices)) });

/** The accuracies in a record are others. */
export const wrongRecordedAccuracies = [
  wrong('the training accuracy of all training samples, before the update', beforehand('train')),
  wrong('the training accuracy is of evaluation mode', evaluatedFirst()),
  wrong('the validation accuracy of the first 50 validation samples', {
    validation: ({ model, data, split }) => accuracy(model, data, split.validation.slice(0, 50)),
  }),
  wrong('the validation accuracy in training mode', {
    validation: ({ model, data, split }) =>
      tf.tidy(() => {
        const batch = gather(data, Uint32Array.from(split.validation));
        const logits = model.apply(imagesOf({ batch, data }), { training: true }) as tf.Tensor2D;
        const labels = tf.tensor1d(batch.labels, 'int32');
        return logits.argMax(1).equal(labels).mean().dataSync()[0];
      }),
  }),
  wrong('the validation accuracy of the first record for all of the epoch', firstForAll()),
];

/** An accuracy that is measured before the batch is used. */
function beforehand(samples: 'train' | 'validation'): TrainEpoch {
  const field = samples === 'train' ? 'trainAccuracy' : 'validationAccuracy';
  return (model, optimizer, data, split, options) => {
    let known: Promise<number>;
    return training({
      images: (step) => {
        known = accuracy(model, data, split[samples]);
        return imagesOf(step);
      },
      record: async (record) => ({ ...record, [field]: await known }),
    })(model, optimizer, data, split, options);
  };
}

function evaluatedFirst(): TrainEpoch {
  return (model, optimizer, data, split, options) => {
    let known = 0;
    return training({
      images: (step) => {
        known = measured(step).trainAccuracy;
        return imagesOf(step);
      },
      record: (record) => ({ ...record, trainAccuracy: known }),
    })(model, optimizer, data, split, options);
  };
}

function firstForAll(): TrainEpoch {
  return (model, optimizer, data, split, options) => {
    let first: Promise<number> | undefined;
    return training({
      validation: () => (first ??= accuracy(model, data, split.validation)),
    })(model, optimizer, data, split, options);
  };
}
