import {
  AudioLines,
  Ellipsis,
  LayoutGrid,
  Moon,
  NotebookPen,
  NotebookText,
  PenTool,
  Settings2,
  ShieldCheck,
  Sun,
  UserPlus,
  Video,
} from 'lucide-react';
import { Button, Menu, MenuItem, MenuTrigger, Popover } from 'react-aria-components';
import { selectIsModerator } from '../../model/selectors.ts';
import { selectLastHarvest } from '../harvest/HarvestBand.tsx';
import { ReactionItems } from '../order/reactions.tsx';
import { usePanel } from '../panel/panels.ts';
import { useNarrow } from '../parts/useNarrow.ts';
import { useApp, useStore, useTexts } from '../store.tsx';

interface MenuProps {
  readonly onBoard: () => void;
  readonly onHarvest: (number: number) => void;
  readonly onBreakout: () => void;
  readonly onDevices: () => void;
  readonly onInvite: () => void;
  readonly onSecurity: () => void;
}

/** More (⋯): what is needed now and then. */
export function MoreMenu({ onBoard, onHarvest, onBreakout, onDevices, onInvite, onSecurity }: MenuProps) {
  const t = useTexts();
  const { show } = usePanel();
  const harvest = useApp(selectLastHarvest);
  const { actions } = useStore();
  const moderator = useApp(selectIsModerator);
  const narrow = useNarrow();
  const soundOnly = useApp((state) => state.soundOnly);
  const light = useApp((state) => state.theme === 'light');
  return (
    <MenuTrigger>
      <Button aria-label={t.toolbar.more} className="tool">
        <span className="tool-icon">
          <Ellipsis aria-hidden size={22} />
        </span>
        <span aria-hidden="true" className="tool-label">
          {t.toolbar.more}
        </span>
      </Button>
      <Popover className="popover" placement="top">
        <Menu aria-label={t.toolbar.more} className="menu">
          {narrow && <ReactionItems />}
          {moderator && (
            <MenuItem className="menu-item" onAction={onBreakout} textValue={t.menu.breakout}>
              <LayoutGrid aria-hidden size={18} />
              {t.menu.breakout}
            </MenuItem>
          )}
          {moderator && (
            <MenuItem className="menu-item" onAction={onInvite} textValue={t.inviting.button}>
              <UserPlus aria-hidden size={18} />
              {t.inviting.button}
            </MenuItem>
          )}
          {moderator && (
            <MenuItem className="menu-item" onAction={onSecurity} textValue={t.moderating.security.menu}>
              <ShieldCheck aria-hidden size={18} />
              {t.moderating.security.menu}
            </MenuItem>
          )}
          <MenuItem className="menu-item" onAction={onBoard} textValue={t.documents.board}>
            <PenTool aria-hidden size={18} />
            {t.documents.board}
          </MenuItem>
          <MenuItem className="menu-item" onAction={() => show('notes')} textValue={t.documents.notes}>
            <NotebookPen aria-hidden size={18} />
            {t.documents.notes}
          </MenuItem>
          {harvest && (
            <MenuItem
              className="menu-item"
              onAction={() => onHarvest(harvest.number)}
              textValue={t.documents.harvest}
            >
              <NotebookText aria-hidden size={18} />
              {t.documents.harvest}
            </MenuItem>
          )}
          <MenuItem className="menu-item" onAction={onDevices} textValue={t.menu.devices}>
            <Settings2 aria-hidden size={18} />
            {t.menu.devices}
          </MenuItem>
          <MenuItem
            className="menu-item"
            onAction={() => actions.setSoundOnly(!soundOnly)}
            textValue={soundOnly ? t.quality.withPictures : t.quality.soundOnly}
          >
            {soundOnly ? <Video aria-hidden size={18} /> : <AudioLines aria-hidden size={18} />}
            {soundOnly ? t.quality.withPictures : t.quality.soundOnly}
          </MenuItem>
          <MenuItem
            className="menu-item"
            onAction={() => actions.setTheme(light ? 'dark' : 'light')}
            textValue={light ? t.menu.dark : t.menu.light}
          >
            {light ? <Moon aria-hidden size={18} /> : <Sun aria-hidden size={18} />}
            {light ? t.menu.dark : t.menu.light}
          </MenuItem>
        </Menu>
      </Popover>
    </MenuTrigger>
  );
}
