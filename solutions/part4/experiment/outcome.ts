import type { Result } from '#kata/part4/result';
import { resultFields } from '#src/training/check-result';
import type { SavedResult } from '#src/training/read-results';
import { activations } from './settings.ts';

/** What part 4 writes into `run.json` as its settings. */
export interface Part4Settings {
  optimizer: string;
  learning_rate: number;
  batch_size: number;
  /** Steps from one value of a curve to the next. */
  record_every: number;
  steps_per_epoch: number;
  images: { train: number };
}

/** A result with what is known of how it came about. */
export interface Outcome {
  /** The folder that it is from. */
  source: string;
  result: Result;
  /** A value of a curve is measured every so many steps. */
  every: number;
  stepsPerEpoch: number | undefined;
}

/**
 * The result with exactly the keys of the assignment.
 *
 * @param from - what gave it: a file, or a function.
 * @throws {UserError} when it is no result.
 */
export function checkResult(given: unknown, from: string): Result {
  const fields = resultFields(given, from);
  const curves = activations.flatMap(({ loss, gradient }) =>
    [loss, gradient].map((key) => [key, fields.curve(key)]),
  );
  return { name: fields.text('name'), ...Object.fromEntries(curves) } as Result;
}

/** @throws {UserError} when it is no result of part 4. */
export function outcomeOf({ source, path, json, run }: SavedResult): Outcome {
  const settings = run?.settings as Part4Settings | undefined;
  return {
    source,
    result: checkResult(json, path),
    every: settings?.record_every ?? 10,
    stepsPerEpoch: settings?.steps_per_epoch,
  };
}
