import { join, resolve } from 'node:path';
import { type Command, Option } from 'commander';
import { UserError } from '../../common/user-error.ts';
import type { Done } from '../../grading/grade-class.ts';
import { STOPPED } from '../experiment-call.ts';
import { integer } from '../law-options.ts';
import { root } from '../root.ts';
import type { GradeFlags } from './grade-options.ts';
import { gradingProgress } from './grade-progress.ts';

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
  const { loadKata } = await import('../../learner/katas.ts');
  const { writeGrading } = await import('../../grading/grading-file.ts');
  const { listSubmissions } = await import('../../grading/intake/list-submissions.ts');
  const { wantedFiles } = await import('../../grading/intake/wanted.ts');
  const { gradeClass } = await import('../../grading/grade-class.ts');
  const { writeOutputs } = await import('./grade-outputs.ts');

  const formats = options.formatsOf(flags.format);
  const grading = await options.gradingOf(flags);
  const katas = await Promise.all(grading.parts.map((part) => loadKata(root, part)));
  const roster = flags.roster === undefined ? {} : { roster: flags.roster };
  const listing = await listSubmissions(paths, { wanted: wantedFiles(katas), ...roster });
  const { submissions } = listing;
  if (submissions.length === 0) {
    throw new UserError(`There is no submission in ${paths.join(', ')}.`);
  }
  const sandbox = await sandboxOf(flags.requireSandbox);
  await writeGrading(resolve(flags.out), grading);

  const stop = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stop.abort());
  const progress = gradingProgress(submissions.length, katas, sandbox.walls, flags.json);
  const all = await gradeClass({
    ...sandbox,
    root,
    submissions,
    katas,
    policy: grading.policy,
    secret: grading.secret,
    folder: join(resolve(flags.out), 'results'),
    jobs: flags.jobs,
    signal: stop.signal,
    onDone: progress.onDone,
  });
  progress.end();
  if (stop.signal.aborted) {
    console.error(`Stopped. To go on: the same command with --resume`);
    return STOPPED;
  }
  const grades = all.flatMap((done) => done.grade ?? []);
  await writeOutputs(grades, { flags, formats, katas, listing, policy: grading.policy });
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

function reportFailures(all: readonly Done[]): number {
  const failed = all.filter(({ grade }) => grade === undefined);
  for (const { name, failure } of failed)
    console.error(` ✗ ${name} could not be graded: ${failure}`);
  if (failed.length > 0) console.error(' The same command with --resume tries them again.');
  return failed.length > 0 ? 1 : 0;
}
