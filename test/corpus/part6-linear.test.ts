import * as tf from '@tensorflow/tfjs';
import * as reference from '../../solutions/part6/linear.ts';
import { seededRandom } from '../../src/common/random.ts';
import { proveCorpus } from './corpus.ts';
import { layer, named } from './part6/linears.ts';

const { Linear } = reference;

const wrong = [
  layer('the weights are uniform', {
    weights: (inputs, outputs, { std = 0.01, seed = 0 }) => {
      const random = seededRandom(seed);
      return Array.from(
        { length: inputs * outputs },
        () => std * Math.sqrt(12) * (random.uniform() - 0.5),
      );
    },
  }),
  layer('std is taken for the variance', {
    weights: (inputs, outputs, { std = 0.01, seed = 0 }) => {
      const random = seededRandom(seed);
      return Array.from({ length: inputs * outputs }, () => Math.sqrt(std) * random.normal());
    },
  }),
  layer('std is 0.1 by default', {
    weights: (inputs, outputs, { std = 0.1, seed = 0 }) => {
      const random = seededRandom(seed);
      return Array.from({ length: inputs * outputs }, () => std * random.normal());
    },
  }),
  layer('the seed is left out', {
    weights: (inputs, outputs, { std = 0.01 }) => {
      const random = seededRandom(0);
      return Array.from({ length: inputs * outputs }, () => std * random.normal());
    },
  }),
  layer('the seed is the clock', {
    weights: (inputs, outputs, { std = 0.01 }) => {
      const random = seededRandom(performance.now() * 1000);
      return Array.from({ length: inputs * outputs }, () => std * random.normal());
    },
  }),
  layer('every row of weights is the same', {
    weights: (inputs, outputs, { std = 0.01, seed = 0 }) =>
      Array.from({ length: inputs }, () => {
        const random = seededRandom(seed);
        return Array.from({ length: outputs }, () => std * random.normal());
      }).flat(),
  }),
  layer('biases are drawn too', {
    bias: (outputs, { std = 0.01, seed = 0 }) => {
      const random = seededRandom(seed + 1);
      return Array.from({ length: outputs }, () => std * random.normal());
    },
  }),
  layer('no bias in forward', { forward: (x, weight) => tf.matMul(x, weight) }),
  layer('the bias is a column', {
    forward: (x, weight, bias) => tf.matMul(x, weight).add(bias.sum()),
  }),
  layer('forward averages over the inputs', {
    forward: (x, weight, bias) => tf.matMul(x, weight).div(x.shape[1]).add(bias),
  }),
  layer('the gradient of W is divided by the batch', {
    weightGradient: (x, g) => tf.matMul(x, g, true).div(x.shape[0]),
  }),
  layer('the gradient of b is a mean', { biasGradient: (g) => g.mean(0) }),
  layer('the gradient of b is that of the first sample', {
    biasGradient: (g) => g.slice([0, 0], [1, -1]).reshape([-1]),
  }),
  layer('the gradient of b is the batch size: gradOutput is ignored', {
    biasGradient: (g) => tf.onesLike(g).sum(0),
  }),
  layer('gradients add up', {
    weightGradient: (x, g, before) => tf.matMul(x, g, true).add(before),
    biasGradient: (g, _, before) => g.sum(0).add(before),
  }),
  layer('only the gradient of b adds up', { biasGradient: (g, _, before) => g.sum(0).add(before) }),
  layer('gradients have the opposite sign', {
    weightGradient: (x, g) => tf.matMul(x, g, true).neg(),
    biasGradient: (g) => g.sum(0).neg(),
  }),
  layer('weight decay is in the gradient', {
    weightGradient: (x, g) => tf.matMul(x, g, true).add(0.0005),
  }),
  layer('the first x is kept for ever', { keep: (x, before) => before ?? x.clone() }),
  layer('what goes back is gradOutput times the sum of W', {
    input: (x, g, weight) => tf.zerosLike(x).add(g.sum(1, true).mul(weight.sum())),
  }),
  layer('what goes back has the bias in it', {
    input: (x, g, weight) => tf.matMul(g, weight, false, true).add(1),
  }),
  layer('what goes back is x', { input: (x) => x }),
  layer('what goes back is 0', { input: (x) => tf.zerosLike(x) }),
  layer('backward takes a step by itself', {
    after: ([weight]) => weight.value.assign(weight.value.sub(weight.gradient.mul(0.01))),
  }),
  layer('backward before forward trips over undefined', {
    missing: () => {
      const nothing = undefined as unknown as tf.Tensor2D;
      nothing.transpose();
    },
  }),
  layer('backward before forward says nothing', {
    missing: () => {
      throw new Error('no');
    },
  }),
  layer('x is disposed of after backward', { after: (_, x) => x.dispose() }),
  layer('gradOutput is disposed of after backward', { after: (_, __, g) => g.dispose() }),
  layer('x is kept as a new clone each time', { keep: (x) => tf.keep(x.clone()) }),
  layer('bias first', { list: (list) => list.toReversed() }),
  layer('only W is listed', { list: ([weight]) => [weight] }),
  layer('values are listed, without gradients', { list: (list) => list.map(({ value }) => value) }),
  layer('gradients are plain tensors', {
    list: (list) =>
      list.map(({ value, gradient }) => ({ value, gradient: tf.tidy(() => gradient.clone()) })),
  }),
  layer('copies of the variables are listed', {
    list: (list) =>
      list.map(({ value, gradient }) => ({
        value: tf.variable(value.clone()),
        gradient: tf.variable(gradient.clone()),
      })),
  }),
  named(
    'the gradient comes from tf.grads',
    class extends Linear {
      private last: tf.Tensor2D | undefined;
      override forward(x: tf.Tensor2D) {
        this.last = x;
        return super.forward(x);
      }
      override backward(g: tf.Tensor2D) {
        if (this.last === undefined) throw new Error('forward first');
        const [weight, bias] = this.parameters();
        const f = tf.grads((x, w, b) => tf.matMul(x, w).add(b));
        const [dx, dw, db] = f([this.last, weight.value, bias.value], g);
        weight.gradient.assign(dw);
        bias.gradient.assign(db);
        return dx as tf.Tensor2D;
      }
    },
  ),
  named(
    'nothing at all is done where ∂loss/∂x is not wanted',
    class extends Linear {
      override backward(g: tf.Tensor2D, wantsInput = true) {
        return wantsInput ? super.backward(g) : g;
      }
    },
  ),
  named(
    'forward returns plain arrays',
    class extends Linear {
      override forward(x: tf.Tensor2D) {
        return super.forward(x).arraySync() as unknown as tf.Tensor2D;
      }
    },
  ),
];

const right = [
  layer('loops over the outputs, with mul and sum', {
    forward: (x, weight, bias) =>
      tf.stack(
        tf.unstack(weight, 1).map((column, j) => x.mul(column).sum(1).add(bias.slice(j, 1))),
        1,
      ),
  }),
  layer('explicit transposes', {
    weightGradient: (x, g) => tf.matMul(x.transpose(), g),
    input: (_, g, weight) => tf.matMul(g, weight.transpose()),
    biasGradient: (g) => tf.matMul(tf.ones([1, g.shape[0]]), g).reshape([-1]),
  }),
  layer('an outer product for each sample, added up', {
    weightGradient: (x, g) =>
      tf
        .unstack(x)
        .map((row, n) => tf.outerProduct(row as tf.Tensor1D, tf.unstack(g)[n] as tf.Tensor1D))
        .reduce((a, b) => a.add(b)),
  }),
  layer('einsum', {
    weightGradient: (x, g) => tf.einsum('ni,nj->ij', x, g),
    input: (_, g, weight) => tf.einsum('nj,ij->ni', g, weight),
  }),
  layer('a clone of x is kept with tf.keep, and the last one disposed of', {
    keep: (x, before) => {
      before?.dispose();
      return tf.keep(x.clone());
    },
  }),
  layer('the seed shuffles its own generator', {
    weights: (inputs, outputs, { std = 0.01, seed = 0 }) => {
      const random = seededRandom(seed ^ 0x5bd1e995);
      return Array.from({ length: inputs * outputs }, () => std * random.normal());
    },
  }),
  layer('tf.randomNormal with a seed', {
    weights: (inputs, outputs, { std = 0.01, seed = 0 }) =>
      tf.tidy(() =>
        Array.from(tf.randomNormal([inputs, outputs], 0, std, 'float32', seed + 0.5).dataSync()),
      ),
  }),
  layer('a new list each time', { list: (list) => list.map((parameter) => ({ ...parameter })) }),
];

proveCorpus({ part: 'part6', file: 'linear', reference: { Linear }, wrong, right });
