import * as tf from '@tensorflow/tfjs';
import { epochOrder, gather } from '../../../src/data/batches.ts';
import { accuracy } from '../../../solutions/part3/accuracy.ts';
import type { TrainingRecord } from '../../../solutions/part3/train.ts';
import { named as right, training, variablesOf } from './epochs.ts';

const classesOf = (logits: tf.Tensor2D) => logits.shape[1];

/** The same training step in other words. */
export const rightSteps = [
  right('gradients of variables, given to the optimizer', {}),
  right('the gradient of the logits by its formula', {
    loss: (logits, labels) => {
      const loss = tf.customGrad((x, save) => {
        const z = x as tf.Tensor2D;
        const targets = tf.oneHot(labels, classesOf(z)).toFloat();
        (save as tf.GradSaveFunc)([z, targets]);
        return {
          value: tf.losses.softmaxCrossEntropy(targets, z),
          gradFunc: (dy, saved) => {
            const [kept, wanted] = saved as tf.Tensor2D[];
            return (kept.softmax() as tf.Tensor2D)
              .sub(wanted)
              .div(kept.shape[0])
              .mul(dy as tf.Tensor);
          },
        };
      });
      return loss(logits) as tf.Scalar;
    },
  }),
  right('all images in one tensor, gathered', (model, optimizer, data, split, options) => {
    const { count, height, width, channels } = data;
    const all = tf.tidy(() => tf.tensor(data.images, [count, height, width, channels]).div(255));
    return training({
      images: ({ batch }) =>
        all.gather(tf.tensor1d(Int32Array.from(batch.indices), 'int32')) as tf.Tensor4D,
    })(model, optimizer, data, split, options).finally(() => all.dispose());
  }),
  right(
    'optimizer.minimize in a scope, everything read at once',
    async (model, optimizer, data, split, options = {}) => {
      const { epoch = 0, batchSize = 50, every = 10, seed = 0, onRecord = () => {} } = options;
      const order = epochOrder(split.train, seed, epoch);
      const steps = Math.ceil(order.length / batchSize);
      const records: TrainingRecord[] = [];
      for (let k = 0; k < steps; k++) {
        const batch = gather(data, order.slice(k * batchSize, (k + 1) * batchSize));
        const numbers = { loss: 0, trainAccuracy: 0 };
        tf.engine().startScope();
        const shape = [batch.size, data.height, data.width, data.channels];
        const x = tf.tensor(batch.images, shape);
        const y = tf.tensor1d(Array.from(batch.labels), 'int32');
        optimizer.minimize(
          () => {
            const logits = model.apply(x, { training: true }) as tf.Tensor2D;
            const loss = tf.losses.softmaxCrossEntropy(tf.oneHot(y, classesOf(logits)), logits);
            numbers.loss = loss.dataSync()[0];
            numbers.trainAccuracy = logits.argMax(1).equal(y).mean().dataSync()[0];
            return loss as tf.Scalar;
          },
          false,
          variablesOf(model),
        );
        tf.engine().endScope();
        const step = epoch * steps + k + 1;
        if (step % every !== 0) continue;
        const validationAccuracy = await accuracy(model, data, split.validation);
        const record = Object.freeze({ step, ...numbers, validationAccuracy });
        onRecord(record);
        records.push(record);
      }
      return records;
    },
  ),
];
