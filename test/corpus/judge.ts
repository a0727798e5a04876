import { fileURLToPath } from 'node:url';
import { readLaws } from '#src/grading/judge/part-laws';
import { checkLaw } from '#src/laws/check-law';
import { beginSubjectHere } from '#src/laws/guarded';
import type { LawResult } from '#src/laws/law-result';
import { useSubject } from '#src/laws/subject';
import { answerHere } from '#src/laws/subject-here';
import { loadKata, taskFiles } from '#src/learner/katas';

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
  const subjects = await subjectsOf(part, file, exports);
  beginSubjectHere();
  useSubject({
    answer: (request) =>
      answerHere(
        'subject' in request ? { ...request, subject: subjects.get(request.subject)! } : request,
      ),
    beginCase() {},
  });
  const results: LawResult[] = [];
  try {
    for (const { id, law } of laws) {
      const result = await checkLaw(law, id, { seed: 1 });
      results.push(result);
      if (result.status === until) break;
    }
  } finally {
    useSubject(undefined);
  }
  return results;
}

/** What stands for each file of a part, by the module that laws import. */
async function subjectsOf(part: string, file: string, exports: object) {
  const subjects = new Map<object, object>();
  for (const name of taskFiles(await loadKata(root, part))) {
    const imported = (await import(`#kata/${part}/${name}`)) as object;
    const solution = (await import(`../../solutions/${part}/${name}.ts`)) as object;
    subjects.set(imported, name === file ? exports : solution);
  }
  return subjects;
}
