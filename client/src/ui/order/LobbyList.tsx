import { selectWaiting } from '../../model/order.ts';
import { Avatar } from '../parts/Avatar.tsx';
import { ActionButton } from '../parts/Button.tsx';
import { RefusalAt } from '../parts/Refusal.tsx';
import { useApp, useStore, useTexts } from '../store.tsx';

const LOBBY = 'lobby';

/** JN3: who waits, for moderators, with *Admit* and *Refuse*. */
export function LobbyList() {
  const texts = useTexts().moderating;
  const t = texts.lobby;
  const { actions } = useStore();
  const waiting = useApp(selectWaiting);
  if (waiting.length === 0) return null;
  const admit = (people: readonly string[] | null) =>
    void actions.command({ type: 'admit_people', people }, LOBBY);
  const refuse = (people: readonly string[] | null) =>
    void actions.command({ type: 'refuse_people', people }, LOBBY);
  return (
    <section aria-label={texts.people.waiting} className="panel-section lobby-section">
      <h3 className="panel-heading">
        {texts.people.waiting} <span className="count">{waiting.length}</span>
      </h3>
      <RefusalAt place={LOBBY} />
      <ul aria-label={texts.people.waiting} className="lobby-list">
        {waiting.map(({ id, name }) => (
          <li className="person-line" key={id}>
            <Avatar id={id} name={name} />
            <span className="person-name">
              <bdi className="truncate">{name}</bdi>
            </span>
            <ActionButton aria-label={t.admitWho(name)} look="primary" onPress={() => admit([id])} small>
              {t.admit}
            </ActionButton>
            <ActionButton aria-label={t.refuseWho(name)} look="quiet" onPress={() => refuse([id])} small>
              {t.refuse}
            </ActionButton>
          </li>
        ))}
      </ul>
      {waiting.length > 1 && (
        <div className="panel-tools">
          <ActionButton look="primary" onPress={() => admit(null)} small>
            {t.admitAll}
          </ActionButton>
          <ActionButton look="quiet" onPress={() => refuse(null)} small>
            {t.refuseAll}
          </ActionButton>
        </div>
      )}
    </section>
  );
}
