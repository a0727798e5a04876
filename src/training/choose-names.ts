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
  refuseUnknown(names, only, names.join(', '));
  return only === undefined ? names : names.filter((name) => only.includes(name));
}

/**
 * The runs that `--only` names, each by itself or with its whole group.
 *
 * @param runsOf - the runs of each group; one may be in several.
 * @param only - undefined chooses all.
 * @returns the runs that are chosen of each group, in the order of the experiment; no group of which nothing is.
 * @throws {UsageError} when one is neither a run nor a group.
 */
export function chooseFromGroups<Group extends string>(
  runsOf: Readonly<Record<Group, readonly string[]>>,
  only: readonly string[] | undefined,
): ReadonlyMap<Group, readonly string[]> {
  const groups = Object.entries(runsOf) as [Group, readonly string[]][];
  const names = groups.flatMap(([group, runs]) => [group, ...runs]);
  const told = `${Object.keys(runsOf).join(', ')}, and each run of theirs by its own name`;
  refuseUnknown(names, only, told);
  if (only === undefined) return new Map(groups);
  const chosen = groups.map(
    ([group, runs]) =>
    [group, only.includes(group) ? runs : runs.filter((run) => only.includes(run))] as const, // prettier-ignore
  );
  return new Map(chosen.filter(([group, runs]) => only.includes(group) || runs.length > 0));
}

function refuseUnknown(
  names: readonly string[],
  only: readonly string[] | undefined,
  told: string,
): void {
  const unknown = only?.find((name) => !names.includes(name));
  if (unknown === undefined) return;
  const guess = closest(unknown, names);
  throw new UsageError(
    `--only ${unknown}: there is none of that name; there are ${told}.` +
      (guess === undefined ? '' : ` Did you mean ${guess}?`),
  );
}
