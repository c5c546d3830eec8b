import { Ellipsis, Pencil, Trash2 } from 'lucide-react';
import { Button, Menu, MenuItem, MenuTrigger, Popover } from 'react-aria-components';
import { useTexts } from '../store.tsx';

interface Props {
  readonly onEdit: (() => void) | null;
  readonly onDelete: () => void;
}

/** RM2: what can be done with a line: change one's own, take it back. */
export function LineMenu({ onEdit, onDelete }: Props) {
  const t = useTexts().chat;
  return (
    <MenuTrigger>
      <Button aria-label={t.options} className="row-button chat-button">
        <Ellipsis aria-hidden size={16} />
      </Button>
      <Popover className="popover" placement="bottom end">
        <Menu aria-label={t.options} className="menu">
          {onEdit && (
            <MenuItem className="menu-item" onAction={onEdit}>
              <Pencil aria-hidden size={16} />
              {t.edit}
            </MenuItem>
          )}
          <MenuItem className="menu-item menu-danger" onAction={onDelete}>
            <Trash2 aria-hidden size={16} />
            {t.delete}
          </MenuItem>
        </Menu>
      </Popover>
    </MenuTrigger>
  );
}
