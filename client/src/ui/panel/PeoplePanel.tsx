import { Hand, MicOff, VideoOff, WifiOff } from 'lucide-react';
import { useMemo, useState } from 'react';
import type { MateRecord } from '../../wire.gen.ts';
import { WriteTo } from '../chat/WriteTo.tsx';
import { Avatar } from '../parts/Avatar.tsx';
import { TextInput } from '../parts/Fields.tsx';
import { QualityMark } from '../parts/QualityMark.tsx';
import { useApp, useTexts } from '../store.tsx';
import { PanelFrame } from './PanelFrame.tsx';
import type { PanelProps } from './panels.ts';

function Person({ mate, isMe }: { mate: MateRecord; isMe: boolean }) {
  const t = useTexts();
  const role = t.panel.role[mate.role];
  return (
    <li className="person-line">
      <Avatar id={mate.id} name={mate.name} />
      <span className="person-name">
        <bdi className="truncate">{mate.name}</bdi>
        {isMe && <span className="muted">({t.you})</span>}
        {role && <span className="muted">{role}</span>}
      </span>
      {mate.away && <WifiOff aria-label={t.dashboard.away} className="muted" role="img" size={16} />}
      <QualityMark person={mate.id} />
      {mate.hand && <Hand aria-label={t.stage.hand} className="mark-hand" role="img" size={16} />}
      {!mate.camera && <VideoOff aria-hidden className="muted" size={16} />}
      {!mate.microphone && <MicOff aria-label={t.stage.muted} className="muted" role="img" size={16} />}
      <WriteTo name={mate.name} person={mate.id} />
    </li>
  );
}

/** Raised hands first, then by name. */
const inOrder = (a: MateRecord, b: MateRecord): number =>
  Number(b.hand) - Number(a.hand) || a.name.localeCompare(b.name) || (a.id < b.id ? -1 : 1);

/** The people of the room one is in. */
export function PeoplePanel({ onClose }: PanelProps) {
  const t = useTexts();
  const mates = useApp((state) => state.records.mates);
  const me = useApp((state) => state.records.me?.id);
  const room = useApp((state) => state.records.room?.name ?? '');
  const [query, setQuery] = useState('');
  const shown = useMemo(() => {
    const wanted = query.trim().toLocaleLowerCase();
    return [...mates.values()].filter((mate) => mate.name.toLocaleLowerCase().includes(wanted)).sort(inOrder);
  }, [mates, query]);
  return (
    <PanelFrame count={mates.size} onClose={onClose} title={t.panel.people}>
      <p className="panel-sub muted" dir="auto">
        {room}
      </p>
      <TextInput
        hideLabel
        label={t.panel.search}
        onChange={setQuery}
        placeholder={t.panel.search}
        type="search"
        value={query}
      />
      {shown.length === 0 && <p className="muted panel-empty">{t.panel.nobody(query.trim())}</p>}
      <ul aria-label={t.panel.here} className="person-list">
        {shown.map((mate) => (
          <Person isMe={mate.id === me} key={mate.id} mate={mate} />
        ))}
      </ul>
    </PanelFrame>
  );
}
