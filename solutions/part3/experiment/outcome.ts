import type { Result } from '#kata/part3/result';
import { resultFields } from '#src/training/check-result';
import type { SavedResult } from '#src/training/read-results';
import { networks } from './settings.ts';

/** A result as it is saved: where the training diverged there is no accuracy, and there are no weights. */
export type SavedPart3 = Omit<Result, 'test_acc' | 'weights'> & {
  test_acc: number | null;
  weights: Result['weights'] | null;
};

/** A result with all that is known of how it came about. */
export interface Outcome extends SavedPart3 {
  /** The folder that it is from. */
  source: string;
  parameters: number | undefined;
  /** On as many training images as there are for validation, after the last epoch. */
  trainAccuracy: number | undefined;
  /** On all validation images, after the last epoch. */
  validationAccuracy: number | undefined;
  /** Spent on training, with what the curves are measured by. */
  seconds: number | undefined;
  /** A value of a curve is measured every so many steps. */
  every: number;
  stepsPerEpoch: number | undefined;
  /** How many of the validation images the curve is measured on, when it is not all: `1000 of 5000`. */
  validationShare: string | undefined;
}

/**
 * The result with exactly the keys of the assignment.
 *
 * @param from - what gave it: a file, or a function.
 * @throws {UserError} when it is no result.
 */
export function checkResult(given: unknown, from: string): SavedPart3 {
  const fields = resultFields(given, from);
  return {
    name: fields.text('name'),
    loss_curve: fields.curve('loss_curve'),
    train_acc_curve: fields.curve('train_acc_curve', 'fraction'),
    val_acc_curve: fields.curve('val_acc_curve', 'fraction'),
    test_acc: fields.fraction('test_acc'),
    weights: fields.any('weights') as SavedPart3['weights'],
  };
}

/** @throws {UserError} when it is no result of part 3. */
export function outcomeOf({ source, path, json, run }: SavedResult): Outcome {
  const result = checkResult(json, path);
  const fact = run?.runs[result.name];
  const settings = run?.settings as Part3Settings | undefined;
  const { validation, validation_used: used } = settings?.images ?? {};
  return {
    ...result,
    source,
    parameters: fact?.parameters ?? networks[result.name as keyof typeof networks]?.parameters,
    trainAccuracy: fact?.train_accuracy as number | undefined,
    validationAccuracy: fact?.validation_accuracy as number | undefined,
    seconds: fact?.seconds,
    every: settings?.record_every ?? 10,
    stepsPerEpoch: settings?.steps_per_epoch,
    validationShare: used === validation ? undefined : `${used} of ${validation}`,
  };
}

/** What part 3 writes into `run.json` as its settings. */
export interface Part3Settings {
  optimizer: string;
  batch_size: number;
  /** Steps from one value of a curve to the next. */
  record_every: number;
  steps_per_epoch: number;
  images: { train: number; validation: number; validation_used: number; test: number };
}
