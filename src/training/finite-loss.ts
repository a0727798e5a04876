import { UserError } from '../common/user-error.ts';

/** Where in a training a loss was measured. */
export interface LossPlace {
  /** Which step of the run it belongs to; the first is 1, and its loss is that of the initial weights. */
  step: number;
  /** What the optimizer was told, where that is known. */
  learningRate?: number;
}

/** A training whose loss is no number any more: nothing that follows would be one. */
export class DivergedError extends UserError {
  override name = 'DivergedError';
  readonly step: number;
  readonly loss: number;

  constructor(loss: number, place: LossPlace) {
    super(describe(loss, place));
    this.step = place.step;
    this.loss = loss;
  }
}

/**
 * Lets a finite loss pass.
 *
 * @throws {DivergedError} when it is NaN or infinite: at which step, what that means, what to try.
 */
export function requireFinite(loss: number, place: LossPlace): void {
  if (!Number.isFinite(loss)) throw new DivergedError(loss, place);
}

function describe(loss: number, { step, learningRate }: LossPlace): string {
  if (step <= 1) {
    return `The loss is ${loss} at step ${step}, before any weight was changed: the learning rate is not to blame. Is every input and every label finite, and does the loss take the logarithm of 0 or divide by 0?`;
  }
  const rate =
    learningRate === undefined
      ? 'the learning rate is too large: try a tenth of it'
      : `the learning rate of ${learningRate} is too large: try ${tenth(learningRate)}`;
  return `The loss is ${loss} at step ${step}: the training has diverged, and no later step can bring it back. Most often ${rate}. Otherwise the loss takes the logarithm of 0 or divides by 0, or some batch holds an input that is not finite.`;
}

/** A tenth, without the digits that binary fractions add: of 0.3 it is 0.03. */
const tenth = (rate: number) => String(Number((rate / 10).toPrecision(3)));
