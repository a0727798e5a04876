import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { kataNames } from './katas.ts';

/** Whether the reference solution of a part is here: in a student's hand-out there is its experiment alone. */
export function hasSolution(root: string, part: string): boolean {
  const folder = join(root, 'solutions', part);
  if (!existsSync(folder)) return false;
  return readdirSync(folder).some((name) => name.endsWith('.ts') && name !== 'experiment.ts');
}

/** Whether this is a student's hand-out, in which no part has its solution. */
export function isHandOut(root: string): boolean {
  return !kataNames(root).some((part) => hasSolution(root, part));
}
