import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { UserError } from '../../common/user-error.ts';
import type { ExperimentOptions } from '../experiment.ts';

/** Raised whenever an older program could not go on from a newer folder, or the other way round. */
export const RUN_FORMAT = 1;

/** The file in a folder of results that says how they came about. */
export const RUN_FILE = 'run.json';

/** What of the options decides the results. */
export type RunOptions = Omit<ExperimentOptions, 'jobs'>;

/** How far one training of a folder is, as `run.json` tells it. */
export interface RunFact {
  state: string;
  epochs: number;
  epochs_done: number;
  seconds: number;
  parameters?: number;
  diverged_at?: number;
  message?: string;
  [more: string]: unknown;
}

export interface RunFile {
  format: number;
  part: string;
  subject: 'solutions' | 'katas';
  /** As they were given, with the experiment's own choice for those that were not. */
  options: RunOptions;
  /** What else a person needs to know to do the same again. */
  settings: Record<string, unknown>;
  /** When it was begun, as ISO 8601. */
  begun: string;
  machine: { node: string; platform: string; cpus: string; version: string };
  /** What the networks were trained on, once it is known. */
  backend?: { name: string; description: string };
  runs: Record<string, RunFact>;
}

/**
 * @param folder - of results, as the user named it.
 * @param part - that it must be of.
 * @throws {UserError} when it holds no run, a damaged one, one of another part, or one of another format.
 */
export async function readRunFile(folder: string, part: string): Promise<RunFile> {
  const path = join(folder, RUN_FILE);
  const begin = `Begin anew: npx kata experiment ${part}`;
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    const reason = error.code === 'ENOENT' ? 'is not there' : `cannot be read (${error.message})`;
    throw new UserError(
      `${path} ${reason}; wanted the folder of an experiment that was begun, such as results/${part}-1. ${begin}`,
    );
  });
  let value: Partial<RunFile> | null;
  try {
    value = JSON.parse(text) as typeof value;
  } catch (error) {
    throw new UserError(
      `${path} is damaged: ${(error as Error).message}. Nothing was changed. ${begin}`,
    );
  }
  if (value?.format !== RUN_FORMAT) {
    throw new UserError(
      `${path} has format ${String(value?.format)}; this program reads format ${RUN_FORMAT}. Go on with the version that wrote it. ${begin}`,
    );
  }
  const { subject, options, runs } = value;
  const isWhole = (subject === 'solutions' || subject === 'katas') && isObject(options) && isObject(runs); // prettier-ignore
  if (!isWhole || typeof options.seed !== 'number' || typeof options.dataset !== 'string') {
    throw new UserError(
      `${path} is damaged: subject, options or runs are missing. Nothing was changed. ${begin}`,
    );
  }
  if (value.part !== part) {
    throw new UserError(
      `${path} belongs to ${String(value.part)}; wanted ${part}. Go on with it: npx kata experiment ${String(value.part)} --resume ${folder}`,
    );
  }
  return value as RunFile;
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
