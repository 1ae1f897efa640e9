"""Words that make a name the name of a place, in the languages and scripts in which texts are checked."""

# ruff: noqa: E501 - tables of words and values read best one entry a line
from __future__ import annotations

import re

KIND_WORDS = frozenset(
    """
    museum museums museo musee museu muzeum muzej gallery galleria galerie galeria pinacoteca pinakothek park parc parque parco garden gardens jardin jardins jardim giardino giardini
    palace palais palacio palazzo palau palast castle chateau castillo castello castelo schloss burg kasteel zamek fort fortress alcazar citadel
    church iglesia eglise chiesa igreja kirche kerk cathedral catedral cathedrale cattedrale duomo dom kathedrale basilica basilique basilika abbey abbaye monastery monasterio mosteiro monastere convent chapel chapelle cappella capela
    temple templo tempio tempel shrine mosque mosquee mezquita moschea moschee synagogue synagoge sinagoga pagoda wat
    square plaza plaça place piazza piazzetta piazzale campo praca platz plein rynek namesti street road avenue boulevard lane rue calle via viale corso rua avenida carrer strasse straße straat gasse gracht ulica
    bridge pont ponte puente brucke brug most tower torre tour turm toren gate porta puerta porte arch arco arc fountain fontana fuente fontaine brunnen
    market mercado mercato marche markt mercat bazaar souk hall theatre theater teatro opera cinema stadium stadio arena zoo aquarium library bibliotheque biblioteca bibliothek
    station estacion gare stazione estacao bahnhof airport aeropuerto aeroport aeroporto flughafen harbour port porto beach playa plage spiaggia praia strand lake lago lac river island isla ile isola ilha insel mount monte mont hill colle cerro
    hotel hostel inn resort riad ryokan pension pensione guesthouse albergo hostal restaurant ristorante restaurante trattoria osteria taverna tavern bistro bistrot brasserie cafe caffe café bar pub brewery winery bodega cantina enoteca pizzeria gelateria bakery boulangerie patisserie izakaya tapas gasthaus gasthof wirtshaus heuriger beisl
    villa mansion manor ville house haus casa maison mall center centre centro club lounge spa quarter district barrio quartier quartiere bairro viertel
    memorial monument monumento tomb mausoleum catacombs ruins baths terme thermes observatory planetarium
    музей парк дворец собор церковь храм площадь улица мост башня рынок отель ресторан кафе театр замок крепость вокзал сад
    πλατεια μουσειο παρκο εκκλησια ναος
    """.split()
)
BEFORE = frozenset(
    "musee museo museu palais palacio palazzo palau plaza place piazza piazzetta praca rue calle via viale rua avenida carrer pont ponte puente torre tour porta puerta castello castillo castelo chateau chiesa iglesia igreja eglise basilica catedral cathedrale jardin jardins jardim giardino giardini parque parco parc mercado mercato marche teatro trattoria osteria ristorante restaurante restaurant cafe caffe bar bistro bistrot brasserie hotel hostal villa casa maison monte mont lago lac isla ile isola ilha playa plage praia spiaggia campo fontana fuente fontaine mosteiro monasterio monastere museum schloss palast kloster gasthaus hostel wat riad taverna tavern pizzeria gelateria enoteca quartier barrio bairro rynek ulica музей парк дворец собор церковь храм площадь улица мост башня рынок отель ресторан кафе театр замок".split()
)
"""Kinds that stand before their name: `rue Lepic`, `Museo del Prado`."""
LINKS = frozenset(
    "de del della delle dei degli dello di da do dos das du des d' l' la le les el los las of the von vom van der den zum zur am und y e et & und and san santa santo saint sainte st st. são sant' sant".split()
)
COMPOUND = re.compile(
    r"(?<!\w)(?P<stem>[A-ZÄÖÜ][a-zäöüß]+(?:-[A-ZÄÖÜa-zäöüß]+)*?)-?(?P<kind>platz|strasse|straße|gasse|allee|ufer|damm|kirche|dom|kathedrale|kloster|museum|galerie|park|garten|markt|halle|brücke|turm|tor|schloss|burg|palast|palais|hof|bahnhof|oper|theater|see|insel|berg|denkmal|brunnen|viertel|straat|plein|gracht|kerk|brug|toren|poort|paleis|markt|museum|gatan|torget|kyrkan)(?:s|es|e|n|en)?(?!\w)"
)
"""A German, Dutch or Scandinavian name made of one word: Augustusplatz, Prinsengracht."""
COMMON_STEMS = frozenset(
    """
    markt stadt alt neu haupt dorf rat kirch schloss burg park rast spiel stell lager sitz steh fahr flug bus bahn haupt innen hinter vorder vor fest tier obst gemüse fisch weihnachts floh wochen trödel blumen super bau bauern antik kunst kultur heimat freilicht stadt technik natur völker frei volks schau kammer puppen wasser kirch uhr glocken aussichts eck wacht leucht fernseh stadt seiten neben haupt einkaufs fußgänger quer ring dorf land durchgangs pfarr dom kloster wallfahrts stein holz hänge zug fußgänger bio botanischer rosen kräuter bier schul schreber gast winter vor vorder innen hinter bauern friedens bade stau berg wein gebirgs halb kleinst park gedenk mahn krieger spring trink zier wohn alt stadt künstler szene ausgeh hafen geschäfts univer regierungs villen nachbarschafts arbeiter studenten wander rad reise tages
    grote oude nieuwe kerk stads dorps markt vee bloemen kaas antiek rommel vlooien kunst winkel parkeer speel voet hof buurt haupt eingangs stadtteil kern wahrzeichen um vor zu ober unter mittel haus reit tanz konzert sport schwimm eis turn lager schatz wunder burg sommer winter freizeit erlebnis vergnügungs national vor stadtteil ausstellungs empfangs ankunfts markthallen
    """.split()
)
COMMON_RUNS = frozenset(
    """
    old town|old city|city centre|city center|town centre|town hall|city hall|old quarter|old port|historic centre|historic center|world heritage|world war|middle ages|art nouveau|art deco|high street
    main square|main street|metro line|bus stop|grand tour|golden age|golden hour|renaissance art|happy hour|happy travels|bon voyage|buen viaje|gute reise|buon viaggio|boa viagem|goede reis|bonne journee
    """.replace("\n", "|").split("|")
)
SAYABLE = frozenset(
    """
    i i'm i'll i'd i've ok am pm tv wi-fi wifi unesco atm vip diy dj eu uk usa us qr gps pdf metro tram bc ad bce ce unterwegs
    baroque gothic renaissance romanesque byzantine moorish ottoman neoclassical victorian edo meiji modernist impressionist impressionists medieval art nouveau deco romantic classical islamic christian catholic buddhist jewish orthodox hindu zen shinto
    roman romans parisian venetian venetians florentine florentines viennese neapolitan sicilian tuscan milanese bavarian andalusian castilian provencal breton flemish celtic nordic scandinavian mediterranean european asian african american middle eastern western eastern northern southern oriental alpine atlantic berliner londoner lisboeta lisboan kyotoite tokyoite madrileno
    god emperor king queen pope saint mr mrs dr lord lady prince princess duke sultan caesar madonna christ christmas easter ramadan passover new year
    english french german italian spanish portuguese dutch greek turkish arabic japanese chinese korean thai indian moroccan mexican argentine argentinian egyptian czech hungarian austrian swiss belgian british irish scottish welsh australian canadian brazilian russian polish
    instagram vespa aperol espresso cappuccino negroni prosecco spritz chianti sangria sherry sake ramen sushi pizza pasta tapas paella gelato tiramisu
    """.split()
)
CJK_KINDS = (
    "寺|神社|神宮|大社|稲荷|城|城跡|御所|離宮|公園|庭園|御苑|美術館|博物館|記念館|水族館|動物園|植物園|遊園地|市場|商店街|通り|大橋|塔|タワー|ドーム|大聖堂|聖堂|教会|宮殿|広場|駅|空港|港|ホテル|旅館|レストラン|食堂|居酒屋|カフェ|喫茶|茶屋|劇場|図書館|山|湖|島|温泉|"
    "庙|廟|宫|宮|教堂|大教堂|公园|花园|博物馆|美术馆|广场|大桥|塔|街|市场|夜市|餐厅|酒店|饭店|咖啡馆|车站|机场|剧院|城堡|皇宫|故宫|寺院|长城|园|"
    "사|궁|궁전|공원|박물관|미술관|시장|역|타워|호텔|식당|성당|교회|광장|대교|섬|카페|거리"
).split("|")  # fmt: skip
CJK_COMMON = frozenset(
    """
    お寺 寺 寺院 神社 お城 城 公園 庭園 日本庭園 美術館 現代美術館 博物館 国立博物館 市場 朝市場 商店街 通り 大通り 広場 中央広場 駅 駅前 最寄り駅 空港 港 ホテル 宿泊ホテル 旅館 レストラン カフェ 茶屋 教会 大聖堂 宮殿 塔 山 湖 島 温泉 動物園 水族館 植物園 図書館 劇場 食堂 居酒屋 喫茶 遊園地 橋 登山 下山 火山 天文台 遺跡 史跡 名所 目抜き通り 予定通り 普段通り 人通り 裏通り 表通り 文字通り 途中駅 次駅 半島 離島 昼食 夕食 朝食
    公园 花园 博物馆 美术馆 广场 大桥 塔 街 市场 夜市 餐厅 酒店 饭店 咖啡馆 车站 火车站 机场 剧院 城堡 皇宫 教堂 大教堂 古城 老城 山 湖 岛 寺 寺庙 庙 宫 宫殿 园 庭园 老街 步行街 大街 小街 上街 逛街 这家餐厅 一家餐厅 家餐厅 家咖啡馆 座桥 座塔 座教堂 座博物馆 家酒店 校园 乐园 花园 公园
    공원 박물관 미술관 시장 역 타워 호텔 식당 성당 교회 광장 섬 카페 거리 궁전 감사 식사 행사 역사 인사 조사 볼거리 먹거리 즐길거리 회사 이사 지역 구역 전역 완성 구성 특성
    """.split()
)
KATAKANA_COMMON = frozenset(
    """
    レストラン ホテル カフェ ランチ ディナー ツアー チケット スタート ゴール コース ルート バス タクシー トラム メトロ パス カード ショッピング グルメ アート デザイン スイーツ デザート ワイン ビール コーヒー ケーキ パスタ ピザ ジェラート サラダ スープ チーズ パン メニュー テーブル
    ゆっくり リラックス ロマンチック クラシック モダン ユニーク スタイル エリア スポット シーン ポイント ハイライト アドバイス スケジュール プラン チェックイン チェックアウト トラベル バロック ゴシック ルネサンス コレクション ギャラリー ドーム アーチ モザイク フレスコ テラス バルコニー ビュー パノラマ サンセット ベンチ ボート フェリー クルーズ ビーチ カップル ファミリー グループ ゲスト スタッフ サービス マーケット ショップ スーパー イベント コンサート オペラ バレエ ジャズ メートル キロ パーセント ユーロ ドル ポンド エネルギー ペース タイム オープン クローズ ラスト オーダー イタリアン フレンチ アジア ヨーロッパ ローマ人 カトリック キリスト エレベーター シャワー ベッド ルーム フロア ガイド マップ アプリ カメラ バッグ ジャケット スカーフ シューズ ストロー オレンジ レモン トマト オリーブ ハーブ スパイス カレー ソース バター チョコレート
    """.split()
)
NO_COPULA_SUBJECTS = frozenset(
    """
    it this that there he she they we you everything nothing what which here today tomorrow tonight now day days morning afternoon evening night breakfast lunch dinner admission entry entrance access booking time art history food nobody everyone all one two three both another each the everybody travel weather rain sun sunday monday tuesday wednesday thursday friday saturday art-lovers ahead
    il elle on c'est ce cela ceci tout rien ici demain aujourd'hui matin soir midi nuit dejeuner diner l'entree la le les un une ça voici
    ello esto eso todo nada aqui hoy manana tarde noche desayuno almuerzo comida cena la el los las un una ya
    es das dies alles nichts hier heute morgen abend mittag nacht frühstück mittagessen abendessen der die ein eine man wer wir sie ihr
    questo tutto niente qui oggi domani mattina pomeriggio sera notte colazione pranzo cena la il lo un una
    isto isso tudo nada aqui hoje amanha manha tarde noite almoco jantar o a um uma
    dit dat alles niets hier vandaag morgen ochtend middag avond ontbijt lunch diner de het een er
    """.split()
)
COPULAS = frozenset(
    "is was has offers awaits lies sits remains est offre attend es esta ofrece espera ist liegt bietet wartet war hat e è offre attende fica é oferece espera ligt biedt wacht".split()
)
FAMOUS = frozenset(
    """
    alhambra|neuschwanstein|machu picchu|taj mahal|angkor wat|petra|stonehenge|mont saint-michel|hagia sophia|versailles|sagrada familia|acropolis|parthenon|eiffel tower|tour eiffel|louvre|prado|uffizi|vatican|kremlin|hermitage|great wall|forbidden city|burj khalifa|golden gate|niagara falls|grand canyon|times square|central park|statue of liberty|empire state building|big ben|buckingham|westminster|tower bridge|windsor|edinburgh castle|loch ness|etna|vesuvius|pompeii|herculaneum|capri|amalfi|cinque terre|portofino|como|garda|dolomites|matterhorn|jungfrau|zermatt|mont blanc|chamonix|riviera|provence|normandy|loire|camargue|corsica|sardinia|sicily|crete|santorini|mykonos|rhodes|corfu|delphi|olympia|meteora|cappadocia|ephesus|pamukkale|bosphorus|giza|sphinx|luxor|karnak|abu simbel|sahara|kilimanjaro|serengeti|masai mara|zanzibar|victoria falls|table mountain|robben island|bali|borobudur|komodo|phuket|ayutthaya|chiang mai|halong bay|hoi an|fuji|mount fuji|hakone|nara|nikko|hiroshima|miyajima|osaka|uluru|great barrier reef|milford sound|patagonia|iguazu|galapagos|amazon|copacabana|ipanema|sugarloaf|corcovado|chichen itza|teotihuacan|tulum|yucatan|cancun|havana|banff|yellowstone|yosemite|las vegas|hollywood|disneyland|alcatraz|montmartre|notre-dame|sacre-coeur|champs-elysees|arc de triomphe|orsay|pompidou|la defense|marais|reichstag|brandenburger tor|brandenburg gate|checkpoint charlie|alexanderplatz|zwinger|frauenkirche|marienplatz|hofbräuhaus|prater|schönbrunn|schonbrunn|belvedere|hofburg|stephansdom|naschmarkt|hradčany|hradcany|charles bridge|karlsbrücke|prague castle|rijksmuseum|keukenhof|manneken pis|atomium|grand place|kinderdijk|tivoli|nyhavn|geysir|blue lagoon|trolltunga|north cape|nordkapp|santiago bernabéu|camp nou|ramblas|rambla|park güell|park guell|montserrat|toledo|segovia|ávila|avila|ronda|giralda|alcázar|mezquita|sintra|fátima|fatima|algarve|madeira|azores|belém|belem|rialto|murano|burano|lido|san marco|dogenpalast|trastevere|testaccio|san lorenzo|oltrarno|transylvania|bran castle|plitvice|dubrovnik|kotor|ohrid|balaton|tokaj|wieliczka|auschwitz|zakopane
    """.replace("\n", "").split("|")
) - {""}
FAMOUS_ELSEWHERE = frozenset(name.strip() for name in FAMOUS)
"""Names known everywhere that are no city and lie, most of them, beyond the atlas."""
