import { UserError } from '#src/common/user-error';
import { resultFields } from '#src/training/check-result';
import type { SavedResult } from '#src/training/read-results';
import type { RunState } from '#src/training/runs/run-state';
import { endOf, savedResult, type SavedEnd } from '#src/training/saved-end';
import type { TrainedCnn } from './cnn-training.ts';
import type { TrainedDigits } from './digits-training.ts';
import type { Plan } from './plans.ts';
import type { TrainedSequence } from './sequence-training.ts';
import { type GroupName, groupNames, groups, type Settings } from './settings.ts';

export type Trained = TrainedDigits | TrainedSequence | TrainedCnn;

/** `part7_<name>.json`: the settings of a training, its curves, and what it came to. */
export interface SavedTraining extends SavedEnd<Trained> {
  name: string;
  group: GroupName;
  /** What it was trained on, for example `cifar10`. */
  dataset: string;
  settings: Settings;
  steps_per_epoch: number;
  /** Where the curves were measured. */
  steps: number[];
  loss_curve: number[];
  /** Of the test images, or for the CNNs of the validation images. */
  acc_curve: number[];
}

/** What is drawn of a training. */
export interface Outcome {
  /** The folder that it is from. */
  source: string;
  name: string;
  group: GroupName;
  dataset: string;
  stepsPerEpoch: number;
  steps: number[];
  losses: number[];
  accuracies: number[];
  /** Undefined where it diverged. */
  trained: Trained | undefined;
}

export function savedOf(run: RunState, group: GroupName, { settings }: Plan): SavedTraining {
  const curve = (key: string) => run.records.map((record) => record[key]);
  return {
    name: run.name,
    group,
    dataset: settings.dataset,
    settings,
    steps_per_epoch: run.stepsPerEpoch,
    steps: curve('step'),
    loss_curve: curve('loss'),
    acc_curve: curve(`${groups[group].measured}Accuracy`),
    ...endOf<Trained>(run),
  };
}

/** @throws {UserError} when it is no result of part 7. */
export function outcomeOf({
  source,
  path,
  json,
}: Pick<SavedResult, 'source' | 'path' | 'json'>): Outcome {
  const fields = resultFields(json, path);
  const saved = json as Partial<SavedTraining>;
  const group = groupNames.find((name) => name === saved.group);
  if (group === undefined) {
    throw new UserError(`${path}: "group" is ${JSON.stringify(saved.group)}; wanted one of ${groupNames.join(', ')}.`); // prettier-ignore
  }
  const result = savedResult(json, path);
  const steps = fields.curve('steps');
  const stepsPerEpoch = Number(fields.any('steps_per_epoch'));
  if (!(stepsPerEpoch > 0)) throw new UserError(`${path}: "steps_per_epoch" is ${JSON.stringify(saved.steps_per_epoch)}; wanted a number above 0.`); // prettier-ignore
  const accuracies = fields.curve('acc_curve', 'fraction');
  if (steps.length !== accuracies.length) {
    throw new UserError(`${path}: "steps" has ${steps.length} numbers, and "acc_curve" ${accuracies.length}; wanted as many.`); // prettier-ignore
  }
  return {
    source,
    name: fields.text('name'),
    group,
    dataset: fields.text('dataset'),
    stepsPerEpoch,
    steps,
    losses: fields.curve('loss_curve'),
    accuracies,
    trained: result === undefined ? undefined : trainedOf(result, group, path),
  };
}

function trainedOf(result: unknown, group: GroupName, path: string): Trained {
  const fields = resultFields(result, `${path}, "result"`);
  fields.fraction('testAccuracy');
  if (group === 'digits' || group === 'sequences') {
    fields.fraction('trainAccuracy');
    return result as Trained;
  }
  fields.fraction('validationAccuracy');
  for (const key of ['precision', 'recall', 'classAccuracies'] as const) {
    if (!isList(fields.any(key))) throw new UserError(`${path}, "result": "${key}" is no list of 10 numbers.`); // prettier-ignore
  }
  for (const key of ['confusion', 'precisionMap', 'recallMap'] as const) {
    const map = fields.any(key);
    if (!(Array.isArray(map) && map.length === 10 && map.every(isList))) {
      throw new UserError(`${path}, "result": "${key}" is no matrix of 10×10 numbers.`);
    }
  }
  return result as Trained;
}

/** Ten numbers, or null where there is none. */
const isList = (value: unknown) =>
  Array.isArray(value) &&
  value.length === 10 &&
  value.every((number) => number === null || Number.isFinite(number));
