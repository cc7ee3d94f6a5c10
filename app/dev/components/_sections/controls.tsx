'use client';

import { Download, PenLine, Trash2, X } from 'lucide-react';
import { useState } from 'react';
import { NavLink } from '@/components/layout/nav-link';
import { ThemeSwitch } from '@/components/layout/theme-switch';
import { Button, IconButton } from '@/components/ui/button';
import { CopyButton } from '@/components/ui/copy-button';
import { ConfirmDialog, Dialog } from '@/components/ui/dialog';
import { Field } from '@/components/ui/field';
import { Menu, MenuItem, MenuLink } from '@/components/ui/menu';
import { Tabs } from '@/components/ui/tabs';
import { Specimen } from './specimen';

const VARIANTS = ['primary', 'secondary', 'ghost', 'danger'] as const;
const TABS = ['curl', 'Python', 'Go'].map((name) => ({ id: name, name }));

function Dialogs() {
  const [open, setOpen] = useState<'dialog' | 'confirm' | 'failing' | null>(null);
  const close = () => setOpen(null);
  return (
    <Specimen name="Dialog and ConfirmDialog">
      <Button onClick={() => setOpen('dialog')}>Dialog</Button>
      <Button onClick={() => setOpen('confirm')}>Confirmation</Button>
      <Button onClick={() => setOpen('failing')}>Confirmation that fails</Button>
      {open === 'dialog' && (
        <Dialog title="A title that is long enough to wrap onto a second line" onClose={close}>
          <Field label="Label" hint="The first control gets the focus." />
        </Dialog>
      )}
      {(open === 'confirm' || open === 'failing') && (
        <ConfirmDialog
          title="Remove this job?"
          action="Remove"
          onConfirm={async () => {
            if (open === 'failing') throw new Error('The request failed.');
            close();
          }}
          onClose={close}
        >
          The consequences, in one or two sentences.
        </ConfirmDialog>
      )}
    </Specimen>
  );
}

export function Controls() {
  const [tab, setTab] = useState('curl');
  return (
    <>
      {VARIANTS.map((variant) => (
        <Specimen key={variant} name={`Button, ${variant}: idle, with an icon, busy`}>
          <Button variant={variant}>Save</Button>
          <Button variant={variant}>
            <Download aria-hidden className="size-4" />
            Download
          </Button>
          <Button variant={variant} busy>
            Saving
          </Button>
        </Specimen>
      ))}
      <Specimen name="Button, small: ghost, danger">
        <Button variant="ghost" size="small">
          Rename
        </Button>
        <Button variant="danger" size="small">
          Revoke
        </Button>
      </Specimen>
      <Specimen name="IconButton, CopyButton">
        <IconButton name="Close">
          <X aria-hidden className="size-4" />
        </IconButton>
        <CopyButton text="sbx_0123456789" name="Copy the id" />
      </Specimen>
      <Specimen name="Menu, with and without a label">
        <Menu name="Actions" icon={<PenLine aria-hidden className="size-5" />}>
          <MenuItem>
            <PenLine aria-hidden className="size-4 text-muted" />
            Rename
          </MenuItem>
          <MenuLink href="#controls">
            <Download aria-hidden className="size-4 text-muted" />
            Download
          </MenuLink>
          <MenuItem danger>
            <Trash2 aria-hidden className="size-4" />
            Remove
          </MenuItem>
        </Menu>
        <Menu labelled name="Export" icon={<Download aria-hidden className="size-5" />}>
          <MenuLink href="#controls">Spreadsheet (CSV)</MenuLink>
        </Menu>
      </Specimen>
      <Dialogs />
      <Specimen name="Tabs">
        <div className="w-full min-w-0">
          <Tabs
            label="Language"
            tabs={TABS}
            value={tab}
            onChange={setTab}
            end={<CopyButton text={tab} name={`Copy the ${tab} program`} />}
            panel={(id) => <p className="p-4 text-sm">The panel of {id}</p>}
          />
        </div>
      </Specimen>
      <Specimen name="ThemeSwitch, NavLink">
        <ThemeSwitch initial="system" />
        <NavLink href="/jobs">Jobs</NavLink>
      </Specimen>
    </>
  );
}
