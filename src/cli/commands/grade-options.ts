import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { closest } from '../../common/closest.ts';
import { UsageError, UserError } from '../../common/user-error.ts';
import { type Grading, readGrading } from '../../grading/grading-file.ts';
import { type OutputName, outputs } from '../../grading/outputs.ts';
import { courseLatePolicy, type LatePolicy, readDue, readLatePolicy } from '../../grading/rules/late-policy.ts'; // prettier-ignore
import { kataNames } from '../../learner/katas.ts';
import { root } from '../root.ts';

export interface GradeFlags {
  parts?: string;
  out: string;
  format: string;
  due?: string;
  policy?: string;
  roster?: string;
  archive: string[];
  canvas?: string;
  assignment?: string;
  moodle?: string;
  seed?: number;
  jobs?: number;
  resume: boolean;
  requireSandbox: 'full' | 'reduced' | 'none';
  json: boolean;
}

/**
 * What decides the grades: from the options, or with `--resume` from the folder that it began in.
 *
 * @throws {UserError} when the folder holds a grading already. @throws {UsageError} for options that do not fit.
 */
export async function gradingOf(flags: GradeFlags): Promise<Grading> {
  if (flags.canvas !== undefined && flags.assignment === undefined) {
    throw new UsageError('--canvas needs the title of the assignment: --assignment "Homework 1"');
  }
  const out = resolve(flags.out);
  const before = await readGrading(out);
  if (before === undefined) return newGrading(flags);
  if (!flags.resume) {
    throw new UserError(
      `${out} holds a grading already, and is not overwritten. Go on with it by --resume, or choose another folder by --out.`,
    );
  }
  refuseChanges(flags, before);
  return before;
}

/** What decides the grades, from the options of a new grading. */
export async function newGrading(flags: GradeFlags): Promise<Grading> {
  return {
    format: 1,
    secret: flags.seed === undefined ? randomBytes(32).toString('hex') : secretOf(flags.seed),
    parts: partsOf(flags.parts),
    policy: await policyOf(flags),
    begun: new Date().toISOString(),
  };
}

/** The same seed decides the same cases. */
const secretOf = (seed: number): string => `seed ${seed}`;

/** @throws {UsageError} for options that would change the grading. */
function refuseChanges(flags: GradeFlags, grading: Grading): void {
  const changed = (['parts', 'due', 'policy', 'seed'] as const).filter((name) => {
    if (flags[name] === undefined) return false;
    if (name === 'parts') return partsOf(flags.parts).join() !== grading.parts.join();
    if (name === 'seed') return secretOf(flags.seed!) !== grading.secret;
    if (name === 'due') return readDue(flags.due!) !== grading.policy.due;
    return true;
  });
  if (changed.length === 0) return;
  throw new UsageError(
    `--resume goes on with the grading as it was begun; it cannot change by --${changed.join(', --')}. Leave it away, or grade into another folder: --out FOLDER`,
  );
}

/** For example `0,1,2` or `part0,part1`; all by default. */
function partsOf(text: string | undefined): string[] {
  const known = kataNames(root);
  if (text === undefined) return known;
  return text.split(',').map((one) => {
    const name = /^\d+$/.test(one.trim()) ? `part${one.trim()}` : one.trim();
    if (known.includes(name)) return name;
    throw new UsageError(`--parts ${text}: there is no ${name}; there is ${known.join(', ')}.`);
  });
}

async function policyOf({ due, policy: path }: GradeFlags): Promise<LatePolicy> {
  let policy = courseLatePolicy;
  if (path !== undefined) {
    const text = await readFile(path, 'utf8').catch((error: Error) => {
      throw new UserError(`The policy ${path} cannot be read: ${error.message}`);
    });
    policy = readLatePolicy(text, path);
  }
  return due === undefined ? policy : { ...policy, due: readDue(due) };
}

/** @throws {UsageError} when one is not known. */
export function formatsOf(text: string): OutputName[] {
  const known = Object.keys(outputs);
  return text.split(',').map((one) => {
    const name = one.trim();
    if (known.includes(name)) return name as OutputName;
    const guess = closest(name, known);
    throw new UsageError(
      `--format ${text}: there is no "${name}"; there is ${known.join(', ')}.` +
        (guess === undefined ? '' : ` Did you mean ${guess}?`),
    );
  });
}
