import type { Kata } from '../../laws/kata.ts';
import { partName } from '../../laws/kata.ts';
import { taskFiles } from '../../learner/katas.ts';

/** A file that a submission may hold; all others are passed over. */
export interface WantedFile {
  /** For example `part2`. */
  part: string;
  /** For example `conv2d.ts`. */
  name: string;
}

/** What the manifests of katas ask for: the file of each task, and `answers.md` of each part. */
export function wantedFiles(katas: readonly Kata[]): WantedFile[] {
  return katas.flatMap((kata) =>
    [...taskFiles(kata).map((file) => `${file}.ts`), 'answers.md'].map((name) => ({
      part: partName(kata),
      name,
    })),
  );
}
