import { vi } from 'vitest';
import type { AnyLaw } from '../../src/laws/law.ts';
import type { LawResult } from '../../src/laws/law-result.ts';

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
  vi.resetModules();
  vi.doMock(`#kata/${part}/${file}`, () => exports);
  // Everything again after the reset: the laws must throw what this checkLaw knows.
  const { hostLaws } = await import('#src/laws/law');
  const { checkLaw } = await import('#src/laws/check-law');
  const { lawIds } = await import('#src/laws/law-ids');
  const laws: { id: string; law: AnyLaw }[] = [];
  const nextId = lawIds();
  hostLaws((law) => laws.push({ id: nextId(law.task), law }));
  await import(`../../katas/${part}/${file}.test.ts`);

  const results: LawResult[] = [];
  for (const { id, law } of laws) {
    const result = await checkLaw(law, id, { seed: 1 });
    results.push(result);
    if (result.status === until) break;
  }
  return results;
}
