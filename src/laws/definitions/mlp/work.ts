import fc from 'fast-check';
import { compare, exactly } from '../../compare.ts';
import { Unlawful } from '../../law.ts';
import { different, type Work } from '../at-work.ts';
import {
  forwardOf,
  gradientsOf,
  parameterNames,
  parametersOf,
  stepOf,
  type Activation,
  type MlpCase,
  type Parameters,
} from './network.ts';

type Arguments = [
  activation: Activation,
  inputs: number[][],
  weightsInputHidden: number[][],
  biasHidden: number[],
  weightsHiddenOutput: number[][],
  biasOutput: number[],
  targets: number[][],
];

const names = ['activation', 'inputs', ...parameterNames, 'targets'] as const;

const caseOf = (...args: Arguments): MlpCase => {
  const [activation, inputs, weightsInputHidden, biasHidden, weightsHiddenOutput, biasOutput, targets] = args; // prettier-ignore
  return { activation, inputs, weightsInputHidden, biasHidden, weightsHiddenOutput, biasOutput, targets }; // prettier-ignore
};

const RATE = 0.5;

const pairs = (numbers: number[]) => [numbers.slice(0, 2), numbers.slice(2)];

/** Two samples and a network of two neurons a layer, of numbers up to 1. */
function argumentsOf(activation: Activation, eighths: readonly number[]): Arguments {
  const numbers = eighths.map((n) => n / 8);
  const at = (start: number, count: number) => numbers.slice(start, start + count);
  return [activation, pairs(at(0, 4)), pairs(at(4, 4)), at(8, 2), pairs(at(10, 4)), at(14, 2), pairs(at(16, 4))]; // prettier-ignore
}

const first = argumentsOf('sigmoid', [1, -2, 3, 4, -5, 6, 7, -8, 2.5, 1.5, -3.5, 4.5, 5.5, -6.5, 7.5, -0.5, 8, 0.5, -1, 5]); // prettier-ignore
const second = argumentsOf('tanh', [-3, 1, 2, 5, 4, -7, 6, 8, -1.5, 2.5, 4.5, -3.5, 6.5, 5.5, -7.5, 0.5, -2, 3, 7, -0.5]); // prettier-ignore

/** Outputs that differ, and a slope that is not flat. */
const drawn = fc
  .record({
    activation: fc.constantFrom<Activation>('sigmoid', 'tanh'),
    eighths: different(20),
  })
  .map(({ activation, eighths }) => argumentsOf(activation, eighths))
  .filter((args) => {
    const given = caseOf(...args);
    const outputs = forwardOf(given, given.inputs).flat();
    const slopes = Object.values(gradientsOf(given)).flat(2) as number[];
    return (
      Math.max(...outputs) - Math.min(...outputs) > 0.02 &&
      slopes.some((slope) => Math.abs(slope) > 0.02)
    );
  });

/** @param got - the outputs of the subject's network. */
export const forwardWork = (got: (given: MlpCase) => Promise<unknown>): Work<Arguments> => ({
  examples: [[first, second]],
  drawn: fc.tuple(drawn, drawn),
  got: (...args) => got(caseOf(...args)),
  wanted: (...args) => forwardOf(caseOf(...args), caseOf(...args).inputs),
  names,
});

/** @param after - the parameters of the subject's network after a step of this learning rate. */
export const stepWork = (
  after: (given: MlpCase & { learningRate: number }) => Promise<Parameters>,
): Work<Arguments> => ({
  examples: [[first, second]],
  drawn: fc.tuple(drawn, drawn),
  async got(...args) {
    const given = { ...caseOf(...args), learningRate: RATE };
    const parameters = await after(given);
    if (compare(parameters, parametersOf(given), exactly) === undefined) {
      throw new Unlawful('no weight and no bias was changed by `backward`');
    }
    return parameters;
  },
  wanted: (...args) => parametersOf(stepOf(caseOf(...args), RATE)),
  names,
});
