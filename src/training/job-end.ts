import type { Outcome } from './job-messages.ts';

/** How a process ended: by an exit code or by a signal. */
export interface ProcessEnd {
  code: number | null;
  signal: NodeJS.Signals | null;
}

const lessMemory = 'a smaller batch or fewer samples need less';

/**
 * What the end of a process means that gave neither a result nor an error.
 *
 * @param errors - the end of what it wrote to its standard error.
 */
export function describeEnd({ code, signal }: ProcessEnd, errors: string): Outcome<never> {
  // Ctrl-C reaches every process of a terminal; one that had only begun to load ends by it.
  if (signal === 'SIGINT') return { state: 'stopped' };
  return { state: 'failed', message: `Its process ${reason({ code, signal }, errors)}` };
}

function reason({ code, signal }: ProcessEnd, errors: string): string {
  if (/JavaScript heap out of memory|Array buffer allocation failed/.test(errors)) {
    return `ran out of memory: ${lessMemory}, and NODE_OPTIONS=--max-old-space-size=8192 allows JavaScript 8 GiB.`;
  }
  if (signal === 'SIGKILL') {
    return `was killed (SIGKILL), as the system does when memory runs out. Fewer at once (--jobs 1), ${lessMemory}.`;
  }
  if (signal === 'SIGTERM' || signal === 'SIGHUP') {
    return `was ended from outside (${signal}). Run the command again.`;
  }
  const [line] = lastError(errors);
  const said = line === undefined ? '' : `: ${line}`;
  if (signal !== null) {
    return `crashed (${signal})${said}. Run it again, or on another backend (--backend wasm).`;
  }
  return `ended with exit code ${code} before it gave a result${said || '. Does it call process.exit?'}`;
}

/** The line that names the error in what Node prints of one that nobody caught. */
function lastError(errors: string): string[] {
  const lines = errors.split('\n').filter((line) => line.trim() !== '');
  const named = lines.filter((line) => /^\w*(Error|Exception)\b.*:/.test(line));
  return [named.at(-1) ?? lines.at(-1)].filter((line) => line !== undefined);
}
