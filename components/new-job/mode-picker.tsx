'use client';

import {
  Armchair,
  BrushCleaning,
  Image as ImageIcon,
  type LucideIcon,
  PaintRoller,
  Scaling,
  Shapes,
  Sofa,
  Sparkles,
  Sun,
  WandSparkles,
} from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useId, useState } from 'react';
import { Disclosure } from '@/components/ui/disclosure';
import { MODES, type ModeName, modeRow } from '@/lib/submissions/modes';
import { ChoiceGroup, ChoiceTile } from './choice-tile';

/** A mode without a sign of its own has the last one. */
const ICONS: Partial<Record<ModeName, LucideIcon>> = {
  redesign: Shapes,
  'creative-redesign': Sparkles,
  furnish: Sofa,
  'smart-staging-v2': Armchair,
  'smart-staging': Armchair,
  refresh: PaintRoller,
  sunshine: Sun,
  declutter: BrushCleaning,
  upscale: Scaling,
  'magic-enhancer': WandSparkles,
};

const isLegacy = (mode: ModeName) => modeRow(mode).legacy === true;

type Props = { value: ModeName | null; onChange: (mode: ModeName) => void };

/** Chooses what is to be done with a photo. Modes that another has replaced are folded away. */
export function ModePicker({ value, onChange }: Props) {
  const t = useTranslations('newJob.modes');
  const tMode = useTranslations('newJob.mode');
  const name = useId();
  const [open] = useState(value !== null && isLegacy(value));
  const tiles = (legacy: boolean) => (
    <div className="grid grid-cols-3 gap-2">
      {MODES.filter((mode) => isLegacy(mode.name) === legacy).map((mode) => {
        const Icon = ICONS[mode.name] ?? ImageIcon;
        return (
          <ChoiceTile
            key={mode.name}
            type="radio"
            name={name}
            value={mode.name}
            checked={value === mode.name}
            onChange={() => onChange(mode.name)}
            className="min-h-20 flex-col items-center justify-center gap-1.5 p-2 text-center text-xs leading-tight sm:text-sm"
          >
            <Icon aria-hidden className="size-5 shrink-0" />
            <span className="wrap-anywhere hyphens-auto">{tMode(`${mode.name}.name`)}</span>
          </ChoiceTile>
        );
      })}
    </div>
  );
  return (
    <ChoiceGroup legend={t('legend')} id="mode">
      {tiles(false)}
      <Disclosure
        open={open}
        summary={<span className="py-2 text-muted text-sm">{t('legacy')}</span>}
        summaryClass="gap-1"
      >
        <div className="pt-1">{tiles(true)}</div>
      </Disclosure>
      {value && (
        <p className="text-muted text-sm">
          {tMode(`${value}.text`)}
          {modeRow(value).undocumented && ` ${t('undocumented')}`}
        </p>
      )}
    </ChoiceGroup>
  );
}
