import type { Lateness } from '../grade.ts';
import type { LatePolicy } from './late-policy.ts';

/**
 * How late a submission is, to the millisecond, and what that costs. At the due time itself it is in time.
 * Where either time is unknown, nothing is taken off: a person has to look.
 *
 * @param submittedAt - ISO 8601.
 */
export function latenessOf(policy: LatePolicy, submittedAt: string | undefined): Lateness {
  if (policy.due === undefined) return { factor: 1, says: 'no due time' };
  if (submittedAt === undefined) {
    return { factor: 1, says: 'handed in at an unknown time: nothing taken off' };
  }
  const seconds = Math.max(0, (Date.parse(submittedAt) - Date.parse(policy.due)) / 1000);
  if (seconds === 0) return { seconds, factor: 1, says: 'in time' };
  const factor = policy.steps.find(({ upToSeconds }) => seconds <= upToSeconds)?.factor ?? policy.after; // prettier-ignore
  const cost = factor === 0 ? 'not graded' : `${Math.round(factor * 1000) / 10}%`;
  return { seconds, factor, says: `${sayDuration(seconds)} late: ${cost}` };
}

const units = [
  { name: 'second', seconds: 1, upTo: 60 },
  { name: 'minute', seconds: 60, upTo: 60 },
  { name: 'hour', seconds: 3600, upTo: 48 },
  { name: 'day', seconds: 86_400, upTo: Infinity },
];

/** For example `5 hours`; what has begun counts whole. */
function sayDuration(seconds: number): string {
  const unit = units.find(({ seconds: length, upTo }) => Math.ceil(seconds / length) <= upTo)!;
  const count = Math.ceil(seconds / unit.seconds);
  return `${count} ${unit.name}${count === 1 ? '' : 's'}`;
}
