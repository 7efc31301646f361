<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="ru_RU" sourcelanguage="en">
    <context>
        <name>InfraRegistry</name>
        <message>
            <source>%1
Undo the rest and leave those as later commits made them?</source>
            <translation>%1
Отменить остальное, а эти оставить такими, какими их сделали более поздние фиксации?</translation>
        </message>
        <message>
            <source>%1 cannot be edited; check that its file may be written.</source>
            <translation>%1 нельзя править; проверьте, можно ли писать в файл.</translation>
        </message>
        <message>
            <source>%1 is copied.</source>
            <translation>%1 скопировано.</translation>
        </message>
        <message>
            <source>%1 is not in the project; add the layers of the workspace first.</source>
            <translation>%1 нет в проекте; сначала добавьте слои рабочей копии.</translation>
        </message>
        <message>
            <source>%1 km</source>
            <translation>%1 км</translation>
        </message>
        <message>
            <source>%1 km %2</source>
            <translation>%1 км %2</translation>
        </message>
        <message>
            <source>%1 m away</source>
            <translation>в %1 м</translation>
        </message>
        <message>
            <source>%1 on the ground</source>
            <translation>%1 на местности</translation>
        </message>
        <message>
            <source>%1: click the beginning on the road. Shift: whole hundreds of metres.</source>
            <translation>%1: щёлкните на дороге начало. Shift: целые сотни метров.</translation>
        </message>
        <message>
            <source>%1: click the end on the same road. Esc: begin anew.</source>
            <translation>%1: щёлкните на той же дороге конец. Esc: начать заново.</translation>
        </message>
        <message>
            <source>%1: click the place on the road. Shift: whole hundreds of metres.</source>
            <translation>%1: щёлкните место на дороге. Shift: целые сотни метров.</translation>
        </message>
        <message numerus="yes">
            <source>%n change(s)</source>
            <translation>
                <numerusform>%n изменение</numerusform>
                <numerusform>%n изменения</numerusform>
                <numerusform>%n изменений</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n change(s) discarded.</source>
            <translation>
                <numerusform>Отброшено %n изменение.</numerusform>
                <numerusform>Отброшено %n изменения.</numerusform>
                <numerusform>Отброшено %n изменений.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n change(s) found.</source>
            <translation>
                <numerusform>Найдено %n изменение.</numerusform>
                <numerusform>Найдено %n изменения.</numerusform>
                <numerusform>Найдено %n изменений.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n conflict(s)</source>
            <translation>
                <numerusform>%n конфликт</numerusform>
                <numerusform>%n конфликта</numerusform>
                <numerusform>%n конфликтов</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n conflict(s) to resolve.</source>
            <translation>
                <numerusform>Нужно решить %n конфликт.</numerusform>
                <numerusform>Нужно решить %n конфликта.</numerusform>
                <numerusform>Нужно решить %n конфликтов.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n conflict(s) with what others committed, to decide first</source>
            <translation>
                <numerusform>%n конфликт с чужими фиксациями: сначала решите его</numerusform>
                <numerusform>%n конфликта с чужими фиксациями: сначала решите их</numerusform>
                <numerusform>%n конфликтов с чужими фиксациями: сначала решите их</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n event(s)</source>
            <translation>
                <numerusform>%n событие</numerusform>
                <numerusform>%n события</numerusform>
                <numerusform>%n событий</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n event(s) drawn anew; save the layer to keep them.</source>
            <translation>
                <numerusform>Перерисовано %n событие; сохраните слой, чтобы оно осталось.</numerusform>
                <numerusform>Перерисовано %n события; сохраните слой, чтобы они остались.</numerusform>
                <numerusform>Перерисовано %n событий; сохраните слой, чтобы они остались.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n feature(s)</source>
            <translation>
                <numerusform>%n объект</numerusform>
                <numerusform>%n объекта</numerusform>
                <numerusform>%n объектов</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n feature(s) break the layers' rules; mend them in the workspace, then commit again.</source>
            <translation>
                <numerusform>%n объект нарушает правила слоёв; исправьте его в рабочей копии и зафиксируйте снова.</numerusform>
                <numerusform>%n объекта нарушают правила слоёв; исправьте их в рабочей копии и зафиксируйте снова.</numerusform>
                <numerusform>%n объектов нарушают правила слоёв; исправьте их в рабочей копии и зафиксируйте снова.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n feature(s) brought up to date</source>
            <translation>
                <numerusform>обновлён %n объект</numerusform>
                <numerusform>обновлено %n объекта</numerusform>
                <numerusform>обновлено %n объектов</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n feature(s) merged with what others committed.</source>
            <translation>
                <numerusform>%n объект слит с чужими фиксациями.</numerusform>
                <numerusform>%n объекта слиты с чужими фиксациями.</numerusform>
                <numerusform>%n объектов слиты с чужими фиксациями.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n feature(s) to decide; each decision is saved at once.</source>
            <translation>
                <numerusform>Решить: %n объект; каждое решение сохраняется сразу.</numerusform>
                <numerusform>Решить: %n объекта; каждое решение сохраняется сразу.</numerusform>
                <numerusform>Решить: %n объектов; каждое решение сохраняется сразу.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n layer(s) checked out into {name}.</source>
            <translation>
                <numerusform>Выгружен %n слой в {name}.</numerusform>
                <numerusform>Выгружено %n слоя в {name}.</numerusform>
                <numerusform>Выгружено %n слоёв в {name}.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n layer(s) defined</source>
            <translation>
                <numerusform>описан %n слой</numerusform>
                <numerusform>описано %n слоя</numerusform>
                <numerusform>описано %n слоёв</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n layer(s) loaded, read-only.</source>
            <translation>
                <numerusform>Загружен %n слой, только для чтения.</numerusform>
                <numerusform>Загружено %n слоя, только для чтения.</numerusform>
                <numerusform>Загружено %n слоёв, только для чтения.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n layer(s) ticked</source>
            <translation>
                <numerusform>отмечен %n слой</numerusform>
                <numerusform>отмечено %n слоя</numerusform>
                <numerusform>отмечено %n слоёв</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n merged with your edits</source>
            <translation>
                <numerusform>%n слит с вашими правками</numerusform>
                <numerusform>%n слиты с вашими правками</numerusform>
                <numerusform>%n слиты с вашими правками</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n more</source>
            <translation>
                <numerusform>ещё %n</numerusform>
                <numerusform>ещё %n</numerusform>
                <numerusform>ещё %n</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n more group(s) are in the table</source>
            <translation>
                <numerusform>ещё %n группа — в таблице</numerusform>
                <numerusform>ещё %n группы — в таблице</numerusform>
                <numerusform>ещё %n групп — в таблице</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n newer commit(s)</source>
            <translation>
                <numerusform>%n более новая фиксация</numerusform>
                <numerusform>%n более новые фиксации</numerusform>
                <numerusform>%n более новых фиксаций</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n newer commit(s), merged when you commit</source>
            <translation>
                <numerusform>%n более новая фиксация, сольётся при вашей фиксации</numerusform>
                <numerusform>%n более новые фиксации, сольются при вашей фиксации</numerusform>
                <numerusform>%n более новых фиксаций, сольются при вашей фиксации</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n value(s) against the rules, to mend before the commit</source>
            <translation>
                <numerusform>%n значение нарушает правила: исправьте до фиксации</numerusform>
                <numerusform>%n значения нарушают правила: исправьте до фиксации</numerusform>
                <numerusform>%n значений нарушают правила: исправьте до фиксации</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n version(s)</source>
            <translation>
                <numerusform>%n версия</numerusform>
                <numerusform>%n версии</numerusform>
                <numerusform>%n версий</numerusform>
            </translation>
        </message>
        <message>
            <source>64 hexadecimal digits, from a report, a receipt or an export.</source>
            <translation>64 шестнадцатеричные цифры из отчёта, квитанции или экспорта.</translation>
        </message>
        <message>
            <source>A Python, 3.11 or newer</source>
            <translation>Python 3.11 или новее</translation>
        </message>
        <message>
            <source>A commit of this workspace was cut off, or another program is committing it just now.</source>
            <translation>Фиксация этой рабочей копии прервалась, или её прямо сейчас фиксирует другая программа.</translation>
        </message>
        <message>
            <source>A deleted feature cannot be selected; it is drawn on the map.</source>
            <translation>Удалённый объект нельзя выделить; он нарисован на карте.</translation>
        </message>
        <message>
            <source>A feature that one side deleted is either kept or deleted; there is no third way.</source>
            <translation>Объект, удалённый одной стороной, либо остаётся, либо удаляется; третьего нет.</translation>
        </message>
        <message>
            <source>A folder of TOML files, one a layer; only for definitions of a folder.</source>
            <translation>Папка файлов TOML, по одному на слой; только для описаний из папки.</translation>
        </message>
        <message>
            <source>A number such as 12, head for the newest, head~1 for the one before it</source>
            <translation>Номер, например 12; head — последняя, head~1 — предыдущая</translation>
        </message>
        <message>
            <source>A point at each fault, with layer, uid, field, code and a sentence.</source>
            <translation>Точка на каждую ошибку: слой, uid, поле, код и фраза.</translation>
        </message>
        <message>
            <source>A receipt, or a result saved as JSON, which holds one.</source>
            <translation>Квитанция или результат в JSON, где она есть.</translation>
        </message>
        <message>
            <source>A registry can be made and written</source>
            <translation>Реестр создаётся и пишется</translation>
        </message>
        <message>
            <source>A registry keeps every version of every feature for ever. Put it where all who work with it can reach it and nobody deletes it.</source>
            <translation>Реестр навсегда хранит каждую версию каждого объекта. Поместите его туда, где он доступен всем, кто с ним работает, и где его никто не удалит.</translation>
        </message>
        <message>
            <source>A table with a row for each changed column: layer, uid, kind, label, field, old, new.</source>
            <translation>Таблица, строка на каждый изменённый столбец: layer, uid, kind, label, field, old, new.</translation>
        </message>
        <message>
            <source>A table with a row for each commit.</source>
            <translation>Таблица, строка на каждую фиксацию.</translation>
        </message>
        <message>
            <source>A table with a row for each event.</source>
            <translation>Таблица, строка на каждое событие.</translation>
        </message>
        <message>
            <source>A table with a row for each group.</source>
            <translation>Таблица, строка на каждую группу.</translation>
        </message>
        <message>
            <source>A table with a row for each indicator.</source>
            <translation>Таблица, строка на каждый показатель.</translation>
        </message>
        <message>
            <source>A table with a row for each layer.</source>
            <translation>Таблица, строка на каждый слой.</translation>
        </message>
        <message>
            <source>A table with a row for each route.</source>
            <translation>Таблица, строка на каждую дорогу.</translation>
        </message>
        <message>
            <source>A table with a row for each tag.</source>
            <translation>Таблица, строка на каждую метку.</translation>
        </message>
        <message>
            <source>A table with a row for each value that changed, newest first.</source>
            <translation>Таблица, строка на каждое изменённое значение, новые сверху.</translation>
        </message>
        <message>
            <source>A workspace can be checked out and edited</source>
            <translation>Рабочая копия выгружается и правится</translation>
        </message>
        <message>
            <source>Accessibility</source>
            <translation>Доступность</translation>
        </message>
        <message>
            <source>Add</source>
            <translation>Добавить</translation>
        </message>
        <message>
            <source>Add its layers to the project</source>
            <translation>Добавить его слои в проект</translation>
        </message>
        <message>
            <source>Add the missing layers</source>
            <translation>Добавить недостающие слои</translation>
        </message>
        <message>
            <source>Add to the next report</source>
            <translation>Добавить в следующий отчёт</translation>
        </message>
        <message>
            <source>Address of your own index; empty for the usual one</source>
            <translation>Адрес своего индекса; пусто — обычный</translation>
        </message>
        <message>
            <source>Adds to each point the road beside it and its measure there, such as A-27 km 513+850, with the distance and the side. A point too far from any road keeps its place and gets no measure.</source>
            <translation>Добавляет каждой точке ближайшую дорогу и километраж на ней, например A-27 км 513+850, с расстоянием и стороной. Точка слишком далеко от дорог остаётся на месте без километража.</translation>
        </message>
        <message>
            <source>After</source>
            <translation>Стало</translation>
        </message>
        <message>
            <source>All</source>
            <translation>Все</translation>
        </message>
        <message>
            <source>All events are drawn along their road.</source>
            <translation>Все события нарисованы вдоль своей дороги.</translation>
        </message>
        <message>
            <source>All of it as JSON…</source>
            <translation>Всё в JSON…</translation>
        </message>
        <message>
            <source>All roads, km</source>
            <translation>Все дороги, км</translation>
        </message>
        <message>
            <source>All was so already; nothing was committed.</source>
            <translation>Всё уже так и было; ничего не зафиксировано.</translation>
        </message>
        <message>
            <source>All: keep mine</source>
            <translation>Все: оставить моё</translation>
        </message>
        <message>
            <source>All: take theirs</source>
            <translation>Все: взять чужое</translation>
        </message>
        <message>
            <source>An SQL condition on the features counted, such as region_code = 'KZ-23'.</source>
            <translation>Условие SQL на учитываемые объекты, например region_code = 'KZ-23'.</translation>
        </message>
        <message>
            <source>An SQL condition on the features that are counted.</source>
            <translation>Условие SQL на учитываемые объекты.</translation>
        </message>
        <message>
            <source>An older version: the table then has each figure before, now, and the change.</source>
            <translation>Старая версия: тогда в таблице каждая цифра тогда, сейчас и изменение.</translation>
        </message>
        <message>
            <source>Another geometry: edit it, save, keep mine</source>
            <translation>Другая геометрия: правьте её, сохраните, оставьте моё</translation>
        </message>
        <message>
            <source>Any indicator</source>
            <translation>Любой показатель</translation>
        </message>
        <message>
            <source>Any layer</source>
            <translation>Любой слой</translation>
        </message>
        <message>
            <source>Area</source>
            <translation>Территория</translation>
        </message>
        <message>
            <source>As QGIS</source>
            <translation>Как в QGIS</translation>
        </message>
        <message>
            <source>As before</source>
            <translation>Как было</translation>
        </message>
        <message>
            <source>At most</source>
            <translation>Не более</translation>
        </message>
        <message>
            <source>At most this far, m</source>
            <translation>Не дальше, м</translation>
        </message>
        <message>
            <source>Author</source>
            <translation>Автор</translation>
        </message>
        <message>
            <source>Author: your name, as the history shows it.</source>
            <translation>Автор: ваше имя, как его покажет история.</translation>
        </message>
        <message>
            <source>Back to the last figures</source>
            <translation>Назад к последним цифрам</translation>
        </message>
        <message>
            <source>Before</source>
            <translation>Было</translation>
        </message>
        <message>
            <source>Brings a file (GeoPackage, Shapefile, GeoJSON, CSV, Excel and others) into a layer of a registry as one commit. Columns are matched by name and title; rows that break rules are told and left out.</source>
            <translation>Вносит файл (GeoPackage, Shapefile, GeoJSON, CSV, Excel и другие) в слой реестра одной фиксацией. Столбцы сопоставляются по имени и названию; строки, нарушающие правила, называются и пропускаются.</translation>
        </message>
        <message>
            <source>Brings what others committed into a workspace. Edits made there stay; what two people changed differently becomes a conflict.</source>
            <translation>Вносит в рабочую копию зафиксированное другими. Правки в ней остаются; изменённое по-разному становится конфликтом.</translation>
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
            <translation>Умеет</translation>
        </message>
        <message>
            <source>Cancel</source>
            <translation>Отмена</translation>
        </message>
        <message>
            <source>Cancelled.</source>
            <translation>Отменено.</translation>
        </message>
        <message>
            <source>Change</source>
            <translation>Изменение</translation>
        </message>
        <message>
            <source>Changed</source>
            <translation>Изменено</translation>
        </message>
        <message>
            <source>Changed features</source>
            <translation>Изменённые объекты</translation>
        </message>
        <message>
            <source>Changes</source>
            <translation>Изменения</translation>
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
            <translation>Диаграмма в SVG…</translation>
        </message>
        <message>
            <source>Chart as an image…</source>
            <translation>Диаграмма в PNG…</translation>
        </message>
        <message>
            <source>Check a registry</source>
            <translation>Проверка реестра</translation>
        </message>
        <message>
            <source>Check claims</source>
            <translation>Проверить заявления</translation>
        </message>
        <message>
            <source>Check drawings of events</source>
            <translation>Проверить отрисовку событий</translation>
        </message>
        <message>
            <source>Check out a workspace</source>
            <translation>Выгрузить рабочую копию</translation>
        </message>
        <message>
            <source>Check out a workspace with roads and events</source>
            <translation>Выгрузите рабочую копию с дорогами и событиями</translation>
        </message>
        <message>
            <source>Check out into a workspace</source>
            <translation>Выгрузить в рабочую копию</translation>
        </message>
        <message>
            <source>Check out of the registry</source>
            <translation>Выгрузка из реестра</translation>
        </message>
        <message>
            <source>Check out…</source>
            <translation>Выгрузить…</translation>
        </message>
        <message>
            <source>Check the claims</source>
            <translation>Проверить заявления</translation>
        </message>
        <message>
            <source>Check their layers out to draw them anew.</source>
            <translation>Выгрузите их слои, чтобы перерисовать их.</translation>
        </message>
        <message>
            <source>Checking out…</source>
            <translation>Выгрузка…</translation>
        </message>
        <message>
            <source>Choose a commit to see what it changed, two to see how they differ.</source>
            <translation>Выберите фиксацию, чтобы увидеть её изменения, две — чтобы увидеть разницу.</translation>
        </message>
        <message>
            <source>Choose a feature.</source>
            <translation>Выберите объект.</translation>
        </message>
        <message>
            <source>Choose a road and write a kilometre.</source>
            <translation>Выберите дорогу и напишите километр.</translation>
        </message>
        <message>
            <source>Choose one commit to give it a name.</source>
            <translation>Выберите одну фиксацию, чтобы дать ей имя.</translation>
        </message>
        <message>
            <source>Choose the folder that holds the definitions of the layers.</source>
            <translation>Выберите папку с описаниями слоёв.</translation>
        </message>
        <message>
            <source>Claimed</source>
            <translation>Заявлено</translation>
        </message>
        <message>
            <source>Claims</source>
            <translation>Заявления</translation>
        </message>
        <message>
            <source>Claims that agree</source>
            <translation>Совпавшие заявления</translation>
        </message>
        <message>
            <source>Claims that cannot be checked</source>
            <translation>Непроверяемые заявления</translation>
        </message>
        <message>
            <source>Claims that differ</source>
            <translation>Расходящиеся заявления</translation>
        </message>
        <message>
            <source>Click the corners on the map; a right click ends, Escape leaves.</source>
            <translation>Щёлкайте углы на карте; правый щелчок завершает, Escape отменяет.</translation>
        </message>
        <message>
            <source>Click to hide or show them.</source>
            <translation>Щёлкните, чтобы скрыть или показать их.</translation>
        </message>
        <message>
            <source>Click to see the features behind this figure on the map.</source>
            <translation>Щёлкните, чтобы увидеть на карте объекты за этой цифрой.</translation>
        </message>
        <message>
            <source>Click: copy the reading.</source>
            <translation>Щелчок: скопировать километр.</translation>
        </message>
        <message>
            <source>Close</source>
            <translation>Закрыть</translation>
        </message>
        <message>
            <source>Close the registry</source>
            <translation>Закрыть реестр</translation>
        </message>
        <message>
            <source>Column of the file</source>
            <translation>Столбец файла</translation>
        </message>
        <message>
            <source>Columns</source>
            <translation>Столбцы</translation>
        </message>
        <message>
            <source>Commit</source>
            <translation>Зафиксировать</translation>
        </message>
        <message numerus="yes">
            <source>Commit %n change(s)</source>
            <translation>
                <numerusform>Зафиксировать %n изменение</numerusform>
                <numerusform>Зафиксировать %n изменения</numerusform>
                <numerusform>Зафиксировать %n изменений</numerusform>
            </translation>
        </message>
        <message>
            <source>Commit a workspace</source>
            <translation>Зафиксировать рабочую копию</translation>
        </message>
        <message>
            <source>Commit it is based on</source>
            <translation>Фиксация в основе</translation>
        </message>
        <message>
            <source>Commit it is based on now</source>
            <translation>Фиксация в основе теперь</translation>
        </message>
        <message>
            <source>Commit number…</source>
            <translation>Номер фиксации…</translation>
        </message>
        <message>
            <source>Commit that the version is</source>
            <translation>Фиксация этой версии</translation>
        </message>
        <message>
            <source>Commit that was counted</source>
            <translation>Учтённая фиксация</translation>
        </message>
        <message>
            <source>Commit to the registry</source>
            <translation>Фиксация в реестр</translation>
        </message>
        <message>
            <source>Commit to undo</source>
            <translation>Отменяемая фиксация</translation>
        </message>
        <message>
            <source>Commit {revision} of {day}</source>
            <translation>Фиксация {revision} от {day}</translation>
        </message>
        <message>
            <source>Commits</source>
            <translation>Фиксации</translation>
        </message>
        <message>
            <source>Commits what was edited in a workspace to its registry, merged with what others committed meanwhile. What two people changed differently is kept and listed as a conflict. Rule violations stop it and are listed.</source>
            <translation>Фиксирует правки рабочей копии в её реестр, сливая с тем, что тем временем зафиксировали другие. Изменённое по-разному сохраняется и называется конфликтом. Нарушения правил останавливают фиксацию и перечисляются.</translation>
        </message>
        <message numerus="yes">
            <source>Committed as revision %n.</source>
            <translation>
                <numerusform>Зафиксировано как ревизия %n.</numerusform>
                <numerusform>Зафиксировано как ревизия %n.</numerusform>
                <numerusform>Зафиксировано как ревизия %n.</numerusform>
            </translation>
        </message>
        <message>
            <source>Committed as {revision}.</source>
            <translation>Зафиксировано как {revision}.</translation>
        </message>
        <message>
            <source>Committing …</source>
            <translation>Фиксация …</translation>
        </message>
        <message>
            <source>Commit…</source>
            <translation>Зафиксировать…</translation>
        </message>
        <message>
            <source>Compare</source>
            <translation>Сравнить</translation>
        </message>
        <message>
            <source>Compare and watch again</source>
            <translation>Сравнить и следить снова</translation>
        </message>
        <message>
            <source>Compare layers with the registry</source>
            <translation>Сравнение слоёв с реестром</translation>
        </message>
        <message>
            <source>Compare with the registry</source>
            <translation>Сравнить с реестром</translation>
        </message>
        <message>
            <source>Compare with version</source>
            <translation>Сравнить с версией</translation>
        </message>
        <message>
            <source>Comparing two versions</source>
            <translation>Сравнение двух версий</translation>
        </message>
        <message>
            <source>Comparing with the registry …</source>
            <translation>Сравнение с реестром …</translation>
        </message>
        <message>
            <source>Compute</source>
            <translation>Посчитать</translation>
        </message>
        <message>
            <source>Compute again</source>
            <translation>Посчитать снова</translation>
        </message>
        <message>
            <source>Compute the figures again from the receipt and compare.</source>
            <translation>Посчитать цифры по квитанции снова и сравнить.</translation>
        </message>
        <message>
            <source>Computed</source>
            <translation>Посчитано</translation>
        </message>
        <message>
            <source>Computes any indicator by its name, with any of its groupings and parameters. The algorithm “List indicators” tells them.</source>
            <translation>Считает любой показатель по имени с любыми его группировками и параметрами. Их называет алгоритм «Список показателей».</translation>
        </message>
        <message>
            <source>Computes every digest of the history again and checks the file: proves that nothing was changed behind the registry's back. Give a digest kept elsewhere to prove that it is the same history.</source>
            <translation>Пересчитывает все контрольные суммы истории и проверяет файл: доказывает, что ничего не менялось в обход реестра. Задайте сумму, хранимую отдельно, чтобы доказать, что история та же.</translation>
        </message>
        <message>
            <source>Computes the figures of a receipt again and says whether they still hold.</source>
            <translation>Считает цифры квитанции заново и говорит, верны ли они до сих пор.</translation>
        </message>
        <message>
            <source>Computing…</source>
            <translation>Подсчёт…</translation>
        </message>
        <message>
            <source>Condition</source>
            <translation>Условие</translation>
        </message>
        <message>
            <source>Condition of roads</source>
            <translation>Состояние дорог</translation>
        </message>
        <message>
            <source>Conflicts</source>
            <translation>Конфликты</translation>
        </message>
        <message>
            <source>Conflicts resolved</source>
            <translation>Решено конфликтов</translation>
        </message>
        <message>
            <source>Coordinate system</source>
            <translation>Система координат</translation>
        </message>
        <message>
            <source>Copy</source>
            <translation>Копировать</translation>
        </message>
        <message>
            <source>Copy the uid</source>
            <translation>Копировать uid</translation>
        </message>
        <message>
            <source>Count what was done by this day; the day of the version if empty.</source>
            <translation>Учесть сделанное по этот день; если пусто — день версии.</translation>
        </message>
        <message>
            <source>Counted from</source>
            <translation>По слоям</translation>
        </message>
        <message>
            <source>Counts what was added, changed and deleted in a workspace since its last commit, its open conflicts, and the newer commits of its registry; lists the changed features if asked.</source>
            <translation>Считает добавленное, изменённое и удалённое в рабочей копии с последней фиксации, открытые конфликты и более новые фиксации реестра; по желанию перечисляет изменённые объекты.</translation>
        </message>
        <message>
            <source>Coverage of a territory by zones</source>
            <translation>Покрытие территории зонами</translation>
        </message>
        <message>
            <source>Covered, km²</source>
            <translation>Покрыто, км²</translation>
        </message>
        <message>
            <source>Create a registry</source>
            <translation>Создать реестр</translation>
        </message>
        <message>
            <source>Day</source>
            <translation>День</translation>
        </message>
        <message>
            <source>Day of the roads and surveys; the day of the version if empty.</source>
            <translation>День для дорог и обследований; если пусто — день версии.</translation>
        </message>
        <message>
            <source>Days</source>
            <translation>Дни</translation>
        </message>
        <message>
            <source>Decide</source>
            <translation>Решить</translation>
        </message>
        <message numerus="yes">
            <source>Decide %n conflict(s) first.</source>
            <translation>
                <numerusform>Сначала решите %n конфликт.</numerusform>
                <numerusform>Сначала решите %n конфликта.</numerusform>
                <numerusform>Сначала решите %n конфликтов.</numerusform>
            </translation>
        </message>
        <message>
            <source>Decide all of {feature}:</source>
            <translation>Решить всё для {feature}:</translation>
        </message>
        <message>
            <source>Decide {fields} of {feature}:</source>
            <translation>Решить {fields} для {feature}:</translation>
        </message>
        <message>
            <source>Decides the field with the value given here.</source>
            <translation>Решает конфликт поля заданным здесь значением.</translation>
        </message>
        <message>
            <source>Definition of layer %1</source>
            <translation>Описание слоя %1</translation>
        </message>
        <message>
            <source>Definitions of a folder</source>
            <translation>Описания из папки</translation>
        </message>
        <message>
            <source>Diagnostics…</source>
            <translation>Диагностика…</translation>
        </message>
        <message>
            <source>Difference %1 → %2</source>
            <translation>Разница %1 → %2</translation>
        </message>
        <message>
            <source>Difference of two versions</source>
            <translation>Разница двух версий</translation>
        </message>
        <message>
            <source>Difference of two versions as layers</source>
            <translation>Разница двух версий в виде слоёв</translation>
        </message>
        <message>
            <source>Difference of two versions as layers…</source>
            <translation>Разница двух версий в виде слоёв…</translation>
        </message>
        <message>
            <source>Difference, progress</source>
            <translation>Разница, выполнение</translation>
        </message>
        <message>
            <source>Digest %1</source>
            <translation>Контрольная сумма %1</translation>
        </message>
        <message>
            <source>Digest kept elsewhere</source>
            <translation>Контрольная сумма, хранимая отдельно</translation>
        </message>
        <message>
            <source>Digest of the newest commit</source>
            <translation>Контрольная сумма последней фиксации</translation>
        </message>
        <message>
            <source>Digest of the result</source>
            <translation>Контрольная сумма результата</translation>
        </message>
        <message>
            <source>Digest of the version</source>
            <translation>Контрольная сумма версии</translation>
        </message>
        <message>
            <source>Discard</source>
            <translation>Отбросить</translation>
        </message>
        <message numerus="yes">
            <source>Discard %n change(s)?</source>
            <translation>
                <numerusform>Отбросить %n изменение?</numerusform>
                <numerusform>Отбросить %n изменения?</numerusform>
                <numerusform>Отбросить %n изменений?</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>Discard %n change(s)? That cannot be undone.</source>
            <translation>
                <numerusform>Отбросить %n изменение? Вернуть его будет нельзя.</numerusform>
                <numerusform>Отбросить %n изменения? Вернуть их будет нельзя.</numerusform>
                <numerusform>Отбросить %n изменений? Вернуть их будет нельзя.</numerusform>
            </translation>
        </message>
        <message>
            <source>Discard all</source>
            <translation>Отбросить всё</translation>
        </message>
        <message>
            <source>Discard edits of a workspace</source>
            <translation>Отбросить правки рабочей копии</translation>
        </message>
        <message>
            <source>Discard …</source>
            <translation>Отбросить …</translation>
        </message>
        <message>
            <source>Discarding …</source>
            <translation>Отбрасывание …</translation>
        </message>
        <message>
            <source>Distance, m</source>
            <translation>Расстояние, м</translation>
        </message>
        <message>
            <source>Distinct kilometres</source>
            <translation>Километры без повторов</translation>
        </message>
        <message>
            <source>Do without</source>
            <translation>Обойтись без неё</translation>
        </message>
        <message>
            <source>Draw events along roads</source>
            <translation>Нарисовать события вдоль дорог</translation>
        </message>
        <message>
            <source>Draw events along their road</source>
            <translation>Рисовать события вдоль дороги</translation>
        </message>
        <message>
            <source>Draw hatches and numbers at the kilometres of roads</source>
            <translation>Рисовать засечки и номера на километрах дорог</translation>
        </message>
        <message>
            <source>Draw on the map</source>
            <translation>Рисовать на карте</translation>
        </message>
        <message>
            <source>Draw them anew</source>
            <translation>Перерисовать их</translation>
        </message>
        <message>
            <source>Draw what changed on the map</source>
            <translation>Нарисовать изменения на карте</translation>
        </message>
        <message>
            <source>Drawn events</source>
            <translation>Нарисованные события</translation>
        </message>
        <message>
            <source>Draws each row of a table along its road, from its first kilometre to its last, or at one. Rows whose road or kilometres do not exist are told and come without a geometry.</source>
            <translation>Рисует каждую строку таблицы вдоль её дороги от первого километра до последнего или в одной точке. Строки с несуществующей дорогой или километрами называются и остаются без геометрии.</translation>
        </message>
        <message>
            <source>Draws events (repairs, surveys) anew along their roads where their drawing no longer follows their measures. The measures, from which figures are counted, are not touched.</source>
            <translation>Заново рисует события (ремонты, обследования) вдоль дорог там, где отрисовка разошлась с километражем. Сам километраж, по которому считаются цифры, не трогается.</translation>
        </message>
        <message>
            <source>Editing in a workspace</source>
            <translation>Правка в рабочей копии</translation>
        </message>
        <message>
            <source>Edits can be committed</source>
            <translation>Правки фиксируются</translation>
        </message>
        <message>
            <source>Edits in {layers} are not saved yet, so they do not show here.</source>
            <translation>Правки в слоях {layers} ещё не сохранены, поэтому здесь их нет.</translation>
        </message>
        <message>
            <source>End the time slider and remove its layers</source>
            <translation>Закрыть шкалу времени и убрать её слои</translation>
        </message>
        <message>
            <source>Environment</source>
            <translation>Среда</translation>
        </message>
        <message>
            <source>Events are made in a workspace with its roads; check one out first.</source>
            <translation>События создаются в рабочей копии с дорогами; сначала выгрузите её.</translation>
        </message>
        <message>
            <source>Events drawn</source>
            <translation>Нарисовано событий</translation>
        </message>
        <message>
            <source>Events drawn anew</source>
            <translation>Перерисовано событий</translation>
        </message>
        <message>
            <source>Events that could not be drawn</source>
            <translation>События, которые не нарисовать</translation>
        </message>
        <message>
            <source>Everyday work needs nothing but QGIS. Statistics, import, reports and PostGIS use further Python packages. They go into a folder of their own; QGIS itself and its Python stay as they are, and removing the folder removes everything.</source>
            <translation>Для обычной работы нужен только QGIS. Статистике, импорту, отчётам и PostGIS нужны дополнительные пакеты Python. Они ставятся в отдельную папку; сам QGIS и его Python остаются как есть, а удаление папки удаляет всё.</translation>
        </message>
        <message>
            <source>Everything</source>
            <translation>Всё</translation>
        </message>
        <message>
            <source>Everything works.</source>
            <translation>Всё работает.</translation>
        </message>
        <message>
            <source>Evidence as GeoJSON (*.geojson)</source>
            <translation>Основание в GeoJSON (*.geojson)</translation>
        </message>
        <message>
            <source>Example</source>
            <translation>Пример</translation>
        </message>
        <message>
            <source>Excel workbook (*.xlsx)</source>
            <translation>Книга Excel (*.xlsx)</translation>
        </message>
        <message>
            <source>Excel workbook…</source>
            <translation>Книга Excel…</translation>
        </message>
        <message>
            <source>Excel, CSV, JSON, GeoJSON of the evidence, a chart, or a report; by the ending of its name.</source>
            <translation>Excel, CSV, JSON, GeoJSON с основанием, диаграмма или отчёт — по окончанию имени.</translation>
        </message>
        <message>
            <source>Export</source>
            <translation>Экспорт</translation>
        </message>
        <message>
            <source>Export a layer</source>
            <translation>Экспорт слоя</translation>
        </message>
        <message>
            <source>Extent</source>
            <translation>Охват</translation>
        </message>
        <message>
            <source>Faults</source>
            <translation>Ошибки</translation>
        </message>
        <message>
            <source>Feature</source>
            <translation>Объект</translation>
        </message>
        <message>
            <source>Feature (uid)</source>
            <translation>Объект (uid)</translation>
        </message>
        <message>
            <source>Features</source>
            <translation>Объекты</translation>
        </message>
        <message>
            <source>Features (uids)</source>
            <translation>Объекты (uid)</translation>
        </message>
        <message>
            <source>Features ({count})</source>
            <translation>Объекты ({count})</translation>
        </message>
        <message>
            <source>Features added</source>
            <translation>Добавлено объектов</translation>
        </message>
        <message>
            <source>Features behind the figures as GeoJSON…</source>
            <translation>Объекты за цифрами в GeoJSON…</translation>
        </message>
        <message>
            <source>Features brought in</source>
            <translation>Внесено объектов</translation>
        </message>
        <message>
            <source>Features changed</source>
            <translation>Изменено объектов</translation>
        </message>
        <message>
            <source>Features checked out</source>
            <translation>Выгружено объектов</translation>
        </message>
        <message>
            <source>Features deleted</source>
            <translation>Удалено объектов</translation>
        </message>
        <message>
            <source>Features merged with edits made here</source>
            <translation>Объекты, слитые с правками отсюда</translation>
        </message>
        <message>
            <source>Features merged with others' changes</source>
            <translation>Объекты, слитые с чужими изменениями</translation>
        </message>
        <message>
            <source>Features put back</source>
            <translation>Возвращено объектов</translation>
        </message>
        <message>
            <source>Features written</source>
            <translation>Записано объектов</translation>
        </message>
        <message>
            <source>Field</source>
            <translation>Поле</translation>
        </message>
        <message>
            <source>Field of the end</source>
            <translation>Поле конца</translation>
        </message>
        <message>
            <source>Field of the kilometre</source>
            <translation>Поле километра</translation>
        </message>
        <message>
            <source>Field of the layer</source>
            <translation>Поле слоя</translation>
        </message>
        <message>
            <source>Field of the route</source>
            <translation>Поле дороги</translation>
        </message>
        <message>
            <source>Field of the start</source>
            <translation>Поле начала</translation>
        </message>
        <message>
            <source>Fields, apart by commas, that tell which rows are there already; those are updated.</source>
            <translation>Поля через запятую, по которым узнаются уже имеющиеся строки; они обновляются.</translation>
        </message>
        <message>
            <source>Figures</source>
            <translation>Цифры</translation>
        </message>
        <message>
            <source>Figures are computed by libraries that QGIS does not have. The plugin installs them into a folder of their own, with your consent; QGIS itself is not touched. Everything else works without.</source>
            <translation>Цифры считают библиотеки, которых нет в QGIS. С вашего согласия модуль ставит их в отдельную папку; сам QGIS не трогается. Всё остальное работает и без них.</translation>
        </message>
        <message>
            <source>Figures as a file</source>
            <translation>Цифры в файле</translation>
        </message>
        <message>
            <source>File</source>
            <translation>Файл</translation>
        </message>
        <message>
            <source>Filter by name or value</source>
            <translation>Отбор по имени или значению</translation>
        </message>
        <message>
            <source>Find a measure on a road</source>
            <translation>Найти точку дороги по километру</translation>
        </message>
        <message>
            <source>Find events that are not drawn where their kilometres say, and draw them anew</source>
            <translation>Найти события, линии которых не совпадают с километрами, и перерисовать их</translation>
        </message>
        <message>
            <source>Find in statements</source>
            <translation>Поиск в заявлениях</translation>
        </message>
        <message>
            <source>Find it …</source>
            <translation>Найти его …</translation>
        </message>
        <message>
            <source>Find the registry</source>
            <translation>Найти реестр</translation>
        </message>
        <message>
            <source>Find the registry…</source>
            <translation>Найти реестр…</translation>
        </message>
        <message>
            <source>Finish it</source>
            <translation>Завершить её</translation>
        </message>
        <message>
            <source>First and last name</source>
            <translation>Имя и фамилия</translation>
        </message>
        <message>
            <source>First day of the period; from the beginning if empty.</source>
            <translation>Первый день периода; если пусто — с начала.</translation>
        </message>
        <message numerus="yes">
            <source>Fix all %n</source>
            <translation>
                <numerusform>Исправить все %n</numerusform>
                <numerusform>Исправить все %n</numerusform>
                <numerusform>Исправить все %n</numerusform>
            </translation>
        </message>
        <message>
            <source>Folder</source>
            <translation>Папка</translation>
        </message>
        <message>
            <source>Folder of definitions</source>
            <translation>Папка описаний</translation>
        </message>
        <message>
            <source>Folder of layer definitions</source>
            <translation>Папка описаний слоёв</translation>
        </message>
        <message>
            <source>Folder of the environment</source>
            <translation>Папка среды</translation>
        </message>
        <message>
            <source>Folder of wheels</source>
            <translation>Папка с пакетами wheel</translation>
        </message>
        <message>
            <source>Folder with .whl files</source>
            <translation>Папка с файлами .whl</translation>
        </message>
        <message>
            <source>From</source>
            <translation>С</translation>
        </message>
        <message>
            <source>From %1 to %2</source>
            <translation>С %1 по %2</translation>
        </message>
        <message>
            <source>From a folder of wheels (no network)</source>
            <translation>Из папки с пакетами wheel (без сети)</translation>
        </message>
        <message>
            <source>From a package index (network needed)</source>
            <translation>Из индекса пакетов (нужна сеть)</translation>
        </message>
        <message>
            <source>GeoJSON (*.geojson)</source>
            <translation>GeoJSON (*.geojson)</translation>
        </message>
        <message>
            <source>GeoJSON, a feature a line (*.geojsonl)</source>
            <translation>GeoJSON, объект на строку (*.geojsonl)</translation>
        </message>
        <message>
            <source>GeoPackage (*.gpkg)</source>
            <translation>GeoPackage (*.gpkg)</translation>
        </message>
        <message>
            <source>Geometries before</source>
            <translation>Геометрии до</translation>
        </message>
        <message>
            <source>Geometries of changed and deleted features at the older version.</source>
            <translation>Геометрии изменённых и удалённых объектов в старой версии.</translation>
        </message>
        <message>
            <source>Geometry</source>
            <translation>Геометрия</translation>
        </message>
        <message>
            <source>Geometry changed</source>
            <translation>Геометрия изменена</translation>
        </message>
        <message>
            <source>Getting and installing the packages; this takes some minutes…</source>
            <translation>Получение и установка пакетов; это займёт несколько минут…</translation>
        </message>
        <message>
            <source>Give this version a name…</source>
            <translation>Дать этой версии имя…</translation>
        </message>
        <message>
            <source>Give your name.</source>
            <translation>Укажите своё имя.</translation>
        </message>
        <message>
            <source>Gives a layer of a registry as it was at any version.</source>
            <translation>Даёт слой реестра таким, каким он был в любой версии.</translation>
        </message>
        <message>
            <source>Gives a version a name, such as report-2024, by which it is found for ever.</source>
            <translation>Даёт версии имя, например report-2024, по которому она найдётся всегда.</translation>
        </message>
        <message>
            <source>Gives the features of a layer that differ between two versions: what kind of change, which fields, old and new values, and the geometry (the old one of deleted features).</source>
            <translation>Даёт объекты слоя, отличающиеся в двух версиях: вид изменения, поля, старые и новые значения и геометрию (у удалённых — старую).</translation>
        </message>
        <message>
            <source>Gives the field the value both sides began with.</source>
            <translation>Возвращает полю значение, с которого начинали обе стороны.</translation>
        </message>
        <message>
            <source>Gives the point of a road at a measure, such as km 513+850.</source>
            <translation>Даёт точку дороги по километражу, например км 513+850.</translation>
        </message>
        <message>
            <source>Go</source>
            <translation>Перейти</translation>
        </message>
        <message>
            <source>Go on with the commit</source>
            <translation>Продолжить фиксацию</translation>
        </message>
        <message>
            <source>Go to a kilometre of a road</source>
            <translation>Перейти к километру дороги</translation>
        </message>
        <message>
            <source>Go to a kilometre…</source>
            <translation>Перейти к километру…</translation>
        </message>
        <message>
            <source>Go to this version</source>
            <translation>Перейти к этой версии</translation>
        </message>
        <message>
            <source>Good, km</source>
            <translation>Хорошее, км</translation>
        </message>
        <message>
            <source>Group by</source>
            <translation>Группировать по</translation>
        </message>
        <message>
            <source>Grouping</source>
            <translation>Группировка</translation>
        </message>
        <message>
            <source>Hectares of landfills and disturbed land that were reclaimed: every square metre once, beside the plain sum of works, and the share of each owner's part.</source>
            <translation>Рекультивированные гектары полигонов отходов и нарушенных земель: каждый квадратный метр один раз, рядом с простой суммой работ и долей каждого владельца.</translation>
        </message>
        <message>
            <source>History</source>
            <translation>История</translation>
        </message>
        <message>
            <source>History and versions</source>
            <translation>История и версии</translation>
        </message>
        <message>
            <source>History of a feature</source>
            <translation>История объекта</translation>
        </message>
        <message>
            <source>History of a registry</source>
            <translation>История реестра</translation>
        </message>
        <message>
            <source>Holds the route_id.</source>
            <translation>Содержит route_id.</translation>
        </message>
        <message>
            <source>How it is counted</source>
            <translation>Как это считается</translation>
        </message>
        <message>
            <source>How many commits to list.</source>
            <translation>Сколько фиксаций перечислить.</translation>
        </message>
        <message>
            <source>If not ticked, such features stop it and are named.</source>
            <translation>Если не отмечено, такие объекты остановят отмену и будут названы.</translation>
        </message>
        <message>
            <source>Import a file into a layer</source>
            <translation>Импорт файла в слой</translation>
        </message>
        <message>
            <source>Import, export and checks</source>
            <translation>Импорт, экспорт и проверки</translation>
        </message>
        <message>
            <source>In the registry since</source>
            <translation>В реестре с</translation>
        </message>
        <message>
            <source>In the registry until</source>
            <translation>В реестре до</translation>
        </message>
        <message>
            <source>In this project alone; styles of your own are replaced.</source>
            <translation>Только в этом проекте; ваши собственные стили заменяются.</translation>
        </message>
        <message>
            <source>In {folder}</source>
            <translation>В {folder}</translation>
        </message>
        <message>
            <source>Indicator</source>
            <translation>Показатель</translation>
        </message>
        <message>
            <source>Indicators</source>
            <translation>Показатели</translation>
        </message>
        <message>
            <source>Infra Registry</source>
            <translation>Реестр инфраструктуры</translation>
        </message>
        <message>
            <source>Infra Registry diagnostics</source>
            <translation>Диагностика реестра инфраструктуры</translation>
        </message>
        <message>
            <source>Infra Registry settings</source>
            <translation>Настройки реестра инфраструктуры</translation>
        </message>
        <message>
            <source>Infra Registry: versioned registries of infrastructure</source>
            <translation>Реестр инфраструктуры: реестры с версиями</translation>
        </message>
        <message>
            <source>Inputs</source>
            <translation>Входные данные</translation>
        </message>
        <message>
            <source>Its name, such as road-length, layer-count or people-near-roads.</source>
            <translation>Его имя, например road-length, layer-count или people-near-roads.</translation>
        </message>
        <message>
            <source>JSON (*.json)</source>
            <translation>JSON (*.json)</translation>
        </message>
        <message>
            <source>Keep</source>
            <translation>Оставить</translation>
        </message>
        <message>
            <source>Keep mine</source>
            <translation>Оставить моё</translation>
        </message>
        <message>
            <source>Keep what was edited here</source>
            <translation>Оставить правки отсюда</translation>
        </message>
        <message numerus="yes">
            <source>Keep your values in all of %n feature(s)?</source>
            <translation>
                <numerusform>Оставить ваши значения в %n объекте?</numerusform>
                <numerusform>Оставить ваши значения во всех %n объектах?</numerusform>
                <numerusform>Оставить ваши значения во всех %n объектах?</numerusform>
            </translation>
        </message>
        <message>
            <source>Key</source>
            <translation>Ключ</translation>
        </message>
        <message>
            <source>Kilometre and metre as on a km post, 513+850, or with decimals, 513.85</source>
            <translation>Километр и метр, как на километровом знаке: 513+850, или десятичной дробью: 513,85</translation>
        </message>
        <message>
            <source>Kilometre hatches</source>
            <translation>Километровые засечки</translation>
        </message>
        <message>
            <source>Kilometres and metres, 513+850 or 513.85.</source>
            <translation>Километры и метры: 513+850 или 513,85.</translation>
        </message>
        <message>
            <source>Kilometres as 12.5, or 12+500.</source>
            <translation>Километры: 12,5 или 12+500.</translation>
        </message>
        <message>
            <source>Kilometres of road repaired: every metre once, however many works overlap on it, beside the plain sum of works and lane-kilometres.</source>
            <translation>Отремонтированные километры дорог: каждый метр один раз, сколько бы работ на нём ни перекрывалось, рядом с простой суммой работ и полосо-километрами.</translation>
        </message>
        <message>
            <source>Km posts</source>
            <translation>Километровые знаки</translation>
        </message>
        <message>
            <source>Lane-kilometres</source>
            <translation>Полосо-километры</translation>
        </message>
        <message>
            <source>Language</source>
            <translation>Язык</translation>
        </message>
        <message>
            <source>Largest residual along the road, m</source>
            <translation>Наибольшая невязка вдоль дороги, м</translation>
        </message>
        <message>
            <source>Last commit of the day</source>
            <translation>Последняя фиксация дня</translation>
        </message>
        <message>
            <source>Last day of the period; to the end if empty.</source>
            <translation>Последний день периода; если пусто — до конца.</translation>
        </message>
        <message>
            <source>Latitude</source>
            <translation>Широта</translation>
        </message>
        <message>
            <source>Layer</source>
            <translation>Слой</translation>
        </message>
        <message>
            <source>Layer at that version</source>
            <translation>Слой в той версии</translation>
        </message>
        <message>
            <source>Layers</source>
            <translation>Слои</translation>
        </message>
        <message>
            <source>Layers defined in a folder (*.toml)</source>
            <translation>Слои, описанные в папке (*.toml)</translation>
        </message>
        <message>
            <source>Layers of a registry</source>
            <translation>Слои реестра</translation>
        </message>
        <message>
            <source>Layers that come with the plugin</source>
            <translation>Слои, идущие с модулем</translation>
        </message>
        <message>
            <source>Leave features changed later as they are</source>
            <translation>Оставить изменённые позже объекты как есть</translation>
        </message>
        <message>
            <source>Left out</source>
            <translation>Не учтено</translation>
        </message>
        <message>
            <source>Left out ({count})</source>
            <translation>Не учтено ({count})</translation>
        </message>
        <message>
            <source>Likewise; nothing for events at one place.</source>
            <translation>Так же; пусто для событий в одной точке.</translation>
        </message>
        <message>
            <source>Lines behind the figures</source>
            <translation>Линии за цифрами</translation>
        </message>
        <message>
            <source>List indicators</source>
            <translation>Список показателей</translation>
        </message>
        <message>
            <source>List only the commits of this feature</source>
            <translation>Показать фиксации только этого объекта</translation>
        </message>
        <message>
            <source>List routes</source>
            <translation>Список дорог</translation>
        </message>
        <message>
            <source>List tags</source>
            <translation>Список меток</translation>
        </message>
        <message>
            <source>Lists every indicator with its formula, source, groupings and parameters.</source>
            <translation>Перечисляет все показатели с формулой, источником, группировками и параметрами.</translation>
        </message>
        <message>
            <source>Lists the commits of a registry, newest first: number, time, author, message, and how many features of which layers were added, changed and deleted.</source>
            <translation>Перечисляет фиксации реестра, новые сверху: номер, время, автор, сообщение и сколько объектов каких слоёв добавлено, изменено и удалено.</translation>
        </message>
        <message>
            <source>Lists the layers of a registry with their titles, kinds, counts and last changes.</source>
            <translation>Перечисляет слои реестра: названия, вид, число объектов, последние изменения.</translation>
        </message>
        <message>
            <source>Lists the life of one feature: each commit that changed it, and every value before and after.</source>
            <translation>Жизнь одного объекта: каждая фиксация, менявшая его, и все значения до и после.</translation>
        </message>
        <message>
            <source>Lists the routes of a registry with their names and first and last kilometres.</source>
            <translation>Перечисляет дороги реестра с названиями, первым и последним километром.</translation>
        </message>
        <message>
            <source>Lists the tags of a registry with the commits that they name.</source>
            <translation>Перечисляет метки реестра с названными ими фиксациями.</translation>
        </message>
        <message>
            <source>Load</source>
            <translation>Загрузить</translation>
        </message>
        <message>
            <source>Load a version as layers</source>
            <translation>Загрузить версию в виде слоёв</translation>
        </message>
        <message>
            <source>Load a version of a layer</source>
            <translation>Загрузить версию слоя</translation>
        </message>
        <message>
            <source>Load all versions of the layers and move the map through them</source>
            <translation>Загрузить все версии слоёв и провести по ним карту</translation>
        </message>
        <message>
            <source>Load this version as layers</source>
            <translation>Загрузить эту версию в виде слоёв</translation>
        </message>
        <message>
            <source>Load this version as layers…</source>
            <translation>Загрузить эту версию в виде слоёв…</translation>
        </message>
        <message>
            <source>Locate points on roads</source>
            <translation>Найти точки на дорогах</translation>
        </message>
        <message>
            <source>Located points</source>
            <translation>Найденные точки</translation>
        </message>
        <message>
            <source>Log</source>
            <translation>Журнал</translation>
        </message>
        <message>
            <source>Longitude</source>
            <translation>Долгота</translation>
        </message>
        <message>
            <source>Look again</source>
            <translation>Проверить снова</translation>
        </message>
        <message>
            <source>Looking at drawings of events</source>
            <translation>Просмотр отрисовки событий</translation>
        </message>
        <message>
            <source>Looking how the commit ended …</source>
            <translation>Проверка, чем кончилась фиксация …</translation>
        </message>
        <message>
            <source>Looks for faults in the layers: values that break rules, invalid and doubled geometries, measures that do not fit their roads, references to nothing, sections that overlap, and more.</source>
            <translation>Ищет ошибки в слоях: значения против правил, неверные и повторные геометрии, километраж не по дороге, ссылки в никуда, перекрытия участков и другое.</translation>
        </message>
        <message>
            <source>Make</source>
            <translation>Создать</translation>
        </message>
        <message>
            <source>Make %1 what it was in version %2? A new commit by %3 does it:</source>
            <translation>Сделать %1 таким, как в версии %2? Это сделает новая фиксация от %3:</translation>
        </message>
        <message>
            <source>Make a new registry</source>
            <translation>Создать новый реестр</translation>
        </message>
        <message>
            <source>Make a new registry…</source>
            <translation>Создать новый реестр…</translation>
        </message>
        <message>
            <source>Make a road work or a survey by clicking its two ends</source>
            <translation>Создать работу или обследование, щёлкнув на дороге его начало и конец</translation>
        </message>
        <message>
            <source>Make the registry {name}</source>
            <translation>Создание реестра {name}</translation>
        </message>
        <message>
            <source>Make this folder and install the packages there (about 1 GB)</source>
            <translation>Создать эту папку и установить туда пакеты (около 1 ГБ)</translation>
        </message>
        <message>
            <source>Makes a feature what it was at an older version, by a new commit; a deleted feature comes back. Nothing is removed from the history.</source>
            <translation>Новой фиксацией делает объект таким, каким он был в старой версии; удалённый возвращается. Из истории ничего не удаляется.</translation>
        </message>
        <message>
            <source>Makes a new registry: one GeoPackage that keeps every version of its layers. Its layers are those that come with the plugin (roads, repairs, condition, landfills, tourism zones and more), those of a folder of definitions, or none.</source>
            <translation>Создаёт новый реестр: один GeoPackage со всеми версиями слоёв. Слои — те, что идут с модулем (дороги, ремонты, состояние, полигоны отходов, туристские зоны и другие), из папки описаний или никаких.</translation>
        </message>
        <message>
            <source>Making the virtual environment…</source>
            <translation>Создание виртуальной среды…</translation>
        </message>
        <message>
            <source>Measure</source>
            <translation>Километраж</translation>
        </message>
        <message>
            <source>Measures a road by the km posts of a point layer and tells how well each fits: how far it stands from the line, and how far its kilometre is from what its neighbours make of its place. Nothing is written into the registry.</source>
            <translation>Размечает дорогу по километровым знакам точечного слоя и говорит, насколько подходит каждый: как далеко он от линии и насколько его километр расходится с тем, что дают соседи. В реестр ничего не пишется.</translation>
        </message>
        <message numerus="yes">
            <source>Mend %n value(s) against the rules first.</source>
            <translation>
                <numerusform>Сначала исправьте %n значение, нарушающее правила.</numerusform>
                <numerusform>Сначала исправьте %n значения, нарушающие правила.</numerusform>
                <numerusform>Сначала исправьте %n значений, нарушающих правила.</numerusform>
            </translation>
        </message>
        <message>
            <source>Mending values …</source>
            <translation>Исправление значений …</translation>
        </message>
        <message>
            <source>Message</source>
            <translation>Сообщение</translation>
        </message>
        <message>
            <source>Metres around its features that count as covered too.</source>
            <translation>Метры вокруг его объектов, тоже считающиеся покрытыми.</translation>
        </message>
        <message>
            <source>Metres beside the road: to the right if positive, to the left if negative.</source>
            <translation>Метры в сторону от дороги: вправо при плюсе, влево при минусе.</translation>
        </message>
        <message>
            <source>Metres from a road within which a point is located on it.</source>
            <translation>Метры от дороги, в пределах которых точка на ней находится.</translation>
        </message>
        <message>
            <source>Metres within which a road is near.</source>
            <translation>Метры, в пределах которых дорога считается близкой.</translation>
        </message>
        <message>
            <source>Mine</source>
            <translation>Моё</translation>
        </message>
        <message>
            <source>Missing for: {what}</source>
            <translation>Не хватает для: {what}</translation>
        </message>
        <message>
            <source>More</source>
            <translation>Ещё</translation>
        </message>
        <message>
            <source>More filters: author, layer, days, extent</source>
            <translation>Ещё отбор: автор, слой, дни, охват</translation>
        </message>
        <message>
            <source>More settings</source>
            <translation>Ещё параметры</translation>
        </message>
        <message>
            <source>NAME=VALUE, one a line or apart by semicolons; several values apart by commas.</source>
            <translation>ИМЯ=ЗНАЧЕНИЕ, по одному на строку или через точку с запятой; несколько значений через запятую.</translation>
        </message>
        <message>
            <source>Name of the layer in the registry, such as roads or repairs.</source>
            <translation>Имя слоя в реестре, например roads или repairs.</translation>
        </message>
        <message>
            <source>Name version %1:</source>
            <translation>Назвать версию %1:</translation>
        </message>
        <message>
            <source>Name, such as 2024-report</source>
            <translation>Имя, например 2024-report</translation>
        </message>
        <message>
            <source>Named on</source>
            <translation>Названа</translation>
        </message>
        <message>
            <source>Names apart by commas, such as year,work_type.</source>
            <translation>Имена через запятую, например year,work_type.</translation>
        </message>
        <message>
            <source>Names of layers, apart by commas; all layers if empty.</source>
            <translation>Имена слоёв через запятую; если пусто — все слои.</translation>
        </message>
        <message>
            <source>New construction never counts as repair.</source>
            <translation>Новое строительство ремонтом не считается.</translation>
        </message>
        <message>
            <source>New event on a road</source>
            <translation>Новое событие на дороге</translation>
        </message>
        <message>
            <source>New event: %1</source>
            <translation>Новое событие: %1</translation>
        </message>
        <message>
            <source>Newer commits in the registry (-1 if it cannot be reached)</source>
            <translation>Более новые фиксации в реестре (-1, если он недоступен)</translation>
        </message>
        <message>
            <source>Newer version</source>
            <translation>Новая версия</translation>
        </message>
        <message>
            <source>Newest</source>
            <translation>Последняя</translation>
        </message>
        <message>
            <source>No change passes the filter.</source>
            <translation>Отбору не соответствует ни одно изменение.</translation>
        </message>
        <message>
            <source>No commit passes the filter.</source>
            <translation>Отбору не соответствует ни одна фиксация.</translation>
        </message>
        <message>
            <source>No events here</source>
            <translation>Событий здесь нет</translation>
        </message>
        <message>
            <source>No feature differs.</source>
            <translation>Ни один объект не отличается.</translation>
        </message>
        <message>
            <source>No layers yet</source>
            <translation>Пока без слоёв</translation>
        </message>
        <message>
            <source>No map is open yet. Make a project with a background map first, then choose the area.</source>
            <translation>Карта ещё не открыта. Сначала создайте проект с фоновой картой, затем выберите территорию.</translation>
        </message>
        <message>
            <source>No message</source>
            <translation>Без сообщения</translation>
        </message>
        <message>
            <source>No polygon is selected; select one or more on the map first.</source>
            <translation>Полигоны не выделены; сначала выделите на карте один или несколько.</translation>
        </message>
        <message>
            <source>No registry is open</source>
            <translation>Реестр не открыт</translation>
        </message>
        <message>
            <source>No registry is open.</source>
            <translation>Реестр не открыт.</translation>
        </message>
        <message>
            <source>No version has a name yet. Choose a commit and name it below.</source>
            <translation>Ни у одной версии ещё нет имени. Выберите фиксацию и назовите её ниже.</translation>
        </message>
        <message>
            <source>No workspace is in the project. Check layers out of a registry first.</source>
            <translation>В проекте нет рабочей копии. Сначала выгрузите слои из реестра.</translation>
        </message>
        <message>
            <source>No workspace is in this project yet. Open a registry, tick layers and check them out: they come styled, are edited with QGIS's own tools, and committed back from here.</source>
            <translation>В этом проекте ещё нет рабочей копии. Откройте реестр, отметьте слои и выгрузите их: они приходят оформленными, правятся средствами QGIS и фиксируются отсюда же.</translation>
        </message>
        <message>
            <source>None</source>
            <translation>Ни одного</translation>
        </message>
        <message>
            <source>None of these layers was in the registry then.</source>
            <translation>Тогда в реестре не было ни одного из этих слоёв.</translation>
        </message>
        <message>
            <source>Not in the project: {layers}. Add the layer to select its features.</source>
            <translation>Нет в проекте: {layers}. Добавьте слой, чтобы выделять его объекты.</translation>
        </message>
        <message>
            <source>Not now</source>
            <translation>Не сейчас</translation>
        </message>
        <message>
            <source>Not set up. Everyday work needs none; statistics, import, reports and PostGIS do. Setting it up changes nothing in QGIS itself.</source>
            <translation>Не настроена. Для обычной работы она не нужна; нужна статистике, импорту, отчётам и PostGIS. Настройка ничего не меняет в самом QGIS.</translation>
        </message>
        <message>
            <source>Notes</source>
            <translation>Примечания</translation>
        </message>
        <message>
            <source>Notes ({count})</source>
            <translation>Примечания ({count})</translation>
        </message>
        <message>
            <source>Nothing had changed; no commit was made.</source>
            <translation>Ничего не изменилось; фиксации нет.</translation>
        </message>
        <message>
            <source>Nothing was changed here since the last commit. Edit the layers and save; each save shows here.</source>
            <translation>С последней фиксации здесь ничего не менялось. Правьте слои и сохраняйте; каждое сохранение появится здесь.</translation>
        </message>
        <message numerus="yes">
            <source>Nothing was committed yet: %n conflict(s) with what others committed.</source>
            <translation>
                <numerusform>Пока ничего не зафиксировано: %n конфликт с чужими фиксациями.</numerusform>
                <numerusform>Пока ничего не зафиксировано: %n конфликта с чужими фиксациями.</numerusform>
                <numerusform>Пока ничего не зафиксировано: %n конфликтов с чужими фиксациями.</numerusform>
            </translation>
        </message>
        <message>
            <source>Now</source>
            <translation>Стало</translation>
        </message>
        <message>
            <source>Number of commits listed</source>
            <translation>Число перечисленных фиксаций</translation>
        </message>
        <message>
            <source>Number of errors</source>
            <translation>Число ошибок</translation>
        </message>
        <message>
            <source>Number of features</source>
            <translation>Число объектов</translation>
        </message>
        <message>
            <source>Number of indicators</source>
            <translation>Число показателей</translation>
        </message>
        <message>
            <source>Number of layers</source>
            <translation>Число слоёв</translation>
        </message>
        <message>
            <source>Number of routes</source>
            <translation>Число дорог</translation>
        </message>
        <message>
            <source>Number of tags</source>
            <translation>Число меток</translation>
        </message>
        <message>
            <source>Number of the commit (0 if nothing had changed)</source>
            <translation>Номер фиксации (0, если ничего не изменилось)</translation>
        </message>
        <message>
            <source>Number of the new commit (0 if nothing had changed)</source>
            <translation>Номер новой фиксации (0, если ничего не изменилось)</translation>
        </message>
        <message>
            <source>Number of the newest commit</source>
            <translation>Номер последней фиксации</translation>
        </message>
        <message>
            <source>Number of versions</source>
            <translation>Число версий</translation>
        </message>
        <message>
            <source>Number of warnings</source>
            <translation>Число предупреждений</translation>
        </message>
        <message>
            <source>Number of works</source>
            <translation>Число работ</translation>
        </message>
        <message>
            <source>Of a file that does not tell its own, such as EPSG:4326.</source>
            <translation>Для файла, где она не указана, например EPSG:4326.</translation>
        </message>
        <message>
            <source>Offset, m</source>
            <translation>Смещение, м</translation>
        </message>
        <message>
            <source>Older version</source>
            <translation>Старая версия</translation>
        </message>
        <message>
            <source>On a day…</source>
            <translation>На день…</translation>
        </message>
        <message>
            <source>On the map:</source>
            <translation>На карте:</translation>
        </message>
        <message>
            <source>Only %1.</source>
            <translation>Только %1.</translation>
        </message>
        <message>
            <source>Only all-season roads</source>
            <translation>Только всесезонные дороги</translation>
        </message>
        <message>
            <source>Only commits from this day on, such as 2024-01-01.</source>
            <translation>Только фиксации с этого дня, например 2024-01-01.</translation>
        </message>
        <message>
            <source>Only commits of %1</source>
            <translation>Только фиксации %1</translation>
        </message>
        <message>
            <source>Only commits of this author; all if empty.</source>
            <translation>Только фиксации этого автора; если пусто — все.</translation>
        </message>
        <message>
            <source>Only commits that changed this layer; all if empty.</source>
            <translation>Только фиксации, менявшие этот слой; если пусто — все.</translation>
        </message>
        <message>
            <source>Only commits that touched features here; all if empty.</source>
            <translation>Только фиксации, затронувшие объекты здесь; если пусто — все.</translation>
        </message>
        <message>
            <source>Only commits up to this day, such as 2024-12-31.</source>
            <translation>Только фиксации по этот день, например 2024-12-31.</translation>
        </message>
        <message>
            <source>Only commits whose message holds this text; all if empty.</source>
            <translation>Только фиксации с этим текстом в сообщении; если пусто — все.</translation>
        </message>
        <message>
            <source>Only conflicts of this feature; of all features if empty.</source>
            <translation>Только конфликты этого объекта; если пусто — всех объектов.</translation>
        </message>
        <message>
            <source>Only conflicts of this layer; of all layers if empty.</source>
            <translation>Только конфликты этого слоя; если пусто — всех слоёв.</translation>
        </message>
        <message>
            <source>Only features where</source>
            <translation>Только объекты, где</translation>
        </message>
        <message>
            <source>Only features whose bounding box overlaps this one; all if empty.</source>
            <translation>Только объекты, чья рамка пересекает эту; если пусто — все.</translation>
        </message>
        <message>
            <source>Only routes whose id or name holds it; all if empty.</source>
            <translation>Только дороги, у которых это есть в id или названии; если пусто — все.</translation>
        </message>
        <message>
            <source>Only this route</source>
            <translation>Только эта дорога</translation>
        </message>
        <message>
            <source>Only what touched the extent shown</source>
            <translation>Только то, что затронуло показанный охват</translation>
        </message>
        <message>
            <source>Open a registry</source>
            <translation>Открыть реестр</translation>
        </message>
        <message>
            <source>Open a registry to see its history.</source>
            <translation>Откройте реестр, чтобы увидеть его историю.</translation>
        </message>
        <message>
            <source>Open a registry, or a workspace of one, to count what is in it.</source>
            <translation>Откройте реестр или его рабочую копию, чтобы посчитать, что в нём.</translation>
        </message>
        <message>
            <source>Open a registry…</source>
            <translation>Открыть реестр…</translation>
        </message>
        <message>
            <source>Open a workspace</source>
            <translation>Открыть рабочую копию</translation>
        </message>
        <message>
            <source>Open a workspace that was checked out before</source>
            <translation>Открыть выгруженную ранее рабочую копию</translation>
        </message>
        <message>
            <source>Open conflicts</source>
            <translation>Открытые конфликты</translation>
        </message>
        <message>
            <source>Open the form</source>
            <translation>Открыть форму</translation>
        </message>
        <message>
            <source>Open the registry file of your region, or make a new one with the layers that come with the plugin.</source>
            <translation>Откройте файл реестра своей области или создайте новый со слоями, идущими с модулем.</translation>
        </message>
        <message>
            <source>Opened before</source>
            <translation>Открывались раньше</translation>
        </message>
        <message>
            <source>Opening layers of the registry</source>
            <translation>Открытие слоёв реестра</translation>
        </message>
        <message>
            <source>Operations</source>
            <translation>Операции</translation>
        </message>
        <message>
            <source>Outputs</source>
            <translation>Результаты</translation>
        </message>
        <message>
            <source>Own value</source>
            <translation>Своё значение</translation>
        </message>
        <message>
            <source>Own value: choose one field above</source>
            <translation>Своё значение: выберите поле выше</translation>
        </message>
        <message>
            <source>PNG image (*.png)</source>
            <translation>Рисунок PNG (*.png)</translation>
        </message>
        <message>
            <source>Parameters</source>
            <translation>Параметры</translation>
        </message>
        <message>
            <source>Path of a Python, 3.11 or newer</source>
            <translation>Путь к Python 3.11 или новее</translation>
        </message>
        <message>
            <source>People</source>
            <translation>Жители</translation>
        </message>
        <message>
            <source>People near a road</source>
            <translation>Жители рядом с дорогой</translation>
        </message>
        <message>
            <source>People near roads</source>
            <translation>Жители рядом с дорогами</translation>
        </message>
        <message>
            <source>Pick a feature on the map</source>
            <translation>Указать объект на карте</translation>
        </message>
        <message>
            <source>Pick a feature on the map to see who changed it, when and how.</source>
            <translation>Укажите объект на карте, чтобы увидеть, кто, когда и как его менял.</translation>
        </message>
        <message>
            <source>Play the versions one after another</source>
            <translation>Показывать версии одну за другой</translation>
        </message>
        <message>
            <source>Plugin</source>
            <translation>Модуль</translation>
        </message>
        <message>
            <source>Point</source>
            <translation>Точка</translation>
        </message>
        <message>
            <source>Points</source>
            <translation>Точки</translation>
        </message>
        <message>
            <source>Points behind the figures</source>
            <translation>Точки за цифрами</translation>
        </message>
        <message>
            <source>Points in any coordinate system.</source>
            <translation>Точки в любой системе координат.</translation>
        </message>
        <message>
            <source>Points located</source>
            <translation>Найдено точек</translation>
        </message>
        <message>
            <source>Points too far from any road</source>
            <translation>Точки слишком далеко от дорог</translation>
        </message>
        <message>
            <source>Polygons behind the figures</source>
            <translation>Полигоны за цифрами</translation>
        </message>
        <message>
            <source>Polygons that limit what is counted (selected features only, if wanted).</source>
            <translation>Полигоны, которыми ограничен подсчёт (можно только выделенные).</translation>
        </message>
        <message>
            <source>Posts used</source>
            <translation>Использовано знаков</translation>
        </message>
        <message>
            <source>Posts with residuals</source>
            <translation>Знаки с невязками</translation>
        </message>
        <message>
            <source>Protocol</source>
            <translation>Протокол</translation>
        </message>
        <message>
            <source>Puts features of a workspace back to what they were at its last commit or update. The discarded edits cannot be brought back.</source>
            <translation>Возвращает объекты рабочей копии к последней фиксации или обновлению. Отброшенные правки вернуть нельзя.</translation>
        </message>
        <message>
            <source>Python</source>
            <translation>Python</translation>
        </message>
        <message>
            <source>QGIS and its libraries</source>
            <translation>QGIS и его библиотеки</translation>
        </message>
        <message>
            <source>QGIS cannot open %1 of the registry; check that the file is where it was.</source>
            <translation>QGIS не может открыть %1 из реестра; проверьте, на месте ли файл.</translation>
        </message>
        <message>
            <source>QGIS cannot open the layer {title}; check the file out again.</source>
            <translation>QGIS не открывает слой {title}; выгрузите файл заново.</translation>
        </message>
        <message>
            <source>QGIS could not bring back all that was discarded.</source>
            <translation>QGIS не смог вернуть всё отброшенное.</translation>
        </message>
        <message>
            <source>QGIS could not save: {reasons}</source>
            <translation>QGIS не смог сохранить: {reasons}</translation>
        </message>
        <message>
            <source>QGIS's own Python</source>
            <translation>собственный Python QGIS</translation>
        </message>
        <message>
            <source>Read kilometres</source>
            <translation>Определить километр</translation>
        </message>
        <message>
            <source>Read the kilometre of the road under the pointer</source>
            <translation>Показать километр дороги под указателем</translation>
        </message>
        <message>
            <source>Read the registry and the workspaces again</source>
            <translation>Перечитать реестр и рабочие копии</translation>
        </message>
        <message>
            <source>Read the workspace again</source>
            <translation>Перечитать рабочую копию</translation>
        </message>
        <message>
            <source>Reading the workspace …</source>
            <translation>Чтение рабочей копии …</translation>
        </message>
        <message>
            <source>Reading…</source>
            <translation>Чтение…</translation>
        </message>
        <message>
            <source>Receipt</source>
            <translation>Квитанция</translation>
        </message>
        <message>
            <source>Receipt (*.json)</source>
            <translation>Квитанция (*.json)</translation>
        </message>
        <message>
            <source>Receipt {digest}</source>
            <translation>Квитанция {digest}</translation>
        </message>
        <message>
            <source>Reclaimed hectares</source>
            <translation>Рекультивированные гектары</translation>
        </message>
        <message>
            <source>Reclaimed, ha</source>
            <translation>Рекультивировано, га</translation>
        </message>
        <message>
            <source>Refresh the drawings of events</source>
            <translation>Обновить отрисовку событий</translation>
        </message>
        <message>
            <source>Registry</source>
            <translation>Реестр</translation>
        </message>
        <message>
            <source>Remark</source>
            <translation>Примечание</translation>
        </message>
        <message>
            <source>Remark (may be empty)</source>
            <translation>Примечание (можно пустое)</translation>
        </message>
        <message>
            <source>Remove this tag</source>
            <translation>Убрать эту метку</translation>
        </message>
        <message>
            <source>Repaired kilometres</source>
            <translation>Отремонтированные километры</translation>
        </message>
        <message>
            <source>Repairs</source>
            <translation>Ремонты</translation>
        </message>
        <message>
            <source>Report</source>
            <translation>Отчёт</translation>
        </message>
        <message>
            <source>Report as a web page (*.html)</source>
            <translation>Отчёт в виде веб-страницы (*.html)</translation>
        </message>
        <message>
            <source>Report…</source>
            <translation>Отчёт…</translation>
        </message>
        <message>
            <source>Resolution</source>
            <translation>Решение</translation>
        </message>
        <message>
            <source>Resolve conflicts</source>
            <translation>Решить конфликты</translation>
        </message>
        <message>
            <source>Resolve…</source>
            <translation>Решить…</translation>
        </message>
        <message>
            <source>Restore</source>
            <translation>Восстановить</translation>
        </message>
        <message>
            <source>Restore a feature</source>
            <translation>Восстановить объект</translation>
        </message>
        <message>
            <source>Restore the feature as of this version…</source>
            <translation>Восстановить объект по этой версии…</translation>
        </message>
        <message>
            <source>Restoring a feature</source>
            <translation>Восстановление объекта</translation>
        </message>
        <message>
            <source>Revert a commit</source>
            <translation>Отменить фиксацию</translation>
        </message>
        <message>
            <source>Revision {number}</source>
            <translation>Ревизия {number}</translation>
        </message>
        <message numerus="yes">
            <source>Right click: choose among %n road(s).</source>
            <translation>
                <numerusform>Правый щелчок: выбор из %n дороги.</numerusform>
                <numerusform>Правый щелчок: выбор из %n дорог.</numerusform>
                <numerusform>Правый щелчок: выбор из %n дорог.</numerusform>
            </translation>
        </message>
        <message>
            <source>Road</source>
            <translation>Дорога</translation>
        </message>
        <message>
            <source>Roads</source>
            <translation>Дороги</translation>
        </message>
        <message>
            <source>Roads and measures</source>
            <translation>Дороги и километраж</translation>
        </message>
        <message>
            <source>Roads whose all-season value is yes.</source>
            <translation>Дороги, у которых всесезонность — да.</translation>
        </message>
        <message>
            <source>Route</source>
            <translation>Дорога</translation>
        </message>
        <message>
            <source>Routes</source>
            <translation>Дороги</translation>
        </message>
        <message>
            <source>Rows left out</source>
            <translation>Пропущенные строки</translation>
        </message>
        <message>
            <source>Rows that changed nothing</source>
            <translation>Строки без изменений</translation>
        </message>
        <message>
            <source>SQLite has spatial indexes</source>
            <translation>В SQLite есть пространственные индексы</translation>
        </message>
        <message>
            <source>SQLite is new enough</source>
            <translation>SQLite достаточно новый</translation>
        </message>
        <message>
            <source>SVG drawing (*.svg)</source>
            <translation>Рисунок SVG (*.svg)</translation>
        </message>
        <message>
            <source>Satisfactory, km</source>
            <translation>Удовлетворительное, км</translation>
        </message>
        <message>
            <source>Save</source>
            <translation>Сохранить</translation>
        </message>
        <message>
            <source>Save a report…</source>
            <translation>Сохранить отчёт…</translation>
        </message>
        <message>
            <source>Save and stop editing</source>
            <translation>Сохранить и завершить правку</translation>
        </message>
        <message>
            <source>Save edits</source>
            <translation>Сохранить правки</translation>
        </message>
        <message>
            <source>Save the edits of “{layer}” first.</source>
            <translation>Сначала сохраните правки слоя «{layer}».</translation>
        </message>
        <message>
            <source>Save the receipt</source>
            <translation>Сохранить квитанцию</translation>
        </message>
        <message>
            <source>Save the receipt…</source>
            <translation>Сохранить квитанцию…</translation>
        </message>
        <message>
            <source>Save the report</source>
            <translation>Сохранить отчёт</translation>
        </message>
        <message>
            <source>Save the result</source>
            <translation>Сохранить результат</translation>
        </message>
        <message>
            <source>Save them</source>
            <translation>Сохранить их</translation>
        </message>
        <message>
            <source>Saved {path}</source>
            <translation>Сохранено: {path}</translation>
        </message>
        <message>
            <source>Save…</source>
            <translation>Сохранить…</translation>
        </message>
        <message>
            <source>Saving the report</source>
            <translation>Сохранение отчёта</translation>
        </message>
        <message>
            <source>Saving the result</source>
            <translation>Сохранение результата</translation>
        </message>
        <message>
            <source>Say in the message what was changed.</source>
            <translation>Напишите в сообщении, что изменено.</translation>
        </message>
        <message>
            <source>Search in messages</source>
            <translation>Поиск в сообщениях</translation>
        </message>
        <message>
            <source>Select a polygon in the active layer first.</source>
            <translation>Сначала выделите полигон в активном слое.</translation>
        </message>
        <message>
            <source>Select in the layer</source>
            <translation>Выделить в слое</translation>
        </message>
        <message>
            <source>Select one feature of a layer of the registry first, or pick one on the map.</source>
            <translation>Сначала выделите один объект слоя реестра или укажите его на карте.</translation>
        </message>
        <message>
            <source>Select one or more polygons on the map, of any polygon layer.</source>
            <translation>Выделите на карте один или несколько полигонов любого слоя.</translation>
        </message>
        <message>
            <source>Select the features in their layers</source>
            <translation>Выделить объекты в их слоях</translation>
        </message>
        <message>
            <source>Selected polygons of the active layer</source>
            <translation>Выделенные полигоны активного слоя</translation>
        </message>
        <message>
            <source>Self-test</source>
            <translation>Самопроверка</translation>
        </message>
        <message>
            <source>Set</source>
            <translation>Задать</translation>
        </message>
        <message>
            <source>Set it up…</source>
            <translation>Настроить…</translation>
        </message>
        <message>
            <source>Set up</source>
            <translation>Настроить</translation>
        </message>
        <message>
            <source>Set up the environment…</source>
            <translation>Настроить среду…</translation>
        </message>
        <message>
            <source>Set up the full environment</source>
            <translation>Настройка полной среды</translation>
        </message>
        <message>
            <source>Set up…</source>
            <translation>Настроить…</translation>
        </message>
        <message>
            <source>Sets each official statement beside the figure that the registry computes: it agrees, differs by how much, cannot be checked and why, or is a target with its progress. Lists contradictions.</source>
            <translation>Ставит каждое официальное заявление рядом с цифрой, посчитанной по реестру: совпадает, на сколько отличается, нельзя проверить и почему или это цель и её выполнение. Перечисляет противоречия.</translation>
        </message>
        <message>
            <source>Settings…</source>
            <translation>Настройки…</translation>
        </message>
        <message>
            <source>Settlements</source>
            <translation>Населённые пункты</translation>
        </message>
        <message>
            <source>Settlements and people within a distance of a road, and their share.</source>
            <translation>Населённые пункты и жители в пределах расстояния от дороги и их доля.</translation>
        </message>
        <message>
            <source>Settlements near a road</source>
            <translation>Населённые пункты рядом с дорогой</translation>
        </message>
        <message>
            <source>Settles all open conflicts of a workspace in one way, or those of one layer or feature. The conflicts panel shows them one by one; this is for models and batches.</source>
            <translation>Решает все открытые конфликты рабочей копии одним способом или конфликты одного слоя либо объекта. По одному их показывает панель конфликтов; это — для моделей и пакетов.</translation>
        </message>
        <message>
            <source>Share covered (0 to 1)</source>
            <translation>Доля покрытия (от 0 до 1)</translation>
        </message>
        <message>
            <source>Share of good and satisfactory (0 to 1)</source>
            <translation>Доля хорошего и удовлетворительного (от 0 до 1)</translation>
        </message>
        <message>
            <source>Share of people near a road (0 to 1)</source>
            <translation>Доля жителей рядом с дорогой (от 0 до 1)</translation>
        </message>
        <message>
            <source>Share of the sites (0 to 1)</source>
            <translation>Доля площади (от 0 до 1)</translation>
        </message>
        <message>
            <source>Show</source>
            <translation>Показать</translation>
        </message>
        <message>
            <source>Show all</source>
            <translation>Показать все</translation>
        </message>
        <message>
            <source>Show claims with the verdict “{verdict}”</source>
            <translation>Показать заявления с выводом «{verdict}»</translation>
        </message>
        <message>
            <source>Show its history</source>
            <translation>Показать историю</translation>
        </message>
        <message>
            <source>Show only claims that contradict each other</source>
            <translation>Показать только противоречащие заявления</translation>
        </message>
        <message>
            <source>Show the changes</source>
            <translation>Показать изменения</translation>
        </message>
        <message>
            <source>Show them</source>
            <translation>Показать их</translation>
        </message>
        <message>
            <source>Show what this version changed on the map</source>
            <translation>Показать на карте изменения этой версии</translation>
        </message>
        <message>
            <source>Shows the layers, styled, when it is done.</source>
            <translation>По окончании показывает слои с оформлением.</translation>
        </message>
        <message>
            <source>Since</source>
            <translation>С версии</translation>
        </message>
        <message>
            <source>Some events are not drawn where their kilometres say: %1.</source>
            <translation>Линии некоторых событий не совпадают с их километрами: %1.</translation>
        </message>
        <message>
            <source>Something does not work; see the self-test below.</source>
            <translation>Что-то не работает; смотрите самопроверку ниже.</translation>
        </message>
        <message>
            <source>Source</source>
            <translation>Источник</translation>
        </message>
        <message>
            <source>State</source>
            <translation>Состояние</translation>
        </message>
        <message>
            <source>Statement</source>
            <translation>Заявление</translation>
        </message>
        <message>
            <source>Statistics</source>
            <translation>Статистика</translation>
        </message>
        <message>
            <source>Statistics and claims</source>
            <translation>Статистика и заявления</translation>
        </message>
        <message>
            <source>Statistics need the full environment.</source>
            <translation>Для статистики нужна полная среда.</translation>
        </message>
        <message>
            <source>Status of a workspace</source>
            <translation>Состояние рабочей копии</translation>
        </message>
        <message>
            <source>Stop it</source>
            <translation>Остановить</translation>
        </message>
        <message>
            <source>Sum of works, ha</source>
            <translation>Сумма работ, га</translation>
        </message>
        <message>
            <source>Sum of works, km</source>
            <translation>Сумма работ, км</translation>
        </message>
        <message>
            <source>Surveyed, km</source>
            <translation>Обследовано, км</translation>
        </message>
        <message>
            <source>Switch it off</source>
            <translation>Выключить</translation>
        </message>
        <message>
            <source>Switch the mode off</source>
            <translation>Выключить режим</translation>
        </message>
        <message>
            <source>Symbols and forms as defined, in my language</source>
            <translation>Знаки и формы по описанию, на моём языке</translation>
        </message>
        <message>
            <source>System</source>
            <translation>Система</translation>
        </message>
        <message>
            <source>Table of events</source>
            <translation>Таблица событий</translation>
        </message>
        <message>
            <source>Tag</source>
            <translation>Метка</translation>
        </message>
        <message>
            <source>Tag a version</source>
            <translation>Пометить версию</translation>
        </message>
        <message>
            <source>Tag {name}</source>
            <translation>Метка {name}</translation>
        </message>
        <message>
            <source>Tags</source>
            <translation>Метки</translation>
        </message>
        <message>
            <source>Take neither (as before both)</source>
            <translation>Ни то ни другое (как было до обоих)</translation>
        </message>
        <message>
            <source>Take out of the project</source>
            <translation>Убрать из проекта</translation>
        </message>
        <message numerus="yes">
            <source>Take their values in all of %n feature(s)?</source>
            <translation>
                <numerusform>Взять чужие значения в %n объекте?</numerusform>
                <numerusform>Взять чужие значения во всех %n объектах?</numerusform>
                <numerusform>Взять чужие значения во всех %n объектах?</numerusform>
            </translation>
        </message>
        <message>
            <source>Take theirs</source>
            <translation>Взять чужое</translation>
        </message>
        <message>
            <source>Take what others committed</source>
            <translation>Взять зафиксированное другими</translation>
        </message>
        <message>
            <source>Targets</source>
            <translation>Цели</translation>
        </message>
        <message>
            <source>Territory</source>
            <translation>Территория</translation>
        </message>
        <message>
            <source>Territory, km²</source>
            <translation>Территория, км²</translation>
        </message>
        <message>
            <source>Test again</source>
            <translation>Проверить снова</translation>
        </message>
        <message>
            <source>Testing…</source>
            <translation>Проверка…</translation>
        </message>
        <message>
            <source>Text</source>
            <translation>Текст</translation>
        </message>
        <message>
            <source>The GeoPackage that was checked out of a registry.</source>
            <translation>GeoPackage, выгруженный из реестра.</translation>
        </message>
        <message>
            <source>The GeoPackage to make. It must not exist yet.</source>
            <translation>Создаваемый GeoPackage. Его ещё не должно быть.</translation>
        </message>
        <message>
            <source>The GeoPackage to write. It must not exist yet.</source>
            <translation>Записываемый GeoPackage. Его ещё не должно быть.</translation>
        </message>
        <message>
            <source>The area cannot be brought to WGS 84; zoom in, or choose another.</source>
            <translation>Территорию нельзя перевести в WGS 84; приблизьте карту или выберите другую.</translation>
        </message>
        <message>
            <source>The area has no polygon; select one, or leave the area empty.</source>
            <translation>В территории нет полигона; выделите полигон или оставьте её пустой.</translation>
        </message>
        <message numerus="yes">
            <source>The difference shows the first %n feature(s) only.</source>
            <translation>
                <numerusform>В разнице показан только первый %n объект.</numerusform>
                <numerusform>В разнице показаны только первые %n объекта.</numerusform>
                <numerusform>В разнице показаны только первые %n объектов.</numerusform>
            </translation>
        </message>
        <message>
            <source>The edits are saved; the workspace is no longer locked.</source>
            <translation>Правки сохранены; рабочая копия больше не занята.</translation>
        </message>
        <message>
            <source>The environment in {folder} does not start; the diagnostics say why.</source>
            <translation>Среда в {folder} не запускается; причину скажет диагностика.</translation>
        </message>
        <message>
            <source>The environment is gone: {folder}. Set it up again, or do without.</source>
            <translation>Среды больше нет: {folder}. Настройте её снова или обойдитесь без неё.</translation>
        </message>
        <message>
            <source>The environment is set up and works.</source>
            <translation>Среда настроена и работает.</translation>
        </message>
        <message>
            <source>The event would have no length; click its end farther along the road.</source>
            <translation>У события не было бы длины; щёлкните конец дальше по дороге.</translation>
        </message>
        <message>
            <source>The feature is now as it was then; there is nothing to restore.</source>
            <translation>Объект и сейчас такой же; восстанавливать нечего.</translation>
        </message>
        <message>
            <source>The feature is restored by version %2.</source>
            <translation>Объект восстановлен версией %2.</translation>
        </message>
        <message>
            <source>The feature {number} could not be written: {error}</source>
            <translation>Объект {number} не удалось записать: {error}</translation>
        </message>
        <message>
            <source>The feature's uid, 32 hexadecimal digits, as in its attributes.</source>
            <translation>uid объекта, 32 шестнадцатеричные цифры, как в его атрибутах.</translation>
        </message>
        <message>
            <source>The features that differ, with the fields layer, uid, kind, label, fields, changes.</source>
            <translation>Отличающиеся объекты с полями layer, uid, kind, label, fields, changes.</translation>
        </message>
        <message>
            <source>The features that were counted, each drawn where it counts.</source>
            <translation>Учтённые объекты, каждый нарисован там, где учтён.</translation>
        </message>
        <message>
            <source>The features with all their fields and their uid.</source>
            <translation>Объекты со всеми полями и uid.</translation>
        </message>
        <message>
            <source>The figure that the chart shows</source>
            <translation>Цифра, показанная на диаграмме</translation>
        </message>
        <message>
            <source>The file stays, and with it what was edited.</source>
            <translation>Файл остаётся, и правки в нём тоже.</translation>
        </message>
        <message>
            <source>The file to read.</source>
            <translation>Файл для чтения.</translation>
        </message>
        <message>
            <source>The file to write.</source>
            <translation>Файл для записи.</translation>
        </message>
        <message>
            <source>The first %1 of %2 changed features are listed.</source>
            <translation>Показаны первые %1 из %2 изменённых объектов.</translation>
        </message>
        <message>
            <source>The full environment is set up: statistics, import and reports are at hand.</source>
            <translation>Полная среда настроена: доступны статистика, импорт и отчёты.</translation>
        </message>
        <message>
            <source>The full environment would not start; everyday work goes on with QGIS's own Python.</source>
            <translation>Полная среда не запускается; обычная работа идёт на Python самого QGIS.</translation>
        </message>
        <message>
            <source>The layer definitions are here</source>
            <translation>Описания слоёв на месте</translation>
        </message>
        <message>
            <source>The layer that covers, such as tourism_zones.</source>
            <translation>Покрывающий слой, например tourism_zones.</translation>
        </message>
        <message>
            <source>The layers do not fit the registry; see the notice above.</source>
            <translation>Слои не соответствуют реестру; смотрите сообщение выше.</translation>
        </message>
        <message>
            <source>The layers that come with the plugin: roads, repairs, landfills…</source>
            <translation>Слои, идущие с модулем: дороги, ремонты, полигоны отходов…</translation>
        </message>
        <message>
            <source>The map cannot show this place in its coordinate system; choose another.</source>
            <translation>Карта не может показать это место в своей системе координат; выберите другую.</translation>
        </message>
        <message>
            <source>The name that your commits carry in the history.</source>
            <translation>Имя, с которым ваши фиксации видны в истории.</translation>
        </message>
        <message>
            <source>The name; no two tags share one.</source>
            <translation>Имя; у двух меток оно не совпадает.</translation>
        </message>
        <message>
            <source>The nearest road again</source>
            <translation>Снова ближайшая дорога</translation>
        </message>
        <message numerus="yes">
            <source>The next report has %n result(s).</source>
            <translation>
                <numerusform>В следующем отчёте %n результат.</numerusform>
                <numerusform>В следующем отчёте %n результата.</numerusform>
                <numerusform>В следующем отчёте %n результатов.</numerusform>
            </translation>
        </message>
        <message>
            <source>The number of the commit, as the history lists it.</source>
            <translation>Номер фиксации, как в истории.</translation>
        </message>
        <message>
            <source>The offset in which days are meant.</source>
            <translation>Смещение, в котором понимаются дни.</translation>
        </message>
        <message>
            <source>The point, with route_id and km.</source>
            <translation>Точка с полями route_id и km.</translation>
        </message>
        <message>
            <source>The points to locate, in any coordinate system.</source>
            <translation>Точки для поиска, в любой системе координат.</translation>
        </message>
        <message>
            <source>The points with route_id, road, km, measure_m, distance_m and side.</source>
            <translation>Точки с полями route_id, road, km, measure_m, distance_m и side.</translation>
        </message>
        <message>
            <source>The polygon is drawn; check out what lies in it.</source>
            <translation>Полигон нарисован; выгрузите то, что в нём.</translation>
        </message>
        <message>
            <source>The polygon is not drawn yet; end it with a right click on the map.</source>
            <translation>Полигон ещё не нарисован; завершите его правым щелчком на карте.</translation>
        </message>
        <message>
            <source>The posts with status, off_m (metres from the line) and left_out_m.</source>
            <translation>Знаки с полями status, off_m (метры от линии) и left_out_m.</translation>
        </message>
        <message>
            <source>The project is in automatic transaction mode: QGIS keeps the workspace locked while layers are edited. Save and stop editing before you discard or commit.</source>
            <translation>Проект в режиме автоматических транзакций: пока слои правятся, QGIS держит рабочую копию занятой. Сохраните и завершите правку, прежде чем отбрасывать или фиксировать.</translation>
        </message>
        <message>
            <source>The project is in automatic transaction mode: QGIS would lock the workspace for as long as a layer is edited.</source>
            <translation>Проект в режиме автоматических транзакций: QGIS держал бы рабочую копию занятой всё время правки слоя.</translation>
        </message>
        <message>
            <source>The receipt holds</source>
            <translation>Квитанция подтверждается</translation>
        </message>
        <message>
            <source>The receipt holds.</source>
            <translation>Квитанция подтверждается.</translation>
        </message>
        <message>
            <source>The registry cannot be opened</source>
            <translation>Реестр не открывается</translation>
        </message>
        <message>
            <source>The registry is not at {path}; edits are safe here meanwhile.</source>
            <translation>Реестра нет в {path}; правки здесь пока в сохранности.</translation>
        </message>
        <message>
            <source>The registry is not sound.</source>
            <translation>Реестр нарушен.</translation>
        </message>
        <message>
            <source>The registry is on a network share: locks of other computers may not be seen there.</source>
            <translation>Реестр на сетевом диске: блокировки других компьютеров там могут быть не видны.</translation>
        </message>
        <message>
            <source>The registry is out of reach; your changes stay in the workspace until it is back.</source>
            <translation>Реестр недоступен; до его возвращения изменения остаются в рабочей копии.</translation>
        </message>
        <message>
            <source>The registry is sound</source>
            <translation>Реестр цел</translation>
        </message>
        <message>
            <source>The registry is sound.</source>
            <translation>Реестр цел.</translation>
        </message>
        <message>
            <source>The registry was made</source>
            <translation>Реестр создан</translation>
        </message>
        <message>
            <source>The registry {name} is made.</source>
            <translation>Реестр {name} создан.</translation>
        </message>
        <message>
            <source>The registry {registry} is out of reach. You can go on editing; the commit has to wait.</source>
            <translation>Реестр {registry} недоступен. Править можно и дальше; фиксация подождёт.</translation>
        </message>
        <message>
            <source>The registry's GeoPackage.</source>
            <translation>GeoPackage реестра.</translation>
        </message>
        <message>
            <source>The route_id of a road; the nearest road if empty.</source>
            <translation>route_id дороги; если пусто — ближайшая.</translation>
        </message>
        <message>
            <source>The route_id of the road.</source>
            <translation>route_id дороги.</translation>
        </message>
        <message>
            <source>The rows with their lines (points without a field of the end), length_km and problem.</source>
            <translation>Строки с линиями (без поля конца — с точками), length_km и problem.</translation>
        </message>
        <message>
            <source>The share of a territory that polygons of a layer cover, such as tourism zones. Overlaps count once.</source>
            <translation>Доля территории, покрытая полигонами слоя, например туристскими зонами. Перекрытия считаются один раз.</translation>
        </message>
        <message>
            <source>The share of roads in good and satisfactory condition, by the newest survey on each metre, with kilometres by class and how much was surveyed at all.</source>
            <translation>Доля дорог в хорошем и удовлетворительном состоянии по последнему обследованию каждого метра, с километрами по классам и общей долей обследованного.</translation>
        </message>
        <message>
            <source>The table shows the first {shown} of {count} rows; the exports hold all.</source>
            <translation>В таблице первые {shown} из {count} строк; в экспорте все.</translation>
        </message>
        <message>
            <source>The tag %1 is removed; the version stays.</source>
            <translation>Метка %1 убрана; версия остаётся.</translation>
        </message>
        <message>
            <source>The two versions do not differ in these layers.</source>
            <translation>В этих слоях две версии не отличаются.</translation>
        </message>
        <message>
            <source>The worker has not been heard of for a while.</source>
            <translation>Рабочий процесс давно не отвечает.</translation>
        </message>
        <message>
            <source>The workspace has not been read yet.</source>
            <translation>Рабочая копия ещё не прочитана.</translation>
        </message>
        <message>
            <source>The workspace whose changes are shown</source>
            <translation>Рабочая копия, изменения которой показаны</translation>
        </message>
        <message>
            <source>Theirs</source>
            <translation>Чужое</translation>
        </message>
        <message>
            <source>Theirs: {author}, {time}, revision {revision}: {message}</source>
            <translation>Чужое: {author}, {time}, ревизия {revision}: {message}</translation>
        </message>
        <message>
            <source>There are edits that QGIS has not saved: {layers}.</source>
            <translation>Есть правки, не сохранённые в QGIS: {layers}.</translation>
        </message>
        <message>
            <source>There are no conflicts. Nothing stands in the way of the commit.</source>
            <translation>Конфликтов нет. Фиксации ничто не мешает.</translation>
        </message>
        <message>
            <source>There are no roads yet; open a registry, or a workspace with its roads.</source>
            <translation>Дорог пока нет; откройте реестр или рабочую копию с дорогами.</translation>
        </message>
        <message>
            <source>There is no feature of a registry here; click on one.</source>
            <translation>Здесь нет объекта реестра; щёлкните по нему.</translation>
        </message>
        <message>
            <source>There is no layer of roads in the project; check one out first.</source>
            <translation>В проекте нет слоя дорог; сначала выгрузите его.</translation>
        </message>
        <message>
            <source>There is no road here; click nearer to one, or zoom in.</source>
            <translation>Здесь нет дороги; щёлкните ближе к ней или приблизьте карту.</translation>
        </message>
        <message>
            <source>There is no such road; choose one of the list.</source>
            <translation>Такой дороги нет; выберите из списка.</translation>
        </message>
        <message>
            <source>There is no workspace to commit.</source>
            <translation>Нет рабочей копии, которую можно зафиксировать.</translation>
        </message>
        <message>
            <source>There is nothing to commit.</source>
            <translation>Фиксировать нечего.</translation>
        </message>
        <message>
            <source>There was nothing to commit.</source>
            <translation>Фиксировать было нечего.</translation>
        </message>
        <message>
            <source>This feature was never committed; it has no history yet.</source>
            <translation>Этот объект ещё не фиксировали; истории у него пока нет.</translation>
        </message>
        <message>
            <source>This needs the full environment: set it up once with Infra Registry &gt; Settings, then run it again.</source>
            <translation>Нужна полная среда: настройте её один раз через «Реестр инфраструктуры &gt; Настройки», затем запустите снова.</translation>
        </message>
        <message>
            <source>This panel is not part of this build of the plugin.</source>
            <translation>Этой панели нет в этой сборке модуля.</translation>
        </message>
        <message>
            <source>This project is in automatic transaction mode, which locks the workspace as long as a layer is edited: save or stop editing before you commit or update.</source>
            <translation>Проект в режиме автоматических транзакций, который держит рабочую копию занятой, пока слой правится: сохраните или завершите правку до фиксации или обновления.</translation>
        </message>
        <message>
            <source>Through the versions</source>
            <translation>По версиям</translation>
        </message>
        <message>
            <source>Time slider</source>
            <translation>Шкала времени</translation>
        </message>
        <message>
            <source>Time zone</source>
            <translation>Часовой пояс</translation>
        </message>
        <message>
            <source>Totals (JSON)</source>
            <translation>Итоги (JSON)</translation>
        </message>
        <message>
            <source>Try again</source>
            <translation>Повторить</translation>
        </message>
        <message>
            <source>Try km posts on a road</source>
            <translation>Примерить километровые знаки к дороге</translation>
        </message>
        <message>
            <source>Trying the worker in it…</source>
            <translation>Проба рабочего процесса в ней…</translation>
        </message>
        <message>
            <source>Types of work that count</source>
            <translation>Учитываемые виды работ</translation>
        </message>
        <message>
            <source>Undo</source>
            <translation>Вернуть</translation>
        </message>
        <message>
            <source>Undo the rest</source>
            <translation>Отменить остальное</translation>
        </message>
        <message>
            <source>Undo this commit</source>
            <translation>Отменить эту фиксацию</translation>
        </message>
        <message>
            <source>Undo this commit by a new one…</source>
            <translation>Отменить эту фиксацию новой…</translation>
        </message>
        <message>
            <source>Undo “%1”? A new commit by %2 brings back what stood there before; values that other commits gave stay. Nothing is removed from the history.</source>
            <translation>Отменить «%1»? Новая фиксация от %2 вернёт прежнее; значения из других фиксаций останутся. Из истории ничего не удаляется.</translation>
        </message>
        <message>
            <source>Undoes one commit by a new one. If later commits changed the same features, it stops, unless they are to stay as they are.</source>
            <translation>Отменяет одну фиксацию новой. Если те же объекты менялись позже, останавливается, если не указано оставить их как есть.</translation>
        </message>
        <message>
            <source>Undoing a commit</source>
            <translation>Отмена фиксации</translation>
        </message>
        <message>
            <source>Unsatisfactory, km</source>
            <translation>Неудовлетворительное, км</translation>
        </message>
        <message>
            <source>Until</source>
            <translation>По</translation>
        </message>
        <message>
            <source>Update</source>
            <translation>Обновить</translation>
        </message>
        <message>
            <source>Update a workspace</source>
            <translation>Обновить рабочую копию</translation>
        </message>
        <message>
            <source>Update the workspace to see it there.</source>
            <translation>Обновите рабочую копию, чтобы увидеть это в ней.</translation>
        </message>
        <message>
            <source>Update the workspace {name}</source>
            <translation>Обновление рабочей копии {name}</translation>
        </message>
        <message>
            <source>Use one that is there…</source>
            <translation>Взять готовую…</translation>
        </message>
        <message>
            <source>Use the selected feature</source>
            <translation>Взять выделенный объект</translation>
        </message>
        <message>
            <source>Value</source>
            <translation>Значение</translation>
        </message>
        <message>
            <source>Verdict</source>
            <translation>Вывод</translation>
        </message>
        <message>
            <source>Verify</source>
            <translation>Проверить</translation>
        </message>
        <message>
            <source>Verify a receipt</source>
            <translation>Проверить квитанцию</translation>
        </message>
        <message>
            <source>Verify a receipt…</source>
            <translation>Проверить квитанцию…</translation>
        </message>
        <message>
            <source>Verify a registry</source>
            <translation>Проверить целостность реестра</translation>
        </message>
        <message>
            <source>Version</source>
            <translation>Версия</translation>
        </message>
        <message>
            <source>Version %1</source>
            <translation>Версия %1</translation>
        </message>
        <message>
            <source>Version %1 is called %2 now.</source>
            <translation>Версия %1 теперь называется %2.</translation>
        </message>
        <message>
            <source>Version %1 is undone by version %2.</source>
            <translation>Версия %1 отменена версией %2.</translation>
        </message>
        <message>
            <source>Versions</source>
            <translation>Версии</translation>
        </message>
        <message>
            <source>Web page (*.html)</source>
            <translation>Веб-страница (*.html)</translation>
        </message>
        <message>
            <source>What changed</source>
            <translation>Что изменилось</translation>
        </message>
        <message>
            <source>What is wrong</source>
            <translation>Что не так</translation>
        </message>
        <message>
            <source>What the commit is about; it stays in the history.</source>
            <translation>О чём фиксация; остаётся в истории.</translation>
        </message>
        <message>
            <source>What the figures were computed from, so that anyone can compute them again.</source>
            <translation>Из чего посчитаны цифры, чтобы любой мог посчитать их снова.</translation>
        </message>
        <message>
            <source>What the map shows</source>
            <translation>Что видно на карте</translation>
        </message>
        <message>
            <source>What the rows are: {choices}. Nothing gives one row.</source>
            <translation>Что в строках: {choices}. Пусто — одна строка.</translation>
        </message>
        <message>
            <source>What undoing version %1 would do: %2</source>
            <translation>Что сделает отмена версии %1: %2</translation>
        </message>
        <message>
            <source>What was changed, and why</source>
            <translation>Что изменено и почему</translation>
        </message>
        <message>
            <source>What was found</source>
            <translation>Что найдено</translation>
        </message>
        <message>
            <source>Which column goes into which field, where the names do not tell.</source>
            <translation>Какой столбец в какое поле, если имена этого не говорят.</translation>
        </message>
        <message>
            <source>Which layers it has to begin with.</source>
            <translation>Какие слои в нём будут сначала.</translation>
        </message>
        <message>
            <source>Which of the values stays.</source>
            <translation>Какое из значений остаётся.</translation>
        </message>
        <message>
            <source>Who gave each value</source>
            <translation>Кто задал каждое значение</translation>
        </message>
        <message>
            <source>Who made theirs is known once the registry is within reach.</source>
            <translation>Чья это правка, станет известно, когда реестр будет доступен.</translation>
        </message>
        <message>
            <source>Who makes the commit; if empty, the name in the plugin's settings.</source>
            <translation>Кто фиксирует; если пусто — имя из настроек модуля.</translation>
        </message>
        <message>
            <source>Whole registry</source>
            <translation>Весь реестр</translation>
        </message>
        <message>
            <source>Why</source>
            <translation>Почему</translation>
        </message>
        <message>
            <source>Within a polygon to draw</source>
            <translation>В пределах нарисованного полигона</translation>
        </message>
        <message>
            <source>Within the selected polygons</source>
            <translation>В пределах выделенных полигонов</translation>
        </message>
        <message>
            <source>Worker</source>
            <translation>Рабочий процесс</translation>
        </message>
        <message>
            <source>Works with</source>
            <translation>Работает на</translation>
        </message>
        <message>
            <source>Workspace</source>
            <translation>Рабочая копия</translation>
        </message>
        <message>
            <source>Workspaces of this project</source>
            <translation>Рабочие копии этого проекта</translation>
        </message>
        <message>
            <source>Write again</source>
            <translation>Записать заново</translation>
        </message>
        <message>
            <source>Write again …</source>
            <translation>Записать заново…</translation>
        </message>
        <message>
            <source>Write {layers} again as the registry has it? What was edited there is lost.</source>
            <translation>Записать {layers} заново, как в реестре? Правки в этом слое пропадут.</translation>
        </message>
        <message>
            <source>Writes a layer of a registry at any version into a file. The ending of its name tells the format; GeoJSON needs nothing installed, all others the full environment. The same version always gives the same bytes.</source>
            <translation>Записывает слой реестра любой версии в файл. Формат определяется окончанием имени; для GeoJSON ничего ставить не нужно, для остальных — полная среда. Одна и та же версия всегда даёт те же байты.</translation>
        </message>
        <message>
            <source>Writes layers of a registry into a GeoPackage that QGIS edits like any other. What is edited there is committed back later; the registry itself is not touched.</source>
            <translation>Записывает слои реестра в GeoPackage, который QGIS правит как любой другой. Правки потом фиксируются обратно; сам реестр не трогается.</translation>
        </message>
        <message>
            <source>Writes the changes into the registry, as one commit (Ctrl+Enter).</source>
            <translation>Записывает изменения в реестр одной фиксацией (Ctrl+Enter).</translation>
        </message>
        <message>
            <source>Writes this value into the workspace.</source>
            <translation>Записывает это значение в рабочую копию.</translation>
        </message>
        <message>
            <source>Writing the decision …</source>
            <translation>Запись решения …</translation>
        </message>
        <message>
            <source>Writing the layer again …</source>
            <translation>Слой записывается заново…</translation>
        </message>
        <message>
            <source>Written anew by another program, so its changes are not counted yet: {layers}.</source>
            <translation>Переписано другой программой, изменения ещё не сочтены: {layers}.</translation>
        </message>
        <message>
            <source>Your name, as the history shows it</source>
            <translation>Ваше имя, как его покажет история</translation>
        </message>
        <message>
            <source>Zoom to it</source>
            <translation>Приблизить к нему</translation>
        </message>
        <message>
            <source>Zoom to the chosen changes</source>
            <translation>Приблизить к выбранным изменениям</translation>
        </message>
        <message>
            <source>Zoom to what changed</source>
            <translation>Приблизить к изменениям</translation>
        </message>
        <message>
            <source>a commit or update was cut off; the next update ends it</source>
            <translation>фиксация или обновление прервано; следующее обновление его завершит</translation>
        </message>
        <message>
            <source>added</source>
            <translation>добавлен</translation>
        </message>
        <message>
            <source>added here, and in the registry with other values</source>
            <translation>добавлен здесь и в реестре с другими значениями</translation>
        </message>
        <message>
            <source>agrees</source>
            <translation>совпадает</translation>
        </message>
        <message>
            <source>all</source>
            <translation>все</translation>
        </message>
        <message>
            <source>all layers</source>
            <translation>все слои</translation>
        </message>
        <message>
            <source>all; or values apart by commas</source>
            <translation>все; или значения через запятую</translation>
        </message>
        <message numerus="yes">
            <source>and %n more</source>
            <translation>
                <numerusform>и ещё %n</numerusform>
                <numerusform>и ещё %n</numerusform>
                <numerusform>и ещё %n</numerusform>
            </translation>
        </message>
        <message>
            <source>any day</source>
            <translation>любой день</translation>
        </message>
        <message>
            <source>as QGIS</source>
            <translation>как в QGIS</translation>
        </message>
        <message>
            <source>as then</source>
            <translation>как тогда</translation>
        </message>
        <message numerus="yes">
            <source>at revision %n</source>
            <translation>
                <numerusform>на ревизии %n</numerusform>
                <numerusform>на ревизии %n</numerusform>
                <numerusform>на ревизии %n</numerusform>
            </translation>
        </message>
        <message>
            <source>before</source>
            <translation>было</translation>
        </message>
        <message>
            <source>cannot be checked</source>
            <translation>нельзя проверить</translation>
        </message>
        <message>
            <source>capital repair</source>
            <translation>капитальный ремонт</translation>
        </message>
        <message>
            <source>carriageway</source>
            <translation>проезжая часть</translation>
        </message>
        <message>
            <source>changed</source>
            <translation>изменён</translation>
        </message>
        <message>
            <source>changed here and in the registry</source>
            <translation>изменён здесь и в реестре</translation>
        </message>
        <message>
            <source>changed here, deleted in the registry</source>
            <translation>изменён здесь, удалён в реестре</translation>
        </message>
        <message>
            <source>changed, as it was before</source>
            <translation>изменён, каким был</translation>
        </message>
        <message>
            <source>charts</source>
            <translation>диаграммы</translation>
        </message>
        <message>
            <source>checks of the data</source>
            <translation>проверки данных</translation>
        </message>
        <message>
            <source>commit {revision} cannot be undone whole: {count:value} changed again since, first {first}; undo the later commits first</source>
            <translation>фиксацию {revision} нельзя отменить целиком: {count:значение изменено|значения изменены|значений изменено} позже, первое — {first}; сначала отмените более поздние фиксации</translation>
        </message>
        <message>
            <source>contractor</source>
            <translation>подрядчик</translation>
        </message>
        <message>
            <source>current repair</source>
            <translation>текущий ремонт</translation>
        </message>
        <message>
            <source>deleted</source>
            <translation>удалён</translation>
        </message>
        <message>
            <source>deleted here, changed in the registry</source>
            <translation>удалён здесь, изменён в реестре</translation>
        </message>
        <message>
            <source>differs</source>
            <translation>расходится</translation>
        </message>
        <message>
            <source>district</source>
            <translation>район</translation>
        </message>
        <message>
            <source>everyday work</source>
            <translation>обычная работа</translation>
        </message>
        <message>
            <source>everyday work, statistics, import, reports, PostGIS</source>
            <translation>обычная работа, статистика, импорт, отчёты, PostGIS</translation>
        </message>
        <message>
            <source>export</source>
            <translation>экспорт</translation>
        </message>
        <message>
            <source>full environment</source>
            <translation>полная среда</translation>
        </message>
        <message>
            <source>head (the newest), the number of a commit, tag:NAME, or a day such as 2024-12-31 (its last commit).</source>
            <translation>head (последняя), номер фиксации, tag:ИМЯ или день, например 2024-12-31 (его последняя фиксация).</translation>
        </message>
        <message>
            <source>import</source>
            <translation>импорт</translation>
        </message>
        <message>
            <source>is deleted</source>
            <translation>удалён</translation>
        </message>
        <message>
            <source>is there</source>
            <translation>есть</translation>
        </message>
        <message>
            <source>layer {layer} in {path}: {problem}; make it as it was, or have it written again</source>
            <translation>слой {layer} в {path}: {problem}; верните его к прежнему виду или запишите заново</translation>
        </message>
        <message>
            <source>maintenance</source>
            <translation>содержание</translation>
        </message>
        <message>
            <source>medium repair</source>
            <translation>средний ремонт</translation>
        </message>
        <message>
            <source>month</source>
            <translation>месяц</translation>
        </message>
        <message>
            <source>moved vertex</source>
            <translation>сдвинутая вершина</translation>
        </message>
        <message>
            <source>no</source>
            <translation>нет</translation>
        </message>
        <message>
            <source>no layer changed</source>
            <translation>слои не менялись</translation>
        </message>
        <message>
            <source>no value</source>
            <translation>нет значения</translation>
        </message>
        <message>
            <source>none</source>
            <translation>нет</translation>
        </message>
        <message>
            <source>not started yet</source>
            <translation>ещё не запущен</translation>
        </message>
        <message>
            <source>nothing</source>
            <translation>ничего</translation>
        </message>
        <message>
            <source>nothing changed</source>
            <translation>изменений нет</translation>
        </message>
        <message>
            <source>nothing changed, up to date</source>
            <translation>изменений нет, обновлено</translation>
        </message>
        <message>
            <source>nothing was committed, {count:conflict} to decide first: the panel “Conflicts” lists them</source>
            <translation>ничего не зафиксировано, сначала решите {count:конфликт|конфликта|конфликтов}: они в панели «Конфликты»</translation>
        </message>
        <message>
            <source>now</source>
            <translation>стало</translation>
        </message>
        <message>
            <source>on the map</source>
            <translation>на карте</translation>
        </message>
        <message>
            <source>owner</source>
            <translation>владелец</translation>
        </message>
        <message>
            <source>pavement</source>
            <translation>дорожная одежда</translation>
        </message>
        <message>
            <source>reconstruction</source>
            <translation>реконструкция</translation>
        </message>
        <message>
            <source>region</source>
            <translation>область</translation>
        </message>
        <message>
            <source>road</source>
            <translation>дорога</translation>
        </message>
        <message>
            <source>road drawings</source>
            <translation>линии событий</translation>
        </message>
        <message>
            <source>significance</source>
            <translation>значение дороги</translation>
        </message>
        <message>
            <source>site</source>
            <translation>объект</translation>
        </message>
        <message>
            <source>stage</source>
            <translation>этап</translation>
        </message>
        <message>
            <source>statistics</source>
            <translation>статистика</translation>
        </message>
        <message>
            <source>surface</source>
            <translation>покрытие</translation>
        </message>
        <message>
            <source>target</source>
            <translation>цель</translation>
        </message>
        <message>
            <source>technical category</source>
            <translation>техническая категория</translation>
        </message>
        <message>
            <source>the tag {tag} names revision {revision} already; choose another name</source>
            <translation>метка {tag} уже указывает на ревизию {revision}; выберите другое имя</translation>
        </message>
        <message>
            <source>then by</source>
            <translation>затем по</translation>
        </message>
        <message>
            <source>type of work</source>
            <translation>вид работ</translation>
        </message>
        <message>
            <source>uids apart by commas, to discard only those; all edits of the layers if empty.</source>
            <translation>uid через запятую, чтобы отбросить только их; если пусто — все правки слоёв.</translation>
        </message>
        <message>
            <source>work</source>
            <translation>работа</translation>
        </message>
        <message>
            <source>year</source>
            <translation>год</translation>
        </message>
        <message>
            <source>yes</source>
            <translation>да</translation>
        </message>
        <message>
            <source>{done} of {of} decided …</source>
            <translation>Решено {done} из {of} …</translation>
        </message>
        <message>
            <source>{folder} is no virtual environment; choose its folder.</source>
            <translation>{folder} — не виртуальная среда; выберите её папку.</translation>
        </message>
        <message>
            <source>{layers}: another program wrote the layer anew, so what was edited there is not known. It can be found by comparing the layer with the registry.</source>
            <translation>{layers}: другая программа записала слой заново, и неизвестно, что в нём правили. Это можно найти, сравнив слой с реестром.</translation>
        </message>
        <message>
            <source>{layers}: another program wrote the layer anew; what was edited there can be found once the registry is within reach.</source>
            <translation>{layers}: другая программа записала слой заново; что в нём правили, можно найти, когда реестр станет доступен.</translation>
        </message>
        <message>
            <source>{layers}: save or drop the edits first.</source>
            <translation>{layers}: сначала сохраните или сбросьте правки.</translation>
        </message>
        <message>
            <source>{path} cannot be written: {error}</source>
            <translation>{path} нельзя записать: {error}</translation>
        </message>
        <message>
            <source>{path} could not be read by QGIS; check that it is there and may be read.</source>
            <translation>QGIS не смог прочитать {path}; проверьте, что файл есть и доступен.</translation>
        </message>
        <message>
            <source>{path} is damaged: {problem}; restore it from a copy</source>
            <translation>{path} повреждён: {problem}; восстановите его из копии</translation>
        </message>
        <message>
            <source>{path} is locked by another program; save and end the edit session there, then try again</source>
            <translation>{path} занят другой программой; сохраните и закончите в ней правку, затем повторите</translation>
        </message>
        <message>
            <source>{path} is not a workspace: {problem}; check one out of a registry</source>
            <translation>{path} — не рабочая копия: {problem}; выгрузите её из реестра</translation>
        </message>
        <message>
            <source>{shown} of {total} changes are listed; a commit takes them all.</source>
            <translation>Показано {shown} из {total} изменений; фиксация возьмёт все.</translation>
        </message>
        <message>
            <source>{value}
Double-click takes this value.</source>
            <translation>{value}
Двойной щелчок берёт это значение.</translation>
        </message>
        <message>
            <source>{what}; the workspace is at version {number}.</source>
            <translation>{what}; рабочая копия на версии {number}.</translation>
        </message>
        <message>
            <source>“{name}”</source>
            <translation>«{name}»</translation>
        </message>
        <message>
            <source>“{parameter}” must be given.</source>
            <translation>Нужно задать «{parameter}».</translation>
        </message>
        <message>
            <source>⚡ contradictions ({count})</source>
            <translation>⚡ противоречия ({count})</translation>
        </message>
    </context>
    <context>
        <name>errors</name>
        <message>
            <source> at head</source>
            <translation> в последней версии</translation>
        </message>
        <message>
            <source> at that version</source>
            <translation> в той версии</translation>
        </message>
        <message>
            <source> in this workspace</source>
            <translation> в этой рабочей копии</translation>
        </message>
        <message>
            <source> or allow overwriting</source>
            <translation> или разрешите перезапись</translation>
        </message>
        <message>
            <source> with edits here</source>
            <translation> с правками здесь</translation>
        </message>
        <message>
            <source>"with" is no object</source>
            <translation>"with" — не объект</translation>
        </message>
        <message>
            <source>'{text}' is not a measure; write it as 513+850 or 513.85</source>
            <translation>«{text}» — это не километр; напишите его как 513+850 или 513,85</translation>
        </message>
        <message>
            <source>, or open it as it is</source>
            <translation>, или откройте его как есть</translation>
        </message>
        <message>
            <source>, or update it with `registry update`</source>
            <translation>, или обновите её командой `registry update`</translation>
        </message>
        <message>
            <source>, or use it as it is with --registry</source>
            <translation>, или используйте его как есть с --registry</translation>
        </message>
        <message>
            <source>--area {area}: {problem}; write minx,miny,maxx,maxy or name a file with polygons</source>
            <translation>--area {area}: {problem}; напишите minx,miny,maxx,maxy или назовите файл с полигонами</translation>
        </message>
        <message>
            <source>: it is no workspace</source>
            <translation>: это не рабочая копия</translation>
        </message>
        <message>
            <source>: it is the registry itself</source>
            <translation>: это сам реестр</translation>
        </message>
        <message>
            <source>; a uid is 32 hex digits</source>
            <translation>; uid — это 32 шестнадцатеричные цифры</translation>
        </message>
        <message>
            <source>; give its uid, or at least its first 4 digits</source>
            <translation>; укажите uid или хотя бы первые 4 цифры</translation>
        </message>
        <message>
            <source>QGIS comes with Python {found}, Infra Registry needs {needed} or newer; install QGIS 3.34 or newer, or choose an environment with a newer Python in the settings</source>
            <translation>в QGIS Python {found}, а Infra Registry нужен {needed} или новее; установите QGIS 3.34 или новее либо выберите в настройках среду с более новым Python</translation>
        </message>
        <message>
            <source>QGIS's own Python was not found beside {path}; set up the environment in the settings</source>
            <translation>Python самого QGIS не найден рядом с {path}; настройте среду в настройках</translation>
        </message>
        <message>
            <source>a box has four numbers</source>
            <translation>у рамки четыре числа</translation>
        </message>
        <message>
            <source>a commit of {path} was cut off; bring {registry} within reach first, which knows whether it landed</source>
            <translation>фиксация {path} была прервана; сначала обеспечьте доступ к {registry}: он знает, дошла ли она</translation>
        </message>
        <message>
            <source>a digest is 64 hex digits, or at least the first 8</source>
            <translation>контрольная сумма — 64 шестнадцатеричные цифры или хотя бы первые 8</translation>
        </message>
        <message>
            <source>a fix has layer, uid and values</source>
            <translation>у исправления есть layer, uid и values</translation>
        </message>
        <message>
            <source>a stream has no name that tells the format</source>
            <translation>у потока нет имени, которое указало бы формат</translation>
        </message>
        <message>
            <source>author is no text</source>
            <translation>author — не текст</translation>
        </message>
        <message>
            <source>bring it back with `registry discard {layer}`</source>
            <translation>верните её командой `registry discard {layer}`</translation>
        </message>
        <message>
            <source>bring the type back; a field is retyped in the registry first (`registry layers --help`)</source>
            <translation>верните прежний тип; тип поля сначала меняют в реестре (`registry layers --help`)</translation>
        </message>
        <message>
            <source>cancelled; nothing was left half done</source>
            <translation>отменено; ничего не осталось сделанным наполовину</translation>
        </message>
        <message>
            <source>cancelled; the worker did not listen and was ended</source>
            <translation>отменено; рабочий процесс не отвечал и был завершён</translation>
        </message>
        <message>
            <source>cancelled; what was made stays for a later try</source>
            <translation>отменено; сделанное останется для следующей попытки</translation>
        </message>
        <message>
            <source>check its rights</source>
            <translation>проверьте права доступа</translation>
        </message>
        <message>
            <source>column {extra} is not in the layer's definition</source>
            <translation>столбца {extra} нет в определении слоя</translation>
        </message>
        <message>
            <source>column {missing} is gone</source>
            <translation>столбец {missing} исчез</translation>
        </message>
        <message>
            <source>column {missing} is gone and {extra} is new (renamed?)</source>
            <translation>столбец {missing} исчез, а {extra} появился (переименован?)</translation>
        </message>
        <message>
            <source>column {name} was retyped from {old} to {new}</source>
            <translation>тип столбца {name} изменён с {old} на {new}</translation>
        </message>
        <message>
            <source>commit {revision} cannot be undone whole: {count} {count_noun} changed again since, first {first}; undo the later commits first, or keep those with --keep-later</source>
            <translation>фиксацию {revision} нельзя отменить целиком: {count:объект изменён|объекта изменены|объектов изменены} позже, первый — {first}; сначала отмените более поздние фиксации или оставьте эти объекты через --keep-later</translation>
        </message>
        <message>
            <source>findings cannot be written to {path}: name it .gpkg or .geojson</source>
            <translation>замечания нельзя записать в {path}: назовите его .gpkg или .geojson</translation>
        </message>
        <message>
            <source>from {source} to {target} there is only a ballpark transformation, which may be off by a hundred metres{missing}; name the right --crs, or accept that with --allow-ballpark</source>
            <translation>из {source} в {target} есть только приблизительное преобразование, оно может ошибаться на сотню метров{missing}; задайте верную --crs или согласитесь через --allow-ballpark</translation>
        </message>
        <message>
            <source>get it again from where it came</source>
            <translation>получите его заново из источника</translation>
        </message>
        <message>
            <source>give another value</source>
            <translation>задайте другое значение</translation>
        </message>
        <message>
            <source>give each row a uid and the layer's columns</source>
            <translation>дайте каждой строке uid и столбцы слоя</translation>
        </message>
        <message>
            <source>is not UTF-8 text</source>
            <translation>не является текстом в UTF-8</translation>
        </message>
        <message>
            <source>is not a place; correct it</source>
            <translation>— не место; исправьте</translation>
        </message>
        <message>
            <source>is turned against its axes</source>
            <translation>повёрнут относительно осей</translation>
        </message>
        <message>
            <source>it does not say its reference system</source>
            <translation>система координат не указана</translation>
        </message>
        <message>
            <source>it does not say what to "do"</source>
            <translation>в ней не сказано, что сделать ("do")</translation>
        </message>
        <message>
            <source>it has no "id"</source>
            <translation>в ней нет "id"</translation>
        </message>
        <message>
            <source>it has no table registry_metadata</source>
            <translation>в нём нет таблицы registry_metadata</translation>
        </message>
        <message>
            <source>it holds no layers</source>
            <translation>в нём нет слоёв</translation>
        </message>
        <message>
            <source>it holds no polygon</source>
            <translation>в нём нет ни одного полигона</translation>
        </message>
        <message>
            <source>it is a file, and several layers need a folder</source>
            <translation>это файл, а нескольким слоям нужна папка</translation>
        </message>
        <message>
            <source>it is a folder</source>
            <translation>это папка</translation>
        </message>
        <message>
            <source>it is at revision {revision} and {registry} ends at {newest} (restored from an older copy?)</source>
            <translation>она на ревизии {revision}, а {registry} кончается на {newest} (реестр восстановлен из старой копии?)</translation>
        </message>
        <message>
            <source>it is newer than the newest</source>
            <translation>она новее самой новой</translation>
        </message>
        <message>
            <source>it is no GeoPackage</source>
            <translation>это не GeoPackage</translation>
        </message>
        <message>
            <source>it is no JSON</source>
            <translation>это не JSON</translation>
        </message>
        <message>
            <source>it is no JSON object</source>
            <translation>это не объект JSON</translation>
        </message>
        <message>
            <source>it is no set of fields</source>
            <translation>это не набор полей</translation>
        </message>
        <message>
            <source>it is no whole ZIP archive</source>
            <translation>это не целый ZIP-архив</translation>
        </message>
        <message>
            <source>it is no whole workbook</source>
            <translation>это не целая книга Excel</translation>
        </message>
        <message>
            <source>it is shorter than its header</source>
            <translation>он короче своего заголовка</translation>
        </message>
        <message>
            <source>it is written in system {system}, and the layer is in {crs}</source>
            <translation>таблица записана в системе {system}, а слой — в {crs}</translation>
        </message>
        <message>
            <source>it was checked out from {registry}, not {other}</source>
            <translation>она получена из {registry}, а не из {other}</translation>
        </message>
        <message>
            <source>its end mark is missing</source>
            <translation>нет отметки конца</translation>
        </message>
        <message>
            <source>its folder does not exist</source>
            <translation>его папки нет</translation>
        </message>
        <message>
            <source>its last line is cut short</source>
            <translation>последняя строка обрезана</translation>
        </message>
        <message>
            <source>its metadata geo is not GeoParquet's</source>
            <translation>метаданные geo не от GeoParquet</translation>
        </message>
        <message>
            <source>its polygons cover nothing in the layer's reference system</source>
            <translation>его полигоны ничего не покрывают в системе координат слоя</translation>
        </message>
        <message>
            <source>its texts are not UTF-8 and do not tell what they are</source>
            <translation>тексты не в UTF-8, и кодировку по ним не определить</translation>
        </message>
        <message>
            <source>its vertices have measures (M), which stay in the layer's CRS</source>
            <translation>у вершин есть меры (M), которые остаются в системе координат слоя</translation>
        </message>
        <message>
            <source>key {key}: {problem}; {mend}</source>
            <translation>ключ {key}: {problem}; {mend}</translation>
        </message>
        <message>
            <source>layer {layer} cannot be brought from {source} to {target}: {problem}</source>
            <translation>слой {layer} нельзя перевести из {source} в {target}: {problem}</translation>
        </message>
        <message>
            <source>layer {layer} has no feature '{uid}'{problem}</source>
            <translation>в слое {layer} нет объекта '{uid}'{problem}</translation>
        </message>
        <message>
            <source>layer {layer} has no field '{field}'; fields: {known}</source>
            <translation>в слое {layer} нет поля '{field}'; поля: {known}</translation>
        </message>
        <message>
            <source>layer {layer} in {path}: {problem}; {mend}</source>
            <translation>слой {layer} в {path}: {problem}; {mend}</translation>
        </message>
        <message>
            <source>layer {layer} is in {crs} and GeoJSON in EPSG:4326; export it with the full environment</source>
            <translation>слой {layer} в {crs}, а GeoJSON — в EPSG:4326; экспортируйте его в полной среде</translation>
        </message>
        <message>
            <source>layer {layer} is in {crs}; places on roads are found in degrees such as EPSG:4326</source>
            <translation>слой {layer} в {crs}; места на дорогах ищутся в градусах, например в EPSG:4326</translation>
        </message>
        <message>
            <source>layer {layer} requires {fields}, and no column of {path} gives it; name the column with --map COLUMN=FIELD (columns: {known})</source>
            <translation>слою {layer} нужно {fields}, но ни один столбец {path} его не даёт; укажите столбец через --map СТОЛБЕЦ=ПОЛЕ (столбцы: {known})</translation>
        </message>
        <message>
            <source>layer {layer}: feature {uid} is given twice in one commit; keep one of the two</source>
            <translation>слой {layer}: объект {uid} дан дважды в одной фиксации; оставьте один</translation>
        </message>
        <message>
            <source>layer {layer}: feature {uid} is there already; put it as a change, or give it a new uid</source>
            <translation>слой {layer}: объект {uid} уже есть; внесите его как изменение или дайте новый uid</translation>
        </message>
        <message>
            <source>layer {layer}: the registry dropped field {field}, which {count} {count_noun} here gave a value; take those values out, or discard those edits with `registry discard`, then update</source>
            <translation>слой {layer}: в реестре удалено поле {field}, а здесь его заполняет {count:объект|объекта|объектов}; уберите эти значения или отбросьте правки командой `registry discard`, затем обновите</translation>
        </message>
        <message>
            <source>layer {layer}: {problem}; {mend}</source>
            <translation>слой {layer}: {problem}; {mend}</translation>
        </message>
        <message>
            <source>make a new layer</source>
            <translation>создайте новый слой</translation>
        </message>
        <message>
            <source>mapping: {problem}; {mend}</source>
            <translation>сопоставление: {problem}; {mend}</translation>
        </message>
        <message>
            <source>most of it is UTF-8 and some of it is not</source>
            <translation>большая часть в UTF-8, но не всё</translation>
        </message>
        <message>
            <source>name a file in it</source>
            <translation>назовите файл внутри него</translation>
        </message>
        <message>
            <source>name another sheet or file</source>
            <translation>назовите другой лист или файл</translation>
        </message>
        <message>
            <source>name it as before; a rename is made in the registry first (`registry layers --help`)</source>
            <translation>верните прежнее имя; переименовывают сначала в реестре (`registry layers --help`)</translation>
        </message>
        <message>
            <source>name it once</source>
            <translation>назовите его один раз</translation>
        </message>
        <message>
            <source>neither a .cpg file nor the texts tell their encoding</source>
            <translation>кодировку не называет ни файл .cpg, ни сами тексты</translation>
        </message>
        <message>
            <source>no open conflict {wanted}; `registry conflicts` lists them</source>
            <translation>нет открытого конфликта {wanted}; список даёт `registry conflicts`</translation>
        </message>
        <message>
            <source>no registry found: name one with --registry FILE or REGISTRY=FILE, or make one with `registry init`</source>
            <translation>реестр не найден: назовите его через --registry ФАЙЛ или REGISTRY=ФАЙЛ либо создайте через `registry init`</translation>
        </message>
        <message>
            <source>no room left on the disk of {path}; nothing was changed, free some space and try again</source>
            <translation>на диске {path} нет места; ничего не изменено, освободите место и повторите</translation>
        </message>
        <message>
            <source>no row carries its uid any more</source>
            <translation>ни у одной строки больше нет uid</translation>
        </message>
        <message>
            <source>no workspace here: name one (--workspace FILE), or make one with `registry checkout FILE`</source>
            <translation>здесь нет рабочей копии: назовите её (--workspace ФАЙЛ) или создайте через `registry checkout ФАЙЛ`</translation>
        </message>
        <message>
            <source>nothing was committed, {count} {count_noun} to resolve first: see `registry conflicts {path}`, then `registry resolve {path}`</source>
            <translation>ничего не зафиксировано, сначала решите {count:конфликт|конфликта|конфликтов}: смотрите `registry conflicts {path}`, затем `registry resolve {path}`</translation>
        </message>
        <message>
            <source>open it in Excel or LibreOffice and save it</source>
            <translation>откройте его в Excel или LibreOffice и сохраните</translation>
        </message>
        <message>
            <source>raster {path} cannot be read: {problem}; get it again from its source</source>
            <translation>растр {path} не читается: {problem}; получите его заново из источника</translation>
        </message>
        <message>
            <source>raster {path} has digest {found}, the registry says {known} for {name}; get that file again, or enter this one as another raster</source>
            <translation>у растра {path} контрольная сумма {found}, а в реестре для {name} записана {known}; получите тот файл заново или внесите этот как другой растр</translation>
        </message>
        <message>
            <source>raster {path} has no CRS, so nobody knows where it lies; enter it in the layer rasters with its crs, or write one into it (gdal_edit.py -a_srs EPSG:4326)</source>
            <translation>у растра {path} нет системы координат, и неизвестно, где он лежит; внесите его в слой rasters с его crs или запишите её в файл (gdal_edit.py -a_srs EPSG:4326)</translation>
        </message>
        <message>
            <source>raster {path} has nodata only {where}; choose another band or file</source>
            <translation>у растра {path} только пустые значения {where}; выберите другой канал или файл</translation>
        </message>
        <message>
            <source>raster {path} lies at {bounds} (west, south, east, north), and nothing of layer {layer} does; see whether its CRS, {crs}, is right</source>
            <translation>растр {path} лежит в {bounds} (запад, юг, восток, север), а из слоя {layer} там ничего нет; проверьте его систему координат {crs}</translation>
        </message>
        <message>
            <source>raster {path} {problem}; bring it onto a plain grid first (gdalwarp)</source>
            <translation>растр {path} {problem}; сначала приведите его к обычной сетке (gdalwarp)</translation>
        </message>
        <message>
            <source>reading it is not permitted</source>
            <translation>нет прав на чтение</translation>
        </message>
        <message>
            <source>registry_metadata lacks what a registry says of itself</source>
            <translation>в registry_metadata нет того, что реестр сообщает о себе</translation>
        </message>
        <message>
            <source>registry_workspace has no format</source>
            <translation>в registry_workspace нет формата</translation>
        </message>
        <message>
            <source>remove it, or add it to the definition in the registry first (`registry layers --help`)</source>
            <translation>удалите его или сначала добавьте в определение слоя в реестре (`registry layers --help`)</translation>
        </message>
        <message>
            <source>revision {revision} of {registry} is not the one it has (a copy that went its own way?)</source>
            <translation>ревизия {revision} в {registry} не та, что у неё (копия, которая пошла своим путём?)</translation>
        </message>
        <message>
            <source>row {row}: {start} to {end} runs backwards; put it in order first (intervals.ordered)</source>
            <translation>строка {row}: {start}–{end} идёт назад; сначала упорядочьте (intervals.ordered)</translation>
        </message>
        <message>
            <source>save it as XLSX</source>
            <translation>сохраните его как XLSX</translation>
        </message>
        <message>
            <source>save the file as UTF-8</source>
            <translation>сохраните файл в UTF-8</translation>
        </message>
        <message>
            <source>see docs/layers.md for the form</source>
            <translation>форма описана в docs/layers.md</translation>
        </message>
        <message>
            <source>several {kind} here: {files}; say which with {option}{mend}</source>
            <translation>здесь несколько ({kind}): {files}; укажите нужный через {option}{mend}</translation>
        </message>
        <message>
            <source>stopped on request; nothing that was committed or edited is lost</source>
            <translation>остановлено по запросу; ничего зафиксированного или отредактированного не потеряно</translation>
        </message>
        <message>
            <source>tag '{tag}' names revision {revision} already; choose another name, or --force to move it</source>
            <translation>метка '{tag}' уже названа для ревизии {revision}; выберите другое имя или перенесите её через --force</translation>
        </message>
        <message>
            <source>that is no day of the calendar</source>
            <translation>такого дня нет в календаре</translation>
        </message>
        <message>
            <source>the area cannot be in {crs}; choose another one</source>
            <translation>территорию нельзя выразить в {crs}; выберите другую</translation>
        </message>
        <message>
            <source>the box runs backwards or is not finite</source>
            <translation>рамка задана наоборот или не конечна</translation>
        </message>
        <message>
            <source>the column uid is gone, so nothing tells which feature is which</source>
            <translation>столбец uid исчез, и узнать объекты не по чему</translation>
        </message>
        <message>
            <source>the environment in {folder} lacks packages that the worker needs: {problem}</source>
            <translation>в среде {folder} нет пакетов, нужных рабочему процессу: {problem}</translation>
        </message>
        <message>
            <source>the file is empty</source>
            <translation>файл пуст</translation>
        </message>
        <message>
            <source>the first commit is missing</source>
            <translation>первой фиксации нет</translation>
        </message>
        <message>
            <source>the geometry column is gone</source>
            <translation>столбец геометрии исчез</translation>
        </message>
        <message>
            <source>the index does not have all packages ({problem}); check its address</source>
            <translation>в индексе есть не все пакеты ({problem}); проверьте его адрес</translation>
        </message>
        <message>
            <source>the names of its columns are not UTF-8</source>
            <translation>названия столбцов не в UTF-8</translation>
        </message>
        <message>
            <source>the newest is {newest}</source>
            <translation>последняя — {newest}</translation>
        </message>
        <message>
            <source>the old XLS form is not read</source>
            <translation>старый формат XLS не читается</translation>
        </message>
        <message>
            <source>the packages are not all there ({problem}); take wheels for this Python and system</source>
            <translation>не все пакеты на месте ({problem}); возьмите wheel для этого Python и системы</translation>
        </message>
        <message>
            <source>the packages could not be installed in {folder}: {problem}</source>
            <translation>пакеты не удалось установить в {folder}: {problem}</translation>
        </message>
        <message>
            <source>the place is in {crs} and the layer in {wanted}; give it in {wanted}</source>
            <translation>место задано в {crs}, а слой в {wanted}; задайте его в {wanted}</translation>
        </message>
        <message>
            <source>the plugin asked wrongly: {problem}</source>
            <translation>модуль спросил неверно: {problem}</translation>
        </message>
        <message>
            <source>the plugin failed: {problem}; the log says where</source>
            <translation>сбой модуля: {problem}; место указано в журнале</translation>
        </message>
        <message>
            <source>the plugin is incomplete, {path} is missing; install it again</source>
            <translation>модуль неполон, нет {path}; установите его заново</translation>
        </message>
        <message>
            <source>the registry begins on {day}</source>
            <translation>реестр начинается {day}</translation>
        </message>
        <message>
            <source>the registry has only {count} {count_noun}</source>
            <translation>фиксаций в реестре всего {count}</translation>
        </message>
        <message>
            <source>the registry moved on from revision {expected} to {found} meanwhile; update and commit again</source>
            <translation>реестр тем временем ушёл с ревизии {expected} на {found}; обновите и зафиксируйте снова</translation>
        </message>
        <message>
            <source>the result {result_id} is not kept any more; compute it again</source>
            <translation>результат {result_id} больше не хранится; посчитайте его снова</translation>
        </message>
        <message>
            <source>the table has no columns with coordinates</source>
            <translation>в таблице нет столбцов с координатами</translation>
        </message>
        <message>
            <source>the table is empty</source>
            <translation>таблица пуста</translation>
        </message>
        <message>
            <source>the table is gone</source>
            <translation>таблица исчезла</translation>
        </message>
        <message>
            <source>the virtual environment could not be made in {folder}: {problem}</source>
            <translation>виртуальную среду не удалось создать в {folder}: {problem}</translation>
        </message>
        <message>
            <source>the worker does not start in {folder}: {problem}</source>
            <translation>рабочий процесс не запускается в {folder}: {problem}</translation>
        </message>
        <message>
            <source>the worker ended in the middle of its work and was started again; nothing that was committed is lost, try again</source>
            <translation>рабочий процесс оборвался посреди работы и запущен снова; ничего зафиксированного не потеряно, повторите</translation>
        </message>
        <message>
            <source>the worker ended in the middle of its work; nothing that was committed is lost, try again</source>
            <translation>рабочий процесс оборвался посреди работы; ничего зафиксированного не потеряно, повторите</translation>
        </message>
        <message>
            <source>the worker is of version {found}, the plugin of version {known}; restart QGIS</source>
            <translation>рабочий процесс версии {found}, модуль версии {known}; перезапустите QGIS</translation>
        </message>
        <message>
            <source>the worker speaks protocol {found}, the plugin protocol {known}; restart QGIS</source>
            <translation>рабочий процесс говорит по протоколу {found}, модуль — по {known}; перезапустите QGIS</translation>
        </message>
        <message>
            <source>the worker was sent a line it cannot read: {problem}</source>
            <translation>рабочий процесс получил строку, которую не может прочесть: {problem}</translation>
        </message>
        <message>
            <source>there is no coordinate reference system '{crs}'; write it as EPSG:4326</source>
            <translation>нет системы координат '{crs}'; напишите её как EPSG:4326</translation>
        </message>
        <message>
            <source>there is no layer '{layer}'; layers here: {known}</source>
            <translation>нет слоя '{layer}'; слои здесь: {known}</translation>
        </message>
        <message>
            <source>there is no route '{route}' with a line; draw its sections, or correct the route</source>
            <translation>нет дороги '{route}' с линией; нарисуйте её участки или исправьте дорогу</translation>
        </message>
        <message>
            <source>there is no route '{route}' with a line; routes here: {known}</source>
            <translation>нет дороги '{route}' с линией; дороги здесь: {known}</translation>
        </message>
        <message>
            <source>there is no tag '{tag}'; `registry tag` lists them</source>
            <translation>нет метки '{tag}'; список даёт `registry tag`</translation>
        </message>
        <message>
            <source>there is no transformation from {source} to {target}; check --crs</source>
            <translation>нет преобразования из {source} в {target}; проверьте --crs</translation>
        </message>
        <message>
            <source>there is no version '{version}': {problem}</source>
            <translation>нет версии '{version}': {problem}</translation>
        </message>
        <message>
            <source>there is none in it ("format": 1)</source>
            <translation>квитанции ("format": 1) в нём нет</translation>
        </message>
        <message>
            <source>this version has no layer {layer}{why}</source>
            <translation>в этой версии нет слоя {layer}{why}</translation>
        </message>
        <message>
            <source>this worker cannot do '{operation}'; {mend}</source>
            <translation>этот рабочий процесс не умеет '{operation}'; {mend}</translation>
        </message>
        <message>
            <source>transform it back and write it again, or `registry discard {layer}`</source>
            <translation>преобразуйте обратно и запишите снова или `registry discard {layer}`</translation>
        </message>
        <message>
            <source>update the plugin and the registry together</source>
            <translation>обновите модуль и реестр вместе</translation>
        </message>
        <message>
            <source>write head, head~2, 12, tag:NAME or 2024-12-31</source>
            <translation>напишите head, head~2, 12, tag:ИМЯ или 2024-12-31</translation>
        </message>
        <message>
            <source>write it again</source>
            <translation>запишите его заново</translation>
        </message>
        <message>
            <source>write it as cost*1000</source>
            <translation>напишите как cost*1000</translation>
        </message>
        <message>
            <source>write the layer again with it, or `registry discard {layer}`</source>
            <translation>запишите слой снова с ним или `registry discard {layer}`</translation>
        </message>
        <message>
            <source>write the layer again with its geometry, or `registry discard {layer}`</source>
            <translation>запишите слой снова с геометрией или `registry discard {layer}`</translation>
        </message>
        <message>
            <source>write the layer again with its uid column, or `registry discard {layer}`</source>
            <translation>запишите слой снова со столбцом uid или `registry discard {layer}`</translation>
        </message>
        <message>
            <source>{count} of {rows} {rows_noun} of {path} cannot be taken, first: {first}; nothing was imported, {mend}</source>
            <translation>{count} из {rows:строки|строк|строк} файла {path} нельзя принять, первая: {first}; ничего не импортировано, {mend}</translation>
        </message>
        <message>
            <source>{count} {count_noun} the layer definitions, first: {first}; nothing was committed</source>
            <translation>{count:значение нарушает|значения нарушают|значений нарушают} описания слоёв, первое: {first}; ничего не зафиксировано</translation>
        </message>
        <message>
            <source>{crs} is not a reference system on the Earth; give the layer its true one, such as EPSG:4326</source>
            <translation>{crs} — не земная система координат; дайте слою настоящую, например EPSG:4326</translation>
        </message>
        <message>
            <source>{file}: {where}: {problem}; {mend}</source>
            <translation>{file}: {where}: {problem}; {mend}</translation>
        </message>
        <message>
            <source>{format} cannot hold layer {layer}: {problem}; use {instead}</source>
            <translation>{format} не может вместить слой {layer}: {problem}; используйте {instead}</translation>
        </message>
        <message>
            <source>{layers} in {path} was written anew by a program and cannot be compared: {problem}</source>
            <translation>{layers} в {path} переписан другой программой, сравнить нельзя: {problem}</translation>
        </message>
        <message>
            <source>{layer} {uid}: geometry {problem}</source>
            <translation>{layer} {uid}: геометрия {problem}</translation>
        </message>
        <message>
            <source>{layer} {uid}: vertex {longitude}, {latitude} {problem}</source>
            <translation>{layer} {uid}: вершина {longitude}, {latitude} {problem}</translation>
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
            <translation>{path} принадлежит другому реестру: {problem}; оставлен как есть</translation>
        </message>
        <message>
            <source>{path} cannot be made: there is no folder {folder}; make it first</source>
            <translation>{path} нельзя создать: нет папки {folder}; сначала создайте её</translation>
        </message>
        <message>
            <source>{path} cannot be read: {problem}; {mend}</source>
            <translation>{path} не читается: {problem}; {mend}</translation>
        </message>
        <message>
            <source>{path} cannot be written: {problem}; check the rights of the file and its folder</source>
            <translation>{path} нельзя записать: {problem}; проверьте права на файл и папку</translation>
        </message>
        <message>
            <source>{path} carries {kind} '{name}', which is not the registry's or GDAL's; drop it, it was not run</source>
            <translation>в {path} есть {kind} '{name}' не от реестра и не от GDAL; удалите, он не выполнялся</translation>
        </message>
        <message>
            <source>{path} could not be written: {problem}; what was there before is as it was</source>
            <translation>{path} не удалось записать: {problem}; прежнее содержимое осталось как было</translation>
        </message>
        <message>
            <source>{path} did not start as a worker; see the diagnostics in the settings</source>
            <translation>{path} не запустился как рабочий процесс; смотрите диагностику в настройках</translation>
        </message>
        <message>
            <source>{path} does not exist; check the name</source>
            <translation>{path} не существует; проверьте имя</translation>
        </message>
        <message>
            <source>{path} does not hold: {problem}</source>
            <translation>{path} больше не подтверждается: {problem}</translation>
        </message>
        <message>
            <source>{path} exists already; choose another name{mend}</source>
            <translation>{path} уже существует; выберите другое имя{mend}</translation>
        </message>
        <message>
            <source>{path} has format {found}, this program knows up to {known}; update Infra Registry</source>
            <translation>у {path} формат {found}, эта программа знает до {known}; обновите Infra Registry</translation>
        </message>
        <message>
            <source>{path} has {count} {count_noun} not committed; commit or discard them first{mend}</source>
            <translation>в {path} {count:незафиксированная правка|незафиксированные правки|незафиксированных правок}; сначала зафиксируйте или отбросьте{mend}</translation>
        </message>
        <message>
            <source>{path} is a GeoPackage and is not replaced by GeoJSON; choose another name</source>
            <translation>{path} — это GeoPackage, GeoJSON его не заменит; выберите другое имя</translation>
        </message>
        <message>
            <source>{path} is a registry or a workspace, and an export would replace it; choose another name</source>
            <translation>{path} — реестр или рабочая копия, экспорт заменил бы его; выберите другое имя</translation>
        </message>
        <message>
            <source>{path} is damaged: {problem}; nothing was imported, get it again from where it came</source>
            <translation>{path} повреждён: {problem}; ничего не импортировано, получите его заново из источника</translation>
        </message>
        <message>
            <source>{path} is damaged: {problem}; restore it from a copy (`registry verify` tells what is hit)</source>
            <translation>{path} повреждён: {problem}; восстановите его из копии (`registry verify` скажет, что задето)</translation>
        </message>
        <message>
            <source>{path} is locked by another program ({problem}); save and end its edit session, or use --wait SECONDS</source>
            <translation>{path} занят другой программой ({problem}); сохраните и закончите в ней правку или задайте --wait СЕКУНДЫ</translation>
        </message>
        <message>
            <source>{path} is not a receipt: {problem}; receipts are written by `registry stats --receipt FILE`</source>
            <translation>{path} — не квитанция: {problem}; квитанции пишет `registry stats --receipt ФАЙЛ`</translation>
        </message>
        <message>
            <source>{path} is not a registry: {problem}</source>
            <translation>{path} — не реестр: {problem}</translation>
        </message>
        <message>
            <source>{path} is not a workspace: {problem}; make one with `registry checkout`</source>
            <translation>{path} — не рабочая копия: {problem}; создайте её через `registry checkout`</translation>
        </message>
        <message>
            <source>{path} is still being read here; finish reading its rows first, then open it again</source>
            <translation>{path} здесь ещё читается; дочитайте строки и откройте снова</translation>
        </message>
        <message>
            <source>{path} is the registry itself; import from another file</source>
            <translation>{path} — это сам реестр; импортируйте из другого файла</translation>
        </message>
        <message>
            <source>{path} was imported into {layer} before, in revision {revision}: once more would double its features; name a --key to update them, or say --again</source>
            <translation>{path} уже импортирован в {layer} в ревизии {revision}: повтор удвоил бы его объекты; задайте --key, чтобы обновить их, или добавьте --again</translation>
        </message>
        <message>
            <source>{path} {problem}; name one with --source-layer: {known}</source>
            <translation>{path} {problem}; назовите один через --source-layer: {known}</translation>
        </message>
        <message>
            <source>{path}: {count} {count_noun} wrong with the history, first: {first}</source>
            <translation>{path}: в истории {count:ошибка|ошибки|ошибок}, первая: {first}</translation>
        </message>
        <message>
            <source>{path}: {problem}; mend it, or set your name anew with `registry config author NAME`</source>
            <translation>{path}: {problem}; исправьте его или задайте имя заново: `registry config author ИМЯ`</translation>
        </message>
        <message>
            <source>{path}: {problem}; name it with --crs, such as EPSG:4326 or EPSG:28410</source>
            <translation>{path}: {problem}; задайте её через --crs, например EPSG:4326 или EPSG:28410</translation>
        </message>
        <message>
            <source>{path}: {problem}; name the encoding with --encoding, such as CP1251, KZ1048, CP866 or UTF-8</source>
            <translation>{path}: {problem}; задайте кодировку через --encoding, например CP1251, KZ1048, CP866 или UTF-8</translation>
        </message>
        <message>
            <source>{problem}</source>
            <translation>{problem}</translation>
        </message>
        <message>
            <source>{problem}; give one route, one start and one end for each event</source>
            <translation>{problem}; задайте для каждого события одну дорогу, одно начало и один конец</translation>
        </message>
        <message>
            <source>{problem}; name a format with --format: {known}</source>
            <translation>{problem}; назовите формат через --format: {known}</translation>
        </message>
        <message>
            <source>{profile} is no condition profile: {problem}</source>
            <translation>{profile} — не профиль состояния: {problem}</translation>
        </message>
        <message>
            <source>{route}: the road has km {low} to {high}, not {measure}; correct the kilometre</source>
            <translation>{route}: у дороги километры от {low} до {high}, километра {measure} на ней нет; исправьте километр</translation>
        </message>
        <message>
            <source>{route}: the road has no line at km {measure}; draw its section there</source>
            <translation>{route}: на километре {measure} у дороги нет линии; нарисуйте там её участок</translation>
        </message>
    </context>
</TS>
