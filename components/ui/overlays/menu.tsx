'use client';

import { Menu as Base } from '@base-ui/react/menu';
import { cva } from 'class-variance-authority';
import {
  type ComponentProps,
  type ReactNode,
  useImperativeHandle,
  useLayoutEffect,
  useRef,
} from 'react';
import { MenuButton } from '../button';

type Props = ComponentProps<typeof MenuButton> & {
  defaultOpen: boolean;
  /** Whether the button that this one replaces had the focus. */
  focused: boolean;
  children: ReactNode;
};

export function Menu({ defaultOpen, focused, children, ref, ...button }: Props) {
  const trigger = useRef<HTMLButtonElement>(null);
  const takesFocus = useRef(focused);
  useImperativeHandle(ref, () => trigger.current as HTMLButtonElement);
  useLayoutEffect(() => {
    if (takesFocus.current) trigger.current?.focus();
    takesFocus.current = false;
  }, []);

  return (
    <Base.Root defaultOpen={defaultOpen}>
      <Base.Trigger ref={trigger} render={<MenuButton {...button} />} />
      {/* Inside a landmark, like all content of the page. */}
      <Base.Portal container={document.getElementById('content') ?? undefined}>
        <Base.Positioner align="end" sideOffset={4} collisionPadding={16} className="z-30">
          <Base.Popup className="flex max-h-(--available-height) min-w-44 flex-col overflow-y-auto rounded-panel border border-line bg-panel p-1.5 text-ink shadow-float outline-none">
            {children}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}

const item = cva(
  'flex min-h-9 w-full cursor-pointer items-center gap-2.5 whitespace-nowrap rounded-control px-3 py-1.5 text-left text-sm outline-none data-highlighted:bg-sunken',
  { variants: { danger: { true: 'text-danger' } } },
);

type ItemProps = Omit<ComponentProps<typeof Base.Item>, 'className'> & { danger?: boolean };

export function MenuItem({ danger, ...rest }: ItemProps) {
  return <Base.Item {...rest} className={item({ danger })} />;
}

type LinkProps = Omit<ComponentProps<typeof Base.LinkItem>, 'className'> & { className?: string };

export function MenuLink({ className, ...rest }: LinkProps) {
  return <Base.LinkItem closeOnClick {...rest} className={item({ className })} />;
}
