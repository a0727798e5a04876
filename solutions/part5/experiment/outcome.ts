import type { Result } from '#kata/part5/result';
import type { Schedule } from '#kata/part5/schedule';
import { UserError } from '#src/common/user-error';
import { resultFields } from '#src/training/check-result';
import type { SavedResult } from '#src/training/read-results';
import type { Places } from './charts.ts';
import { rates, type Trained } from './settings.ts';

/** What part 5 writes into `run.json` as its settings. */
export interface Part5Settings {
  optimizer: string;
  batch_size: number;
  /** Steps from one value of a curve to the next. */
  record_every: number;
  steps_per_epoch: number;
  images: { train: number; validation: number; validation_used: number; test: number };
}

/** A training on a schedule, as it is saved beside the result of the assignment. */
export interface ScheduledResult {
  schedule: Schedule;
  val_acc_curve: number[];
  test_acc: number | null;
}

/** `part5_<name>_schedule.json` */
export interface SavedSchedules {
  name: string;
  trainings: ScheduledResult[];
}

/** All that is known of an experiment: the three constant rates, and the schedules as far as they got. */
export interface Outcome extends Places {
  /** The folder that it is from. */
  source: string;
  result: Result;
  schedules: ScheduledResult[];
  /** By the name of the training. */
  trained: ReadonlyMap<string, Trained & { seconds: number }>;
}

/**
 * The result with exactly the keys of the assignment.
 *
 * @param from - what gave it: a file, or a function.
 * @throws {UserError} when it is no result.
 */
export function checkResult(given: unknown, from: string): Result {
  const fields = resultFields(given, from);
  const curves = rates.flatMap(({ loss, accuracy }) => [
    [loss, fields.curve(loss)],
    [accuracy, fields.curve(accuracy, 'fraction')],
  ]);
  return { name: fields.text('name'), ...Object.fromEntries(curves) } as Result;
}

/** @throws {UserError} when it holds no schedules. */
export function checkSchedules(given: unknown, from: string): SavedSchedules {
  const fields = resultFields(given, from);
  const trainings = fields.any('trainings');
  if (!Array.isArray(trainings)) {
    throw new UserError(`${from}: "trainings" is no array; wanted one of scheduled trainings.`);
  }
  return {
    name: fields.text('name'),
    trainings: trainings.map((training: unknown, i) => {
      const of = resultFields(training, `${from}, training ${i + 1}`);
      return {
        schedule: of.any('schedule') as Schedule,
        val_acc_curve: of.curve('val_acc_curve', 'fraction'),
        test_acc: of.fraction('test_acc'),
      };
    }),
  };
}

/** @param saved - all files of one source. @throws {UserError} when there is no result of part 5. */
export function outcomeOf(saved: readonly SavedResult[]): Outcome {
  const [first] = saved;
  const isSchedules = ({ path }: SavedResult) => path.endsWith('_schedule.json');
  const main = saved.find((file) => !isSchedules(file));
  if (main === undefined) {
    throw new UserError(`${first.path} holds schedules only; wanted the result beside it too.`);
  }
  const schedules = saved.find(isSchedules);
  return {
    source: first.source,
    result: checkResult(main.json, main.path),
    schedules:
      schedules === undefined ? [] : checkSchedules(schedules.json, schedules.path).trainings,
    trained: trainedBefore(first.run),
    ...placesOf(first.run?.settings as Part5Settings | undefined),
  };
}

/** What `run.json` says of the trainings that came to their end. */
function trainedBefore(run: SavedResult['run']): Outcome['trained'] {
  const facts = Object.entries(run?.runs ?? {});
  return new Map(
    facts.flatMap(([name, { test_accuracy: test, validation_accuracy: validation, seconds }]) =>
      typeof test === 'number' && typeof validation === 'number'
        ? [[name, { testAccuracy: test, validationAccuracy: validation, seconds }]]
        : [],
    ),
  );
}

export function placesOf(settings: Part5Settings | undefined): Places {
  const { validation, validation_used: used } = settings?.images ?? {};
  return {
    every: settings?.record_every ?? 10,
    stepsPerEpoch: settings?.steps_per_epoch,
    validationShare: used === validation ? undefined : `${used} of ${validation}`,
  };
}
