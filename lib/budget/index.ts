import 'server-only';

export { forgetOldCalls, record } from './health';
export { pay } from './pay';
export { payAndAsk } from './pay-and-ask';
export { PERSON_WAITS_MS, payForPerson } from './pay-for-person';
export { type BudgetReport, budgetReport, isKeyRejected } from './report';
