import 'server-only';

export { forgetOldCalls, record } from './health';
export { pay } from './pay';
export { payAndAsk } from './pay-and-ask';
export { longestAskMs, PERSON_WAITS_MS, payAndAskForPerson } from './pay-for-person';
export { type BudgetReport, budgetReport, isKeyRejected } from './report';
