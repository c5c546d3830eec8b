import { Hand, MicOff, ShieldCheck, ShieldOff, UserX, VideoOff } from 'lucide-react';
import type { ReactNode } from 'react';
import type { Listed } from '../../model/people.ts';
import { isModeratorRole, selectIsModerator } from '../../model/selectors.ts';
import type { Command } from '../../wire.gen.ts';
import { useApp, useTexts } from '../store.tsx';

export interface Choice {
  readonly id: string;
  readonly label: string;
  readonly icon: ReactNode;
  readonly command: Command;
  /** Asked about first. */
  readonly grave?: boolean;
}

/** RM1: what a moderator may do about one person; nothing for participants. */
export function useChoices(): (person: Listed) => readonly Choice[] {
  const texts = useTexts();
  const t = texts.moderating.people;
  const moderator = useApp(selectIsModerator);
  return ({ id, role, isMe, microphone, camera, hand }) => {
    if (!moderator) return [];
    const choices: (Choice | false)[] = [
      !isMe &&
        microphone && {
          id: 'mute',
          label: t.mute,
          icon: <MicOff aria-hidden size={16} />,
          command: { type: 'mute_person', person: id },
        },
      !isMe &&
        camera && {
          id: 'camera',
          label: t.stopCamera,
          icon: <VideoOff aria-hidden size={16} />,
          command: { type: 'stop_camera_of', person: id },
        },
      hand && {
        id: 'hand',
        label: t.lowerHand,
        icon: <Hand aria-hidden size={16} />,
        command: { type: 'lower_hand', person: id },
      },
      !isModeratorRole(role) && {
        id: 'promote',
        label: texts.dashboard.promote,
        icon: <ShieldCheck aria-hidden size={16} />,
        command: { type: 'set_role', person: id, role: 'moderator' },
      },
      role === 'moderator' &&
        !isMe && {
          id: 'demote',
          label: texts.dashboard.demote,
          icon: <ShieldOff aria-hidden size={16} />,
          command: { type: 'set_role', person: id, role: 'participant' },
        },
      role !== 'host' &&
        !isMe && {
          id: 'remove',
          label: `${t.remove} …`,
          icon: <UserX aria-hidden size={16} />,
          command: { type: 'remove_person', person: id },
          grave: true,
        },
    ];
    return choices.filter((choice) => choice !== false);
  };
}
