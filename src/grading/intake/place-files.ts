import { pathSegments } from './entry-path.ts';
import type { Refusal } from './submission.ts';
import type { WantedFile } from './wanted.ts';

/** A file whose name is a wanted one, whatever folder it lies in. */
export interface Candidate {
  path: string;
  bytes: Uint8Array;
}

/**
 * Finds out which wanted file each candidate is. One in a folder `partN` is that part's, whatever lies
 * around it. Of the others, those of one folder belong to the only part that has files of all their
 * names, or else each to the only part that has one of its name. Upper and lower case are the same.
 * A part that is not wanted may be there too: its files are passed over, unless one of that name is missed.
 *
 * @returns the files by their places, `part2/conv2d.ts`, and those that cannot be placed: more than one
 *   for the same place (unless they are equal), or no telling which part's.
 */
export function placeFiles(
  candidates: readonly Candidate[],
  wanted: readonly WantedFile[],
): { files: Map<string, Uint8Array>; refused: Refusal[] } {
  const refused: Refusal[] = [];
  const ofOtherParts: { name: string; refusal: Refusal }[] = [];
  const byPlace = new Map<string, Candidate[]>();
  for (const [folder, members] of byFolder(candidates)) {
    const names = members.map(({ path }) => nameOf(path));
    members.forEach((candidate, i) => {
      const place = placeOf(folder, names[i], names, wanted);
      if ('reason' in place) {
        const refusal = { file: candidate.path, reason: place.reason };
        if (place.isOfOtherPart) ofOtherParts.push({ name: names[i], refusal });
        else refused.push(refusal);
      } else byPlace.set(place.key, [...(byPlace.get(place.key) ?? []), candidate]);
    });
  }
  const files = new Map<string, Uint8Array>();
  for (const { part, name } of wanted) {
    const key = `${part}/${name}`;
    const [first, ...rest] = byPlace.get(key) ?? [];
    if (first === undefined) continue;
    if (rest.every(({ bytes }) => Buffer.compare(bytes, first.bytes) === 0)) {
      files.set(key, first.bytes);
      continue;
    }
    const reason = `there are ${rest.length + 1} different files for ${key}; hand in one of them`;
    refused.push(...[first, ...rest].map(({ path }) => ({ file: path, reason })));
  }
  const isMissed = (name: string) =>
    wanted.some(
      (file) => file.name.toLowerCase() === name && !files.has(`${file.part}/${file.name}`),
    );
  for (const { name, refusal } of ofOtherParts) if (isMissed(name)) refused.push(refusal);
  return { files, refused };
}

function byFolder(candidates: readonly Candidate[]): Map<string, Candidate[]> {
  const folders = new Map<string, Candidate[]>();
  for (const candidate of candidates) {
    const folder = pathSegments(candidate.path).slice(0, -1).join('/');
    folders.set(folder, [...(folders.get(folder) ?? []), candidate]);
  }
  return folders;
}

type Place = { key: string } | { reason: string; isOfOtherPart?: boolean };

function placeOf(
  folder: string,
  name: string,
  beside: readonly string[],
  wanted: readonly WantedFile[],
): Place {
  const above = pathSegments(folder);
  const part = partOf(above.at(-1) ?? '');
  const isWanted = (part: string, name: string) =>
    wanted.some((file) => file.part === part && file.name.toLowerCase() === name);
  const keyOf = (part: string): Place => ({
    key: `${part}/${wanted.find((file) => file.part === part && file.name.toLowerCase() === name)!.name}`,
  });
  if (part !== undefined) {
    if (isWanted(part, name)) return keyOf(part);
    const isOfOtherPart = !wanted.some((file) => file.part === part);
    return { reason: `no ${part}/${name} is asked for`, isOfOtherPart };
  }
  const outer = above.findLast((segment) => partOf(segment) !== undefined);
  if (outer !== undefined) {
    return { reason: `it lies too deep: files of ${partOf(outer)} lie directly in its folder` };
  }
  const parts = [...new Set(wanted.map(({ part }) => part))].filter((part) => isWanted(part, name));
  const together = parts.filter((part) => beside.every((other) => isWanted(part, other)));
  if (together.length === 1) return keyOf(together[0]);
  if (parts.length === 1) return keyOf(parts[0]);
  return {
    reason: `${parts.join(', ')} all have a file of this name; put it into a folder of the part's name, as in ${parts[0]}/${name}`,
  };
}

/** `part2` for a folder named `part2`, `Part 2` or `part_02`. */
export function partOf(segment: string): string | undefined {
  const [, number] = /^part[ _-]?0*(\d{1,3})$/i.exec(segment) ?? [];
  return number === undefined ? undefined : `part${number}`;
}

function nameOf(path: string): string {
  return pathSegments(path).at(-1)!.toLowerCase();
}
