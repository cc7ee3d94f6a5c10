'use client';

import {
  Ban,
  CircleCheck,
  Ellipsis,
  Gauge,
  KeyRound,
  LogOut,
  ShieldCheck,
  ShieldOff,
  SmartphoneNfc,
  Trash2,
} from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { Menu, MenuItem } from '@/components/ui/menu';
import type { PersonView } from '@/lib/people';
import { isolate } from '@/lib/visible-text';
import { AllowanceDialog } from './allowance-dialog';
import { DeleteDialog } from './delete-dialog';
import { type PersonAction, PersonActionDialog } from './person-action-dialog';
import { ResetLinkDialog } from './reset-link-dialog';

type Open = PersonAction | 'allowance' | 'resetLink' | 'delete';

const ICONS = {
  makeOperator: ShieldCheck,
  unmakeOperator: ShieldOff,
  enable: CircleCheck,
  disable: Ban,
  signOut: LogOut,
  removeSecondFactor: SmartphoneNfc,
  allowance: Gauge,
  resetLink: KeyRound,
  delete: Trash2,
};

/** What an operator can do now with somebody else. */
function actionsFor({ state, operator, listedOperator, signIn }: PersonView): Open[] {
  if (state === 'deleting') return ['delete'];
  const hasSecondFactor = signIn.passkeys > 0 || signIn.authenticator;
  return [
    ...(operator ? (listedOperator ? [] : ['unmakeOperator' as const]) : ['makeOperator' as const]),
    ...(state === 'disabled' ? ['enable' as const] : ['signOut' as const, 'resetLink' as const]),
    ...(hasSecondFactor ? ['removeSecondFactor' as const] : []),
    'allowance',
    ...(state === 'active' ? ['disable' as const] : []),
    'delete',
  ];
}

/** The menu of a person, and the dialog that its choice opens. */
export function PersonMenu({ person, hasMail }: { person: PersonView; hasMail: boolean }) {
  const t = useTranslations('people.actions');
  const [open, setOpen] = useState<Open | null>(null);
  const close = () => setOpen(null);
  return (
    <>
      <Menu
        name={t('menu', { name: isolate(person.name ?? person.email) })}
        icon={<Ellipsis aria-hidden className="size-5" />}
      >
        {actionsFor(person).map((action) => {
          const Icon = ICONS[action];
          const danger = action === 'delete' || action === 'disable';
          return (
            <MenuItem key={action} danger={danger} onClick={() => setOpen(action)}>
              <Icon aria-hidden className={danger ? 'size-4' : 'size-4 text-muted'} />
              {t(`${action}.item`)}
            </MenuItem>
          );
        })}
      </Menu>
      {open === 'allowance' && <AllowanceDialog person={person} onClose={close} />}
      {open === 'delete' && <DeleteDialog person={person} onClose={close} />}
      {open === 'resetLink' && (
        <ResetLinkDialog person={person} hasMail={hasMail} onClose={close} />
      )}
      {open !== null && open !== 'allowance' && open !== 'delete' && open !== 'resetLink' && (
        <PersonActionDialog person={person} action={open} onClose={close} />
      )}
    </>
  );
}
