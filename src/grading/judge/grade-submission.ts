import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Kata, partName } from '../../laws/kata.ts';
import type { PartReport } from '../../laws/part-report.ts';
import { taskFiles } from '../../learner/katas.ts';
import {
  type CollectedAnswer,
  type Grade,
  GRADE_FORMAT,
  type GradedPart,
  type Walls,
} from '../grade.ts';
import type { ListedSubmission } from '../intake/list-submissions.ts';
import { readSubmission } from '../intake/read-submission.ts';
import type { Submission } from '../intake/submission.ts';
import { wantedFiles } from '../intake/wanted.ts';
import { allowedImports } from '../rules/allowed-imports.ts';
import { collectAnswers } from '../rules/answers.ts';
import { decodeText } from '../rules/decode-text.ts';
import type { Inspector } from '../rules/inspector.ts';
import type { LatePolicy } from '../rules/late-policy.ts';
import { latenessOf } from '../rules/lateness.ts';
import type { Files } from '../sandbox/kit.ts';
import type { Walls as StandingWalls } from '../sandbox/walls.ts';
import { judgeSubmission } from './judge-submission.ts';
import { totalOf } from './total.ts';

export interface SubmissionToGrade {
  /** The repository. */
  root: string;
  listed: ListedSubmission;
  katas: readonly Kata[];
  kit: Files;
  standing: StandingWalls;
  /** What the grade says of the walls. */
  walls: Walls;
  policy: LatePolicy;
  /** Decides the cases of all laws. */
  seed: number;
}

/** Grades one submission, from the files on the disk to the points. */
export async function gradeSubmission(
  given: SubmissionToGrade,
  inspector: Inspector,
): Promise<Grade> {
  const { root, listed, katas, kit, standing, walls, policy, seed } = given;
  const submission = await readSubmission(listed, wantedFiles(katas));
  const { files } = submission;
  const { zeros, warnings } = await inspected(inspector, root, submission, katas);
  const reports = await judgeSubmission({ root, files, katas, kit, walls: standing, seed });
  const parts = reports.map((report) => graded(report, zeros));
  const grade: Omit<Grade, 'lateness' | 'points'> = {
    format: GRADE_FORMAT,
    submission: submission.name,
    student: submission.student,
    walls,
    seed,
    parts,
    answers: await answersOf(root, submission, katas),
    warnings: [...intakeWarnings(submission), ...warnings],
  };
  return withLateness(grade, listed, policy);
}

/** A grade with the lateness that is known now: times may become known after a class was graded. */
export function withLateness(
  grade: Omit<Grade, 'lateness' | 'points'>,
  listed: Pick<ListedSubmission, 'submittedAt' | 'due'>,
  policy: LatePolicy,
): Grade {
  const { submittedAt: _, ...rest } = grade;
  const { submittedAt } = listed;
  const lateness = latenessOf(policyFor(listed, policy), submittedAt);
  return {
    ...rest,
    ...(submittedAt === undefined ? {} : { submittedAt }),
    lateness,
    points: totalOf(grade.parts, lateness.factor),
  };
}

/** Where Gradescope knows a due time of this student's own, it counts. */
function policyFor({ due }: Pick<ListedSubmission, 'due'>, policy: LatePolicy): LatePolicy {
  return due === undefined ? policy : { ...policy, due };
}

type Zeros = ReadonlyMap<string, NonNullable<GradedPart['zero']>>;

function graded(report: PartReport, zeros: Zeros): GradedPart {
  const zero = zeros.get(partName(report.kata));
  return zero === undefined ? { report } : { report, zero };
}

/** The first forbidden import of each part, and what a person should look at. */
async function inspected(
  inspector: Inspector,
  root: string,
  { files }: Submission,
  katas: readonly Kata[],
) {
  const zeros = new Map<string, NonNullable<GradedPart['zero']>>();
  const warnings: string[] = [];
  for (const kata of katas) {
    const part = partName(kata);
    const allowed = allowedImports(kata.part);
    const sources = [];
    for (const name of taskFiles(kata)) {
      const file = `${part}/${name}.ts`;
      const bytes = files.get(file);
      if (bytes === undefined) continue;
      const stub = await readFile(join(root, 'fixtures/originals', file), 'utf8');
      sources.push({ file, text: decodeText(bytes), stub, allowed });
    }
    for (const findings of await inspector.inspect(sources)) {
      const [forbidden] = findings.forbidden;
      if (forbidden !== undefined && !zeros.has(part)) {
        const { file, line, excerpt, reason } = forbidden;
        zeros.set(part, { file: `katas/${file}`, line, excerpt, reason });
      }
      warnings.push(...findings.warnings);
      for (const { file, line, reason } of findings.suspicious) {
        warnings.push(`${file}:${line}: ${reason}.`);
      }
    }
  }
  return { zeros, warnings };
}

async function answersOf(
  root: string,
  { files }: Submission,
  katas: readonly Kata[],
): Promise<CollectedAnswer[]> {
  const answers: CollectedAnswer[] = [];
  for (const kata of katas) {
    const part = partName(kata);
    const template = await readFile(join(root, 'fixtures/originals', part, 'answers.md'), 'utf8');
    const written = files.get(`${part}/answers.md`);
    answers.push(...collectAnswers(part, template, written && decodeText(written)));
  }
  return answers;
}

function intakeWarnings({ problem, refused }: Submission): string[] {
  return [
    ...(problem === undefined ? [] : [`The submission: ${problem}.`]),
    ...refused.map(({ file, reason }) => `${file} was not taken: ${reason}.`),
  ];
}
