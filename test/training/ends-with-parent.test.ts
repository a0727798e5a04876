import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { temporaryFolders } from '../data/temporary-folder.ts';
import type { Call } from './jobs.ts';
import { untilEnded } from './processes.ts';

const script = fileURLToPath(new URL('./parent.ts', import.meta.url));
const temporaryFolder = temporaryFolders();

/** A parent in a process group of its own, as a terminal gives to each command; its jobs send their pids. */
function startParent(manner: 'stops' | 'ignores' | 'nothing', calls: readonly Call[]) {
  const words = calls.map((call) => JSON.stringify(call));
  const child = spawn(process.execPath, ['--import', 'tsx', script, manner, ...words], {
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const text = { out: '', err: '' };
  const pids = new Promise<number[]>((resolve) => {
    child.stdout.setEncoding('utf8').on('data', (more: string) => {
      text.out += more;
      const lines = new Set(text.out.split('\n').slice(0, -1));
      if (lines.size === calls.length) resolve([...lines].map(Number));
    });
  });
  child.stderr.setEncoding('utf8').on('data', (more: string) => (text.err += more));
  return { pid: child.pid!, pids, text, end: once(child, 'close') };
}

test('a parent that is killed takes its jobs with it, also one that never pauses', async () => {
  const { pid, pids, end } = startParent('nothing', [{ do: 'loop' }]);
  const jobs = await pids;
  process.kill(pid, 'SIGKILL');
  await end;
  await untilEnded(jobs);
});

test('a job that pauses ends by itself when its parent is killed', async () => {
  const file = join(await temporaryFolder(), 'end');
  const { pid, pids, end } = startParent('nothing', [{ do: 'note its end', file }]);
  const jobs = await pids;
  process.kill(pid, 'SIGKILL');
  await end;
  await untilEnded(jobs);
  expect(await readFile(file, 'utf8')).toBe('ended');
});

describe.skipIf(process.platform === 'win32')('Ctrl-C, which all processes get,', () => {
  test('lets the parent stop its jobs, and nobody prints anything', async () => {
    const { pid, pids, text, end } = startParent('stops', [{ do: 'loop' }, { do: 'loop' }]);
    const jobs = await pids;
    process.kill(-pid, 'SIGINT');
    expect(await end).toEqual([0, null]);
    expect(text.err).toBe('');
    expect(text.out.split('\n').at(-1)).toBe('stopped stopped');
    await untilEnded(jobs);
  });

  test('ends no job of a parent that goes on', async () => {
    const { pid, pids, text, end } = startParent('ignores', [{ do: 'sleep', milliseconds: 1000 }]);
    await pids;
    process.kill(-pid, 'SIGINT');
    expect(await end).toEqual([0, null]);
    expect(text).toMatchObject({ err: '', out: expect.stringMatching(/\ndone$/) as string });
  });

  test('ends the jobs of a parent that it ends', async () => {
    const { pid, pids, text, end } = startParent('nothing', [{ do: 'loop' }, { do: 'loop' }]);
    const jobs = await pids;
    process.kill(-pid, 'SIGINT');
    expect(await end).toEqual([null, 'SIGINT']);
    expect(text.err).toBe('');
    await untilEnded(jobs);
  });
});
