import { SmilePlus } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { Button, Dialog, DialogTrigger, MenuItem, MenuSection, Popover } from 'react-aria-components';
import { type ShownReaction, selectReactions } from '../../model/reactions.ts';
import type { Reaction } from '../../wire.gen.ts';
import { useAnnounce } from '../parts/Live.tsx';
import { useNarrow } from '../parts/useNarrow.ts';
import { useApp, useStore, useTexts } from '../store.tsx';

const SIGNS: Readonly<Record<Reaction, string>> = {
  thumbs_up: '👍',
  clap: '👏',
  heart: '❤️',
  laugh: '😂',
  wow: '😮',
  party: '🎉',
};

const KINDS = Object.keys(SIGNS) as readonly Reaction[];
const NONE: readonly ShownReaction[] = [];

/** Milliseconds between two sentences about reactions. */
const QUIET = 5_000;

/** RM1: says now and then what is shown, not each time. */
function useSparingly(): void {
  const t = useTexts().moderating.reactions;
  const announce = useAnnounce();
  const reactions = useApp((state) => state.reactions);
  const names = useApp((state) => state.records.mates);
  const me = useApp((state) => state.records.me?.id);
  const before = useRef({ id: 0, at: 0 });
  useEffect(() => {
    const fresh = reactions.filter(({ id, person }) => id > before.current.id && person !== me);
    const [first] = fresh;
    if (!first || Date.now() - before.current.at < QUIET) return;
    before.current = { id: fresh.at(-1)?.id ?? 0, at: Date.now() };
    const name = names.get(first.person)?.name ?? '';
    announce(fresh.length === 1 ? t.said(name, t.names[first.reaction]) : t.several(fresh.length));
  }, [reactions, names, me, announce, t]);
}

/** RM1 *Reactions*: a sign that those in the room see for some seconds. */
export function ReactionsTool() {
  const t = useTexts().moderating.reactions;
  const { actions } = useStore();
  const narrow = useNarrow();
  useSparingly();
  if (narrow) return null;
  return (
    <DialogTrigger>
      <Button aria-label={t.label} className="tool tool-reactions">
        <span className="tool-icon">
          <SmilePlus aria-hidden size={22} />
        </span>
        <span aria-hidden="true" className="tool-label">
          {t.label}
        </span>
      </Button>
      <Popover className="popover" placement="top">
        <Dialog aria-label={t.label} className="reaction-menu">
          {({ close }) =>
            KINDS.map((reaction) => (
              <Button
                aria-label={t.names[reaction]}
                className="reaction"
                key={reaction}
                onPress={() => {
                  actions.react(reaction);
                  close();
                }}
              >
                <span aria-hidden="true">{SIGNS[reaction]}</span>
              </Button>
            ))
          }
        </Dialog>
      </Popover>
    </DialogTrigger>
  );
}

/** The same among the items of a menu, where the toolbar has no room for them. */
export function ReactionItems() {
  const t = useTexts().moderating.reactions;
  const { actions } = useStore();
  return (
    <MenuSection aria-label={t.label} className="menu-reactions">
      {KINDS.map((reaction) => (
        <MenuItem
          aria-label={t.names[reaction]}
          className="reaction"
          id={reaction}
          key={reaction}
          onAction={() => actions.react(reaction)}
          textValue={t.names[reaction]}
        >
          <span aria-hidden="true">{SIGNS[reaction]}</span>
        </MenuItem>
      ))}
    </MenuSection>
  );
}

/** What a person shows now, floating over their tile; read out elsewhere. */
export function TileReactions({ person }: { person: string }) {
  const shown = useApp((state) => selectReactions(state).get(person) ?? NONE);
  if (shown.length === 0) return null;
  return (
    <span aria-hidden="true" className="tile-reactions" data-reactions={shown.length}>
      {shown.map(({ id, reaction }) => (
        <span className="tile-reaction" key={id}>
          {SIGNS[reaction]}
        </span>
      ))}
    </span>
  );
}
