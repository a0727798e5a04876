import * as reference from '../../solutions/part5/schedule.ts';
import { proveCorpus } from './corpus.ts';
import { rightSchedules } from './part5/schedule-right.ts';
import { wrongRates } from './part5/schedule-wrong-rates.ts';
import { wrongTrainings } from './part5/schedule-wrong-trainings.ts';

proveCorpus({
  part: 'part5',
  file: 'schedule',
  reference,
  wrong: [...wrongRates, ...wrongTrainings],
  right: [...rightSchedules],
});
