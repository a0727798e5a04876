import * as tf from '@tensorflow/tfjs';
import * as reference from '../../solutions/part8/losses.ts';
import { proveCorpus } from './corpus.ts';
import { loss, missing, oneHot } from './part8/losses.ts';

type X = tf.Tensor2D;

const { logSoftmax } = reference;

const wrong = [
  loss('the logarithm of a softmax', 'crossEntropy', {
    loss: (x, t) => x.softmax().log().mul(t).sum(1).mean().neg(),
  }),
  loss('an ε in the logarithm', 'crossEntropy', {
    loss: (x, t) => x.softmax().add(1e-7).log().mul(t).sum(1).mean().neg(),
  }),
  loss('without subtracting the largest', 'crossEntropy', {
    loss: (x, t) => x.exp().sum(1).log().sub(x.mul(t).sum(1)).mean(),
  }),
  loss('the mean over all numbers', 'crossEntropy', {
    loss: (x, t) => logSoftmax(x).mul(t).mean().neg(),
  }),
  loss('the sum over the batch', 'crossEntropy', {
    loss: (x, t) => logSoftmax(x).mul(t).sum().neg(),
  }),
  loss('the gradient is not divided by N', 'crossEntropy', {
    gradient: (x, t) => x.softmax().sub(t),
  }),
  loss('the gradient is t − softmax', 'crossEntropy', {
    gradient: (x, t) => t.sub(x.softmax()).div(x.shape[0]),
  }),
  loss('the gradient is only at the labels', 'crossEntropy', {
    gradient: (x, t) => x.softmax().sub(t).mul(t).div(x.shape[0]),
  }),
  loss('takes the log-softmax itself', 'negativeLogLikelihood', {
    loss: (x, t) => logSoftmax(x).mul(t).sum(1).mean().neg(),
  }),
  loss('no minus', 'negativeLogLikelihood', { loss: (x, t) => x.mul(t).sum(1).mean() }),
  loss('takes probabilities', 'negativeLogLikelihood', {
    loss: (x, t) => x.abs().add(1e-6).log().mul(t).sum(1).mean().neg(),
  }),
  loss('the gradient is that of the cross-entropy', 'negativeLogLikelihood', {
    gradient: (x, t) => x.softmax().sub(t).div(x.shape[0]),
  }),
  loss('the gradient has no N', 'negativeLogLikelihood', { gradient: (_, t) => t.neg() }),
  loss('the label counts too', 'multiMargin', {
    loss: (x, t) => missing(x, t).relu().sum().div(x.size),
  }),
  loss('over the other classes', 'multiMargin', {
    loss: (x, t) =>
      missing(x, t)
        .relu()
        .mul(tf.sub(1, t))
        .sum()
        .div(x.shape[0] * (x.shape[1] - 1)),
  }),
  loss('the sum over the classes', 'multiMargin', {
    loss: (x, t) => missing(x, t).relu().mul(tf.sub(1, t)).sum().div(x.shape[0]),
  }),
  loss('the worst class alone', 'multiMargin', {
    loss: (x, t) => missing(x, t).relu().mul(tf.sub(1, t)).max(1).sum().div(x.size),
  }),
  loss('no margin', 'multiMargin', {
    loss: (x, t) => missing(x, t).sub(1).relu().mul(tf.sub(1, t)).sum().div(x.size),
  }),
  loss('the squares', 'multiMargin', {
    loss: (x, t) => missing(x, t).relu().mul(tf.sub(1, t)).square().sum().div(x.size),
  }),
  loss('a margin that is met exactly pulls', 'multiMargin', {
    gradient: (x, t) => {
      const is = missing(x, t).greaterEqual(0).toFloat().mul(tf.sub(1, t));
      return is.sub(t.mul(is.sum(1, true))).div(x.size);
    },
  }),
  loss('the label is not pulled', 'multiMargin', {
    gradient: (x, t) => tf.step(missing(x, t)).mul(tf.sub(1, t)).div(x.size),
  }),
  loss('the label is pulled once', 'multiMargin', {
    gradient: (x, t) => {
      const is = tf.step(missing(x, t)).mul(tf.sub(1, t));
      return is.sub(t.mul(is.max(1, true))).div(x.size);
    },
  }),
  loss('half', 'meanSquaredError', {
    loss: (x, t) => x.sub(t).square().mean().div(2),
    gradient: (x, t) => x.sub(t).div(x.size),
  }),
  loss('the gradient lacks the 2', 'meanSquaredError', {
    gradient: (x, t) => x.sub(t).div(x.size),
  }),
  loss('a sum over classes', 'meanSquaredError', {
    loss: (x, t) => x.sub(t).square().sum(1).mean(),
  }),
  loss('of the softmax', 'meanSquaredError', {
    loss: (x, t) => x.softmax().sub(t).square().mean(),
  }),
  loss('a single label is stretched', 'meanSquaredError', { stretches: true }),
  loss('the squares', 'meanAbsoluteError', { loss: (x, t) => x.sub(t).square().mean() }),
  loss('at 0 the slope is 1', 'meanAbsoluteError', {
    gradient: (x, t) => x.greaterEqual(t).toFloat().mul(2).sub(1).div(x.size),
  }),
  loss('the gradient is the difference', 'meanAbsoluteError', {
    gradient: (x, t) => x.sub(t).div(x.size),
  }),
  loss('by the norms of rows', 'meanAbsoluteError', {
    loss: (x, t) => x.sub(t).square().sum(1).sqrt().mean(),
  }),
  loss('the loss is a number', 'meanAbsoluteError', {
    loss: (x, t) => x.sub(t).abs().mean().dataSync()[0] as never,
  }),
  loss('TensorFlow.js finds the gradient', 'crossEntropy', {
    gradient: (x, t) =>
      tf.grad((logits: tf.Tensor) => tf.losses.softmaxCrossEntropy(t, logits as X))(x),
  }),
  {
    name: 'logSoftmax: along the batch',
    module: { logSoftmax: (x: X) => logSoftmax(x.transpose()).transpose() },
  },
  {
    name: 'logSoftmax: the largest of the whole batch is subtracted',
    module: {
      logSoftmax: (x: X) => {
        const shifted = x.sub(x.max());
        return shifted.sub(shifted.exp().sum(1, true).log());
      },
    },
  },
  {
    name: 'logSoftmax: kept',
    module: { logSoftmax: (x: X) => tf.keep(logSoftmax(x)) },
  },
  {
    name: 'logSoftmax: disposes of the logits',
    module: {
      logSoftmax: (x: X) => {
        const y = logSoftmax(x);
        x.dispose();
        return y;
      },
    },
  },
  {
    name: 'logSoftmaxBackward: the softmax is not multiplied by Σ g',
    module: { logSoftmaxBackward: (y: X, g: X) => g.sub(y.exp()) },
  },
  {
    name: 'logSoftmaxBackward: that of the softmax',
    module: {
      logSoftmaxBackward: (y: X, g: X) => {
        const p = y.exp();
        return p.mul(g.sub(g.mul(p).sum(1, true)));
      },
    },
  },
  {
    name: 'logSoftmaxBackward: y in place of its exponential',
    module: { logSoftmaxBackward: (y: X, g: X) => g.sub(y.mul(g.sum(1, true))) },
  },
  {
    name: 'lossOf: nll without a log-softmax',
    module: {
      lossOf: (criterion: reference.Criterion, x: X, labels: tf.Tensor1D) =>
        criterion === 'nll'
          ? reference.negativeLogLikelihood(x, labels)
          : reference.lossOf(criterion, x, labels),
    },
  },
  {
    name: 'lossOf: the gradient of nll does not go back through the log-softmax',
    module: {
      lossOf: (criterion: reference.Criterion, x: X, labels: tf.Tensor1D) =>
        criterion === 'nll'
          ? reference.negativeLogLikelihood(logSoftmax(x), labels)
          : reference.lossOf(criterion, x, labels),
    },
  },
  {
    name: 'lossOf: mse and mae exchanged',
    module: {
      lossOf: (criterion: reference.Criterion, x: X, labels: tf.Tensor1D) => {
        const other = { mse: 'mae', mae: 'mse' } as const;
        const name = criterion === 'mse' || criterion === 'mae' ? other[criterion] : criterion;
        return reference.lossOf(name, x, labels);
      },
    },
  },
];

const right = [
  loss('logSumExp', 'crossEntropy', {
    loss: (x, t) => tf.logSumExp(x, 1).sub(x.mul(t).sum(1)).mean(),
    gradient: (x, t) => x.softmax().sub(t).div(x.shape[0]),
  }),
  loss('by gather', 'negativeLogLikelihood', {
    loss: (x, t) => {
      const rows = tf.range(0, x.shape[0], 1, 'int32');
      return tf.gatherND(x, tf.stack([rows, t.argMax(1)], 1)).mean().neg(); // prettier-ignore
    },
  }),
  loss('row by row, in arrays', 'multiMargin', {
    gradient: (x, t) => {
      const [outputs, targets] = [x.arraySync(), t.arraySync()];
      const rows = outputs.map((row, n) => {
        const label = targets[n].indexOf(1);
        const lacks = row.map((value, k) => Number(k !== label && value - row[label] > -1));
        const count = lacks.reduce((sum, one) => sum + one, 0);
        return lacks.map((one, k) => (k === label ? -count : one) / x.size);
      });
      return tf.tensor2d(rows);
    },
  }),
  loss('squaredDifference', 'meanSquaredError', {
    loss: (x, t) => tf.squaredDifference(x, t).mean(),
    gradient: (x, t) => x.sub(t).add(x.sub(t)).div(x.size),
  }),
  loss('by comparisons', 'meanAbsoluteError', {
    gradient: (x, t) => x.greater(t).toFloat().sub(x.less(t).toFloat()).div(x.size),
  }),
  {
    name: 'tidies up itself, and calls the library’s log-softmax',
    module: {
      logSoftmax: (x: X) => tf.tidy(() => x.logSoftmax()),
      crossEntropy: (x: X, labels: tf.Tensor1D) => {
        if (x.shape[0] !== labels.size) throw new Error(`${x.shape[0]} against ${labels.size}`);
        return tf.tidy(() => {
          const y = x.logSoftmax();
          const t = oneHot(x, labels);
          return {
            loss: y.mul(t).sum().div(-x.shape[0]),
            gradient: y.exp().sub(t).div(x.shape[0]),
          };
        });
      },
    },
  },
];

proveCorpus({ part: 'part8', file: 'losses', reference, wrong, right });
