import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { UserError } from '../common/user-error.ts';
import { writeWhole } from '../common/write-file.ts';
import type { LatePolicy } from './rules/late-policy.ts';

/** What decides the grades of a class; kept beside them, so that a grading can go on. */
export interface Grading {
  format: 1;
  /** Decides all cases. Keep it from students: whoever knows it knows them. */
  secret: string;
  parts: string[];
  policy: LatePolicy;
  begun: string;
}

const FILE = 'grading.json';

export async function writeGrading(folder: string, grading: Grading): Promise<void> {
  await writeWhole(join(folder, FILE), `${JSON.stringify(grading, null, 2)}\n`);
}

/** @returns what a folder was graded by; undefined when it is empty. @throws {UserError} when that cannot be read. */
export async function readGrading(folder: string): Promise<Grading | undefined> {
  const path = join(folder, FILE);
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw new UserError(`${path} cannot be read: ${error.message}`);
  });
  if (text === undefined) return undefined;
  try {
    const grading = JSON.parse(text) as Partial<Grading> | null;
    if (
      grading?.format === 1 &&
      typeof grading.secret === 'string' &&
      Array.isArray(grading.parts)
    ) {
      return grading as Grading;
    }
  } catch {
    // said below
  }
  throw new UserError(
    `${path} is damaged, or of another version. Nothing was changed. Grade into another folder: --out FOLDER`,
  );
}
