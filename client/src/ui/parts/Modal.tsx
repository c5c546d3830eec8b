import { X } from 'lucide-react';
import type { ReactNode } from 'react';
import { Dialog, Heading, Modal, ModalOverlay } from 'react-aria-components';
import { useTexts } from '../store.tsx';
import { IconButton } from './Button.tsx';

interface CardProps {
  readonly title: string;
  readonly open: boolean;
  readonly onClose: () => void;
  readonly alert?: boolean;
  readonly children: ReactNode;
}

/** A dialog in the middle of the screen, on phones a sheet from below. Escape and a click outside close it. */
export function ModalCard({ title, open, onClose, alert = false, children }: CardProps) {
  const t = useTexts();
  return (
    <ModalOverlay
      className="modal-back"
      isDismissable
      isOpen={open}
      onOpenChange={(next) => {
        if (!next) onClose();
      }}
    >
      <Modal className="modal">
        <Dialog className="dialog" role={alert ? 'alertdialog' : 'dialog'}>
          <div className="dialog-head">
            <Heading className="dialog-title" slot="title">
              {title}
            </Heading>
            <IconButton label={t.close} onPress={onClose}>
              <X aria-hidden size={20} />
            </IconButton>
          </div>
          {children}
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}
