import * as subject from '#kata/part7/network';
import { compare, exactly } from '#src/laws/compare';
import { hasShape } from '#src/laws/expectations';
import { imagesFor, logitsOf, networkMistakes } from '#src/laws/definitions/regularised/forward';
import {
  isBuiltAs,
  networkCases,
  reported,
  trainableCount,
  weightsFor,
  type NetworkCase,
} from '#src/laws/definitions/regularised/shapes';
import { law } from '#src/laws/law';
import { make } from '#src/laws/subject';
import {
  freeing,
  logitsOf as logitsFrom,
  outlineOf,
  owned,
  setWeights,
} from '#src/laws/tensors/models';

const build = async (options?: Partial<NetworkCase>) =>
  owned(
    await (options === undefined
      ? make(subject, 'buildNetwork')
      : make(subject, 'buildNetwork', options)),
  );

law<NetworkCase>({
  task: '7.7',
  claim: 'it has the weights of its layers, for any sizes: 3,298,394 that train for the report’s',
  points: 1,
  given: networkCases,
  examples: [
    reported,
    { ...reported, imageShape: [8, 5, 1] },
    { ...reported, imageShape: [7, 8, 2], kernels: [3, 4] },
    { ...reported, imageShape: [8, 6, 3], kernels: [2, 3], units: 5 },
  ],
  draws: 15,
  show: ({ imageShape, kernels, units, classes, ...rest }) => ({
    imageShape,
    kernels,
    units,
    classes,
    'numbers that a training changes': trainableCount({
      imageShape,
      kernels,
      units,
      classes,
      ...rest,
    }),
  }),
  check: (given) =>
    freeing(async () => {
      const options = Object.entries(given).filter(
        ([name, value]) => compare(reported[name as keyof NetworkCase], value, exactly) !== undefined, // prettier-ignore
      );
      const network = await build(options.length === 0 ? undefined : Object.fromEntries(options));
      isBuiltAs(given, await outlineOf(network));
    }),
  why: 'The shape of a layer’s weights follows from what comes into it and what leaves it. Two convolutions with the stride 2 make a quarter of each side, rounded up twice.',
  look: 'katas/part7/README.md, "The network of the report".',
});

law<NetworkCase>({
  task: '7.7',
  claim: 'the logits are those of the layers in their order',
  points: 2,
  given: networkCases,
  examples: [
    { ...reported, imageShape: [8, 7, 2], kernels: [3, 4], units: 6, classes: 5, seed: 1 },
    { ...reported, imageShape: [5, 6, 1], kernels: [4, 2], units: 7, classes: 3, seed: 2 },
  ],
  draws: 20,
  got: (given) =>
    freeing(async () => {
      const network = await build(given);
      await setWeights(network, weightsFor(given));
      const logits = await logitsFrom(network, imagesFor(given));
      hasShape(logits, [3, given.classes]);
      return logits;
    }),
  wanted: (given) => logitsOf(given),
  tolerance: { absolute: 2e-3, relative: 2e-3 }, // float32, and a division by small deviations
  suspects: networkMistakes,
  why: 'Each image goes through every layer of the table, with its running statistics and without dropout. The weights are set by the law, so only the layers can differ.',
  look: 'katas/part7/README.md, "The logits".',
});
