import { readdir, readFile, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { UserError } from '../common/user-error.ts';
import type { PlotSource } from './experiment.ts';
import { readRunFile, RUN_FILE, type RunFile } from './runs/run-file.ts';

/** A result file as it was read; nothing is known yet of what it holds. */
export interface SavedResult {
  /** What tells the results of one source from those of another: the name of its folder. */
  source: string;
  /** As a person would name it, for messages. */
  path: string;
  json: unknown;
  /** What its folder says of how it came about, if it does. */
  run: RunFile | undefined;
}

/**
 * Reads result files: those given, and all of the part in the folders given, by name.
 *
 * @throws {UserError} when a folder has none, a file is no JSON, or `run.json` is damaged or of another format.
 */
export async function readResults(
  part: string,
  sources: readonly PlotSource[],
): Promise<SavedResult[]> {
  const labels = labelsOf(sources.map(({ path }) => path));
  const results: SavedResult[] = [];
  for (const [i, { path, named }] of sources.entries()) {
    const isFolder = (await stat(path)).isDirectory();
    const files = isFolder ? await resultFiles(path, named, part) : [basename(path)];
    const folder = isFolder ? path : dirname(path);
    const run = await runOf(folder, part);
    for (const file of files) {
      const shown = isFolder ? join(named, file) : named;
      const json = await readJson(join(folder, file), shown);
      results.push({ source: labels[i], path: shown, json, run });
    }
  }
  return results;
}

async function resultFiles(folder: string, named: string, part: string): Promise<string[]> {
  const names = await readdir(folder);
  const files = names.filter((name) => name.startsWith(`${part}_`) && name.endsWith('.json'));
  if (files.length > 0) return files.sort();
  throw new UserError(
    `${named} holds no result of ${part}; wanted files such as ${part}_….json. npx kata experiment ${part} makes them.`,
  );
}

async function runOf(folder: string, part: string): Promise<RunFile | undefined> {
  const names = await readdir(folder);
  return names.includes(RUN_FILE) ? readRunFile(folder, part) : undefined;
}

async function readJson(path: string, shown: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(path, 'utf8'));
  } catch (error) {
    throw new UserError(
      `${shown} cannot be read as JSON: ${(error as Error).message}. It is damaged, or not all of it is there: make it anew, or leave it away.`,
    );
  }
}

/** The shortest ends of the paths that tell them apart. */
function labelsOf(paths: readonly string[]): string[] {
  const ends = (count: number) =>
    paths.map((path) =>
      path
        .replace(/[\\/]+$/, '')
        .split(/[\\/]/)
        .slice(-count)
        .join('/'),
    );
  for (let count = 1; count < 10; count++) {
    const labels = ends(count);
    if (new Set(labels).size === labels.length) return labels;
  }
  return paths.map((path, i) => `${basename(path)} (${i + 1})`);
}
