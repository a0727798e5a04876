import { Worker } from 'node:worker_threads';

/** How long this process may take to end by itself once its parent is gone, in milliseconds. */
const PATIENCE = 1000;

// In JavaScript: a thread is not handed the hooks that understand TypeScript, and starts without them sooner.
const watch = `
  const { Socket } = require('node:net');
  const parent = new Socket({ fd: 0 }).on('error', () => {}).resume();
  parent.on('close', () => setTimeout(() => process.kill(process.pid, 'SIGKILL'), ${PATIENCE}));
`;

/**
 * Ends this process soon after the one that holds the other end of its standard input has died.
 * A thread of its own watches, for a training that computes without a pause hears of nothing.
 */
export function followParent(): void {
  process.once('disconnect', () => process.exit());
  if (!process.connected) process.exit();
  new Worker(watch, { eval: true, execArgv: [] }).unref();
}
