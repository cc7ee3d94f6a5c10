import type { Metadata } from 'next';
import { Shell } from '@/components/layout/shell';
import { Controls } from './_sections/controls';
import { Feedback } from './_sections/feedback';
import { Forms } from './_sections/forms';
import { Jobs, Wall } from './_sections/jobs';
import { Pictures } from './_sections/pictures';
import { Theme } from './_sections/specimen';

export const metadata: Metadata = { title: 'Components' };

const SECTIONS = { Controls, Forms, Feedback, Wall, Jobs, Pictures };

/**
 * Every component in every state, in both themes. Exists in development only: next.config.mjs adds the
 * extension `dev.tsx` to the pages there. Menus, dialogs and tooltips open in the theme of the page.
 */
export default function ComponentsPage() {
  // Fixed, so that reloading the page changes nothing.
  const now = Date.UTC(2026, 10, 24, 8, 30);
  return (
    <Shell messages={['jobs', 'wall', 'results', 'links', 'viewer', 'auth']}>
      <h1 className="mb-8 font-medium text-title">Components</h1>
      {Object.entries(SECTIONS).map(([name, Section]) => (
        <section key={name} aria-label={name} className="mb-12 flex flex-col gap-4">
          <h2 className="font-semibold text-lg tracking-tight">{name}</h2>
          <div className="flex flex-col gap-4 lg:flex-row">
            <Theme name="light">
              <Section now={now} />
            </Theme>
            <Theme name="dark">
              <Section now={now} />
            </Theme>
          </div>
        </section>
      ))}
    </Shell>
  );
}
