import { beforeAll } from 'vitest';
import type { KernelBuild } from '#src/backend/kernels/module';
import { proveBorrowed } from './borrowed.ts';
import { proveConvolution } from './convolution.ts';
import { proveCrossEntropy } from './cross-entropy.ts';
import { proveDeterminism } from './determinism.ts';
import { proveElementwise } from './elementwise.ts';
import { proveGather } from './gather.ts';
import { proveIdentity } from './identity.ts';
import { proveLayers } from './layers.ts';
import { proveMatrixProduct } from './matrix-product.ts';
import { proveMemory } from './memory.ts';
import { proveOneHot } from './one-hot.ts';
import { proveOptimizerState } from './optimizer-state.ts';
import { proveOptimizers } from './optimizers.ts';
import { provePooling } from './pool.ts';
import { proveRecorded } from './recorded.ts';
import { proveRefusals } from './refusals.ts';
import { proveSecondOrder } from './second-order.ts';
import { start } from './start.ts';

/** Registers the tests of one build of the kernels; a process has one build. */
export function proveKernels(build: KernelBuild): void {
  beforeAll(() => start(build));
  proveConvolution();
  proveMatrixProduct();
  provePooling();
  proveElementwise();
  proveGather();
  proveIdentity();
  proveOneHot();
  proveCrossEntropy();
  proveOptimizers();
  proveOptimizerState();
  proveLayers();
  proveSecondOrder();
  proveBorrowed();
  proveRefusals();
  proveRecorded();
  proveDeterminism(build);
  proveMemory();
}
