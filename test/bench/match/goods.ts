/** One kind of goods: its path, its name, and how buyers may write the name. */
export interface Goods {
  readonly path: readonly string[];
  readonly name: string;
  readonly korean: string;
  readonly chinese: string;
  /** Other spellings that mean the same: compounds, synonyms. */
  readonly alsoWritten: readonly string[];
  readonly hsCode: string;
  /** What such goods are measured by. */
  readonly measure: 'length' | 'volume' | 'power' | 'none';
}

const text = `
Lighting > Lamps | desk lamp | 책상 램프 | 台灯 | reading lamp | 940521 | power
Lighting > Lamps | floor lamp | 플로어 램프 | 落地灯 | standing lamp | 940521 | power
Lighting > Lamps | table lamp | 테이블 램프 | 桌灯 | | 940521 | power
Lighting > Bulbs | light bulb | 전구 | 灯泡 | lightbulb | 853952 | power
Lighting > Outdoor lighting | flood light | 투광등 | 泛光灯 | floodlight | 940542 | power
Lighting > Ceiling lighting | chandelier | 샹들리에 | 吊灯 | | 940511 | power
Lighting > Accessories | lamp shade | 램프 갓 | 灯罩 | lampshade | 940599 | length
Furniture > Living room > Sofas | sofa | 소파 | 沙发 | couch | 940161 | length
Furniture > Living room > Sofas | sectional sofa | 코너 소파 | 组合沙发 | sectional couch | 940161 | length
Textiles > Covers | sofa cover | 소파 커버 | 沙发套 | couch cover | 630492 | length
Furniture > Living room > Tables | coffee table | 커피 테이블 | 茶几 | | 940360 | length
Furniture > Dining > Tables | dining table | 식탁 | 餐桌 | | 940360 | length
Textiles > Table linen | table cloth | 식탁보 | 桌布 | tablecloth | 630251 | length
Furniture > Dining > Chairs | dining chair | 식탁 의자 | 餐椅 | | 940171 | length
Furniture > Office > Chairs | office chair | 사무용 의자 | 办公椅 | desk chair | 940131 | length
Furniture > Office > Desks | standing desk | 스탠딩 책상 | 升降桌 | | 940330 | length
Furniture > Office > Desks | computer desk | 컴퓨터 책상 | 电脑桌 | | 940330 | length
Furniture > Storage > Shelves | bookshelf | 책장 | 书架 | book shelf; bookcase | 940360 | length
Furniture > Storage > Shelves | wall shelf | 벽 선반 | 墙架 | | 940360 | length
Furniture > Bedroom > Beds | bed frame | 침대 프레임 | 床架 | bedframe | 940350 | length
Furniture > Bedroom > Nightstands | nightstand | 협탁 | 床头柜 | night stand; bedside table | 940350 | length
Furniture > Bedroom > Wardrobes | wardrobe | 옷장 | 衣柜 | armoire | 940350 | length
Textiles > Bedding | bed sheet | 침대 시트 | 床单 | bedsheet | 630231 | length
Textiles > Bedding | mattress protector | 매트리스 커버 | 床垫保护套 | | 630231 | length
Furniture > Bedroom > Mattresses | mattress | 매트리스 | 床垫 | | 940429 | length
Textiles > Curtains | blackout curtain | 암막 커튼 | 遮光窗帘 | | 630392 | length
Textiles > Curtains | curtain rod | 커튼 봉 | 窗帘杆 | | 830241 | length
Textiles > Rugs | area rug | 러그 | 地毯 | carpet | 570242 | length
Textiles > Towels | bath towel | 목욕 수건 | 浴巾 | | 630260 | length
Kitchen > Drinkware | vacuum tumbler | 진공 텀블러 | 保温杯 | insulated tumbler | 961700 | volume
Kitchen > Drinkware | coffee mug | 커피 머그 | 咖啡杯 | coffee cup | 691110 | volume
Kitchen > Drinkware | water bottle | 물병 | 水瓶 | | 732393 | volume
Kitchen > Cookware | frying pan | 프라이팬 | 平底锅 | skillet | 732393 | length
Kitchen > Cookware | stock pot | 육수 냄비 | 汤锅 | stockpot | 732393 | volume
Kitchen > Knives | chef knife | 요리사 칼 | 厨师刀 | | 821192 | length
Kitchen > Knives | knife block | 칼 꽂이 | 刀架 | | 442191 | length
Kitchen > Appliances | electric kettle | 전기 주전자 | 电热水壶 | | 851679 | volume
Kitchen > Appliances | blender | 믹서기 | 搅拌机 | | 850940 | power
Kitchen > Storage | food container | 음식 용기 | 食品盒 | | 392410 | volume
Kitchen > Cutting boards | cutting board | 도마 | 砧板 | chopping board | 441911 | length
Bathroom > Faucets | bathroom faucet | 욕실 수도꼭지 | 浴室水龙头 | bathroom tap | 848180 | none
Bathroom > Faucets | kitchen faucet | 주방 수도꼭지 | 厨房水龙头 | kitchen tap | 848180 | none
Bathroom > Showers | shower head | 샤워 헤드 | 花洒 | showerhead | 848180 | length
Bathroom > Showers | shower curtain | 샤워 커튼 | 浴帘 | | 630392 | length
Bathroom > Toilets | toilet seat | 변기 시트 | 马桶座 | | 392220 | length
Bathroom > Vanities | bathroom vanity | 욕실 세면대 | 浴室柜 | | 940360 | length
Tools > Power tools | cordless drill | 무선 드릴 | 无线电钻 | | 846721 | power
Tools > Power tools | circular saw | 원형 톱 | 圆锯 | | 846722 | power
Tools > Accessories | drill bit set | 드릴 비트 세트 | 钻头套装 | | 820750 | length
Tools > Accessories | saw blade | 톱날 | 锯片 | sawblade | 820231 | length
Tools > Hand tools | claw hammer | 장도리 | 羊角锤 | | 820520 | length
Tools > Hand tools | tape measure | 줄자 | 卷尺 | measuring tape | 901780 | length
Tools > Ladders | extension ladder | 연장 사다리 | 伸缩梯 | | 761699 | length
Tools > Ladders | step ladder | 발판 사다리 | 人字梯 | stepladder | 761699 | length
Plumbing > Pipes | PVC pipe | PVC 파이프 | PVC管 | | 391723 | length
Plumbing > Pipes | pipe clamp | 파이프 클램프 | 管夹 | | 732690 | length
Plumbing > Hoses | garden hose | 정원 호스 | 花园软管 | | 391739 | length
Plumbing > Valves | ball valve | 볼 밸브 | 球阀 | | 848180 | length
Plumbing > Pumps | sump pump | 배수 펌프 | 潜水泵 | | 841370 | power
Building > Lumber | plywood sheet | 합판 | 胶合板 | ply wood | 441233 | length
Building > Tiles | ceramic tile | 세라믹 타일 | 瓷砖 | | 690721 | length
Building > Paint | wall paint | 벽 페인트 | 墙漆 | | 320910 | volume
Building > Fencing | fence panel | 울타리 패널 | 围栏板 | | 442199 | length
Building > Doors | door handle | 문 손잡이 | 门把手 | | 830241 | none
Building > Doors | storm door | 방풍문 | 防风门 | | 761010 | length
Garden > Mowers | lawn mower | 잔디깎이 | 割草机 | lawnmower | 843311 | power
Garden > Furniture | patio umbrella | 파라솔 | 庭院伞 | | 660110 | length
Garden > Furniture | lawn chair | 야외 의자 | 草坪椅 | lawnchair | 940179 | length
Garden > Planters | flower pot | 화분 | 花盆 | flowerpot | 691390 | volume
Garden > Watering | watering can | 물뿌리개 | 洒水壶 | | 392690 | volume
Electronics > Audio | bluetooth speaker | 블루투스 스피커 | 蓝牙音箱 | | 851821 | power
Electronics > Audio | wireless headphones | 무선 헤드폰 | 无线耳机 | | 851830 | none
Electronics > Power | power bank | 보조 배터리 | 充电宝 | powerbank | 850760 | none
Electronics > Power | phone charger | 휴대폰 충전기 | 手机充电器 | | 850440 | power
Electronics > Cables | USB cable | USB 케이블 | USB数据线 | | 854442 | length
Electronics > Mobile | phone case | 휴대폰 케이스 | 手机壳 | | 392690 | none
Electronics > Video | TV stand | TV 스탠드 | 电视柜 | television stand | 940360 | length
Electronics > Video | TV wall mount | TV 벽걸이 | 电视挂架 | | 830250 | length
Electronics > Computing | laptop sleeve | 노트북 파우치 | 笔记本内胆包 | | 420292 | length
Electronics > Computing | wireless mouse | 무선 마우스 | 无线鼠标 | | 847160 | none
Clothing > Shirts | t-shirt | 티셔츠 | T恤 | tshirt; tee shirt | 610910 | none
Clothing > Outerwear | rain jacket | 우비 재킷 | 雨衣 | | 620193 | none
Clothing > Shoes | running shoes | 러닝화 | 跑鞋 | | 640411 | none
Clothing > Accessories | leather belt | 가죽 벨트 | 皮带 | | 420330 | length
Bags > Backpacks | laptop backpack | 노트북 백팩 | 电脑背包 | | 420292 | volume
Bags > Luggage | carry-on suitcase | 기내용 캐리어 | 登机箱 | carry on luggage | 420212 | volume
Toys > Building | building blocks | 블록 장난감 | 积木 | | 950300 | none
Toys > Plush | teddy bear | 곰 인형 | 泰迪熊 | | 950300 | length
Sports > Fitness | yoga mat | 요가 매트 | 瑜伽垫 | | 950691 | length
Sports > Camping | camping tent | 캠핑 텐트 | 露营帐篷 | | 630622 | length
Sports > Camping | sleeping bag | 침낭 | 睡袋 | | 940430 | length
Sports > Cycling | bike helmet | 자전거 헬멧 | 自行车头盔 | bicycle helmet | 650610 | none
Pets > Dogs | dog bed | 강아지 침대 | 狗床 | | 940490 | length
Pets > Cats | cat litter box | 고양이 화장실 | 猫砂盆 | | 392490 | length
Office > Paper | copy paper | 복사 용지 | 复印纸 | | 480256 | none
Office > Writing | ballpoint pen | 볼펜 | 圆珠笔 | ball point pen | 960810 | none
Packaging > Boxes | shipping box | 배송 상자 | 快递箱 | | 481910 | length
Packaging > Tape | packing tape | 포장 테이프 | 封箱胶带 | | 391910 | length
Machinery > Parts | ball bearing | 볼 베어링 | 滚珠轴承 | | 848210 | length
Machinery > Motors | electric motor | 전기 모터 | 电动机 | | 850152 | power
`;

const measureOf = (word: string | undefined): Goods['measure'] =>
  word === 'length' || word === 'volume' || word === 'power' ? word : 'none';

/** The kinds of goods that generated catalogues sell. */
export const goods: readonly Goods[] = text
  .trim()
  .split('\n')
  .map((line): Goods => {
    const [path = '', name = '', korean = '', chinese = '', others = '', hsCode = '', measure] = line
      .split('|')
      .map((cell) => cell.trim());
    return {
      path: path.split(' > '),
      name,
      korean,
      chinese,
      alsoWritten: others.split('; ').filter((other) => other !== ''),
      hsCode,
      measure: measureOf(measure),
    };
  });

/** Adjectives by property, each with its Korean and Chinese word. */
export const materials = [
  ['stainless steel', '스테인리스', '不锈钢'],
  ['solid wood', '원목', '实木'],
  ['plastic', '플라스틱', '塑料'],
  ['aluminum', '알루미늄', '铝合金'],
  ['bamboo', '대나무', '竹'],
  ['glass', '유리', '玻璃'],
  ['cotton', '면', '纯棉'],
  ['leather', '가죽', '真皮'],
  ['ceramic', '세라믹', '陶瓷'],
  ['brass', '황동', '黄铜'],
  ['polyester', '폴리에스터', '涤纶'],
  ['silicone', '실리콘', '硅胶'],
  ['cast iron', '주철', '铸铁'],
  ['rattan', '라탄', '藤'],
  ['marble', '대리석', '大理石'],
  ['velvet', '벨벳', '天鹅绒'],
] as const;

/** Colours, each with its Korean and Chinese word. */
export const colours = [
  ['black', '블랙', '黑色'],
  ['white', '화이트', '白色'],
  ['gray', '그레이', '灰色'],
  ['blue', '블루', '蓝色'],
  ['red', '레드', '红色'],
  ['green', '그린', '绿色'],
  ['brown', '브라운', '棕色'],
  ['beige', '베이지', '米色'],
  ['navy', '네이비', '藏青色'],
  ['gold', '골드', '金色'],
  ['silver', '실버', '银色'],
  ['pink', '핑크', '粉色'],
  ['yellow', '옐로우', '黄色'],
  ['chrome', '크롬', '镀铬'],
  ['walnut', '월넛', '胡桃色'],
  ['ivory', '아이보리', '象牙白'],
] as const;

/** What makes one product different from the next. */
export const qualities =
  'adjustable foldable portable waterproof heavy duty modern rustic vintage compact extra large mini premium rechargeable dimmable non-slip reversible stackable washable lightweight professional ergonomic decorative outdoor indoor commercial kids industrial smart magnetic insulated breathable reclining swivel round square oval rectangular hanging wall-mounted freestanding'
    .replace('heavy duty', 'heavy-duty')
    .replace('extra large', 'extra-large')
    .split(' ');

/** Places and uses after `for` or `with`. */
export const uses =
  'bedroom; living room; kitchen; office; garden; camping; hotel; restaurant; bathroom; garage; small spaces; apartment; school; workshop; travel; storage; USB port; remote control; wheels; drawers; lid; handle; storage box; warranty; gift box; hooks; cushions; adjustable height'.split(
    '; ',
  );
