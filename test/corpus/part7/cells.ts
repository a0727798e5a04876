import * as tf from '@tensorflow/tfjs';
import type { Parameter } from '../../../solutions/part7/batch-norm.ts';
import type { State, Step, StepGradients } from '../../../solutions/part7/rnn.ts';
import { seededRandom } from '../../../src/common/random.ts';

type T = tf.Tensor2D;

/** Of a step, what its way back needs. */
export interface Kept {
  x: T;
  /** The state that went in. */
  before: State;
  /** The state that came out. */
  after: State;
  /** i, f, g and o of an LSTM. */
  gates: T[];
}

interface Start {
  inputs: number;
  units: number;
  columns: number;
  seed: number;
}

/** What one cell does in its own way. */
export interface CellHabits {
  /** Wx and Wh, one after the other. */
  weights?: (start: Start) => number[];
  bias?: (start: Start) => number[];
  zeroState?: (batch: number, units: number) => unknown;
  sums?: (x: T, h: T, parameters: T[]) => tf.Tensor;
  /** The state after the step. */
  next?: (sums: T, state: State) => { state: State; gates: T[] };
  /** ∂loss/∂sums, and of an LSTM ∂loss/∂c. */
  back?: (kept: Kept, gradState: State) => { sums: tf.Tensor; c?: tf.Tensor };
  /** The gradients that are given back. */
  gradients?: (
    right: StepGradients,
    kept: Kept,
    sums: T,
    parameters: T[],
  ) => Partial<StepGradients>;
  /** What is kept of a step, in place of it. */
  keep?: (kept: Kept) => Kept;
  after?: (parameters: Parameter[], gradients: StepGradients, kept: Kept) => void;
  list?: (parameters: Parameter[]) => unknown;
}

export const normals = ({ inputs, units, columns, seed }: Start): number[] => {
  const random = seededRandom(seed);
  return Array.from(
    { length: (inputs + units) * columns },
    (_, i) => random.normal() / Math.sqrt(i < inputs * columns ? inputs : units),
  );
};

const variable = (values: number[], shape: number[]): Parameter =>
  tf.tidy(() => ({
    value: tf.variable(tf.tensor(values, shape)),
    gradient: tf.variable(tf.zeros(shape)),
  }));

export const slopeOfTanh = (y: tf.Tensor) => tf.sub(1, y.square());
export const slopeOfSigmoid = (y: tf.Tensor) => y.mul(tf.sub(1, y));

const rnnNext = (sums: T) => ({ state: [tf.tanh(sums)], gates: [] });
const rnnBack = ({ after: [next] }: Kept, [g]: State) => ({ sums: g.mul(slopeOfTanh(next)) });

export const gatesOf = (sums: T): T[] => {
  const [i, f, g, o] = tf.split<T>(sums, 4, 1);
  return [tf.sigmoid(i), tf.sigmoid(f), tf.tanh(g), tf.sigmoid(o)];
};

const lstmNext = (sums: T, [, c]: State) => {
  const gates = gatesOf(sums);
  const [i, f, g, o] = gates;
  const cell = f.mul<T>(c).add<T>(i.mul(g));
  return { state: [o.mul<T>(tf.tanh(cell)), cell], gates };
};

export const lstmBack = ({ before, after, gates }: Kept, [gradH, gradC]: State) => {
  const [i, f, g, o] = gates;
  const shown = tf.tanh(after[1]);
  const all = gradC.add<T>(gradH.mul(o).mul(slopeOfTanh(shown)));
  return {
    sums: tf.concat<T>(
      [
        all.mul(g).mul(slopeOfSigmoid(i)),
        all.mul(before[1]).mul(slopeOfSigmoid(f)),
        all.mul(i).mul(slopeOfTanh(g)),
        gradH.mul(shown).mul(slopeOfSigmoid(o)),
      ],
      1,
    ),
    c: all.mul(f),
  };
};

/** A cell as the README has it, but for some habits. */
export const cellClass = (kind: 'rnn' | 'lstm', habits: CellHabits) =>
  class {
    inputWeight: Parameter;
    stateWeight: Parameter;
    bias: Parameter;
    units: number;

    constructor(inputs: number, units: number, { seed = 0 }: { seed?: number } = {}) {
      const columns = kind === 'rnn' ? units : 4 * units;
      const start = { inputs, units, columns, seed };
      const weights = (habits.weights ?? normals)(start);
      const biases = Array.from({ length: columns }, (_, j) =>
        Number(kind === 'lstm' && Math.floor(j / units) === 1),
      );
      this.units = units;
      this.inputWeight = variable(weights.slice(0, inputs * columns), [inputs, columns]);
      this.stateWeight = variable(weights.slice(inputs * columns), [units, columns]);
      this.bias = variable(habits.bias?.(start) ?? biases, [columns]);
    }

    zeroState(batch: number) {
      const zeros = () => tf.zeros([batch, this.units]);
      const right = kind === 'rnn' ? [zeros()] : [zeros(), zeros()];
      return habits.zeroState?.(batch, this.units) ?? right;
    }

    step(x: T, state: State): Step<Kept> {
      const parameters = this.values();
      const [wx, wh, b] = parameters;
      const sums = (habits.sums?.(x, state[0], parameters) ??
        tf.matMul(x, wx).add(tf.matMul(state[0], wh)).add(b)) as T;
      const next = (habits.next ?? (kind === 'rnn' ? rnnNext : lstmNext))(sums, state);
      const kept = { x, before: state, after: next.state, gates: next.gates };
      return { state: next.state, kept: habits.keep?.(kept) ?? kept };
    }

    stepBackward(kept: Kept, gradState: State): StepGradients {
      const { x, before } = kept;
      const back = (habits.back ?? (kind === 'rnn' ? rnnBack : lstmBack))(kept, gradState);
      const sums = back.sums as T;
      const [wx, wh] = this.values();
      const right: StepGradients = {
        x: tf.matMul(sums, wx, false, true),
        state: [
          tf.matMul<T>(sums, wh, false, true),
          ...('c' in back && back.c !== undefined ? [back.c as T] : []),
        ],
        parameters: [tf.matMul(x, sums, true), tf.matMul(before[0], sums, true), sums.sum(0)],
      };
      const gradients = { ...right, ...habits.gradients?.(right, kept, sums, this.values()) };
      habits.after?.(this.parameters() as Parameter[], gradients, kept);
      return gradients;
    }

    parameters() {
      const list = [this.inputWeight, this.stateWeight, this.bias];
      return habits.list?.(list) ?? list;
    }

    values(): T[] {
      return [this.inputWeight, this.stateWeight, this.bias].map(
        ({ value }) => value as tf.Tensor as T,
      );
    }
  };

/** Keeps what belongs to a step in one place for all steps, as a field of the cell would. */
export const keepsTheLast = (): ((kept: Kept) => Kept) => {
  const field = {} as Kept;
  return (kept) => Object.assign(field, kept);
};
