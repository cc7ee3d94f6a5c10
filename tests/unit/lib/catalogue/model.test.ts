import { describe, expect, it } from 'vitest';
import { findItems, itemName, KNOWN_ITEMS, namedItem, readItems } from '@/lib/catalogue/model';

const read = (json: unknown) => readItems(JSON.stringify(json));

describe('a list of Gepetto', () => {
  it('is read as documented', () => {
    const json = [{ id: 'living_room', name: 'Salon', 'name-en': 'Living room', type: 'home' }];
    expect(read(json)).toEqual([
      { id: 'living_room', french: 'Salon', english: 'Living room', picture: null },
    ]);
  });

  it.each([
    [{ styles: [{ id: 'modern', name: 'Moderne' }] }],
    [{ data: [{ styleId: 'modern', label: 'Moderne' }] }],
    [{ modern: { name: 'Moderne' } }],
    [{ modern: 'Moderne' }],
    [[{ id: 'modern', name: { fr: 'Moderne', en: 'Moderne' } }]],
  ])('is read from %j', (json) => {
    expect(read(json)).toEqual([
      { id: 'modern', french: 'Moderne', english: 'Moderne', picture: null },
    ]);
  });

  it.each([
    [{ image: 'https://x.example/a.jpg' }],
    [{ thumbnail: 'https://x.example/a.jpg' }],
    [{ picture: { url: 'https://x.example/a.jpg' } }],
    [{ preview: ['https://x.example/a.jpg'] }],
  ])('gives the picture in %j', (fields) => {
    expect(read([{ id: 'a', ...fields }])[0]?.picture).toBe('https://x.example/a.jpg');
  });

  it('gives no picture from an address that is not one', () => {
    expect(read([{ id: 'a', image: 'javascript:alert(1)' }])[0]?.picture).toBeNull();
  });

  it.each([['<html>'], ['null'], ['7'], ['""'], ['[null, 3, {}, [], ""]'], ['{}']])(
    'is empty for %s',
    (body) => {
      expect(readItems(body)).toEqual([]);
    },
  );

  it('has each id once and is bounded', () => {
    expect(read(['a', 'a', 'b']).map(({ id }) => id)).toEqual(['a', 'b']);
    expect(read(Array.from({ length: 5_000 }, (_, index) => `s${index}`))).toHaveLength(1_000);
  });
});

describe('a search', () => {
  const { rooms } = KNOWN_ITEMS;
  const ids = (query: string) => findItems(rooms, query).map(({ id }) => id);

  it('finds either language without accents, and ids', () => {
    expect(ids('salle a')).toContain('dining_room');
    expect(ids('TERRASSE')).toEqual(['outdoor_terrace']);
    expect(ids('home_office')).toEqual(['home_office']);
    expect(ids('room living')).toContain('living_room');
    expect(ids('xyz')).toEqual([]);
  });

  it('knows a whole name', () => {
    expect(namedItem(rooms, ' salle à manger ')?.id).toBe('dining_room');
    expect(namedItem(rooms, 'salle')).toBeUndefined();
  });

  it('names in the language of the page', () => {
    const [room] = findItems(rooms, 'terrace');
    expect(room && [itemName(room, 'fr'), itemName(room, 'en'), itemName(room, 'en-XA')]).toEqual([
      'Terrasse',
      'Terrace',
      'Terrace',
    ]);
  });
});
