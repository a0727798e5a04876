import fc from 'fast-check';
import * as subject from '#kata/part1/mlp';
import { forwardOf, type Activation } from '#src/laws/definitions/mlp/network';
import { driverOf } from '#src/laws/definitions/mlp/subject';
import { trainingCases, trainingMistakes, trainingOf } from '#src/laws/definitions/mlp/training';
import { law } from '#src/laws/law';
import { send } from '#src/laws/subject';

const { networkOf, readParameters } = driverOf(subject);

law({
  task: '1.6',
  claim: 'train takes one step per epoch, and records the losses of epochs 0, every, 2·every, …',
  points: 2,
  given: trainingCases,
  async got({ epochs, learningRate, every, ...given }) {
    const network = await networkOf(given);
    const options = { epochs, learningRate, ...(every === undefined ? {} : { every }) };
    const losses = await send(network, 'train', given.inputs, given.targets, options);
    return { losses, ...(await readParameters(network, given)) };
  },
  wanted: (given) => trainingOf(given),
  suspects: trainingMistakes,
  why: 'Each epoch: forward, record the mean squared error if it is this epoch’s turn, backward. `every` is 1 where it is left out.',
  look: 'katas/part1/README.md, "Training".',
});

const corners = { inputs: [[1, 1], [-1, 1], [-1, -1], [1, -1]], targets: [[0], [1], [0], [1]] }; // prettier-ignore

const xorRun = (
  activation: Activation,
  [epochs, learningRate]: [number, number],
  weightsInputHidden: number[][],
  outgoing: number[],
) => ({
  ...corners,
  activation,
  weightsInputHidden,
  biasHidden: [0, 0, 0, 0],
  weightsHiddenOutput: outgoing.map((weight) => [weight]),
  biasOutput: [0],
  epochs,
  learningRate,
});

/** Starts from which gradient descent is known to learn XOR, none of them near a kink. */
const xorRuns = [
  xorRun('sigmoid', [400, 1], [[1.25, 1, 0, 0], [0.75, -0.5, 1.75, 1.5]], [-1, 0, 1.25, -1.5]),
  xorRun('tanh', [200, 0.25], [[1.25, 1, 0, 0], [0.75, -0.5, 1.75, 1.5]], [-1, 0, 1.25, -1.5]),
  xorRun('relu', [100, 1 / 16], [[-0.75, 0.25, 0.75, 0.75], [1.25, -0.75, -1.25, 0]], [0.5, 0, 1.25, -1]),
]; // prettier-ignore

law<(typeof xorRuns)[number]>({
  task: '1.6',
  claim: 'a network of four hidden neurons learns XOR',
  points: 1,
  given: fc.constantFrom(...xorRuns),
  examples: xorRuns,
  draws: 0,
  show: ({ inputs, targets, ...rest }) => ({ inputs, ...rest }),
  async got(given) {
    const { inputs, targets, epochs, learningRate } = given;
    const network = await networkOf(given);
    await send(network, 'train', inputs, targets, { epochs, learningRate, every: 50 });
    const trained = { ...(await readParameters(network, given)), activation: given.activation };
    return forwardOf(trained, inputs);
  },
  wanted: ({ targets }) => targets,
  tolerance: { absolute: 0.2 },
  why: 'The classes of XOR lie crosswise, so no single line parts them; a hidden layer bends the boundary. From these weights gradient descent is known to arrive. Shown are the outputs of your trained network.',
  look: 'katas/part1/README.md, "Training".',
});
