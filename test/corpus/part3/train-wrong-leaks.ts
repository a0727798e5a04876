import * as tf from '@tensorflow/tfjs';
import { batches } from '../../../src/data/batches.ts';
import { accuracy } from '../../../solutions/part3/accuracy.ts';
import { trainEpoch, type TrainingRecord } from '../../../solutions/part3/train.ts';
import {
  crossEntropies,
  imagesOf,
  named as wrong,
  type TrainEpoch,
  variablesOf,
} from './epochs.ts';

type Name = 'images' | 'labels' | 'loss' | 'logits' | 'hits' | 'gradients';
type Left = (name: Name, isRecorded: boolean) => boolean;

/** Every tensor of a step has a name, and some are not freed. */
const leaving =
  (left: Left): TrainEpoch =>
  async (model, optimizer, data, split, options = {}) => {
    const { epoch = 0, batchSize = 50, every = 10, seed = 0, onRecord } = options;
    const records: TrainingRecord[] = [];
    let step = epoch * Math.ceil(split.train.length / batchSize);
    for (const batch of batches(data, { indices: split.train, batchSize, seed, epoch })) {
      step++;
      const images = imagesOf({ batch, data });
      const labels = tf.tensor1d(batch.labels, 'int32');
      let logits: tf.Tensor2D;
      const { value: loss, grads } = tf.variableGrads(() => {
        logits = tf.keep(model.apply(images, { training: true }) as tf.Tensor2D);
        return crossEntropies(logits, labels).mean();
      }, variablesOf(model));
      const hits = tf.tidy(() => logits.argMax(1).equal(labels).mean());
      optimizer.applyGradients(grads);
      const isRecorded = step % every === 0;
      if (isRecorded) {
        const record = {
          step,
          loss: (await loss.data())[0],
          trainAccuracy: (await hits.data())[0],
          validationAccuracy: await accuracy(model, data, split.validation),
        };
        records.push(record);
        onRecord?.(record);
      }
      const all = { images, labels, loss, logits: logits!, hits, gradients: grads };
      for (const [name, tensors] of Object.entries(all)) {
        if (!left(name as Name, isRecorded)) tf.dispose(tensors);
      }
    }
    return records;
  };

const names: Name[] = ['loss', 'gradients'];

/** Tensors are left behind, or freed that belong to others. */
export const wrongLeaks = [
  ...names.map((left) =>
    wrong(
      `${left} of each step are left behind`,
      leaving((name) => name === left),
    ),
  ),
  wrong(
    'the loss is left behind where a record is made',
    leaving((name, isRecorded) => name === 'loss' && isRecorded),
  ),
  wrong('the weights are freed after each epoch', async (model, ...rest) => {
    const records = await trainEpoch(model, ...rest);
    tf.dispose(model.getWeights());
    return records;
  }),
  wrong('all that there is, is freed after each epoch', async (...given) => {
    const records = await trainEpoch(...given);
    tf.disposeVariables();
    return records;
  }),
];
