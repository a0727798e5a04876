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
  /** Undefined where it diverged. */
  trained: Trained | undefined;
}

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
  const result = savedResult(json, path);
  return {
    source,
    name: fields.text('name'),
    testAccuracies: fields.curve('test_acc_curve', 'fraction'),
    trained: result === undefined ? undefined : trainedOf(result, path),
  };
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
