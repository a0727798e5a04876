import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));

export interface Outcome {
  /** The exit code; null when the program was killed because it did not end by itself. */
  code: number | null;
  out: string;
  err: string;
}

/** Runs a TypeScript program of this repository to its end, or for `limitMs` at most. */
export async function runProgram(
  program: URL,
  args: readonly string[],
  { cwd = root, env = {}, limitMs = 60_000 }: { cwd?: string; env?: NodeJS.ProcessEnv; limitMs?: number } = {}, // prettier-ignore
): Promise<Outcome> {
  const tsx = import.meta.resolve('tsx');
  const child = spawn(process.execPath, ['--import', tsx, fileURLToPath(program), ...args], {
    cwd,
    env: { ...process.env, KATA_BACKEND: '', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: limitMs,
    killSignal: 'SIGKILL',
  });
  const outcome = { out: '', err: '' };
  child.stdout.setEncoding('utf8').on('data', (text: string) => (outcome.out += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (outcome.err += text));
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, ...outcome };
}
