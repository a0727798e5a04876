import { readdirSync, readFileSync, statSync } from 'node:fs';
import type { Usage } from '../remote/connection.ts';

/** Ticks of the kernel's clock in a second, on every Linux that Node runs on. */
const TICKS = 100;

/** How many processes and threads the user of this process has; NaN where no `/proc` tells it. */
export function tasksOfUser(): number {
  const user = process.getuid?.();
  try {
    const pids = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
    return pids.map((pid) => tasksOf(pid, user)).reduce((sum, count) => sum + count, 0);
  } catch {
    return NaN;
  }
}

function tasksOf(pid: string, user: number | undefined): number {
  try {
    if (statSync(`/proc/${pid}`).uid !== user) return 0;
    return readdirSync(`/proc/${pid}/task`).length;
  } catch {
    return 0; // it has ended
  }
}

/** What a process and all that it has started have used so far; undefined where no `/proc` tells it. */
export function usageOf(pid: number): Usage | undefined {
  try {
    const threads = readdirSync(`/proc/${pid}/task`);
    const { seconds } = statOf(`/proc/${pid}/stat`);
    const own = { seconds, isBusy: threads.some((thread) => statOf(`/proc/${pid}/task/${thread}/stat`).isBusy) }; // prettier-ignore
    const children = threads.flatMap((thread) =>
      readFileSync(`/proc/${pid}/task/${thread}/children`, 'utf8').split(' ').filter(Boolean),
    );
    return children
      .map((child) => usageOf(Number(child)) ?? { seconds: 0, isBusy: false })
      .reduce((a, b) => ({ seconds: a.seconds + b.seconds, isBusy: a.isBusy || b.isBusy }), own);
  } catch {
    return undefined;
  }
}

/** The state, and the times as user and in the kernel: fields 3, 14 and 15, after a name in brackets. */
function statOf(path: string): Usage {
  const fields = readFileSync(path, 'utf8')
    .replace(/^.*\) /s, '')
    .split(' ');
  const [state, user, system] = [fields[0], Number(fields[11]), Number(fields[12])];
  return { seconds: (user + system) / TICKS, isBusy: state === 'R' || state === 'D' };
}
