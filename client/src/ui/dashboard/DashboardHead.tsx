import { ChevronsDown, ChevronsUp, Search, X } from 'lucide-react';
import type { RefObject } from 'react';
import { Input, SearchField } from 'react-aria-components';
import type { Phase } from '../../wire.gen.ts';
import { IconButton } from '../parts/Button.tsx';
import { useTexts } from '../store.tsx';
import { ActionLog } from './ActionLog.tsx';
import { DashboardCommands, StartOrEnd } from './DashboardCommands.tsx';
import { Groupings } from './Groupings.tsx';
import { Report } from './Report.tsx';

interface HeadProps {
  readonly phase: Phase;
  readonly rooms: number;
  readonly query: string;
  readonly found: number | null;
  readonly onQuery: (query: string) => void;
  readonly full: boolean;
  readonly onFull: (full: boolean) => void;
  readonly onClose: () => void;
  readonly titleRef: RefObject<HTMLHeadingElement | null>;
}

function SearchPeople({ query, found, onQuery }: Pick<HeadProps, 'query' | 'found' | 'onQuery'>) {
  const t = useTexts().dashboard;
  const hint = query.trim().length === 1 ? t.searchShort : found === null ? '' : t.found(found);
  return (
    <SearchField aria-label={t.search} className="dash-search" onChange={onQuery} value={query}>
      <Search aria-hidden className="muted" size={16} />
      <Input className="input" dir="auto" placeholder={t.search} />
      <span className="dash-found muted" role="status">
        {hint}
      </span>
    </SearchField>
  );
}

export function DashboardHead(props: HeadProps) {
  const { phase, rooms, query, found, onQuery, full, onFull, onClose, titleRef } = props;
  const t = useTexts().dashboard;
  return (
    <header className="dash-head">
      <div className="dash-title">
        <h2 className="panel-title" ref={titleRef} tabIndex={-1}>
          {t.title}
        </h2>
        {phase === 'draft' && <span className="tag">{t.draft}</span>}
      </div>
      <SearchPeople found={found} onQuery={onQuery} query={query} />
      <div className="dash-commands">
        <DashboardCommands phase={phase} rooms={rooms} />
      </div>
      <div className="dash-primary">
        <StartOrEnd phase={phase} rooms={rooms} />
      </div>
      <div className="dash-window">
        <Groupings />
        <ActionLog />
        <Report />
        <IconButton label={full ? t.part : t.full} onPress={() => onFull(!full)}>
          {full ? <ChevronsDown aria-hidden size={20} /> : <ChevronsUp aria-hidden size={20} />}
        </IconButton>
        <IconButton label={t.close} onPress={onClose}>
          <X aria-hidden size={20} />
        </IconButton>
      </div>
    </header>
  );
}
