import { canonicalJson } from '../../../lib/index.ts';
import { python } from '../python/index.ts';
import { readMe } from '../read-me.ts';
import type { ExportTarget } from '../target.ts';
import { textFile } from '../text-file.ts';
import { notebookCells, type NotebookCell } from './cells.ts';

/** A Jupyter notebook that prepares the raw table, checks the model and trains it again with Keras and scikit-learn. */
export const notebook: ExportTarget = {
  id: 'notebook',
  without: ['unseen'],
  usage: () => ({ language: 'sh', code: 'jupyter notebook reproduce.ipynb' }),
  async *write(model, assets, document) {
    const cells = notebookCells(model);
    yield textFile('reproduce.ipynb', canonicalJson(ipynb(cells), 1));
    yield textFile('reproduce.py', script(cells));
    for await (const file of python.write(model, assets, document)) {
      if (file.path !== 'README.md' && file.path !== 'score.py') yield file;
    }
    yield readMe(model, {
      title: 'Jupyter notebook',
      call: notebook.usage(model),
      verify: 'pip install numpy && python verify.py',
      notes: [
        '`python reproduce.py people.csv` runs the same steps without Jupyter. Needs numpy, scikit-learn, keras and a backend of it (tensorflow-cpu), and the table the model was made from as CSV beside it.',
        'The preparation is Portrait’s own, bit for bit, and the exported scores are checked; training again is the same network and settings, but not the same run.',
      ],
    });
  },
};

/** nbformat 4.5; ids are numbers of the cells, so that the same model gives the same bytes. */
function ipynb(cells: readonly NotebookCell[]): Parameters<typeof canonicalJson>[0] {
  return {
    nbformat: 4,
    nbformat_minor: 5,
    metadata: {
      kernelspec: { display_name: 'Python 3', language: 'python', name: 'python3' },
      language_info: { name: 'python' },
    },
    cells: cells.map(({ type, text }, at) => ({
      ...{ id: `cell-${at}`, cell_type: type, metadata: {}, source: lines(text) },
      ...(type === 'code' ? { execution_count: null, outputs: [] } : {}),
    })),
  };
}

function lines(text: string): string[] {
  const all = text.split('\n');
  return all.map((line, at) => (at < all.length - 1 ? `${line}\n` : line));
}

function script(cells: readonly NotebookCell[]): string {
  return cells
    .map(({ type, text }) =>
      type === 'code'
        ? text
        : text
            .split('\n')
            .map((line) => `# ${line}`.trimEnd())
            .join('\n'),
    )
    .join('\n\n');
}
