import * as reference from '../../solutions/part3/split.ts';
import { proveCorpus } from './corpus.ts';
import { rightSplits } from './part3/split-right.ts';
import { wrongChoices, wrongCounts } from './part3/split-wrong-choices.ts';
import { wrongLists, wrongRefusals } from './part3/split-wrong-results.ts';

proveCorpus({
  part: 'part3',
  file: 'split',
  reference,
  wrong: [...wrongChoices, ...wrongCounts, ...wrongLists, ...wrongRefusals],
  right: rightSplits,
});
