import fc from 'fast-check';
import * as subject from '#kata/part8/asha';
import { type Decisions, type HalvingCase, nameOf, type Report } from '#src/laws/definitions/search/halving'; // prettier-ignore
import { arriving, lossValues } from '#src/laws/definitions/search/halving-cases';
import { Unlawful } from '#src/laws/law';
import { describe } from '#src/laws/snapshot';
import { callAtOnce } from '#src/laws/subject';

export const readme = (heading: string): string => `katas/part8/README.md, "${heading}".`;

export const start = (settings: subject.AshaSettings): Promise<subject.AshaState> =>
  callAtOnce(subject, 'startAsha', settings);

/** One report. @throws {Unlawful} unless it gives a state and a decision. */
export async function told(state: subject.AshaState, { trial, epoch, loss }: Report) {
  const result = await callAtOnce(subject, 'report', state, trial, epoch, loss);
  const { state: next, decision } = result as Partial<typeof result>;
  const isDecision = decision === 'continue' || decision === 'stop';
  if (isDecision && typeof next === 'object' && next !== null) return { state: next, decision };
  throw new Unlawful(
    `\`report\` must return { state, decision }, the decision 'continue' or 'stop'; it returned ${describe(result)}`,
    { decision },
  );
}

/**
 * Reports one after the other. Those of a trial that was stopped are left out.
 *
 * @param between - what becomes of each state before it is given back.
 */
export async function played(
  { settings, reports }: HalvingCase,
  between: (state: subject.AshaState) => subject.AshaState = (state) => state,
): Promise<{ state: subject.AshaState; decisions: Decisions }> {
  let state = await start(settings);
  const decisions: Decisions = {};
  const stopped = new Set<number>();
  for (const report of reports) {
    if (stopped.has(report.trial)) continue;
    const answer = await told(between(state), report);
    state = answer.state;
    decisions[nameOf(report)] = answer.decision;
    if (answer.decision === 'stop') stopped.add(report.trial);
  }
  return { state, decisions };
}

/** Four losses of which no two are alike, the smallest first. */
export const fourLosses: fc.Arbitrary<number[]> = fc
  .uniqueArray(lossValues, { minLength: 4, maxLength: 4 })
  .map((losses) => losses.toSorted((a, b) => a - b));

/**
 * Points are for work: who always says the same keeps many laws. Two trials come to a rung, the better one first or
 * the worse one first; whatever a program thinks is good, some go on and some do not.
 *
 * @throws {Unlawful} for a program that decides the same for all.
 */
export async function mustDecide(losses: readonly number[]): Promise<void> {
  const settings = { gracePeriod: 1, reductionFactor: 2, maxEpochs: 3 };
  const decisions: string[] = [];
  const two = [losses[0], losses.at(-1)!];
  for (const order of [two, two.toReversed()]) {
    const { decisions: all } = await played({ settings, reports: arriving(1, order) });
    decisions.push(...Object.values(all));
  }
  if (new Set(decisions).size > 1) return;
  throw new Unlawful(
    `every decision at a rung is '${decisions[0]}': this law counts only for a program that tells trials apart`,
  );
}
