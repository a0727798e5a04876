import { checkLaw } from '#src/laws/check-law';
import { beginSubjectHere } from '#src/laws/guarded';
import { type AnyLaw, hostLaws } from '#src/laws/law';
import { lawIds } from '#src/laws/law-ids';
import type { LawResult } from '#src/laws/law-result';
import { useSubject } from '#src/laws/subject';
import { answerHere } from '#src/laws/subject-here';

interface NamedLaw {
  id: string;
  law: AnyLaw;
}

/** Those of a file declare themselves once, when they are first imported. */
const known = new Map<string, NamedLaw[]>();

/**
 * Runs the laws of one file on a subject that is given as its exports.
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
  const laws = known.get(`${part}/${file}`) ?? (await lawsOf(part, file));
  known.set(`${part}/${file}`, laws);
  beginSubjectHere();
  // The laws of a file may call other files of the part too.
  const own = (await import(`#kata/${part}/${file}`)) as object;
  useSubject({
    answer: (request) =>
      answerHere(
        'subject' in request && request.subject === own
          ? { ...request, subject: exports }
          : request,
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

async function lawsOf(part: string, file: string): Promise<NamedLaw[]> {
  const laws: NamedLaw[] = [];
  const nextId = lawIds();
  hostLaws((law) => laws.push({ id: nextId(law.task), law }));
  await import(`../../katas/${part}/${file}.test.ts`);
  return laws;
}
