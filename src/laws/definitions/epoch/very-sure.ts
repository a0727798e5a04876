import fc from 'fast-check';
import type { LawSpec } from '../../law.ts';
import { freeing, modelOf, weightsOf } from '../../tensors/models.ts';
import { imagesWith } from '../gradient-descent/classifier.ts';
import { crossEntropiesOf, mean, softmaxOf } from '../softmax/softmax.ts';
import { recordsOf, type EpochLaw } from './driver.ts';

interface Sure {
  samples: number;
  /** The logit of one class; the others are its negative. */
  logit: number;
  /** Whether that class is the label. */
  isRight: boolean;
}

/** A network that is sure has a finite loss: 0 where it is right, a large one where it is wrong. */
export const sureOfItself = ({ train: run, ...text }: EpochLaw): LawSpec<Sure> => ({
  ...text,
  claim:
    'a network that is very sure has the loss 0 where it is right, and learns where it is wrong',
  given: fc
    .record({
      samples: fc.integer({ min: 2, max: 4 }),
      logit: fc.constantFrom(60, 120, 400),
      isRight: fc.boolean(),
    })
    .map((given) => (given.isRight ? given : { ...given, logit: 10 })),
  examples: [{ samples: 3, logit: 120, isRight: true }, { samples: 3, logit: 10, isRight: false }], // prettier-ignore
  draws: 4,
  got: (given) =>
    freeing(async () => {
      const { samples } = given;
      const kernel = kernelOf(given);
      const model = await modelOf({
        imageShape: [samples, 1, 1],
        layers: [{ kind: 'flatten' }, { kind: 'dense', units: samples, bias: false }],
        weights: [kernel],
      });
      const labels = [...kernel.keys()];
      const levels = labels.map((i) => labels.map((k) => (i === k ? 255 : 0)));
      const data = imagesWith([samples, 1, 1], levels, labels);
      const split = { train: labels, validation: [0] };
      const options = { every: 1 };
      const records = await recordsOf(run, { model, learningRate: 1, data, split, options });
      return { losses: records.map(({ loss }) => loss), kernel: (await weightsOf(model))[0] };
    }),
  wanted(given) {
    const kernel = kernelOf(given);
    const labels = [...kernel.keys()];
    const probabilities = softmaxOf(kernel);
    return {
      losses: [mean(crossEntropiesOf(kernel, labels))],
      kernel: kernel.map((row, i) =>
        row.map((weight, k) => weight - (probabilities[i][k] - (i === k ? 1 : 0)) / row.length),
      ),
    };
  },
  tolerance: { absolute: 1e-4, relative: 1e-5 },
  why: 'The exponential of a large logit is infinite, and the logarithm of a probability that has become 0 is −∞: computed one after the other, softmax and logarithm give NaN. `tf.losses.softmaxCrossEntropy` takes logits, and subtracts the largest first.',
});

/** Row i holds the logits of sample i, whose label is i. */
const kernelOf = ({ samples, logit, isRight }: Sure): number[][] =>
  Array.from({ length: samples }, (_, i) =>
    Array.from({ length: samples }, (_, k) =>
      k === (isRight ? i : (i + 1) % samples) ? logit : -logit,
    ),
  );
