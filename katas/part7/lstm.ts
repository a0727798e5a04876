import { NotImplemented } from '#src/laws/not-implemented';
import type { Parameter } from './batch-norm.ts';
import type { Cell, CellOptions, State, Step, StepGradients } from './rnn.ts';

// You will need these. Take the comment signs away when you use them:
// import * as tf from '@tensorflow/tfjs';
// import { seededRandom } from '#src/common/random'; // seededRandom(seed).normal() draws from N(0, 1)

/**
 * Task 7.9: a cell with long short-term memory. With x·Wx + h·Wh + b cut into four blocks of `units` columns,
 * in the order i, f, g, o:
 *
 * i, f and o are the sigmoids of theirs, g is the tanh of its own; c′ = f·c + i·g and h′ = o·tanh(c′)
 *
 * Its state is `[h, c]`. Its parameters are Wx `[in, 4·units]`, Wh `[units, 4·units]` and b `[4·units]`, in this
 * order. For x, h and c of any size no number is NaN or infinite, in either direction.
 */
export class LSTMCell implements Cell {
  /**
   * Every weight of Wx is drawn from N(0, 1/inputs), every weight of Wh from N(0, 1/units): the second number is the
   * variance. The biases of f are 1, the others 0.
   *
   * @param inputs - how many numbers go in at each step.
   */
  constructor(inputs: number, units: number, options: CellOptions = {}) {
    throw new NotImplemented('7.9', 'the constructor of LSTMCell');
  }

  /** @returns h and c. */
  zeroState(batch: number): State {
    throw new NotImplemented('7.9', 'LSTMCell.zeroState');
  }

  step(x: State[0], [h, c]: State): Step {
    throw new NotImplemented('7.9', 'LSTMCell.step');
  }

  stepBackward(kept: unknown, [gradH, gradC]: State): StepGradients {
    throw new NotImplemented('7.9', 'LSTMCell.stepBackward');
  }

  /** @returns Wx, Wh, b. */
  parameters(): Parameter[] {
    throw new NotImplemented('7.9', 'LSTMCell.parameters');
  }
}
