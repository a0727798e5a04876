import * as reference from '../../solutions/part3/train.ts';
import { proveCorpus } from './corpus.ts';
import { rightEpochs } from './part3/train-right-epochs.ts';
import { rightSteps } from './part3/train-right-steps.ts';
import { wrongLeaks } from './part3/train-wrong-leaks.ts';
import { wrongBatches, wrongOrders } from './part3/train-wrong-orders.ts';
import { wrongCounts, wrongDeliveries } from './part3/train-wrong-records.ts';
import { wrongRecordedAccuracies, wrongRecordedLosses } from './part3/train-wrong-values.ts';
import { wrongInputs, wrongLosses, wrongUpdates } from './part3/train-wrong-steps.ts';

proveCorpus({
  part: 'part3',
  file: 'train',
  reference,
  wrong: [
    ...wrongLosses,
    ...wrongUpdates,
    ...wrongInputs,
    ...wrongOrders,
    ...wrongBatches,
    ...wrongCounts,
    ...wrongRecordedLosses,
    ...wrongRecordedAccuracies,
    ...wrongDeliveries,
    ...wrongLeaks,
  ],
  right: [...rightSteps, ...rightEpochs],
});
