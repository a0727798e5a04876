import { createRequire } from 'node:module';
import { availableParallelism, cpus } from 'node:os';
import { startPyTorch } from './pytorch.ts';

/** Where and with what was measured, in words. */
export interface Machine {
  processor: string;
  node: string;
  tfjs: string;
  pytorch: string;
  date: string;
}

/** @param python - the command of a Python that has PyTorch. */
export async function describeMachine(python: string | undefined): Promise<Machine> {
  const require = createRequire(import.meta.url);
  const { version } = require('@tensorflow/tfjs/package.json') as { version: string };
  return {
    processor: `${availableParallelism()} cores of ${cpus()[0].model.trim()}`,
    node: process.version.slice(1),
    tfjs: version,
    pytorch: python === undefined ? 'none: no python3 can import torch' : await describe(python),
    date: new Date().toISOString().slice(0, 10),
  };
}

async function describe(python: string): Promise<string> {
  const pytorch = await startPyTorch(python, { wantsGpu: false });
  await pytorch.end();
  const { version, blas, gpu } = pytorch.facts;
  return `${version}, matrix products by ${blas}${gpu === null ? '' : `, ${gpu}`}`;
}
