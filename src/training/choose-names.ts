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
 * @param groups - each with its runs; one may be in several.
 * @param only - undefined chooses all.
 * @returns the runs that are chosen of each group, in the order of the experiment; no group of which nothing is.
 * @throws {UsageError} when one is neither a run nor a group.
 */
export function chooseFromGroups<Group extends string, Run extends { name: string }>(
  groups: Readonly<Record<Group, { runs: readonly Run[] }>>,
  only: readonly string[] | undefined,
): ReadonlyMap<Group, readonly Run[]> {
  const all = Object.entries(groups) as [Group, { runs: readonly Run[] }][];
  const names = all.flatMap(([group, { runs }]) => [group, ...runs.map(({ name }) => name)]);
  const told = `${Object.keys(groups).join(', ')}, and each run of theirs by its own name`;
  refuseUnknown(names, only, told);
  const chosen = new Map<Group, readonly Run[]>();
  for (const [group, { runs }] of all) {
    const isWhole = only?.includes(group) ?? true;
    const some = isWhole ? runs : runs.filter(({ name }) => only!.includes(name));
    if (isWhole || some.length > 0) chosen.set(group, some);
  }
  return chosen;
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
