import 'server-only';

export { callUpstream, maxCallMs } from './call-upstream';
export { type BudgetReport, budgetReport, isKeyRejected } from './report';
export { redateCall, reserveCall } from './reserve-call';
export { reserveUnknownIdCall } from './reserve-unknown-id-call';
export { releaseUnknownIdCall, type Standing, settleUnknownIdCall } from './unknown-id-share';
export { isProbing, PROBE_INTERVAL_MS, recordResult, selectHealth } from './upstream-health';
export { WINDOW_MS } from './window';
