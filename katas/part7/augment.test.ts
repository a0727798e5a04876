// The laws of augment.ts: each transform, what holds for all of them, and the chain.
import './augment-geometry.laws.ts';
import './augment-colours.laws.ts';
import './augment-contract.laws.ts';
