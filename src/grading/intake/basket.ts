import { type Caps, sayBytes } from './caps.ts';
import { isByTheWay, pathProblem, pathSegments } from './entry-path.ts';
import { type Candidate, placeFiles } from './place-files.ts';
import type { Refusal, Submission } from './submission.ts';
import type { WantedFile } from './wanted.ts';

/** What an entry is: a file, a folder, or something that is refused, in words (`a symbolic link`). */
export type EntryKind = 'file' | 'folder' | (string & {});

/** Where the bytes of one wanted file go. */
export interface Sink {
  /** @returns false when no more are taken. */
  push(bytes: Uint8Array): boolean;
  /** The file has come whole. */
  finish(): void;
  /** It has not. */
  fail(reason: string): void;
}

/** Collects the files of one submission, wherever they come from, and holds to the caps. */
export interface Basket {
  /**
   * To be called for each entry.
   *
   * @param prefix - where the archive lies that it is in, '' or ending in `/`.
   * @returns undefined when its bytes are not wanted.
   */
  begin(path: string, kind: EntryKind, prefix?: string): Sink | undefined;
  /** Counts bytes that had to be unpacked to be passed over. */
  unpack(bytes: number): void;
  /** Nothing more is taken: a cap was reached. */
  isFull(): boolean;
  refuse(path: string, reason: string): void;
  /** Says what is wrong with the whole; the first to be said stays. */
  spoil(problem: string): void;
  /** What came of it, to be called once at the end. */
  empty(): Pick<Submission, 'files' | 'refused' | 'ignored' | 'problem'>;
}

const shownCharacters = 200;

export function openBasket(wanted: readonly WantedFile[], caps: Caps): Basket {
  const names = new Set(wanted.map(({ name }) => name.toLowerCase()));
  const candidates: Candidate[] = [];
  const refused: Refusal[] = [];
  const counts = { entries: 0, ignored: 0, bytes: 0, unpacked: 0 };
  let problem: string | undefined;
  let isFull = false;

  const refuse = (path: string, reason: string) => {
    refused.push({ file: path.slice(0, shownCharacters), reason });
  };
  const fill = (reason: string) => {
    isFull = true;
    problem = `${reason}; what came after that was not read. Hand in only the files that you wrote, as katas/ has them.`;
  };

  function begin(name: string, kind: EntryKind, prefix = ''): Sink | undefined {
    const path = prefix + name;
    if (isFull) return undefined;
    counts.entries++;
    if (counts.entries > caps.entries) {
      fill(`there are more than ${caps.entries} files and folders in it`);
      return undefined;
    }
    const danger = pathProblem(name);
    if (danger !== undefined) {
      refuse(path, danger);
      return undefined;
    }
    if (kind === 'folder') return undefined;
    const segments = pathSegments(path);
    if (segments.length === 0) return undefined;
    if (isByTheWay(segments) || (kind === 'file' && !names.has(segments.at(-1)!.toLowerCase()))) {
      counts.ignored++;
      return undefined;
    }
    if (kind === 'file') return sinkFor(path);
    refuse(path, `it is ${kind}, not a file`);
    return undefined;
  }

  function sinkFor(path: string): Sink {
    const pieces: Uint8Array[] = [];
    let size = 0;
    let isOpen = true;
    const fail = (reason: string) => {
      if (!isOpen) return;
      isOpen = false;
      pieces.length = 0;
      refuse(path, reason);
    };
    return {
      push(bytes) {
        if (!isOpen) return false;
        size += bytes.length;
        counts.bytes += bytes.length;
        if (size > caps.fileBytes) {
          fail(`it has more than ${sayBytes(caps.fileBytes)}`);
        } else if (counts.bytes > caps.totalBytes) {
          fail(`with it there are more than ${sayBytes(caps.totalBytes)}`);
          fill(`the files in it have more than ${sayBytes(caps.totalBytes)} together`);
        } else {
          pieces.push(Uint8Array.from(bytes)); // a copy: the reader may use its memory again
        }
        return isOpen;
      },
      finish() {
        if (!isOpen) return;
        isOpen = false;
        candidates.push({ path, bytes: new Uint8Array(Buffer.concat(pieces)) });
      },
      fail,
    };
  }

  return {
    begin,
    unpack(bytes) {
      counts.unpacked += bytes;
      if (counts.unpacked <= caps.unpackedBytes || isFull) return;
      fill(`it unpacks to more than ${sayBytes(caps.unpackedBytes)}`);
    },
    isFull: () => isFull,
    refuse,
    spoil: (reason) => (problem ??= reason),
    empty() {
      const placed = placeFiles(candidates, wanted);
      const all = [...refused, ...placed.refused];
      if (placed.files.size === 0) problem ??= nothingWanted(all, wanted);
      return {
        files: placed.files,
        refused: all,
        ignored: counts.ignored,
        ...(problem !== undefined && { problem }),
      };
    },
  };
}

function nothingWanted(refused: readonly Refusal[], wanted: readonly WantedFile[]): string {
  const example = wanted.find(({ name }) => name !== 'answers.md') ?? wanted[0];
  if (refused.length === 1) return `${refused[0].file}: ${refused[0].reason}`;
  const came =
    refused.length === 0
      ? 'there is no file of any task in it'
      : `none of the ${refused.length} files in it that might have been meant could be taken`;
  return example === undefined
    ? came
    : `${came}; wanted are files like ${example.part}/${example.name}`;
}
