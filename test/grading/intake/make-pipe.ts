import { execFileSync } from 'node:child_process';

const program = 'mkfifo';

/** Makes a named pipe, which Node has no function for. Not on Windows. */
export function makePipe(path: string): void {
  execFileSync(program, [path]);
}
