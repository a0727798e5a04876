import fc from 'fast-check';
import * as subject from '#kata/part7/network';
import { seeds } from '#src/laws/arbitraries';
import { compare, exactly } from '#src/laws/compare';
import { followTheSeed } from '#src/laws/definitions/architectures/built-networks';
import {
  beginsApart,
  lossOverAllLabels,
  UNDECIDED,
} from '#src/laws/definitions/architectures/initial-weights';
import { imagesFor } from '#src/laws/definitions/regularised/forward';
import {
  isBuiltAs,
  reported,
  weightsFor,
  type NetworkCase,
} from '#src/laws/definitions/regularised/shapes';
import { mean } from '#src/laws/definitions/softmax/softmax';
import { law, Unlawful } from '#src/laws/law';
import { make } from '#src/laws/subject';
import {
  freeing,
  logitsOf,
  outlineOf,
  owned,
  setWeights,
  weightsOf,
} from '#src/laws/tensors/models';

const build = async (options: Partial<NetworkCase>) =>
  owned(await make(subject, 'buildNetwork', options));

/** All convolutions have kernels of the same shape, and so have the fully connected layers. */
const alike = { imageShape: [4, 4, 4], kernels: [4, 4], units: 4, classes: 4 } as const;
const twins = { ...reported, ...alike } as unknown as NetworkCase;

law<{ seed: number }>({
  task: '7.7',
  claim:
    'the seed decides where it begins; layers begin apart, undecided, and normalise by 0 and 1',
  points: 1,
  given: fc.record({ seed: seeds.filter(Boolean) }),
  examples: [{ seed: -1 }],
  draws: 4,
  check: ({ seed }) =>
    freeing(async () => {
      const { imageShape, kernels } = structuredClone(twins);
      const options = { imageShape, kernels, units: 4, classes: 4 };
      const network = await build({ ...options, seed });
      isBuiltAs(twins, await outlineOf(network));
      const weights = await weightsOf(network);
      beginsApart(weights);
      beginsNormal(weights as number[][]);
      await followTheSeed(
        async (chosen) => weightsOf(await build(chosen === undefined ? options : { ...options, seed: chosen })), // prettier-ignore
        seed,
      );
      const other = await build({ ...options, seed });
      await setWeights(network, weightsFor(twins));
      if (compare(await weightsOf(other), weights, exactly)) {
        throw new Unlawful('changing the weights of one network changes those of another one');
      }
      await isUndecided(seed);
    }),
  why: 'A training is repeated exactly only if it begins at the same weights. Units that begin alike stay alike: one seed for all layers draws the same numbers for every kernel of the same shape. What is normalised begins with γ 1 and β 0, mean 0 and variance 1.',
  look: 'katas/part7/README.md, "The initial weights".',
});

/** @throws {Unlawful} unless the numbers of the batch normalisations are those that change nothing. */
function beginsNormal(weights: readonly number[][]): void {
  const names = { γ: [4, 10], β: [5, 11], mean: [16, 18], variance: [17, 19] };
  for (const [name, places] of Object.entries(names)) {
    const wanted = name === 'γ' || name === 'variance' ? 1 : 0;
    for (const i of places) {
      if (weights[i].every((value) => value === wanted)) continue;
      throw new Unlawful(`${name} of a batch normalisation begins at ${wanted}`, { got: weights[i] }); // prettier-ignore
    }
  }
}

async function isUndecided(seed: number): Promise<void> {
  const given: NetworkCase = { ...reported, imageShape: [12, 11, 3], kernels: [8, 12], units: 20, seed }; // prettier-ignore
  const losses: number[] = [];
  for (let n = 0; n < 4; n++) {
    const network = await build({ ...given, seed: seed - n });
    const logits = (await logitsOf(network, imagesFor(given, 4))) as number[][];
    losses.push(mean(logits.map(lossOverAllLabels)));
  }
  const above = mean(losses) - Math.log(10);
  if (above < UNDECIDED) return;
  throw new Unlawful(
    `on random images the loss of four fresh networks is ${above.toFixed(1)} above ${Math.log(10).toFixed(2)}, the mean over all labels`,
    { losses },
  );
}
