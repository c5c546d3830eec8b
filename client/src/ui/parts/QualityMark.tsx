import { SignalHigh, TriangleAlert } from 'lucide-react';
import { useApp, useTexts } from '../store.tsx';

const ICONS = { 1: TriangleAlert, 2: TriangleAlert, 3: SignalHigh };

/** RM1: that somebody's connection does not work well; nothing while it does. */
export function QualityMark({ person }: { person: string }) {
  const t = useTexts().quality;
  const level = useApp((state) => state.qualities[person] ?? 4);
  if (level !== 1 && level !== 2 && level !== 3) return null;
  const Icon = ICONS[level];
  return <Icon aria-label={t[level]} className={`mark-quality mark-quality-${level}`} role="img" size={16} />;
}
