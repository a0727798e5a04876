// The laws of asha.ts, task 8.4.
import './asha-decisions.laws.ts';
import './asha-properties.laws.ts';
