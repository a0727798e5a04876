// The laws of losses.ts, task 8.1.
import './losses-values.laws.ts';
import './losses-contract.laws.ts';
