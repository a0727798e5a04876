import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { closest } from '../common/closest.ts';
import { UsageError } from '../common/user-error.ts';
import type { Kata } from '../laws/kata.ts';

/** The names of all katas below `root`, in order: `part0`, `part1` … */
export function kataNames(root: string): string[] {
  return readdirSync(join(root, 'katas'))
    .filter((name) => /^part\d+$/.test(name) && existsSync(join(root, 'katas', name, 'kata.ts')))
    .sort((a, b) => Number(a.slice(4)) - Number(b.slice(4)));
}

/** Reads the manifest `katas/partN/kata.ts`. */
export async function loadKata(root: string, name: string): Promise<Kata> {
  const file = pathToFileURL(join(root, 'katas', name, 'kata.ts')).href;
  const { kata } = (await import(file)) as { kata: Kata };
  return kata;
}

/** What a path or a name on the command line stands for: a part, and perhaps one of its files. */
export interface Target {
  /** For example `part2`. */
  part: string;
  /** A task's file without its ending, for example `conv2d`. */
  file?: string;
}

/**
 * Understands `katas/part2`, `part2`, `2`, `katas/part2/conv2d.ts` and `…/conv2d.test.ts`.
 *
 * @throws {UsageError} for anything else, with the nearest name there is.
 */
export function parseTarget(root: string, text: string, files: (part: string) => string[]): Target {
  const names = kataNames(root);
  const [first, second, ...rest] = text
    .replaceAll('\\', '/')
    .replace(/^.*\bkatas\//, '')
    .replace(/^\.\//, '')
    .replace(/\/+$/, '')
    .split('/');
  const part = /^\d+$/.test(first) ? `part${first}` : first;
  if (!names.includes(part)) throw unknown(text, part, names, 'katas/');
  if (second === undefined) return { part };
  const file = second.replace(/(\.test)?\.ts$/, '');
  if (rest.length > 0 || !files(part).includes(file)) {
    throw unknown(text, file, files(part), `katas/${part}/`);
  }
  return { part, file };
}

function unknown(text: string, word: string, names: readonly string[], prefix: string): UsageError {
  // part7 is near to every other part: naming one of them would be a guess.
  const guess = /^part\d+$/.test(word) ? undefined : closest(word, names);
  return new UsageError(
    `There is no kata "${text}".` +
      (guess === undefined
        ? ` There are ${names.map((name) => prefix + name).join(', ')}.`
        : ` Did you mean ${prefix}${guess}?`),
  );
}

/** The files of a kata's tasks, each once, in the manifest's order. */
export function taskFiles({ tasks }: Kata): string[] {
  return [...new Set(tasks.map(({ file }) => file))];
}
