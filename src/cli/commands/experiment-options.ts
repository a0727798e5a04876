import { UsageError } from '../../common/user-error.ts';
import type { ExperimentOptions } from '../../training/experiment.ts';
import { readRunFile, type RunFile } from '../../training/runs/run-file.ts';

export interface ExperimentFlags {
  subject: 'solutions' | 'katas';
  dataset: string;
  epochs?: number;
  samples?: number;
  validation?: number;
  only?: string;
  student?: string;
  backend?: string;
  jobs?: number;
  seed: number;
  out?: string;
  resume?: string;
  /** False keeps no results. */
  save?: boolean;
}

/** Whose code is run with which options. */
export interface Settled {
  subject: 'solutions' | 'katas';
  options: ExperimentOptions;
}

/** The options of a new experiment, as they were given. */
export function givenOptions(flags: ExperimentFlags): Settled {
  const { subject, dataset, seed, only } = flags;
  const options: ExperimentOptions = { dataset, seed };
  if (only !== undefined) options.only = listOf(only);
  for (const name of ['epochs', 'samples', 'validation', 'jobs'] as const) {
    if (flags[name] !== undefined) options[name] = flags[name];
  }
  for (const name of ['student', 'backend'] as const) {
    if (flags[name] !== undefined) options[name] = flags[name];
  }
  return { subject, options };
}

const listOf = (text: string) => text.split(',').map((name) => name.trim());

/**
 * The options of the experiment that a folder holds. How many jobs run at once is no part of it, and the
 * backend may be another one where the first is gone.
 *
 * @param given - whether an option was given in so many words.
 * @throws {UsageError} when one was given that contradicts the experiment.
 * @throws {UserError} when the folder holds none that can be gone on with.
 */
export async function resumedOptions(
  part: string,
  folder: string,
  flags: ExperimentFlags,
  given: (name: keyof ExperimentFlags) => boolean,
): Promise<Settled> {
  if (given('out')) {
    throw new UsageError('--resume goes on in its own folder: leave --out away, or --resume.');
  }
  const file = await readRunFile(folder, part);
  for (const name of [
    'subject',
    'dataset',
    'epochs',
    'samples',
    'validation',
    'only',
    'student',
    'seed',
  ] as const) {
    // prettier-ignore
    if (!given(name)) continue;
    const [came, known] = [flags[name], knownValue(file, name)];
    if (came === 'auto' || String(came) === String(known)) continue;
    throw new UsageError(
      `--${name} ${came}: the experiment in ${folder} was begun with ${known === undefined ? 'none' : known}. Leave it away to go on, or begin anew without --resume.`,
    );
  }
  const { jobs, backend = file.backend?.name ?? file.options.backend } = flags;
  const options = {
    ...file.options,
    ...(jobs === undefined ? {} : { jobs }),
    ...(backend === undefined ? {} : { backend }),
  };
  return { subject: file.subject, options };
}

function knownValue(
  file: RunFile,
  name: Exclude<keyof ExperimentFlags, 'out' | 'resume' | 'save' | 'jobs' | 'backend'>,
) {
  // prettier-ignore
  if (name === 'subject') return file.subject;
  const value = file.options[name];
  return Array.isArray(value) ? value.join(',') : (value as string | number | undefined);
}
