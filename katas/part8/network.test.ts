import fc from 'fast-check';
import * as subject from '#kata/part8/network';
import { seeds } from '#src/laws/arbitraries';
import { compare, exactly } from '#src/laws/compare';
import { gradientMistakes, type NetworkCase, networkCases, networkGradients, networkOutputs, networkValues, optionsOf, outputMistakes, shownNetwork, sizesOf } from '#src/laws/definitions/losses/networks'; // prettier-ignore
import { asksForForward } from '#src/laws/definitions/modules/at-work';
import { beyondChance } from '#src/laws/definitions/search/chance';
import { hasShape } from '#src/laws/expectations';
import { law, Unlawful } from '#src/laws/law';
import { create } from '#src/laws/subject';
import type { Step, Worked } from '#src/laws/tensors/module-spec';
import { backwardForParameters, forward, freeingVariables, valuesOf, work } from '#src/laws/tensors/modules'; // prettier-ignore

const readme = (heading: string) => `katas/part8/README.md, "${heading}".`;

/** A network with the values of a case takes rounds of steps. */
const workWith = (given: NetworkCase, ...rounds: Step[][]): Promise<Worked> =>
  freeingVariables(async () =>
    work(await create(subject, 'MLP', optionsOf(given)), rounds, networkValues(given)),
  );

const passes = ({ x, gradOutput }: NetworkCase) => [forward(x), backwardForParameters(gradOutput)];

/** Products of numbers of at most 1, all exact but for the order of a few sums. */
const rounded = { absolute: 1e-5, relative: 1e-5 };

law<NetworkCase>({
  task: '8.2',
  claim: 'forward: linear layers with a ReLU between; without hidden layers, one linear layer',
  points: 1,
  given: networkCases,
  show: shownNetwork,
  got: async (given) => (await workWith(given, [forward(given.x)])).results[0],
  wanted: networkOutputs,
  tolerance: rounded,
  suspects: outputMistakes,
  why: 'What leaves one layer goes through max(0, ·) into the next; behind the last one there is nothing. 0 hidden layers are a linear model, 784 × 10 weights on MNIST, also if the report’s code has a hidden layer then.',
  look: readme('How many hidden layers'),
});

law<NetworkCase>({
  task: '8.2',
  claim: 'backward leaves the gradients of all weights and biases',
  points: 2,
  given: networkCases,
  show: shownNetwork,
  got: async (given) => (await workWith(given, passes(given))).gradients[0],
  wanted: networkGradients,
  tolerance: rounded,
  suspects: gradientMistakes,
  why: 'With G = ∂loss/∂(outputs of a layer): its weights have the gradient inputᵀ · G, its biases the sums of the columns of G, and G · Wᵀ goes on to the layer before, except where its ReLU gave 0.',
  look: readme('Back through the layers'),
});

law<NetworkCase>({
  task: '8.2',
  claim:
    'each backward belongs to the last forward, and overwrites; without a forward it is refused',
  points: 1,
  given: networkCases.filter((given) => !isStill(given)),
  draws: 20,
  show: shownNetwork,
  async check(given) {
    const other = given.x.map((row) => row.map((value) => value + 1));
    const [once, after] = [
      await workWith(given, passes(given)),
      await workWith(given, passes({ ...given, x: other }), [forward(other), ...passes(given)]),
    ];
    areAtWork(once);
    if (compare(after.gradients[1], once.gradients[0], rounded)) {
      throw new Unlawful('after other passes, the same passes leave other gradients', {
        wanted: once.gradients[0],
        got: after.gradients[1],
      });
    }
    await asksForForward(workWith(given, [backwardForParameters(given.gradOutput)]));
  },
  why: 'A gradient is that of one batch. What was left by the batch before must go; frameworks that add instead need a `zero_grad`.',
  look: readme('Back through the layers'),
});

/** Where the gradients are all the same, or 0. */
const isStill = (given: NetworkCase) =>
  new Set(
    networkGradients(given)
      .flat(2)
      .map((value) => value || 0),
  ).size < 2;

/** @throws {Unlawful} unless the last gradients are finite numbers, not all the same. */
function areAtWork({ gradients }: Worked): void {
  const numbers = gradients.at(-1)!.flat(2) as number[];
  const isWork = numbers.every((value) => Number.isFinite(value)) && new Set(numbers).size > 1;
  if (isWork) return;
  throw new Unlawful('this law counts only for a program that finds gradients', {
    gradients: gradients.at(-1),
  });
}

law({
  task: '8.2',
  claim: 'parameters are W [in, out] and b [out] of each layer, for any sizes',
  points: 1,
  given: fc.record({
    inputs: fc.integer({ min: 1, max: 6 }),
    classes: fc.integer({ min: 2, max: 5 }),
    hiddenLayers: fc.integer({ min: 0, max: 5 }),
    width: fc.integer({ min: 1, max: 7 }),
  }),
  examples: [{ inputs: 3, classes: 2, hiddenLayers: 0, width: 4 }],
  draws: 25,
  check: (given) =>
    freeingVariables(async () => {
      const values = await valuesOf(await create(subject, 'MLP', given));
      const sizes = sizesOf(given);
      const shapes = sizes.slice(1).flatMap((outputs, i) => [[sizes[i], outputs], [outputs]]);
      if (values.length !== shapes.length) {
        throw new Unlawful(
          `${given.hiddenLayers} hidden layers make ${shapes.length} parameters, W and b of each layer; yours has ${values.length}`,
        );
      }
      shapes.forEach((shape, i) => hasShape(values[i], shape));
      const numbers = values.flat(2) as number[];
      if (new Set(numbers).size < 2) throw new Unlawful('all weights and biases are the same');
    }),
  why: 'Five hidden layers are six linear ones, none of them is one. The width is that of the hidden layers: where there is none, it says nothing.',
  look: readme('How many hidden layers'),
});

law({
  task: '8.2',
  claim: 'weights and biases are drawn uniformly between −1/√in and 1/√in, every layer anew',
  points: 1,
  given: fc.record({ seed: seeds }),
  draws: 5,
  check: ({ seed }) =>
    freeingVariables(async () => {
      const options = { inputs: 64, classes: 30, hiddenLayers: 2, width: 36, seed };
      const values = await valuesOf(await create(subject, 'MLP', options));
      const sizes = sizesOf(options);
      const units = values.map((value, i) => {
        const scale = Math.sqrt(sizes[Math.floor(i / 2)]);
        return (value.flat(2) as number[]).map((number) => (number * scale + 1) / 2); // from [0, 1)
      });
      const isBias = (i: number) => i % 2 === 1;
      const groups: Record<string, number[]> = {
        'weights of layer 1': units[0],
        'weights of layer 2': units[2],
        'weights of layer 3': units[4],
        'biases of all layers': units.filter((_, i) => isBias(i)).flat(),
      };
      for (const [which, numbers] of Object.entries(groups)) {
        if (numbers.some((value) => value < -1e-6 || value > 1 + 1e-6)) {
          throw new Unlawful(`some ${which} lie beyond 1/√in`);
        }
        const complaint = beyondChance(numbers);
        if (complaint === undefined) continue;
        throw new Unlawful(`the ${which} are not uniform from −1/√in to 1/√in: ${complaint}`);
      }
      const all = units.flat();
      const distinct = new Set(all).size;
      if (distinct > 0.98 * all.length) return;
      throw new Unlawful(
        `there are only ${distinct} different numbers among ${all.length}: do layers begin alike?`,
      );
    }),
  why: 'A sum of `in` such numbers keeps about the size of what goes in. It is what PyTorch’s linear layers begin with, and so did the report’s: how fast deep networks get going depends on it.',
  look: readme('The starting weights'),
});

law({
  task: '8.2',
  claim: 'the seed decides the network, 0 by default; and no tensor stays behind a pass',
  points: 1,
  given: fc
    .record({ seed: seeds, otherSeed: seeds, given: networkCases })
    .filter((drawn) => drawn.seed !== drawn.otherSeed && !isStill(drawn.given)),
  draws: 10,
  show: ({ seed, otherSeed, given }) => ({ seed, otherSeed, ...optionsOf(given) }),
  check: ({ seed, otherSeed, given }) =>
    freeingVariables(async () => {
      const of = async (options: { seed?: number }) =>
        valuesOf(await create(subject, 'MLP', { ...optionsOf(given), ...options }));
      const first = await of({ seed });
      if (new Set(first.flat(2)).size < 2) throw new Unlawful('the weights are all the same');
      if (compare(await of({ seed }), first, exactly)) {
        throw new Unlawful('two networks of the same seed have different weights');
      }
      if (!compare((await of({ seed: otherSeed }))[0], first[0], exactly)) {
        throw new Unlawful('networks of two seeds have the same weights');
      }
      if (compare(await of({}), await of({ seed: 0 }), exactly)) {
        throw new Unlawful('without a seed, it is not that of seed 0');
      }
      const round = passes(given);
      const worked = await workWith(given, round, round, round, round);
      areAtWork(worked);
      const { freed, tensors } = worked;
      if (freed.length > 0) throw new Unlawful(`${freed[0]}: it is not its own`);
      const left = tensors[3] - tensors[1];
      if (left > 0) throw new Unlawful(`two rounds of passes leave ${left} more tensors behind`);
    }),
  why: 'A training that nobody can repeat proves little: the same seed gives the same network to the last bit. What is made within a pass is freed with it, except variables.',
  look: readme('Who frees what'),
});
