import { build } from './build-steps.mjs';
import { passSignalsOn, wasInterrupted } from './command.mjs';
import { installDependencies } from './dependencies.mjs';
import { setUpEngine } from './engine.mjs';
import { logFile, openLog, writeLog } from './log.mjs';
import { continueOnNode24 } from './node24.mjs';
import { SetupError } from './setup-error.mjs';

/**
 * Runs `main(log)` on Node 24 after the set-up steps named; a failing step ends the process with its sentence.
 * `script` is the path of the calling script, run again where the present Node is too old.
 */
export async function withSetUp(
  script,
  { engine = true, bundles = true, retryEngine = false },
  main,
) {
  passSignalsOn();
  const again = process.env.PORTRAIT_SET_UP === String(process.ppid);
  const log = again ? writeLog : openLog();
  try {
    const status = await continueOnNode24(script, () => installDependencies(log), log);
    if (status !== undefined) return void (process.exitCode = status);
    if (engine) await setUpEngine(process.execPath, log, { again: retryEngine });
    if (bundles) await build(process.execPath, log);
    process.exitCode = (await main(log)) ?? 0;
  } catch (error) {
    if (wasInterrupted()) {
      process.stderr.write('Interrupted. Run it again to go on from here.\n');
      return void (process.exitCode = 130);
    }
    if (!(error instanceof SetupError)) throw error;
    if (error.detail) log(error.detail);
    process.stderr.write(`${error.message}. ${error.nextStep}\n(Details: ${logFile})\n`);
    process.exitCode = 1;
  }
}
