import { useApp, useTexts } from '../store.tsx';
import { LineText } from './LineText.tsx';

/** What was said while the connection is away: it is sent once, when it is back. */
export function Unsent({ conversation }: { conversation: string }) {
  const t = useTexts().chat;
  const pending = useApp((state) => state.pending);
  const away = useApp((state) => state.connection.state !== 'connected');
  const waiting = pending.flatMap(({ id, command }) =>
    command.type === 'say' && command.conversation === conversation ? [{ id, text: command.text }] : [],
  );
  if (!away || waiting.length === 0) return null;
  return (
    <ol className="line-unsent">
      {waiting.map(({ id, text }) => (
        <li className="muted" key={id}>
          <LineText text={text} />
          <span className="line-note">{t.sending}</span>
        </li>
      ))}
    </ol>
  );
}
