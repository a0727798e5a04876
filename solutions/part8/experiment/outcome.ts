import { UserError } from '#src/common/user-error';
import { resultFields } from '#src/training/check-result';
import type { SavedResult } from '#src/training/read-results';
import { requireRows, type Measures, type TrialRow } from '#src/training/trials/search-state';
import type { EpochNotes } from '#src/training/trials/trial-messages';
import { type Choices, choicesOf, type SearchCounts } from './settings.ts';

export const TRIALS_FILE = 'part8_trials.json';
export const BEST_FILE = 'part8_best.json';

/** An epoch of a trial: `null` is a number that is not finite. */
interface SavedEpoch {
  loss: number | null;
  accuracy: number | null;
  seconds: number | null;
}

export interface SavedTrial extends TrialRow {
  epochs: SavedEpoch[];
}

/** `part8_trials.json`: every trial of a search, and what decided about them. */
export interface SavedSearch {
  dataset: string;
  images: SearchCounts;
  seed: number;
  /** How many trials ran at the same time; with others, others may be stopped. */
  jobs: number;
  metric: string;
  grace_period: number;
  reduction_factor: number;
  max_epochs: number;
  trials: SavedTrial[];
  /** The number of the best trial. */
  best: number | null;
  epochs_trained: number;
  seconds: number;
}

/** `part8_best.json`: the best trial. */
export interface SavedBest {
  trial: number;
  configuration: Choices;
  epochs: EpochNotes[];
  /** Loss and accuracy on the test images, which nothing was chosen by. */
  test: Measures;
}

/** What is drawn of a folder. */
export interface Outcome {
  search?: SavedSearch;
  best?: SavedBest;
}

/** The results of each source, in the order in which they were given. @throws {UserError} when one is none. */
export function outcomesOf(saved: readonly SavedResult[]): Map<string, Outcome> {
  const outcomes = new Map<string, Outcome>();
  for (const { source, path, json } of saved) {
    const isBest = 'test' in Object(json);
    const outcome = isBest ? { best: bestOf(json, path) } : { search: searchOf(json, path) };
    outcomes.set(source, { ...outcomes.get(source), ...outcome });
  }
  return outcomes;
}

function searchOf(json: unknown, path: string): SavedSearch {
  const fields = resultFields(json, path);
  const trials = fields.any('trials');
  requireRows({ rows: trials }, Array.isArray(trials) ? trials.length : 1, path);
  for (const { trial, configuration, epochs } of trials as SavedTrial[]) {
    choicesOf(configuration, `${path}, trial ${trial}`);
    for (const epoch of epochs) measuresOf(epoch, `${path}, trial ${trial}`);
  }
  const least = { grace_period: 1, reduction_factor: 2, max_epochs: 1, seconds: 0 };
  for (const [key, from] of Object.entries(least)) requireNumber(fields.any(key), from, `${path}: "${key}"`); // prettier-ignore
  requireNumber(resultFields(fields.any('images'), `${path}, "images"`).any('samples'), 1, `${path}, "images": "samples"`); // prettier-ignore
  fields.text('dataset');
  const best = fields.any('best');
  if (best !== null && !(trials as SavedTrial[]).some(({ trial }) => trial === best)) {
    throw new UserError(`${path}: "best" is ${JSON.stringify(best)}; wanted the number of a trial, or null.`); // prettier-ignore
  }
  return json as SavedSearch;
}

function bestOf(json: unknown, path: string): SavedBest {
  const fields = resultFields(json, path);
  measuresOf(fields.any('test'), `${path}, "test"`);
  choicesOf(
    fields.any('configuration') as SavedBest['configuration'] & Record<string, never>,
    path,
  );
  const epochs = fields.any('epochs');
  if (!Array.isArray(epochs)) throw new UserError(`${path}: "epochs" is no array; wanted the epochs of the best trial.`); // prettier-ignore
  for (const [i, epoch] of epochs.entries()) {
    measuresOf(epoch, `${path}, epoch ${i + 1}`);
    if (Array.isArray((epoch as EpochNotes).step_losses)) continue;
    throw new UserError(`${path}, epoch ${i + 1}: "step_losses" is no array; wanted the losses of some steps.`); // prettier-ignore
  }
  return json as SavedBest;
}

function requireNumber(value: unknown, least: number, what: string): void {
  if (typeof value === 'number' && value >= least) return;
  throw new UserError(`${what} is ${JSON.stringify(value)}; wanted a number of at least ${least}.`);
}

/** Lets a loss and an accuracy pass, or what stands for none. */
function measuresOf(value: unknown, from: string): void {
  const fields = resultFields(value, from);
  fields.fraction('accuracy');
  const loss = fields.any('loss');
  if (loss === null || typeof loss === 'number') return;
  throw new UserError(`${from}: "loss" is ${JSON.stringify(loss)}; wanted a number, or null where it is none.`); // prettier-ignore
}
