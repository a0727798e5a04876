import { closest } from '../common/closest.ts';
import { UsageError } from '../common/user-error.ts';

/**
 * The runs that `--only` names, in the order of the experiment.
 *
 * @param only - undefined chooses all.
 * @throws {UsageError} when one is not among them.
 */
export function chooseNames<Name extends string>(
  names: readonly Name[],
  only: readonly string[] | undefined,
): readonly Name[] {
  const known: readonly string[] = names;
  const unknown = only?.find((name) => !known.includes(name));
  if (unknown !== undefined) {
    const guess = closest(unknown, names);
    throw new UsageError(
      `--only ${unknown}: there is none of that name; there are ${names.join(', ')}.` +
        (guess === undefined ? '' : ` Did you mean ${guess}?`),
    );
  }
  return only === undefined ? names : names.filter((name) => only.includes(name));
}
