/**
 * Months as they are written in German, French, Spanish, Italian, Portuguese, Dutch, the Nordic languages, Russian and Turkish,
 * whole and short (CLDR). No word is a month of two kinds; Slavic names that are (listopad) are left out, to be told as unread.
 */
export const monthWords: readonly string[] = [
  'januar jänner jaenner jän janvier janv enero ene gennaio gen janeiro januari tammikuuta января янв ocak oca',
  'februar feber février fevrier févr fevr fév febrero febbraio fevereiro fev februari helmikuuta февраля февр фев şubat şub',
  'märz maerz mär mrz mars marzo março marco maart mrt marts maaliskuuta марта мар mart',
  'avril avr abril abr aprile huhtikuuta апреля апр nisan nis',
  'mai mayo maggio mag maio mei maj toukokuuta мая mayıs mayis',
  'juni juin junio giugno giu junho kesäkuuta июня июн haziran haz',
  'juli juillet juil julio luglio lug julho heinäkuuta июля июл temmuz tem',
  'août aout agosto ago augustus augusti elokuuta августа авг ağustos agustos ağu',
  'septembre septiembre setiembre settembre setembro set syyskuuta сентября сент сен eylül eyl',
  'oktober okt octobre octubre ottobre ott outubro out lokakuuta октября окт ekim eki',
  'novembre noviembre novembro marraskuuta ноября нояб ноя kasım kasim kas',
  'dezember dez décembre decembre déc diciembre dicembre dic dezembro desember des joulukuuta декабря дек aralık aralik ara',
];

/** Days of the week in them, whole and short. */
export const weekdayWords =
  'montag dienstag mittwoch donnerstag freitag samstag sonnabend sonntag mo di mi do fr sa so ' +
  'lundi mardi mercredi jeudi vendredi samedi dimanche lun mar mer jeu ven sam dim ' +
  'lunes martes miércoles miercoles jueves viernes sábado sabado domingo mié mie jue vie sáb sab dom ' +
  'lunedì lunedi martedì martedi mercoledì mercoledi giovedì giovedi venerdì venerdi domenica gio ' +
  'segunda terça quarta quinta sexta segunda-feira terça-feira quarta-feira quinta-feira sexta-feira seg ter qua qui sex ' +
  'sabato maanantai tiistai keskiviikko torstai perjantai lauantai sunnuntai ' +
  'pazartesi salı çarşamba perşembe cuma cumartesi pazar ' +
  'maandag dinsdag woensdag donderdag vrijdag zaterdag zondag ma wo vr za zo ' +
  'mandag tirsdag onsdag torsdag fredag lørdag søndag måndag tisdag lördag söndag ' +
  'понедельник вторник среда четверг пятница суббота воскресенье пн вт ср чт пт сб вс';
