/** A failed set-up step: one plain sentence, one next step; `detail` goes to the log file only. */
export class SetupError extends Error {
  constructor(sentence, nextStep, detail = '') {
    super(sentence);
    this.name = 'SetupError';
    this.nextStep = nextStep;
    this.detail = detail;
  }
}
