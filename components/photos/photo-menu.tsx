'use client';

import { Download, Ellipsis, LayoutGrid, ListOrdered, PenLine, Plus, Trash2 } from 'lucide-react';
import Link from 'next/link';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { type FormEvent, useState } from 'react';
import { callApi, ignoreGone } from '@/components/api-client';
import { useAction } from '@/components/layout/use-action';
import { resultsOfPhoto } from '@/components/shares/results-of-photo';
import { useMakeBoard } from '@/components/shares/use-make-board';
import { ConfirmDialog, FormDialog } from '@/components/ui/dialog';
import { ErrorMessage } from '@/components/ui/feedback';
import { Field } from '@/components/ui/field';
import { Menu, MenuItem, MenuLink } from '@/components/ui/menu';
import { newJobPath, photoPicturePath, recipesPath } from '@/lib/paths';
import type { PhotoView } from '@/lib/photos';
import { MAX_NAME } from '@/lib/photos/model';
import { isolate, withoutControls } from '@/lib/visible-text';
import { usePhotoName } from './photo-name';

type DialogProps = { photo: PhotoView; onClose: () => void };

function RenameDialog({ photo, onClose }: DialogProps) {
  const t = useTranslations('photos.rename');
  const router = useRouter();
  const { busy, error, run } = useAction();
  const [name, setName] = useState(photo.name ?? '');

  function submit(event: FormEvent) {
    event.preventDefault();
    run(async () => {
      await callApi('PATCH /api/photos/{id}', {
        params: { id: photo.id },
        body: { name: withoutControls(name).trim() || null },
      });
      router.refresh();
      onClose();
    });
  }

  return (
    <FormDialog title={t('title')} busy={busy} error={error} onSubmit={submit} onClose={onClose}>
      <Field
        label={t('field')}
        value={name}
        onChange={({ target }) => setName(target.value)}
        maxLength={MAX_NAME}
        dir="auto"
        autoComplete="off"
      />
    </FormDialog>
  );
}

function DeleteDialog({ photo, onClose }: DialogProps) {
  const t = useTranslations('photos.delete');
  const router = useRouter();
  return (
    <ConfirmDialog
      title={t('title')}
      action={t('action')}
      onClose={onClose}
      onConfirm={async () => {
        await callApi('DELETE /api/photos/{id}', { params: { id: photo.id } }).catch(ignoreGone);
        router.refresh();
        onClose();
      }}
    >
      {t('body')}
    </ConfirmDialog>
  );
}

/** What can be done with a photo of the library. */
export function PhotoMenu({ photo }: { photo: PhotoView }) {
  const t = useTranslations('photos');
  const nameOf = usePhotoName();
  const [open, setOpen] = useState<'rename' | 'delete' | null>(null);
  const close = () => setOpen(null);
  const tLinks = useTranslations('links.photo');
  const board = useMakeBoard();
  return (
    <>
      <Menu
        name={t('menu', { name: isolate(nameOf(photo)) })}
        icon={<Ellipsis aria-hidden className="size-5" />}
      >
        <MenuLink render={<Link href={newJobPath({ photo: photo.id })} />}>
          <Plus aria-hidden className="size-4 text-muted" />
          {t('start')}
        </MenuLink>
        <MenuLink render={<Link href={recipesPath(photo.id)} />}>
          <ListOrdered aria-hidden className="size-4 text-muted" />
          {t('recipe')}
        </MenuLink>
        {photo.results > 0 && (
          <MenuItem onClick={() => board.make(() => resultsOfPhoto(photo.id))}>
            <LayoutGrid aria-hidden className="size-4 text-muted" />
            {tLinks('board')}
          </MenuItem>
        )}
        <MenuItem onClick={() => setOpen('rename')}>
          <PenLine aria-hidden className="size-4 text-muted" />
          {t('rename.action')}
        </MenuItem>
        <MenuLink href={photoPicturePath(photo.id, { size: 'full', download: true })}>
          <Download aria-hidden className="size-4 text-muted" />
          {t('download')}
        </MenuLink>
        <MenuItem danger onClick={() => setOpen('delete')}>
          <Trash2 aria-hidden className="size-4" />
          {t('delete.action')}
        </MenuItem>
      </Menu>
      <ErrorMessage message={board.error} />
      {open === 'rename' && <RenameDialog photo={photo} onClose={close} />}
      {open === 'delete' && <DeleteDialog photo={photo} onClose={close} />}
    </>
  );
}
