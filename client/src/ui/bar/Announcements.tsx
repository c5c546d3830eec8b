import { ScrollText } from 'lucide-react';
import { Dialog, DialogTrigger, Heading, Popover } from 'react-aria-components';
import { selectAnnouncements } from '../../model/desk.ts';
import { timeOfDay } from '../format.ts';
import { useApp, useTexts } from '../store.tsx';
import { BarAction } from './BarAction.tsx';

/** BC1: what was announced in this room, to read again; nothing where nothing was. */
export function AnnouncementsButton() {
  const t = useTexts().broadcast;
  const announcements = useApp(selectAnnouncements);
  const offset = useApp((state) => state.clockOffset);
  if (announcements.length === 0) return null;
  return (
    <DialogTrigger>
      <BarAction
        count={announcements.length}
        icon={<ScrollText aria-hidden size={18} />}
        label={t.announcements}
      />
      <Popover className="popover" placement="bottom start">
        <Dialog className="popover-dialog announcements">
          <Heading className="field-label" slot="title">
            {t.announcementsHere}
          </Heading>
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, also by keyboard */}
          <ul className="message-list" tabIndex={0}>
            {announcements.map(({ id, by, at, text }) => (
              <li className="message" key={id}>
                <span className="message-head muted">
                  <bdi className="truncate">{t.from(by)}</bdi>
                  <time>{timeOfDay(at - offset)}</time>
                </span>
                <span className="message-text" dir="auto">
                  {text}
                </span>
              </li>
            ))}
          </ul>
        </Dialog>
      </Popover>
    </DialogTrigger>
  );
}
