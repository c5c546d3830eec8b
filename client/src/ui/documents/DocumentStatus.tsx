import { ActionButton } from '../parts/Button.tsx';
import { useTexts } from '../store.tsx';
import type { OpenDocument } from './useDocument.ts';

/** What there is to say about a document that is not simply open; nothing while it is. */
export function DocumentStatus({ document: { state, again } }: { document: OpenDocument }) {
  const t = useTexts().documents;
  if (state.status === 'ended' && state.end !== null) {
    const lasting = state.end === 'not_yours' || state.end === 'gone';
    return (
      <div className="document-status" role="alert">
        <p>{t.end[state.end]}</p>
        {!lasting && (
          <ActionButton onPress={again} small>
            {t.again}
          </ActionButton>
        )}
      </div>
    );
  }
  if (state.status === 'loading') {
    return (
      <p className="document-status" role="status">
        <span aria-hidden="true" className="spinner" /> {t.loading}
      </p>
    );
  }
  if (state.status === 'lost') {
    return (
      <p className="document-status" role="status">
        {t.lost}
      </p>
    );
  }
  return state.writes ? null : <p className="document-status muted">{t.reading}</p>;
}
