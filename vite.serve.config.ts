import { builtinModules } from 'node:module';
import { join } from 'node:path';
import { brotliCompressSync } from 'node:zlib';
import { build, defineConfig, type Plugin, type UserConfig } from 'vite';
import { digits, unpacked } from './src-main/hosts/serve/unpacked.ts';

/**
 * Sentences of errors name recommenders, their settings and types of columns; none that this program says does. Without them
 * it sets up none of their schemas: ten megabytes of a server that has no other use for them.
 */
const withoutSpokenNames: Plugin = {
  name: 'without-spoken-names',
  load: (id) =>
    id.endsWith('/shared/errors/spoken-params.ts')
      ? { moduleType: 'js', code: 'export const spokenParams = (_, params) => params;' }
      : null,
};

/** Areas of a language's texts that this program has no part in. What reads them it does not call, yet some is not seen to be idle. */
const unsaid =
  /\/shared\/languages\/[\w-]+\/(card|cli|cli-\w+|denied|desktop|issue|punctuation|recommender-card)\.ts$/;
const ownAreas: Plugin = {
  name: 'own-areas',
  transform: (code, id) =>
    unsaid.test(id)
      ? [...code.matchAll(/^export const (\w+)/gm)]
          .map(([, name]) => `export const ${name} = {};`)
          .join('\n')
      : null,
};

const sayable = (locale: string): string => `sayable_${locale.replaceAll('-', '_')}`;

/** Of the sentences of errors those whose code stands somewhere in the program: all others are a third of it. */
const sayableErrors: Plugin = {
  name: 'sayable-errors',
  load(id) {
    const [, locale] = /\/shared\/languages\/([\w-]+)\/errors\/index\.ts$/.exec(id) ?? [];
    return locale === undefined
      ? null
      : { moduleType: 'js', code: `export const errors = ${sayable(locale)};` };
  },
  async renderChunk(code) {
    const words = new Set([...code.matchAll(/["'](\w+)["']/g)].map(([, word]) => word));
    const { errorTexts } = await import('./shared/languages/index.ts');
    const said = (texts: object): string =>
      JSON.stringify(Object.fromEntries(Object.entries(texts).filter(([one]) => words.has(one))));
    return Object.entries(errorTexts).reduce(
      (made, [locale, texts]) => made.replace(sayable(locale), () => said(texts)),
      code,
    );
  },
};

/** The types of the service as JSON Schema, worked out here: the program carries no zod. */
const schemasOfTypes: Plugin = {
  name: 'schemas-of-types',
  async load(id) {
    if (!id.endsWith('/hosts/serve/rest/schemas.ts')) return null;
    const { schemas } = await import('./src-main/hosts/serve/rest/schemas.ts');
    return { moduleType: 'js', code: `export const schemas = ${JSON.stringify(schemas)};` };
  },
};

/**
 * What tables of plain columns never ask of the library: variants, which are refused as nested; filters of rows, Bloom
 * filters, geometries and their statistics that are written, encodings by differences or split streams. A stand-in for each function of these files answers nothing.
 */
const unasked =
  /\/hyparquet\/src\/(variant|filter|bloom|wkb)\.js$|\/hyparquet-writer\/src\/(variant|bloom|delta|geospatial|splitstream|wkb)\.js$/;
const plainColumnsOnly: Plugin = {
  name: 'plain-columns-only',
  transform: (code, id) =>
    unasked.test(id)
      ? [...code.matchAll(/^export (?:async )?(?:function\*?|const|class) (\w+)/gm)]
          .map(
            ([, name = '']) =>
              `export const ${name} = () => ${name.endsWith('ForFilter') ? '[]' : 'undefined'};`,
          )
          .join('\n')
      : null,
};

/**
 * What few ask for stands packed in the program, and is unpacked where somebody does: the module `name` exports a function
 * `exported`, which imports `source` beside it.
 */
const packed = (name: string, exported: string, source: string, plugins: Plugin[]): Plugin => ({
  name: `packed-${source}`,
  async load(id) {
    if (!id.endsWith(`/hosts/serve/${name}.ts`)) return null;
    const options = oneFile(
      { [source]: join(id, '..', `${source}.ts`) },
      { preserveEntrySignatures: 'strict' },
    );
    const made = await build({ ...options, configFile: false, logLevel: 'warn', plugins });
    const [
      {
        output: [{ code }],
      },
    ] = [made].flat() as { output: [{ code: string }] }[];
    const bytes = brotliCompressSync(code);
    const whole = Buffer.concat([bytes, Buffer.alloc((4 - (bytes.length % 4)) % 4)]);
    const text = Array.from({ length: whole.length / 4 }, (_, at) =>
      [85 ** 4, 85 ** 3, 85 ** 2, 85, 1]
        .map((place) => digits[Math.floor(whole.readUInt32BE(at * 4) / place) % 85])
        .join(''),
    ).join('');
    if (unpacked(text) !== Buffer.from(code).toString('base64'))
      throw new Error(`${source} does not come out as it went in`);
    return {
      moduleType: 'js',
      code: `import { unpacked } from ${JSON.stringify(join(import.meta.dirname, 'src-main/hosts/serve/unpacked.ts'))};
export const ${exported} = () =>
  import(/* @vite-ignore */ 'data:text/javascript;base64,' + unpacked('${text}'));`,
    };
  },
});

/** A program of one file for Node. */
function oneFile(input: Record<string, string>, more: object = {}): UserConfig {
  return {
    root: import.meta.dirname,
    publicDir: false,
    ssr: { noExternal: true },
    build: {
      ssr: true,
      write: false,
      target: 'node22',
      minify: true,
      sourcemap: false,
      rolldownOptions: {
        input,
        external: [/^node:/, ...builtinModules],
        // What nobody here calls is left out: codecs (a dictionary of Brotli among them).
        treeshake: { moduleSideEffects: (id) => id.includes('/src-main/') },
        output: { format: 'esm', entryFileNames: '[name].mjs', codeSplitting: false },
        ...more,
      },
    },
  };
}

/** The program that scores files and answers requests with an exported model: one file, with Node alone. */
const program = oneFile({
  'portrait-serve': join(import.meta.dirname, 'src-main/hosts/serve/main.ts'),
});

export default defineConfig({
  ...program,
  plugins: [
    withoutSpokenNames,
    ownAreas,
    sayableErrors,
    packed('files/parquet-library', 'parquetLibrary', 'parquet-codec', [plainColumnsOnly]),
    packed('rest/description', 'description', 'openapi', [schemasOfTypes]),
  ],
  build: { ...program.build, write: true },
});
