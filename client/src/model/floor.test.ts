import { expect, test } from 'vitest';
import type { AppState } from './app.ts';
import { selectFloor, selectKept } from './floor.ts';
import { ME } from './in_memory.ts';
import { INITIAL_STATE } from './initial.ts';

const member = (person: string) => ({ person, name: person.toUpperCase() });

const showing = (by: string | null, asked: readonly string[], offered: string | null): AppState => ({
  ...INITIAL_STATE,
  notices: [{ id: 1, notice: { kind: 'floor_kept', by: 'Ben' } }],
  records: {
    ...INITIAL_STATE.records,
    me: ME,
    presentation: {
      by,
      name: 'Ben',
      what: { kind: 'screen', sound: false },
      asked: asked.map(member),
      offered,
    },
  },
});

test('RM1: the presenter is asked by one after the other, and sees to whom the floor is given', () => {
  const floor = selectFloor(showing(ME.id, ['p_2', 'p_3'], 'p_3'));
  expect(floor).toEqual({
    asking: [member('p_2')],
    givenTo: member('p_3'),
    askedOf: null,
    givenBy: null,
  });
});

test('RM1: who asked waits for the presenter, until the floor is theirs; others have nothing to do with it', () => {
  expect(selectFloor(showing('p_2', [ME.id], null))).toMatchObject({ askedOf: 'Ben', givenBy: null });
  expect(selectFloor(showing('p_2', [ME.id], ME.id))).toMatchObject({ askedOf: null, givenBy: 'Ben' });
  const other = selectFloor(showing('p_2', ['p_3'], 'p_3'));
  expect(other).toEqual({ asking: [], givenTo: null, askedOf: null, givenBy: null });
  expect(selectFloor(showing(null, [ME.id], null))).toEqual(other);
});

test('RM1: that the presenter goes on is news until one asks again', () => {
  expect(selectKept(showing('p_2', [], null))).toEqual({ ids: [1], by: 'Ben' });
  expect(selectKept(showing('p_2', [ME.id], null))).toBeNull();
});
