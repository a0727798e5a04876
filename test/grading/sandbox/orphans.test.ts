import { execFileSync, fork } from 'node:child_process';
import { once } from 'node:events';
import { readFile, rm } from 'node:fs/promises';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { untilEnded } from '../../training/processes.ts';

const follows = () => {
  try {
    execFileSync('setpriv', ['--pdeathsig', 'KILL', 'true'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
};

/** Kills a grader whose submission is busy, and waits until that has ended too. */
async function outliveNoGrader(milliseconds: number, walls: string[]): Promise<void> {
  const launcher = fileURLToPath(new URL('launcher.ts', import.meta.url));
  const grader = fork(launcher, [String(milliseconds), ...walls], {
    execArgv: ['--import', 'tsx'],
  });
  const [room] = (await once(grader, 'message')) as [string];
  await pause(200); // until it computes
  const text = await readFile(`/proc/${grader.pid}/task/${grader.pid}/children`, 'utf8');
  const pids = text.trim().split(/\s+/).map(Number);
  const commands = await Promise.all(pids.map((pid) => readFile(`/proc/${pid}/cmdline`, 'utf8')));
  const submissions = pids.filter((_, i) => commands[i].includes(room));
  expect(submissions).toHaveLength(1);
  grader.kill('SIGKILL');
  await untilEnded(submissions);
  await rm(room, { recursive: true, force: true });
}

test.runIf(follows())(
  'a submission that computes without end dies with the grader that was killed, without bubblewrap too',
  () => outliveNoGrader(Infinity, ['limits']),
);

test.runIf(process.platform === 'linux')(
  'a submission whose grader was killed ends when it has nobody to answer to, behind no wall too',
  () => outliveNoGrader(1000, []),
);
