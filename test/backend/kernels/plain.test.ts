import { proveKernels } from './suite.ts';

proveKernels('plain');
