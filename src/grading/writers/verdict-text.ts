import { explanationLines, replayCommand } from './explanation-text.ts';
import type { Verdict } from './verdicts.ts';
import { visible, visibleLine } from './visible-text.ts';

/** In one line, why a law gave no points; empty where it gave them. */
export function verdictLine({ law, claim, problem, task, zero }: Verdict): string {
  if (problem !== undefined) return visibleLine(`could not be tried: ${problem}`);
  if (law?.status === 'not started') return `task ${task.id} is not started`;
  if (law?.status === 'not checked') return `not checked: it needs task ${law.missing}`;
  if (law?.status === 'broken') {
    const { difference, message } = law.explanation;
    return visibleLine(difference?.message ?? message ?? '') || claim;
  }
  return zero === undefined ? '' : visibleLine(`it holds, but the part counts 0: ${zero}`);
}

/** The same at length: a broken law is explained as `npm test` does, with the lines to replay it. */
export function verdictText(verdict: Verdict): string {
  const { law, kata, part, problem, zero } = verdict;
  if (law?.status === 'broken') {
    const note = zero === undefined ? [] : ['', `   The part counts 0: ${visibleLine(zero)}`];
    return [
      ...explanationLines(law.explanation),
      '',
      `   replay   ${replayCommand(law, kata)}`,
      `   hint     npx kata hint ${part} ${law.task}`,
      ...note,
    ].join('\n');
  }
  return problem === undefined ? verdictLine(verdict) : `could not be tried: ${visible(problem)}`;
}
