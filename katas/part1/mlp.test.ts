// The laws of mlp.ts, in the order of its tasks: 1.3, 1.4, 1.6.
import './mlp-forward.laws.ts';
import './mlp-backward.laws.ts';
import './mlp-train.laws.ts';
