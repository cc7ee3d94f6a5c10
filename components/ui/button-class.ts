/** How much a button asks for attention. */
export type Look = 'primary' | 'quiet' | 'plain' | 'danger';

const LOOKS: Record<Look, string> = {
  primary: 'bg-accent text-on-accent hover:bg-accent-strong',
  quiet: 'border border-edge/60 bg-panel text-ink hover:border-edge hover:bg-sunken',
  plain: 'text-muted hover:bg-sunken hover:text-ink',
  danger: 'border border-danger/60 text-danger hover:border-danger hover:bg-sunken',
};

/** The classes of a button, for what is a link but should look like one. */
export function buttonClass(look: Look = 'quiet', extra = ''): string {
  return `inline-flex min-h-10 items-center justify-center gap-2 rounded-control px-4 py-2 text-center font-medium text-sm ${LOOKS[look]} ${extra}`;
}
