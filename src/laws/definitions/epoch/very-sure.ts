import fc from 'fast-check';
import type { LawSpec } from '../../law.ts';
import { freeing, modelOf, weightsOf } from '../../tensors/models.ts';
import { imagesWith } from '../classifier.ts';
import { recordsOf, type EpochLaw } from './driver.ts';

interface Sure {
  samples: number;
  /** The logit at the right label; the others are its negative. */
  logit: number;
}

/** A network that is sure and right has the loss 0, and nothing to learn. */
export const sureAndRight = ({ train: run, ...text }: EpochLaw): LawSpec<Sure> => ({
  ...text,
  claim: 'a network that is very sure, and right, has the loss 0 and keeps its weights',
  given: fc.record({
    samples: fc.integer({ min: 2, max: 4 }),
    logit: fc.constantFrom(60, 120, 400),
  }),
  draws: 6,
  got: ({ samples, logit }) =>
    freeing(async () => {
      const kernel = kernelOf(samples, logit);
      const model = await modelOf({
        imageShape: [samples, 1, 1],
        layers: [{ kind: 'flatten' }, { kind: 'dense', units: samples, bias: false }],
        weights: [kernel],
      });
      const levels = kernel.map((row) => row.map((value) => (value > 0 ? 255 : 0)));
      const labels = [...levels.keys()];
      const data = imagesWith([samples, 1, 1], levels, labels);
      const split = { train: labels, validation: [0] };
      const options = { every: 1 };
      const records = await recordsOf(run, { model, learningRate: 1, data, split, options });
      return { losses: records.map(({ loss }) => loss), kernel: (await weightsOf(model))[0] };
    }),
  wanted: ({ samples, logit }) => ({ losses: [0], kernel: kernelOf(samples, logit) }),
  tolerance: { absolute: 1e-5 },
  why: 'The exponential of a large logit is infinite, and the logarithm of a probability that has become 0 is −∞: computed one after the other, softmax and logarithm give NaN. `tf.losses.softmaxCrossEntropy` takes logits, and subtracts the largest first.',
});

const kernelOf = (samples: number, logit: number): number[][] =>
  Array.from({ length: samples }, (_, i) =>
    Array.from({ length: samples }, (_, k) => (i === k ? logit : -logit)),
  );
