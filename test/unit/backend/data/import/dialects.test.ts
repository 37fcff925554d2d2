import { afterAll, describe, expect, it } from 'vitest';
import { importBench } from '../../../../support/import-text.ts';

// What is right here is what Excel, DuckDB 2.0.1 or pandas 3.1.1 make of the same lines.
const bench = importBench();
afterAll(() => bench.close());
const { load, preview } = bench;

async function read(text: string | Uint8Array, options = {}) {
  const { names, rows, warnings } = await load(text, { options });
  return { names, rows, told: warnings.map(({ kind, count }) => [kind, count]) };
}

describe('lines before the header', () => {
  it.each([
    ['a semicolon', 'sep=;\r\nuser;item;amount\r\n1;A, b;7\r\n2;B;8\r\n'],
    [
      'a semicolon and a byte order mark',
      '\ufeffsep=;\r\n"user";"item";"amount"\r\n1;"A, b";7\r\n2;B;8\r\n',
    ],
    ['a comma', 'sep=,\nuser,item,amount\n1,"A, b",7\n2,B,8\n'],
    ['a bar, in quotes', '"sep=|"\nuser|item|amount\n1|A, b|7\n2|B|8\n'],
    ['a tab', 'SEP=\t\nuser\titem\tamount\n1\tA, b\t7\n2\tB\t8\n'],
    ['what nothing else would find', 'sep=@\nuser@item@amount\n1@A, b@7\n2@B@8\n'],
  ])('takes Excel’s first line for what it says: %s', async (_, text) => {
    const { names, rows } = await read(text);
    expect(names).toEqual(['user', 'item', 'amount']);
    expect(rows).toEqual([
      [1, 'A, b', 7],
      [2, 'B', 8],
    ]);
  });

  it.each([
    ['a title', 'Extract of 2025-01-06\nid;owner;town\n1;Agip;Roma\n2;Q8;Bari\n', 1],
    ['a title and an empty line', 'Owners\n\nid;owner;town\n1;Agip;Roma\n2;Q8;Bari\n', 2],
    [
      'several lines',
      'Owners\nby me\nfor you\nid;owner;town\n1;Agip;Roma\n2;Q8;Bari\n3;IP;Lecce\n4;A;B\n',
      3,
    ],
    ['a title with all its delimiters', 'Owners;;\n;;\nid;owner;town\n1;Agip;Roma\n2;Q8;Bari\n', 2],
  ])('leaves out %s, and says so', async (_, text, lines) => {
    const { names, rows, told } = await read(text);
    expect(names).toEqual(['id', 'owner', 'town']);
    expect(rows.slice(0, 2)).toEqual([
      [1, 'Agip', 'Roma'],
      [2, 'Q8', 'Bari'],
    ]);
    expect(told).toEqual([['lines_skipped', lines]]);
  });

  it('skips as many lines as chosen, none where that is chosen', async () => {
    const text = 'x,y\nid,n\n1,2\n3,4\n';
    expect(await read(text, { skip: 1 })).toMatchObject({ names: ['id', 'n'], told: [] });
    const title = 'Owners\nid;owner\n1;Agip\n2;Q8\n';
    await expect(read(title, { skip: 0, delimiter: ';' })).rejects.toMatchObject({
      code: 'file_ragged',
    });
  });

  it.each([
    ['#', '# exported today\n# by me\na;b\n1;3\n# half way; there; now\n6;7\n', 3],
    ['//', '// exported today\na;b\n1;3\n6;7\n', 1],
    ['--', '-- exported; today; by me\na;b\n1;3\n6;7\n', 1],
  ])('finds lines that begin with %s to be comments', async (_, text, count) => {
    const { names, rows, told } = await read(text);
    expect([names, rows]).toEqual([
      ['a', 'b'],
      [
        [1, 3],
        [6, 7],
      ],
    ]);
    expect(told).toEqual([['comment_lines', count]]);
  });

  // Rows as pandas 3.1.1 reads them with comment="#", skipinitialspace=True.
  it.each([
    ['behind numbers', 'a,b\n1,2 # twice\n3,4\n', 1],
    ['with delimiters inside', 'a,b\n1,2 # twice, at "noon\n3,4\n', 1],
    ['behind the names too', 'a,b # all\n1,2\n3,4 # twice\n', 2],
    ['behind values between blanks', 'a b\n1 2 # twice\n3 4\n', 1],
    ['behind quoted values', 'a,b\n"1","2" # twice\n"3","4"\n', 1],
    ['marked by slashes', 'a;b\n1;2 // twice\n3;4\n', 1],
  ])('finds comments %s', async (_, text, count) => {
    const { names, rows, told } = await read(text, text.includes('a b') ? { delimiter: ' ' } : {});
    expect([names, rows, told]).toEqual([
      ['a', 'b'],
      [
        [1, 2],
        [3, 4],
      ],
      [['comment_tails', count]],
    ]);
  });

  it('finds comments behind texts only where whole lines are comments too, and tells the first', async () => {
    const words = 'id,name\n1,red # nice\n2,blue\n';
    expect((await read(words)).rows[0]).toEqual([1, 'red # nice']);
    const text = `# colours\n${words}`;
    expect((await read(text)).rows).toEqual([
      [1, 'red'],
      [2, 'blue'],
    ]);
    const { warnings, detected } = await preview(text);
    expect(detected.comment).toBe('#');
    expect(warnings).toContainEqual({
      ...{ kind: 'comment_tails', line: 3, column: null, count: 1 },
      found: '# nice',
    });
  });

  // DuckDB 2.0.1's own cases, read as its sniffer reads them.
  it.each([
    ['without blanks', '# by me\na;b\n1;3#5;7\n6;7', [1, 3, 6, 7], 1],
    ['behind the names', '# by me\na;b#12;#\n1;3#5;7\n6;7', [1, 3, 6, 7], 2],
    ['in the place of a value', '# by me\na;b\n1;3#5;7\n6;#', [1, 3, 6, null], 2],
    ['but not in quotes', '# by me\na;b\n1;3#5;7\n6;"7#test"', [1, '3', 6, '7#test'], 1],
    ['behind blanks', '# by me\na;b\n1;3   #  5;7\n6;7    #test', [1, 3, 6, 7], 2],
  ])('finds comments %s where whole lines are comments too', async (_, text, values, count) => {
    const { names, rows, told } = await read(text);
    expect([names, rows.flat()]).toEqual([['a', 'b'], values]);
    expect(told).toEqual([
      ['comment_lines', 1],
      ['comment_tails', count],
    ]);
  });

  it('takes a mark behind blanks alone for a line that is a comment', async () => {
    const { rows, told } = await read(' # one\na;b\n1;3\n # two; three; four\n5;6\n');
    expect([rows.flat(), told]).toEqual([[1, 3, 5, 6], [['comment_lines', 2]]]);
  });

  it('cuts nothing off that may be a value', async () => {
    const kept = async (text: string, options = {}) => (await read(text, options)).rows.flat();
    expect(await kept('id,home\n1,Main St # 5\n2,Side St # 7\n')).toContain('Main St # 5');
    expect(await kept('id,colour\n1,#ff0000\n2,#00f\n')).toContain('#ff0000');
    expect(await kept('id,tune\n1,F # minor\n2,C # major\n')).toContain('F # minor');
    expect(await kept('id,page\n1,https://a.b\n2,https://c.d\n')).toContain('https://a.b');
    expect(await kept('id,rate\n1,5 % more\n2,6 % less\n')).toContain('5 % more');
    expect(await kept('id,text\n1,"say # it"\n2,"no # it"\n', { comment: '#' })).toContain(
      'say # it',
    );
    expect(await kept('id,colour\n1,#ff0000\n2,#00f # blue\n', { comment: '#' })).toEqual([
      ...[1, '#ff0000', 2, '#00f'],
    ]);
  });

  it('keeps rows that begin with such a mark and are as wide as the others', async () => {
    const colours = 'colour,name\n#ff0000,red\n#00ff00,green\n';
    expect((await read(colours)).rows).toHaveLength(2);
    const { names, rows } = await read('#id,n\n1,2\n3,4\n');
    expect([names, rows.length]).toEqual([['#id', 'n'], 2]);
    await expect(read(colours, { comment: '#' })).rejects.toMatchObject({
      code: 'file_header_only',
    });
  });

  it('keeps the header of texts alone, also where a value of it turns up below', async () => {
    expect(await read('name,city\nAnn,Rome\nRome,city\n')).toMatchObject({
      names: ['name', 'city'],
      rows: [
        ['Ann', 'Rome'],
        ['Rome', 'city'],
      ],
    });
  });

  it('takes the first of many rows of categories for a row', async () => {
    const events = 'click,shoe\nview,hat\nclick,hat\nview,shoe\nbuy,shoe\n'.repeat(10);
    expect((await read(events)).rows).toHaveLength(50);
  });

  it('says so where the first of texts was taken for a row, and only there', async () => {
    const told = async (text: string, header: 'auto' | boolean = 'auto') =>
      (await read(text, { header })).told.filter(([kind]) => kind === 'first_row_kept');
    // DuckDB and pandas take the first line of both for names.
    const moods = 'happy\nsad\nhappy\nangry\n';
    expect((await read(moods)).rows).toEqual([['happy'], ['sad'], ['happy'], ['angry']]);
    expect(await told(moods)).toEqual([['first_row_kept', 1]]);
    expect(await told('1aa2\n1aa2\n1aaa2\n1aa2\n')).toEqual([['first_row_kept', 1]]);
    expect(await told(moods, false)).toEqual([]);
    expect(await told('1,2\n3,4\n')).toEqual([]);
    expect(await told('name,city\nAnn,Rome\nRome,city\n')).toEqual([]);
  });
});

describe('quotes', () => {
  it.each([
    ['1', 'id\ttitle\tn\n0\t"half\t0\n1\tx\t1\n2\tx\t2\n', 3],
    ['2', 'id\ttitle\tn\n0\t"half\t0\n1\tx\t1\n2\t"half\t2\n', 3],
    ['3', 'id,title,n\n0,"half,0\n1,x,1\n2,"half,2\n3,"half,3\n', 4],
  ])('makes a row of each line where %s quotes open and none closes', async (_, text, count) => {
    const { rows } = await read(text);
    expect(rows).toHaveLength(count);
    expect(rows[0]).toEqual([0, '"half', 0]);
  });

  it('does not let a stray quote swallow rows after good ones', async () => {
    const good = '1,"a, b",2\n'.repeat(400);
    const { rows, told } = await read(`id,t,n\n${good}2,"x,3\n3,y",4\n${good}`);
    expect(rows).toHaveLength(802);
    expect(rows.slice(400, 402)).toEqual([
      [2, '"x', 3],
      [3, 'y"', 4],
    ]);
    expect(told).toEqual([['stray_quote', 1]]);
  });

  it.each([
    [
      'spaces before them',
      '"Year", "Score", "Title"\n1968, 86, "Greetings"\n1970, 17, "Hi, Mom!"\n',
    ],
    ['backslashes inside', 'Year,Score,Title\n1968,86,"Greet\\"ings"\n1970,17,"Hi, \\"Mom\\"!"\n'],
    ['apostrophes instead', "Year,Score,Title\n1968,86,'Greetings'\n1970,17,'Hi, Mom!'\n"],
  ])('finds quotes with %s', async (kind, text) => {
    const { names, rows } = await read(text);
    expect(names).toEqual(['Year', 'Score', 'Title']);
    const inner = kind.startsWith('back')
      ? ['Greet"ings', 'Hi, "Mom"!']
      : ['Greetings', 'Hi, Mom!'];
    expect(rows).toEqual([
      [1968, 86, inner[0]],
      [1970, 17, inner[1]],
    ]);
  });

  it('takes apostrophes in words for no quotes', async () => {
    const { rows } = await read("a,b\n'tis,1\nO'Neil,2\n'twas the night,3\n");
    expect(rows.map(([name]) => name)).toEqual(["'tis", "O'Neil", "'twas the night"]);
  });

  it('reads as chosen what it would not find', async () => {
    const { rows } = await read('a,b\n"x",1\n"y",2\n', { quote: '' });
    expect(rows.map(([name]) => name)).toEqual(['"x"', '"y"']);
    const { detected } = await preview("a,b\n'x',1\n'y, z',2\n");
    expect(detected).toMatchObject({ quote: "'", escape: '', comment: '', skip: 0 });
  });
});

describe('delimiters', () => {
  it('does not take the spaces of times for delimiters', async () => {
    const times = Array.from(
      { length: 20 },
      (_, i) => `2024-01-${i + 10} 10:00:00,2024-02-${i + 10} 11:00:00,2024-03-${i + 10} 12:00:00`,
    );
    const text = `created at,updated at,closed at\n${times.join('\n')}\n`;
    expect((await read(text)).names).toEqual(['created at', 'updated at', 'closed at']);
  });

  it.each(['::', '~', '^', '|', '||', ';', '\t', ' ', ':', '\u0001'])('finds %j', async (mark) => {
    const lines = ['user,item,rating', '1,12,3', '2,7,4', '3,9,5'];
    const text = `${lines.join('\n').replaceAll(',', mark)}\n`;
    expect(await read(text)).toMatchObject({ names: ['user', 'item', 'rating'], told: [] });
  });

  it('keeps a column of times, of sentences, or of texts in quotes one column', async () => {
    const times = '01:02:03\n04:05:06\n07:08:09\n';
    const quoted = '"Dec 8, 2022; a"\n"Sep 26, 2022; b"\n"Aug 31, 2022; c"\n';
    for (const text of [times, quoted, 'DELIVER IN PERSON\nTAKE BACK RETURN\nPAY ON DELIVERY\n']) {
      expect((await preview(text)).columns).toHaveLength(1);
    }
  });

  it('reads quotes everywhere as quotes, also with columns that are empty', async () => {
    const { rows } = await read('"1"\t"A"\t""\t""\n"2"\t"B"\t""\t""\n', { header: false });
    expect(rows[1]).toEqual([2, 'B', null, null]);
  });

  // One comma a line and as many bars: DuckDB 2.0.1 and pandas 3.1.1 read two columns each time.
  it.each(
    [',', ';', '\t', '|'].flatMap((mark) =>
      [',', ';', '\t', '|', ':'].filter((inner) => inner !== mark).map((inner) => [mark, inner]),
    ),
  )('takes %j in the header for the delimiter, not %j in lists of twenty', async (mark, inner) => {
    const list = (from: number): string =>
      Array.from({ length: 20 }, (_, i) => (from + i) * 37).join(inner);
    const lines = Array.from({ length: 30 }, (_, i) => `${i + 1}${mark}${list(i * 20 + 1)}\n`);
    const { names, rows } = await read(`user${mark}items\n${lines.join('')}`);
    expect(names).toEqual(['user', 'items']);
    expect(rows).toHaveLength(30);
    expect(rows[1]).toEqual([2, list(21)]);
  });

  it('tells decimal commas from delimiters', async () => {
    const { rows } = await read('a;b\n1,5;2,5\n3,5;4,5\n');
    expect(rows[0]).toHaveLength(2);
    const { detected } = await preview('1,5;2,5\n3,5;4,5\n5,5;6,5\n');
    expect(detected.delimiter).toBe(';');
  });

  it('takes no delimiter from inside quotes, whether the name above them has quotes or not', async () => {
    for (const name of ['bigvalues', '"bigvalues"']) {
      const { names, rows } = await read(`${name}\n"100,000,000"\n"140,000,000"\n"9,000,000"\n`);
      expect([names, rows]).toEqual([['bigvalues'], [[100_000_000], [140_000_000], [9_000_000]]]);
    }
    const { names } = await read('"a","b"\n"1","2"\n');
    expect(names).toEqual(['a', 'b']);
  });

  it('keeps a text of many lines and delimiters in its quotes', async () => {
    const text = 'one, two, three, four,\nfive, six, seven, eight,\nnine, ten, eleven, twelve';
    const lines = Array.from({ length: 12 }, (_, n) => `"${text}",test${n}`);
    const { names, rows } = await read(`Description,status\n${lines.join('\n')}\n`);
    expect(names).toEqual(['Description', 'status']);
    expect(rows).toHaveLength(12);
    expect(rows[3]).toEqual([text, 'test3']);
  });

  it('takes a mark that is a field by itself for a value', async () => {
    const lines = ['F,70,1', '+,43,2', ';,59,3', '#,35,4', '%,37,5', 'A,65,6'];
    const { names, rows, told } = await read(`sign,code,n\n${lines.join('\n')}\n`);
    expect(names).toEqual(['sign', 'code', 'n']);
    expect(rows.map(([sign]) => sign)).toEqual(['F', '+', ';', '#', '%', 'A']);
    expect(told).toEqual([]);
  });

  const row = (n: number): string => `${n}|text ${n}|${n}.5|2024-03-0${n}`;
  const rows9 = [1, 2, 3, 4, 5, 6, 7, 8, 9].map(row);

  it('finds the table below a title though a field is a backslash', async () => {
    const text = `Report of sales\n\nid|s|v|d\n${rows9.join('\n')}\n10|\\|4|2024-03-10\n11|b|5|2024-03-11\n`;
    const { names, rows } = await read(text);
    expect(names).toEqual(['id', 's', 'v', 'd']);
    expect(rows[9]).toEqual([10, '\\', 4, '2024-03-10']);
  });

  it('finds the table below a title though a field in quotes holds the delimiter', async () => {
    const lines = [
      'commune,08008,31 - Forêts,0.10522',
      'commune,08008,32 - Formations herbacées,0.10765',
      'commune,08008,"33 - Espaces ouverts, sans ou avec peu de végétation",0.29654',
    ];
    const table = Array.from({ length: 9 }, (_, n) => lines[n % 3]!).join('\n');
    const { names, rows, told } = await read(
      `Contient la liste des mutations.\nn,id,code,ha\n${table}\n`,
    );
    expect(names).toEqual(['n', 'id', 'code', 'ha']);
    expect(rows[2]![2]).toBe('33 - Espaces ouverts, sans ou avec peu de végétation');
    expect(told).toEqual([['lines_skipped', 1]]);
  });
});
