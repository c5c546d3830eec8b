import { ScreenShare, ScreenShareOff } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { selectFloor } from '../../model/floor.ts';
import { selectIsModerator, selectPresenter } from '../../model/selectors.ts';
import { ActionButton } from '../parts/Button.tsx';
import { useAnnounce } from '../parts/Live.tsx';
import { ModalCard } from '../parts/Modal.tsx';
import { useApp, useStore, useTexts } from '../store.tsx';
import { Tool } from './Tool.tsx';

type Question = 'taken' | 'not_allowed' | null;

/** Somebody else presents, or participants may not: says so; participants ask to present, moderators take over. */
function ShareDialog({ question, onClose }: { question: Question; onClose: () => void }) {
  const texts = useTexts();
  const t = texts.share;
  const { actions } = useStore();
  const moderator = useApp(selectIsModerator);
  const name = useApp((state) => selectPresenter(state)?.name ?? '');
  const asked = useApp((state) => selectFloor(state).askedOf !== null);
  const mayAsk = question === 'taken' && !moderator && !asked;
  const takeOver = () => {
    actions.shareScreen();
    onClose();
  };
  const ask = () => {
    void actions.command({ type: 'ask_to_present', asking: true }, 'share');
    onClose();
  };
  const title = question === 'not_allowed' ? t.notAllowedTitle : t.takenTitle(name);
  const taken = moderator ? t.takeOverHint : asked ? t.takenAsked : t.taken;
  const said = question === 'not_allowed' ? t.notAllowed : taken;
  return (
    <ModalCard onClose={onClose} open={question !== null} title={title}>
      <p>{said}</p>
      <div className="dialog-actions">
        <ActionButton onPress={onClose}>{moderator || mayAsk ? texts.cancel : texts.close}</ActionButton>
        {mayAsk && (
          <ActionButton look="primary" onPress={ask}>
            {t.ask}
          </ActionButton>
        )}
        {moderator && (
          <ActionButton look="primary" onPress={takeOver}>
            {t.takeOver}
          </ActionButton>
        )}
      </div>
    </ModalCard>
  );
}

/** RM1: who begins and stops presenting is read out once. */
function useAnnounced(): void {
  const t = useTexts().share;
  const announce = useAnnounce();
  const presenter = useApp(selectPresenter);
  const before = useRef(presenter);
  useEffect(() => {
    const was = before.current;
    before.current = presenter;
    if (presenter && presenter.id !== was?.id && !presenter.isMe) announce(t.began(presenter.name));
    if (!presenter && was && !was.isMe) announce(t.over);
  }, [presenter, announce, t]);
}

/** RM1 *Share content*: a screen, window or tab for the room one is in. */
export function ShareTool() {
  const t = useTexts().share;
  const { actions } = useStore();
  const sharing = useApp((state) => state.media.screen === 'on');
  const presenter = useApp(selectPresenter);
  const allowed = useApp(
    (state) => selectIsModerator(state) || state.records.meeting?.permissions.share !== false,
  );
  const given = useApp((state) => selectFloor(state).givenBy !== null);
  const [question, setQuestion] = useState<Question>(null);
  useAnnounced();
  const press = () => {
    if (sharing) actions.stopSharing();
    else if (!allowed) setQuestion('not_allowed');
    else if (presenter && !presenter.isMe && !given) setQuestion('taken');
    else actions.shareScreen();
  };
  const Icon = sharing ? ScreenShareOff : ScreenShare;
  return (
    <>
      <Tool
        icon={<Icon aria-hidden size={22} />}
        label={sharing ? t.stop : t.button}
        onPress={press}
        {...(sharing ? { look: 'raised' as const } : {})}
      />
      <ShareDialog onClose={() => setQuestion(null)} question={question} />
    </>
  );
}
