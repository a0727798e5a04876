// The laws of gradient.ts: the magnitude from the gradient itself, and from two consecutive weights.
import './gradient-magnitude.laws.ts';
import './gradient-from-weights.laws.ts';
