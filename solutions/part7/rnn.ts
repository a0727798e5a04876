import * as tf from '@tensorflow/tfjs';
import { seededRandom } from '#src/common/random';
import type { Parameter } from './batch-norm.ts';

export type State = tf.Tensor2D[];

export interface Step<Kept = unknown> {
  state: State;
  kept: Kept;
}

export interface StepGradients {
  x: tf.Tensor2D;
  state: State;
  parameters: tf.Tensor[];
}

export interface Cell<Kept = unknown> {
  zeroState(batch: number): State;
  step(x: tf.Tensor2D, state: State): Step<Kept>;
  stepBackward(kept: Kept, gradState: State): StepGradients;
  parameters(): Parameter[];
}

export interface CellOptions {
  seed?: number;
}

interface Kept {
  x: tf.Tensor2D;
  h: tf.Tensor2D;
  next: tf.Tensor2D;
}

export class RNNCell implements Cell<Kept> {
  private readonly units: number;
  private readonly inputWeight: Parameter;
  private readonly stateWeight: Parameter;
  private readonly bias: Parameter;

  constructor(inputs: number, units: number, { seed = 0 }: CellOptions = {}) {
    const normal = normals(seed);
    this.units = units;
    this.inputWeight = parameterOf([inputs, units], normal(1 / Math.sqrt(inputs)));
    this.stateWeight = parameterOf([units, units], normal(1 / Math.sqrt(units)));
    this.bias = parameterOf([units], () => 0);
  }

  zeroState(batch: number): State {
    return [tf.zeros([batch, this.units])];
  }

  step(x: tf.Tensor2D, [h]: State): Step<Kept> {
    const sums = tf
      .matMul<tf.Tensor2D>(x, this.inputWeight.value)
      .add<tf.Tensor2D>(tf.matMul(h, this.stateWeight.value))
      .add<tf.Tensor2D>(this.bias.value);
    const next = tf.tanh(sums);
    return { state: [next], kept: { x, h, next } };
  }

  stepBackward({ x, h, next }: Kept, [gradNext]: State): StepGradients {
    const gradSum = gradNext.mul<tf.Tensor2D>(tf.sub(1, next.square())); // the slope of tanh is 1 − tanh²
    return {
      x: tf.matMul(gradSum, this.inputWeight.value, false, true),
      state: [tf.matMul(gradSum, this.stateWeight.value, false, true)],
      parameters: [x.matMul(gradSum, true), h.matMul(gradSum, true), gradSum.sum(0)],
    };
  }

  parameters(): Parameter[] {
    return [this.inputWeight, this.stateWeight, this.bias];
  }
}

export class RecurrentLayer {
  private readonly cell: Cell;
  /** Of each step of the last forward pass. */
  private kept: unknown[] | undefined;

  constructor(cell: Cell) {
    this.cell = cell;
  }

  forward(x: tf.Tensor3D): tf.Tensor3D {
    let state = this.cell.zeroState(x.shape[0]);
    this.kept = [];
    const outputs: tf.Tensor2D[] = [];
    for (const input of tf.unstack(x, 1) as tf.Tensor2D[]) {
      const step = this.cell.step(input, state);
      this.kept.push(step.kept);
      outputs.push(step.state[0]);
      state = step.state;
    }
    return tf.stack(outputs, 1) as tf.Tensor3D;
  }

  backward(gradOutput: tf.Tensor3D): tf.Tensor3D {
    const { kept } = this;
    if (kept === undefined) {
      throw new Error('`backward` needs what `forward` keeps: call `forward` first.');
    }
    const inputs: tf.Tensor2D[] = [];
    const arriving = tf.unstack(gradOutput, 1) as tf.Tensor2D[];
    let gradState = this.cell.zeroState(gradOutput.shape[0]); // nothing comes from beyond the last step
    let sums: tf.Tensor[] = this.cell.parameters().map(({ value }) => tf.zerosLike(value));
    for (let t = kept.length - 1; t >= 0; t--) {
      const [h, ...others] = gradState;
      const gradients = this.cell.stepBackward(kept[t], [h.add(arriving[t]), ...others]);
      inputs[t] = gradients.x;
      gradState = gradients.state;
      sums = sums.map((sum, i) => sum.add(gradients.parameters[i]));
    }
    this.cell.parameters().forEach(({ gradient }, i) => gradient.assign(sums[i]));
    return tf.stack(inputs, 1) as tf.Tensor3D;
  }

  parameters(): Parameter[] {
    return this.cell.parameters();
  }
}

/** Draws from N(0, std²), for one std after another, from one seed. */
export function normals(seed: number): (std: number) => () => number {
  const random = seededRandom(seed);
  return (std) => () => std * random.normal();
}

/** A parameter with a number of `draw`’s in each place. */
export function parameterOf(shape: number[], draw: () => number): Parameter {
  const values = Float32Array.from({ length: tf.util.sizeFromShape(shape) }, draw);
  return tf.tidy(() => ({
    value: tf.variable(tf.tensor(values, shape)),
    gradient: tf.variable(tf.zeros(shape)),
  }));
}
