import fc from 'fast-check';
import * as subject from '#kata/part3/accuracy';
import { compare } from '#src/laws/compare';
import {
  accuracyOf,
  classifiers,
  dataOf,
  labelsOf,
  levelsOf,
  linearOf,
  logitsBy,
  networkWith,
  shownClassifier,
  type Classifier,
  type Linear,
} from '#src/laws/definitions/gradient-descent/classifier';
import { mustCompute } from '#src/laws/definitions/at-work';
import { isUntouched } from '#src/laws/expectations';
import { law, Unlawful, type Suspect } from '#src/laws/law';
import { call } from '#src/laws/subject';
import { freeing, modelOf, setWeights, tensorCount, weightsOf } from '#src/laws/tensors/models';

/** A classifier, and which of its samples are asked for; all where left out. */
interface Asked extends Classifier {
  indices?: number[];
}

const look = 'katas/part3/README.md, "Accuracy".';

/** Few samples to read, and many, so that no usual batch size divides them. */
const someSamples = fc.oneof(
  { withCrossShrink: true, weight: 3, arbitrary: fc.integer({ min: 1, max: 9 }) },
  { weight: 1, arbitrary: fc.constantFrom(137, 641, 1237, 5003) },
);

const askedCases: fc.Arbitrary<Asked> = classifiers(someSamples).chain((given) =>
  fc
    .option(fc.shuffledSubarray([...Array(given.samples).keys()], { minLength: 1 }), {
      nil: undefined,
    })
    .map((indices) => (indices === undefined ? given : { ...given, indices })),
);

const accuracy = (given: Asked, spec = networkWith(given.imageShape, linearOf(given))) =>
  freeing(async () => {
    const model = await modelOf(spec);
    const data = dataOf(given);
    if (given.indices === undefined) return call(subject, 'accuracy', model, data);
    const indices = [...given.indices];
    const fraction = await call(subject, 'accuracy', model, data, indices);
    isUntouched('indices', given.indices, indices);
    return fraction;
  });

/** The accuracy by the definition, of other samples or by another choice where a mistake makes it so. */
function wantedOf(given: Asked, indices = given.indices): number {
  const chosen = indices ?? [...Array(given.samples).keys()];
  const [levels, labels] = [levelsOf(given), labelsOf(given)];
  const picked = chosen.map((i) => levels[i]);
  return accuracyOf(
    logitsBy(linearOf(given), picked),
    chosen.map((i) => labels[i]),
  );
}

const mistakes: readonly Suspect<Asked>[] = [
  {
    says: 'Yours is a percentage: wanted is a fraction, from 0 to 1.',
    as: (given) => 100 * wantedOf(given),
  },
  {
    says: 'Yours counts the correct samples: divide by how many there are.',
    as: (given) => wantedOf(given) * (given.indices?.length ?? given.samples),
  },
  {
    says: 'Yours looks at all samples, whatever `indices` says.',
    as: (given) => wantedOf(given, [...Array(given.samples).keys()]),
  },
  {
    says: 'Yours divides by the number of all samples in the data set, not of those asked for.',
    as: (given) => (wantedOf(given) * (given.indices?.length ?? given.samples)) / given.samples,
  },
  { says: 'Yours is the fraction of wrong answers.', as: (given) => 1 - wantedOf(given) },
];

law<Asked>({
  task: '3.3',
  claim: 'it is the fraction of the samples whose largest logit is the one of their label',
  points: 3,
  given: askedCases,
  examples: [137, 641, 1237, 5003].map((samples) => ({
    imageShape: [2, 1, 1] as [number, number, number],
    classes: 3,
    samples,
    seed: 4,
  })),
  draws: 30,
  show: (given: Asked) => ({
    ...shownClassifier(given),
    ...(given.indices === undefined ? {} : { indices: given.indices }),
  }),
  got: (given) => accuracy(given),
  wanted: (given) => wantedOf(given),
  tolerance: { absolute: 1e-6 },
  suspects: mistakes,
  why: 'Each sample counts the same, also one in a last batch that is not full: count the correct ones over all batches, and divide once. Images go through as 0 … 1, which `batches` sees to.',
  look,
});

law({
  task: '3.3',
  claim: 'the network is in evaluation mode, and keeps its weights',
  points: 2,
  given: classifiers(fc.integer({ min: 4, max: 20 })).filter(isNotBlind),
  draws: 10,
  show: shownClassifier,
  check: (given) =>
    freeing(async () => {
      const spec = networkWith(given.imageShape, linearOf(given), { kind: 'blackout' });
      const model = await modelOf(spec);
      const before = await weightsOf(model);
      const got = await call(subject, 'accuracy', model, dataOf(given));
      if (compare(await weightsOf(model), before)) {
        throw new Unlawful('asking for the accuracy has changed the weights of the network');
      }
      const again = await call(subject, 'accuracy', model, dataOf(given));
      if (compare(again, got)) {
        throw new Unlawful(`asked twice, it says ${got} and then ${again}`);
      }
      if (compare(got, wantedOf(given), { absolute: 1e-6 })) {
        throw new Unlawful(
          `a network with dropout is right on ${wantedOf(given)} of the samples in evaluation mode; got ${got}`,
        );
      }
      const { kernel, bias } = negated(linearOf(given));
      await setWeights(model, [kernel, bias]);
      const other = await call(subject, 'accuracy', model, dataOf(given));
      const wanted = accuracyOf(logitsBy({ kernel, bias }, levelsOf(given)), labelsOf(given));
      if (compare(other, wanted, { absolute: 1e-6 })) {
        throw new Unlawful(
          `with all weights and biases negated, the network is right on ${wanted} of the samples; got ${other}`,
        );
      }
    }),
  why: 'Dropout and its like are for training alone. `model.predict(images)` and `model.apply(images)` leave them out; `{ training: true }` puts them in. Measuring must not change what is measured.',
  look,
});

law({
  task: '3.3',
  claim: 'no tensor is left behind',
  points: 1,
  given: classifiers(fc.constantFrom(3, 60, 2300)).filter(
    (given) => accuracyOf(opposedLogits(given), labelsOf(given)) !== wantedOf(given),
  ),
  draws: 5,
  show: ({ samples }) => ({ samples }),
  check: (given) =>
    freeing(async () => {
      const model = await modelOf(networkWith(given.imageShape, linearOf(given)));
      const got = await call(subject, 'accuracy', model, dataOf(given));
      const before = await tensorCount();
      await call(subject, 'accuracy', model, dataOf(given));
      const left = (await tensorCount()) - before;
      const { kernel, bias } = negated(linearOf(given));
      await setWeights(model, [kernel, bias]);
      mustCompute(got, await call(subject, 'accuracy', model, dataOf(given)));
      if (left === 0) return;
      throw new Unlawful(
        left > 0
          ? `each call leaves ${left} tensors behind`
          : `each call frees ${-left} tensors that are not its own`,
      );
    }),
  why: 'A tensor’s memory is not freed by itself. The accuracy is asked for thousands of times in a training: a few tensors each time, and the memory is full. `tf.tidy` frees what is made inside of it, `dispose` a single tensor.',
  look: 'katas/part3/README.md, "Tensors must be freed".',
});

const opposedLogits = (given: Classifier) => logitsBy(negated(linearOf(given)), levelsOf(given));

const negated = ({ kernel, bias }: Linear): Linear => ({
  kernel: kernel.map((row) => row.map((weight) => -weight)),
  bias: bias.map((value) => -value),
});

/** Whether the accuracy would be another one if the network saw only black. */
function isNotBlind(given: Classifier): boolean {
  const { bias } = linearOf(given);
  const labels = labelsOf(given);
  return (
    accuracyOf(
      labels.map(() => bias),
      labels,
    ) !== wantedOf(given)
  );
}
