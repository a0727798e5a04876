import fc from 'fast-check';
import * as subject from '#kata/part1/mlp';
import { matrix, quarters } from '#src/laws/arbitraries';
import { compare } from '#src/laws/compare';
import { workingLaw } from '#src/laws/definitions/at-work';
import { forwardOf, type Activation } from '#src/laws/definitions/mlp/network';
import { layerSizes, mlpCases, zeroParameters } from '#src/laws/definitions/mlp/cases';
import { forwardMistakes } from '#src/laws/definitions/mlp/mistakes';
import { recordedNetworks, type RecordedNetwork } from '#src/laws/definitions/mlp/recorded';
import { driverOf } from '#src/laws/definitions/mlp/subject';
import { forwardWork } from '#src/laws/definitions/mlp/work';
import { notStandardNormal } from '#src/laws/definitions/standard-normal';
import { refuses } from '#src/laws/expectations';
import { law, Unlawful } from '#src/laws/law';
import { create, send } from '#src/laws/subject';

const { networkOf, readParameters, outputsOf } = driverOf(subject);

const working = forwardWork(async (given) => send(await networkOf(given), 'forward', given.inputs));

const seeds = fc.integer({ min: 0, max: 9999 });

law({
  task: '1.3',
  claim: 'a new network has weights [input, hidden] and [hidden, output], and biases 0',
  points: 1,
  given: layerSizes,
  async check(sizes) {
    const { input, hidden, output } = sizes;
    const network = await create(subject, 'MLP', input, hidden, output);
    const { biasHidden, biasOutput, weightsInputHidden, weightsHiddenOutput } =
      await readParameters(network, zeroParameters(sizes));
    const weights = [...weightsInputHidden, ...weightsHiddenOutput].flat();
    if (new Set(weights).size === 1) {
      throw new Unlawful(`every weight is ${weights[0]}: none was drawn`, {
        weightsInputHidden,
        weightsHiddenOutput,
      });
    }
    for (const [name, bias] of Object.entries({ biasHidden, biasOutput })) {
      if (bias.some((value) => value !== 0)) {
        throw new Unlawful(`\`${name}\` begins at 0 everywhere`, { [name]: bias });
      }
    }
  },
  why: 'Row i of a weight matrix holds the weights from neuron i to every neuron of the next layer. Biases are vectors, one number per neuron, and begin at 0.',
  look: 'katas/part1/README.md, "The starting weights".',
});

law({
  task: '1.3',
  claim: 'every weight is drawn from N(0, 1)',
  points: 1,
  given: seeds,
  draws: 3,
  show: (seed) => ({ seed, sizes: [61, 67, 59] }),
  async check(seed) {
    const network = await create(subject, 'MLP', 61, 67, 59, 'sigmoid', seed);
    const sizes = zeroParameters({ input: 61, hidden: 67, output: 59 });
    const parameters = await readParameters(network, sizes);
    const [first, second] = [parameters.weightsInputHidden, parameters.weightsHiddenOutput];
    for (const [names, weights] of Object.entries({
      '`weightsInputHidden`': first.flat(),
      '`weightsHiddenOutput`': second.flat(),
      'both weight matrices together': [first, second].flat(2),
    })) {
      const complaint = notStandardNormal(weights);
      if (complaint) throw new Unlawful(`the ${weights.length} numbers of ${names}: ${complaint}`);
    }
  },
  why: 'Equal or tiny weights make all hidden neurons do the same. Independent draws with mean 0 and standard deviation 1 set them apart. All come from one generator: two with the same seed repeat each other.',
  look: 'katas/part1/README.md, "The starting weights".',
});

law({
  task: '1.3',
  claim: 'the seed decides the weights; left out, it is 0, and the activation is the sigmoid',
  points: 1,
  given: fc.record({ seed: seeds, otherSeed: seeds }).filter((s) => s.seed !== s.otherSeed),
  draws: 20,
  async check({ seed, otherSeed }) {
    const like = zeroParameters({ input: 2, hidden: 3, output: 1 });
    const made = async (...rest: [Activation?, number?]) => {
      const network = await create(subject, 'MLP', 2, 3, 1, ...rest);
      return { network, parameters: await readParameters(network, like) };
    };
    const [first, again, other] = [
      (await made('tanh', seed)).parameters,
      (await made('tanh', seed)).parameters,
      (await made('tanh', otherSeed)).parameters,
    ];
    if (compare(again, first)) {
      throw new Unlawful('two networks of the same seed have different weights', { first, again });
    }
    for (const name of ['weightsInputHidden', 'weightsHiddenOutput'] as const) {
      if (compare(other[name], first[name])) continue;
      throw new Unlawful(`\`${name}\` is the same for both seeds`, { [name]: first[name] });
    }
    const [plain, full] = [await made(), await made('sigmoid', 0)];
    const inputs = [[1, -1]];
    const [got, wanted] = [
      { ...plain.parameters, outputs: await outputsOf(plain.network, inputs, 1) },
      { ...full.parameters, outputs: await outputsOf(full.network, inputs, 1) },
    ];
    if (compare(got, wanted)) {
      throw new Unlawful("`new MLP(2, 3, 1)` is not `new MLP(2, 3, 1, 'sigmoid', 0)`", {
        'MLP(2, 3, 1)': got,
        'with sigmoid, 0': wanted,
      });
    }
  },
  why: 'A result that nobody can repeat is worth little. With the same seed the whole training is the same; another seed gives another network.',
  look: 'katas/part1/README.md, "The starting weights".',
});

law({
  task: '1.3',
  claim: 'forward equals its definition, for every activation and every width',
  points: 1,
  given: mlpCases(),
  show: ({ targets, ...given }) => given,
  got: async (given) => send(await networkOf(given), 'forward', given.inputs),
  wanted: (given) => forwardOf(given, given.inputs),
  suspects: forwardMistakes,
  why: 'hidden = f(inputs · weightsInputHidden + biasHidden), outputs = f(hidden · weightsHiddenOutput + biasOutput): a bias per neuron, and the activation on both layers.',
  look: 'katas/part1/README.md, "The forward pass".',
});

workingLaw(working, {
  task: '1.3',
  claim: 'every sample passes on its own',
  points: 1,
  given: mlpCases({ samples: [2, 4] }),
  show: ({ targets, ...given }) => given,
  async got(given) {
    return outputsOf(await networkOf(given), given.inputs, given.biasOutput.length);
  },
  async wanted(given) {
    const network = await networkOf(given);
    const alone: number[][] = [];
    for (const input of given.inputs) {
      alone.push(...(await outputsOf(network, [input], given.biasOutput.length)));
    }
    return alone;
  },
  why: 'A batch only stacks samples. Nothing is summed, averaged or kept from one to the next, so each alone gives the row that it gives in the batch.',
  look: 'katas/part1/README.md, "The forward pass".',
});

law<RecordedNetwork>({
  task: '1.3',
  claim: 'forward gives what PyTorch gave',
  points: 1,
  given: fc.constantFrom(...recordedNetworks),
  examples: recordedNetworks,
  draws: 0,
  show: ({ given: { targets, learningRate, ...given } }) => given,
  got: async ({ given }) => send(await networkOf(given), 'forward', given.inputs),
  wanted: ({ outputs }) => outputs,
  why: 'These outputs were recorded from PyTorch, for three activations and two sizes of network.',
  look: 'katas/part1/README.md, "The forward pass".',
});

workingLaw(working, {
  task: '1.3',
  claim: 'samples of another width than the network’s are refused with a clear error',
  points: 1,
  given: fc
    .record({
      network: layerSizes,
      samples: fc.integer({ min: 1, max: 2 }),
      width: fc.integer({ min: 1, max: 4 }),
    })
    .filter(({ network, width }) => width !== network.input)
    .chain(({ network, samples, width }) =>
      fc.record({ network: fc.constant(network), inputs: matrix(samples, width, quarters()) }),
    ),
  async check({ network: { input, hidden, output }, inputs }) {
    const network = await create(subject, 'MLP', input, hidden, output);
    await refuses(send(network, 'forward', inputs), [inputs[0].length, input]);
  },
  why: 'A sample that is too long would be cut off silently, one that is too short would give NaN. Both are mistakes of the caller, and better told at once.',
  look: 'katas/part1/README.md, "Errors".',
});
