/** Words that say nothing about goods; they are neither indexed nor asked for. */
export const stopWords: ReadonlySet<string> = new Set(
  'a an and are as be is it its of or s that the this to was were will your you our all any from at'.split(
    ' ',
  ),
);

/** Words of a request that say nothing about the goods; goods are never called so. */
export const requestWords: ReadonlySet<string> = new Set(
  'i we me my us our need want looking please buy buying purchase quote quotation some have would like'.split(
    ' ',
  ),
);

/** Words after which a title no longer names the goods but says what they are for, made of or come with. */
export const turningWords: ReadonlySet<string> = new Set(
  'for with without in on by w fits compatible featuring including includes using via'.split(' '),
);

/** Words that often end a title behind the goods that it names: colours, finishes, sizes, who it is for, and how many there are. */
const trailingWords: ReadonlySet<string> = new Set(
  [
    'black white gray grey silver gold blue red green brown beige navy pink yellow orange purple ivory cream tan teal clear natural',
    'multicolor chrome nickel bronze brass copper walnut oak cherry espresso mahogany matte satin brushed polished finish color colour',
    'small medium large xl xxl xs extra mini size sizes new only set sets kit kits pack packs pair pairs piece pieces pcs bundle',
    'each count model style series aluminum aluminium steel wood wooden plastic leather cotton',
    'twin full queen king single double round oval rectangular wide tall long thick lightweight heavy duty universal replacement assorted',
    'indoor outdoor wireless cordless electric modern vintage premium unisex men women mens womens kids adult adults boys girls',
  ]
    .join(' ')
    .split(' '),
);

/** `washable`, `collapsible`, `waterproof`; short words such as `table` and `cable` name goods, and so do a few long ones. */
const quality = /^(?!vegetable|turntable|timetable)[a-z]{3,}(?:able|ible|proof)$/;

/** True for a word that describes what stands before it and does not name it; see the list. */
export const isTrailing = (surface: string): boolean => trailingWords.has(surface) || quality.test(surface);

/** Plurals that no suffix rule undoes, and British spellings of goods and materials, with the form that is indexed. */
export const irregularWords: ReadonlyMap<string, string> = new Map(
  [
    'shelves shelf, knives knife, leaves leaf, halves half, loaves loaf, wolves wolf, scarves scarf',
    'wives wife, calves calf, men man, women woman, children child, feet foot, teeth tooth, mice mouse, geese goose',
    'womens woman, mens man, kids kid, childrens child',
    'grey gray, colour color, coloured colored, colours color, aluminium aluminum, fibre fiber, fibreglass fiberglass',
    'tyre tire, tyres tire, mould mold, moulds mold, moulding molding, mouldings molding, jewellery jewelry',
    'centre center, metre meter, litre liter, draught draft, cheque check',
    'sulphur sulfur, stainles stainless, accessories accessory',
    'galvanised galvanized, organiser organizer, organisers organizer, moisturiser moisturizer, pyjamas pajamas',
    'doughnut donut, yoghurt yogurt, catalogue catalog, licence license, spanner wrench, spanners wrench',
  ]
    .join(', ')
    .split(', ')
    .map((pair): [string, string] => {
      const [from = '', to = ''] = pair.split(' ');
      return [from, to];
    }),
);
