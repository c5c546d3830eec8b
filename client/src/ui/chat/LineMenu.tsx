import { Pencil, Trash2 } from 'lucide-react';
import { MenuItem } from 'react-aria-components';
import { OptionsMenu } from '../parts/OptionsMenu.tsx';
import { useTexts } from '../store.tsx';

interface Props {
  readonly onEdit: (() => void) | null;
  readonly onDelete: () => void;
}

/** RM2: what can be done with a line: change one's own, take it back. */
export function LineMenu({ onEdit, onDelete }: Props) {
  const t = useTexts().chat;
  return (
    <OptionsMenu className="row-button chat-button" label={t.options}>
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
    </OptionsMenu>
  );
}
