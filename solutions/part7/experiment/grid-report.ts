import { table } from '#src/charts/table';
import { UserError } from '#src/common/user-error';
import { cnnOf } from './cnn-report.ts';
import { type Labelled, percentOrDash, type Surface } from './labelled.ts';

/** What the grid search came to, in `part7_grid_search.json`. */
export interface SavedSearch {
  /** In the order in which they were evaluated; a score is the validation accuracy. */
  trials: { name: string; score: number | null; error?: string }[];
  /** The name of the best; null where none has a score. */
  best: string | null;
}

/** The file that holds it. */
export const SEARCH_FILE = 'part7_grid_search.json';

export const isSearch = (json: unknown): boolean =>
  typeof json === 'object' && json !== null && 'trials' in json;

/** @throws {UserError} when it is no result of a grid search. */
export function searchOf(json: unknown, path: string): SavedSearch {
  const { trials, best } = json as Partial<SavedSearch>;
  const isTrial = (trial: unknown) =>
    typeof trial === 'object' && trial !== null && typeof (trial as { name?: unknown }).name === 'string'; // prettier-ignore
  if (!Array.isArray(trials) || !trials.every(isTrial)) {
    throw new UserError(`${path}: "trials" is no list of trials with names.`);
  }
  if (best === undefined || (best !== null && !trials.some(({ name }) => name === best))) {
    throw new UserError(`${path}: "best" is ${JSON.stringify(best)}; wanted the name of a trial, or null.`); // prettier-ignore
  }
  return { trials, best };
}

/** The combinations, with the one that the subject's search has chosen marked. */
export function reportGrid(
  of: readonly Labelled[],
  searches: ReadonlyMap<string, SavedSearch>,
  { canvas, print }: Surface,
): void {
  const rows = of.map((outcome) => {
    const { label, name, source } = outcome;
    const trained = cnnOf(outcome);
    const isBest = searches.get(source)?.best === name;
    const cells = trained && [trained.validationAccuracy, trained.testAccuracy].map(percentOrDash);
    return [label, ...(cells ?? ['diverged', '']), isBest ? '← best' : ''];
  });
  print(`\n${table({ heads: ['', 'validation %', 'test %', ''], rows }, canvas)}`);
  print('Chosen by the validation images; the test images are only looked at.');
}
