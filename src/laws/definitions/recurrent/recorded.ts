import recorded from '../../../../fixtures/pytorch/recurrent.json' with { type: 'json' };
import { transposed } from '../modules/matrices.ts';
import type { CellName } from './cells.ts';
import type { ClassifierValues, StepsCase } from './unrolled.ts';

/** A recurrent layer of PyTorch’s, in float64. */
export interface RecordedSteps {
  name: string;
  given: StepsCase;
  wanted: {
    /** h after each step. */
    outputs: number[][][];
    /** The whole state after the last step. */
    last: number[][][];
    x: number[][][];
    state: number[][][];
    /** Summed over the steps. */
    parameters: [number[][], number[][], number[]];
  };
}

const added = (a: number[], b: number[]) => a.map((value, i) => value + b[i]);

export const recordedSteps = (cell: CellName): RecordedSteps[] =>
  recorded[cell].map((record) => {
    const zeros = record.upstream[0].map((row) => row.map(() => 0));
    const lstm = 'lastCell' in record ? record : undefined;
    return {
      name: record.name,
      given: {
        values: {
          inputWeight: transposed(record.inputWeight),
          stateWeight: transposed(record.stateWeight),
          bias: added(record.inputBias, record.stateBias),
        },
        x: record.x,
        state: record.state,
        gradients: record.upstream.map((h, t) => {
          const isLast = t === record.upstream.length - 1;
          return lstm === undefined ? [h] : [h, isLast ? lstm.lastCellUpstream : zeros];
        }),
      },
      wanted: {
        outputs: record.outputs,
        last: [record.outputs.at(-1)!, ...(lstm === undefined ? [] : [lstm.lastCell])],
        x: record.inputGradient,
        state: record.stateGradients,
        parameters: [
          transposed(record.inputWeightGradient),
          transposed(record.stateWeightGradient),
          record.inputBiasGradient,
        ],
      },
    };
  });

/** Some steps of PyTorch’s SGD. */
export interface RecordedTraining {
  name: string;
  cell: CellName;
  learningRate: number;
  clip?: number;
  images: number[][][];
  labels: number[];
  initial: ClassifierValues;
  final: ClassifierValues;
  losses: number[];
}

type Recorded = (typeof recorded.training)[number]['initial'];

const valuesOf = (record: Recorded): ClassifierValues => ({
  cell: {
    inputWeight: transposed(record.inputWeight),
    stateWeight: transposed(record.stateWeight),
    bias: record.cellBias,
  },
  weight: transposed(record.weight),
  bias: record.bias,
});

export const recordedTrainings: RecordedTraining[] = recorded.training.map(
  ({ name, cell, learningRate, clip, images, labels, initial, final, losses }) => ({
    name,
    cell: cell as CellName,
    learningRate,
    ...(clip === null ? {} : { clip }),
    images,
    labels,
    initial: valuesOf(initial),
    final: valuesOf(final),
    losses,
  }),
);
