import { describe, expect, test } from 'vitest';
import { find, shopOf } from './shop.ts';

describe('relevance', () => {
  test('the thing itself comes before what is for it', () => {
    const shop = shopOf(['Sofa cover for 3-seater, blue', 'Cover for sofa', '3-seater sofa, blue']);
    expect(find(shop, 'sofa')[0]).toBe('2');
    expect(find(shop, 'blue sofa')[0]).toBe('2');
    expect(find(shop, 'sofa cover')[2]).toBe('2');
  });

  test('the last noun says what is wanted', () => {
    const shop = shopOf(['Desk lamp', 'Lamp desk']);
    expect(find(shop, 'desk lamp')).toEqual(['0', '1']);
    expect(find(shop, 'lamp desk')).toEqual(['1', '0']);
  });

  test('plurals, compounds and misspellings meet', () => {
    const shop = shopOf(['Oak bookshelf', 'Oak book shelf', 'Oak table', 'Steel table', 'Steel bookshelf']);
    expect(find(shop, 'bookshelves').slice(0, 3).sort()).toEqual(['0', '1', '4']);
    expect(find(shop, 'book shelf').slice(0, 3).sort()).toEqual(['0', '1', '4']);
    expect(find(shop, 'bokshelf').slice(0, 3).sort()).toEqual(['0', '1', '4']);
    expect(find(shop, 'oak bukshelf')[0]).toBe('0');
    expect(find(shop, 'oak tabel')[0]).toBe('2');
  });

  test('what the catalogue writes in one word and in two is one thing, whatever stemming takes off', () => {
    const shop = shopOf([
      'Cotton table cloth',
      'Blue tablecloth',
      'Paper lamp shade',
      'Lampshade',
      'Snow blower, petrol',
      'Snowblower cover',
      "Men's T-shirt",
      'Tshirt rack',
      'WH-1000XM4 headphones',
      'Pads for WH1000XM4',
    ]);
    expect(find(shop, 'tablecloth').slice(0, 2).sort()).toEqual(['0', '1']);
    expect(find(shop, 'lampshades').slice(0, 2).sort()).toEqual(['2', '3']);
    expect(find(shop, 'snowblower')[0]).toBe('4');
    expect(find(shop, 'tshirt')[0]).toBe('6');
    expect(find(shop, 'wh1000xm4')[0]).toBe('8');
  });

  test('a misspelling is mended by how it was written, where stemming would hide it', () => {
    const shop = shopOf(['Reading lamp', 'Reading glasses', 'Lawn mower', 'Lawn mower blade', 'Red rug']);
    expect([...find(shop, 'reaing')].sort()).toEqual(['0', '1']);
    expect(find(shop, 'mowe')[0]).toBe('2');
  });

  test('a quality, a size or who it is for does not name the goods at the end of a title', () => {
    const shop = shopOf([
      'Laptop bag 15 inch waterproof',
      'Student laptop 15 inch portable',
      'Phone case',
      'Phone',
    ]);
    expect(find(shop, 'laptop')[0]).toBe('1');
    expect(find(shop, 'phone')).toEqual(['3', '2']);
    expect(find(shop, 'phone case')[0]).toBe('2');
  });

  test('a measure meets the same measure in other units', () => {
    const shop = shopOf(['Ladder 6 ft.', 'Ladder 10 ft.', 'Ladder 12 ft.']);
    expect(find(shop, 'ladder 120 inches')[0]).toBe('1');
    expect(find(shop, "10' ladder")[0]).toBe('1');
    expect(find(shop, '3.048 m ladder')[0]).toBe('1');
    expect(find(shopOf(['Board 3/4 in.', 'Board 1/2 in.', 'Board 2 in.']), '12.7mm board')[0]).toBe('1');
  });

  test('a product with all the words comes before one with a rare word twice', () => {
    const shop = shopOf([
      'Zirconium zirconium ring',
      'Red lamp',
      'Red zirconium lamp',
      'Red table',
      'Green lamp',
    ]);
    expect(find(shop, 'red zirconium lamp')[0]).toBe('2');
  });

  test('title counts more than category, attributes and description', () => {
    const shop = shopOf([
      { title: 'Table', description: 'Goes with a walnut chair' },
      { title: 'Walnut chair' },
      { title: 'Chair', attributes: { Finish: 'walnut' } },
    ]);
    expect(find(shop, 'walnut chair')).toEqual(['1', '2', '0']);
  });

  test('an attribute that is yes says its name, one that is no says nothing', () => {
    const shop = shopOf([
      { title: 'Bag', attributes: { Waterproof: 'No' } },
      { title: 'Bag', attributes: { Waterproof: 'Yes' } },
    ]);
    expect(find(shop, 'waterproof')).toEqual(['1']);
  });

  test('Korean and Chinese are found by any part, and across languages', () => {
    const shop = shopOf([
      '스테인리스 텀블러 500ml',
      '유리 컵',
      '不锈钢保温杯',
      '玻璃杯',
      'Stainless steel tumbler',
    ]);
    expect(find(shop, '텀블러')[0]).toBe('0');
    expect(find(shop, '인리스')[0]).toBe('0');
    expect(find(shop, '保温杯')[0]).toBe('2');
    expect(find(shop, '玻璃')[0]).toBe('3');
    expect(find(shop, '스테인리스 텀블러')).toContain('4');
    expect(find(shop, '不銹鋼保溫杯')[0]).toBe('2');
    // Between Korean and Chinese without English in between
    expect(find(shop, '保温杯')).toContain('0');
    expect(find(shop, '텀블러').slice(0, 3)).toContain('2');
    expect(find(shop, '玻 璃')[0]).toBe('3');
    expect(find(shop, '杯').slice(0, 2).sort()).toEqual(['2', '3']);
  });

  test('a word that was cut at the border of two scripts is found by what is left of it', () => {
    const shop = shopOf(['LED灯', '台灯', '黑色ball', '黑色desk', '유리 컵', '유리문 컵']);
    expect(find(shop, 'ED灯')[0]).toBe('0');
    expect(find(shop, '色ba')[0]).toBe('2');
    expect(find(shop, '유리컵')[0]).toBe('4');
  });

  test('a size is no number that is written without its cross', () => {
    const shop = shopOf(['Towel bar 24 in.', '2 in. x 4 in. stud', '2 in. x 6 in. stud']);
    expect(find(shop, '2 x 4')).toEqual(['1', '2']);
  });

  test('a word in the name of a category that names its goods counts more than one that describes them', () => {
    const shop = shopOf([
      { title: 'Curtain Rod 48-84"', categoryPath: ['Decor', 'Curtain Hardware'] },
      { title: 'Blackout Curtain Panel Pair', categoryPath: ['Decor', 'Curtains & Drapes'] },
      { title: 'Bookcase, 5-Shelf', categoryPath: ['Furniture', 'Bookcases'] },
      { title: 'Shelf for bookcase', categoryPath: ['Furniture', 'Parts'] },
    ]);
    expect(find(shop, 'curtain')).toEqual(['1', '0']);
    expect(find(shop, 'bookcase').slice(0, 2)).toEqual(['2', '3']);
  });

  test('names of object members are looked up like words', () => {
    const shop = shopOf(['Constructor set for kids', 'Toy car']);
    expect(find(shop, 'constructor')).toEqual(['0']);
    expect(find(shop, '__proto__ toString hasOwnProperty')).toEqual([]);
  });

  test('text that says nothing finds nothing; no text lists what passes', () => {
    const shop = shopOf(['Lamp', 'Table']);
    expect(find(shop, '!!! ???')).toEqual([]);
    expect(find(shop, 'xyzzy')).toEqual([]);
    expect(find(shop, '  ')).toHaveLength(2);
    expect(find(shopOf([]), 'lamp')).toEqual([]);
  });
});
