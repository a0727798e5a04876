import * as reference from '../../solutions/part5/train.ts';
import { proveCorpus } from './corpus.ts';
import { rightEpochs } from './part5/epoch-right.ts';
import { wrongOrders, wrongSamples } from './part5/epoch-wrong-batches.ts';
import { wrongCounts, wrongRecords, wrongValidation } from './part5/epoch-wrong-records.ts';
import { wrongLosses, wrongMemory, wrongSteps } from './part5/epoch-wrong-steps.ts';

proveCorpus({
  part: 'part5',
  file: 'train',
  reference,
  wrong: [
    ...wrongLosses,
    ...wrongSteps,
    ...wrongMemory,
    ...wrongSamples,
    ...wrongOrders,
    ...wrongCounts,
    ...wrongRecords,
    ...wrongValidation,
  ],
  right: [...rightEpochs],
});
