'use client';

import type { ReactNode } from 'react';
import { useConnection } from './connection';

type Props = { otherwise: ReactNode; children: ReactNode };

/** Shows `otherwise` while the device is offline. Both come from the server, so that a page needs no messages. */
export function WhileOnline({ otherwise, children }: Props) {
  return useConnection().online ? children : otherwise;
}
