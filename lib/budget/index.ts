import 'server-only';

export { callUpstreamInteractively, INTERACTIVE_WAIT_MS, maxCallMs } from './call-interactively';
export { callUpstream } from './call-upstream';
export { pruneCalls, recordResult } from './health';
export { type BudgetReport, budgetReport, isKeyRejected } from './report';
export { reserveCall } from './reserve-call';
