<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="kk_KZ" sourcelanguage="en">
    <context>
        <name>InfraRegistry</name>
        <message>
            <source>%1
Undo the rest and leave those as later commits made them?</source>
            <translation>%1
Қалғанын қайтарып, бұларды кейінгі бекітулердегідей қалдыру керек пе?</translation>
        </message>
        <message>
            <source>%1 cannot be edited; check that its file may be written.</source>
            <translation>%1 қабатын түзету мүмкін емес; файлына жазуға бола ма, тексеріңіз.</translation>
        </message>
        <message>
            <source>%1 is copied.</source>
            <translation>%1 көшірілді.</translation>
        </message>
        <message>
            <source>%1 is not in the project; add the layers of the workspace first.</source>
            <translation>%1 жобада жоқ; алдымен жұмыс көшірмесінің қабаттарын қосыңыз.</translation>
        </message>
        <message>
            <source>%1 km</source>
            <translation>%1 км</translation>
        </message>
        <message>
            <source>%1 km %2</source>
            <translation>%1 %2 км</translation>
        </message>
        <message>
            <source>%1 m away</source>
            <translation>%1 м жерде</translation>
        </message>
        <message>
            <source>%1 on the ground</source>
            <translation>%1 жер бетінде</translation>
        </message>
        <message>
            <source>%1: click the beginning on the road. Shift: whole hundreds of metres.</source>
            <translation>%1: жолдағы басын басыңыз. Shift: бүтін жүз метрлер.</translation>
        </message>
        <message>
            <source>%1: click the end on the same road. Esc: begin anew.</source>
            <translation>%1: сол жолдағы соңын басыңыз. Esc: қайта бастау.</translation>
        </message>
        <message>
            <source>%1: click the place on the road. Shift: whole hundreds of metres.</source>
            <translation>%1: жолдағы орынды басыңыз. Shift: бүтін жүз метрлер.</translation>
        </message>
        <message numerus="yes">
            <source>%n change(s)</source>
            <translation>
                <numerusform>%n өзгеріс</numerusform>
                <numerusform>%n өзгеріс</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n change(s) discarded.</source>
            <translation>
                <numerusform>%n өзгеріс тасталды.</numerusform>
                <numerusform>%n өзгеріс тасталды.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n change(s) found.</source>
            <translation>
                <numerusform>%n өзгеріс табылды.</numerusform>
                <numerusform>%n өзгеріс табылды.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n conflict(s)</source>
            <translation>
                <numerusform>%n қайшылық</numerusform>
                <numerusform>%n қайшылық</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n conflict(s) to resolve.</source>
            <translation>
                <numerusform>%n қайшылықты шешу керек.</numerusform>
                <numerusform>%n қайшылықты шешу керек.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n conflict(s) with what others committed, to decide first</source>
            <translation>
                <numerusform>Басқалардың бекітулерімен %n қайшылық: алдымен шешіңіз</numerusform>
                <numerusform>Басқалардың бекітулерімен %n қайшылық: алдымен шешіңіз</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n event(s)</source>
            <translation>
                <numerusform>%n оқиға</numerusform>
                <numerusform>%n оқиға</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n event(s) drawn anew; save the layer to keep them.</source>
            <translation>
                <numerusform>%n оқиға қайта салынды; қалуы үшін қабатты сақтаңыз.</numerusform>
                <numerusform>%n оқиға қайта салынды; қалуы үшін қабатты сақтаңыз.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n feature(s)</source>
            <translation>
                <numerusform>%n нысан</numerusform>
                <numerusform>%n нысан</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n feature(s) break the layers' rules; mend them in the workspace, then commit again.</source>
            <translation>
                <numerusform>%n нысан қабат ережелерін бұзады; оларды жұмыс көшірмесінде түзетіп, қайта бекітіңіз.</numerusform>
                <numerusform>%n нысан қабат ережелерін бұзады; оларды жұмыс көшірмесінде түзетіп, қайта бекітіңіз.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n feature(s) brought up to date</source>
            <translation>
                <numerusform>%n нысан жаңартылды</numerusform>
                <numerusform>%n нысан жаңартылды</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n feature(s) merged with what others committed.</source>
            <translation>
                <numerusform>%n нысан басқалардың бекітулерімен біріктірілді.</numerusform>
                <numerusform>%n нысан басқалардың бекітулерімен біріктірілді.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n feature(s) to decide; each decision is saved at once.</source>
            <translation>
                <numerusform>Шешілетіні: %n нысан; әр шешім бірден сақталады.</numerusform>
                <numerusform>Шешілетіні: %n нысан; әр шешім бірден сақталады.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n layer(s) checked out into {name}.</source>
            <translation>
                <numerusform>%n қабат {name} файлына шығарылды.</numerusform>
                <numerusform>%n қабат {name} файлына шығарылды.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n layer(s) defined</source>
            <translation>
                <numerusform>%n қабат сипатталған</numerusform>
                <numerusform>%n қабат сипатталған</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n layer(s) loaded, read-only.</source>
            <translation>
                <numerusform>%n қабат жүктелді, тек оқуға.</numerusform>
                <numerusform>%n қабат жүктелді, тек оқуға.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n layer(s) ticked</source>
            <translation>
                <numerusform>%n қабат белгіленген</numerusform>
                <numerusform>%n қабат белгіленген</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n merged with your edits</source>
            <translation>
                <numerusform>%n сіздің түзетулеріңізбен біріктірілді</numerusform>
                <numerusform>%n сіздің түзетулеріңізбен біріктірілді</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n more</source>
            <translation>
                <numerusform>тағы %n</numerusform>
                <numerusform>тағы %n</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n more group(s) are in the table</source>
            <translation>
                <numerusform>тағы %n топ кестеде</numerusform>
                <numerusform>тағы %n топ кестеде</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n newer commit(s)</source>
            <translation>
                <numerusform>%n жаңарақ бекіту</numerusform>
                <numerusform>%n жаңарақ бекіту</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n newer commit(s), merged when you commit</source>
            <translation>
                <numerusform>%n жаңарақ бекіту, сіз бекіткенде біріктіріледі</numerusform>
                <numerusform>%n жаңарақ бекіту, сіз бекіткенде біріктіріледі</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n value(s) against the rules, to mend before the commit</source>
            <translation>
                <numerusform>%n мән ережеге қайшы: бекітуге дейін түзетіңіз</numerusform>
                <numerusform>%n мән ережеге қайшы: бекітуге дейін түзетіңіз</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n version(s)</source>
            <translation>
                <numerusform>%n нұсқа</numerusform>
                <numerusform>%n нұсқа</numerusform>
            </translation>
        </message>
        <message>
            <source>64 hexadecimal digits, from a report, a receipt or an export.</source>
            <translation>Есептен, түбіртектен немесе экспорттан алынған 64 он алтылық цифр.</translation>
        </message>
        <message>
            <source>A Python, 3.11 or newer</source>
            <translation>Python 3.11 немесе жаңасы</translation>
        </message>
        <message>
            <source>A commit of this workspace was cut off, or another program is committing it just now.</source>
            <translation>Бұл жұмыс көшірмесінің бекітуі үзіліп қалған немесе оны дәл қазір басқа бағдарлама бекітуде.</translation>
        </message>
        <message>
            <source>A deleted feature cannot be selected; it is drawn on the map.</source>
            <translation>Жойылған нысанды ерекшелеу мүмкін емес; ол картада салынған.</translation>
        </message>
        <message>
            <source>A feature that one side deleted is either kept or deleted; there is no third way.</source>
            <translation>Бір жақ жойған нысан не қалады, не жойылады; үшінші жол жоқ.</translation>
        </message>
        <message>
            <source>A folder of TOML files, one a layer; only for definitions of a folder.</source>
            <translation>TOML файлдары бар қалта, қабатқа біреуден; тек қалтадағы сипаттамалар үшін.</translation>
        </message>
        <message>
            <source>A number such as 12, head for the newest, head~1 for the one before it</source>
            <translation>Нөмірі, мысалы 12; head — соңғысы, head~1 — оның алдындағысы</translation>
        </message>
        <message>
            <source>A point at each fault, with layer, uid, field, code and a sentence.</source>
            <translation>Әр қатеге бір нүкте: қабат, uid, өріс, код және сөйлем.</translation>
        </message>
        <message>
            <source>A receipt, or a result saved as JSON, which holds one.</source>
            <translation>Түбіртек немесе ол бар JSON нәтижесі.</translation>
        </message>
        <message>
            <source>A registry can be made and written</source>
            <translation>Тізілім жасалады және жазылады</translation>
        </message>
        <message>
            <source>A registry keeps every version of every feature for ever. Put it where all who work with it can reach it and nobody deletes it.</source>
            <translation>Тізілім әр нысанның әр нұсқасын мәңгі сақтайды. Оны онымен жұмыс істейтіндердің бәріне қолжетімді, ешкім жоймайтын жерге қойыңыз.</translation>
        </message>
        <message>
            <source>A table with a row for each changed column: layer, uid, kind, label, field, old, new.</source>
            <translation>Әр өзгерген бағанға бір жол болатын кесте: layer, uid, kind, label, field, old, new.</translation>
        </message>
        <message>
            <source>A table with a row for each commit.</source>
            <translation>Әр бекітуге бір жол болатын кесте.</translation>
        </message>
        <message>
            <source>A table with a row for each event.</source>
            <translation>Әр оқиғаға бір жол болатын кесте.</translation>
        </message>
        <message>
            <source>A table with a row for each group.</source>
            <translation>Әр топқа бір жол болатын кесте.</translation>
        </message>
        <message>
            <source>A table with a row for each indicator.</source>
            <translation>Әр көрсеткішке бір жол болатын кесте.</translation>
        </message>
        <message>
            <source>A table with a row for each layer.</source>
            <translation>Әр қабатқа бір жол болатын кесте.</translation>
        </message>
        <message>
            <source>A table with a row for each route.</source>
            <translation>Әр жолға бір қатар болатын кесте.</translation>
        </message>
        <message>
            <source>A table with a row for each tag.</source>
            <translation>Әр белгіге бір жол болатын кесте.</translation>
        </message>
        <message>
            <source>A table with a row for each value that changed, newest first.</source>
            <translation>Әр өзгерген мәнге бір жол болатын кесте, жаңасы жоғарыда.</translation>
        </message>
        <message>
            <source>A workspace can be checked out and edited</source>
            <translation>Жұмыс көшірмесі шығарылады және түзетіледі</translation>
        </message>
        <message>
            <source>Accessibility</source>
            <translation>Қолжетімділік</translation>
        </message>
        <message>
            <source>Add</source>
            <translation>Қосу</translation>
        </message>
        <message>
            <source>Add its layers to the project</source>
            <translation>Қабаттарын жобаға қосу</translation>
        </message>
        <message>
            <source>Add the missing layers</source>
            <translation>Жетіспейтін қабаттарды қосу</translation>
        </message>
        <message>
            <source>Add to the next report</source>
            <translation>Келесі есепке қосу</translation>
        </message>
        <message>
            <source>Address of your own index; empty for the usual one</source>
            <translation>Өз индексіңіздің мекенжайы; бос болса — әдеттегісі</translation>
        </message>
        <message>
            <source>Adds to each point the road beside it and its measure there, such as A-27 km 513+850, with the distance and the side. A point too far from any road keeps its place and gets no measure.</source>
            <translation>Әр нүктеге қасындағы жолды және ондағы километражды, мысалы A-27 513+850 км, қашықтығы мен жағын қосады. Жолдардан тым алыс нүкте орнында қалады, километраж алмайды.</translation>
        </message>
        <message>
            <source>After</source>
            <translation>Кейін</translation>
        </message>
        <message>
            <source>All</source>
            <translation>Бәрі</translation>
        </message>
        <message>
            <source>All events are drawn along their road.</source>
            <translation>Барлық оқиғалар өз жолы бойымен салынған.</translation>
        </message>
        <message>
            <source>All of it as JSON…</source>
            <translation>Бәрі JSON түрінде…</translation>
        </message>
        <message>
            <source>All roads, km</source>
            <translation>Барлық жолдар, км</translation>
        </message>
        <message>
            <source>All was so already; nothing was committed.</source>
            <translation>Бәрі онсыз да солай; ештеңе бекітілген жоқ.</translation>
        </message>
        <message>
            <source>All: keep mine</source>
            <translation>Бәрі: менікін қалдыру</translation>
        </message>
        <message>
            <source>All: take theirs</source>
            <translation>Бәрі: басқанікін алу</translation>
        </message>
        <message>
            <source>An SQL condition on the features counted, such as region_code = 'KZ-23'.</source>
            <translation>Есептелетін нысандарға SQL шарты, мысалы region_code = 'KZ-23'.</translation>
        </message>
        <message>
            <source>An SQL condition on the features that are counted.</source>
            <translation>Есептелетін нысандарға SQL шарты.</translation>
        </message>
        <message>
            <source>An older version: the table then has each figure before, now, and the change.</source>
            <translation>Ескі нұсқа: сонда кестеде әр санның бұрынғысы, қазіргісі және өзгерісі болады.</translation>
        </message>
        <message>
            <source>Another geometry: edit it, save, keep mine</source>
            <translation>Басқа геометрия: түзетіп, сақтаңыз, менікін қалдырыңыз</translation>
        </message>
        <message>
            <source>Any indicator</source>
            <translation>Кез келген көрсеткіш</translation>
        </message>
        <message>
            <source>Any layer</source>
            <translation>Кез келген қабат</translation>
        </message>
        <message>
            <source>Area</source>
            <translation>Аумақ</translation>
        </message>
        <message>
            <source>As QGIS</source>
            <translation>QGIS-тегідей</translation>
        </message>
        <message>
            <source>As before</source>
            <translation>Бұрынғыдай</translation>
        </message>
        <message>
            <source>At most</source>
            <translation>Ең көбі</translation>
        </message>
        <message>
            <source>At most this far, m</source>
            <translation>Ең алысы, м</translation>
        </message>
        <message>
            <source>Author</source>
            <translation>Автор</translation>
        </message>
        <message>
            <source>Author: your name, as the history shows it.</source>
            <translation>Автор: тарихта көрсетілетін атыңыз.</translation>
        </message>
        <message>
            <source>Back to the last figures</source>
            <translation>Соңғы сандарға қайту</translation>
        </message>
        <message>
            <source>Before</source>
            <translation>Бұрын</translation>
        </message>
        <message>
            <source>Brings a file (GeoPackage, Shapefile, GeoJSON, CSV, Excel and others) into a layer of a registry as one commit. Columns are matched by name and title; rows that break rules are told and left out.</source>
            <translation>Файлды (GeoPackage, Shapefile, GeoJSON, CSV, Excel және басқалар) тізілім қабатына бір бекітумен енгізеді. Бағандар атауы мен тақырыбы бойынша сәйкестендіріледі; ережені бұзған жолдар айтылып, қалдырылады.</translation>
        </message>
        <message>
            <source>Brings what others committed into a workspace. Edits made there stay; what two people changed differently becomes a conflict.</source>
            <translation>Басқалар бекіткенді жұмыс көшірмесіне енгізеді. Ондағы түзетулер қалады; екі адам әртүрлі өзгерткені қайшылыққа айналады.</translation>
        </message>
        <message>
            <source>CSV (*.csv)</source>
            <translation>CSV (*.csv)</translation>
        </message>
        <message>
            <source>CSV…</source>
            <translation>CSV…</translation>
        </message>
        <message>
            <source>Can do</source>
            <translation>Істей алады</translation>
        </message>
        <message>
            <source>Cancel</source>
            <translation>Бас тарту</translation>
        </message>
        <message>
            <source>Cancelled.</source>
            <translation>Тоқтатылды.</translation>
        </message>
        <message>
            <source>Change</source>
            <translation>Өзгеріс</translation>
        </message>
        <message>
            <source>Changed</source>
            <translation>Өзгертілгені</translation>
        </message>
        <message>
            <source>Changed features</source>
            <translation>Өзгертілген нысандар</translation>
        </message>
        <message>
            <source>Changes</source>
            <translation>Өзгерістер</translation>
        </message>
        <message>
            <source>Chart</source>
            <translation>Диаграмма</translation>
        </message>
        <message>
            <source>Chart as PNG (*.png)</source>
            <translation>Диаграмма PNG (*.png)</translation>
        </message>
        <message>
            <source>Chart as SVG (*.svg)</source>
            <translation>Диаграмма SVG (*.svg)</translation>
        </message>
        <message>
            <source>Chart as a drawing…</source>
            <translation>Диаграмма SVG түрінде…</translation>
        </message>
        <message>
            <source>Chart as an image…</source>
            <translation>Диаграмма PNG түрінде…</translation>
        </message>
        <message>
            <source>Check a registry</source>
            <translation>Тізілімді тексеру</translation>
        </message>
        <message>
            <source>Check claims</source>
            <translation>Мәлімдемелерді тексеру</translation>
        </message>
        <message>
            <source>Check drawings of events</source>
            <translation>Оқиғалар сызбасын тексеру</translation>
        </message>
        <message>
            <source>Check out a workspace</source>
            <translation>Жұмыс көшірмесін шығару</translation>
        </message>
        <message>
            <source>Check out a workspace with roads and events</source>
            <translation>Жолдары мен оқиғалары бар жұмыс көшірмесін шығарыңыз</translation>
        </message>
        <message>
            <source>Check out into a workspace</source>
            <translation>Жұмыс көшірмесіне шығару</translation>
        </message>
        <message>
            <source>Check out of the registry</source>
            <translation>Тізілімнен шығару</translation>
        </message>
        <message>
            <source>Check out…</source>
            <translation>Шығару…</translation>
        </message>
        <message>
            <source>Check the claims</source>
            <translation>Мәлімдемелерді тексеру</translation>
        </message>
        <message>
            <source>Check their layers out to draw them anew.</source>
            <translation>Қайта салу үшін қабаттарын шығарыңыз.</translation>
        </message>
        <message>
            <source>Checking out…</source>
            <translation>Шығарылуда…</translation>
        </message>
        <message>
            <source>Choose a commit to see what it changed, two to see how they differ.</source>
            <translation>Не өзгерткенін көру үшін бір бекітуді, айырмасын көру үшін екеуін таңдаңыз.</translation>
        </message>
        <message>
            <source>Choose a feature.</source>
            <translation>Нысанды таңдаңыз.</translation>
        </message>
        <message>
            <source>Choose a road and write a kilometre.</source>
            <translation>Жолды таңдап, километрді жазыңыз.</translation>
        </message>
        <message>
            <source>Choose one commit to give it a name.</source>
            <translation>Атау беру үшін бір бекітуді таңдаңыз.</translation>
        </message>
        <message>
            <source>Choose the folder that holds the definitions of the layers.</source>
            <translation>Қабат сипаттамалары бар қалтаны таңдаңыз.</translation>
        </message>
        <message>
            <source>Claimed</source>
            <translation>Мәлімделген</translation>
        </message>
        <message>
            <source>Claims</source>
            <translation>Мәлімдемелер</translation>
        </message>
        <message>
            <source>Claims that agree</source>
            <translation>Сәйкес мәлімдемелер</translation>
        </message>
        <message>
            <source>Claims that cannot be checked</source>
            <translation>Тексеруге келмейтін мәлімдемелер</translation>
        </message>
        <message>
            <source>Claims that differ</source>
            <translation>Айырмасы бар мәлімдемелер</translation>
        </message>
        <message>
            <source>Click the corners on the map; a right click ends, Escape leaves.</source>
            <translation>Картада бұрыштарын басыңыз; оң жақ түйме аяқтайды, Escape бас тартады.</translation>
        </message>
        <message>
            <source>Click to hide or show them.</source>
            <translation>Жасыру немесе көрсету үшін басыңыз.</translation>
        </message>
        <message>
            <source>Click to see the features behind this figure on the map.</source>
            <translation>Осы санның негізіндегі нысандарды картада көру үшін басыңыз.</translation>
        </message>
        <message>
            <source>Click: copy the reading.</source>
            <translation>Басу: километрді көшіру.</translation>
        </message>
        <message>
            <source>Close</source>
            <translation>Жабу</translation>
        </message>
        <message>
            <source>Close the registry</source>
            <translation>Тізілімді жабу</translation>
        </message>
        <message>
            <source>Column of the file</source>
            <translation>Файл бағаны</translation>
        </message>
        <message>
            <source>Columns</source>
            <translation>Бағандар</translation>
        </message>
        <message>
            <source>Commit</source>
            <translation>Бекіту</translation>
        </message>
        <message numerus="yes">
            <source>Commit %n change(s)</source>
            <translation>
                <numerusform>%n өзгерісті бекіту</numerusform>
                <numerusform>%n өзгерісті бекіту</numerusform>
            </translation>
        </message>
        <message>
            <source>Commit a workspace</source>
            <translation>Жұмыс көшірмесін бекіту</translation>
        </message>
        <message>
            <source>Commit it is based on</source>
            <translation>Негізіндегі бекіту</translation>
        </message>
        <message>
            <source>Commit it is based on now</source>
            <translation>Енді негізіндегі бекіту</translation>
        </message>
        <message>
            <source>Commit number…</source>
            <translation>Бекіту нөмірі…</translation>
        </message>
        <message>
            <source>Commit that the version is</source>
            <translation>Нұсқаға сәйкес бекіту</translation>
        </message>
        <message>
            <source>Commit that was counted</source>
            <translation>Есепке алынған бекіту</translation>
        </message>
        <message>
            <source>Commit to the registry</source>
            <translation>Тізілімге бекіту</translation>
        </message>
        <message>
            <source>Commit to undo</source>
            <translation>Қайтарылатын бекіту</translation>
        </message>
        <message>
            <source>Commit {revision} of {day}</source>
            <translation>{day} күнгі {revision}-бекіту</translation>
        </message>
        <message>
            <source>Commits</source>
            <translation>Бекітулер</translation>
        </message>
        <message>
            <source>Commits what was edited in a workspace to its registry, merged with what others committed meanwhile. What two people changed differently is kept and listed as a conflict. Rule violations stop it and are listed.</source>
            <translation>Жұмыс көшірмесіндегі түзетулерді басқалар осы арада бекіткенмен біріктіріп, тізілімге бекітеді. Екі адам әртүрлі өзгерткені сақталып, қайшылық ретінде тізіледі. Ереже бұзылса, бекіту тоқтап, олар тізіледі.</translation>
        </message>
        <message numerus="yes">
            <source>Committed as revision %n.</source>
            <translation>
                <numerusform>%n-ревизия болып бекітілді.</numerusform>
                <numerusform>%n-ревизия болып бекітілді.</numerusform>
            </translation>
        </message>
        <message>
            <source>Committed as {revision}.</source>
            <translation>{revision} болып бекітілді.</translation>
        </message>
        <message>
            <source>Committing …</source>
            <translation>Бекітілуде …</translation>
        </message>
        <message>
            <source>Commit…</source>
            <translation>Бекіту…</translation>
        </message>
        <message>
            <source>Compare</source>
            <translation>Салыстыру</translation>
        </message>
        <message>
            <source>Compare and watch again</source>
            <translation>Салыстырып, қайта қадағалау</translation>
        </message>
        <message>
            <source>Compare layers with the registry</source>
            <translation>Қабаттарды тізіліммен салыстыру</translation>
        </message>
        <message>
            <source>Compare with the registry</source>
            <translation>Тізіліммен салыстыру</translation>
        </message>
        <message>
            <source>Compare with version</source>
            <translation>Нұсқамен салыстыру</translation>
        </message>
        <message>
            <source>Comparing two versions</source>
            <translation>Екі нұсқаны салыстыру</translation>
        </message>
        <message>
            <source>Comparing with the registry …</source>
            <translation>Тізіліммен салыстырылуда …</translation>
        </message>
        <message>
            <source>Compute</source>
            <translation>Есептеу</translation>
        </message>
        <message>
            <source>Compute again</source>
            <translation>Қайта есептеу</translation>
        </message>
        <message>
            <source>Compute the figures again from the receipt and compare.</source>
            <translation>Сандарды түбіртек бойынша қайта есептеп, салыстыру.</translation>
        </message>
        <message>
            <source>Computed</source>
            <translation>Есептелген</translation>
        </message>
        <message>
            <source>Computes any indicator by its name, with any of its groupings and parameters. The algorithm “List indicators” tells them.</source>
            <translation>Кез келген көрсеткішті атауы бойынша, кез келген топтауымен және параметрлерімен есептейді. Оларды «Көрсеткіштер тізімі» алгоритмі айтады.</translation>
        </message>
        <message>
            <source>Computes every digest of the history again and checks the file: proves that nothing was changed behind the registry's back. Give a digest kept elsewhere to prove that it is the same history.</source>
            <translation>Тарихтың барлық бақылау сомасын қайта есептеп, файлды тексереді: тізілімді айналып ештеңе өзгермегенін дәлелдейді. Тарих сол екенін дәлелдеу үшін бөлек сақталған соманы беріңіз.</translation>
        </message>
        <message>
            <source>Computes the figures of a receipt again and says whether they still hold.</source>
            <translation>Түбіртек сандарын қайта есептеп, әлі дұрыс па, айтады.</translation>
        </message>
        <message>
            <source>Computing…</source>
            <translation>Есептелуде…</translation>
        </message>
        <message>
            <source>Condition</source>
            <translation>Шарт</translation>
        </message>
        <message>
            <source>Condition of roads</source>
            <translation>Жолдардың жай-күйі</translation>
        </message>
        <message>
            <source>Conflicts</source>
            <translation>Қайшылықтар</translation>
        </message>
        <message>
            <source>Conflicts resolved</source>
            <translation>Шешілген қайшылықтар</translation>
        </message>
        <message>
            <source>Coordinate system</source>
            <translation>Координаттар жүйесі</translation>
        </message>
        <message>
            <source>Copy</source>
            <translation>Көшіру</translation>
        </message>
        <message>
            <source>Copy the uid</source>
            <translation>uid көшіру</translation>
        </message>
        <message>
            <source>Count what was done by this day; the day of the version if empty.</source>
            <translation>Осы күнге дейін жасалғанды есептеу; бос болса — нұсқа күні.</translation>
        </message>
        <message>
            <source>Counted from</source>
            <translation>Қандай қабаттардан</translation>
        </message>
        <message>
            <source>Counts what was added, changed and deleted in a workspace since its last commit, its open conflicts, and the newer commits of its registry; lists the changed features if asked.</source>
            <translation>Соңғы бекітуден бері жұмыс көшірмесінде қосылған, өзгертілген, жойылғанды, ашық қайшылықтарды және тізілімнің жаңарақ бекітулерін санайды; қаласаңыз, өзгертілген нысандарды тізеді.</translation>
        </message>
        <message>
            <source>Coverage of a territory by zones</source>
            <translation>Аумақты аймақтармен қамту</translation>
        </message>
        <message>
            <source>Covered, km²</source>
            <translation>Қамтылған, км²</translation>
        </message>
        <message>
            <source>Create a registry</source>
            <translation>Тізілім жасау</translation>
        </message>
        <message>
            <source>Day</source>
            <translation>Күн</translation>
        </message>
        <message>
            <source>Day of the roads and surveys; the day of the version if empty.</source>
            <translation>Жолдар мен зерттеулердің күні; бос болса — нұсқа күні.</translation>
        </message>
        <message>
            <source>Days</source>
            <translation>Күндер</translation>
        </message>
        <message>
            <source>Decide</source>
            <translation>Шешу</translation>
        </message>
        <message numerus="yes">
            <source>Decide %n conflict(s) first.</source>
            <translation>
                <numerusform>Алдымен %n қайшылықты шешіңіз.</numerusform>
                <numerusform>Алдымен %n қайшылықты шешіңіз.</numerusform>
            </translation>
        </message>
        <message>
            <source>Decide all of {feature}:</source>
            <translation>{feature} үшін бәрін шешу:</translation>
        </message>
        <message>
            <source>Decide {fields} of {feature}:</source>
            <translation>{feature} үшін {fields} шешу:</translation>
        </message>
        <message>
            <source>Decides the field with the value given here.</source>
            <translation>Өріс қайшылығын осында берілген мәнмен шешеді.</translation>
        </message>
        <message>
            <source>Definition of layer %1</source>
            <translation>%1 қабатының сипаттамасы</translation>
        </message>
        <message>
            <source>Definitions of a folder</source>
            <translation>Қалтадағы сипаттамалар</translation>
        </message>
        <message>
            <source>Diagnostics…</source>
            <translation>Диагностика…</translation>
        </message>
        <message>
            <source>Difference %1 → %2</source>
            <translation>Айырма %1 → %2</translation>
        </message>
        <message>
            <source>Difference of two versions</source>
            <translation>Екі нұсқа айырмасы</translation>
        </message>
        <message>
            <source>Difference of two versions as layers</source>
            <translation>Екі нұсқа айырмасы қабаттар түрінде</translation>
        </message>
        <message>
            <source>Difference of two versions as layers…</source>
            <translation>Екі нұсқа айырмасы қабаттар түрінде…</translation>
        </message>
        <message>
            <source>Difference, progress</source>
            <translation>Айырма, орындалуы</translation>
        </message>
        <message>
            <source>Digest %1</source>
            <translation>Бақылау сомасы %1</translation>
        </message>
        <message>
            <source>Digest kept elsewhere</source>
            <translation>Бөлек сақталған бақылау сомасы</translation>
        </message>
        <message>
            <source>Digest of the newest commit</source>
            <translation>Соңғы бекітудің бақылау сомасы</translation>
        </message>
        <message>
            <source>Digest of the result</source>
            <translation>Нәтиженің бақылау сомасы</translation>
        </message>
        <message>
            <source>Digest of the version</source>
            <translation>Нұсқаның бақылау сомасы</translation>
        </message>
        <message>
            <source>Discard</source>
            <translation>Тастау</translation>
        </message>
        <message numerus="yes">
            <source>Discard %n change(s)?</source>
            <translation>
                <numerusform>%n өзгерісті тастау керек пе?</numerusform>
                <numerusform>%n өзгерісті тастау керек пе?</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>Discard %n change(s)? That cannot be undone.</source>
            <translation>
                <numerusform>%n өзгерісті тастау керек пе? Оны қайтару мүмкін емес.</numerusform>
                <numerusform>%n өзгерісті тастау керек пе? Оны қайтару мүмкін емес.</numerusform>
            </translation>
        </message>
        <message>
            <source>Discard all</source>
            <translation>Бәрін тастау</translation>
        </message>
        <message>
            <source>Discard edits of a workspace</source>
            <translation>Жұмыс көшірмесінің түзетулерін тастау</translation>
        </message>
        <message>
            <source>Discard …</source>
            <translation>Тастау …</translation>
        </message>
        <message>
            <source>Discarding …</source>
            <translation>Тасталуда …</translation>
        </message>
        <message>
            <source>Distance, m</source>
            <translation>Қашықтық, м</translation>
        </message>
        <message>
            <source>Distinct kilometres</source>
            <translation>Қайталанбайтын километрлер</translation>
        </message>
        <message>
            <source>Do without</source>
            <translation>Онсыз</translation>
        </message>
        <message>
            <source>Draw events along roads</source>
            <translation>Оқиғаларды жол бойымен салу</translation>
        </message>
        <message>
            <source>Draw events along their road</source>
            <translation>Оқиғаларды жол бойымен салу</translation>
        </message>
        <message>
            <source>Draw hatches and numbers at the kilometres of roads</source>
            <translation>Жол километрлерінде сызықшалар мен нөмірлер салу</translation>
        </message>
        <message>
            <source>Draw on the map</source>
            <translation>Картада салу</translation>
        </message>
        <message>
            <source>Draw them anew</source>
            <translation>Оларды қайта салу</translation>
        </message>
        <message>
            <source>Draw what changed on the map</source>
            <translation>Өзгерістерді картада салу</translation>
        </message>
        <message>
            <source>Drawn events</source>
            <translation>Салынған оқиғалар</translation>
        </message>
        <message>
            <source>Draws each row of a table along its road, from its first kilometre to its last, or at one. Rows whose road or kilometres do not exist are told and come without a geometry.</source>
            <translation>Кестенің әр қатарын өз жолымен бірінші километрінен соңғысына дейін немесе бір нүктеде салады. Жолы не километрі жоқ қатарлар айтылып, геометриясыз қалады.</translation>
        </message>
        <message>
            <source>Draws events (repairs, surveys) anew along their roads where their drawing no longer follows their measures. The measures, from which figures are counted, are not touched.</source>
            <translation>Сызбасы километражынан ауытқыған оқиғаларды (жөндеу, зерттеу) жол бойымен қайта салады. Сандар есептелетін километраж өзгермейді.</translation>
        </message>
        <message>
            <source>Editing in a workspace</source>
            <translation>Жұмыс көшірмесінде түзету</translation>
        </message>
        <message>
            <source>Edits can be committed</source>
            <translation>Түзетулер бекітіледі</translation>
        </message>
        <message>
            <source>Edits in {layers} are not saved yet, so they do not show here.</source>
            <translation>{layers} қабаттарындағы түзетулер әлі сақталмаған, сондықтан мұнда көрінбейді.</translation>
        </message>
        <message>
            <source>End the time slider and remove its layers</source>
            <translation>Уақыт жылжытқышын жауып, қабаттарын алып тастау</translation>
        </message>
        <message>
            <source>Environment</source>
            <translation>Орта</translation>
        </message>
        <message>
            <source>Events are made in a workspace with its roads; check one out first.</source>
            <translation>Оқиғалар жолдары бар жұмыс көшірмесінде жасалады; алдымен оны шығарыңыз.</translation>
        </message>
        <message>
            <source>Events drawn</source>
            <translation>Салынған оқиғалар саны</translation>
        </message>
        <message>
            <source>Events drawn anew</source>
            <translation>Қайта салынған оқиғалар</translation>
        </message>
        <message>
            <source>Events that could not be drawn</source>
            <translation>Салынбаған оқиғалар</translation>
        </message>
        <message>
            <source>Everyday work needs nothing but QGIS. Statistics, import, reports and PostGIS use further Python packages. They go into a folder of their own; QGIS itself and its Python stay as they are, and removing the folder removes everything.</source>
            <translation>Күнделікті жұмысқа QGIS-тен басқа ештеңе керек емес. Статистика, импорт, есептер және PostGIS қосымша Python пакеттерін пайдаланады. Олар бөлек қалтаға орнатылады; QGIS пен оның Python-ы сол күйінде қалады, ал қалтаны жою бәрін жояды.</translation>
        </message>
        <message>
            <source>Everything</source>
            <translation>Бәрі</translation>
        </message>
        <message>
            <source>Everything works.</source>
            <translation>Бәрі жұмыс істейді.</translation>
        </message>
        <message>
            <source>Evidence as GeoJSON (*.geojson)</source>
            <translation>Негіздеме GeoJSON (*.geojson)</translation>
        </message>
        <message>
            <source>Example</source>
            <translation>Мысал</translation>
        </message>
        <message>
            <source>Excel workbook (*.xlsx)</source>
            <translation>Excel кітабы (*.xlsx)</translation>
        </message>
        <message>
            <source>Excel workbook…</source>
            <translation>Excel кітабы…</translation>
        </message>
        <message>
            <source>Excel, CSV, JSON, GeoJSON of the evidence, a chart, or a report; by the ending of its name.</source>
            <translation>Excel, CSV, JSON, негіздемелі GeoJSON, диаграмма немесе есеп — атауының соңы бойынша.</translation>
        </message>
        <message>
            <source>Export</source>
            <translation>Экспорт</translation>
        </message>
        <message>
            <source>Export a layer</source>
            <translation>Қабатты экспорттау</translation>
        </message>
        <message>
            <source>Extent</source>
            <translation>Ауқым</translation>
        </message>
        <message>
            <source>Faults</source>
            <translation>Қателер</translation>
        </message>
        <message>
            <source>Feature</source>
            <translation>Нысан</translation>
        </message>
        <message>
            <source>Feature (uid)</source>
            <translation>Нысан (uid)</translation>
        </message>
        <message>
            <source>Features</source>
            <translation>Нысандар</translation>
        </message>
        <message>
            <source>Features (uids)</source>
            <translation>Нысандар (uid)</translation>
        </message>
        <message>
            <source>Features ({count})</source>
            <translation>Нысандар ({count})</translation>
        </message>
        <message>
            <source>Features added</source>
            <translation>Қосылған нысандар</translation>
        </message>
        <message>
            <source>Features behind the figures as GeoJSON…</source>
            <translation>Сандар негізіндегі нысандар GeoJSON түрінде…</translation>
        </message>
        <message>
            <source>Features brought in</source>
            <translation>Енгізілген нысандар</translation>
        </message>
        <message>
            <source>Features changed</source>
            <translation>Өзгертілген нысандар</translation>
        </message>
        <message>
            <source>Features checked out</source>
            <translation>Шығарылған нысандар</translation>
        </message>
        <message>
            <source>Features deleted</source>
            <translation>Жойылған нысандар</translation>
        </message>
        <message>
            <source>Features merged with edits made here</source>
            <translation>Осындағы түзетулермен біріктірілген нысандар</translation>
        </message>
        <message>
            <source>Features merged with others' changes</source>
            <translation>Басқалардың өзгерістерімен біріктірілген нысандар</translation>
        </message>
        <message>
            <source>Features put back</source>
            <translation>Қайтарылған нысандар</translation>
        </message>
        <message>
            <source>Features written</source>
            <translation>Жазылған нысандар</translation>
        </message>
        <message>
            <source>Field</source>
            <translation>Өріс</translation>
        </message>
        <message>
            <source>Field of the end</source>
            <translation>Соңы өрісі</translation>
        </message>
        <message>
            <source>Field of the kilometre</source>
            <translation>Километр өрісі</translation>
        </message>
        <message>
            <source>Field of the layer</source>
            <translation>Қабат өрісі</translation>
        </message>
        <message>
            <source>Field of the route</source>
            <translation>Жол өрісі</translation>
        </message>
        <message>
            <source>Field of the start</source>
            <translation>Басы өрісі</translation>
        </message>
        <message>
            <source>Fields, apart by commas, that tell which rows are there already; those are updated.</source>
            <translation>Бар жолдарды танитын өрістер, үтірмен бөлінген; ондай жолдар жаңартылады.</translation>
        </message>
        <message>
            <source>Figures</source>
            <translation>Сандар</translation>
        </message>
        <message>
            <source>Figures are computed by libraries that QGIS does not have. The plugin installs them into a folder of their own, with your consent; QGIS itself is not touched. Everything else works without.</source>
            <translation>Сандарды QGIS-те жоқ кітапханалар есептейді. Модуль оларды келісіміңізбен бөлек қалтаға орнатады; QGIS-тің өзі қозғалмайды. Қалғанының бәрі оларсыз жұмыс істейді.</translation>
        </message>
        <message>
            <source>Figures as a file</source>
            <translation>Сандар файл түрінде</translation>
        </message>
        <message>
            <source>File</source>
            <translation>Файл</translation>
        </message>
        <message>
            <source>Filter by name or value</source>
            <translation>Атауы не мәні бойынша сүзу</translation>
        </message>
        <message>
            <source>Find a measure on a road</source>
            <translation>Жол нүктесін километрі бойынша табу</translation>
        </message>
        <message>
            <source>Find events that are not drawn where their kilometres say, and draw them anew</source>
            <translation>Километрлері көрсеткен жерде салынбаған оқиғаларды тауып, қайта салу</translation>
        </message>
        <message>
            <source>Find in statements</source>
            <translation>Мәлімдемелерден іздеу</translation>
        </message>
        <message>
            <source>Find it …</source>
            <translation>Оны табу …</translation>
        </message>
        <message>
            <source>Find the registry</source>
            <translation>Тізілімді табу</translation>
        </message>
        <message>
            <source>Find the registry…</source>
            <translation>Тізілімді табу…</translation>
        </message>
        <message>
            <source>Finish it</source>
            <translation>Оны аяқтау</translation>
        </message>
        <message>
            <source>First and last name</source>
            <translation>Аты-жөні</translation>
        </message>
        <message>
            <source>First day of the period; from the beginning if empty.</source>
            <translation>Кезеңнің бірінші күні; бос болса — басынан.</translation>
        </message>
        <message numerus="yes">
            <source>Fix all %n</source>
            <translation>
                <numerusform>Барлық %n түзету</numerusform>
                <numerusform>Барлық %n түзету</numerusform>
            </translation>
        </message>
        <message>
            <source>Folder</source>
            <translation>Қалта</translation>
        </message>
        <message>
            <source>Folder of definitions</source>
            <translation>Сипаттамалар қалтасы</translation>
        </message>
        <message>
            <source>Folder of layer definitions</source>
            <translation>Қабат сипаттамалары қалтасы</translation>
        </message>
        <message>
            <source>Folder of the environment</source>
            <translation>Орта қалтасы</translation>
        </message>
        <message>
            <source>Folder of wheels</source>
            <translation>wheel пакеттері қалтасы</translation>
        </message>
        <message>
            <source>Folder with .whl files</source>
            <translation>.whl файлдары бар қалта</translation>
        </message>
        <message>
            <source>From</source>
            <translation>Бастап</translation>
        </message>
        <message>
            <source>From %1 to %2</source>
            <translation>%1 бастап %2 дейін</translation>
        </message>
        <message>
            <source>From a folder of wheels (no network)</source>
            <translation>wheel пакеттері қалтасынан (желісіз)</translation>
        </message>
        <message>
            <source>From a package index (network needed)</source>
            <translation>Пакеттер индексінен (желі керек)</translation>
        </message>
        <message>
            <source>GeoJSON (*.geojson)</source>
            <translation>GeoJSON (*.geojson)</translation>
        </message>
        <message>
            <source>GeoJSON, a feature a line (*.geojsonl)</source>
            <translation>GeoJSON, жолына бір нысан (*.geojsonl)</translation>
        </message>
        <message>
            <source>GeoPackage (*.gpkg)</source>
            <translation>GeoPackage (*.gpkg)</translation>
        </message>
        <message>
            <source>Geometries before</source>
            <translation>Бұрынғы геометриялар</translation>
        </message>
        <message>
            <source>Geometries of changed and deleted features at the older version.</source>
            <translation>Өзгертілген және жойылған нысандардың ескі нұсқадағы геометриялары.</translation>
        </message>
        <message>
            <source>Geometry</source>
            <translation>Геометрия</translation>
        </message>
        <message>
            <source>Geometry changed</source>
            <translation>Геометриясы өзгертілген</translation>
        </message>
        <message>
            <source>Getting and installing the packages; this takes some minutes…</source>
            <translation>Пакеттер алынып, орнатылуда; бірнеше минут алады…</translation>
        </message>
        <message>
            <source>Give this version a name…</source>
            <translation>Осы нұсқаға атау беру…</translation>
        </message>
        <message>
            <source>Give your name.</source>
            <translation>Атыңызды көрсетіңіз.</translation>
        </message>
        <message>
            <source>Gives a layer of a registry as it was at any version.</source>
            <translation>Тізілім қабатын кез келген нұсқадағы күйінде береді.</translation>
        </message>
        <message>
            <source>Gives a version a name, such as report-2024, by which it is found for ever.</source>
            <translation>Нұсқаға атау береді, мысалы report-2024, ол сол атаумен әрқашан табылады.</translation>
        </message>
        <message>
            <source>Gives the features of a layer that differ between two versions: what kind of change, which fields, old and new values, and the geometry (the old one of deleted features).</source>
            <translation>Екі нұсқада өзгеше қабат нысандарын береді: өзгеріс түрі, өрістер, ескі және жаңа мәндер, геометрия (жойылғандардың ескісі).</translation>
        </message>
        <message>
            <source>Gives the field the value both sides began with.</source>
            <translation>Өріске екі жақ бастаған мәнді қайтарады.</translation>
        </message>
        <message>
            <source>Gives the point of a road at a measure, such as km 513+850.</source>
            <translation>Километраж бойынша жол нүктесін береді, мысалы 513+850 км.</translation>
        </message>
        <message>
            <source>Go</source>
            <translation>Өту</translation>
        </message>
        <message>
            <source>Go on with the commit</source>
            <translation>Бекітуді жалғастыру</translation>
        </message>
        <message>
            <source>Go to a kilometre of a road</source>
            <translation>Жол километріне өту</translation>
        </message>
        <message>
            <source>Go to a kilometre…</source>
            <translation>Километрге өту…</translation>
        </message>
        <message>
            <source>Go to this version</source>
            <translation>Осы нұсқаға өту</translation>
        </message>
        <message>
            <source>Good, km</source>
            <translation>Жақсы, км</translation>
        </message>
        <message>
            <source>Group by</source>
            <translation>Топтау белгісі</translation>
        </message>
        <message>
            <source>Grouping</source>
            <translation>Топтау</translation>
        </message>
        <message>
            <source>Hectares of landfills and disturbed land that were reclaimed: every square metre once, beside the plain sum of works, and the share of each owner's part.</source>
            <translation>Рекультивацияланған қалдық полигондары мен бүлінген жерлердің гектарлары: әр шаршы метр бір рет, қасында жұмыстардың жай қосындысы мен әр иенің үлесі.</translation>
        </message>
        <message>
            <source>History</source>
            <translation>Тарих</translation>
        </message>
        <message>
            <source>History and versions</source>
            <translation>Тарих пен нұсқалар</translation>
        </message>
        <message>
            <source>History of a feature</source>
            <translation>Нысан тарихы</translation>
        </message>
        <message>
            <source>History of a registry</source>
            <translation>Тізілім тарихы</translation>
        </message>
        <message>
            <source>Holds the route_id.</source>
            <translation>route_id мәні бар.</translation>
        </message>
        <message>
            <source>How it is counted</source>
            <translation>Қалай есептеледі</translation>
        </message>
        <message>
            <source>How many commits to list.</source>
            <translation>Қанша бекіту тізілсін.</translation>
        </message>
        <message>
            <source>If not ticked, such features stop it and are named.</source>
            <translation>Белгіленбесе, ондай нысандар әрекетті тоқтатады және аталады.</translation>
        </message>
        <message>
            <source>Import a file into a layer</source>
            <translation>Файлды қабатқа импорттау</translation>
        </message>
        <message>
            <source>Import, export and checks</source>
            <translation>Импорт, экспорт және тексеру</translation>
        </message>
        <message>
            <source>In the registry since</source>
            <translation>Тізілімде болған уақыты: бастап</translation>
        </message>
        <message>
            <source>In the registry until</source>
            <translation>Тізілімде болған уақыты: дейін</translation>
        </message>
        <message>
            <source>In this project alone; styles of your own are replaced.</source>
            <translation>Тек осы жобада; өз стильдеріңіз алмастырылады.</translation>
        </message>
        <message>
            <source>In {folder}</source>
            <translation>{folder} ішінде</translation>
        </message>
        <message>
            <source>Indicator</source>
            <translation>Көрсеткіш</translation>
        </message>
        <message>
            <source>Indicators</source>
            <translation>Көрсеткіштер</translation>
        </message>
        <message>
            <source>Infra Registry</source>
            <translation>Инфрақұрылым тізілімі</translation>
        </message>
        <message>
            <source>Infra Registry diagnostics</source>
            <translation>Инфрақұрылым тізілімінің диагностикасы</translation>
        </message>
        <message>
            <source>Infra Registry settings</source>
            <translation>Инфрақұрылым тізілімінің баптаулары</translation>
        </message>
        <message>
            <source>Infra Registry: versioned registries of infrastructure</source>
            <translation>Инфрақұрылым тізілімі: нұсқалары бар тізілімдер</translation>
        </message>
        <message>
            <source>Inputs</source>
            <translation>Кіріс деректер</translation>
        </message>
        <message>
            <source>Its name, such as road-length, layer-count or people-near-roads.</source>
            <translation>Атауы, мысалы road-length, layer-count немесе people-near-roads.</translation>
        </message>
        <message>
            <source>JSON (*.json)</source>
            <translation>JSON (*.json)</translation>
        </message>
        <message>
            <source>Keep</source>
            <translation>Қалдыру</translation>
        </message>
        <message>
            <source>Keep mine</source>
            <translation>Менікін қалдыру</translation>
        </message>
        <message>
            <source>Keep what was edited here</source>
            <translation>Осындағы түзетуді қалдыру</translation>
        </message>
        <message numerus="yes">
            <source>Keep your values in all of %n feature(s)?</source>
            <translation>
                <numerusform>Барлық %n нысанда өз мәндеріңізді қалдыру керек пе?</numerusform>
                <numerusform>Барлық %n нысанда өз мәндеріңізді қалдыру керек пе?</numerusform>
            </translation>
        </message>
        <message>
            <source>Key</source>
            <translation>Кілт</translation>
        </message>
        <message>
            <source>Kilometre and metre as on a km post, 513+850, or with decimals, 513.85</source>
            <translation>Километр мен метр километрлік белгідегідей: 513+850, немесе ондық бөлшекпен: 513,85</translation>
        </message>
        <message>
            <source>Kilometre hatches</source>
            <translation>Километр сызықшалары</translation>
        </message>
        <message>
            <source>Kilometres and metres, 513+850 or 513.85.</source>
            <translation>Километр мен метр: 513+850 немесе 513,85.</translation>
        </message>
        <message>
            <source>Kilometres as 12.5, or 12+500.</source>
            <translation>Километрлер 12,5 немесе 12+500 түрінде.</translation>
        </message>
        <message>
            <source>Kilometres of road repaired: every metre once, however many works overlap on it, beside the plain sum of works and lane-kilometres.</source>
            <translation>Жөнделген жол километрлері: әр метр қанша жұмыс қабаттасса да бір рет, қасында жұмыстардың жай қосындысы мен жолақ-километрлер.</translation>
        </message>
        <message>
            <source>Km posts</source>
            <translation>Километрлік белгілер</translation>
        </message>
        <message>
            <source>Lane-kilometres</source>
            <translation>Жолақ-километрлер</translation>
        </message>
        <message>
            <source>Language</source>
            <translation>Тіл</translation>
        </message>
        <message>
            <source>Largest residual along the road, m</source>
            <translation>Жол бойындағы ең үлкен қалдық, м</translation>
        </message>
        <message>
            <source>Last commit of the day</source>
            <translation>Күннің соңғы бекітуі</translation>
        </message>
        <message>
            <source>Last day of the period; to the end if empty.</source>
            <translation>Кезеңнің соңғы күні; бос болса — соңына дейін.</translation>
        </message>
        <message>
            <source>Latitude</source>
            <translation>Ендік</translation>
        </message>
        <message>
            <source>Layer</source>
            <translation>Қабат</translation>
        </message>
        <message>
            <source>Layer at that version</source>
            <translation>Сол нұсқадағы қабат</translation>
        </message>
        <message>
            <source>Layers</source>
            <translation>Қабаттар</translation>
        </message>
        <message>
            <source>Layers defined in a folder (*.toml)</source>
            <translation>Қалтада сипатталған қабаттар (*.toml)</translation>
        </message>
        <message>
            <source>Layers of a registry</source>
            <translation>Тізілім қабаттары</translation>
        </message>
        <message>
            <source>Layers that come with the plugin</source>
            <translation>Модульмен бірге келетін қабаттар</translation>
        </message>
        <message>
            <source>Leave features changed later as they are</source>
            <translation>Кейін өзгертілген нысандарды сол күйінде қалдыру</translation>
        </message>
        <message>
            <source>Left out</source>
            <translation>Есепке алынбаған</translation>
        </message>
        <message>
            <source>Left out ({count})</source>
            <translation>Есепке алынбаған ({count})</translation>
        </message>
        <message>
            <source>Likewise; nothing for events at one place.</source>
            <translation>Дәл солай; бір нүктедегі оқиғалар үшін бос.</translation>
        </message>
        <message>
            <source>Lines behind the figures</source>
            <translation>Сандар негізіндегі сызықтар</translation>
        </message>
        <message>
            <source>List indicators</source>
            <translation>Көрсеткіштер тізімі</translation>
        </message>
        <message>
            <source>List only the commits of this feature</source>
            <translation>Тек осы нысанның бекітулерін көрсету</translation>
        </message>
        <message>
            <source>List routes</source>
            <translation>Жолдар тізімі</translation>
        </message>
        <message>
            <source>List tags</source>
            <translation>Белгілер тізімі</translation>
        </message>
        <message>
            <source>Lists every indicator with its formula, source, groupings and parameters.</source>
            <translation>Барлық көрсеткішті формуласымен, дереккөзімен, топтауларымен және параметрлерімен тізеді.</translation>
        </message>
        <message>
            <source>Lists the commits of a registry, newest first: number, time, author, message, and how many features of which layers were added, changed and deleted.</source>
            <translation>Тізілім бекітулерін тізеді, жаңасы жоғарыда: нөмірі, уақыты, авторы, хабарламасы және қай қабаттың қанша нысаны қосылған, өзгертілген, жойылған.</translation>
        </message>
        <message>
            <source>Lists the layers of a registry with their titles, kinds, counts and last changes.</source>
            <translation>Тізілім қабаттарын тізеді: атаулары, түрі, нысан саны, соңғы өзгерістері.</translation>
        </message>
        <message>
            <source>Lists the life of one feature: each commit that changed it, and every value before and after.</source>
            <translation>Бір нысанның өмірі: оны өзгерткен әр бекіту, әр мәннің бұрынғысы мен кейінгісі.</translation>
        </message>
        <message>
            <source>Lists the routes of a registry with their names and first and last kilometres.</source>
            <translation>Тізілім жолдарын атауларымен, бірінші және соңғы километрімен тізеді.</translation>
        </message>
        <message>
            <source>Lists the tags of a registry with the commits that they name.</source>
            <translation>Тізілім белгілерін олар атаған бекітулермен тізеді.</translation>
        </message>
        <message>
            <source>Load</source>
            <translation>Жүктеу</translation>
        </message>
        <message>
            <source>Load a version as layers</source>
            <translation>Нұсқаны қабаттар түрінде жүктеу</translation>
        </message>
        <message>
            <source>Load a version of a layer</source>
            <translation>Қабат нұсқасын жүктеу</translation>
        </message>
        <message>
            <source>Load all versions of the layers and move the map through them</source>
            <translation>Қабаттардың барлық нұсқасын жүктеп, картаны солармен жүргізу</translation>
        </message>
        <message>
            <source>Load this version as layers</source>
            <translation>Осы нұсқаны қабаттар түрінде жүктеу</translation>
        </message>
        <message>
            <source>Load this version as layers…</source>
            <translation>Осы нұсқаны қабаттар түрінде жүктеу…</translation>
        </message>
        <message>
            <source>Locate points on roads</source>
            <translation>Нүктелерді жолдардан табу</translation>
        </message>
        <message>
            <source>Located points</source>
            <translation>Табылған нүктелер</translation>
        </message>
        <message>
            <source>Log</source>
            <translation>Журнал</translation>
        </message>
        <message>
            <source>Longitude</source>
            <translation>Бойлық</translation>
        </message>
        <message>
            <source>Look again</source>
            <translation>Қайта тексеру</translation>
        </message>
        <message>
            <source>Looking at drawings of events</source>
            <translation>Оқиғалар сызбасын қарау</translation>
        </message>
        <message>
            <source>Looking how the commit ended …</source>
            <translation>Бекіту немен аяқталғаны тексерілуде …</translation>
        </message>
        <message>
            <source>Looks for faults in the layers: values that break rules, invalid and doubled geometries, measures that do not fit their roads, references to nothing, sections that overlap, and more.</source>
            <translation>Қабаттардағы қателерді іздейді: ережеге қайшы мәндер, жарамсыз және қайталанған геометриялар, жолға сай емес километраж, жоққа сілтемелер, қабаттасқан учаскелер және т.б.</translation>
        </message>
        <message>
            <source>Make</source>
            <translation>Жасау</translation>
        </message>
        <message>
            <source>Make %1 what it was in version %2? A new commit by %3 does it:</source>
            <translation>%1 нысанын %2-нұсқадағыдай ету керек пе? Мұны %3 жасаған жаңа бекіту орындайды:</translation>
        </message>
        <message>
            <source>Make a new registry</source>
            <translation>Жаңа тізілім жасау</translation>
        </message>
        <message>
            <source>Make a new registry…</source>
            <translation>Жаңа тізілім жасау…</translation>
        </message>
        <message>
            <source>Make a road work or a survey by clicking its two ends</source>
            <translation>Жұмысты не зерттеуді жолдағы басы мен соңын басып жасау</translation>
        </message>
        <message>
            <source>Make the registry {name}</source>
            <translation>{name} тізілімін жасау</translation>
        </message>
        <message>
            <source>Make this folder and install the packages there (about 1 GB)</source>
            <translation>Осы қалтаны жасап, пакеттерді сонда орнату (шамамен 1 ГБ)</translation>
        </message>
        <message>
            <source>Makes a feature what it was at an older version, by a new commit; a deleted feature comes back. Nothing is removed from the history.</source>
            <translation>Жаңа бекітумен нысанды ескі нұсқадағы күйіне келтіреді; жойылғаны қайтып келеді. Тарихтан ештеңе жойылмайды.</translation>
        </message>
        <message>
            <source>Makes a new registry: one GeoPackage that keeps every version of its layers. Its layers are those that come with the plugin (roads, repairs, condition, landfills, tourism zones and more), those of a folder of definitions, or none.</source>
            <translation>Жаңа тізілім жасайды: қабаттардың барлық нұсқасын сақтайтын бір GeoPackage. Қабаттары — модульмен бірге келетіндер (жолдар, жөндеулер, жай-күй, қалдық полигондары, туристік аймақтар және т.б.), сипаттамалар қалтасындағылар немесе ешқайсысы.</translation>
        </message>
        <message>
            <source>Making the virtual environment…</source>
            <translation>Виртуалды орта жасалуда…</translation>
        </message>
        <message>
            <source>Measure</source>
            <translation>Километраж</translation>
        </message>
        <message>
            <source>Measures a road by the km posts of a point layer and tells how well each fits: how far it stands from the line, and how far its kilometre is from what its neighbours make of its place. Nothing is written into the registry.</source>
            <translation>Жолды нүктелі қабаттың километрлік белгілері бойынша өлшеп, әрқайсысы қаншалықты сай екенін айтады: сызықтан қашықтығы және километрі көршілері беретін мәннен қанша ауытқитыны. Тізілімге ештеңе жазылмайды.</translation>
        </message>
        <message numerus="yes">
            <source>Mend %n value(s) against the rules first.</source>
            <translation>
                <numerusform>Алдымен ережеге қайшы %n мәнді түзетіңіз.</numerusform>
                <numerusform>Алдымен ережеге қайшы %n мәнді түзетіңіз.</numerusform>
            </translation>
        </message>
        <message>
            <source>Mending values …</source>
            <translation>Мәндер түзетілуде …</translation>
        </message>
        <message>
            <source>Message</source>
            <translation>Хабарлама</translation>
        </message>
        <message>
            <source>Metres around its features that count as covered too.</source>
            <translation>Нысандарының айналасындағы, қамтылған деп саналатын метрлер.</translation>
        </message>
        <message>
            <source>Metres beside the road: to the right if positive, to the left if negative.</source>
            <translation>Жолдан шетке метрлер: плюс болса оңға, минус болса солға.</translation>
        </message>
        <message>
            <source>Metres from a road within which a point is located on it.</source>
            <translation>Нүкте жолға жататын қашықтық, метр.</translation>
        </message>
        <message>
            <source>Metres within which a road is near.</source>
            <translation>Жол жақын деп саналатын метрлер.</translation>
        </message>
        <message>
            <source>Mine</source>
            <translation>Менікі</translation>
        </message>
        <message>
            <source>Missing for: {what}</source>
            <translation>Жетіспейді: {what}</translation>
        </message>
        <message>
            <source>More</source>
            <translation>Тағы</translation>
        </message>
        <message>
            <source>More filters: author, layer, days, extent</source>
            <translation>Тағы сүзгілер: автор, қабат, күндер, ауқым</translation>
        </message>
        <message>
            <source>More settings</source>
            <translation>Тағы баптаулар</translation>
        </message>
        <message>
            <source>NAME=VALUE, one a line or apart by semicolons; several values apart by commas.</source>
            <translation>АТАУ=МӘН, жолына біреуден немесе нүктелі үтірмен; бірнеше мән үтірмен.</translation>
        </message>
        <message>
            <source>Name of the layer in the registry, such as roads or repairs.</source>
            <translation>Тізілімдегі қабат атауы, мысалы roads немесе repairs.</translation>
        </message>
        <message>
            <source>Name version %1:</source>
            <translation>%1-нұсқаға атау беру:</translation>
        </message>
        <message>
            <source>Name, such as 2024-report</source>
            <translation>Атауы, мысалы 2024-report</translation>
        </message>
        <message>
            <source>Named on</source>
            <translation>Аталған күні</translation>
        </message>
        <message>
            <source>Names apart by commas, such as year,work_type.</source>
            <translation>Атаулар үтірмен, мысалы year,work_type.</translation>
        </message>
        <message>
            <source>Names of layers, apart by commas; all layers if empty.</source>
            <translation>Қабат атаулары үтірмен; бос болса — барлық қабаттар.</translation>
        </message>
        <message>
            <source>New construction never counts as repair.</source>
            <translation>Жаңа құрылыс жөндеу болып есептелмейді.</translation>
        </message>
        <message>
            <source>New event on a road</source>
            <translation>Жолдағы жаңа оқиға</translation>
        </message>
        <message>
            <source>New event: %1</source>
            <translation>Жаңа оқиға: %1</translation>
        </message>
        <message>
            <source>Newer commits in the registry (-1 if it cannot be reached)</source>
            <translation>Тізілімдегі жаңарақ бекітулер (қолжетімсіз болса -1)</translation>
        </message>
        <message>
            <source>Newer version</source>
            <translation>Жаңа нұсқа</translation>
        </message>
        <message>
            <source>Newest</source>
            <translation>Соңғысы</translation>
        </message>
        <message>
            <source>No change passes the filter.</source>
            <translation>Сүзгіге бірде-бір өзгеріс сай келмейді.</translation>
        </message>
        <message>
            <source>No commit passes the filter.</source>
            <translation>Сүзгіге бірде-бір бекіту сай келмейді.</translation>
        </message>
        <message>
            <source>No events here</source>
            <translation>Мұнда оқиғалар жоқ</translation>
        </message>
        <message>
            <source>No feature differs.</source>
            <translation>Бірде-бір нысан өзгеше емес.</translation>
        </message>
        <message>
            <source>No layers yet</source>
            <translation>Әзірге қабатсыз</translation>
        </message>
        <message>
            <source>No map is open yet. Make a project with a background map first, then choose the area.</source>
            <translation>Карта әлі ашылмаған. Алдымен фондық картасы бар жоба жасаңыз, содан кейін аумақты таңдаңыз.</translation>
        </message>
        <message>
            <source>No message</source>
            <translation>Хабарламасыз</translation>
        </message>
        <message>
            <source>No polygon is selected; select one or more on the map first.</source>
            <translation>Полигон ерекшеленбеген; алдымен картадан біреуін не бірнешеуін ерекшелеңіз.</translation>
        </message>
        <message>
            <source>No registry is open</source>
            <translation>Тізілім ашылмаған</translation>
        </message>
        <message>
            <source>No registry is open.</source>
            <translation>Тізілім ашылмаған.</translation>
        </message>
        <message>
            <source>No version has a name yet. Choose a commit and name it below.</source>
            <translation>Әлі бірде-бір нұсқаның атауы жоқ. Бекітуді таңдап, төменде атау беріңіз.</translation>
        </message>
        <message>
            <source>No workspace is in the project. Check layers out of a registry first.</source>
            <translation>Жобада жұмыс көшірмесі жоқ. Алдымен тізілімнен қабаттарды шығарып алыңыз.</translation>
        </message>
        <message>
            <source>No workspace is in this project yet. Open a registry, tick layers and check them out: they come styled, are edited with QGIS's own tools, and committed back from here.</source>
            <translation>Бұл жобада әлі жұмыс көшірмесі жоқ. Тізілімді ашып, қабаттарды белгілеп, шығарыңыз: олар безендірілген келеді, QGIS құралдарымен түзетіледі және осы жерден кері бекітіледі.</translation>
        </message>
        <message>
            <source>None</source>
            <translation>Ешқайсысы</translation>
        </message>
        <message>
            <source>None of these layers was in the registry then.</source>
            <translation>Ол кезде тізілімде бұл қабаттардың бірі де болмаған.</translation>
        </message>
        <message>
            <source>Not in the project: {layers}. Add the layer to select its features.</source>
            <translation>Жобада жоқ: {layers}. Нысандарын ерекшелеу үшін қабатты қосыңыз.</translation>
        </message>
        <message>
            <source>Not now</source>
            <translation>Қазір емес</translation>
        </message>
        <message>
            <source>Not set up. Everyday work needs none; statistics, import, reports and PostGIS do. Setting it up changes nothing in QGIS itself.</source>
            <translation>Орнатылмаған. Күнделікті жұмысқа керек емес; статистикаға, импортқа, есептерге және PostGIS-ке керек. Орнату QGIS-тің өзінде ештеңе өзгертпейді.</translation>
        </message>
        <message>
            <source>Notes</source>
            <translation>Ескертпелер</translation>
        </message>
        <message>
            <source>Notes ({count})</source>
            <translation>Ескертпелер ({count})</translation>
        </message>
        <message>
            <source>Nothing had changed; no commit was made.</source>
            <translation>Ештеңе өзгермеген; бекіту жасалмады.</translation>
        </message>
        <message>
            <source>Nothing was changed here since the last commit. Edit the layers and save; each save shows here.</source>
            <translation>Соңғы бекітуден бері мұнда ештеңе өзгермеген. Қабаттарды түзетіп, сақтаңыз; әр сақтау осында көрінеді.</translation>
        </message>
        <message numerus="yes">
            <source>Nothing was committed yet: %n conflict(s) with what others committed.</source>
            <translation>
                <numerusform>Әзірге ештеңе бекітілген жоқ: басқалардың бекітулерімен %n қайшылық.</numerusform>
                <numerusform>Әзірге ештеңе бекітілген жоқ: басқалардың бекітулерімен %n қайшылық.</numerusform>
            </translation>
        </message>
        <message>
            <source>Now</source>
            <translation>Қазір</translation>
        </message>
        <message>
            <source>Number of commits listed</source>
            <translation>Тізілген бекітулер саны</translation>
        </message>
        <message>
            <source>Number of errors</source>
            <translation>Қателер саны</translation>
        </message>
        <message>
            <source>Number of features</source>
            <translation>Нысандар саны</translation>
        </message>
        <message>
            <source>Number of indicators</source>
            <translation>Көрсеткіштер саны</translation>
        </message>
        <message>
            <source>Number of layers</source>
            <translation>Қабаттар саны</translation>
        </message>
        <message>
            <source>Number of routes</source>
            <translation>Жолдар саны</translation>
        </message>
        <message>
            <source>Number of tags</source>
            <translation>Белгілер саны</translation>
        </message>
        <message>
            <source>Number of the commit (0 if nothing had changed)</source>
            <translation>Бекіту нөмірі (ештеңе өзгермесе 0)</translation>
        </message>
        <message>
            <source>Number of the new commit (0 if nothing had changed)</source>
            <translation>Жаңа бекіту нөмірі (ештеңе өзгермесе 0)</translation>
        </message>
        <message>
            <source>Number of the newest commit</source>
            <translation>Соңғы бекіту нөмірі</translation>
        </message>
        <message>
            <source>Number of versions</source>
            <translation>Нұсқалар саны</translation>
        </message>
        <message>
            <source>Number of warnings</source>
            <translation>Ескертулер саны</translation>
        </message>
        <message>
            <source>Number of works</source>
            <translation>Жұмыстар саны</translation>
        </message>
        <message>
            <source>Of a file that does not tell its own, such as EPSG:4326.</source>
            <translation>Өзінде көрсетілмеген файл үшін, мысалы EPSG:4326.</translation>
        </message>
        <message>
            <source>Offset, m</source>
            <translation>Ығысу, м</translation>
        </message>
        <message>
            <source>Older version</source>
            <translation>Ескі нұсқа</translation>
        </message>
        <message>
            <source>On a day…</source>
            <translation>Күні бойынша…</translation>
        </message>
        <message>
            <source>On the map:</source>
            <translation>Картада:</translation>
        </message>
        <message>
            <source>Only %1.</source>
            <translation>Тек %1.</translation>
        </message>
        <message>
            <source>Only all-season roads</source>
            <translation>Тек барлық маусымдық жолдар</translation>
        </message>
        <message>
            <source>Only commits from this day on, such as 2024-01-01.</source>
            <translation>Тек осы күннен бастап бекітулер, мысалы 2024-01-01.</translation>
        </message>
        <message>
            <source>Only commits of %1</source>
            <translation>Тек %1 бекітулері</translation>
        </message>
        <message>
            <source>Only commits of this author; all if empty.</source>
            <translation>Тек осы автордың бекітулері; бос болса — бәрі.</translation>
        </message>
        <message>
            <source>Only commits that changed this layer; all if empty.</source>
            <translation>Тек осы қабатты өзгерткен бекітулер; бос болса — бәрі.</translation>
        </message>
        <message>
            <source>Only commits that touched features here; all if empty.</source>
            <translation>Тек осындағы нысандарға тиген бекітулер; бос болса — бәрі.</translation>
        </message>
        <message>
            <source>Only commits up to this day, such as 2024-12-31.</source>
            <translation>Тек осы күнге дейінгі бекітулер, мысалы 2024-12-31.</translation>
        </message>
        <message>
            <source>Only commits whose message holds this text; all if empty.</source>
            <translation>Тек хабарламасында осы мәтін бар бекітулер; бос болса — бәрі.</translation>
        </message>
        <message>
            <source>Only conflicts of this feature; of all features if empty.</source>
            <translation>Тек осы нысан қайшылықтары; бос болса — барлық нысандардікі.</translation>
        </message>
        <message>
            <source>Only conflicts of this layer; of all layers if empty.</source>
            <translation>Тек осы қабат қайшылықтары; бос болса — барлық қабаттардікі.</translation>
        </message>
        <message>
            <source>Only features where</source>
            <translation>Тек мынадай нысандар</translation>
        </message>
        <message>
            <source>Only features whose bounding box overlaps this one; all if empty.</source>
            <translation>Тек шектеуіші осымен қиылысатын нысандар; бос болса — бәрі.</translation>
        </message>
        <message>
            <source>Only routes whose id or name holds it; all if empty.</source>
            <translation>Тек id-інде не атауында осы бар жолдар; бос болса — бәрі.</translation>
        </message>
        <message>
            <source>Only this route</source>
            <translation>Тек осы жол</translation>
        </message>
        <message>
            <source>Only what touched the extent shown</source>
            <translation>Тек көрсетілген ауқымға тигені</translation>
        </message>
        <message>
            <source>Open a registry</source>
            <translation>Тізілімді ашу</translation>
        </message>
        <message>
            <source>Open a registry to see its history.</source>
            <translation>Тарихын көру үшін тізілімді ашыңыз.</translation>
        </message>
        <message>
            <source>Open a registry, or a workspace of one, to count what is in it.</source>
            <translation>Ішіндегісін есептеу үшін тізілімді немесе оның жұмыс көшірмесін ашыңыз.</translation>
        </message>
        <message>
            <source>Open a registry…</source>
            <translation>Тізілімді ашу…</translation>
        </message>
        <message>
            <source>Open a workspace</source>
            <translation>Жұмыс көшірмесін ашу</translation>
        </message>
        <message>
            <source>Open a workspace that was checked out before</source>
            <translation>Бұрын шығарылған жұмыс көшірмесін ашу</translation>
        </message>
        <message>
            <source>Open conflicts</source>
            <translation>Ашық қайшылықтар</translation>
        </message>
        <message>
            <source>Open the form</source>
            <translation>Пішінін ашу</translation>
        </message>
        <message>
            <source>Open the registry file of your region, or make a new one with the layers that come with the plugin.</source>
            <translation>Өз облысыңыздың тізілім файлын ашыңыз немесе модульмен келетін қабаттармен жаңасын жасаңыз.</translation>
        </message>
        <message>
            <source>Opened before</source>
            <translation>Бұрын ашылған</translation>
        </message>
        <message>
            <source>Opening layers of the registry</source>
            <translation>Тізілім қабаттары ашылуда</translation>
        </message>
        <message>
            <source>Operations</source>
            <translation>Операциялар</translation>
        </message>
        <message>
            <source>Outputs</source>
            <translation>Нәтижелер</translation>
        </message>
        <message>
            <source>Own value</source>
            <translation>Өз мәні</translation>
        </message>
        <message>
            <source>Own value: choose one field above</source>
            <translation>Өз мәні: жоғарыдан бір өрісті таңдаңыз</translation>
        </message>
        <message>
            <source>PNG image (*.png)</source>
            <translation>PNG суреті (*.png)</translation>
        </message>
        <message>
            <source>Parameters</source>
            <translation>Параметрлер</translation>
        </message>
        <message>
            <source>Path of a Python, 3.11 or newer</source>
            <translation>Python 3.11 немесе жаңасының жолы</translation>
        </message>
        <message>
            <source>People</source>
            <translation>Тұрғындар</translation>
        </message>
        <message>
            <source>People near a road</source>
            <translation>Жол маңындағы тұрғындар</translation>
        </message>
        <message>
            <source>People near roads</source>
            <translation>Жол маңындағы тұрғындар</translation>
        </message>
        <message>
            <source>Pick a feature on the map</source>
            <translation>Картадан нысанды көрсету</translation>
        </message>
        <message>
            <source>Pick a feature on the map to see who changed it, when and how.</source>
            <translation>Кім, қашан және қалай өзгерткенін көру үшін картадан нысанды көрсетіңіз.</translation>
        </message>
        <message>
            <source>Play the versions one after another</source>
            <translation>Нұсқаларды бірінен соң бірін көрсету</translation>
        </message>
        <message>
            <source>Plugin</source>
            <translation>Модуль</translation>
        </message>
        <message>
            <source>Point</source>
            <translation>Нүкте</translation>
        </message>
        <message>
            <source>Points</source>
            <translation>Нүктелер</translation>
        </message>
        <message>
            <source>Points behind the figures</source>
            <translation>Сандар негізіндегі нүктелер</translation>
        </message>
        <message>
            <source>Points in any coordinate system.</source>
            <translation>Кез келген координаттар жүйесіндегі нүктелер.</translation>
        </message>
        <message>
            <source>Points located</source>
            <translation>Табылған нүктелер саны</translation>
        </message>
        <message>
            <source>Points too far from any road</source>
            <translation>Жолдардан тым алыс нүктелер</translation>
        </message>
        <message>
            <source>Polygons behind the figures</source>
            <translation>Сандар негізіндегі полигондар</translation>
        </message>
        <message>
            <source>Polygons that limit what is counted (selected features only, if wanted).</source>
            <translation>Есепті шектейтін полигондар (қаласаңыз, тек ерекшеленгендері).</translation>
        </message>
        <message>
            <source>Posts used</source>
            <translation>Пайдаланылған километрлік белгілер</translation>
        </message>
        <message>
            <source>Posts with residuals</source>
            <translation>Қалдықтары бар километрлік белгілер</translation>
        </message>
        <message>
            <source>Protocol</source>
            <translation>Хаттама</translation>
        </message>
        <message>
            <source>Puts features of a workspace back to what they were at its last commit or update. The discarded edits cannot be brought back.</source>
            <translation>Жұмыс көшірмесі нысандарын соңғы бекіту не жаңарту күйіне қайтарады. Тасталған түзетулерді қайтару мүмкін емес.</translation>
        </message>
        <message>
            <source>Python</source>
            <translation>Python</translation>
        </message>
        <message>
            <source>QGIS and its libraries</source>
            <translation>QGIS және оның кітапханалары</translation>
        </message>
        <message>
            <source>QGIS cannot open %1 of the registry; check that the file is where it was.</source>
            <translation>QGIS тізілімнің %1 қабатын аша алмайды; файл орнында ма, тексеріңіз.</translation>
        </message>
        <message>
            <source>QGIS cannot open the layer {title}; check the file out again.</source>
            <translation>QGIS {title} қабатын аша алмайды; файлды қайта шығарыңыз.</translation>
        </message>
        <message>
            <source>QGIS could not bring back all that was discarded.</source>
            <translation>QGIS тасталғанның бәрін қайтара алмады.</translation>
        </message>
        <message>
            <source>QGIS could not save: {reasons}</source>
            <translation>QGIS сақтай алмады: {reasons}</translation>
        </message>
        <message>
            <source>QGIS's own Python</source>
            <translation>QGIS-тің өз Python-ы</translation>
        </message>
        <message>
            <source>Read kilometres</source>
            <translation>Километрді анықтау</translation>
        </message>
        <message>
            <source>Read the kilometre of the road under the pointer</source>
            <translation>Көрсеткіш астындағы жолдың километрін көрсету</translation>
        </message>
        <message>
            <source>Read the registry and the workspaces again</source>
            <translation>Тізілім мен жұмыс көшірмелерін қайта оқу</translation>
        </message>
        <message>
            <source>Read the workspace again</source>
            <translation>Жұмыс көшірмесін қайта оқу</translation>
        </message>
        <message>
            <source>Reading the workspace …</source>
            <translation>Жұмыс көшірмесі оқылуда …</translation>
        </message>
        <message>
            <source>Reading…</source>
            <translation>Оқылуда…</translation>
        </message>
        <message>
            <source>Receipt</source>
            <translation>Түбіртек</translation>
        </message>
        <message>
            <source>Receipt (*.json)</source>
            <translation>Түбіртек (*.json)</translation>
        </message>
        <message>
            <source>Receipt {digest}</source>
            <translation>Түбіртек {digest}</translation>
        </message>
        <message>
            <source>Reclaimed hectares</source>
            <translation>Рекультивацияланған гектарлар</translation>
        </message>
        <message>
            <source>Reclaimed, ha</source>
            <translation>Рекультивацияланған, га</translation>
        </message>
        <message>
            <source>Refresh the drawings of events</source>
            <translation>Оқиғалар сызбасын жаңарту</translation>
        </message>
        <message>
            <source>Registry</source>
            <translation>Тізілім</translation>
        </message>
        <message>
            <source>Remark</source>
            <translation>Ескертпе</translation>
        </message>
        <message>
            <source>Remark (may be empty)</source>
            <translation>Ескертпе (бос болуы мүмкін)</translation>
        </message>
        <message>
            <source>Remove this tag</source>
            <translation>Осы белгіні алып тастау</translation>
        </message>
        <message>
            <source>Repaired kilometres</source>
            <translation>Жөнделген километрлер</translation>
        </message>
        <message>
            <source>Repairs</source>
            <translation>Жөндеулер</translation>
        </message>
        <message>
            <source>Report</source>
            <translation>Есеп</translation>
        </message>
        <message>
            <source>Report as a web page (*.html)</source>
            <translation>Есеп веб-бет түрінде (*.html)</translation>
        </message>
        <message>
            <source>Report…</source>
            <translation>Есеп…</translation>
        </message>
        <message>
            <source>Resolution</source>
            <translation>Шешім</translation>
        </message>
        <message>
            <source>Resolve conflicts</source>
            <translation>Қайшылықтарды шешу</translation>
        </message>
        <message>
            <source>Resolve…</source>
            <translation>Шешу…</translation>
        </message>
        <message>
            <source>Restore</source>
            <translation>Қалпына келтіру</translation>
        </message>
        <message>
            <source>Restore a feature</source>
            <translation>Нысанды қалпына келтіру</translation>
        </message>
        <message>
            <source>Restore the feature as of this version…</source>
            <translation>Нысанды осы нұсқа бойынша қалпына келтіру…</translation>
        </message>
        <message>
            <source>Restoring a feature</source>
            <translation>Нысанды қалпына келтіру</translation>
        </message>
        <message>
            <source>Revert a commit</source>
            <translation>Бекітуді қайтару</translation>
        </message>
        <message>
            <source>Revision {number}</source>
            <translation>{number}-ревизия</translation>
        </message>
        <message numerus="yes">
            <source>Right click: choose among %n road(s).</source>
            <translation>
                <numerusform>Оң жақ түйме: %n жолдан таңдау.</numerusform>
                <numerusform>Оң жақ түйме: %n жолдан таңдау.</numerusform>
            </translation>
        </message>
        <message>
            <source>Road</source>
            <translation>Жол</translation>
        </message>
        <message>
            <source>Roads</source>
            <translation>Жолдар</translation>
        </message>
        <message>
            <source>Roads and measures</source>
            <translation>Жолдар мен километраж</translation>
        </message>
        <message>
            <source>Roads whose all-season value is yes.</source>
            <translation>Барлық маусымдық мәні «иә» жолдар.</translation>
        </message>
        <message>
            <source>Route</source>
            <translation>Жол</translation>
        </message>
        <message>
            <source>Routes</source>
            <translation>Жолдар</translation>
        </message>
        <message>
            <source>Rows left out</source>
            <translation>Қалдырылған қатарлар</translation>
        </message>
        <message>
            <source>Rows that changed nothing</source>
            <translation>Ештеңе өзгертпеген қатарлар</translation>
        </message>
        <message>
            <source>SQLite has spatial indexes</source>
            <translation>SQLite-та кеңістіктік индекстер бар</translation>
        </message>
        <message>
            <source>SQLite is new enough</source>
            <translation>SQLite жеткілікті жаңа</translation>
        </message>
        <message>
            <source>SVG drawing (*.svg)</source>
            <translation>SVG суреті (*.svg)</translation>
        </message>
        <message>
            <source>Satisfactory, km</source>
            <translation>Қанағаттанарлық, км</translation>
        </message>
        <message>
            <source>Save</source>
            <translation>Сақтау</translation>
        </message>
        <message>
            <source>Save a report…</source>
            <translation>Есепті сақтау…</translation>
        </message>
        <message>
            <source>Save and stop editing</source>
            <translation>Сақтап, түзетуді аяқтау</translation>
        </message>
        <message>
            <source>Save edits</source>
            <translation>Түзетулерді сақтау</translation>
        </message>
        <message>
            <source>Save the edits of “{layer}” first.</source>
            <translation>Алдымен «{layer}» қабатының түзетулерін сақтаңыз.</translation>
        </message>
        <message>
            <source>Save the receipt</source>
            <translation>Түбіртекті сақтау</translation>
        </message>
        <message>
            <source>Save the receipt…</source>
            <translation>Түбіртекті сақтау…</translation>
        </message>
        <message>
            <source>Save the report</source>
            <translation>Есепті сақтау</translation>
        </message>
        <message>
            <source>Save the result</source>
            <translation>Нәтижені сақтау</translation>
        </message>
        <message>
            <source>Save them</source>
            <translation>Оларды сақтау</translation>
        </message>
        <message>
            <source>Saved {path}</source>
            <translation>Сақталды: {path}</translation>
        </message>
        <message>
            <source>Save…</source>
            <translation>Сақтау…</translation>
        </message>
        <message>
            <source>Saving the report</source>
            <translation>Есеп сақталуда</translation>
        </message>
        <message>
            <source>Saving the result</source>
            <translation>Нәтиже сақталуда</translation>
        </message>
        <message>
            <source>Say in the message what was changed.</source>
            <translation>Хабарламада не өзгертілгенін жазыңыз.</translation>
        </message>
        <message>
            <source>Search in messages</source>
            <translation>Хабарламалардан іздеу</translation>
        </message>
        <message>
            <source>Select a polygon in the active layer first.</source>
            <translation>Алдымен белсенді қабаттан полигонды ерекшелеңіз.</translation>
        </message>
        <message>
            <source>Select in the layer</source>
            <translation>Қабатта ерекшелеу</translation>
        </message>
        <message>
            <source>Select one feature of a layer of the registry first, or pick one on the map.</source>
            <translation>Алдымен тізілім қабатынан бір нысанды ерекшелеңіз немесе картадан көрсетіңіз.</translation>
        </message>
        <message>
            <source>Select one or more polygons on the map, of any polygon layer.</source>
            <translation>Картадан кез келген қабаттың бір немесе бірнеше полигонын ерекшелеңіз.</translation>
        </message>
        <message>
            <source>Select the features in their layers</source>
            <translation>Нысандарды өз қабаттарында ерекшелеу</translation>
        </message>
        <message>
            <source>Selected polygons of the active layer</source>
            <translation>Белсенді қабаттың ерекшеленген полигондары</translation>
        </message>
        <message>
            <source>Self-test</source>
            <translation>Өзін-өзі тексеру</translation>
        </message>
        <message>
            <source>Set</source>
            <translation>Беру</translation>
        </message>
        <message>
            <source>Set it up…</source>
            <translation>Орнату…</translation>
        </message>
        <message>
            <source>Set up</source>
            <translation>Орнату</translation>
        </message>
        <message>
            <source>Set up the environment…</source>
            <translation>Ортаны орнату…</translation>
        </message>
        <message>
            <source>Set up the full environment</source>
            <translation>Толық ортаны орнату</translation>
        </message>
        <message>
            <source>Set up…</source>
            <translation>Орнату…</translation>
        </message>
        <message>
            <source>Sets each official statement beside the figure that the registry computes: it agrees, differs by how much, cannot be checked and why, or is a target with its progress. Lists contradictions.</source>
            <translation>Әр ресми мәлімдемені тізілім бойынша есептелген санның қасына қояды: сәйкес келе ме, қанша айырма бар, неге тексеруге келмейді немесе бұл нысана және орындалуы. Қайшылықтарды тізеді.</translation>
        </message>
        <message>
            <source>Settings…</source>
            <translation>Баптаулар…</translation>
        </message>
        <message>
            <source>Settlements</source>
            <translation>Елді мекендер</translation>
        </message>
        <message>
            <source>Settlements and people within a distance of a road, and their share.</source>
            <translation>Жолдан белгілі қашықтықтағы елді мекендер мен тұрғындар және олардың үлесі.</translation>
        </message>
        <message>
            <source>Settlements near a road</source>
            <translation>Жол маңындағы елді мекендер</translation>
        </message>
        <message>
            <source>Settles all open conflicts of a workspace in one way, or those of one layer or feature. The conflicts panel shows them one by one; this is for models and batches.</source>
            <translation>Жұмыс көшірмесінің барлық ашық қайшылығын немесе бір қабаттың не нысанның қайшылықтарын бір тәсілмен шешеді. Бір-бірлеп қайшылықтар панелі көрсетеді; бұл — модельдер мен топтама өңдеуге.</translation>
        </message>
        <message>
            <source>Share covered (0 to 1)</source>
            <translation>Қамтылған үлес (0-ден 1-ге дейін)</translation>
        </message>
        <message>
            <source>Share of good and satisfactory (0 to 1)</source>
            <translation>Жақсы және қанағаттанарлық үлесі (0-ден 1-ге дейін)</translation>
        </message>
        <message>
            <source>Share of people near a road (0 to 1)</source>
            <translation>Жол маңындағы тұрғындар үлесі (0-ден 1-ге дейін)</translation>
        </message>
        <message>
            <source>Share of the sites (0 to 1)</source>
            <translation>Учаскелер үлесі (0-ден 1-ге дейін)</translation>
        </message>
        <message>
            <source>Show</source>
            <translation>Көрсету</translation>
        </message>
        <message>
            <source>Show all</source>
            <translation>Бәрін көрсету</translation>
        </message>
        <message>
            <source>Show claims with the verdict “{verdict}”</source>
            <translation>«{verdict}» қорытындысы бар мәлімдемелерді көрсету</translation>
        </message>
        <message>
            <source>Show its history</source>
            <translation>Тарихын көрсету</translation>
        </message>
        <message>
            <source>Show only claims that contradict each other</source>
            <translation>Тек бір-біріне қайшы мәлімдемелерді көрсету</translation>
        </message>
        <message>
            <source>Show the changes</source>
            <translation>Өзгерістерді көрсету</translation>
        </message>
        <message>
            <source>Show them</source>
            <translation>Оларды көрсету</translation>
        </message>
        <message>
            <source>Show what this version changed on the map</source>
            <translation>Осы нұсқа өзгерткенді картада көрсету</translation>
        </message>
        <message>
            <source>Shows the layers, styled, when it is done.</source>
            <translation>Аяқталғанда безендірілген қабаттарды көрсетеді.</translation>
        </message>
        <message>
            <source>Since</source>
            <translation>Қай нұсқадан</translation>
        </message>
        <message>
            <source>Some events are not drawn where their kilometres say: %1.</source>
            <translation>Кейбір оқиғалар километрлері көрсеткен жерде салынбаған: %1.</translation>
        </message>
        <message>
            <source>Something does not work; see the self-test below.</source>
            <translation>Бірдеңе жұмыс істемейді; төмендегі өзін-өзі тексеруді қараңыз.</translation>
        </message>
        <message>
            <source>Source</source>
            <translation>Дереккөз</translation>
        </message>
        <message>
            <source>State</source>
            <translation>Күйі</translation>
        </message>
        <message>
            <source>Statement</source>
            <translation>Мәлімдеме</translation>
        </message>
        <message>
            <source>Statistics</source>
            <translation>Статистика</translation>
        </message>
        <message>
            <source>Statistics and claims</source>
            <translation>Статистика мен мәлімдемелер</translation>
        </message>
        <message>
            <source>Statistics need the full environment.</source>
            <translation>Статистикаға толық орта қажет.</translation>
        </message>
        <message>
            <source>Status of a workspace</source>
            <translation>Жұмыс көшірмесінің күйі</translation>
        </message>
        <message>
            <source>Stop it</source>
            <translation>Тоқтату</translation>
        </message>
        <message>
            <source>Sum of works, ha</source>
            <translation>Жұмыстар қосындысы, га</translation>
        </message>
        <message>
            <source>Sum of works, km</source>
            <translation>Жұмыстар қосындысы, км</translation>
        </message>
        <message>
            <source>Surveyed, km</source>
            <translation>Тексерілген, км</translation>
        </message>
        <message>
            <source>Switch it off</source>
            <translation>Өшіру</translation>
        </message>
        <message>
            <source>Switch the mode off</source>
            <translation>Режимді өшіру</translation>
        </message>
        <message>
            <source>Symbols and forms as defined, in my language</source>
            <translation>Белгілер мен пішіндер сипаттама бойынша, менің тілімде</translation>
        </message>
        <message>
            <source>System</source>
            <translation>Жүйе</translation>
        </message>
        <message>
            <source>Table of events</source>
            <translation>Оқиғалар кестесі</translation>
        </message>
        <message>
            <source>Tag</source>
            <translation>Белгі</translation>
        </message>
        <message>
            <source>Tag a version</source>
            <translation>Нұсқаға белгі беру</translation>
        </message>
        <message>
            <source>Tag {name}</source>
            <translation>{name} белгісі</translation>
        </message>
        <message>
            <source>Tags</source>
            <translation>Белгілер</translation>
        </message>
        <message>
            <source>Take neither (as before both)</source>
            <translation>Екеуін де алмау (екеуіне дейінгідей)</translation>
        </message>
        <message>
            <source>Take out of the project</source>
            <translation>Жобадан алып тастау</translation>
        </message>
        <message numerus="yes">
            <source>Take their values in all of %n feature(s)?</source>
            <translation>
                <numerusform>Барлық %n нысанда басқалардың мәндерін алу керек пе?</numerusform>
                <numerusform>Барлық %n нысанда басқалардың мәндерін алу керек пе?</numerusform>
            </translation>
        </message>
        <message>
            <source>Take theirs</source>
            <translation>Басқанікін алу</translation>
        </message>
        <message>
            <source>Take what others committed</source>
            <translation>Басқалар бекіткенді алу</translation>
        </message>
        <message>
            <source>Targets</source>
            <translation>Нысаналар</translation>
        </message>
        <message>
            <source>Territory</source>
            <translation>Аумақ</translation>
        </message>
        <message>
            <source>Territory, km²</source>
            <translation>Аумақ, км²</translation>
        </message>
        <message>
            <source>Test again</source>
            <translation>Қайта тексеру</translation>
        </message>
        <message>
            <source>Testing…</source>
            <translation>Тексерілуде…</translation>
        </message>
        <message>
            <source>Text</source>
            <translation>Мәтін</translation>
        </message>
        <message>
            <source>The GeoPackage that was checked out of a registry.</source>
            <translation>Тізілімнен шығарылған GeoPackage.</translation>
        </message>
        <message>
            <source>The GeoPackage to make. It must not exist yet.</source>
            <translation>Жасалатын GeoPackage. Ол әлі болмауы керек.</translation>
        </message>
        <message>
            <source>The GeoPackage to write. It must not exist yet.</source>
            <translation>Жазылатын GeoPackage. Ол әлі болмауы керек.</translation>
        </message>
        <message>
            <source>The area cannot be brought to WGS 84; zoom in, or choose another.</source>
            <translation>Аумақты WGS 84 жүйесіне көшіру мүмкін емес; картаны жақындатыңыз немесе басқасын таңдаңыз.</translation>
        </message>
        <message>
            <source>The area has no polygon; select one, or leave the area empty.</source>
            <translation>Аумақта полигон жоқ; полигонды ерекшелеңіз немесе аумақты бос қалдырыңыз.</translation>
        </message>
        <message numerus="yes">
            <source>The difference shows the first %n feature(s) only.</source>
            <translation>
                <numerusform>Айырмада тек алғашқы %n нысан көрсетілген.</numerusform>
                <numerusform>Айырмада тек алғашқы %n нысан көрсетілген.</numerusform>
            </translation>
        </message>
        <message>
            <source>The edits are saved; the workspace is no longer locked.</source>
            <translation>Түзетулер сақталды; жұмыс көшірмесі енді құлыпталмаған.</translation>
        </message>
        <message>
            <source>The environment in {folder} does not start; the diagnostics say why.</source>
            <translation>{folder} ортасы іске қосылмайды; себебін диагностика айтады.</translation>
        </message>
        <message>
            <source>The environment is gone: {folder}. Set it up again, or do without.</source>
            <translation>Орта жоқ: {folder}. Оны қайта орнатыңыз немесе онсыз жұмыс істеңіз.</translation>
        </message>
        <message>
            <source>The environment is set up and works.</source>
            <translation>Орта орнатылды және жұмыс істейді.</translation>
        </message>
        <message>
            <source>The event would have no length; click its end farther along the road.</source>
            <translation>Оқиғаның ұзындығы болмас еді; соңын жол бойымен әрірек басыңыз.</translation>
        </message>
        <message>
            <source>The feature is now as it was then; there is nothing to restore.</source>
            <translation>Нысан қазір де сол күйінде; қалпына келтіретін ештеңе жоқ.</translation>
        </message>
        <message>
            <source>The feature is restored by version %2.</source>
            <translation>Нысан %2-нұсқамен қалпына келтірілді.</translation>
        </message>
        <message>
            <source>The feature {number} could not be written: {error}</source>
            <translation>{number} нысаны жазылмады: {error}</translation>
        </message>
        <message>
            <source>The feature's uid, 32 hexadecimal digits, as in its attributes.</source>
            <translation>Нысанның uid-і, 32 он алтылық цифр, атрибуттарындағыдай.</translation>
        </message>
        <message>
            <source>The features that differ, with the fields layer, uid, kind, label, fields, changes.</source>
            <translation>Өзгеше нысандар, өрістері: layer, uid, kind, label, fields, changes.</translation>
        </message>
        <message>
            <source>The features that were counted, each drawn where it counts.</source>
            <translation>Есепке алынған нысандар, әрқайсысы есептелген жерінде салынған.</translation>
        </message>
        <message>
            <source>The features with all their fields and their uid.</source>
            <translation>Нысандар барлық өрісімен және uid-імен.</translation>
        </message>
        <message>
            <source>The figure that the chart shows</source>
            <translation>Диаграмма көрсететін сан</translation>
        </message>
        <message>
            <source>The file stays, and with it what was edited.</source>
            <translation>Файл қалады, ондағы түзетулер де қалады.</translation>
        </message>
        <message>
            <source>The file to read.</source>
            <translation>Оқылатын файл.</translation>
        </message>
        <message>
            <source>The file to write.</source>
            <translation>Жазылатын файл.</translation>
        </message>
        <message>
            <source>The first %1 of %2 changed features are listed.</source>
            <translation>Өзгертілген %2 нысанның алғашқы %1 көрсетілген.</translation>
        </message>
        <message>
            <source>The full environment is set up: statistics, import and reports are at hand.</source>
            <translation>Толық орта орнатылды: статистика, импорт және есептер қолжетімді.</translation>
        </message>
        <message>
            <source>The full environment would not start; everyday work goes on with QGIS's own Python.</source>
            <translation>Толық орта іске қосылмады; күнделікті жұмыс QGIS-тің өз Python-ында жүреді.</translation>
        </message>
        <message>
            <source>The layer definitions are here</source>
            <translation>Қабат сипаттамалары орнында</translation>
        </message>
        <message>
            <source>The layer that covers, such as tourism_zones.</source>
            <translation>Қамтитын қабат, мысалы tourism_zones.</translation>
        </message>
        <message>
            <source>The layers do not fit the registry; see the notice above.</source>
            <translation>Қабаттар тізілімге сәйкес емес; жоғарыдағы хабарды қараңыз.</translation>
        </message>
        <message>
            <source>The layers that come with the plugin: roads, repairs, landfills…</source>
            <translation>Модульмен келетін қабаттар: жолдар, жөндеулер, қалдық полигондары…</translation>
        </message>
        <message>
            <source>The map cannot show this place in its coordinate system; choose another.</source>
            <translation>Карта бұл орынды өз координаттар жүйесінде көрсете алмайды; басқасын таңдаңыз.</translation>
        </message>
        <message>
            <source>The name that your commits carry in the history.</source>
            <translation>Тарихта бекітулеріңіз көрінетін ат.</translation>
        </message>
        <message>
            <source>The name; no two tags share one.</source>
            <translation>Атауы; екі белгіде бірдей болмайды.</translation>
        </message>
        <message>
            <source>The nearest road again</source>
            <translation>Қайтадан ең жақын жол</translation>
        </message>
        <message numerus="yes">
            <source>The next report has %n result(s).</source>
            <translation>
                <numerusform>Келесі есепте %n нәтиже бар.</numerusform>
                <numerusform>Келесі есепте %n нәтиже бар.</numerusform>
            </translation>
        </message>
        <message>
            <source>The number of the commit, as the history lists it.</source>
            <translation>Бекіту нөмірі, тарихтағыдай.</translation>
        </message>
        <message>
            <source>The offset in which days are meant.</source>
            <translation>Күндер есептелетін ығысу.</translation>
        </message>
        <message>
            <source>The point, with route_id and km.</source>
            <translation>Нүкте, өрістері: route_id және km.</translation>
        </message>
        <message>
            <source>The points to locate, in any coordinate system.</source>
            <translation>Табылатын нүктелер, кез келген координаттар жүйесінде.</translation>
        </message>
        <message>
            <source>The points with route_id, road, km, measure_m, distance_m and side.</source>
            <translation>Нүктелер, өрістері: route_id, road, km, measure_m, distance_m және side.</translation>
        </message>
        <message>
            <source>The polygon is drawn; check out what lies in it.</source>
            <translation>Полигон салынды; ішіндегісін шығарыңыз.</translation>
        </message>
        <message>
            <source>The polygon is not drawn yet; end it with a right click on the map.</source>
            <translation>Полигон әлі салынбаған; оны картада оң жақ түймемен аяқтаңыз.</translation>
        </message>
        <message>
            <source>The posts with status, off_m (metres from the line) and left_out_m.</source>
            <translation>Бағаналар, өрістері: status, off_m (сызықтан метр) және left_out_m.</translation>
        </message>
        <message>
            <source>The project is in automatic transaction mode: QGIS keeps the workspace locked while layers are edited. Save and stop editing before you discard or commit.</source>
            <translation>Жоба автоматты транзакция режимінде: қабаттар түзетіліп жатқанда QGIS жұмыс көшірмесін құлыптап тұрады. Тастау не бекіту алдында сақтап, түзетуді аяқтаңыз.</translation>
        </message>
        <message>
            <source>The project is in automatic transaction mode: QGIS would lock the workspace for as long as a layer is edited.</source>
            <translation>Жоба автоматты транзакция режимінде: қабат түзетілген бойы QGIS жұмыс көшірмесін құлыптап тұрар еді.</translation>
        </message>
        <message>
            <source>The receipt holds</source>
            <translation>Түбіртек расталады</translation>
        </message>
        <message>
            <source>The receipt holds.</source>
            <translation>Түбіртек расталады.</translation>
        </message>
        <message>
            <source>The registry cannot be opened</source>
            <translation>Тізілім ашылмайды</translation>
        </message>
        <message>
            <source>The registry is not at {path}; edits are safe here meanwhile.</source>
            <translation>{path} орнында тізілім жоқ; түзетулер әзірге осында сақтаулы.</translation>
        </message>
        <message>
            <source>The registry is not sound.</source>
            <translation>Тізілім бүтін емес.</translation>
        </message>
        <message>
            <source>The registry is on a network share: locks of other computers may not be seen there.</source>
            <translation>Тізілім желілік дискіде: басқа компьютерлердің құлыптары онда көрінбеуі мүмкін.</translation>
        </message>
        <message>
            <source>The registry is out of reach; your changes stay in the workspace until it is back.</source>
            <translation>Тізілім қолжетімсіз; ол қайта ашылғанша өзгерістеріңіз жұмыс көшірмесінде қалады.</translation>
        </message>
        <message>
            <source>The registry is sound</source>
            <translation>Тізілім бүтін</translation>
        </message>
        <message>
            <source>The registry is sound.</source>
            <translation>Тізілім бүтін.</translation>
        </message>
        <message>
            <source>The registry was made</source>
            <translation>Тізілім жасалды</translation>
        </message>
        <message>
            <source>The registry {name} is made.</source>
            <translation>{name} тізілімі жасалды.</translation>
        </message>
        <message>
            <source>The registry {registry} is out of reach. You can go on editing; the commit has to wait.</source>
            <translation>{registry} тізіліміне қол жетпейді. Түзетуді жалғастыра беруге болады; бекіту күте тұрады.</translation>
        </message>
        <message>
            <source>The registry's GeoPackage.</source>
            <translation>Тізілімнің GeoPackage файлы.</translation>
        </message>
        <message>
            <source>The route_id of a road; the nearest road if empty.</source>
            <translation>Жолдың route_id мәні; бос болса — ең жақыны.</translation>
        </message>
        <message>
            <source>The route_id of the road.</source>
            <translation>Жолдың route_id мәні.</translation>
        </message>
        <message>
            <source>The rows with their lines (points without a field of the end), length_km and problem.</source>
            <translation>Жолдар сызықтарымен (соңы өрісі жоқ болса нүктелермен), length_km және problem.</translation>
        </message>
        <message>
            <source>The share of a territory that polygons of a layer cover, such as tourism zones. Overlaps count once.</source>
            <translation>Қабат полигондары, мысалы туристік аймақтар, қамтыған аумақ үлесі. Қабаттасу бір рет есептеледі.</translation>
        </message>
        <message>
            <source>The share of roads in good and satisfactory condition, by the newest survey on each metre, with kilometres by class and how much was surveyed at all.</source>
            <translation>Жақсы және қанағаттанарлық күйдегі жолдар үлесі, әр метрдің соңғы тексеруі бойынша, сынып бойынша километрлермен және жалпы қаншасы тексерілгенімен.</translation>
        </message>
        <message>
            <source>The table shows the first {shown} of {count} rows; the exports hold all.</source>
            <translation>Кестеде {count} жолдың алғашқы {shown} көрсетілген; экспортта бәрі бар.</translation>
        </message>
        <message>
            <source>The tag %1 is removed; the version stays.</source>
            <translation>%1 белгісі алынды; нұсқа қалады.</translation>
        </message>
        <message>
            <source>The two versions do not differ in these layers.</source>
            <translation>Бұл қабаттарда екі нұсқаның айырмасы жоқ.</translation>
        </message>
        <message>
            <source>The worker has not been heard of for a while.</source>
            <translation>Жұмыс процесі біраздан бері жауап бермейді.</translation>
        </message>
        <message>
            <source>The workspace has not been read yet.</source>
            <translation>Жұмыс көшірмесі әлі оқылған жоқ.</translation>
        </message>
        <message>
            <source>The workspace whose changes are shown</source>
            <translation>Өзгерістері көрсетілген жұмыс көшірмесі</translation>
        </message>
        <message>
            <source>Theirs</source>
            <translation>Басқанікі</translation>
        </message>
        <message>
            <source>Theirs: {author}, {time}, revision {revision}: {message}</source>
            <translation>Басқанікі: {author}, {time}, {revision}-ревизия: {message}</translation>
        </message>
        <message>
            <source>There are edits that QGIS has not saved: {layers}.</source>
            <translation>QGIS сақтамаған түзетулер бар: {layers}.</translation>
        </message>
        <message>
            <source>There are no conflicts. Nothing stands in the way of the commit.</source>
            <translation>Қайшылық жоқ. Бекітуге ештеңе кедергі емес.</translation>
        </message>
        <message>
            <source>There are no roads yet; open a registry, or a workspace with its roads.</source>
            <translation>Әзірге жолдар жоқ; тізілімді немесе жолдары бар жұмыс көшірмесін ашыңыз.</translation>
        </message>
        <message>
            <source>There is no feature of a registry here; click on one.</source>
            <translation>Мұнда тізілім нысаны жоқ; нысанның өзін басыңыз.</translation>
        </message>
        <message>
            <source>There is no layer of roads in the project; check one out first.</source>
            <translation>Жобада жолдар қабаты жоқ; алдымен оны шығарыңыз.</translation>
        </message>
        <message>
            <source>There is no road here; click nearer to one, or zoom in.</source>
            <translation>Мұнда жол жоқ; жақынырақ басыңыз немесе картаны жақындатыңыз.</translation>
        </message>
        <message>
            <source>There is no such road; choose one of the list.</source>
            <translation>Мұндай жол жоқ; тізімнен таңдаңыз.</translation>
        </message>
        <message>
            <source>There is no workspace to commit.</source>
            <translation>Бекітетін жұмыс көшірмесі жоқ.</translation>
        </message>
        <message>
            <source>There is nothing to commit.</source>
            <translation>Бекітетін ештеңе жоқ.</translation>
        </message>
        <message>
            <source>There was nothing to commit.</source>
            <translation>Бекітетін ештеңе болған жоқ.</translation>
        </message>
        <message>
            <source>This feature was never committed; it has no history yet.</source>
            <translation>Бұл нысан әлі бекітілмеген; тарихы жоқ.</translation>
        </message>
        <message>
            <source>This needs the full environment: set it up once with Infra Registry &gt; Settings, then run it again.</source>
            <translation>Толық орта қажет: оны «Инфрақұрылым тізілімі &gt; Баптаулар» арқылы бір рет орнатып, қайта іске қосыңыз.</translation>
        </message>
        <message>
            <source>This panel is not part of this build of the plugin.</source>
            <translation>Модульдің бұл жинағында ондай тақта жоқ.</translation>
        </message>
        <message>
            <source>This project is in automatic transaction mode, which locks the workspace as long as a layer is edited: save or stop editing before you commit or update.</source>
            <translation>Жоба автоматты транзакция режимінде, ол қабат түзетілген бойы жұмыс көшірмесін құлыптап тұрады: бекіту не жаңарту алдында түзетуді сақтаңыз немесе аяқтаңыз.</translation>
        </message>
        <message>
            <source>Through the versions</source>
            <translation>Нұсқалар бойымен</translation>
        </message>
        <message>
            <source>Time slider</source>
            <translation>Уақыт жылжытқышы</translation>
        </message>
        <message>
            <source>Time zone</source>
            <translation>Уақыт белдеуі</translation>
        </message>
        <message>
            <source>Totals (JSON)</source>
            <translation>Қорытынды (JSON)</translation>
        </message>
        <message>
            <source>Try again</source>
            <translation>Қайталау</translation>
        </message>
        <message>
            <source>Try km posts on a road</source>
            <translation>Километрлік белгілерді жолға сынап көру</translation>
        </message>
        <message>
            <source>Trying the worker in it…</source>
            <translation>Онда жұмыс процесі сыналуда…</translation>
        </message>
        <message>
            <source>Types of work that count</source>
            <translation>Есептелетін жұмыс түрлері</translation>
        </message>
        <message>
            <source>Undo</source>
            <translation>Қайтару</translation>
        </message>
        <message>
            <source>Undo the rest</source>
            <translation>Қалғанын қайтару</translation>
        </message>
        <message>
            <source>Undo this commit</source>
            <translation>Осы бекітуді қайтару</translation>
        </message>
        <message>
            <source>Undo this commit by a new one…</source>
            <translation>Осы бекітуді жаңасымен қайтару…</translation>
        </message>
        <message>
            <source>Undo “%1”? A new commit by %2 brings back what stood there before; values that other commits gave stay. Nothing is removed from the history.</source>
            <translation>«%1» қайтарылсын ба? %2 жасаған жаңа бекіту бұрынғысын қайтарады; басқа бекітулер берген мәндер қалады. Тарихтан ештеңе жойылмайды.</translation>
        </message>
        <message>
            <source>Undoes one commit by a new one. If later commits changed the same features, it stops, unless they are to stay as they are.</source>
            <translation>Бір бекітуді жаңасымен қайтарады. Егер сол нысандар кейін өзгертілсе, тоқтайды, оларды сол күйінде қалдыру көрсетілмесе.</translation>
        </message>
        <message>
            <source>Undoing a commit</source>
            <translation>Бекітуді қайтару</translation>
        </message>
        <message>
            <source>Unsatisfactory, km</source>
            <translation>Қанағаттанарлықсыз, км</translation>
        </message>
        <message>
            <source>Until</source>
            <translation>Дейін</translation>
        </message>
        <message>
            <source>Update</source>
            <translation>Жаңарту</translation>
        </message>
        <message>
            <source>Update a workspace</source>
            <translation>Жұмыс көшірмесін жаңарту</translation>
        </message>
        <message>
            <source>Update the workspace to see it there.</source>
            <translation>Онда көру үшін жұмыс көшірмесін жаңартыңыз.</translation>
        </message>
        <message>
            <source>Update the workspace {name}</source>
            <translation>{name} жұмыс көшірмесін жаңарту</translation>
        </message>
        <message>
            <source>Use one that is there…</source>
            <translation>Дайынын алу…</translation>
        </message>
        <message>
            <source>Use the selected feature</source>
            <translation>Ерекшеленген нысанды алу</translation>
        </message>
        <message>
            <source>Value</source>
            <translation>Мәні</translation>
        </message>
        <message>
            <source>Verdict</source>
            <translation>Қорытынды</translation>
        </message>
        <message>
            <source>Verify</source>
            <translation>Тексеру</translation>
        </message>
        <message>
            <source>Verify a receipt</source>
            <translation>Түбіртекті тексеру</translation>
        </message>
        <message>
            <source>Verify a receipt…</source>
            <translation>Түбіртекті тексеру…</translation>
        </message>
        <message>
            <source>Verify a registry</source>
            <translation>Тізілімнің бүтіндігін тексеру</translation>
        </message>
        <message>
            <source>Version</source>
            <translation>Нұсқа</translation>
        </message>
        <message>
            <source>Version %1</source>
            <translation>%1-нұсқа</translation>
        </message>
        <message>
            <source>Version %1 is called %2 now.</source>
            <translation>%1-нұсқа енді %2 деп аталады.</translation>
        </message>
        <message>
            <source>Version %1 is undone by version %2.</source>
            <translation>%1-нұсқа %2-нұсқамен қайтарылды.</translation>
        </message>
        <message>
            <source>Versions</source>
            <translation>Нұсқалар</translation>
        </message>
        <message>
            <source>Web page (*.html)</source>
            <translation>Веб-бет (*.html)</translation>
        </message>
        <message>
            <source>What changed</source>
            <translation>Не өзгерді</translation>
        </message>
        <message>
            <source>What is wrong</source>
            <translation>Не дұрыс емес</translation>
        </message>
        <message>
            <source>What the commit is about; it stays in the history.</source>
            <translation>Бекіту не туралы; тарихта қалады.</translation>
        </message>
        <message>
            <source>What the figures were computed from, so that anyone can compute them again.</source>
            <translation>Кез келген адам қайта есептей алуы үшін сандар неден есептелгені.</translation>
        </message>
        <message>
            <source>What the map shows</source>
            <translation>Картада көрінгені</translation>
        </message>
        <message>
            <source>What the rows are: {choices}. Nothing gives one row.</source>
            <translation>Жолдарда не бар: {choices}. Бос болса — бір жол.</translation>
        </message>
        <message>
            <source>What undoing version %1 would do: %2</source>
            <translation>%1-нұсқаны қайтару не істейді: %2</translation>
        </message>
        <message>
            <source>What was changed, and why</source>
            <translation>Не өзгертілді және неге</translation>
        </message>
        <message>
            <source>What was found</source>
            <translation>Не табылды</translation>
        </message>
        <message>
            <source>Which column goes into which field, where the names do not tell.</source>
            <translation>Атаулары көрсетпесе, қай баған қай өріске.</translation>
        </message>
        <message>
            <source>Which layers it has to begin with.</source>
            <translation>Басында қандай қабаттар болады.</translation>
        </message>
        <message>
            <source>Which of the values stays.</source>
            <translation>Мәндердің қайсысы қалады.</translation>
        </message>
        <message>
            <source>Who gave each value</source>
            <translation>Әр мәнді кім берген</translation>
        </message>
        <message>
            <source>Who made theirs is known once the registry is within reach.</source>
            <translation>Кімдікі екені тізілім қолжетімді болғанда белгілі болады.</translation>
        </message>
        <message>
            <source>Who makes the commit; if empty, the name in the plugin's settings.</source>
            <translation>Кім бекітеді; бос болса — модуль баптауларындағы ат.</translation>
        </message>
        <message>
            <source>Whole registry</source>
            <translation>Бүкіл тізілім</translation>
        </message>
        <message>
            <source>Why</source>
            <translation>Неге</translation>
        </message>
        <message>
            <source>Within a polygon to draw</source>
            <translation>Салынатын полигон ішінде</translation>
        </message>
        <message>
            <source>Within the selected polygons</source>
            <translation>Ерекшеленген полигондар ішінде</translation>
        </message>
        <message>
            <source>Worker</source>
            <translation>Жұмыс процесі</translation>
        </message>
        <message>
            <source>Works with</source>
            <translation>Жұмыс ортасы</translation>
        </message>
        <message>
            <source>Workspace</source>
            <translation>Жұмыс көшірмесі</translation>
        </message>
        <message>
            <source>Workspaces of this project</source>
            <translation>Осы жобаның жұмыс көшірмелері</translation>
        </message>
        <message>
            <source>Write again</source>
            <translation>Қайта жазу</translation>
        </message>
        <message>
            <source>Write again …</source>
            <translation>Қайта жазу…</translation>
        </message>
        <message>
            <source>Write {layers} again as the registry has it? What was edited there is lost.</source>
            <translation>{layers} тізілімдегідей қайта жазылсын ба? Ондағы түзетулер жоғалады.</translation>
        </message>
        <message>
            <source>Writes a layer of a registry at any version into a file. The ending of its name tells the format; GeoJSON needs nothing installed, all others the full environment. The same version always gives the same bytes.</source>
            <translation>Тізілім қабатының кез келген нұсқасын файлға жазады. Пішім файл атауының соңымен анықталады; GeoJSON үшін ештеңе орнату керек емес, қалғандарына толық орта қажет. Бір нұсқа әрқашан бірдей байттар береді.</translation>
        </message>
        <message>
            <source>Writes layers of a registry into a GeoPackage that QGIS edits like any other. What is edited there is committed back later; the registry itself is not touched.</source>
            <translation>Тізілім қабаттарын QGIS кәдімгідей түзететін GeoPackage файлына жазады. Түзетулер кейін кері бекітіледі; тізілімнің өзі қозғалмайды.</translation>
        </message>
        <message>
            <source>Writes the changes into the registry, as one commit (Ctrl+Enter).</source>
            <translation>Өзгерістерді тізілімге бір бекітумен жазады (Ctrl+Enter).</translation>
        </message>
        <message>
            <source>Writes this value into the workspace.</source>
            <translation>Осы мәнді жұмыс көшірмесіне жазады.</translation>
        </message>
        <message>
            <source>Writing the decision …</source>
            <translation>Шешім жазылуда …</translation>
        </message>
        <message>
            <source>Writing the layer again …</source>
            <translation>Қабат қайта жазылуда…</translation>
        </message>
        <message>
            <source>Written anew by another program, so its changes are not counted yet: {layers}.</source>
            <translation>Басқа бағдарлама қайта жазған, өзгерістері әлі саналмаған: {layers}.</translation>
        </message>
        <message>
            <source>Your name, as the history shows it</source>
            <translation>Тарихта көрсетілетін атыңыз</translation>
        </message>
        <message>
            <source>Zoom to it</source>
            <translation>Соған жақындату</translation>
        </message>
        <message>
            <source>Zoom to the chosen changes</source>
            <translation>Таңдалған өзгерістерге жақындату</translation>
        </message>
        <message>
            <source>Zoom to what changed</source>
            <translation>Өзгерістерге жақындату</translation>
        </message>
        <message>
            <source>a commit or update was cut off; the next update ends it</source>
            <translation>бекіту не жаңарту үзіліп қалды; келесі жаңарту оны аяқтайды</translation>
        </message>
        <message>
            <source>added</source>
            <translation>қосылған</translation>
        </message>
        <message>
            <source>added here, and in the registry with other values</source>
            <translation>мұнда да, тізілімде де әртүрлі мәнмен қосылған</translation>
        </message>
        <message>
            <source>agrees</source>
            <translation>сәйкес</translation>
        </message>
        <message>
            <source>all</source>
            <translation>бәрі</translation>
        </message>
        <message>
            <source>all layers</source>
            <translation>барлық қабаттар</translation>
        </message>
        <message>
            <source>all; or values apart by commas</source>
            <translation>бәрі; немесе мәндер үтірмен</translation>
        </message>
        <message numerus="yes">
            <source>and %n more</source>
            <translation>
                <numerusform>және тағы %n</numerusform>
                <numerusform>және тағы %n</numerusform>
            </translation>
        </message>
        <message>
            <source>any day</source>
            <translation>кез келген күн</translation>
        </message>
        <message>
            <source>as QGIS</source>
            <translation>QGIS-тегідей</translation>
        </message>
        <message>
            <source>as then</source>
            <translation>сол кездегідей</translation>
        </message>
        <message numerus="yes">
            <source>at revision %n</source>
            <translation>
                <numerusform>%n-ревизияда</numerusform>
                <numerusform>%n-ревизияда</numerusform>
            </translation>
        </message>
        <message>
            <source>before</source>
            <translation>бұрын</translation>
        </message>
        <message>
            <source>cannot be checked</source>
            <translation>тексеруге келмейді</translation>
        </message>
        <message>
            <source>capital repair</source>
            <translation>күрделі жөндеу</translation>
        </message>
        <message>
            <source>carriageway</source>
            <translation>жүріс бөлігі</translation>
        </message>
        <message>
            <source>changed</source>
            <translation>өзгертілген</translation>
        </message>
        <message>
            <source>changed here and in the registry</source>
            <translation>мұнда да, тізілімде де өзгертілген</translation>
        </message>
        <message>
            <source>changed here, deleted in the registry</source>
            <translation>мұнда өзгертілген, тізілімде жойылған</translation>
        </message>
        <message>
            <source>changed, as it was before</source>
            <translation>өзгертілген, бұрынғы түрі</translation>
        </message>
        <message>
            <source>charts</source>
            <translation>диаграммалар</translation>
        </message>
        <message>
            <source>checks of the data</source>
            <translation>деректерді тексеру</translation>
        </message>
        <message>
            <source>commit {revision} cannot be undone whole: {count:value} changed again since, first {first}; undo the later commits first</source>
            <translation>{revision}-бекітуді тұтас кері қайтару мүмкін емес: {count:мән} кейін қайта өзгертілген, біріншісі {first}; алдымен кейінгі бекітулерді қайтарыңыз</translation>
        </message>
        <message>
            <source>contractor</source>
            <translation>мердігер</translation>
        </message>
        <message>
            <source>current repair</source>
            <translation>ағымдағы жөндеу</translation>
        </message>
        <message>
            <source>deleted</source>
            <translation>жойылған</translation>
        </message>
        <message>
            <source>deleted here, changed in the registry</source>
            <translation>мұнда жойылған, тізілімде өзгертілген</translation>
        </message>
        <message>
            <source>differs</source>
            <translation>айырма бар</translation>
        </message>
        <message>
            <source>district</source>
            <translation>аудан</translation>
        </message>
        <message>
            <source>everyday work</source>
            <translation>күнделікті жұмыс</translation>
        </message>
        <message>
            <source>everyday work, statistics, import, reports, PostGIS</source>
            <translation>күнделікті жұмыс, статистика, импорт, есептер, PostGIS</translation>
        </message>
        <message>
            <source>export</source>
            <translation>экспорт</translation>
        </message>
        <message>
            <source>full environment</source>
            <translation>толық орта</translation>
        </message>
        <message>
            <source>head (the newest), the number of a commit, tag:NAME, or a day such as 2024-12-31 (its last commit).</source>
            <translation>head (соңғысы), бекіту нөмірі, tag:АТАУ немесе күн, мысалы 2024-12-31 (сол күннің соңғы бекітуі).</translation>
        </message>
        <message>
            <source>import</source>
            <translation>импорт</translation>
        </message>
        <message>
            <source>is deleted</source>
            <translation>жойылған</translation>
        </message>
        <message>
            <source>is there</source>
            <translation>бар</translation>
        </message>
        <message>
            <source>layer {layer} in {path}: {problem}; make it as it was, or have it written again</source>
            <translation>{path} ішіндегі {layer} қабаты: {problem}; оны бұрынғыдай етіңіз немесе қайта жаздырыңыз</translation>
        </message>
        <message>
            <source>maintenance</source>
            <translation>күтіп ұстау</translation>
        </message>
        <message>
            <source>medium repair</source>
            <translation>орташа жөндеу</translation>
        </message>
        <message>
            <source>month</source>
            <translation>ай</translation>
        </message>
        <message>
            <source>moved vertex</source>
            <translation>жылжыған төбе</translation>
        </message>
        <message>
            <source>no</source>
            <translation>жоқ</translation>
        </message>
        <message>
            <source>no layer changed</source>
            <translation>қабаттар өзгермеген</translation>
        </message>
        <message>
            <source>no value</source>
            <translation>мәні жоқ</translation>
        </message>
        <message>
            <source>none</source>
            <translation>жоқ</translation>
        </message>
        <message>
            <source>not started yet</source>
            <translation>әлі іске қосылмаған</translation>
        </message>
        <message>
            <source>nothing</source>
            <translation>ештеңе</translation>
        </message>
        <message>
            <source>nothing changed</source>
            <translation>өзгеріс жоқ</translation>
        </message>
        <message>
            <source>nothing changed, up to date</source>
            <translation>өзгеріс жоқ, жаңартылған</translation>
        </message>
        <message>
            <source>nothing was committed, {count:conflict} to decide first: the panel “Conflicts” lists them</source>
            <translation>ештеңе бекітілмеді, алдымен {count:қайшылық} шешілуі керек: олар «Қайшылықтар» панелінде</translation>
        </message>
        <message>
            <source>now</source>
            <translation>қазір</translation>
        </message>
        <message>
            <source>on the map</source>
            <translation>картада</translation>
        </message>
        <message>
            <source>owner</source>
            <translation>иесі</translation>
        </message>
        <message>
            <source>pavement</source>
            <translation>жол төсемі</translation>
        </message>
        <message>
            <source>reconstruction</source>
            <translation>реконструкция</translation>
        </message>
        <message>
            <source>region</source>
            <translation>облыс</translation>
        </message>
        <message>
            <source>road</source>
            <translation>жол</translation>
        </message>
        <message>
            <source>road drawings</source>
            <translation>оқиға сызықтары</translation>
        </message>
        <message>
            <source>significance</source>
            <translation>жолдың маңызы</translation>
        </message>
        <message>
            <source>site</source>
            <translation>учаске</translation>
        </message>
        <message>
            <source>stage</source>
            <translation>кезең</translation>
        </message>
        <message>
            <source>statistics</source>
            <translation>статистика</translation>
        </message>
        <message>
            <source>surface</source>
            <translation>жабын</translation>
        </message>
        <message>
            <source>target</source>
            <translation>нысана</translation>
        </message>
        <message>
            <source>technical category</source>
            <translation>техникалық санат</translation>
        </message>
        <message>
            <source>the tag {tag} names revision {revision} already; choose another name</source>
            <translation>{tag} белгісі {revision}-ревизияға берілген; басқа атау таңдаңыз</translation>
        </message>
        <message>
            <source>then by</source>
            <translation>содан соң</translation>
        </message>
        <message>
            <source>type of work</source>
            <translation>жұмыс түрі</translation>
        </message>
        <message>
            <source>uids apart by commas, to discard only those; all edits of the layers if empty.</source>
            <translation>Тек соларды тастау үшін uid-тер үтірмен; бос болса — қабаттардың барлық түзетуі.</translation>
        </message>
        <message>
            <source>work</source>
            <translation>жұмыс</translation>
        </message>
        <message>
            <source>year</source>
            <translation>жыл</translation>
        </message>
        <message>
            <source>yes</source>
            <translation>иә</translation>
        </message>
        <message>
            <source>{done} of {of} decided …</source>
            <translation>{of} ішінен {done} шешілді …</translation>
        </message>
        <message>
            <source>{folder} is no virtual environment; choose its folder.</source>
            <translation>{folder} виртуалды орта емес; оның қалтасын таңдаңыз.</translation>
        </message>
        <message>
            <source>{layers}: another program wrote the layer anew, so what was edited there is not known. It can be found by comparing the layer with the registry.</source>
            <translation>{layers}: басқа бағдарлама қабатты қайта жазған, сондықтан онда не түзетілгені белгісіз. Оны қабатты тізіліммен салыстырып табуға болады.</translation>
        </message>
        <message>
            <source>{layers}: another program wrote the layer anew; what was edited there can be found once the registry is within reach.</source>
            <translation>{layers}: басқа бағдарлама қабатты қайта жазған; онда не түзетілгенін тізілім қолжетімді болғанда табуға болады.</translation>
        </message>
        <message>
            <source>{layers}: save or drop the edits first.</source>
            <translation>{layers}: алдымен түзетулерді сақтаңыз немесе тастаңыз.</translation>
        </message>
        <message>
            <source>{path} cannot be written: {error}</source>
            <translation>{path} жазылмайды: {error}</translation>
        </message>
        <message>
            <source>{path} could not be read by QGIS; check that it is there and may be read.</source>
            <translation>QGIS {path} файлын оқи алмады; оның бар-жоғын және оқуға болатынын тексеріңіз.</translation>
        </message>
        <message>
            <source>{path} is damaged: {problem}; restore it from a copy</source>
            <translation>{path} бүлінген: {problem}; оны көшірмеден қалпына келтіріңіз</translation>
        </message>
        <message>
            <source>{path} is locked by another program; save and end the edit session there, then try again</source>
            <translation>{path} басқа бағдарламада бос емес; ондағы түзетуді сақтап аяқтаңыз да, қайталап көріңіз</translation>
        </message>
        <message>
            <source>{path} is not a workspace: {problem}; check one out of a registry</source>
            <translation>{path} — жұмыс көшірмесі емес: {problem}; оны тізілімнен шығарып алыңыз</translation>
        </message>
        <message>
            <source>{shown} of {total} changes are listed; a commit takes them all.</source>
            <translation>{total} өзгерістің {shown} көрсетілген; бекіту бәрін алады.</translation>
        </message>
        <message>
            <source>{value}
Double-click takes this value.</source>
            <translation>{value}
Екі рет басу осы мәнді алады.</translation>
        </message>
        <message>
            <source>{what}; the workspace is at version {number}.</source>
            <translation>{what}; жұмыс көшірмесі {number}-нұсқада.</translation>
        </message>
        <message>
            <source>“{name}”</source>
            <translation>«{name}»</translation>
        </message>
        <message>
            <source>“{parameter}” must be given.</source>
            <translation>«{parameter}» берілуі керек.</translation>
        </message>
        <message>
            <source>⚡ contradictions ({count})</source>
            <translation>⚡ қайшылықтар ({count})</translation>
        </message>
    </context>
    <context>
        <name>errors</name>
        <message>
            <source> at head</source>
            <translation> соңғы нұсқада</translation>
        </message>
        <message>
            <source> at that version</source>
            <translation> сол нұсқада</translation>
        </message>
        <message>
            <source> in this workspace</source>
            <translation> осы жұмыс көшірмесінде</translation>
        </message>
        <message>
            <source> or allow overwriting</source>
            <translation> немесе үстінен жазуға рұқсат беріңіз</translation>
        </message>
        <message>
            <source> with edits here</source>
            <translation> осы жерде түзетілген</translation>
        </message>
        <message>
            <source>"with" is no object</source>
            <translation>"with" нысан емес</translation>
        </message>
        <message>
            <source>'{text}' is not a measure; write it as 513+850 or 513.85</source>
            <translation>«{text}» километр емес; оны 513+850 немесе 513,85 деп жазыңыз</translation>
        </message>
        <message>
            <source>, or open it as it is</source>
            <translation>, немесе сол күйінде ашыңыз</translation>
        </message>
        <message>
            <source>, or update it with `registry update`</source>
            <translation>, немесе оны `registry update` командасымен жаңартыңыз</translation>
        </message>
        <message>
            <source>, or use it as it is with --registry</source>
            <translation>, немесе оны сол күйінде --registry арқылы пайдаланыңыз</translation>
        </message>
        <message>
            <source>--area {area}: {problem}; write minx,miny,maxx,maxy or name a file with polygons</source>
            <translation>--area {area}: {problem}; minx,miny,maxx,maxy деп жазыңыз немесе полигондары бар файлды атаңыз</translation>
        </message>
        <message>
            <source>: it is no workspace</source>
            <translation>: бұл жұмыс көшірмесі емес</translation>
        </message>
        <message>
            <source>: it is the registry itself</source>
            <translation>: бұл тізілімнің өзі</translation>
        </message>
        <message>
            <source>; a uid is 32 hex digits</source>
            <translation>; uid — 32 он алтылық цифр</translation>
        </message>
        <message>
            <source>; give its uid, or at least its first 4 digits</source>
            <translation>; uid-ін немесе кемінде алғашқы 4 цифрын беріңіз</translation>
        </message>
        <message>
            <source>QGIS comes with Python {found}, Infra Registry needs {needed} or newer; install QGIS 3.34 or newer, or choose an environment with a newer Python in the settings</source>
            <translation>QGIS құрамында Python {found}, ал Infra Registry үшін {needed} немесе жаңасы керек; QGIS 3.34 не жаңасын орнатыңыз немесе баптауларда Python нұсқасы жаңарақ ортаны таңдаңыз</translation>
        </message>
        <message>
            <source>QGIS's own Python was not found beside {path}; set up the environment in the settings</source>
            <translation>QGIS-тің өз Python-ы {path} маңынан табылмады; баптауларда ортаны орнатыңыз</translation>
        </message>
        <message>
            <source>a box has four numbers</source>
            <translation>шектеуіш тікбұрыштың төрт саны болады</translation>
        </message>
        <message>
            <source>a commit of {path} was cut off; bring {registry} within reach first, which knows whether it landed</source>
            <translation>{path} бекітуі үзіліп қалды; алдымен {registry} тізіліміне қолжетімділік беріңіз: бекіту жеткен-жетпегенін сол біледі</translation>
        </message>
        <message>
            <source>a digest is 64 hex digits, or at least the first 8</source>
            <translation>бақылау сомасы — 64 он алтылық цифр немесе кемінде алғашқы 8-і</translation>
        </message>
        <message>
            <source>a fix has layer, uid and values</source>
            <translation>түзетуде layer, uid және values болады</translation>
        </message>
        <message>
            <source>a stream has no name that tells the format</source>
            <translation>ағында пішімді көрсететін атау жоқ</translation>
        </message>
        <message>
            <source>author is no text</source>
            <translation>author мәтін емес</translation>
        </message>
        <message>
            <source>bring it back with `registry discard {layer}`</source>
            <translation>оны `registry discard {layer}` арқылы қайтарыңыз</translation>
        </message>
        <message>
            <source>bring the type back; a field is retyped in the registry first (`registry layers --help`)</source>
            <translation>бұрынғы түрін қайтарыңыз; өріс түрі алдымен тізілімде өзгертіледі (`registry layers --help`)</translation>
        </message>
        <message>
            <source>cancelled; nothing was left half done</source>
            <translation>тоқтатылды; ештеңе жартылай қалған жоқ</translation>
        </message>
        <message>
            <source>cancelled; the worker did not listen and was ended</source>
            <translation>тоқтатылды; жұмыс процесі жауап бермегендіктен жабылды</translation>
        </message>
        <message>
            <source>cancelled; what was made stays for a later try</source>
            <translation>тоқтатылды; жасалғаны келесі әрекетке қалады</translation>
        </message>
        <message>
            <source>check its rights</source>
            <translation>қол жеткізу құқықтарын тексеріңіз</translation>
        </message>
        <message>
            <source>column {extra} is not in the layer's definition</source>
            <translation>{extra} бағаны қабаттың анықтамасында жоқ</translation>
        </message>
        <message>
            <source>column {missing} is gone</source>
            <translation>{missing} бағаны жоғалған</translation>
        </message>
        <message>
            <source>column {missing} is gone and {extra} is new (renamed?)</source>
            <translation>{missing} бағаны жоғалған, ал {extra} пайда болған (аты өзгертілген бе?)</translation>
        </message>
        <message>
            <source>column {name} was retyped from {old} to {new}</source>
            <translation>{name} бағанының түрі {old} дегеннен {new} дегенге өзгертілген</translation>
        </message>
        <message>
            <source>commit {revision} cannot be undone whole: {count} {count_noun} changed again since, first {first}; undo the later commits first, or keep those with --keep-later</source>
            <translation>{revision}-бекітуді тұтас кері қайтару мүмкін емес: {count:нысан} кейін қайта өзгертілген, біріншісі {first}; алдымен кейінгі бекітулерді қайтарыңыз немесе оларды --keep-later арқылы қалдырыңыз</translation>
        </message>
        <message>
            <source>findings cannot be written to {path}: name it .gpkg or .geojson</source>
            <translation>тексеру нәтижелерін {path} файлына жазу мүмкін емес: оны .gpkg немесе .geojson деп атаңыз</translation>
        </message>
        <message>
            <source>from {source} to {target} there is only a ballpark transformation, which may be off by a hundred metres{missing}; name the right --crs, or accept that with --allow-ballpark</source>
            <translation>{source} жүйесінен {target} жүйесіне тек жуық түрлендіру бар, ол жүз метрге дейін қателесуі мүмкін{missing}; дұрыс --crs беріңіз немесе --allow-ballpark арқылы келісіңіз</translation>
        </message>
        <message>
            <source>get it again from where it came</source>
            <translation>оны дереккөзінен қайта алыңыз</translation>
        </message>
        <message>
            <source>give another value</source>
            <translation>басқа мән беріңіз</translation>
        </message>
        <message>
            <source>give each row a uid and the layer's columns</source>
            <translation>әр жолға uid және қабат бағандарын беріңіз</translation>
        </message>
        <message>
            <source>is not UTF-8 text</source>
            <translation>UTF-8 мәтіні емес</translation>
        </message>
        <message>
            <source>is not a place; correct it</source>
            <translation>орын емес; түзетіңіз</translation>
        </message>
        <message>
            <source>is turned against its axes</source>
            <translation>осьтерге қатысты бұрылған</translation>
        </message>
        <message>
            <source>it does not say its reference system</source>
            <translation>координаттар жүйесі көрсетілмеген</translation>
        </message>
        <message>
            <source>it does not say what to "do"</source>
            <translation>не істеу керегі ("do") айтылмаған</translation>
        </message>
        <message>
            <source>it has no "id"</source>
            <translation>онда "id" жоқ</translation>
        </message>
        <message>
            <source>it has no table registry_metadata</source>
            <translation>онда registry_metadata кестесі жоқ</translation>
        </message>
        <message>
            <source>it holds no layers</source>
            <translation>онда қабаттар жоқ</translation>
        </message>
        <message>
            <source>it holds no polygon</source>
            <translation>онда бірде-бір полигон жоқ</translation>
        </message>
        <message>
            <source>it is a file, and several layers need a folder</source>
            <translation>бұл файл, ал бірнеше қабатқа қалта керек</translation>
        </message>
        <message>
            <source>it is a folder</source>
            <translation>бұл қалта</translation>
        </message>
        <message>
            <source>it is at revision {revision} and {registry} ends at {newest} (restored from an older copy?)</source>
            <translation>ол {revision}-ревизияда, ал {registry} {newest}-ревизияда аяқталады (ескі көшірмеден қалпына келтірілген бе?)</translation>
        </message>
        <message>
            <source>it is newer than the newest</source>
            <translation>ол ең жаңасынан да жаңа</translation>
        </message>
        <message>
            <source>it is no GeoPackage</source>
            <translation>бұл GeoPackage емес</translation>
        </message>
        <message>
            <source>it is no JSON</source>
            <translation>бұл JSON емес</translation>
        </message>
        <message>
            <source>it is no JSON object</source>
            <translation>бұл JSON нысаны емес</translation>
        </message>
        <message>
            <source>it is no set of fields</source>
            <translation>бұл өрістер жиыны емес</translation>
        </message>
        <message>
            <source>it is no whole ZIP archive</source>
            <translation>бұл бүтін ZIP мұрағаты емес</translation>
        </message>
        <message>
            <source>it is no whole workbook</source>
            <translation>бұл бүтін Excel кітабы емес</translation>
        </message>
        <message>
            <source>it is shorter than its header</source>
            <translation>ол өз тақырыбынан қысқа</translation>
        </message>
        <message>
            <source>it is written in system {system}, and the layer is in {crs}</source>
            <translation>кесте {system} жүйесінде жазылған, ал қабат {crs} жүйесінде</translation>
        </message>
        <message>
            <source>it was checked out from {registry}, not {other}</source>
            <translation>ол {other} емес, {registry} тізілімінен алынған</translation>
        </message>
        <message>
            <source>its end mark is missing</source>
            <translation>соңғы белгісі жоқ</translation>
        </message>
        <message>
            <source>its folder does not exist</source>
            <translation>оның қалтасы жоқ</translation>
        </message>
        <message>
            <source>its last line is cut short</source>
            <translation>соңғы жолы кесілген</translation>
        </message>
        <message>
            <source>its metadata geo is not GeoParquet's</source>
            <translation>geo метадеректері GeoParquet пішімінде емес</translation>
        </message>
        <message>
            <source>its polygons cover nothing in the layer's reference system</source>
            <translation>оның полигондары қабаттың координаттар жүйесінде ештеңені қамтымайды</translation>
        </message>
        <message>
            <source>its texts are not UTF-8 and do not tell what they are</source>
            <translation>мәтіндері UTF-8 емес және кодтауын анықтау мүмкін емес</translation>
        </message>
        <message>
            <source>its vertices have measures (M), which stay in the layer's CRS</source>
            <translation>төбелерінде қабаттың координаттар жүйесінде қалатын өлшемдер (M) бар</translation>
        </message>
        <message>
            <source>key {key}: {problem}; {mend}</source>
            <translation>{key} кілті: {problem}; {mend}</translation>
        </message>
        <message>
            <source>layer {layer} cannot be brought from {source} to {target}: {problem}</source>
            <translation>{layer} қабатын {source} жүйесінен {target} жүйесіне көшіру мүмкін емес: {problem}</translation>
        </message>
        <message>
            <source>layer {layer} has no feature '{uid}'{problem}</source>
            <translation>{layer} қабатында '{uid}' нысаны жоқ{problem}</translation>
        </message>
        <message>
            <source>layer {layer} has no field '{field}'; fields: {known}</source>
            <translation>{layer} қабатында '{field}' өрісі жоқ; өрістер: {known}</translation>
        </message>
        <message>
            <source>layer {layer} in {path}: {problem}; {mend}</source>
            <translation>{path} ішіндегі {layer} қабаты: {problem}; {mend}</translation>
        </message>
        <message>
            <source>layer {layer} is in {crs} and GeoJSON in EPSG:4326; export it with the full environment</source>
            <translation>{layer} қабаты {crs} жүйесінде, ал GeoJSON — EPSG:4326; оны толық ортада экспорттаңыз</translation>
        </message>
        <message>
            <source>layer {layer} is in {crs}; places on roads are found in degrees such as EPSG:4326</source>
            <translation>{layer} қабаты {crs} жүйесінде; жолдағы орындар EPSG:4326 сияқты градустық жүйеде ізделеді</translation>
        </message>
        <message>
            <source>layer {layer} requires {fields}, and no column of {path} gives it; name the column with --map COLUMN=FIELD (columns: {known})</source>
            <translation>{layer} қабатына {fields} қажет, бірақ {path} файлының бірде-бір бағаны оны бермейді; бағанды --map БАҒАН=ӨРІС арқылы көрсетіңіз (бағандар: {known})</translation>
        </message>
        <message>
            <source>layer {layer}: feature {uid} is given twice in one commit; keep one of the two</source>
            <translation>{layer} қабаты: {uid} нысаны бір бекітуде екі рет берілген; біреуін қалдырыңыз</translation>
        </message>
        <message>
            <source>layer {layer}: feature {uid} is there already; put it as a change, or give it a new uid</source>
            <translation>{layer} қабаты: {uid} нысаны бар; оны өзгеріс ретінде енгізіңіз немесе жаңа uid беріңіз</translation>
        </message>
        <message>
            <source>layer {layer}: the registry dropped field {field}, which {count} {count_noun} here gave a value; take those values out, or discard those edits with `registry discard`, then update</source>
            <translation>{layer} қабаты: тізілім {field} өрісін алып тастаған, ал мұнда {count:нысан} оған мән берген; сол мәндерді алып тастаңыз немесе түзетулерді `registry discard` командасымен тастап, содан кейін жаңартыңыз</translation>
        </message>
        <message>
            <source>layer {layer}: {problem}; {mend}</source>
            <translation>{layer} қабаты: {problem}; {mend}</translation>
        </message>
        <message>
            <source>make a new layer</source>
            <translation>жаңа қабат жасаңыз</translation>
        </message>
        <message>
            <source>mapping: {problem}; {mend}</source>
            <translation>сәйкестендіру: {problem}; {mend}</translation>
        </message>
        <message>
            <source>most of it is UTF-8 and some of it is not</source>
            <translation>көп бөлігі UTF-8, бірақ бәрі емес</translation>
        </message>
        <message>
            <source>name a file in it</source>
            <translation>ішіндегі файлды атаңыз</translation>
        </message>
        <message>
            <source>name another sheet or file</source>
            <translation>басқа парақты немесе файлды атаңыз</translation>
        </message>
        <message>
            <source>name it as before; a rename is made in the registry first (`registry layers --help`)</source>
            <translation>бұрынғы атын қайтарыңыз; атау алдымен тізілімде өзгертіледі (`registry layers --help`)</translation>
        </message>
        <message>
            <source>name it once</source>
            <translation>оны бір рет атаңыз</translation>
        </message>
        <message>
            <source>neither a .cpg file nor the texts tell their encoding</source>
            <translation>кодтауды .cpg файлы да, мәтіндердің өзі де көрсетпейді</translation>
        </message>
        <message>
            <source>no open conflict {wanted}; `registry conflicts` lists them</source>
            <translation>ашық қайшылық жоқ: {wanted}; тізімін `registry conflicts` береді</translation>
        </message>
        <message>
            <source>no registry found: name one with --registry FILE or REGISTRY=FILE, or make one with `registry init`</source>
            <translation>тізілім табылмады: оны --registry ФАЙЛ немесе REGISTRY=ФАЙЛ арқылы атаңыз, не `registry init` арқылы жасаңыз</translation>
        </message>
        <message>
            <source>no room left on the disk of {path}; nothing was changed, free some space and try again</source>
            <translation>{path} дискісінде орын жоқ; ештеңе өзгермеді, орын босатып, қайталаңыз</translation>
        </message>
        <message>
            <source>no row carries its uid any more</source>
            <translation>бірде-бір жолда uid қалмаған</translation>
        </message>
        <message>
            <source>no workspace here: name one (--workspace FILE), or make one with `registry checkout FILE`</source>
            <translation>мұнда жұмыс көшірмесі жоқ: оны атаңыз (--workspace ФАЙЛ) немесе `registry checkout ФАЙЛ` арқылы жасаңыз</translation>
        </message>
        <message>
            <source>nothing was committed, {count} {count_noun} to resolve first: see `registry conflicts {path}`, then `registry resolve {path}`</source>
            <translation>ештеңе бекітілмеді, алдымен {count:қайшылық} шешілуі керек: `registry conflicts {path}`, содан кейін `registry resolve {path}` қараңыз</translation>
        </message>
        <message>
            <source>open it in Excel or LibreOffice and save it</source>
            <translation>оны Excel немесе LibreOffice бағдарламасында ашып, сақтаңыз</translation>
        </message>
        <message>
            <source>raster {path} cannot be read: {problem}; get it again from its source</source>
            <translation>{path} растры оқылмайды: {problem}; оны дереккөзінен қайта алыңыз</translation>
        </message>
        <message>
            <source>raster {path} has digest {found}, the registry says {known} for {name}; get that file again, or enter this one as another raster</source>
            <translation>{path} растрының бақылау сомасы {found}, ал тізілімде {name} үшін {known} жазылған; ол файлды қайта алыңыз немесе мұны басқа растр ретінде енгізіңіз</translation>
        </message>
        <message>
            <source>raster {path} has no CRS, so nobody knows where it lies; enter it in the layer rasters with its crs, or write one into it (gdal_edit.py -a_srs EPSG:4326)</source>
            <translation>{path} растрының координаттар жүйесі жоқ, қайда жатқаны белгісіз; оны rasters қабатына crs мәнімен енгізіңіз немесе файлға жазыңыз (gdal_edit.py -a_srs EPSG:4326)</translation>
        </message>
        <message>
            <source>raster {path} has nodata only {where}; choose another band or file</source>
            <translation>{path} растрында {where} тек бос мәндер бар; басқа арнаны немесе файлды таңдаңыз</translation>
        </message>
        <message>
            <source>raster {path} lies at {bounds} (west, south, east, north), and nothing of layer {layer} does; see whether its CRS, {crs}, is right</source>
            <translation>{path} растры {bounds} (батыс, оңтүстік, шығыс, солтүстік) шегінде жатыр, онда {layer} қабатынан ештеңе жоқ; координаттар жүйесін ({crs}) тексеріңіз</translation>
        </message>
        <message>
            <source>raster {path} {problem}; bring it onto a plain grid first (gdalwarp)</source>
            <translation>{path} растры {problem}; алдымен оны қарапайым торға келтіріңіз (gdalwarp)</translation>
        </message>
        <message>
            <source>reading it is not permitted</source>
            <translation>оқуға рұқсат жоқ</translation>
        </message>
        <message>
            <source>registry_metadata lacks what a registry says of itself</source>
            <translation>registry_metadata кестесінде тізілім өзі туралы айтатын мәліметтер жоқ</translation>
        </message>
        <message>
            <source>registry_workspace has no format</source>
            <translation>registry_workspace кестесінде пішім жоқ</translation>
        </message>
        <message>
            <source>remove it, or add it to the definition in the registry first (`registry layers --help`)</source>
            <translation>оны жойыңыз немесе алдымен тізілімдегі анықтамаға қосыңыз (`registry layers --help`)</translation>
        </message>
        <message>
            <source>revision {revision} of {registry} is not the one it has (a copy that went its own way?)</source>
            <translation>{registry} ішіндегі {revision}-ревизия ондағыдан басқа (өз жолымен кеткен көшірме ме?)</translation>
        </message>
        <message>
            <source>row {row}: {start} to {end} runs backwards; put it in order first (intervals.ordered)</source>
            <translation>{row}-жол: {start}–{end} кері бағытта; алдымен реттеңіз (intervals.ordered)</translation>
        </message>
        <message>
            <source>save it as XLSX</source>
            <translation>оны XLSX түрінде сақтаңыз</translation>
        </message>
        <message>
            <source>save the file as UTF-8</source>
            <translation>файлды UTF-8 кодтауында сақтаңыз</translation>
        </message>
        <message>
            <source>see docs/layers.md for the form</source>
            <translation>пішімі docs/layers.md ішінде сипатталған</translation>
        </message>
        <message>
            <source>several {kind} here: {files}; say which with {option}{mend}</source>
            <translation>мұнда бірнешеу ({kind}): {files}; қайсысы екенін {option} арқылы көрсетіңіз{mend}</translation>
        </message>
        <message>
            <source>stopped on request; nothing that was committed or edited is lost</source>
            <translation>сұрау бойынша тоқтатылды; бекітілген де, түзетілген де ештеңе жоғалған жоқ</translation>
        </message>
        <message>
            <source>tag '{tag}' names revision {revision} already; choose another name, or --force to move it</source>
            <translation>'{tag}' белгісі {revision}-ревизияға берілген; басқа атау таңдаңыз немесе --force арқылы жылжытыңыз</translation>
        </message>
        <message>
            <source>that is no day of the calendar</source>
            <translation>күнтізбеде мұндай күн жоқ</translation>
        </message>
        <message>
            <source>the area cannot be in {crs}; choose another one</source>
            <translation>аумақты {crs} жүйесінде беру мүмкін емес; басқасын таңдаңыз</translation>
        </message>
        <message>
            <source>the box runs backwards or is not finite</source>
            <translation>шектеуіш тікбұрыш теріс берілген немесе шексіз</translation>
        </message>
        <message>
            <source>the column uid is gone, so nothing tells which feature is which</source>
            <translation>uid бағаны жоғалған, сондықтан нысандарды ажырату мүмкін емес</translation>
        </message>
        <message>
            <source>the environment in {folder} lacks packages that the worker needs: {problem}</source>
            <translation>{folder} ортасында жұмыс процесіне керек пакеттер жоқ: {problem}</translation>
        </message>
        <message>
            <source>the file is empty</source>
            <translation>файл бос</translation>
        </message>
        <message>
            <source>the first commit is missing</source>
            <translation>бірінші бекіту жоқ</translation>
        </message>
        <message>
            <source>the geometry column is gone</source>
            <translation>геометрия бағаны жоғалған</translation>
        </message>
        <message>
            <source>the index does not have all packages ({problem}); check its address</source>
            <translation>индексте пакеттердің бәрі жоқ ({problem}); мекенжайын тексеріңіз</translation>
        </message>
        <message>
            <source>the names of its columns are not UTF-8</source>
            <translation>баған атаулары UTF-8 емес</translation>
        </message>
        <message>
            <source>the newest is {newest}</source>
            <translation>соңғысы — {newest}</translation>
        </message>
        <message>
            <source>the old XLS form is not read</source>
            <translation>ескі XLS пішімі оқылмайды</translation>
        </message>
        <message>
            <source>the packages are not all there ({problem}); take wheels for this Python and system</source>
            <translation>пакеттердің бәрі жоқ ({problem}); осы Python мен жүйеге арналған wheel алыңыз</translation>
        </message>
        <message>
            <source>the packages could not be installed in {folder}: {problem}</source>
            <translation>пакеттер {folder} ішіне орнатылмады: {problem}</translation>
        </message>
        <message>
            <source>the place is in {crs} and the layer in {wanted}; give it in {wanted}</source>
            <translation>орын {crs} жүйесінде, ал қабат {wanted} жүйесінде; оны {wanted} жүйесінде беріңіз</translation>
        </message>
        <message>
            <source>the plugin asked wrongly: {problem}</source>
            <translation>модуль қате сұрау жіберді: {problem}</translation>
        </message>
        <message>
            <source>the plugin failed: {problem}; the log says where</source>
            <translation>модуль жаңылды: {problem}; орны журналда көрсетілген</translation>
        </message>
        <message>
            <source>the plugin is incomplete, {path} is missing; install it again</source>
            <translation>модуль толық емес, {path} жоқ; оны қайта орнатыңыз</translation>
        </message>
        <message>
            <source>the registry begins on {day}</source>
            <translation>тізілім {day} күні басталады</translation>
        </message>
        <message>
            <source>the registry has only {count} {count_noun}</source>
            <translation>тізілімде небәрі {count} бекіту бар</translation>
        </message>
        <message>
            <source>the registry moved on from revision {expected} to {found} meanwhile; update and commit again</source>
            <translation>тізілім осы арада {expected}-ревизиядан {found}-ревизияға өтті; жаңартып, қайта бекітіңіз</translation>
        </message>
        <message>
            <source>the result {result_id} is not kept any more; compute it again</source>
            <translation>{result_id} нәтижесі енді сақталмайды; оны қайта есептеңіз</translation>
        </message>
        <message>
            <source>the table has no columns with coordinates</source>
            <translation>кестеде координаталы бағандар жоқ</translation>
        </message>
        <message>
            <source>the table is empty</source>
            <translation>кесте бос</translation>
        </message>
        <message>
            <source>the table is gone</source>
            <translation>кесте жоғалған</translation>
        </message>
        <message>
            <source>the virtual environment could not be made in {folder}: {problem}</source>
            <translation>{folder} ішінде виртуалды орта жасалмады: {problem}</translation>
        </message>
        <message>
            <source>the worker does not start in {folder}: {problem}</source>
            <translation>жұмыс процесі {folder} ішінде іске қосылмайды: {problem}</translation>
        </message>
        <message>
            <source>the worker ended in the middle of its work and was started again; nothing that was committed is lost, try again</source>
            <translation>жұмыс процесі орта жолда үзіліп, қайта іске қосылды; бекітілген ештеңе жоғалған жоқ, қайталаңыз</translation>
        </message>
        <message>
            <source>the worker ended in the middle of its work; nothing that was committed is lost, try again</source>
            <translation>жұмыс процесі орта жолда үзілді; бекітілген ештеңе жоғалған жоқ, қайталаңыз</translation>
        </message>
        <message>
            <source>the worker is of version {found}, the plugin of version {known}; restart QGIS</source>
            <translation>жұмыс процесінің нұсқасы {found}, модульдікі {known}; QGIS қайта іске қосыңыз</translation>
        </message>
        <message>
            <source>the worker speaks protocol {found}, the plugin protocol {known}; restart QGIS</source>
            <translation>жұмыс процесі {found} хаттамасымен, модуль {known} хаттамасымен жұмыс істейді; QGIS қайта іске қосыңыз</translation>
        </message>
        <message>
            <source>the worker was sent a line it cannot read: {problem}</source>
            <translation>жұмыс процесі оқи алмайтын жол алды: {problem}</translation>
        </message>
        <message>
            <source>there is no coordinate reference system '{crs}'; write it as EPSG:4326</source>
            <translation>'{crs}' координаттар жүйесі жоқ; оны EPSG:4326 түрінде жазыңыз</translation>
        </message>
        <message>
            <source>there is no layer '{layer}'; layers here: {known}</source>
            <translation>'{layer}' қабаты жоқ; мұндағы қабаттар: {known}</translation>
        </message>
        <message>
            <source>there is no route '{route}' with a line; draw its sections, or correct the route</source>
            <translation>сызығы бар '{route}' жолы жоқ; учаскелерін салыңыз немесе жолды түзетіңіз</translation>
        </message>
        <message>
            <source>there is no route '{route}' with a line; routes here: {known}</source>
            <translation>сызығы бар '{route}' жолы жоқ; мұндағы жолдар: {known}</translation>
        </message>
        <message>
            <source>there is no tag '{tag}'; `registry tag` lists them</source>
            <translation>'{tag}' белгісі жоқ; тізімін `registry tag` береді</translation>
        </message>
        <message>
            <source>there is no transformation from {source} to {target}; check --crs</source>
            <translation>{source} жүйесінен {target} жүйесіне түрлендіру жоқ; --crs мәнін тексеріңіз</translation>
        </message>
        <message>
            <source>there is no version '{version}': {problem}</source>
            <translation>'{version}' нұсқасы жоқ: {problem}</translation>
        </message>
        <message>
            <source>there is none in it ("format": 1)</source>
            <translation>онда түбіртек ("format": 1) жоқ</translation>
        </message>
        <message>
            <source>this version has no layer {layer}{why}</source>
            <translation>бұл нұсқада {layer} қабаты жоқ{why}</translation>
        </message>
        <message>
            <source>this worker cannot do '{operation}'; {mend}</source>
            <translation>бұл жұмыс процесі '{operation}' әрекетін орындай алмайды; {mend}</translation>
        </message>
        <message>
            <source>transform it back and write it again, or `registry discard {layer}`</source>
            <translation>кері түрлендіріп, қайта жазыңыз немесе `registry discard {layer}`</translation>
        </message>
        <message>
            <source>update the plugin and the registry together</source>
            <translation>модуль мен тізілімді бірге жаңартыңыз</translation>
        </message>
        <message>
            <source>write head, head~2, 12, tag:NAME or 2024-12-31</source>
            <translation>head, head~2, 12, tag:АТАУ немесе 2024-12-31 деп жазыңыз</translation>
        </message>
        <message>
            <source>write it again</source>
            <translation>оны қайта жазыңыз</translation>
        </message>
        <message>
            <source>write it as cost*1000</source>
            <translation>cost*1000 түрінде жазыңыз</translation>
        </message>
        <message>
            <source>write the layer again with it, or `registry discard {layer}`</source>
            <translation>қабатты онымен бірге қайта жазыңыз немесе `registry discard {layer}`</translation>
        </message>
        <message>
            <source>write the layer again with its geometry, or `registry discard {layer}`</source>
            <translation>қабатты геометриясымен қайта жазыңыз немесе `registry discard {layer}`</translation>
        </message>
        <message>
            <source>write the layer again with its uid column, or `registry discard {layer}`</source>
            <translation>қабатты uid бағанымен қайта жазыңыз немесе `registry discard {layer}`</translation>
        </message>
        <message>
            <source>{count} of {rows} {rows_noun} of {path} cannot be taken, first: {first}; nothing was imported, {mend}</source>
            <translation>{path} файлының {rows:жол} ішінен {count} қабылданбайды, біріншісі: {first}; ештеңе импортталмады, {mend}</translation>
        </message>
        <message>
            <source>{count} {count_noun} the layer definitions, first: {first}; nothing was committed</source>
            <translation>{count:мән} қабат сипаттамаларын бұзады, біріншісі: {first}; ештеңе бекітілмеді</translation>
        </message>
        <message>
            <source>{crs} is not a reference system on the Earth; give the layer its true one, such as EPSG:4326</source>
            <translation>{crs} — жердегі координаттар жүйесі емес; қабатқа нақтысын беріңіз, мысалы EPSG:4326</translation>
        </message>
        <message>
            <source>{file}: {where}: {problem}; {mend}</source>
            <translation>{file}: {where}: {problem}; {mend}</translation>
        </message>
        <message>
            <source>{format} cannot hold layer {layer}: {problem}; use {instead}</source>
            <translation>{format} пішіміне {layer} қабаты сыймайды: {problem}; {instead} пайдаланыңыз</translation>
        </message>
        <message>
            <source>{layers} in {path} was written anew by a program and cannot be compared: {problem}</source>
            <translation>{path} ішіндегі {layers} басқа бағдарламамен қайта жазылған, салыстыру мүмкін емес: {problem}</translation>
        </message>
        <message>
            <source>{layer} {uid}: geometry {problem}</source>
            <translation>{layer} {uid}: геометрия {problem}</translation>
        </message>
        <message>
            <source>{layer} {uid}: vertex {longitude}, {latitude} {problem}</source>
            <translation>{layer} {uid}: {longitude}, {latitude} төбесі {problem}</translation>
        </message>
        <message>
            <source>{layer} {uid}: {field} = {value}: {rule}</source>
            <translation>{layer} {uid}: {field} = {value}: {rule}</translation>
        </message>
        <message>
            <source>{operation}: {problem}</source>
            <translation>{operation}: {problem}</translation>
        </message>
        <message>
            <source>{path} belongs to another registry: {problem}; it was left as it is</source>
            <translation>{path} басқа тізілімге тиесілі: {problem}; сол күйінде қалдырылды</translation>
        </message>
        <message>
            <source>{path} cannot be made: there is no folder {folder}; make it first</source>
            <translation>{path} жасау мүмкін емес: {folder} қалтасы жоқ; алдымен оны жасаңыз</translation>
        </message>
        <message>
            <source>{path} cannot be read: {problem}; {mend}</source>
            <translation>{path} оқылмайды: {problem}; {mend}</translation>
        </message>
        <message>
            <source>{path} cannot be written: {problem}; check the rights of the file and its folder</source>
            <translation>{path} жазылмайды: {problem}; файл мен қалта құқықтарын тексеріңіз</translation>
        </message>
        <message>
            <source>{path} carries {kind} '{name}', which is not the registry's or GDAL's; drop it, it was not run</source>
            <translation>{path} ішінде тізілімнен де, GDAL-дан да емес {kind} '{name}' бар; оны алып тастаңыз, ол орындалған жоқ</translation>
        </message>
        <message>
            <source>{path} could not be written: {problem}; what was there before is as it was</source>
            <translation>{path} жазылмады: {problem}; бұрынғы мазмұны сол күйінде қалды</translation>
        </message>
        <message>
            <source>{path} did not start as a worker; see the diagnostics in the settings</source>
            <translation>{path} жұмыс процесі ретінде іске қосылмады; баптаулардағы диагностиканы қараңыз</translation>
        </message>
        <message>
            <source>{path} does not exist; check the name</source>
            <translation>{path} жоқ; атауын тексеріңіз</translation>
        </message>
        <message>
            <source>{path} does not hold: {problem}</source>
            <translation>{path} енді расталмайды: {problem}</translation>
        </message>
        <message>
            <source>{path} exists already; choose another name{mend}</source>
            <translation>{path} бұрыннан бар; басқа атау таңдаңыз{mend}</translation>
        </message>
        <message>
            <source>{path} has format {found}, this program knows up to {known}; update Infra Registry</source>
            <translation>{path} пішімі {found}, бұл бағдарлама {known} дейін біледі; Infra Registry жаңартыңыз</translation>
        </message>
        <message>
            <source>{path} has {count} {count_noun} not committed; commit or discard them first{mend}</source>
            <translation>{path} ішінде {count:бекітілмеген түзету} бар; алдымен бекітіңіз немесе тастаңыз{mend}</translation>
        </message>
        <message>
            <source>{path} is a GeoPackage and is not replaced by GeoJSON; choose another name</source>
            <translation>{path} — GeoPackage, оны GeoJSON алмастырмайды; басқа атау таңдаңыз</translation>
        </message>
        <message>
            <source>{path} is a registry or a workspace, and an export would replace it; choose another name</source>
            <translation>{path} — тізілім немесе жұмыс көшірмесі, экспорт оны алмастырып жіберер еді; басқа атау таңдаңыз</translation>
        </message>
        <message>
            <source>{path} is damaged: {problem}; nothing was imported, get it again from where it came</source>
            <translation>{path} бүлінген: {problem}; ештеңе импортталмады, оны дереккөзінен қайта алыңыз</translation>
        </message>
        <message>
            <source>{path} is damaged: {problem}; restore it from a copy (`registry verify` tells what is hit)</source>
            <translation>{path} бүлінген: {problem}; оны көшірмеден қалпына келтіріңіз (`registry verify` не бүлінгенін айтады)</translation>
        </message>
        <message>
            <source>{path} is locked by another program ({problem}); save and end its edit session, or use --wait SECONDS</source>
            <translation>{path} басқа бағдарламада бос емес ({problem}); ондағы түзетуді сақтап аяқтаңыз немесе --wait СЕКУНД беріңіз</translation>
        </message>
        <message>
            <source>{path} is not a receipt: {problem}; receipts are written by `registry stats --receipt FILE`</source>
            <translation>{path} — түбіртек емес: {problem}; түбіртектерді `registry stats --receipt ФАЙЛ` жазады</translation>
        </message>
        <message>
            <source>{path} is not a registry: {problem}</source>
            <translation>{path} — тізілім емес: {problem}</translation>
        </message>
        <message>
            <source>{path} is not a workspace: {problem}; make one with `registry checkout`</source>
            <translation>{path} — жұмыс көшірмесі емес: {problem}; оны `registry checkout` арқылы жасаңыз</translation>
        </message>
        <message>
            <source>{path} is still being read here; finish reading its rows first, then open it again</source>
            <translation>{path} әлі оқылып жатыр; жолдарын оқып бітіріп, қайта ашыңыз</translation>
        </message>
        <message>
            <source>{path} is the registry itself; import from another file</source>
            <translation>{path} — тізілімнің өзі; басқа файлдан импорттаңыз</translation>
        </message>
        <message>
            <source>{path} was imported into {layer} before, in revision {revision}: once more would double its features; name a --key to update them, or say --again</source>
            <translation>{path} {layer} қабатына {revision}-ревизияда импортталған: қайталау нысандарды екі еселейді; оларды жаңарту үшін --key беріңіз немесе --again қосыңыз</translation>
        </message>
        <message>
            <source>{path} {problem}; name one with --source-layer: {known}</source>
            <translation>{path} {problem}; біреуін --source-layer арқылы атаңыз: {known}</translation>
        </message>
        <message>
            <source>{path}: {count} {count_noun} wrong with the history, first: {first}</source>
            <translation>{path}: тарихта {count:қате}, біріншісі: {first}</translation>
        </message>
        <message>
            <source>{path}: {problem}; mend it, or set your name anew with `registry config author NAME`</source>
            <translation>{path}: {problem}; оны түзетіңіз немесе атыңызды қайта беріңіз: `registry config author АТЫ`</translation>
        </message>
        <message>
            <source>{path}: {problem}; name it with --crs, such as EPSG:4326 or EPSG:28410</source>
            <translation>{path}: {problem}; оны --crs арқылы беріңіз, мысалы EPSG:4326 немесе EPSG:28410</translation>
        </message>
        <message>
            <source>{path}: {problem}; name the encoding with --encoding, such as CP1251, KZ1048, CP866 or UTF-8</source>
            <translation>{path}: {problem}; кодтауды --encoding арқылы беріңіз, мысалы CP1251, KZ1048, CP866 немесе UTF-8</translation>
        </message>
        <message>
            <source>{problem}</source>
            <translation>{problem}</translation>
        </message>
        <message>
            <source>{problem}; give one route, one start and one end for each event</source>
            <translation>{problem}; әр оқиғаға бір жол, бір басы және бір соңы беріңіз</translation>
        </message>
        <message>
            <source>{problem}; name a format with --format: {known}</source>
            <translation>{problem}; пішімді --format арқылы атаңыз: {known}</translation>
        </message>
        <message>
            <source>{profile} is no condition profile: {problem}</source>
            <translation>{profile} — жай-күй бейіні емес: {problem}</translation>
        </message>
        <message>
            <source>{route}: the road has km {low} to {high}, not {measure}; correct the kilometre</source>
            <translation>{route}: жолдың километрлері {low} – {high}, онда {measure} километрі жоқ; километрді түзетіңіз</translation>
        </message>
        <message>
            <source>{route}: the road has no line at km {measure}; draw its section there</source>
            <translation>{route}: {measure} километрінде жолдың сызығы жоқ; сол жердегі учаскесін сызыңыз</translation>
        </message>
    </context>
</TS>
