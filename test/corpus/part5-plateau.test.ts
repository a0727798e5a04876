import * as reference from '../../solutions/part5/plateau.ts';
import { proveCorpus } from './corpus.ts';
import { rightPlateaus } from './part5/plateau-right.ts';
import { wrongPlateaus } from './part5/plateau-wrong.ts';

proveCorpus({
  part: 'part5',
  file: 'plateau',
  reference,
  wrong: [...wrongPlateaus],
  right: [...rightPlateaus],
});
