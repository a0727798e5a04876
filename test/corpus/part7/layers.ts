import * as tf from '@tensorflow/tfjs';
import type { Cell, State } from '../../../solutions/part7/rnn.ts';

type T = tf.Tensor2D;

/** What one recurrent layer does in its own way. */
export interface LayerHabits {
  rows?: (x: tf.Tensor3D) => T[];
  /** The state before the first step. */
  begin?: (cell: Cell, batch: number, last: State | undefined) => State;
  output?: (state: State) => T;
  handOn?: (state: State, cell: Cell, batch: number) => State;
  /** What step t is given on the way back. */
  arriving?: (carried: State, slice: T, t: number, steps: number) => State;
  carry?: (state: State, cell: Cell, batch: number) => State;
  sum?: (sum: tf.Tensor, gradient: tf.Tensor, t: number) => tf.Tensor;
  assign?: (sum: tf.Tensor, before: tf.Tensor, steps: number) => tf.Tensor;
  keep?: (kept: unknown[], before: unknown[] | undefined) => unknown[];
  order?: (steps: number) => number[];
  missing?: (g: tf.Tensor3D) => tf.Tensor3D;
  collect?: (inputs: T[]) => tf.Tensor;
}

/** A layer as the README has it, but for some habits. */
export const layerClass = (habits: LayerHabits) =>
  class {
    cell: Cell;
    kept: unknown[] | undefined;
    last: State | undefined;

    constructor(cell: Cell) {
      this.cell = cell;
    }

    forward(x: tf.Tensor3D) {
      const [batch] = x.shape;
      const zero = this.cell.zeroState(batch);
      let state = habits.begin?.(this.cell, batch, this.last) ?? zero;
      const kept: unknown[] = [];
      const outputs: T[] = [];
      for (const row of habits.rows?.(x) ?? (tf.unstack(x, 1) as T[])) {
        const step = this.cell.step(row, state);
        kept.push(step.kept);
        outputs.push(habits.output?.(step.state) ?? step.state[0]);
        state = habits.handOn?.(step.state, this.cell, batch) ?? step.state;
      }
      this.kept = (habits.keep ?? ((one) => one))(kept, this.kept);
      if (habits.begin !== undefined) this.last = state.map((one) => tf.keep(one.clone()));
      return tf.stack(outputs, 1);
    }

    backward(g: tf.Tensor3D) {
      const { kept, cell } = this;
      if (kept === undefined) {
        if (habits.missing !== undefined) return habits.missing(g);
        throw new Error('forward must come before backward');
      }
      const steps = kept.length;
      const slices = tf.unstack(g, 1) as T[];
      const inputs: T[] = [];
      const parameters = cell.parameters();
      let sums: tf.Tensor[] = parameters.map(({ value }) => tf.zerosLike(value));
      let carried = cell.zeroState(g.shape[0]);
      const order = habits.order?.(steps) ?? Array.from({ length: steps }, (_, i) => steps - 1 - i);
      for (const t of order) {
        const [h, ...others] = carried;
        const given = habits.arriving?.(carried, slices[t], t, steps) ?? [
          h.add<T>(slices[t]),
          ...others,
        ];
        const back = cell.stepBackward(kept[t], given);
        inputs[t] = back.x;
        carried = habits.carry?.(back.state, cell, g.shape[0]) ?? back.state;
        sums = sums.map(
          (sum, i) => (habits.sum ?? tf.add)(sum, back.parameters[i], t) as tf.Tensor,
        );
      }
      parameters.forEach(({ gradient }, i) =>
        gradient.assign(habits.assign?.(sums[i], gradient, steps) ?? sums[i]),
      );
      return habits.collect?.(inputs) ?? tf.stack(inputs, 1);
    }

    parameters() {
      return this.cell.parameters();
    }
  };
