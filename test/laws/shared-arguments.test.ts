import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { readLaws } from '#src/grading/judge/part-laws';
import { checkLaw } from '#src/laws/check-law';
import { useSubject } from '#src/laws/subject';
import type { SubjectRequest } from '#src/laws/subject-here';
import { kataNames, loadKata, taskFiles } from '#src/learner/katas';
import { answerBy, solutionsOf } from '../corpus/solved-part.ts';

// A program that writes into what it is given breaks the law that watches for it. It must not break the laws
// after that one too: what one case gives to the subject, no other case gives it again.

const root = fileURLToPath(new URL('../..', import.meta.url)).replace(/\/$/, '');

/** The objects and arrays within a value, those of handles and listeners left out: they are ours. */
function* objectsIn(value: unknown): Generator<object> {
  if (typeof value !== 'object' || value === null || 'className' in value) return;
  if (!Object.isFrozen(value)) yield value;
  if (ArrayBuffer.isView(value)) return;
  for (const part of Object.values(value)) yield* objectsIn(part);
}

/** What is given to a function of the subject; a tool makes tensors and stand-ins of its arguments. */
function given(request: SubjectRequest): readonly unknown[] {
  if (request.ask === 'call' && request.wanted === 'tensors') return [];
  return 'args' in request && request.ask !== 'tool' ? request.args : [];
}

test.each(kataNames(root))('%s', { timeout: 120_000 }, async (part) => {
  const files = taskFiles(await loadKata(root, part));
  const solutions = await solutionsOf(part);
  const seen = new WeakMap<object, number>();
  const again = new Set<string>();
  let [now, law] = [0, ''];
  useSubject({
    beginCase: () => void now++,
    answer(request) {
      for (const object of given(request).flatMap((argument) => [...objectsIn(argument)])) {
        if ((seen.get(object) ?? now) !== now) again.add(`${law}: ${JSON.stringify(object).slice(0, 200)}`); // prettier-ignore
        seen.set(object, now);
      }
      return answerBy(solutions, request);
    },
  });
  try {
    for (const { file, laws } of await readLaws(root, part, files)) {
      for (const each of laws) {
        law = `${part}/${file} ${each.id}`;
        const result = await checkLaw({ ...each.law, draws: 2 }, each.id, { seed: 1 });
        expect(result.status, law).toBe('holds');
      }
    }
  } finally {
    useSubject(undefined);
  }
  expect([...again]).toEqual([]);
});
