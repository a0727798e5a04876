import fc from 'fast-check';
import * as subject from '#kata/part8/losses';
import { type LossCase, type LossName, lossNames } from '#src/laws/definitions/losses/losses';
import { areComputed } from '#src/laws/definitions/modules/at-work';
import { Unlawful } from '#src/laws/law';
import { compute, float32, int32 } from '#src/laws/tensors/trials';

/** Float32, with exponentials and logarithms of the backend's. */
export const rounded = { absolute: 2e-6, relative: 1e-5 };

/** With outputs around 1000, whose neighbours in float32 are 6e-5 away. */
export const farOut = { absolute: 2e-4, relative: 1e-5 };

export const names = fc.constantFrom(...lossNames);

/** A loss and its gradient. */
export const judge = async (name: LossName, { outputs, labels }: LossCase): Promise<unknown> =>
  (await compute(subject, name, float32(outputs), int32(labels))).result;

/** As {@link judge}, by the name of the criterion. */
export const judgeBy = async (
  criterion: subject.Criterion,
  { outputs, labels }: LossCase,
): Promise<unknown> =>
  (await compute(subject, 'lossOf', criterion, float32(outputs), int32(labels))).result;

export const logSoftmax = async (logits: number[][]): Promise<unknown> =>
  (await compute(subject, 'logSoftmax', float32(logits))).result;

export const logSoftmaxBackward = async (y: number[][], gradOutput: number[][]): Promise<unknown> =>
  (await compute(subject, 'logSoftmaxBackward', float32(y), float32(gradOutput))).result;

/**
 * Points are for work: zeros are shift invariant, and sum to 0.
 *
 * @throws {Unlawful} unless these are finite numbers, not all the same, and not those that went in.
 */
export function areWorked(results: unknown, ...given: readonly (readonly number[][])[]): void {
  const numbers = numbersIn(results);
  const isGiven = given.some((matrix) => matrix.flat().join() === numbers.join());
  areComputed(results, numbers, isGiven);
}

function numbersIn(value: unknown): number[] {
  if (typeof value === 'number') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(numbersIn) : [];
}

/** @throws {Unlawful} unless it is `{ loss, gradient }` of the right shapes. */
export function checked(result: unknown, { outputs }: LossCase) {
  const { loss, gradient } = result as { loss: unknown; gradient: unknown };
  const rows = Array.isArray(gradient) ? (gradient as unknown[]) : [];
  const isRight =
    typeof loss === 'number' &&
    rows.length === outputs.length &&
    rows.every((row) => Array.isArray(row) && row.length === outputs[0].length);
  if (isRight) return { loss, gradient: rows as number[][] };
  throw new Unlawful('wanted { loss, gradient }, one number and one of the shape of the outputs', {
    got: result,
  });
}
