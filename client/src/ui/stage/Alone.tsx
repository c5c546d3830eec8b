import { type Alone as Reason, selectAlone } from '../../model/alone.ts';
import { useApp, useTexts } from '../store.tsx';
import type { Texts } from '../texts.ts';

function sentence(t: Texts['stage'], alone: Reason): string {
  switch (alone.why) {
    case 'nobody':
      return t.alone;
    case 'empty_room':
      return t.aloneRoom;
    case 'away':
      return alone.people === null || alone.rooms === null
        ? t.inRooms
        : t.inRoomsCounted(alone.people, alone.rooms);
  }
}

/** Says why nobody else is to be seen, and where they are. */
export function Alone() {
  const t = useTexts().stage;
  const alone = useApp(selectAlone);
  return alone && <p className="stage-alone">{sentence(t, alone)}</p>;
}
