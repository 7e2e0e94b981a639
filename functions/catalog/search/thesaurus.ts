/**
 * Words of trade that mean the same goods, across words and languages: groups by `;`, members by `,`. Small on purpose: it
 * bridges what the catalogue cannot teach, and each member only adds to what the buyer wrote.
 */
const groups = `
couch, sofa, 소파, 沙发; loveseat, 2 seater; settee, sofa; fridge, refrigerator, 냉장고, 冰箱; tv, television, 텔레비전, 电视
nightstand, bedside table, 협탁, 床头柜; rug, carpet, 러그, 地毯; trash, garbage, waste; trashcan, wastebasket
faucet, tap, 수도꼭지, 水龙头; drape, curtain, 커튼, 窗帘; lamp, light, 램프, 灯; bulb, 전구, 灯泡; cupboard, cabinet, 캐비닛, 柜
wardrobe, armoire, 옷장, 衣柜; comforter, duvet, quilt, 이불, 被子; pillow, cushion, 쿠션, 枕头; towel, 수건, 毛巾; dresser, chest drawer
desk, 책상, 书桌; table, 테이블, 桌子; chair, 의자, 椅子; stool, barstool, 스툴, 凳子; bed, 침대, 床; mattress, 매트리스, 床垫
mirror, 거울, 镜子; shelf, 선반, 货架; bookcase, bookshelf, 책장, 书架; clock, 시계; watch, 손목시계, 手表; vase, 꽃병, 花瓶
tumbler, 텀블러, 保温杯; cup, mug, 컵, 杯子; bottle, 병, 瓶子; plate, dish, 접시, 盘子; bowl, 그릇, 碗; knife, 칼, 刀; spoon, 숟가락, 勺子
pot, 냄비, 锅; pan, skillet, 프라이팬, 平底锅; kettle, 주전자, 水壶; blender, 믹서기, 搅拌机; toaster, 토스터, 烤面包机; oven, 오븐, 烤箱
vacuum, hoover, 청소기, 吸尘器; fan, 선풍기, 风扇; heater, 히터, 加热器; humidifier, 가습기, 加湿器; speaker, 스피커, 音箱; headphone, earphone, 헤드폰, 耳机
charger, 충전기, 充电器; cable, cord, 케이블, 电缆; battery, 배터리, 电池; flashlight, torch, 손전등, 手电筒; camera, 카메라, 相机; laptop, notebook, 노트북, 笔记本电脑
phone, cellphone, 휴대폰, 手机; bag, 가방, 包; backpack, rucksack, 배낭, 背包; wallet, 지갑, 钱包; shoe, 신발, 鞋; sneaker, trainer, 운동화, 运动鞋; boot, 부츠, 靴子
shirt, 셔츠, 衬衫; tshirt, tee, 티셔츠, T恤; trouser, pant, 바지, 裤子; dress, 드레스, 连衣裙; skirt, 치마, 裙子; coat, 코트, 外套; jacket, 재킷, 夹克; sweater, jumper, 스웨터, 毛衣
sock, 양말, 袜子; hat, cap, 모자, 帽子; glove, 장갑, 手套; scarf, 스카프, 围巾; umbrella, 우산, 雨伞; toy, 장난감, 玩具; doll, 인형, 娃娃; stroller, pram, 유모차, 婴儿车
diaper, nappy, 기저귀, 尿布; screw, 나사, 螺丝; bolt, 볼트, 螺栓; nut, 너트, 螺母; nail, 못, 钉子; hammer, 망치, 锤子; drill, 드릴, 钻; saw, 톱, 锯
wrench, 렌치, 扳手; plier, 펜치, 钳子; screwdriver, 드라이버, 螺丝刀; valve, 밸브, 阀门; pipe, 파이프, 管; hose, 호스, 软管; pump, 펌프, 泵; motor, 모터, 电机; bearing, 베어링, 轴承
tile, 타일, 瓷砖; paint, 페인트, 油漆; glue, adhesive, 접착제, 胶水; lumber, timber, 목재, 木材; plywood, 합판, 胶合板; fence, 울타리, 栅栏; ladder, 사다리, 梯子; lawnmower, mower
stainless steel, 스테인리스, 不锈钢; steel, 강철, 钢; aluminum, 알루미늄, 铝; plastic, 플라스틱, 塑料; wood, wooden, 나무, 木; glass, 유리, 玻璃; cotton, 면, 棉; leather, 가죽, 皮革; bamboo, 대나무, 竹; ceramic, 세라믹, 陶瓷
red, 빨간, 红色; black, 검은, 블랙, 黑色; white, 흰, 화이트, 白色; blue, 파란, 블루, 蓝色; green, 초록, 绿色; outdoor, patio; waterproof, 방수, 防水; wireless, cordless, 무선, 无线; electric, 전기, 电动
box, 상자, 箱子; carton, 纸箱; packaging, 포장, 包装; label, 라벨, 标签; tape, 테이프, 胶带; pen, 펜, 笔; pencil, 연필, 铅笔; notepad, 메모지, 便签; helmet, 헬멧, 头盔; mask, 마스크, 口罩; tent, 텐트, 帐篷; bicycle, bike, 자전거, 自行车
soap, 비누, 肥皂; shampoo, 샴푸, 洗发水; lipstick, 립스틱, 口红; lotion, moisturizer, 로션; ac, air conditioner, 에어컨, 空调; washer, washing machine, 세탁기, 洗衣机; stove, range, cooktop, 가스레인지; toilet, commode, 변기, 马桶; sink, basin, 싱크대, 水槽; bathtub, tub, 욕조, 浴缸
`;

const members = new Map<string, readonly string[]>();
for (const group of groups.split(/[;\n]/)) {
  const names = group
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '');
  for (const name of names) {
    const others = names.filter((other) => other !== name);
    members.set(name, [...(members.get(name) ?? []), ...others]);
  }
}

/** What else the goods or the quality are called; `name` as in the groups, singular and in small letters. */
export const otherNamesOf = (name: string): readonly string[] => members.get(name) ?? [];

/** Longest name in words that the thesaurus knows. */
export const nameWordsMax = 2;
