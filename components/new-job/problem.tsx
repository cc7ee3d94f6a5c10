'use client';

import { useTranslations } from 'next-intl';
import { ErrorMessage } from '@/components/ui/feedback';
import type { Messages } from '@/lib/i18n';
import type { FieldProblem } from './form-values';

type Code = keyof Messages['newJob']['problem'];

/** The first thing that is wrong with a field; null if nothing is. */
export const problemOf = (problems: readonly FieldProblem[], field: string): FieldProblem | null =>
  problems.find((problem) => problem.field === field) ?? null;

/** What is wrong with a field, in the language of the page. */
export function Problem({ problem }: { problem: FieldProblem | null }) {
  const t = useTranslations('newJob.problem');
  if (problem === null) return null;
  const code: Code = t.has(problem.code as Code) ? (problem.code as Code) : 'invalid';
  // The arguments differ by code; a test compares them between the languages.
  const say = t as unknown as (code: Code, values: FieldProblem['values']) => string;
  return <ErrorMessage message={say(code, problem.values)} />;
}
