import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chmodSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { join } from 'node:path';

/** Things that an attack must not touch, and how to tell that it did. */
export interface Canary {
  /** Anyone may read it and write to it. */
  folder: string;
  secret: string;
  /** A process with nothing to do, in a group of its own. */
  pid: number;
  /** Somebody listens there. */
  port: number;
  /** What has been touched, in sentences. */
  touched(): string[];
  /** Who has called. */
  calls(): number;
  close(): void;
}

const GRADES = '{"score": 10}\n';

/** @param parent - an empty folder. */
export async function openCanary(parent: string): Promise<Canary> {
  const folder = join(parent, 'instructor');
  const secret = randomBytes(12).toString('hex');
  const files = new Map([['grades.json', GRADES], ['secret.txt', secret], ['addon.node', 'no code']]); // prettier-ignore
  mkdirSync(folder);
  for (const [name, text] of files) {
    writeFileSync(join(folder, name), text);
    chmodSync(join(folder, name), 0o666);
  }
  chmodSync(parent, 0o755);
  chmodSync(folder, 0o777);
  const idle = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1e6)'], { detached: true, stdio: 'ignore' }); // prettier-ignore
  let calls = 0;
  const server = createServer((socket) => {
    calls++;
    socket.on('error', () => {});
    socket.destroy();
  });
  const port = await portOf(server);
  return {
    folder,
    secret,
    pid: idle.pid!,
    port,
    touched: () => [...changesOf(folder, files), ...whyNotIdle(idle)],
    calls: () => calls,
    close() {
      idle.kill('SIGKILL');
      server.close();
    },
  };
}

function changesOf(folder: string, files: ReadonlyMap<string, string>): string[] {
  const here = readdirSync(folder);
  const added = here.filter((name) => !files.has(name)).map((name) => `${name} was written`);
  const lost = [...files.keys()].filter((name) => !here.includes(name)).map((name) => `${name} is gone`); // prettier-ignore
  const changed = [...files]
    .filter(
      ([name, text]) => here.includes(name) && readFileSync(join(folder, name), 'utf8') !== text,
    )
    .map(([name]) => `${name} is another one`);
  return [...added, ...lost, ...changed];
}

const whyNotIdle = ({ exitCode, signalCode }: ChildProcess): string[] =>
  exitCode === null && signalCode === null ? [] : [`a process was ended: ${signalCode}`];

function portOf(server: Server): Promise<number> {
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => resolve((server.address() as { port: number }).port));
  });
}

/** Processes that were started in a folder, or name it, and still run. */
export function leftIn(folder: string): string[] {
  const pids = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  return pids.flatMap((pid) => {
    try {
      const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ');
      return command.includes(folder) ? [command.slice(0, 200)] : [];
    } catch {
      return []; // it has ended meanwhile
    }
  });
}
