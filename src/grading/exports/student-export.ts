import { readFile } from 'node:fs/promises';
import { UserError } from '../../common/user-error.ts';
import { type Kata, partName } from '../../laws/kata.ts';
import { kataNames, loadKata } from '../../learner/katas.ts';
import { collectForStudents } from './collect.ts';
import { withoutDeadLinks } from './dead-links.ts';
import type { ExportFiles } from './export-files.ts';
import { findLeaks } from './leaks.ts';
import { packageFiles } from './package-files.ts';

/** What editors and `tsc` need; all other tools prove the repository. */
const development = /^@types\/|^typescript$|^@tensorflow\//;

const scripts = {
  start: 'node bin/kata.js start',
  test: 'node bin/kata.js test',
  watch: 'node bin/kata.js watch',
  bench: 'echo The benches measure the solutions, which a hand-out does not have. && exit 2',
};

/**
 * The hand-out: all that students need to work on some parts, without solutions, corpora and tests of the
 * repository, and without its history.
 *
 * @param root - the repository.
 * @throws {UserError} when a piece of a solution would be in it.
 */
export async function studentExport(root: string, katas: readonly Kata[]): Promise<ExportFiles> {
  const files = new Map<string, string | Uint8Array>(await collectForStudents(root, katas));
  const changes = { scripts, development: (name: string) => development.test(name), isOptionalKept: true }; // prettier-ignore
  for (const [path, text] of await packageFiles(root, changes)) files.set(path, text);
  const readme = (await template('README.md')).replaceAll('{{part}}', partName(katas[0]));
  files.set('README.md', readme.replace('{{katas}}', tableOf(katas)));
  files.set('solutions/README.md', await template('solutions.md'));

  const paths = new Set([...files.keys()].flatMap(withFolders));
  for (const [path, content] of files) {
    if (!path.endsWith('.md')) continue;
    const text = Buffer.from(content).toString();
    files.set(
      path,
      withoutDeadLinks(text, path, (target) => paths.has(target)),
    );
  }
  const all = await Promise.all(kataNames(root).map((name) => loadKata(root, name)));
  const [leak] = await findLeaks(root, all, files);
  if (leak !== undefined) {
    throw new UserError(
      `Nothing was exported: ${leak.path} holds a piece of ${leak.from}:\n${leak.text}\nTake it out of ${leak.path}, and export again.`,
    );
  }
  return files;
}

const template = (name: string) => readFile(new URL(`student/${name}`, import.meta.url), 'utf8');

/** A row for each part: its title with a link, its tasks, its points. */
function tableOf(katas: readonly Kata[]): string {
  const sum = (kata: Kata, bonus: boolean) =>
    kata.tasks
      .filter((task) => (task.bonus ?? false) === bonus)
      .reduce((total, { points }) => total + points, 0);
  const rows = katas.map((kata) => {
    const [points, bonus] = [sum(kata, false), sum(kata, true)];
    const link = `[${kata.part} · ${kata.title}](katas/${partName(kata)}/README.md)`;
    return `| ${link} | ${kata.tasks.length} | ${points}${bonus > 0 ? ` + ${bonus} bonus` : ''} |`;
  });
  return ['| kata | tasks | points |', '| ---- | ----- | ------ |', ...rows].join('\n');
}

/** A path, and those of the folders that it lies in. */
function withFolders(path: string): string[] {
  return path.split('/').map((_, i, names) => names.slice(0, i + 1).join('/'));
}
