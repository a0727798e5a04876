import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { UsageError, UserError } from '../../common/user-error.ts';
import type { ExportFiles } from '../../grading/exports/export-files.ts';
import type { AutograderSettings } from '../../grading/exports/gradescope-export.ts';
import { loadKata } from '../../learner/katas.ts';
import { isHandOut } from '../../learner/solutions.ts';
import { byteCount } from '../byte-count.ts';
import { root } from '../root.ts';
import { newGrading } from './grade-options.ts';

export interface ExportFlags {
  parts?: string;
  out: string;
  due?: string;
  policy?: string;
  seed?: number;
}

export async function exportStudent(flags: ExportFlags): Promise<void> {
  const { studentExport } = await import('../../grading/exports/student-export.ts');
  refuseHere(flags.out);
  const { katas } = await chosen(flags);
  const files = await studentExport(root, katas);
  await write(flags.out, files, new Set(['bin/kata.js']), 'ann-katas/');
  console.log(' It has no solutions. To try it: npm install, then npm start.\n');
}

export async function exportGradescope(flags: ExportFlags): Promise<void> {
  const { gradescopeExport, gradescopeExecutables } =
    await import('../../grading/exports/gradescope-export.ts');
  if (!isArchive(flags.out)) {
    throw new UsageError(`--out ${flags.out}: Gradescope takes a .zip file, such as autograder.zip.`); // prettier-ignore
  }
  refuseHere(flags.out);
  const files = await gradescopeExport(root, await chosen(flags));
  await write(flags.out, files, gradescopeExecutables);
  console.log(' Upload it under "Configure Autograder" (Ubuntu 22.04). Whoever has it knows all cases: keep it.\n'); // prettier-ignore
}

/** Writes the `grading.json` of the submission that Gradescope's folder holds. */
export async function writeGradingOf(autograder: string, out: string): Promise<void> {
  const { gradingOfSubmission, SETTINGS_FILE } =
    await import('../../grading/exports/gradescope-export.ts');
  const { writeGrading } = await import('../../grading/grading-file.ts');
  const path = join(autograder, 'source', SETTINGS_FILE);
  const settings = await readFile(path, 'utf8').catch((error: Error) => {
    throw new UserError(`${path} cannot be read: ${error.message}. It is written by npx kata export gradescope.`); // prettier-ignore
  });
  const metadata = await readFile(join(autograder, 'submission_metadata.json'), 'utf8').catch(() => ''); // prettier-ignore
  const grading = gradingOfSubmission(JSON.parse(settings) as AutograderSettings, metadata, new Date()); // prettier-ignore
  await writeGrading(out, grading);
}

const isArchive = (path: string) => /\.zip$/i.test(path);

function refuseHere(out: string): void {
  if (isHandOut(root)) {
    throw new UserError(
      'This is a hand-out, without solutions: only the whole repository exports others.',
    );
  }
  if (isArchive(out) && existsSync(out)) {
    throw new UserError(`${out} is there already, and is not overwritten. Remove it, or choose another by --out.`); // prettier-ignore
  }
}

/** The parts, the policy for lateness and the secret, as `kata grade` understands them. */
async function chosen(flags: ExportFlags) {
  const { parts, policy, secret } = await newGrading({
    ...flags,
    format: '',
    archive: [],
    resume: false,
    requireSandbox: 'reduced',
    json: false,
  });
  return { katas: await Promise.all(parts.map((part) => loadKata(root, part))), policy, secret };
}

/** @param within - the folder that an archive has all files in, with a slash. */
async function write(
  out: string,
  files: ExportFiles,
  executables: ReadonlySet<string>,
  within = '',
): Promise<void> {
  const { writeFolder, writeZip } = await import('../../grading/exports/export-files.ts');
  if (isArchive(out)) {
    const inFolder = new Map([...files].map(([path, content]) => [within + path, content]));
    const programs = new Set([...executables].map((path) => within + path));
    await writeZip(resolve(out), inFolder, programs);
  } else {
    await writeFolder(resolve(out), files, executables);
  }
  const bytes = [...files.values()].reduce((sum, content) => sum + content.length, 0);
  console.log(`\n ${out}: ${files.size} files, ${byteCount(bytes)}`);
}
