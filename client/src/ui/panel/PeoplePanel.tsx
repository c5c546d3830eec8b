import { Hand, MicOff, UserPlus } from 'lucide-react';
import { lazy, Suspense, useMemo, useState } from 'react';
import { MenuItem } from 'react-aria-components';
import { type ListedPerson, selectElsewhere, selectHere } from '../../model/order.ts';
import type { Listed } from '../../model/people.ts';
import { MAIN_ROOM, selectIsModerator } from '../../model/selectors.ts';
import type { Command } from '../../wire.gen.ts';
import { useChoices } from '../order/choices.tsx';
import { LobbyList } from '../order/LobbyList.tsx';
import { OrderMenu } from '../order/OrderMenu.tsx';
import { PersonLine } from '../order/PersonLine.tsx';
import { RemoveDialog } from '../order/RemoveDialog.tsx';
import { ActionButton, IconButton } from '../parts/Button.tsx';
import { TextInput } from '../parts/Fields.tsx';
import { OptionsMenu } from '../parts/OptionsMenu.tsx';
import { RefusalAt } from '../parts/Refusal.tsx';
import { useApp, useStore, useTexts } from '../store.tsx';
import { PanelFrame } from './PanelFrame.tsx';
import type { PanelProps } from './panels.ts';

const InviteDialog = lazy(() => import('../inviting/InviteDialog.tsx'));

const PEOPLE = 'people';

/** People of other rooms that are listed at most; the search finds the others. */
const MOST_ELSEWHERE = 200;

/** RM1: what is done to everybody at once, in this room or in all. */
function ForEverybody() {
  const t = useTexts().moderating.people;
  const { actions } = useStore();
  const room = useApp((state) => state.records.me?.room ?? MAIN_ROOM);
  const running = useApp(({ records }) => records.rooms.size > 1 && records.meeting?.phase !== 'draft');
  const send = (command: Command) => void actions.command(command, PEOPLE);
  return (
    <div className="panel-tools">
      <ActionButton onPress={() => send({ type: 'mute_all', room })} small>
        <MicOff aria-hidden size={16} />
        {t.muteAll}
      </ActionButton>
      <ActionButton onPress={() => send({ type: 'lower_all_hands', room })} small>
        <Hand aria-hidden size={16} />
        {t.lowerAll}
      </ActionButton>
      {running && (
        <OptionsMenu className="button button-small button-quiet icon-button" label={t.tools}>
          <MenuItem className="menu-item" onAction={() => send({ type: 'mute_all', room: null })}>
            {t.muteAllEverywhere}
          </MenuItem>
          <MenuItem className="menu-item" onAction={() => send({ type: 'lower_all_hands', room: null })}>
            {t.lowerAllEverywhere}
          </MenuItem>
        </OptionsMenu>
      )}
    </div>
  );
}

/** JN1: where people are listed is where one looks for how others come in. */
function Invite() {
  const t = useTexts().inviting;
  const [open, setOpen] = useState(false);
  return (
    <>
      <IconButton label={t.button} onPress={() => setOpen(true)}>
        <UserPlus aria-hidden size={20} />
      </IconButton>
      <Suspense fallback={null}>{open && <InviteDialog onClose={() => setOpen(false)} />}</Suspense>
    </>
  );
}

interface Asked {
  readonly person: Listed;
  readonly button: HTMLButtonElement;
}

interface ListProps {
  readonly label: string;
  readonly people: readonly ListedPerson[];
  readonly withRooms?: boolean;
  readonly onMenu: (asked: Asked) => void;
}

function List({ label, people, withRooms = false, onMenu }: ListProps) {
  const choicesOf = useChoices();
  const severalHands = people.filter(({ handNumber }) => handNumber !== null).length > 1;
  return (
    <ul aria-label={label} className="person-list">
      {people.map((person) => (
        <PersonLine
          key={person.id}
          onMenu={choicesOf(person).length > 0 ? (button) => onMenu({ person: person, button }) : null}
          person={person}
          severalHands={severalHands}
          {...(withRooms ? { room: person.room } : {})}
        />
      ))}
    </ul>
  );
}

function useFound(people: readonly ListedPerson[], query: string): readonly ListedPerson[] {
  return useMemo(() => {
    const wanted = query.trim().toLocaleLowerCase();
    return wanted === '' ? people : people.filter(({ name }) => name.toLocaleLowerCase().includes(wanted));
  }, [people, query]);
}

/** Everybody one may see: who waits, the room one is in and, for moderators, the other rooms. */
export function PeoplePanel({ onClose }: PanelProps) {
  const t = useTexts();
  const moderator = useApp(selectIsModerator);
  const everyoneHere = useApp(selectHere);
  const room = useApp((state) => state.records.room?.name ?? '');
  const [query, setQuery] = useState('');
  const here = useFound(everyoneHere, query);
  const elsewhere = useFound(useApp(selectElsewhere), query);
  const [asked, setAsked] = useState<Asked | null>(null);
  const [removing, setRemoving] = useState<Listed | null>(null);
  return (
    <PanelFrame
      count={everyoneHere.length}
      onClose={onClose}
      title={t.panel.people}
      tools={moderator && <Invite />}
    >
      <p className="panel-sub muted" dir="auto">
        {room}
      </p>
      {moderator && <LobbyList />}
      <TextInput
        hideLabel
        label={t.panel.search}
        onChange={setQuery}
        placeholder={t.panel.search}
        type="search"
        value={query}
      />
      {moderator && <ForEverybody />}
      <RefusalAt place={PEOPLE} />
      {here.length + elsewhere.length === 0 && (
        <p className="muted panel-empty">{t.panel.nobody(query.trim())}</p>
      )}
      <div className="panel-lists">
        <List label={t.panel.here} onMenu={setAsked} people={here} />
        {elsewhere.length > 0 && (
          <>
            <h3 className="panel-heading">
              {t.moderating.people.elsewhere} <span className="count">{elsewhere.length}</span>
            </h3>
            <List
              label={t.moderating.people.elsewhere}
              onMenu={setAsked}
              people={elsewhere.slice(0, MOST_ELSEWHERE)}
              withRooms
            />
            {elsewhere.length > MOST_ELSEWHERE && (
              <p className="muted panel-empty">{t.rooms.more(elsewhere.length - MOST_ELSEWHERE)}</p>
            )}
          </>
        )}
      </div>
      {asked && (
        <OrderMenu
          button={asked.button}
          key={asked.person.id}
          onClose={() => setAsked(null)}
          onGrave={() => setRemoving(asked.person)}
          person={asked.person}
          place={PEOPLE}
        />
      )}
      {removing && <RemoveDialog onClose={() => setRemoving(null)} person={removing} />}
    </PanelFrame>
  );
}
