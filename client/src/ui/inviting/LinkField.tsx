import { Check, Copy } from 'lucide-react';
import { useRef, useState } from 'react';
import { Input, Label, Text, TextField } from 'react-aria-components';
import type { LinkRole } from '../../model/links.ts';
import { ActionButton } from '../parts/Button.tsx';
import { useAnnounce } from '../parts/Live.tsx';
import { useTexts } from '../store.tsx';
import { copyFrom } from './copy.ts';

interface Props {
  readonly which: LinkRole;
  readonly address: string;
}

/** JN1: a link to read and to copy. */
export function LinkField({ which, address }: Props) {
  const t = useTexts().inviting;
  const announce = useAnnounce();
  const field = useRef<HTMLInputElement>(null);
  /** The link that was copied, and whether that worked; of another link nothing is known. */
  const [tried, setTried] = useState({ address: '', worked: false });
  const here = tried.address === address;
  const copied = here && tried.worked;
  const copy = async () => {
    if (!field.current) return;
    const worked = await copyFrom(field.current);
    setTried({ address, worked });
    announce(worked ? t.copied : t.copyFailed);
  };
  const hint = here && !tried.worked ? t.copyFailed : which === 'moderator' ? t.moderatorHint : null;
  return (
    <TextField className="field" isReadOnly value={address}>
      <Label className="field-label">{t.link[which]}</Label>
      <span className="link-row">
        <Input
          className="input link-input"
          dir="ltr"
          onFocus={(event) => event.target.select()}
          ref={field}
        />
        <ActionButton aria-label={t.copyWhat[which]} onPress={() => void copy()}>
          {copied ? <Check aria-hidden size={16} /> : <Copy aria-hidden size={16} />}
          {copied ? t.copied : t.copy}
        </ActionButton>
      </span>
      {hint && (
        <Text className="field-hint" slot="description">
          {hint}
        </Text>
      )}
    </TextField>
  );
}
