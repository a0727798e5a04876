import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

const program = fileURLToPath(new URL('../../bin/kata.js', import.meta.url));

export interface Ended {
  code: number | null;
  out: string;
  err: string;
}

/** When a command is stopped, and how. */
export interface Stop {
  /** @param out - what it has said so far. */
  once: (out: string) => boolean;
  by: 'SIGINT' | 'SIGKILL';
}

/** Starts `kata` in a process group of its own, as a terminal does, and stops that where it says something. */
export async function kata(args: readonly string[], stop?: Stop): Promise<Ended> {
  const child = spawn(process.execPath, [program, ...args], {
    env: { ...process.env, KATA_BACKEND: '', KATA_DATA_DIR: '' },
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const ended = { out: '', err: '' };
  child.stderr.setEncoding('utf8').on('data', (text: string) => (ended.err += text));
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    ended.out += text;
    if (stop === undefined || !stop.once(ended.out)) return;
    const { by } = stop;
    stop = undefined;
    setTimeout(() => process.kill(-child.pid!, by), 60); // in the middle of the next epoch
  });
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, ...ended };
}
