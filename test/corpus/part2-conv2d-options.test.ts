import * as reference from '../../solutions/part2/conv2d-options.ts';
import { proveCorpus } from './corpus.ts';
import { onceAcceptedOptions } from './part2/once-accepted.ts';
import { rightOptions } from './part2/conv2d-options-right.ts';
import {
  wrongDilations,
  wrongElsewhere,
  wrongGroups,
} from './part2/conv2d-options-wrong-channels.ts';
import { wrongPaddings, wrongStrides } from './part2/conv2d-options-wrong-windows.ts';

proveCorpus({
  part: 'part2',
  file: 'conv2d-options',
  reference,
  wrong: [
    ...wrongStrides,
    ...wrongPaddings,
    ...wrongDilations,
    ...wrongGroups,
    ...wrongElsewhere,
    ...onceAcceptedOptions,
  ],
  right: rightOptions,
});
