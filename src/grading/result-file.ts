import { readFile } from 'node:fs/promises';
import { writeWhole } from '../common/write-file.ts';
import { type Grade, GRADE_FORMAT } from './grade.ts';

/** Writes a grade, whole or not at all. @throws {UserError} when it cannot be written. */
export async function writeGrade(path: string, grade: Grade): Promise<void> {
  await writeWhole(path, `${JSON.stringify(grade, encode)}\n`);
}

/** @returns the grade of this submission by this seed; undefined where there is none, or it is of another format. */
export async function readGrade(
  path: string,
  submission: string,
  seed: number,
): Promise<Grade | undefined> {
  try {
    const grade = JSON.parse(await readFile(path, 'utf8'), decode) as Partial<Grade>;
    const isIt = grade.format === GRADE_FORMAT && grade.submission === submission && grade.seed === seed; // prettier-ignore
    return isIt ? (grade as Grade) : undefined;
  } catch {
    return undefined; // it is graded again
  }
}

/** JSON lacks NaN and ±Infinity, and −0 loses its sign. */
function encode(_: string, value: unknown): unknown {
  if (typeof value !== 'number' || (Number.isFinite(value) && !Object.is(value, -0))) return value;
  return { $number: Object.is(value, -0) ? '-0' : String(value) };
}

function decode(_: string, value: unknown): unknown {
  const isNumber = typeof value === 'object' && value !== null && '$number' in value;
  return isNumber ? Number(value.$number) : value;
}
