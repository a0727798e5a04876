import { UserError } from '../../common/user-error.ts';
import { DivergedError, requireFinite } from '../finite-loss.ts';

/** What a training noted down after a step: numbers by name. */
export interface RunRecord {
  /** Counted from 1 over all epochs. */
  step: number;
  loss: number;
  [measure: string]: number;
}

/** What is noted down beside the step: the names, in the order in which they are shown. */
export type Measures = readonly string[];

/** The records up to the first one whose loss is no number. */
export interface Curve {
  records: RunRecord[];
  diverged?: DivergedError;
}

/**
 * Takes over what a training function gave as its records.
 *
 * @param after - the step before the first of them.
 * @param file - whose work they are, for messages: `katas/part3/train.ts`.
 * @throws {UserError} when they are no records: what came, and what was wanted.
 */
export function takeRecords(
  given: unknown,
  measures: Measures,
  after: number,
  file: string,
): Curve {
  if (!Array.isArray(given)) {
    throw new UserError(`${file}: an epoch gave ${show(given)}; wanted its records, an array.`);
  }
  const records: RunRecord[] = [];
  for (const value of given as unknown[]) {
    try {
      records.push(takeRecord(value, measures, records.at(-1)?.step ?? after, file));
    } catch (error) {
      if (error instanceof DivergedError) return { records, diverged: error };
      throw error;
    }
  }
  return { records };
}

/**
 * Takes over one record.
 *
 * @throws {DivergedError} when its loss is NaN or infinite.
 * @throws {UserError} when it is no record, as `takeRecords`.
 */
export function takeRecord(
  given: unknown,
  measures: Measures,
  after: number,
  file: string,
): RunRecord {
  const wanted = `wanted { ${['step', ...measures].join(', ')} }, all of them numbers`;
  if (typeof given !== 'object' || given === null) {
    throw new UserError(`${file}: a record is ${show(given)}; ${wanted}.`);
  }
  const numbers = given as Readonly<Record<string, unknown>>;
  const { step, loss } = numbers;
  if (!Number.isInteger(step) || (step as number) <= after) {
    const least = after === 0 ? 'at least 1' : `above ${after}, the one before`;
    throw new UserError(
      `${file}: a record has step ${show(step)}; wanted a whole number ${least}.`,
    );
  }
  if (typeof loss === 'number') requireFinite(loss, { step: step as number });
  for (const name of measures) {
    if (Number.isFinite(numbers[name])) continue;
    throw new UserError(`${file}: the record of step ${step as number} has ${name} ${show(numbers[name])}; ${wanted}.`); // prettier-ignore
  }
  const taken = measures.map((name) => [name, numbers[name] as number]);
  return { step: step as number, ...Object.fromEntries(taken) } as RunRecord;
}

function show(value: unknown): string {
  if (Array.isArray(value)) return `an array of ${value.length}`;
  return typeof value === 'object' && value !== null ? 'an object' : String(value);
}
