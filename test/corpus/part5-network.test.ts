import * as reference from '../../solutions/part5/network.ts';
import { proveCorpus } from './corpus.ts';
import { rightNetworks, wrongFavourites, wrongNetworks } from './part5/networks.ts';

proveCorpus({
  part: 'part5',
  file: 'network',
  reference,
  wrong: [...wrongFavourites, ...wrongNetworks],
  right: [...rightNetworks],
});
