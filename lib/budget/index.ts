import 'server-only';

export { forgetOldCalls, record } from './health';
export { pay } from './pay';
export { type BudgetReport, budgetReport } from './report';
