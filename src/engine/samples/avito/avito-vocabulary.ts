// The words of the Avito-shaped sample: categories of a classified-advertisement site with titles,
// search queries and parameters. Parameters are written as the real tables have them, a key without
// quotes and a value in single quotes, which no JSON parser takes: {83:'Apple', 175:'iPhone'}.

export interface AvitoCategory {
  readonly categoryId: number;
  readonly parentId: number;
  /** Titles of advertisements, each of one of the category's makes. */
  readonly titles: readonly { readonly make: number; readonly title: string }[];
  /** By make. */
  readonly queries: readonly string[];
  readonly params: readonly string[];
  readonly medianPrice: number;
}

export const makesPerCategory = 5;

interface Shelf {
  readonly parentId: number;
  readonly nouns: readonly string[];
  readonly makes: readonly string[] & { readonly length: typeof makesPerCategory };
  readonly paramKeys: readonly [number, number];
  readonly medianPrice: number;
}

const shelves: readonly Shelf[] = [
  {
    parentId: 6,
    nouns: ['Телефон', 'Смартфон', 'Чехол для телефона', 'Зарядное устройство'],
    makes: ['Apple iPhone 5s', 'Samsung Galaxy S4', 'Nokia Lumia 630', 'Sony Xperia Z1', 'HTC One'],
    paramKeys: [83, 175],
    medianPrice: 8_000,
  },
  {
    parentId: 1,
    nouns: ['Автомобиль', 'Зимняя резина', 'Двигатель', 'Литые диски'],
    makes: ['ВАЗ 2107', 'Lada Granta', 'Toyota Camry', 'Ford Focus', 'Hyundai Solaris'],
    paramKeys: [110, 111],
    medianPrice: 190_000,
  },
  {
    parentId: 4,
    nouns: ['Квартира', 'Комната', 'Дом', 'Гараж'],
    makes: ['1-к', '2-к, 54 м²', '3-к, 72 м²', 'студия', 'с участком 6 сот.'],
    paramKeys: [54, 59],
    medianPrice: 1_400_000,
  },
  {
    parentId: 5,
    nouns: ['Платье', 'Куртка', 'Кроссовки', 'Детский комбинезон'],
    makes: ['Zara', 'Nike', 'ручная работа', 'новое', 'р. 42-44'],
    paramKeys: [88, 175],
    medianPrice: 1_200,
  },
  {
    parentId: 2,
    nouns: ['Диван', 'Шкаф-купе', 'Холодильник', 'Стиральная машина'],
    makes: ['Bosch', 'Икеа', 'Indesit', 'б/у', 'угловой'],
    paramKeys: [127, 130],
    medianPrice: 6_500,
  },
  {
    parentId: 7,
    nouns: ['Велосипед', 'Гитара', 'Палатка', 'Удочка'],
    makes: ['Stels', 'Yamaha', 'Merida', 'горный', 'для начинающих'],
    paramKeys: [181, 187],
    medianPrice: 7_000,
  },
  {
    parentId: 35,
    nouns: ['Щенок', 'Котёнок', 'Аквариум', 'Корм для собак'],
    makes: ['йорк', 'британец', 'в добрые руки', '100 л', 'Royal Canin'],
    paramKeys: [45, 46],
    medianPrice: 3_000,
  },
  {
    parentId: 8,
    nouns: ['Ремонт квартир', 'Грузоперевозки', 'Репетитор', 'Вакансия: водитель'],
    makes: ['недорого', 'срочно', 'по России', 'с опытом', '24 часа'],
    paramKeys: [716, 717],
    medianPrice: 900,
  },
];

const endings = ['', ', торг', ' в отличном состоянии', ' (новый)', ', срочно'];

/** Every noun of a shelf is a category below the shelf's parent category. */
export const avitoCategories: readonly AvitoCategory[] = shelves.flatMap((shelf, shelfIndex) =>
  shelf.nouns.map((noun, nounIndex) => ({
    categoryId: 100 + shelfIndex * 10 + nounIndex,
    parentId: shelf.parentId,
    titles: shelf.makes.flatMap((name, make) =>
      endings.map((ending) => ({ make, title: `${noun} ${name}${ending}` })),
    ),
    queries: shelf.makes.map((make) => `${noun} ${make}`.toLowerCase()),
    params: shelf.makes.map((make) => {
      const [kind, name] = shelf.paramKeys;
      return `{${kind}:'${noun}', ${name}:'${make}'}`;
    }),
    medianPrice: shelf.medianPrice,
  })),
);

export const avitoParentIds: readonly number[] = shelves.map((shelf) => shelf.parentId);
