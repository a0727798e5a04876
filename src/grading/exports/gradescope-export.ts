import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { type Kata, partName } from '../../laws/kata.ts';
import type { Grading } from '../grading-file.ts';
import type { LatePolicy } from '../rules/late-policy.ts';
import { collectForGrading } from './collect.ts';
import type { ExportFiles } from './export-files.ts';
import { packageFiles } from './package-files.ts';

/** What the archive knows of the grading; it lies beside the repository in it. */
export interface AutograderSettings {
  format: 1;
  /** Decides the cases of every submission. Whoever knows it knows them all: it is nowhere else. */
  secret: string;
  parts: string[];
  policy: LatePolicy;
}

export const SETTINGS_FILE = 'autograder.json';

/** The programs that Gradescope calls, and what stands in for grades where there are none. */
const scripts = ['setup.sh', 'run_autograder', 'not-graded.json'];

export const gradescopeExecutables: ReadonlySet<string> = new Set(['setup.sh', 'run_autograder']);

interface GradescopeExport {
  katas: readonly Kata[];
  policy: LatePolicy;
  /** Decides the cases of every submission. */
  secret: string;
}

/** The files of an archive for Gradescope: its scripts, the settings, and the repository without solutions. */
export async function gradescopeExport(
  root: string,
  { katas, policy, secret }: GradescopeExport,
): Promise<ExportFiles> {
  const files = new Map<string, string | Uint8Array>();
  for (const name of scripts) {
    files.set(name, await readFile(new URL(`gradescope/${name}`, import.meta.url)));
  }
  const settings: AutograderSettings = {
    format: 1,
    secret,
    parts: katas.map(partName),
    policy,
  };
  files.set(SETTINGS_FILE, `${JSON.stringify(settings, null, 2)}\n`);
  const changes = { scripts: {}, development: () => false, isOptionalKept: false };
  const repository = [
    ...(await collectForGrading(root, katas)),
    ...(await packageFiles(root, changes)),
  ];
  for (const [path, content] of repository) files.set(`ann-katas/${path}`, content);
  return files;
}

/**
 * What one submission is graded by. Each has cases of its own, and the same whenever it is graded again: the
 * feedback tells its seed, which must not tell the cases of the next attempt.
 *
 * @param metadata - the text of `submission_metadata.json`; it may be missing, or be anything.
 */
export function gradingOfSubmission(
  { secret, parts, policy }: AutograderSettings,
  metadata: string,
  now: Date,
): Grading {
  const { id, created_at: created } = fieldsOf(metadata);
  const known = JSON.stringify([id ?? null, created ?? null]);
  const own = createHash('sha256').update(`${secret} ${known}`).digest('hex');
  return { format: 1, secret: own, parts, policy, begun: now.toISOString() };
}

function fieldsOf(text: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}
