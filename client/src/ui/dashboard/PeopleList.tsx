import { useMemo } from 'react';
import { GridList, ListLayout, useDragAndDrop, Virtualizer } from 'react-aria-components';
import type { DashboardPerson, DashboardRoom } from '../../model/dashboard.ts';
import { useTexts } from '../store.tsx';
import { PEOPLE, useBoard } from './board.ts';
import { PersonRow } from './PersonRow.tsx';
import { MANY, ROW_LAYOUT } from './rows.ts';
import { StillRows } from './StillRows.tsx';

function useDrag(people: readonly DashboardPerson[]) {
  const t = useTexts();
  const board = useBoard();
  const names = useMemo(() => new Map(people.map((person) => [person.id, person.name])), [people]);
  return useDragAndDrop({
    getItems: (keys) =>
      [...keys].map((key) => ({ [PEOPLE]: String(key), 'text/plain': names.get(String(key)) ?? '' })),
    getAllowedDropOperations: () => ['move'],
    onDragStart: ({ keys }) => {
      const ids = [...keys].map(String);
      board.startDrag(ids.every((id) => board.selected.has(id)) ? board.selected : new Set(ids));
    },
    onDragEnd: board.endDrag,
    renderDragPreview: (items) => {
      const all = Math.max(items.length, board.selected.size);
      return <div className="drag-preview">{all > 1 ? t.people(all) : (items[0]?.['text/plain'] ?? '')}</div>;
    },
  }).dragAndDropHooks;
}

/** The people of one room, to select, drag and move. */
export function PeopleList({ room, people }: { room: DashboardRoom; people: readonly DashboardPerson[] }) {
  const t = useTexts().dashboard;
  const board = useBoard();
  const dragAndDropHooks = useDrag(people);
  const here = useMemo(() => people.map((person) => person.id), [people]);
  const selectedHere = useMemo(() => here.filter((id) => board.selected.has(id)), [here, board.selected]);
  const mine = board.later;
  const list = (
    <GridList
      aria-label={t.peopleIn(room.name)}
      className="people-list"
      data-virtual={people.length > MANY || undefined}
      dependencies={[mine]}
      dragAndDropHooks={dragAndDropHooks}
      items={people}
      onSelectionChange={(keys) =>
        board.select(here, keys === 'all' ? new Set(here) : new Set([...keys].map(String)))
      }
      // For a moment the list does not know yet that there are people: they look as they will.
      renderEmptyState={() => <StillRows people={people} />}
      selectedKeys={selectedHere}
      selectionBehavior="replace"
      selectionMode="multiple"
    >
      {(person) => <PersonRow later={person.isMe ? mine : null} person={person} room={room.id} />}
    </GridList>
  );
  if (people.length <= MANY) return list;
  return (
    <Virtualizer layout={ListLayout} layoutOptions={ROW_LAYOUT}>
      {list}
    </Virtualizer>
  );
}
