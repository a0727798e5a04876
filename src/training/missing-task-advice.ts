import { missingTask } from '../laws/not-implemented.ts';

/**
 * What to do about a task that is not written yet, where the solutions are at hand.
 *
 * @returns undefined where that is not what went wrong.
 */
export const missingTaskAdvice = (error: unknown): string | undefined =>
  missingTask(error) === undefined
    ? undefined
    : `${(error as Error).message}\nWithout --subject katas, the experiment runs the reference solution.`;
