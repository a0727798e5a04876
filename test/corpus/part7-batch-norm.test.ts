import * as tf from '@tensorflow/tfjs';
import * as reference from '../../solutions/part7/batch-norm.ts';
import { proveCorpus } from './corpus.ts';
import { axesOf, backOf, batchNorm, normalised } from './part7/batch-norms.ts';

const { BatchNorm } = reference;

const countOf = (x: tf.Tensor) => x.size / x.shape.at(-1)!;

const wrong = [
  batchNorm('the variance is divided by n − 1', {
    statistics(x, axes) {
      const { mean, variance } = tf.moments(x, axes);
      return { mean, variance: variance.mul(countOf(x) / Math.max(1, countOf(x) - 1)) };
    },
  }),
  batchNorm('the variance is the mean of x² less the square of the mean', {
    statistics(x, axes) {
      const mean = x.mean(axes);
      return { mean, variance: x.square().mean(axes).sub(mean.square()) };
    },
  }),
  batchNorm('ε is added to the standard deviation', {
    normalise: (x, { mean, variance }, epsilon) => x.sub(mean).div(variance.sqrt().add(epsilon)),
  }),
  batchNorm('no ε', { normalise: (x, { mean, variance }) => x.sub(mean).div(variance.sqrt()) }),
  batchNorm('divided by the variance', {
    normalise: (x, { mean, variance }, epsilon) => x.sub(mean).div(variance.add(epsilon)),
  }),
  batchNorm('the mean is not subtracted', {
    normalise: (x, { variance }, epsilon) => x.div(variance.add(epsilon).sqrt()),
  }),
  batchNorm('one mean and variance over everything', {
    statistics(x) {
      const { mean, variance } = tf.moments(x);
      return { mean: mean.add(tf.zeros([x.shape.at(-1)!])), variance: variance.add(tf.zeros([x.shape.at(-1)!])) }; // prettier-ignore
    },
  }),
  batchNorm('images: averaged over the batch alone, and then over the places', {
    statistics(x, axes) {
      const mean = x.mean(axes);
      const variance = tf.moments(x, [0]).variance;
      return { mean, variance: x.rank > 2 ? variance.mean(axes.slice(0, -1)) : variance };
    },
  }),
  batchNorm('γ and β are left out', { affine: (values) => values.clone() }),
  batchNorm('β is multiplied by γ', {
    affine: (values, gamma, beta) => values.add(beta).mul(gamma),
  }),
  batchNorm('γ begins at 0', { gammaStart: 0 }),
  batchNorm('training is the default', { isTraining: (training) => training ?? true }),
  batchNorm('it always trains', { isTraining: () => true }),
  batchNorm('it never trains', { isTraining: () => false }),
  batchNorm('momentum as in PyTorch', {
    follow: (running, batch, m) => running.mul(1 - m).add(batch.mul(m)),
  }),
  batchNorm('the running variance as in PyTorch', {
    followed: ({ mean, variance }, x) => ({
      mean,
      variance: variance.mul(countOf(x) / Math.max(1, countOf(x) - 1)),
    }),
  }),
  batchNorm('the running statistics are those of the last batch', {
    follow: (_, batch) => batch.clone(),
  }),
  batchNorm('the running statistics never move', { follow: (running) => running.clone() }),
  batchNorm('the running variance is a standard deviation', {
    followed: ({ mean, variance }) => ({ mean, variance: variance.sqrt() }),
  }),
  batchNorm('the running variance begins at 0', { runningStart: [0, 0] }),
  batchNorm('momentum is 0.9 by default', { defaults: { momentum: 0.9, epsilon: 0.001 } }),
  batchNorm('ε is 0.00001 by default', { defaults: { momentum: 0.99, epsilon: 0.00001 } }),
  batchNorm('back: mean and variance are taken for constants', {
    back: (g, gamma, kept, epsilon) => backOf(g, gamma, { ...kept, training: false }, epsilon),
  }),
  batchNorm('back: the variance is taken for a constant', {
    back: (g, gamma, kept, epsilon) =>
      backOf(
        kept.training ? g.sub(g.mean(axesOf(g))) : g,
        gamma,
        { ...kept, training: false },
        epsilon,
      ),
  }),
  batchNorm('back: no γ', {
    back: (g, gamma, kept, epsilon) => backOf(g, tf.onesLike(gamma), kept, epsilon),
  }),
  batchNorm('back: as in training, always', {
    back: (g, gamma, kept, epsilon) => backOf(g, gamma, { ...kept, training: true }, epsilon),
  }),
  batchNorm('back: means over the batch axis alone', {
    back: (g, gamma, kept, epsilon) => {
      const scale = gamma.div(kept.variance.add(epsilon).sqrt());
      if (!kept.training) return g.mul(scale);
      const values = normalised(kept.x, kept, epsilon);
      return g
        .sub(g.mean(0))
        .sub(values.mul(g.mul(values).mean(0)))
        .mul(scale);
    },
  }),
  batchNorm('back: summed, not averaged', {
    back: (g, gamma, kept, epsilon) => {
      const axes = axesOf(g);
      const scale = gamma.div(kept.variance.add(epsilon).sqrt());
      if (!kept.training) return g.mul(scale);
      const values = normalised(kept.x, kept, epsilon);
      return g
        .sub(g.sum(axes))
        .sub(values.mul(g.mul(values).sum(axes)))
        .mul(scale);
    },
  }),
  batchNorm('back: 0', { back: (g) => tf.zerosLike(g) }),
  batchNorm('the gradient of γ is that of x', { gamma: (g, _, axes) => g.sum(axes) }),
  batchNorm('the gradient of γ is a mean', {
    gamma: (g, values, axes) => g.mul(values).mean(axes),
  }),
  batchNorm('the gradient of β is a mean', { beta: (g, axes) => g.mean(axes) }),
  batchNorm('gradients add up', {
    gamma: (g, values, axes, before) => g.mul(values).sum(axes).add(before),
    beta: (g, axes, before) => g.sum(axes).add(before),
  }),
  batchNorm('the first pass is kept', { keep: (now, before) => before ?? now }),
  batchNorm('a pass out of training is not kept', {
    keep: (now, before) => (now.training ? now : (before ?? now)),
  }),
  batchNorm('any number of channels will do', { check: () => {} }),
  batchNorm('channels are refused without a word', {
    check: (channels, given) => {
      if (channels !== given) throw new Error('no');
    },
  }),
  batchNorm('backward before forward gives back what it got', { missing: (g) => g }),
  batchNorm('β first', { list: (list) => list.toReversed() }),
  batchNorm('x is kept for ever', { keep: (now) => ({ ...now, x: tf.keep(now.x.clone()) }) }),
];

const right = [
  batchNorm('rsqrt, and a variance by hand', {
    normalise: (x, { mean, variance }, epsilon) => x.sub(mean).mul(variance.add(epsilon).rsqrt()),
    statistics(x, axes) {
      const mean = x.mean(axes);
      return { mean, variance: x.sub(mean).square().mean(axes) };
    },
  }),
  batchNorm('rows of channels: reshaped to two dimensions', {
    statistics: (x) => tf.moments(x.reshape([-1, x.shape.at(-1)!]), [0]),
  }),
  batchNorm('running + (1 − m) · (batch − running)', {
    follow: (running, batch, m) => running.add(batch.sub(running).mul(1 - m)),
  }),
  batchNorm('back through the variance and the mean, one after the other', {
    back(g, gamma, kept, epsilon) {
      const deviation = kept.variance.add(epsilon).sqrt();
      const ofNormalised = g.mul(gamma);
      if (!kept.training) return ofNormalised.div(deviation);
      const axes = axesOf(g);
      const n = countOf(g);
      const centred = kept.x.sub(kept.mean);
      const ofVariance = ofNormalised.mul(centred).sum(axes).mul(-0.5).div(deviation.pow(3));
      const ofMean = ofNormalised.sum(axes).neg().div(deviation);
      return ofNormalised
        .div(deviation)
        .add(ofVariance.mul(centred).mul(2 / n))
        .add(ofMean.div(n));
    },
  }),
  batchNorm('a new list each time', { list: (list) => list.map((one) => ({ ...one })) }),
];

proveCorpus({ part: 'part7', file: 'batch-norm', reference: { BatchNorm }, wrong, right });
