import { shapeOf } from '../../compare.ts';
import { hasShape } from '../../expectations.ts';
import { Unlawful } from '../../law.ts';
import { create, read, send, write } from '../../subject.ts';
import type { Handle } from '../../subject-here.ts';
import type { StepCase } from './cases.ts';
import {
  pairwise,
  parameterNames,
  parametersOf,
  type Activation,
  type Parameters,
} from './network.ts';

/** What the laws use of a subject's network. */
interface Network extends Parameters {
  forward(inputs: number[][]): number[][];
  backward(inputs: number[][], targets: number[][], learningRate: number): void;
  train(
    x: number[][],
    y: number[][],
    options: { epochs: number; learningRate: number; every?: number },
  ): number[];
}

interface Subject {
  MLP: new (
    inputSize: number,
    hiddenSize: number,
    outputSize: number,
    activation?: Activation,
    seed?: number,
  ) => Network;
}

/** Makes, runs and reads networks of a subject, through handles and data alone. */
export function driverOf(subject: Subject) {
  /** The four fields, each of the shape that it has in `like`. */
  async function readParameters(network: Handle<Network>, like: Parameters): Promise<Parameters> {
    const parameters = await read(network, parameterNames);
    for (const name of parameterNames) {
      const value: unknown = parameters[name];
      const [got, wanted] = [shapeOf(value)?.join('×'), shapeOf(like[name])?.join('×')];
      if (got !== wanted) {
        const shape = got === undefined ? 'no regular array of numbers' : `the shape ${got || 1}`;
        throw new Unlawful(`\`${name}\`: wanted the shape ${wanted}, got ${shape}`, { got: value });
      }
    }
    return parameters;
  }

  /** A network of the subject, with the parameters of the case. */
  async function networkOf(
    given: Parameters & { activation: Activation },
  ): Promise<Handle<Network>> {
    const sizes = [given.weightsInputHidden, given.biasHidden, given.biasOutput].map(
      (a) => a.length,
    );
    const [input, hidden, output] = sizes;
    const network = await create(subject, 'MLP', input, hidden, output, given.activation, 0);
    await write(network, structuredClone(parametersOf(given)));
    return network;
  }

  async function outputsOf(network: Handle<Network>, inputs: number[][], outputSize: number) {
    const outputs = await send(network, 'forward', structuredClone(inputs));
    hasShape(outputs, [inputs.length, outputSize]);
    return structuredClone(outputs); // a network may use its arrays again
  }

  /** The parameters after so many steps, each of a forward and a backward pass as in a training. */
  async function afterSteps(given: StepCase, steps = 1): Promise<Parameters> {
    const network = await networkOf(given);
    const { inputs, targets } = structuredClone(given);
    for (let step = 0; step < steps; step++) {
      await send(network, 'forward', inputs);
      await send(network, 'backward', inputs, targets, given.learningRate);
    }
    return readParameters(network, given);
  }

  /** (before − after) / learningRate for each parameter: the gradient that the subject descended. */
  async function descended(given: StepCase): Promise<Parameters> {
    const after = await afterSteps(given);
    return pairwise(given, after, (a, b) => (a - b) / given.learningRate);
  }

  return { networkOf, readParameters, outputsOf, afterSteps, descended };
}
