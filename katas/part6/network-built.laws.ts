import fc from 'fast-check';
import * as subject from '#kata/part6/network';
import { seeds } from '#src/laws/arbitraries';
import { compare, exactly } from '#src/laws/compare';
import { backwardOf, centralDifferences, outputsOf, valuesOf as valuesIn, type LayeredCase } from '#src/laws/definitions/modules/layered'; // prettier-ignore
import { awayFromKinks, layeredCases, shownLayered, widthsOf } from '#src/laws/definitions/modules/layered-cases'; // prettier-ignore
import { layeredMistakes, outputMistakes } from '#src/laws/definitions/modules/layered-mistakes';
import { lossOf } from '#src/laws/definitions/modules/passes';
import { notStandardNormal } from '#src/laws/definitions/standard-normal';
import { hasShape } from '#src/laws/expectations';
import { law, Unlawful } from '#src/laws/law';
import { make } from '#src/laws/subject';
import type { Step, Worked } from '#src/laws/tensors/module-spec';
import { backward, forward, freeingVariables, valuesOf, work } from '#src/laws/tensors/modules';

const which = 'katas/part6/README.md, "Which layers".';
const chain = 'katas/part6/README.md, "The chain".';

const built = async (sizes: number[], ...options: [subject.NetworkOptions?]) => ({
  className: 'network',
  instance: (await make(subject, 'buildNetwork', sizes, ...options)).instance,
});

const workWith = (given: LayeredCase, ...rounds: Step[][]): Promise<Worked> =>
  freeingVariables(async () => {
    const { activation, last } = given;
    return work(await built(widthsOf(given), { activation, last }), rounds, valuesIn(given));
  });

/** ∂loss/∂outputs */
const arriving = (given: LayeredCase) =>
  lossOf(given.loss, outputsOf(given, given.x), given.targets).gradient;

/** The gradients of the loss, by the subject’s network. */
async function gradients(given: LayeredCase) {
  const worked = await workWith(given, [forward(given.x), backward(arriving(given))]);
  return { input: worked.results[1], parameters: worked.gradients[0] };
}

/** Float32 against float64, of numbers up to a hundred. */
const rounded = { absolute: 2e-5, relative: 1e-4 };

const shownWithGradient = (given: LayeredCase) => ({
  ...shownLayered(given),
  gradOutput: arriving(given),
});

law({
  task: '6.4',
  claim:
    'buildNetwork has a linear layer for each pair of sizes, activations between, and `last` behind',
  points: 1,
  given: layeredCases,
  show: shownLayered,
  got: async (given) => (await workWith(given, [forward(given.x)])).results[0],
  wanted: (given) => outputsOf(given, given.x),
  tolerance: rounded,
  suspects: outputMistakes,
  why: 'Sizes [3, 5, 2] are two linear layers, 3 → 5 and 5 → 2, with one activation between them; behind the second comes a sigmoid where `last` asks for it, and nothing else.',
  look: which,
});

law({
  task: '6.4',
  claim: 'the gradients of all parameters, and of x, equal their definition',
  points: 1,
  given: layeredCases,
  show: shownWithGradient,
  got: gradients,
  wanted: (given) => backwardOf(given, given.x, arriving(given)),
  tolerance: rounded,
  suspects: layeredMistakes,
  why: 'Every module multiplies what comes back by its own derivative, and leaves the gradients of its parameters: the chain rule, one factor at a time.',
  look: chain,
});

/** A power of 2; the differences err by NUDGE²/6 times a third derivative, below 1e-6. */
const NUDGE = 2 ** -10;

law({
  task: '6.4',
  claim: 'the gradients are the slope of the loss, for every number there is',
  points: 1,
  given: awayFromKinks,
  draws: 30,
  show: shownWithGradient,
  got: gradients,
  wanted: (given) => centralDifferences(given, NUDGE),
  tolerance: { absolute: 4e-5, relative: 1e-4 },
  suspects: layeredMistakes,
  why: 'Wanted is how fast the loss changes when that one weight, bias or input is nudged up and down: no formula of yours or ours is in it.',
  look: chain,
});

law({
  task: '6.4',
  claim: 'its weights are drawn from N(0, std²), all of them apart, its biases are 0',
  points: 1,
  given: fc.record({ seed: seeds, std: fc.constantFrom(undefined, 0.1, 1) }),
  draws: 6,
  check: ({ seed, std }) =>
    freeingVariables(async () => {
      const sizes = [41, 41, 41, 29];
      const values = await valuesOf(
        await built(sizes, std === undefined ? { seed } : { seed, std }),
      );
      const shapes = sizes.slice(1).flatMap((outputs, i) => [[sizes[i], outputs], [outputs]]);
      if (values.length !== shapes.length) {
        throw new Unlawful(
          `sizes ${sizes.join(', ')} have 6 parameters, W and b of each layer; yours have ${values.length}`,
        );
      }
      shapes.forEach((shape, i) => hasShape(values[i], shape));
      const weights = values.filter((_, i) => i % 2 === 0).flat(2) as number[];
      const biases = values.filter((_, i) => i % 2 === 1).flat(2) as number[];
      if (biases.some((value) => value !== 0)) throw new Unlawful('the biases begin at 0');
      const scale = std ?? 0.01;
      const complaint = notStandardNormal(weights.map((value) => value / scale));
      if (complaint)
        throw new Unlawful(`the ${weights.length} weights, divided by ${scale}: ${complaint}`);
    }),
  why: 'The first two hidden layers have the same shape here: with the same seed they would begin as twins. Draw a seed for each layer from a generator that is made of the network’s own.',
  look: 'katas/part6/README.md, "The starting weights".',
});

law({
  task: '6.4',
  claim:
    'the seed decides the network; what is left out is ReLU, no last activation, 0.01, and seed 0',
  points: 1,
  given: fc.record({ seed: seeds, otherSeed: seeds }).filter((s) => s.seed !== s.otherSeed),
  draws: 10,
  check: ({ seed, otherSeed }) =>
    freeingVariables(async () => {
      const sizes = [2, 3, 2];
      const of = async (...options: [subject.NetworkOptions?]) =>
        valuesOf(await built(sizes, ...options));
      const [first, again, other] = [
        await of({ seed }),
        await of({ seed }),
        await of({ seed: otherSeed }),
      ];
      if (new Set(first.flat(2)).size < 3) throw new Unlawful('the weights are all the same');
      if (compare(again, first, exactly)) {
        throw new Unlawful('two networks of the same seed have different weights', {
          first,
          again,
        });
      }
      if ([0, 2].some((i) => !compare(other[i], first[i], exactly))) {
        throw new Unlawful('networks of two seeds have the same weights in a layer', {
          first,
          other,
        });
      }
      const full = { activation: 'relu', last: 'none', std: 0.01, seed: 0 } as const;
      const x = [[1, -2]];
      const [plain, spelled] = [await built(sizes), await built(sizes, full)];
      const [got, wanted] = [
        await work(plain, [[forward(x)]]),
        await work(spelled, [[forward(x)]]),
      ];
      if (
        compare(got.values, wanted.values, exactly) ||
        compare(got.results, wanted.results, exactly)
      ) {
        throw new Unlawful(
          '`buildNetwork([2, 3, 2])` is not the one with all options written out',
          {
            'left out': { values: got.values[0], outputs: got.results[0] },
            'written out': { values: wanted.values[0], outputs: wanted.results[0] },
          },
        );
      }
    }),
  why: 'A training that nobody can repeat proves little. The same seed gives the same network to the last bit.',
  look: 'katas/part6/README.md, "The starting weights".',
});
