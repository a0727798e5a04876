import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { realpath } from 'node:fs/promises';
import { type AddressInfo, createServer } from 'node:net';
import { promisify } from 'node:util';
import { RemoteSubject } from '../remote/remote-subject.ts';
import { closedToOthers } from './closed-to-others.ts';
import type { Files } from './kit.ts';
import { preparedToLaunch } from './launch.ts';
import { packageFolders, packagesFor } from './packages.ts';
import { layOut } from './room.ts';
import { limited, type WallName, wallNames, type Walls } from './walls.ts';

const run = promisify(execFile);

export interface RaisedWalls {
  walls: Walls;
  /** Those that cannot stand here, and why. */
  missing: { wall: WallName; reason: string }[];
}

/** What a submission of ours sees from behind the walls. */
interface View {
  user: number | null;
  seesPasswords: boolean;
  startsProcesses: boolean;
  reachesNetwork: boolean;
}

/** The submission that looks around, and what it needs. */
interface Trial {
  root: string;
  kit: Files;
  spy: string;
}

/** @param port - where this machine answers. */
const spyOn = (port: number) => `
import { readFileSync } from 'node:fs';
import { execFileSync } from 'node:child_process';
import { connect } from 'node:net';
const works = (attempt) => { try { attempt(); return true; } catch { return false; } };
const reaches = () => new Promise((resolve) => {
  try {
    const socket = connect(${port}, '127.0.0.1', () => resolve(true));
    socket.on('error', () => resolve(false));
  } catch {
    resolve(false);
  }
});
export const view = async () => ({
  user: process.getuid?.() ?? null,
  seesPasswords: works(() => readFileSync('/etc/passwd')),
  startsProcesses: works(() => execFileSync(process.execPath, ['--version'])),
  reachesNetwork: await reaches(),
});
`;

/**
 * Tries each wall for real, with a submission that looks around, and then all that stand together.
 *
 * @param root - the repository.
 */
export async function raiseWalls(root: string, kit: Files): Promise<RaisedWalls> {
  const names: WallName[] = [];
  const missing: RaisedWalls['missing'] = [];
  const libraries = await librariesOfNode();
  const server = createServer((socket) => socket.destroy()).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const spy = spyOn((server.address() as AddressInfo).port);
  for (const wall of wallNames) {
    const reason =
      (await obstacle(wall, root, libraries)) ??
      (await whyNot({ root, kit, spy }, { names: [...names, wall], libraries }));
    if (reason === undefined) names.push(wall);
    else missing.push({ wall, reason });
  }
  server.close();
  return { walls: { names, libraries }, missing };
}

async function obstacle(
  wall: WallName,
  root: string,
  libraries: readonly string[],
): Promise<string | undefined> {
  if (process.platform === 'win32' && wall !== 'permissions') return 'not on Windows';
  if (wall === 'uid') return await whyNoOtherUser(root);
  if (wall === 'bubblewrap' && libraries.length === 0) return 'only on Linux';
  return undefined;
}

async function whyNoOtherUser(root: string): Promise<string | undefined> {
  if (process.getuid?.() !== 0) return 'only root can give it another user';
  const { all: packages } = await packageFolders(root, packagesFor({ tensorflow: true }));
  for (const [what, path, way] of [
    ['Node', await realpath(process.execPath), 'install it for all users'],
    ...packages.map((path) => [
      'the packages',
      path,
      'move this folder to where all users can read it',
    ]),
  ]) {
    const closed = await closedToOthers(path);
    if (closed !== undefined) {
      const reason = closed === path ? '' : `, since ${closed} is closed to others`;
      return `only root can read ${what}, at ${path}${reason}: ${way}`;
    }
  }
  return undefined;
}

/** @returns why the last of the walls does not stand; undefined when it does. */
async function whyNot(trial: Trial, walls: Walls): Promise<string | undefined> {
  const wall = walls.names.at(-1)!;
  try {
    if (wall === 'limits') {
      const { file, args } = limited({ file: '/bin/sh', args: ['-c', 'ulimit -f'] }, walls);
      const { stdout } = await run(file, args);
      if (stdout.trim() !== '0') return `the limits do not hold: ulimit -f says ${stdout.trim()}`;
    }
    const { user, seesPasswords, startsProcesses, reachesNetwork } = await viewBehind(trial, walls);
    const stands: Record<WallName, boolean> = {
      uid: user !== process.getuid?.(),
      bubblewrap: !seesPasswords,
      limits: true,
      permissions: !seesPasswords && !startsProcesses,
      network: !reachesNetwork,
    };
    if (stands[wall]) return undefined;
    return wall === 'network'
      ? 'a submission can reach the network; bubblewrap, or Node 25 and later, keep it from that'
      : 'it was put up, and did not stop a trial';
  } catch (error) {
    const { message } = error as Error;
    if (wall === 'bubblewrap' && message.includes('ENOENT')) {
      return 'bwrap is not installed (Debian, Ubuntu: apt-get install bubblewrap)';
    }
    if (wall === 'bubblewrap') return `bwrap does not run here: are user namespaces forbidden? (${message})`; // prettier-ignore
    return message;
  }
}

async function viewBehind({ root, kit, spy }: Trial, walls: Walls): Promise<View> {
  const room = await layOut(root, kit, new Map([['spy.js', spy]]));
  const module = {};
  const subject = new RemoteSubject(await preparedToLaunch(room, walls), () => 'spy');
  try {
    return (await subject.answer({ ask: 'call', subject: module, name: 'view', args: [], wanted: 'anything' })) as View; // prettier-ignore
  } finally {
    subject.close();
    await room.remove();
  }
}

/** The files that Node's dynamic linker opens; none where that is not Linux. */
async function librariesOfNode(): Promise<string[]> {
  if (process.platform !== 'linux') return [];
  const { stdout } = await run('ldd', [process.execPath]).catch(() => ({ stdout: '' }));
  const libraries = [...stdout.matchAll(/(?:^|\s)(\/\S+) \(0x/gm)].map(([, path]) => path);
  return [process.execPath, ...libraries];
}

/**
 * How much the walls keep off. Full: nothing outside of the room is seen, and nothing runs without end.
 * Reduced: Node and limits alone, which a hole in Node would open.
 */
export function levelOf({ names }: Walls): 'full' | 'reduced' | 'none' {
  const stands = (...wanted: WallName[]) => wanted.every((name) => names.includes(name));
  const isDropped = process.getuid?.() !== 0 || stands('uid'); // root is to be dropped
  if (stands('bubblewrap', 'limits', 'permissions', 'network') && isDropped) return 'full';
  return stands('limits', 'permissions') && isDropped ? 'reduced' : 'none';
}
