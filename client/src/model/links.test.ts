import { expect, test } from 'vitest';
import { daysUntil, reachable } from './links.ts';

test('JN1: a link names a host that others reach too', () => {
  const here = 'http://192.168.1.5:8000';
  for (const host of ['localhost:8000', '127.0.0.1:8000', '0.0.0.0:8000', '[::1]:8000', 'localhost']) {
    expect(reachable(`http://${host}/join/a.b`, here)).toBe('http://192.168.1.5:8000/join/a.b');
  }
  const told = 'https://meet.example.org/join/a.b';
  expect(reachable(told, here)).toBe(told);
  expect(reachable('https://localhost.example.org/join/a', here)).toBe(
    'https://localhost.example.org/join/a',
  );
});

test('JN1: a day that has begun counts', () => {
  const day = 24 * 60 * 60 * 1000;
  expect(daysUntil(90 * day, 1)).toBe(90);
  expect(daysUntil(day, 0)).toBe(1);
  expect(daysUntil(0, day)).toBe(1);
});
