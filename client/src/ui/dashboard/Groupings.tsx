import { Link2, TriangleAlert, Unlink2, UsersRound, X } from 'lucide-react';
import { selectGroupings } from '../../model/groupings.ts';
import type { GroupingRecord } from '../../wire.gen.ts';
import { IconButton } from '../parts/Button.tsx';
import { ListPopover } from '../parts/ListPopover.tsx';
import { RefusalAt } from '../parts/Refusal.tsx';
import { useApp, useStore, useTexts } from '../store.tsx';

const PLACE = 'groupings';

export const GROUPING_ICONS = { together: Link2, apart: Unlink2 } as const;

function GroupingItem({ grouping }: { grouping: GroupingRecord }) {
  const t = useTexts().groupings;
  const { actions } = useStore();
  const { number, keeping, people, kept } = grouping;
  const names = people.length === 0 ? t.gone : t.names(people.map(({ name }) => name));
  const Icon = GROUPING_ICONS[keeping];
  return (
    <li className="grouping">
      <Icon aria-hidden className="muted" size={16} />
      <span className="grouping-text">
        <span className="muted">{t.kinds[keeping]}</span>
        <span dir="auto">{names}</span>
        {!kept && (
          <span className="grouping-broken">
            <TriangleAlert aria-hidden size={14} />
            {t.notKept}
          </span>
        )}
      </span>
      <IconButton
        label={t.remove(t.kinds[keeping], names)}
        onPress={() => void actions.command({ type: 'drop_grouping', grouping: number }, PLACE)}
        small
      >
        <X aria-hidden size={16} />
      </IconButton>
    </li>
  );
}

/** SH1: who is kept together or apart when people are dealt out, what is not kept now, and how to end it. */
export function Groupings() {
  const t = useTexts().groupings;
  const { all, broken } = useApp(selectGroupings);
  return (
    <>
      <span className="visually-hidden" role="status">
        {broken > 0 && t.broken(broken)}
      </span>
      <ListPopover
        button={
          <IconButton className="groupings-button" label={t.button(all.length, broken)}>
            <UsersRound aria-hidden size={20} />
            {all.length > 0 && (
              <span aria-hidden="true" className="groupings-count" data-broken={broken > 0 || undefined}>
                {all.length}
              </span>
            )}
          </IconButton>
        }
        empty={t.empty}
        items={all.map((grouping) => <GroupingItem grouping={grouping} key={grouping.number} />)}
        title={t.title}
      >
        {broken > 0 && <p className="muted">{t.why}</p>}
        <RefusalAt place={PLACE} />
      </ListPopover>
    </>
  );
}
