import type { HelpPage, HelpText } from '../help-text.ts';

export const pages: Record<HelpPage, HelpText> = {
  protected: {
    title: 'What is protected from whom',
    sections: [
      {
        heading: 'Not encrypted',
        paragraphs: [
          'A new workspace is a readable file. Whoever has the file, the disk, a backup or the cloud folder it lies in can read every row. The foot of the window always says which it is.',
        ],
      },
      {
        heading: 'Encrypted',
        paragraphs: [
          'The workspace, its log, its backups and what is set aside are encrypted, each page with a check of its own. Without passphrase or recovery key the file tells only that it is a Portrait workspace, its size and its times.',
        ],
        points: [
          'Protected from: whoever finds, copies or steals the file, the disk or a backup, and whoever changes a page of it.',
          'While it is locked, also from who sits down at your computer: the window shows nothing, and the key is gone from the program.',
        ],
      },
      {
        heading: 'Not protected, encrypted or not',
        points: [
          'From programs that run under your name while the workspace is open, and from the administrator of the computer.',
          'What the operating system keeps by itself: swap, hibernation, memory dumps, screenshots, the clipboard.',
          'What was on the disk before it was encrypted: the blocks of the former file, snapshots, older backups. Those beside the file are listed after encrypting.',
          'Exports, saved pages, results written to folders, and files you chose by their path. They are yours, and readable.',
          'From an older copy of file and key file put in its place.',
        ],
      },
      {
        heading: 'Locking',
        paragraphs: [
          'An encrypted workspace is locked by hand, or after some minutes without anybody at the window. What runs is finished first. What you typed and is not saved yet stays in this window, hidden, and is saved when you unlock. Closing the window loses it; you are asked.',
        ],
      },
    ],
  },
  lost: {
    title: 'The passphrase is lost',
    sections: [
      {
        heading: 'You have the recovery key',
        points: [
          'Type it where the passphrase is asked for. Capitals, spaces and dashes do not matter; O counts as 0, I and L as 1.',
          'It opens the workspace also where the key file (the file of the same name that ends in -keys) is gone.',
          'Then choose another passphrase: Encryption, Change the passphrase. The recovery key goes in as what opens it now.',
        ],
      },
      {
        heading: 'The passphrase is right, and still it does not open',
        points: [
          'Check capitals, the keyboard layout and the input method. The same letters count as the same however they were typed (full-width letters, accents as one or two signs).',
          'The key file must lie beside the workspace and be its own. Every backup has a copy of it.',
          'A wrong passphrase changes nothing, however often it is tried.',
        ],
      },
      {
        heading: 'Passphrase and recovery key are both lost',
        paragraphs: [
          'Then the workspace is lost. There is no other way in, for nobody: not for us, not for the administrator. Look for a backup from before it was encrypted, or an export.',
        ],
      },
      {
        heading: 'Somebody else may know the passphrase',
        paragraphs: [
          'Whoever once had the passphrase and a copy of the key file can open what is encrypted with that key, also after the passphrase was changed. Exchange the keys: everything is written anew under another one. Backups stay under the old key; delete those you do not need.',
        ],
      },
    ],
  },
  roles: {
    title: 'Others at this workspace',
    sections: [
      {
        heading: 'Links',
        paragraphs: [
          'Where Portrait runs in a browser, the owner makes links for others: each works once, in one browser, until it expires, and carries a role. A link can be ended at any time; its windows close at once. All links end when Portrait is closed.',
        ],
        points: [
          'Viewer: sees notes, charts, curves, measures and reports. No rows of tables, no single person, no file, no export. Groups of fewer than the smallest size you set are left out.',
          'Analyst: works in notebooks, sees all data, exports. Cannot change encryption, links, budgets, or look at the log, find or erase a person.',
          'Owner: everything.',
        ],
      },
      {
        heading: 'What roles protect from, and what not',
        points: [
          'A role binds who comes by a link. It is checked for every single call, not only hidden on screen.',
          'It does not bind who has the workspace file, or who uses your account of this computer: they can read the file, or find the owner’s key in your settings folder.',
          'Portrait listens on this computer only. Others reach it through your own tunnel or at this desk; what such a tunnel lets in is up to you.',
          'Figures tell something about people even where rows are hidden: several charts of overlapping groups can be subtracted from each other. For figures that may be passed on, use the Private statistics cell.',
        ],
      },
    ],
  },
  person: {
    title: 'One person',
    sections: [
      {
        heading: 'Find and export',
        paragraphs: [
          'Find, export or erase a person looks through all tables, also masked columns, and through the texts of notebooks and their history. What is found is saved as JSON or CSV.',
        ],
      },
      {
        heading: 'Erase',
        paragraphs: [
          'The rows go from every table, and with them every result, model and recommender made of them, which can then be run again. Texts lose what names the person. Uploads that hold them and backups beside the workspace are deleted. Who was erased does not come back when the same data is read in again.',
        ],
      },
      {
        heading: 'Not reached',
        points: [
          'Files you chose by their path, exports, copies kept elsewhere.',
          'Data that is read in again without the column that names people: without it a row cannot be told from another.',
          'What the disk itself keeps of deleted files, memory and swap.',
        ],
      },
    ],
  },
};
