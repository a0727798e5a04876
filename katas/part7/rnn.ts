import * as tf from '@tensorflow/tfjs';
import { NotImplemented } from '#src/laws/not-implemented';
import type { Parameter } from './batch-norm.ts';

// You will need this. Take the comment signs away when you use it:
// import { seededRandom } from '#src/common/random'; // seededRandom(seed).normal() draws from N(0, 1)

/** What a cell carries from one step to the next: tensors `[batch, units]`, of which the first is h. */
export type State = tf.Tensor2D[];

/** What a step gives. */
export interface Step<Kept = unknown> {
  /** The next state. */
  state: State;
  /** Whatever `stepBackward` will need of this step. Nobody else looks into it: its type is up to you. */
  kept: Kept;
}

/** What a step sends back. */
export interface StepGradients {
  /** ∂loss/∂x, `[batch, in]` */
  x: tf.Tensor2D;
  /** ∂loss/∂state, of the state that went into the step. */
  state: State;
  /** ∂loss/∂value of each parameter, by this step alone. */
  parameters: tf.Tensor[];
}

/**
 * One step of a recurrent network. It keeps nothing between calls but its parameters: what belongs to a step
 * is in `kept`, so that many steps can be taken before the first comes back.
 *
 * All is called within one `tf.tidy`, which frees what is made, except variables. A cell disposes of nothing
 * that it was given.
 */
export interface Cell<Kept = unknown> {
  /** @returns the state before the first step: zeros. */
  zeroState(batch: number): State;
  /** @param x - `[batch, in]` */
  step(x: tf.Tensor2D, state: State): Step<Kept>;
  /**
   * @param kept - of the step that is to be gone back.
   * @param gradState - ∂loss/∂state, of the state that came out of that step.
   * @returns new tensors. The gradient variables of the parameters stay as they are.
   */
  stepBackward(kept: Kept, gradState: State): StepGradients;
  /** All that training changes in it, always in the same order. */
  parameters(): Parameter[];
}

/** How the weights of a cell begin. */
export interface CellOptions {
  /** Any 32-bit integer: the same seed gives the same weights. 0 by default. */
  seed?: number;
}

/**
 * Task 7.8: h′ = tanh(x·Wx + h·Wh + b). Its state is `[h]`. Its parameters are Wx `[in, units]`,
 * Wh `[units, units]` and b `[units]`, in this order.
 */
export class RNNCell implements Cell {
  /**
   * Every weight of Wx is drawn from N(0, 1/inputs), every weight of Wh from N(0, 1/units): the second number is the
   * variance. Biases are 0.
   *
   * @param inputs - how many numbers go in at each step.
   */
  constructor(inputs: number, units: number, options: CellOptions = {}) {
    throw new NotImplemented('7.8', 'the constructor of RNNCell');
  }

  zeroState(batch: number): State {
    throw new NotImplemented('7.8', 'RNNCell.zeroState');
  }

  step(x: tf.Tensor2D, [h]: State): Step {
    throw new NotImplemented('7.8', 'RNNCell.step');
  }

  stepBackward(kept: unknown, [gradNext]: State): StepGradients {
    throw new NotImplemented('7.8', 'RNNCell.stepBackward');
  }

  /** @returns Wx, Wh, b. */
  parameters(): Parameter[] {
    throw new NotImplemented('7.8', 'RNNCell.parameters');
  }
}

/** Task 7.8: a cell, unrolled over sequences. It begins with zeros. */
export class RecurrentLayer {
  /** @param cell - any; it may have more than h in its state. */
  constructor(cell: Cell) {
    throw new NotImplemented('7.8', 'the constructor of RecurrentLayer');
  }

  /**
   * @param x - `[batch, steps, in]`, at least one step.
   * @returns `[batch, steps, units]`: h after each step.
   */
  forward(x: tf.Tensor3D): tf.Tensor3D {
    throw new NotImplemented('7.8', 'RecurrentLayer.forward');
  }

  /**
   * Backpropagation through time.
   *
   * @param gradOutput - ∂loss/∂y, `[batch, steps, units]`, where y is what the last `forward` returned.
   * @returns ∂loss/∂x, `[batch, steps, in]`. The gradient of each parameter is overwritten, with the sum over all steps.
   * @throws {Error} when there was no `forward` yet; the message says that `forward` comes first.
   */
  backward(gradOutput: tf.Tensor3D): tf.Tensor3D {
    throw new NotImplemented('7.8', 'RecurrentLayer.backward');
  }

  /** @returns those of the cell. */
  parameters(): Parameter[] {
    throw new NotImplemented('7.8', 'RecurrentLayer.parameters');
  }
}
