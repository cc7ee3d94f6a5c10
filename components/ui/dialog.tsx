'use client';

import type { ComponentProps } from 'react';
import type { Dialog as LoadedDialog } from './overlays';
import { useOverlays } from './use-overlays';

/** A modal dialog, open for as long as it is rendered; see overlays/dialog. */
export function Dialog(props: ComponentProps<typeof LoadedDialog>) {
  const overlays = useOverlays(true);
  return overlays && <overlays.Dialog {...props} />;
}

/** A dialog that asks for a decision: a press outside does not close it. */
export function AlertDialog(props: ComponentProps<typeof LoadedDialog>) {
  const overlays = useOverlays(true);
  return overlays && <overlays.AlertDialog {...props} />;
}
