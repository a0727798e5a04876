import { readFile } from 'node:fs/promises';
import { setTimeout as pause } from 'node:timers/promises';

/** Whether a process computes still: one that has ended and that nobody has asked about does not. */
export async function isRunning(pid: number): Promise<boolean> {
  try {
    process.kill(pid, 0);
  } catch {
    return false;
  }
  const status = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
  return !/^\d+ \(.*\) Z/.test(status);
}

/** Waits until none of some processes runs. @throws after 15 seconds. */
export async function untilEnded(pids: readonly number[]): Promise<void> {
  for (const start = performance.now(); performance.now() - start < 15_000; await pause(50)) {
    const running = await Promise.all(pids.map(isRunning));
    if (!running.includes(true)) return;
  }
  throw new Error(`still running: ${pids.join(', ')}`);
}
