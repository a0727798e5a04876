import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { type Command, Option } from 'commander';
import { UsageError, UserError } from '../../common/user-error.ts';
import { writeWhole } from '../../common/write-file.ts';
import type { Done } from '../../grading/grade-class.ts';
import type { Grade } from '../../grading/grade.ts';
import type { LatePolicy } from '../../grading/rules/late-policy.ts';
import type { Similarity } from '../../grading/similarity/similarity.ts';
import type { FilledWorksheet } from '../../grading/writers/worksheet.ts';
import { STOPPED } from '../experiment-call.ts';
import { integer } from '../law-options.ts';
import { root } from '../root.ts';
import type { GradeFlags } from './grade-options.ts';
import { gradingProgress } from './grade-progress.ts';
import { describeTerminal } from '../terminal.ts';

// What the action needs is loaded when it runs: the other commands need not wait for it.

export function addGrade(program: Command): void {
  program
    .command('grade')
    .description('grade submissions, each in a sandbox of its own')
    .argument('<submission...>', 'folders, .zip, .tar.gz or .ts files, or a folder of them')
    .option('--parts <list>', 'for example 0,1,2; all by default')
    .option('--out <folder>', 'where grades and feedback go', 'grades')
    .option(
      '--format <list>',
      'csv, json, junit, markdown, html, gradescope, classroom50',
      'csv,json,junit,markdown,html',
    )
    .option('--due <time>', 'when it is due, for example 2026-04-06T23:55')
    .option('--policy <file>', 'what late submissions lose, as JSON')
    .option('--roster <file>', 'who is who, as CSV')
    .option('--archive <path...>', 'earlier submissions, to compare with', [])
    .option('--canvas <file>', "fill Canvas' exported gradebook; needs --assignment")
    .option('--assignment <title>', 'the column of the gradebook')
    .option('--moodle <file>', "fill Moodle's exported grading worksheet")
    .option('--seed <n>', 'decides all cases; a secret one by default', integer)
    .option('--jobs <n>', 'how many at once; as many as there are cores by default', integer)
    .option('--resume', 'go on with a grading that was stopped', false)
    .addOption(
      new Option('--require-sandbox <level>', 'refuse to grade behind less')
        .choices(['full', 'reduced', 'none'])
        .default('full'),
    )
    .option('--json', 'print the grades as JSON', false)
    .addHelpText(
      'after',
      '\nExample:\n  npx kata grade submissions/ --parts 0,1,2 --due 2026-04-06T23:55',
    )
    .action(async (paths: string[], flags: GradeFlags) => {
      process.exitCode = await grade(paths, flags);
    });
}

async function grade(paths: readonly string[], flags: GradeFlags): Promise<number> {
  const options = await import('./grade-options.ts');
  const { readGrading, writeGrading } = await import('../../grading/grading-file.ts');
  const { loadKata } = await import('../../learner/katas.ts');
  const { listSubmissions } = await import('../../grading/intake/list-submissions.ts');
  const { wantedFiles } = await import('../../grading/intake/wanted.ts');
  const { gradeClass } = await import('../../grading/grade-class.ts');
  const { compareClass } = await import('../../grading/likeness.ts');

  const formats = options.formatsOf(flags.format);
  if (flags.canvas !== undefined && flags.assignment === undefined) {
    throw new UsageError('--canvas needs the title of the assignment: --assignment "Homework 1"');
  }
  const out = resolve(flags.out);
  const before = await readGrading(out);
  if (before !== undefined && !flags.resume) {
    throw new UserError(
      `${out} holds a grading already, and is not overwritten. Go on with it by --resume, or choose another folder by --out.`,
    );
  }
  if (before !== undefined) options.refuseChanges(flags, before);
  const grading = before ?? (await options.newGrading(flags));
  const katas = await Promise.all(grading.parts.map((part) => loadKata(root, part)));
  const roster = flags.roster === undefined ? {} : { roster: flags.roster };
  const listing = await listSubmissions(paths, { wanted: wantedFiles(katas), ...roster });
  if (listing.submissions.length === 0) {
    throw new UserError(`There is no submission in ${paths.join(', ')}.`);
  }
  const sandbox = await sandboxOf(flags.requireSandbox);
  await writeGrading(out, grading);

  const stop = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stop.abort());
  const progress = gradingProgress(listing.submissions.length, katas, sandbox.walls, flags.json);
  const { submissions } = listing;
  const { policy, seed } = grading;
  const folder = join(out, 'results');
  const { jobs } = flags;
  const all = await gradeClass({ root, submissions, katas, ...sandbox, policy, seed, folder, jobs, signal: stop.signal, onDone: progress.onDone }); // prettier-ignore
  progress.end();
  if (stop.signal.aborted) {
    console.error(`Stopped. To go on: the same command with --resume`);
    return STOPPED;
  }

  const grades = all.flatMap((done) => done.grade ?? []);
  const { similarity, page } = await compareClass(root, submissions, katas, flags.archive);
  const { outputs } = await import('../../grading/outputs.ts');
  const files = [
    ...formats.flatMap((format) => outputs[format](grades)),
    ['similarity.html', page],
  ];
  const notes = [...listing.warnings, ...untimed(grades, policy)];
  for (const [sheet, filled] of await worksheets(flags, grades)) {
    files.push([sheet, filled.csv]);
    notes.push(...unmatched(sheet, filled));
  }
  for (const [path, content] of files) await writeWhole(join(out, path), content);
  if (flags.json) console.log(outputs.json(grades)[0][1]);
  else await printSummary(grades, flags.out, similarity, files.map(([path]) => path)); // prettier-ignore
  for (const { id, name } of listing.missing) notes.push(`${name ?? id} (${id}) has handed in nothing.`); // prettier-ignore
  for (const note of notes) console.error(` ! ${note}`);
  return reportFailures(all);
}

/** @throws {UserError} when less stands than is required. */
async function sandboxOf(required: GradeFlags['requireSandbox']) {
  const { buildKit } = await import('../../grading/sandbox/kit.ts');
  const { levelOf, raiseWalls } = await import('../../grading/sandbox/raise-walls.ts');
  const kit = await buildKit(root);
  const { walls: standing, missing } = await raiseWalls(root, kit);
  const level = levelOf(standing);
  const levels = ['none', 'reduced', 'full'];
  if (levels.indexOf(level) < levels.indexOf(required)) {
    const gone = missing.map(({ wall, reason }) => `  ${wall}: ${reason}`).join('\n');
    throw new UserError(
      `Submissions run code that may do harm. Wanted is the ${required} sandbox, this machine has the level "${level}". Missing:\n${gone}\nTo grade all the same: --require-sandbox ${level}`,
    );
  }
  return { kit, standing, walls: { level, standing: [...standing.names], missing } };
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

function reportFailures(all: readonly Done[]): number {
  const failed = all.filter(({ grade }) => grade === undefined);
  for (const { name, failure } of failed)
    console.error(` ✗ ${name} could not be graded: ${failure}`);
  if (failed.length > 0) console.error(' The same command with --resume tries them again.');
  return failed.length > 0 ? 1 : 0;
}
