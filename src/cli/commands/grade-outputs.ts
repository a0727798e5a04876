import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { UserError } from '../../common/user-error.ts';
import { writeWhole } from '../../common/write-file.ts';
import type { Grade } from '../../grading/grade.ts';
import type { Listing } from '../../grading/intake/list-submissions.ts';
import { compareClass } from '../../grading/likeness.ts';
import { type OutputName, outputs } from '../../grading/outputs.ts';
import type { LatePolicy } from '../../grading/rules/late-policy.ts';
import type { Similarity } from '../../grading/similarity/similarity.ts';
import type { FilledWorksheet } from '../../grading/writers/worksheet.ts';
import type { Kata } from '../../laws/kata.ts';
import { root } from '../root.ts';
import { describeTerminal } from '../terminal.ts';
import type { GradeFlags } from './grade-options.ts';

interface Graded {
  flags: GradeFlags;
  formats: readonly OutputName[];
  katas: readonly Kata[];
  listing: Listing;
  policy: LatePolicy;
}

/** Writes all that was asked for of a class that is graded, and prints what an instructor looks at first. */
export async function writeOutputs(
  grades: readonly Grade[],
  { flags, formats, katas, listing, policy }: Graded,
): Promise<void> {
  const { similarity, page } = await compareClass(root, listing.submissions, katas, flags.archive);
  const files = [
    ...formats.flatMap((format) => outputs[format](grades)),
    ['similarity.html', page],
  ];
  const notes = [...listing.warnings, ...untimed(grades, policy)];
  for (const [sheet, filled] of await worksheets(flags, grades)) {
    files.push([sheet, filled.csv]);
    notes.push(...unmatched(sheet, filled));
  }
  for (const { id, name } of listing.missing) notes.push(`${name ?? id} (${id}) has handed in nothing.`); // prettier-ignore
  for (const [path, content] of files) await writeWhole(join(resolve(flags.out), path), content);
  if (flags.json) console.log(outputs.json(grades)[0][1]);
  else await printSummary(grades, flags.out, similarity, files.map(([path]) => path)); // prettier-ignore
  for (const note of notes) console.error(` ! ${note}`);
}

async function worksheets(flags: GradeFlags, grades: readonly Grade[]) {
  const filled: [name: string, sheet: FilledWorksheet][] = [];
  const read = (path: string) =>
    readFile(path, 'utf8').catch((error: Error) => {
      throw new UserError(`${path} cannot be read: ${error.message}`);
    });
  if (flags.canvas !== undefined) {
    const { fillCanvasGradebook } = await import('../../grading/writers/canvas.ts');
    filled.push(['canvas.csv', fillCanvasGradebook(await read(flags.canvas), grades, flags.assignment!)]); // prettier-ignore
  }
  if (flags.moodle !== undefined) {
    const { fillMoodleWorksheet } = await import('../../grading/writers/moodle.ts');
    filled.push(['moodle.csv', fillMoodleWorksheet(await read(flags.moodle), grades)]);
  }
  return filled;
}

async function printSummary(
  grades: readonly Grade[],
  out: string,
  { equal, pairs, omitted, floor }: Similarity,
  paths: readonly string[],
): Promise<void> {
  const { summaryText } = await import('../../grading/writers/summary.ts');
  const { canvas, style } = describeTerminal(process.stdout, process.env);
  const kinds = new Set(paths.map((path) => path.replace(/^(\w+)\/.*(\.\w+)$/, '$1/*$2')));
  const similar = {
    equal: equal.length,
    pairs: pairs.length + omitted,
    floor,
    file: `${out}/similarity.html`,
  };
  const files = [...kinds].map((path) => `${out}/${path}`);
  console.log(`\n${summaryText(grades, { canvas, style, similar, files })}\n`);
}

/** Lateness that nobody can know costs nothing: the instructor should hear of it. */
function untimed(grades: readonly Grade[], { due }: LatePolicy): string[] {
  const { length } = grades.filter(({ submittedAt }) => submittedAt === undefined);
  if (due === undefined || length === 0) return [];
  return [
    `${length} of ${grades.length} came at an unknown time, and nothing was taken off. When they came, a file submissions.csv among them may say (or the roster): columns submission and submitted_at.`,
  ];
}

function unmatched(sheet: string, { unmatchedGrades, unmatchedRows }: FilledWorksheet): string[] {
  return [
    ...unmatchedGrades.map((name) => `${name} is not in ${sheet}.`),
    ...unmatchedRows.map((name) => `${name} of ${sheet} has no grade.`),
  ];
}
