import { CopyButton } from './copy-button';

type Props = {
  /** What it is, for those who do not see it. */
  name: string;
  text: string;
};

/** Text for machines: it scrolls inside itself and can be copied. */
export function CodeBlock({ name, text }: Props) {
  return (
    <div className="relative">
      <section
        aria-label={name}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard.
        tabIndex={0}
        className="overflow-x-auto rounded-panel border border-line bg-sunken p-4 pr-12"
      >
        <pre className="font-mono text-[0.8125rem] leading-relaxed">{text}</pre>
      </section>
      <div className="absolute top-2 right-2">
        <CopyButton text={text} name={`Copy: ${name}`} />
      </div>
    </div>
  );
}
