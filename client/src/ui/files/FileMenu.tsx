import { Download, EllipsisVertical, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { Button, Menu, MenuItem, MenuTrigger, Popover } from 'react-aria-components';
import { selectIsModerator } from '../../model/selectors.ts';
import type { Refusal } from '../../model/wire.ts';
import type { FileRecord } from '../../wire.gen.ts';
import { ActionButton } from '../parts/Button.tsx';
import { ModalCard } from '../parts/Modal.tsx';
import { Problem } from '../parts/Refusal.tsx';
import { useApp, useStore, useTexts } from '../store.tsx';

/** Download, and for whoever added it and moderators: remove. */
export function FileMenu({ file }: { file: FileRecord }) {
  const texts = useTexts();
  const t = texts.files;
  const { actions, files } = useStore();
  const mine = useApp((state) => file.by_id !== null && state.records.me?.id === file.by_id);
  const moderator = useApp(selectIsModerator);
  const [asking, setAsking] = useState(false);
  const [problem, setProblem] = useState<Refusal | null>(null);
  const remove = () => {
    setAsking(false);
    void actions.command({ type: 'remove_file', file: file.id }, 'files');
  };
  return (
    <>
      <MenuTrigger>
        <Button aria-label={t.options(file.name)} className="button icon-button button-quiet">
          <EllipsisVertical aria-hidden size={18} />
        </Button>
        <Popover className="popover" placement="bottom end">
          <Menu aria-label={t.options(file.name)} className="menu">
            <MenuItem
              className="menu-item"
              onAction={() => void files.download(file.id).then(setProblem)}
              textValue={t.download}
            >
              <Download aria-hidden size={18} />
              {t.download}
            </MenuItem>
            {(mine || moderator) && (
              <MenuItem className="menu-item" onAction={() => setAsking(true)} textValue={t.remove}>
                <Trash2 aria-hidden size={18} />
                {t.remove}
              </MenuItem>
            )}
          </Menu>
        </Popover>
      </MenuTrigger>
      {problem && <Problem>{problem.message}</Problem>}
      <ModalCard onClose={() => setAsking(false)} open={asking} title={t.removeTitle(file.name)}>
        <p>{t.removeHint}</p>
        <div className="dialog-actions">
          <ActionButton onPress={() => setAsking(false)}>{texts.cancel}</ActionButton>
          <ActionButton look="danger" onPress={remove}>
            {t.remove}
          </ActionButton>
        </div>
      </ModalCard>
    </>
  );
}
