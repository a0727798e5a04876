import { spawn } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { chmod, chown } from 'node:fs/promises';
import { join } from 'node:path';
import type { Duplex } from 'node:stream';
import type { SubjectProcess } from '../remote/connection.ts';
import type { Room } from './room.ts';
import { usageOf } from './usage.ts';
import { nodeFlags, walled, type Walls } from './walls.ts';

/** Users from this number on own nothing on any usual system. */
const FIRST_USER = 2_000_000;

/**
 * Gives a room to a user of its own, where that is possible.
 *
 * @returns starts the process of the submission, each time a new one.
 */
export async function preparedToLaunch(room: Room, walls: Walls): Promise<() => SubjectProcess> {
  const user = FIRST_USER + randomInt(1_000_000);
  const isDropped = walls.names.includes('uid');
  if (isDropped) {
    // It may read its room, and not write there: whoever clears it away again is root.
    await chown(room.path, process.getuid!(), user);
    await chmod(room.path, 0o750);
  }
  return () => launch(room, walls, isDropped ? { uid: user, gid: user } : {});
}

function launch(room: Room, walls: Walls, user: { uid?: number; gid?: number }): SubjectProcess {
  const seen = [room.path, ...room.packages];
  const host = join(room.path, 'src/grading/remote/host.js');
  const node = { file: process.execPath, args: [...nodeFlags(walls, seen), host, room.path] };
  const { file, args } = walled(node, walls, seen);
  const child = spawn(file, args, {
    cwd: room.path,
    env: { PATH: '/usr/bin:/bin', TZ: 'UTC' },
    stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
    detached: true, // a group of its own: all of it can be ended
    ...user,
  });
  const kill = () => {
    if (child.pid === undefined) return;
    try {
      process.kill(-child.pid, 'SIGKILL');
    } catch {
      // it has ended
    }
  };
  const ended = new Promise<string>((resolve) => {
    child.once('error', (error) => resolve(`it could not be started: ${error.message}`));
    child.once('exit', (code, signal) => {
      kill(); // what it started, and left
      resolve(signal === null ? `exit code ${code}` : `signal ${signal}`);
    });
  });
  const usage = () => (child.pid === undefined ? undefined : usageOf(child.pid));
  return { channel: child.stdio[3] as Duplex, ended, kill, usage };
}
