import { type Command, InvalidArgumentError } from 'commander';
import type { LawRunOptions } from '../laws/law-result.ts';

/** Every run tries the same cases unless another seed is asked for: the same code, the same verdict. */
export const DEFAULT_SEED = 1;

/** What the person asked of the laws, as commander hands it over. */
export interface LawFlags {
  seed: number;
  path?: string;
  law?: string;
  all?: boolean;
  json?: boolean;
}

/** Adds the options that `test` and `watch` share. */
export function addLawOptions(command: Command): Command {
  return command
    .option('--seed <n>', 'draw other cases', integer, DEFAULT_SEED)
    .option('--law <id>', 'only this law or task, for example 2.1c or 2.1')
    .option('--path <path>', 'replay one case of --law, as a replay line gives it', path)
    .option('--all', 'explain every law that does not hold, not the first alone');
}

/** Turns flags into what the laws understand. */
export function lawRunOptions({ seed, path, law }: LawFlags): LawRunOptions {
  return {
    seed,
    expect: 'green',
    ...(path === undefined ? {} : { path }),
    ...(law === undefined ? {} : { only: law }),
  };
}

/** A path of fast-check, for example `0:2:1`. */
function path(text: string): string {
  if (/^\d+(:\d+)*$/.test(text)) return text;
  throw new InvalidArgumentError('It must look like 0:2:1, as in a replay line.');
}

/** A whole number on the command line. */
export function integer(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value)) throw new InvalidArgumentError('It must be a whole number.');
  return value;
}
