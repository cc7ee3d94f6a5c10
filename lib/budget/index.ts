import 'server-only';

export { forgetOldCalls, record } from './health';
export { pay } from './pay';
export { PERSON_WAITS_MS, payForPerson } from './pay-for-person';
export { type BudgetReport, budgetReport } from './report';
