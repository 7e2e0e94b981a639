import { describe, expect, test } from 'vitest';
import { simplifiedOf } from '../../../../functions/catalog/search/simplified.ts';
import { find, shopOf } from '../../../unit/catalog/search/shop.ts';

const korean = {
  kinds: [
    '스테인리스',
    '무선',
    '접이식',
    '휴대용',
    '방수',
    '대용량',
    '어린이',
    '주방용',
    'LED',
    'USB',
    '3단',
    '원목',
  ],
  goods: [
    '텀블러',
    '이어폰',
    '의자',
    '칫솔',
    '선풍기',
    '가방',
    '냄비',
    '책상',
    '충전기',
    '우산',
    '세탁기',
    '밥솥',
  ],
  ends: ['500ml', '2L', '블랙', '10개입', '20cm', 'Pro'],
  between: ' ',
};
const chinese = {
  kinds: ['不锈钢', '无线', '折叠', '便携式', '防水', '大容量', '儿童', '厨房', 'LED', 'USB', '三层', '实木'],
  goods: [
    '保温杯',
    '耳机',
    '椅子',
    '牙刷',
    '风扇',
    '背包',
    '炒锅',
    '书桌',
    '充电器',
    '雨伞',
    '洗衣机',
    '电饭煲',
  ],
  ends: ['500毫升', '2升', '黑色', '10个装', '20厘米', 'Pro'],
  between: '',
};

const titlesOf = ({ kinds, goods, ends, between }: typeof korean): readonly string[] =>
  kinds.flatMap((kind) =>
    goods.flatMap((name) =>
      ends.map((end) => `${kind}${between}${name}${between === '' ? ' ' : between}${end}`),
    ),
  );

const titles = [...titlesOf(korean), ...titlesOf(chinese)];
const shop = shopOf(titles);
/** One in so many titles is asked for; no multiple of how often an end comes back. */
const askedOf = 5;

const traditionalOf = new Map(
  [...simplifiedOf].reverse().map(([traditional, plain]) => [plain, traditional]),
);
const wide = (text: string): string =>
  text.replaceAll(/[!-~]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) + 0xfee0));
const own = '[\\p{Script=Hangul}\\p{Script=Han}]';
/** A blank more, in the first run of Korean or Chinese characters. */
const torn = (text: string): string => text.replace(new RegExp(`(${own})(${own}+)`, 'u'), '$1 $2');
/** Cut off at its beginning, where that is Korean or Chinese. */
const cut = (text: string): string => text.replace(new RegExp(`^${own}`, 'u'), '');

describe('a title of Korean or Chinese goods', () => {
  test.each<[string, (text: string) => string]>([
    ['as it is', (text) => text],
    ['in letters taken apart (NFD)', (text) => text.normalize('NFD')],
    ['in full width', wide],
    ['without blanks', (text) => text.replaceAll(' ', '')],
    ['with a blank more', torn],
    ['in traditional characters', (text) => text.replaceAll(/./gu, (one) => traditionalOf.get(one) ?? one)],
    ['in capitals', (text) => text.toUpperCase()],
    ['without its first character', cut],
  ])('is found first, written %s', (_, write) => {
    const missed = titles.filter(
      (title, place) => place % askedOf === 0 && find(shop, write(title))[0] !== String(place),
    );
    expect(missed).toEqual([]);
  });
});

test('a single character finds every title that has it', () => {
  for (const character of ['우', '기', '电', '子', '灯']) {
    const having = titles.flatMap((title, place) => (title.includes(character) ? [String(place)] : []));
    const found = new Set(shop.match({ text: character, top: 1_000 }).map(({ productId }) => productId));
    expect(having.filter((id) => !found.has(id))).toEqual([]);
  }
});
