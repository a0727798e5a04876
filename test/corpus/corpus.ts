import { expect, test } from 'vitest';
import type { Implementation } from './implementation.ts';
import { judge } from './judge.ts';

interface Corpus<Module extends object> {
  part: string;
  /** The task's file, for example `conv2d`. */
  file: string;
  reference: Module;
  wrong: readonly Implementation<Module>[];
  right: readonly Implementation<Module>[];
}

/** Every wrong implementation must break a law that says something; every right one must obey all. */
export function proveCorpus<Module extends object>(corpus: Corpus<Module>): void {
  const { part, file, reference, wrong, right } = corpus;

  test.each(wrong)('wrong, and rejected: $name', async ({ module }) => {
    const results = await judge(part, file, { ...reference, ...module }, 'broken');
    const broken = results.find((result) => result.status === 'broken');
    expect(broken, 'no law rejects it').toBeDefined();
    const { explanation } = broken!;
    expect(explanation.difference?.message ?? explanation.message).toMatch(/\w{3}/);
    expect(explanation.message ?? '').not.toContain('the law itself failed');
  });

  test.each(right)('right, and accepted: $name', async ({ module }) => {
    const results = await judge(part, file, { ...reference, ...module });
    expect(results.filter(({ status }) => status !== 'holds')).toEqual([]);
  });

  // Nobody has to write these down: what a student tries first in every function.
  const lazy = Object.keys(reference).filter(
    (name) => typeof reference[name as keyof Module] === 'function',
  );
  test.each(lazy)(
    'wrong, and rejected: %s returns nothing, 0, or its first argument',
    async (name) => {
      for (const attempt of [() => undefined, () => 0, (first: unknown) => first]) {
        const results = await judge(part, file, { ...reference, [name]: attempt }, 'broken');
        expect(
          results.some(({ status }) => status === 'broken'),
          attempt.toString(),
        ).toBe(true);
      }
    },
  );
}
