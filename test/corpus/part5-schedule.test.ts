import { vi } from 'vitest';
import * as reference from '../../solutions/part5/schedule.ts';
import * as train from '../../solutions/part5/train.ts';
import { proveCorpus } from './corpus.ts';
import { rightSchedules } from './part5/schedule-right.ts';
import { wrongRates } from './part5/schedule-wrong-rates.ts';
import { wrongTrainings } from './part5/schedule-wrong-trainings.ts';

// A law compares with trainEpoch, called for each epoch.
vi.doMock('#kata/part5/train', () => train);

proveCorpus({
  part: 'part5',
  file: 'schedule',
  reference,
  wrong: [...wrongRates, ...wrongTrainings],
  right: [...rightSchedules],
});
