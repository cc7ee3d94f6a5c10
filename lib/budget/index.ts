import 'server-only';

export { callUpstream, maxCallMs } from './call-upstream';
export { type BudgetReport, budgetReport, isKeyRejected } from './report';
export { reserveCall } from './reserve-call';
export { isProbing, PROBE_INTERVAL_MS, recordResult, selectHealth } from './upstream-health';
