import { fileURLToPath } from 'node:url';
import { missingTask } from '../laws/not-implemented.ts';
import { hasSolution } from '../learner/solutions.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

/**
 * What to do about a task that is not written yet, and that the solution can stand in for where it is at hand.
 *
 * @returns undefined where that is not what went wrong.
 */
export function missingTaskAdvice(error: unknown): string | undefined {
  const task = missingTask(error);
  if (task === undefined) return undefined;
  const { message } = error as Error;
  return hasSolution(root, `part${task.split('.')[0]}`)
    ? `${message}\nWithout --subject katas, the experiment runs the reference solution.`
    : message;
}
