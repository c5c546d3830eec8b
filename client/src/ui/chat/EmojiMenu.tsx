import { Smile } from 'lucide-react';
import { useState } from 'react';
import { Button, Dialog, DialogTrigger, ListBox, ListBoxItem, Popover } from 'react-aria-components';
import { useTexts } from '../store.tsx';
import { EMOJI } from './emoji.ts';

/** Puts an emoji into what is being written; arrow keys go through them. */
export function EmojiMenu({ onPick }: { onPick: (emoji: string) => void }) {
  const t = useTexts().chat;
  const [open, setOpen] = useState(false);
  return (
    <DialogTrigger isOpen={open} onOpenChange={setOpen}>
      <Button aria-label={t.emoji} className="button button-quiet icon-button">
        <Smile aria-hidden size={20} />
      </Button>
      <Popover className="popover" placement="top end">
        <Dialog aria-label={t.emoji} className="popover-dialog">
          <ListBox
            aria-label={t.emoji}
            autoFocus="first"
            className="emoji-grid"
            layout="grid"
            onAction={(key) => {
              setOpen(false);
              onPick(String(key));
            }}
          >
            {EMOJI.map((emoji) => (
              <ListBoxItem className="emoji" id={emoji} key={emoji} textValue={emoji}>
                {emoji}
              </ListBoxItem>
            ))}
          </ListBox>
        </Dialog>
      </Popover>
    </DialogTrigger>
  );
}
