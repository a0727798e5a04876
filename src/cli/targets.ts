import { UsageError } from '../common/user-error.ts';
import { kataNames, loadKata, parseTarget, taskFiles, type Target } from '../learner/katas.ts';
import { root } from './root.ts';

/** Understands the paths and names of katas on the command line. */
export async function parseTargets(paths: readonly string[]): Promise<Target[]> {
  const isAll = paths.some((path) => /^(\.\/)?katas\/?$/.test(path));
  const texts = isAll ? kataNames(root) : paths;
  const files = new Map<string, string[]>();
  for (const part of kataNames(root)) {
    files.set(part, taskFiles(await loadKata(root, part)));
  }
  return texts.map((text) => parseTarget(root, text, (part) => files.get(part) ?? []));
}

/** Understands one part, for the commands that work on a whole kata. */
export async function parsePart(text: string): Promise<string> {
  const [{ part, file }] = await parseTargets([text]);
  if (file !== undefined) throw new UsageError(`A whole part is wanted, for example ${part}.`);
  return part;
}
