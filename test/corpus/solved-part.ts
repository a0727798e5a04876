import { fileURLToPath } from 'node:url';
import { answerHere, type SubjectRequest } from '#src/laws/subject-here';
import { loadKata, taskFiles } from '#src/learner/katas';

const root = fileURLToPath(new URL('../..', import.meta.url)).replace(/\/$/, '');

/** What stands for each file of a part, by the module that laws import: its solution. */
export async function solutionsOf(part: string): Promise<Map<object, object>> {
  const subjects = new Map<object, object>();
  for (const file of taskFiles(await loadKata(root, part))) {
    const imported = (await import(`#kata/${part}/${file}`)) as object;
    subjects.set(imported, (await import(`../../solutions/${part}/${file}.ts`)) as object);
  }
  return subjects;
}

/** Answers as what stands for the module that a law asks. */
export const answerBy = (subjects: ReadonlyMap<object, object>, request: SubjectRequest) =>
  answerHere(
    'subject' in request ? { ...request, subject: subjects.get(request.subject)! } : request,
  );
