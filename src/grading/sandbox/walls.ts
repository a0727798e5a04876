import { tasksOfUser } from './usage.ts';

/**
 * What stands between a submission and the machine:
 * - `uid`: it runs as a user that owns nothing (needs root);
 * - `bubblewrap`: it sees Node, its own room and the packages, no network, no other process;
 * - `limits`: of memory, processes, files and processor time;
 * - `permissions`: Node refuses files, processes, workers and addons. No boundary by itself;
 * - `network`: it reaches none, by bubblewrap or by the permissions of a newer Node.
 */
export const wallNames = ['uid', 'bubblewrap', 'limits', 'permissions', 'network'] as const;

export type WallName = (typeof wallNames)[number];

/** Which walls are put up around a process. */
export interface Walls {
  names: readonly WallName[];
  /** Files of the system that Node needs to start, where only what is named is seen. */
  libraries: readonly string[];
}

/** Bytes that a process may have besides V8's own heap, which is limited to half of them. */
const MEMORY = 1024 * 1024 * 1024;

/** Seconds of processor time: more than all laws of a part need. */
const PROCESSOR_TIME = 600;
/** Bytes in its folder for temporary files. */
const TEMPORARY = 1024 * 1024;
/** Node alone has a dozen threads, and each counts. */
const PROCESSES = 64;
/** Where a submission shares its user with the grader, what that user does besides counts too, and may grow. */
const PROCESSES_BESIDE = 1000;

export interface Command {
  file: string;
  args: string[];
}

/** Node's own flags; the permission model had another name before Node 22.13. */
export function nodeFlags(walls: Walls, readable: readonly string[]): string[] {
  const permission = process.allowedNodeEnvironmentFlags.has('--permission')
    ? '--permission'
    : '--experimental-permission';
  return [
    '--no-warnings',
    '--enable-source-maps',
    // Imports are found by reading a file; what a text becomes at run time, nobody has read.
    '--disallow-code-generation-from-strings',
    `--max-old-space-size=${MEMORY / 2 / 1024 / 1024}`,
    ...(walls.names.includes('permissions')
      ? [permission, ...readable.map((path) => `--allow-fs-read=${path}`)]
      : []),
  ];
}

/** Puts the outer walls around a command: first bubblewrap, and the limits around that. */
export function walled(command: Command, walls: Walls, seen: readonly string[]): Command {
  const inner = walls.names.includes('bubblewrap') ? wrapped(command, walls, seen) : command;
  return walls.names.includes('limits') ? limited(inner, walls) : inner;
}

/** For the shell, whose number of processes is `-p` in some and `-u` in others. */
function limitsOf(walls: Walls): string {
  const beside = walls.names.includes('uid') ? 0 : tasksOfUser();
  const processes = beside === 0 ? PROCESSES : PROCESSES_BESIDE + beside;
  return [
    'ulimit -c 0',
    'ulimit -f 0',
    `ulimit -t ${PROCESSOR_TIME}`,
    `ulimit -d ${MEMORY / 1024}`,
    // Without a count of the user's other processes a limit could be below them already.
    ...(Number.isNaN(processes)
      ? []
      : [`{ ulimit -u ${processes} || ulimit -p ${processes}; } 2>/dev/null`]),
  ].join(' && ');
}

/** Where the system can: whoever dies takes it along, also while it computes and hears of nothing. */
const followsParent = 'setpriv --pdeathsig KILL';

export const limited = ({ file, args }: Command, walls: Walls): Command => ({
  file: '/bin/sh',
  args: [
    '-c',
    `if ${followsParent} true 2>/dev/null; then follow="${followsParent}"; fi; ${limitsOf(walls)} && exec $follow "$0" "$@"`,
    file,
    ...args,
  ],
});

function wrapped({ file, args }: Command, walls: Walls, seen: readonly string[]): Command {
  const bind = (path: string) => ['--ro-bind', path, path];
  return {
    file: 'bwrap',
    args: [
      ...`--unshare-all --die-with-parent --new-session --clearenv --cap-drop ALL`.split(' '),
      ...`--size ${TEMPORARY} --tmpfs /tmp --proc /proc --dev /dev`.split(' '),
      ...walls.libraries.flatMap(bind),
      ...seen.flatMap(bind),
      '--chdir',
      seen[0],
      file,
      ...args,
    ],
  };
}
