import recorded from '../../../../fixtures/pytorch/normalisation.json' with { type: 'json' };
import type { Weights } from '../../tensors/model-spec.ts';

/** Passes of PyTorch’s batch normalisation, in float64. */
interface RecordedPass {
  x: Weights;
  gradOutput: Weights;
  output: Weights;
  input: Weights;
  gamma: number[];
  beta: number[];
  runningMean: number[];
  /** As we have it: of the biased variance. */
  runningVariance: number[];
}

export interface RecordedBatchNorm {
  name: string;
  channels: number;
  epsilon: number;
  /** The share that stays. */
  momentum: number;
  gamma: number[];
  beta: number[];
  training: RecordedPass[];
  inference: RecordedPass;
}

type Record = (typeof recorded.batchNorm)[number];

const passOf = (pass: Record['inference'], runningVariance: number[]): RecordedPass => ({
  x: pass.x,
  gradOutput: pass.upstream,
  output: pass.output,
  input: pass.inputGradient,
  gamma: pass.gammaGradient,
  beta: pass.betaGradient,
  runningMean: pass.runningMean,
  runningVariance,
});

/** What is left of the first variance, 1, after so many batches; the rest is of batches, with n − 1. */
function biased(variance: number[], momentum: number, batches: number, numbers: number): number[] {
  const stays = momentum ** batches;
  return variance.map((v) => stays + ((v - stays) * (numbers - 1)) / numbers);
}

export const recordedBatchNorms: RecordedBatchNorm[] = recorded.batchNorm.map((record) => {
  const momentum = 1 - record.momentum;
  const channels = record.gamma.length;
  return {
    name: record.name,
    channels,
    epsilon: record.epsilon,
    momentum,
    gamma: record.gamma,
    beta: record.beta,
    training: record.training.map((pass, i) => {
      const numbers = (pass.x as unknown[]).flat(Infinity).length / channels;
      return passOf(pass, biased(pass.runningVariance, momentum, i + 1, numbers));
    }),
    inference: passOf(record.inference, record.inference.runningVariance),
  };
});
