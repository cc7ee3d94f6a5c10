import 'server-only';

export { callUpstream, maxCallMs } from './call-upstream';
export { returnGuess, type Standing, settleGuess } from './guess-share';
export { type BudgetReport, budgetReport, isKeyRejected } from './report';
export { reserveCall } from './reserve-call';
export { takeGuess } from './take-guess';
export { isProbing, PROBE_INTERVAL_MS, recordResult, selectHealth } from './upstream-health';
