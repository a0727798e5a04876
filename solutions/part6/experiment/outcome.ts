import { resultFields } from '#src/training/check-result';
import type { SavedResult } from '#src/training/read-results';
import type { RunState } from '#src/training/runs/run-state';
import { endOf, savedResult, type SavedEnd } from '#src/training/saved-end';
import type { Choices } from './settings.ts';
import type { Trained } from './train-job.ts';

/** `part6_<name>.json`: the settings of a training, its curves by epoch, and what it came to. */
export interface SavedTraining extends Choices, SavedEnd<Trained> {
  name: string;
  train_loss_curve: number[];
  train_acc_curve: number[];
  test_loss_curve: number[];
  test_acc_curve: number[];
}

/** What is drawn of a training. */
export interface Outcome {
  /** The folder that it is from. */
  source: string;
  name: string;
  testAccuracies: number[];
  /** What it came to; undefined where its loss was no number any more. */
  trained: Trained | undefined;
  hasDiverged: boolean;
}

/** The cross-entropy of who gives every digit the same probability. */
export const LOSS_OF_GUESSING = Math.log(10);
/** A fresh network guesses, give or take the noise of its small weights. */
const NOISE = 1e-3;

/** @param choices - of the network and its training. */
export function savedOf(run: RunState, choices: Choices): SavedTraining {
  const curve = (key: string) => run.records.map((record) => record[key]);
  return {
    name: run.name,
    ...choices,
    train_loss_curve: curve('loss'),
    train_acc_curve: curve('trainAccuracy'),
    test_loss_curve: curve('testLoss'),
    test_acc_curve: curve('testAccuracy'),
    ...endOf<Trained>(run),
  };
}

/** @throws {UserError} when it is no result of part 6. */
export function outcomeOf({
  source,
  path,
  json,
}: Pick<SavedResult, 'source' | 'path' | 'json'>): Outcome {
  const fields = resultFields(json, path);
  const name = fields.text('name');
  const testAccuracies = fields.curve('test_acc_curve', 'fraction');
  const result = savedResult(json, path);
  const trained = result === undefined ? undefined : trainedOf(result, path);
  const { loss } = json as SavedTraining;
  return { source, name, testAccuracies, trained, hasDiverged: hasDiverged(loss, trained) };
}

function hasDiverged(loss: Choices['loss'], trained: Trained | undefined): boolean {
  if (trained === undefined) return true;
  // With the squared error some networks begin far above what guessing costs, and come down.
  return loss === 'SCE' && trained.train.loss > LOSS_OF_GUESSING * (1 + NOISE);
}

function trainedOf(result: unknown, path: string): Trained {
  const fields = resultFields(result, `${path}, "result"`);
  for (const of of ['train', 'test']) {
    const measures = resultFields(fields.any(of), `${path}, "${of}"`);
    measures.fraction('accuracy');
    measures.any('loss');
  }
  return result as Trained;
}
