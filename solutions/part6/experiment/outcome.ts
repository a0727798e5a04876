import { UserError } from '#src/common/user-error';
import { resultFields } from '#src/training/check-result';
import type { SavedResult } from '#src/training/read-results';
import type { RunState } from '#src/training/runs/run-state';
import type { Choices } from './settings.ts';
import type { Trained } from './train-job.ts';

/** `part6_<name>.json`: the settings of a training, its curves by epoch, and what it came to. */
export interface SavedTraining extends Choices {
  name: string;
  train_loss_curve: number[];
  train_acc_curve: number[];
  test_loss_curve: number[];
  test_acc_curve: number[];
  /** Of one that came to its end. */
  result?: Trained;
  /** Of one that diverged: the step. */
  diverged_at_step?: number;
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
    ...(run.state === 'done' ? { result: run.result as Trained } : {}),
    ...(run.divergedAt === undefined ? {} : { diverged_at_step: run.divergedAt }),
  };
}

/** @throws {UserError} when it is no result of part 6. */
export function outcomeOf({
  source,
  path,
  json,
}: Pick<SavedResult, 'source' | 'path' | 'json'>): Outcome {
  // prettier-ignore
  const fields = resultFields(json, path);
  const { result, diverged_at_step: diverged } = json as Partial<SavedTraining>;
  if (result === undefined && diverged === undefined) {
    throw new UserError(`${path}: neither "result" nor "diverged_at_step" is there; wanted one of them.`); // prettier-ignore
  }
  return {
    source,
    name: fields.text('name'),
    testAccuracies: fields.curve('test_acc_curve', 'fraction'),
    trained: result === undefined ? undefined : trainedOf(fields.any('result'), path),
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
