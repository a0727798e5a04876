import { setImmediate as breathe } from 'node:timers/promises';
import { inject, test } from 'vitest';
import { checkLaw } from './check-law.ts';
import { hostLaws } from './law.ts';
import { lawIds } from './law-ids.ts';
import type { LawResult } from './law-result.ts';
import { explain } from './text/explain.ts';
import { plainStyle } from './text/style.ts';
import './vitest-context.ts';

// Vitest runs this file before each file of laws: every law becomes a test that carries its result.

const { only, expect, ...options } = inject('laws');
const nextId = lawIds();

hostLaws((law) => {
  const id = nextId(law.task);
  if (only !== undefined && only !== id && only !== law.task) return;
  test(`${id} ${law.claim}`, { timeout: 0 }, async ({ task }) => {
    await breathe(); // vitest tells of the laws before this one, and hears that it should stop
    const result = await checkLaw(law, id, options);
    task.meta.law = result;
    const isMissing = result.status === 'not started' || result.status === 'not checked';
    if (expect === 'red' && !isMissing) {
      throw new Error(`on its stub this law is "${result.status}", but must be "not started"`);
    }
    if (expect === 'green' && result.status !== 'holds') throw brokenLaw(result);
  });
});

/** An error that reads well in any of vitest's reporters, and that points into the subject's code. */
function brokenLaw(result: LawResult): Error {
  if (result.status !== 'broken') return new Error(result.status);
  const { explanation } = result;
  const text = explain(explanation, 80, plainStyle).join('\n');
  const error = new Error(
    `${text}\n\n   seed ${explanation.replay.seed}, path ${explanation.replay.path}`,
  );
  error.stack = explanation.stack ?? '';
  return error;
}
