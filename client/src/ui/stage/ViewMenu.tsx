import { GalleryThumbnails, LayoutGrid, Presentation, RectangleHorizontal } from 'lucide-react';
import { Button, Menu, MenuItem, MenuTrigger, Popover, type Selection } from 'react-aria-components';
import type { Layout } from '../../model/app.ts';
import { useApp, useStore, useTexts } from '../store.tsx';

const LAYOUTS: readonly Layout[] = ['content', 'grid', 'speaker'];
const ICONS = { content: Presentation, grid: LayoutGrid, speaker: RectangleHorizontal };

const isLayout = (key: unknown): key is Layout => LAYOUTS.some((layout) => layout === key);

/** RM1: how the people and what is presented are laid out; remembered by this browser. */
export function ViewMenu() {
  const t = useTexts().view;
  const { actions } = useStore();
  const layout = useApp((state) => state.layout);
  const choose = (keys: Selection) => {
    const [chosen] = keys === 'all' ? [] : [...keys];
    if (isLayout(chosen)) actions.setLayout(chosen);
  };
  return (
    <MenuTrigger>
      <Button aria-label={t.button} className="view-button">
        <GalleryThumbnails aria-hidden size={16} />
      </Button>
      <Popover className="popover" placement="bottom end">
        <Menu
          aria-label={t.button}
          className="menu"
          disallowEmptySelection
          onSelectionChange={choose}
          selectedKeys={[layout]}
          selectionMode="single"
        >
          {LAYOUTS.map((each) => {
            const Icon = ICONS[each];
            return (
              <MenuItem className="menu-item" id={each} key={each} textValue={t[each]}>
                <Icon aria-hidden size={18} />
                {t[each]}
              </MenuItem>
            );
          })}
        </Menu>
      </Popover>
    </MenuTrigger>
  );
}
