import { useTranslations } from 'next-intl';
import { CopyButton } from './copy-button';

type Props = {
  /** The accessible name. */
  name: string;
  text: string;
};

/** Code or JSON that scrolls sideways and can be copied. */
export function CodeBlock({ name, text }: Props) {
  const t = useTranslations('common.copy');
  return (
    <div className="relative">
      <section
        aria-label={name}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrollable region must be reachable by keyboard.
        tabIndex={0}
        className="overflow-x-auto rounded-panel border border-line bg-sunken p-4 pr-12"
      >
        <pre className="font-mono text-[0.8125rem] leading-relaxed">{text}</pre>
      </section>
      <div className="absolute top-2 right-2">
        <CopyButton text={text} name={t('code', { name })} />
      </div>
    </div>
  );
}
