import type { ReactNode } from 'react';
import { Modal, ModalOverlay } from 'react-aria-components';
import type { OverlayName } from './overlays.ts';
import { closeOverlay, useOverlay } from './overlays.ts';

/** What lies over the whole window while `name` is shown; Escape or a press beside it closes it. */
export function Overlay({
  name,
  className,
  children,
}: {
  readonly name: OverlayName;
  readonly className: string;
  readonly children: ReactNode;
}) {
  const isOpen = useOverlay((state) => state.shown === name);
  return (
    <ModalOverlay
      className="overlay"
      isOpen={isOpen}
      isDismissable
      onOpenChange={(open) => {
        if (!open) closeOverlay();
      }}
    >
      <Modal className={className} data-modal>
        {children}
      </Modal>
    </ModalOverlay>
  );
}
