import { SendHorizontal, X } from 'lucide-react';
import { type KeyboardEvent, useId, useRef } from 'react';
import { Label, TextArea, TextField } from 'react-aria-components';
import { IconButton } from '../parts/Button.tsx';
import { useTexts } from '../store.tsx';
import { EmojiMenu } from './EmojiMenu.tsx';

export const LONGEST_LINE = 4_000;
const WARN_FROM = 3_600;
/** Where the browser does not fit the field to its text by itself. */
const MOST_ROWS = 6;

interface Props {
  readonly label: string;
  readonly sendLabel: string;
  readonly text: string;
  readonly onChange: (text: string) => void;
  readonly onSend: () => void;
  readonly onCancel?: () => void;
  readonly autoFocus?: boolean;
}

/** Where lines are written: Enter sends, Shift and Enter begins a new line. */
export function Composer({ label, sendLabel, text, onChange, onSend, onCancel, autoFocus = false }: Props) {
  const t = useTexts();
  const area = useRef<HTMLTextAreaElement>(null);
  const hint = useId();
  const left = LONGEST_LINE - [...text.trim()].length;
  const sendable = text.trim() !== '' && left >= 0;
  const keys = (event: KeyboardEvent) => {
    // While a word is being composed, Enter ends the word.
    if (event.nativeEvent.isComposing) return;
    if (event.key === 'Escape' && onCancel) {
      event.stopPropagation();
      onCancel();
    }
    if (event.key !== 'Enter' || event.shiftKey) return;
    event.preventDefault();
    if (sendable) onSend();
  };
  const insert = (emoji: string) => {
    const at = area.current?.selectionStart ?? text.length;
    const end = area.current?.selectionEnd ?? at;
    onChange(`${text.slice(0, at)}${emoji}${text.slice(end)}`);
    requestAnimationFrame(() => {
      area.current?.focus();
      area.current?.setSelectionRange(at + emoji.length, at + emoji.length);
    });
  };
  return (
    <div className="composer">
      <TextField
        aria-describedby={hint}
        autoFocus={autoFocus}
        className="field composer-field"
        isInvalid={left < 0}
        onChange={onChange}
        value={text}
      >
        <Label className="visually-hidden">{label}</Label>
        <TextArea
          className="input composer-area"
          dir="auto"
          onKeyDown={keys}
          placeholder={label}
          ref={area}
          rows={Math.min(MOST_ROWS, text.split('\n').length)}
        />
      </TextField>
      <span className="visually-hidden" id={hint}>
        {t.chat.enterHint}
      </span>
      <div className="composer-tools">
        {text.length > WARN_FROM && (
          <span aria-live="polite" className={left < 0 ? 'field-note field-over' : 'field-note muted'}>
            {t.chat.left(left)}
          </span>
        )}
        <EmojiMenu onPick={insert} />
        {onCancel && (
          <IconButton label={t.cancel} onPress={onCancel}>
            <X aria-hidden size={20} />
          </IconButton>
        )}
        <IconButton isDisabled={!sendable} label={sendLabel} onPress={onSend}>
          <SendHorizontal aria-hidden size={20} />
        </IconButton>
      </div>
    </div>
  );
}
