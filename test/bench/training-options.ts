import { parseArgs } from 'node:util';
import { type BackendName, backendNames, chooseBackend } from '#src/backend/choice';
import { closest } from '#src/common/closest';
import { UsageError } from '#src/common/user-error';
import { type NetworkName, networkNames } from './networks.ts';

export interface TrainingOptions {
  /** Those to measure where they work. */
  backends: readonly BackendName[];
  /** A person named the one backend, so that it must work. */
  isNamed: boolean;
  networks: readonly NetworkName[];
  /** Measured steps a round; undefined for as many as fit into a few minutes. */
  steps: number | undefined;
  json: boolean;
}

export const usage = `Usage: npm run bench -- training [options]
  --backend NAME     only this one of ${backendNames.join(', ')}
  --networks NAME,…  only these of ${networkNames.join(', ')}
  --steps N          measured steps a round, and of each network in the end
  --json             the same as JSON`;

/** @throws {UsageError} when an option is unknown or does not fit. */
export function readOptions(args: string[]): TrainingOptions {
  const { backend, networks, steps, json = false } = parse(args);
  const { name } = chooseBackend(backend, {});
  const isNamed = name !== 'auto';
  return {
    // Plain JavaScript takes half a minute for one step: measured when it is asked for.
    backends: isNamed ? [name] : backendNames.filter((known) => known !== 'cpu'),
    isNamed,
    networks: networks === undefined ? networkNames : networks.split(',').map(knownNetwork),
    steps: steps === undefined ? undefined : positive(steps),
    json,
  };
}

function parse(args: string[]) {
  const text = { type: 'string' } as const;
  const options = {
    backend: text,
    networks: text,
    steps: text,
    json: { type: 'boolean' },
  } as const;
  try {
    return parseArgs({ args, options }).values;
  } catch (error) {
    throw new UsageError(`${(error as Error).message}\n${usage}`);
  }
}

function knownNetwork(word: string): NetworkName {
  const name = networkNames.find((known) => known === word.trim());
  if (name !== undefined) return name;
  const guess = closest(word, networkNames);
  throw new UsageError(
    `There is no network "${word}"; there are ${networkNames.join(', ')}.` +
      (guess === undefined ? '' : ` Did you mean ${guess}?`),
  );
}

function positive(text: string): number {
  const value = Number(text);
  if (Number.isInteger(value) && value >= 1) return value;
  throw new UsageError(`--steps: a whole number of at least 1 is wanted, ${text} came.`);
}
