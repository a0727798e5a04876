import type { Tensor1D, Tensor2D } from '@tensorflow/tfjs';
import { tf } from './tensorflow.ts';
import type { Heard, Script, TrainingEvent } from './trial-spec.ts';

// A network, a loss and a trainer of the laws' own, which notice what is done with them. The gradients are no
// derivatives: whoever uses them cannot know.

const heard: Heard[] = [];
/** Of the trainer that was made last. */
let lastEvents: TrainingEvent[] = [];

export const trialStandIns = {
  /** What networks and losses were asked since this was asked last, or a network was made. */
  heard(): Heard[] {
    return heard.splice(0);
  },

  /** What the trainer that was made last has noticed since this was asked last. */
  trainingEvents(): TrainingEvent[] {
    return lastEvents.splice(0);
  },

  /**
   * A network that gives xW + b. On the way back, every number of W has the gradient s/8 and every number of b
   * s/4 − 1, where s is the sum of what came.
   */
  makeStandInNetwork(weight: number[][], bias: number[]) {
    const parameterOf = (numbers: number[] | number[][]) =>
      tf.tidy(() => {
        const value = tf.variable(tf.tensor(numbers));
        return { value, gradient: tf.variable(tf.zerosLike(value)) };
      });
    const [w, b] = [parameterOf(weight), parameterOf(bias)];
    heard.splice(0);
    return {
      forward(x: Tensor2D): Tensor2D {
        heard.push({ by: 'forward', images: x.arraySync() });
        return tf.tidy(() => tf.matMul<Tensor2D>(x, w.value as unknown as Tensor2D).add(b.value));
      },
      backward(gradOutput: Tensor2D): void {
        const gradient = gradOutput.arraySync();
        heard.push({ by: 'backward', gradient });
        const sum = gradient.flat().reduce((total, value) => total + value, 0);
        tf.tidy(() => {
          w.gradient.assign(tf.fill(w.value.shape, sum / 8));
          b.gradient.assign(tf.fill(b.value.shape, sum / 4 - 1));
        });
      },
      parameters: () => [w, b],
    };
  },

  /** A loss: the mean over the batch of Σ (k + 1) · outputₖ + label. Its gradient is output/2 + label. */
  makeStandInCriterion() {
    return (outputs: Tensor2D, labels: Tensor1D) => {
      heard.push({ by: 'loss', outputs: outputs.arraySync(), labels: labels.arraySync() });
      return tf.tidy(() => {
        const column = labels.toFloat().expandDims(1);
        const weights = tf.range(1, outputs.shape[1] + 1);
        return {
          loss: outputs.mul(weights).sum(1, true).add(column).mean(),
          gradient: outputs.div(2).add(column),
        };
      });
    };
  },

  /** The softmax cross-entropy, with its gradient. */
  makeCrossEntropyCriterion() {
    return (outputs: Tensor2D, labels: Tensor1D) =>
      tf.tidy(() => {
        const targets = tf.oneHot(labels, outputs.shape[1], 1, 0, 'float32') as Tensor2D;
        return {
          loss: tf.logSumExp(outputs, 1).sub(outputs.mul(targets).sum(1)).mean(),
          gradient: outputs.softmax().sub(targets).div(outputs.shape[0]),
        };
      });
  },

  /**
   * Trains by a script. Time goes on only from the end of one epoch to the end of the next, once nobody has
   * anything left to do.
   */
  makeStandInTrainer(script: Script) {
    const pending: { due: number; end: () => void }[] = [];
    const events: TrainingEvent[] = [];
    lastEvents = events;
    let now = 0;
    const goOn = () =>
      setImmediate(() => {
        pending.sort((a, b) => a.due - b.due);
        const [next] = pending;
        now = next.due;
        next.end();
        pending.shift();
        if (pending.length > 0) goOn();
      });
    return (trial: { trial: number }, epoch: number) => {
      const step = script[trial.trial]?.[epoch - 1];
      if (step === undefined) throw new Error(`there is no epoch ${epoch} of trial ${trial.trial}`);
      const { loss, accuracy, time, error, isAtOnce } = step;
      const event = { trial: structuredClone(trial), epoch };
      events.push({ what: 'begins', ...event, time: now });
      if (isAtOnce) throw new Error(error);
      return new Promise((resolve, reject) => {
        pending.push({
          due: now + time,
          end() {
            events.push({ what: 'ends', ...event, time: now });
            if (error === undefined) resolve({ loss, accuracy });
            else reject(new Error(error));
          },
        });
        if (pending.length === 1) goOn();
      });
    };
  },
};
