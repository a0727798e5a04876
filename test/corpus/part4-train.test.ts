import * as reference from '../../solutions/part4/train.ts';
import { proveCorpus } from './corpus.ts';
import { rightTrainings } from './part4/train-right.ts';
import { wrongHousekeeping, wrongRecords } from './part4/train-wrong-records.ts';
import { wrongSamples } from './part4/train-wrong-samples.ts';
import { wrongSteps } from './part4/train-wrong-steps.ts';

proveCorpus({
  part: 'part4',
  file: 'train',
  reference,
  wrong: [...wrongSteps, ...wrongSamples, ...wrongRecords, ...wrongHousekeeping],
  right: rightTrainings,
});
