import { fileURLToPath } from 'node:url';
import { type LawFile, readLaws } from '#src/grading/judge/part-laws';
import { checkLaw } from '#src/laws/check-law';
import { beginSubjectHere } from '#src/laws/guarded';
import type { AnyLaw } from '#src/laws/law';
import type { LawResult } from '#src/laws/law-result';
import { useSubject } from '#src/laws/subject';
import { answerBy, solutionsOf } from './solved-part.ts';

const root = fileURLToPath(new URL('../..', import.meta.url)).replace(/\/$/, '');

/**
 * Runs the laws of one file on a subject that is given as its exports. Where they call other files of the
 * part too, those are the solution's.
 *
 * @param part - for example `part2`.
 * @param file - the task's file, for example `conv2d`.
 * @param until - stops after the first law with this status.
 */
export async function judge(
  part: string,
  file: string,
  exports: object,
  until?: LawResult['status'],
): Promise<LawResult[]> {
  const [{ laws }] = await readLaws(root, part, [file]);
  const subjects = await solutionsOf(part);
  subjects.set((await import(`#kata/${part}/${file}`)) as object, exports);
  beginSubjectHere();
  useSubject({ answer: (request) => answerBy(subjects, request), beginCase() {} });
  const results: LawResult[] = [];
  try {
    for (const { id, law } of until === undefined ? laws : likelyFirst(laws, until)) {
      const begun = performance.now();
      const result = await checkLaw(law, id, {
        seed: 1,
        told: until === undefined ? 'smallest' : 'first', // whether it is broken is all that counts then
      });
      count(law, result.status, performance.now() - begun);
      results.push(result);
      if (result.status === until) break;
    }
  } finally {
    useSubject(undefined);
  }
  return results;
}

/** Of each law: how often it ended in which way, and how many milliseconds that took in all. */
const experience = new Map<
  AnyLaw,
  { ends: Partial<Record<LawResult['status'], number>>; spent: number }
>();

function count(law: AnyLaw, status: LawResult['status'], spent: number): void {
  const before = experience.get(law) ?? { ends: {}, spent: 0 };
  const ends = { ...before.ends, [status]: (before.ends[status] ?? 0) + 1 };
  experience.set(law, { ends, spent: before.spent + spent });
}

/** Where one law is enough, that which ended so most often for its time comes first. */
function likelyFirst(laws: LawFile['laws'], until: LawResult['status']): LawFile['laws'] {
  const worth = ({ law }: LawFile['laws'][number]) => {
    const { ends, spent } = experience.get(law) ?? { ends: {}, spent: 0 };
    return ((ends[until] ?? 0) + 0.5) / (spent + 1);
  };
  return laws.toSorted((a, b) => worth(b) - worth(a));
}
