/** The test's eyes inside Electron 9: waits for the page's verdict, keeps a screenshot, prints both, closes the window. */
const { writeFileSync } = require('fs');
const { app, dialog, ipcMain } = require('electron');

const DONE = /^done /;

app.on('browser-window-created', (_event, window) => {
  // Windows that print are not the one that is looked at.
  if (!window.webContents.getLastWebPreferences().preload) return;
  const contents = window.webContents;
  contents.on('console-message', (_e, level, text) => {
    console.error(`page[${level}]: ${text}`);
    if (text === 'training') window.close();
  });
  contents.on('page-title-updated', async (_e, title) => {
    if (!DONE.test(title)) return;
    const image = await contents.capturePage();
    writeFileSync(process.env.PORTRAIT_SCREENSHOT, image.toPNG());
    const facts = {
      url: contents.getURL(),
      shown: window.isVisible(),
      listeners: ipcMain.eventNames().map(String),
      preferences: contents.getLastWebPreferences(),
      size: image.getSize(),
      asked,
    };
    console.log(`OBSERVED ${JSON.stringify({ page: JSON.parse(title.slice(5)), facts })}`);
    window.close();
  });
});

/** Answers to the closing question, in order: cancel. A dialog nobody expects is the test's failure. */
const answers = { question: [2] };
const asked = [];
dialog.showMessageBox = async (...args) => {
  const { type, message, buttons } = args[args.length - 1];
  asked.push({ message, buttons });
  const response = (answers[type] || []).shift();
  if (response !== undefined) return { response };
  console.log(`UNEXPECTED ${JSON.stringify(args[args.length - 1])}`);
  return app.exit(3);
};
