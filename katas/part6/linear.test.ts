// The laws of linear.ts, task 6.1.
import './linear-weights.laws.ts';
import './linear-passes.laws.ts';
