/*
 * Run as a process of its own: node --import tsx parent.ts MANNER CALL…, with calls as JSON.
 * Prints what the jobs send, and in the end what became of them. Ctrl-C is answered in this manner:
 * "stops" its jobs, "ignores" it, or does "nothing" about it and so ends by it.
 */
import { runSideBySide } from '#src/training/side-by-side';
import type { Call, Job } from './jobs.ts';

const [, , manner, ...calls] = process.argv;
const stop = new AbortController();
if (manner === 'stops') process.on('SIGINT', () => stop.abort());
if (manner === 'ignores') process.on('SIGINT', () => {});
const outcomes = await runSideBySide<Job>({
  entry: new URL('./jobs.ts', import.meta.url),
  calls: calls.map((call) => JSON.parse(call) as Call),
  jobs: calls.length,
  signal: stop.signal,
  onMessage: (_, pid) => process.stdout.write(`${pid as number}\n`),
  onOutput: (_, text) => process.stderr.write(text),
});
process.stdout.write(outcomes.map(({ state }) => state).join(' '));
