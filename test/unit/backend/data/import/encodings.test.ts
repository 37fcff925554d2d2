import { afterAll, describe, expect, it } from 'vitest';
import { ToUtf8 } from '../../../../../src-main/backend/data/readers/encodings/to-utf8.ts';
import { importBench } from '../../../../support/import-text.ts';

/** Bytes by Python’s codecs, in hex. */
const texts: [codec: string, text: string, hex: string][] = [
  [
    'windows-1251',
    'имя,город\nИван,Москва\nМария,Казань\n',
    'e8ecff2ce3eef0eee40ac8e2e0ed2ccceef1eae2e00acce0f0e8ff2ccae0e7e0edfc0a',
  ],
  [
    'koi8-r',
    'имя,город\nИван,Москва\nМария,Казань\n',
    'c9cdd12cc7cfd2cfc40ae9d7c1ce2cedcfd3cbd7c10aedc1d2c9d12cebc1dac1ced80a',
  ],
  [
    'windows-1251',
    "ім'я,місто\nЮлія,Львів\nОлександр,Київ\n",
    'b3ec27ff2cecb3f1f2ee0adeebb3ff2ccbfce2b3e20aceebe5eaf1e0ede4f02ccae8bfe20a',
  ],
  [
    'windows-1250',
    'imię,miasto\nŁukasz,Łódź\nMałgorzata,Kraków\n',
    '696d69ea2c6d696173746f0aa3756b61737a2ca3f3649f0a4d61b3676f727a6174612c4b72616bf3770a',
  ],
  [
    'windows-1250',
    'jméno,město\nJiří,Plzeň\nŠtěpán,České Budějovice\n',
    '6a6de96e6f2c6dec73746f0a4a69f8ed2c506c7a65f20a8a74ec70e16e2cc865736be920427564ec6a6f766963650a',
  ],
  [
    'windows-1250',
    'név,város\nGyörgy,Győr\nSzűcs,Hódmezővásárhely\n',
    '6ee9762c76e1726f730a4779f67267792c4779f5720a537afb63732c48f3646d657af576e173e17268656c790a',
  ],
  [
    'latin1',
    'Name,Stadt\nMüller,Köln\nGroß,Düsseldorf\n',
    '4e616d652c53746164740a4dfc6c6c65722c4bf66c6e0a47726fdf2c44fc7373656c646f72660a',
  ],
  [
    'latin1',
    'prénom,ville\nFrançois,Orléans\nHélène,Besançon\n',
    '7072e96e6f6d2c76696c6c650a4672616ee76f69732c4f726ce9616e730a48e96ce86e652c426573616ee76f6e0a',
  ],
  [
    'latin1',
    'nombre,ciudad\nMuñoz,Cádiz\nÁngel,León\n',
    '6e6f6d6272652c6369756461640a4d75f16f7a2c43e164697a0ac16e67656c2c4c65f36e0a',
  ],
  [
    'latin1',
    'nafn,bær\nÞórður,Reykjavík\nGuðrún,Hafnarfjörður\n',
    '6e61666e2c62e6720adef372f075722c5265796b6a6176ed6b0a4775f072fa6e2c4861666e6172666af672f075720a',
  ],
  ['latin1', 'name,price\nA,€12\nB’s,€13\n', '6e616d652c70726963650a412c8031320a4292732c8031330a'],
  [
    'windows-1253',
    'όνομα,πόλη\nΓιώργος,Αθήνα\nΕλένη,Θεσσαλονίκη\n',
    'fcedefece12cf0fcebe70ac3e9fef1e3eff22cc1e8deede10ac5ebddede72cc8e5f3f3e1ebefeddfeae70a',
  ],
  [
    'windows-1254',
    'isim,şehir\nAyşe,İstanbul\nOğuz,Diyarbakır\n',
    '6973696d2cfe656869720a4179fe652cdd7374616e62756c0a4ff0757a2c446979617262616bfd720a',
  ],
  [
    'windows-1255',
    'שם,עיר\nדוד,תל אביב\nשרה,ירושלים\n',
    'f9ed2cf2e9f80ae3e5e32cfaec20e0e1e9e10af9f8e42ce9f8e5f9ece9ed0a',
  ],
  [
    'windows-1256',
    'الاسم,المدينة\nمحمد,القاهرة\nفاطمة,بغداد\n',
    'c7e1c7d3e32cc7e1e3cfede4c90ae3cde3cf2cc7e1dec7e5d1c90addc7d8e3c92cc8dbcfc7cf0a',
  ],
  [
    'windows-1257',
    'vardas,miestas\nŠarūnas,Šiauliai\nŽivilė,Panevėžys\n',
    '7661726461732c6d6965737461730ad06172fb6e61732cd06961756c6961690ade6976696ceb2c50616e6576ebfe79730a',
  ],
  [
    'shift_jis',
    '名前,住所\n山田太郎,東京都\n鈴木花子,大阪市\n',
    '96bc914f2c8f5a8f8a0a8e52936391be98592c938c8b9e93730a97e996d889d48e712c91e58de38e730a',
  ],
  [
    'shift_jis',
    '商品,価格\nりんご,100\nバナナ,200\n',
    '8fa495692c89bf8a690a82e882f182b22c3130300a836f836983692c3230300a',
  ],
  [
    'euc-jp',
    '名前,住所\n山田太郎,東京都\n鈴木花子,大阪市\n',
    'ccbec1b02cbdbbbdea0abbb3c5c4c2c0cfba2cc5ecb5fec5d40aceebccdab2d6bbd22cc2e7bae5bbd40a',
  ],
  [
    'euc-jp',
    '商品,価格\nりんご,100\nバナナ,200\n',
    'bea6c9ca2cb2c1b3ca0aa4eaa4f3a4b42c3130300aa5d0a5caa5ca2c3230300a',
  ],
  [
    'euc-kr',
    '이름,도시\n김민수,서울\n박지영,부산\n',
    'c0ccb8a72cb5b5bdc30ab1e8b9cebcf62cbcadbfef0ab9dac1f6bfb52cbacebbea0a',
  ],
  [
    'gb18030',
    '姓名,城市\n张三,北京\n李四,上海\n',
    'd0d5c3fb2cb3c7cad00ad5c5c8fd2cb1b1bea90ac0eecbc42cc9cfbaa30a',
  ],
  [
    'big5',
    '姓名,城市\n陳怡君,台北市\n林志明,高雄市\n',
    'a96da6572cabb0a5ab0ab3afa9c9a7672ca578a55fa5ab0aaa4ca7d3a9fa2cb0aab6afa5ab0a',
  ],
];

function decode(bytes: Buffer, encoding: ConstructorParameters<typeof ToUtf8>[0] = 'auto') {
  const decoder = new ToUtf8(encoding);
  const text = Buffer.concat([decoder.push(bytes), decoder.end()]).toString();
  return { text, encoding: decoder.encoding };
}

const bench = importBench();
afterAll(() => bench.close());

describe('what is told of an encoding', () => {
  const guessed = (warnings: { kind: string; line: number | null }[]) =>
    warnings.filter(({ kind }) => kind === 'encoding_guessed').map(({ line }) => line);
  const sjis = (text: string) => Buffer.from(text, 'hex');
  // 名前,n / 東京,1 / 大阪,2
  const short = sjis('96bc914f2c6e0a938c8b9e2c310a91e58de32c320a');

  it('says that few characters decided', async () => {
    const { warnings, rows } = await bench.load(short);
    expect(rows).toEqual([
      ['東京', 1],
      ['大阪', 2],
    ]);
    expect(guessed(warnings)).toEqual([1]);
    const shown = await bench.preview(short, {}, 2);
    expect(guessed(shown.warnings)).toEqual([1]);
    const chosen = await bench.load(short, { options: { encoding: 'shift_jis' } });
    expect(guessed(chosen.warnings)).toEqual([]);
  });

  it('says nothing where many did', async () => {
    const [, , hex] = texts.find(([name, text]) => name === 'shift_jis' && text.includes('山'))!;
    expect(guessed((await bench.load(Buffer.from(hex, 'hex'))).warnings)).toEqual([]);
  });

  it('says that it was found beyond what the preview shows, however many characters decided', async () => {
    const plain = Buffer.from(`name,n\n${'plain,1\n'.repeat(150_000)}`);
    const [, , hex] = texts.find(([name, text]) => name === 'shift_jis' && text.includes('山'))!;
    const late = Buffer.concat([plain, Buffer.from(hex, 'hex')]);
    const { warnings, rows } = await bench.load(late);
    expect(rows.at(-1)).toEqual(['鈴木花子', '大阪市']);
    const [line] = guessed(warnings);
    expect(line).toBeGreaterThan(100_000);
    const lines = Buffer.concat([
      Buffer.from('{"a":"x"}\n'.repeat(150_000)),
      Buffer.from('{"a":"'),
      Buffer.from('938c8b9e', 'hex'),
      Buffer.from('"}\n'),
    ]);
    const objects = await bench.load(lines, { options: { format: 'jsonl' } });
    expect(objects.rows.at(-1)).toEqual(['東京']);
    expect(guessed(objects.warnings)).toHaveLength(1);
  });
});

describe('encodings', () => {
  it.each(texts)('finds %s by what the bytes would say: %j', (encoding, text, hex) => {
    expect(decode(Buffer.from(hex, 'hex'))).toEqual({ encoding, text });
  });

  it.each(texts)('reads %s where it is chosen', (encoding, text, hex) => {
    const chosen = encoding as ConstructorParameters<typeof ToUtf8>[0];
    expect(decode(Buffer.from(hex, 'hex'), chosen).text).toBe(text);
  });

  it('decides at the first bytes that tell, however late they come', () => {
    const decoder = new ToUtf8('auto');
    for (let i = 0; i < 50; i += 1) decoder.push(Buffer.from('plain,1\n'.repeat(1000)));
    const [, text, hex] = texts.find(([name]) => name === 'shift_jis')!;
    expect(decoder.push(Buffer.from(hex, 'hex')).toString()).toBe(text);
  });

  it('asks where several encodings make equally good text', () => {
    // 风 and 朱 in GB18030; letters of a sort in a dozen other encodings.
    const thin = Buffer.from('a,b\n\xb7\xe7,1\n\xd6\xec,2\n', 'latin1');
    let thrown: unknown;
    try {
      const { text } = decode(thin);
      thrown = text;
    } catch (error) {
      thrown = error;
    }
    const asked = thrown instanceof Error;
    // Either the Chinese characters these are, or a question; never letters that nobody wrote.
    if (asked) expect(thrown).toMatchObject({ code: 'file_encoding_unclear', params: { line: 2 } });
    else expect(thrown).toContain('风');
  });
});
