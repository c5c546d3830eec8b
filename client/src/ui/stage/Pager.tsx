import { ChevronLeft, ChevronRight } from 'lucide-react';
import { Button } from 'react-aria-components';
import { useTexts } from '../store.tsx';

/** More dots than these tell nothing at a glance; then the number stands there. */
const MOST_DOTS = 8;

interface PagerProps {
  readonly page: number;
  readonly pages: number;
  readonly onPage: (page: number) => void;
}

/** RM1: turns the pages of people; Page Up and Page Down do so too. */
export function Pager({ page, pages, onPage }: PagerProps) {
  const t = useTexts().view;
  if (pages === 1) return null;
  const dots = Array.from({ length: pages }, (_, index) => index);
  return (
    <nav aria-label={t.pages} className="pager">
      <Button
        aria-label={t.previous}
        className="pager-turn"
        isDisabled={page === 0}
        onPress={() => onPage(page - 1)}
      >
        <ChevronLeft aria-hidden className="turned" size={18} />
      </Button>
      {pages > MOST_DOTS ? (
        <span className="pager-number">{t.page(page + 1, pages)}</span>
      ) : (
        dots.map((index) => (
          <Button
            aria-current={index === page ? 'page' : 'false'}
            aria-label={t.page(index + 1, pages)}
            className="pager-dot"
            key={index}
            onPress={() => onPage(index)}
          />
        ))
      )}
      <Button
        aria-label={t.next}
        className="pager-turn"
        isDisabled={page === pages - 1}
        onPress={() => onPage(page + 1)}
      >
        <ChevronRight aria-hidden className="turned" size={18} />
      </Button>
    </nav>
  );
}
