import recorded from '../../../../fixtures/pytorch/mlp.json' with { type: 'json' };
import type { StepCase } from './cases.ts';
import type { Activation, Parameters } from './network.ts';

interface RecordedParameters {
  weights: number[][][];
  biases: number[][];
}

const parameters = ({ weights, biases }: RecordedParameters): Parameters => ({
  weightsInputHidden: weights[0],
  biasHidden: biases[0],
  weightsHiddenOutput: weights[1],
  biasOutput: biases[1],
});

/** A network that PyTorch trained, in float64. */
export interface RecordedNetwork {
  given: StepCase;
  /** `[samples, output]`, before training. */
  outputs: number[][];
  /** The parameters after so many steps. */
  after: { steps: number; parameters: Parameters }[];
}

/** Three activations, two sizes each. */
export const recordedNetworks: RecordedNetwork[] = recorded.cases.map((record) => ({
  given: {
    activation: record.activation as Activation,
    learningRate: record.learningRate,
    inputs: record.inputs,
    ...parameters(record.initial),
    targets: record.targets,
  },
  outputs: record.outputs,
  after: [
    { steps: 1, parameters: parameters(record.afterOneStep) },
    { steps: 5, parameters: parameters(record.afterFiveSteps) },
  ],
}));
