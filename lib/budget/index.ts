import 'server-only';

export { pruneCalls, recordResult } from './health';
export { reserveCall } from './pay';
export { callUpstream } from './pay-and-ask';
export { callUpstreamInteractively, INTERACTIVE_WAIT_MS, maxCallMs } from './pay-for-person';
export { type BudgetReport, budgetReport, isKeyRejected } from './report';
