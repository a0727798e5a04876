import { partName } from '../../laws/kata.ts';
import type { Kata } from '../../laws/kata.ts';
import type { Explanation, LawResult } from '../../laws/law-result.ts';
import { explain } from '../../laws/text/explain.ts';
import { plainStyle } from '../../laws/text/style.ts';
import { visible, visibleLine } from './visible-text.ts';

export type BrokenLaw = Extract<LawResult, { status: 'broken' }>;

const MOST_LINES = 80;
const LONGEST_LINE = 240;

/**
 * A broken law as its student reads it after `npm test`: plain lines for 80 columns, safe to show,
 * and no more than a page or two, whatever the submission returned or threw.
 */
export function explanationLines(explanation: Explanation): string[] {
  const lines = explain(shortened(explanation), 80, plainStyle).map((line) =>
    visible(line.replace(/[\n\t]/g, ' '), LONGEST_LINE).trimEnd(),
  );
  if (lines.length <= MOST_LINES) return lines;
  return [...lines.slice(0, MOST_LINES), `   … ${lines.length - MOST_LINES} more lines`];
}

/** What the submission said of itself may be of any length; laying that out would take long. */
function shortened(explanation: Explanation): Explanation {
  const { message, place, difference } = explanation;
  return {
    ...explanation,
    ...(message === undefined ? {} : { message: visible(message) }),
    ...(place === undefined ? {} : { place: visibleLine(place) }),
    ...(difference && { difference: { ...difference, message: visible(difference.message) } }),
  };
}

/** The command with which a student sees the very same case fail. */
export function replayCommand(law: BrokenLaw, kata: Kata): string {
  const { seed, path } = law.explanation.replay;
  const one = `npm test katas/${partName(kata)} -- --law ${law.id} --seed ${seed}`;
  return path === '' ? one : `${one} --path ${path}`; // a law that was too slow has no single case
}

/** The command that tries a whole part with the cases it was graded by. */
export function replayPartCommand(kata: Kata, seed: number): string {
  return `npm test katas/${partName(kata)} -- --seed ${seed} --all`;
}
