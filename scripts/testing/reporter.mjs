import { writeFileSync } from 'node:fs';

/** A vitest reporter that writes what the closing line needs: counts, names of failures, reasons of skips. */
export default class SummaryReporter {
  onTestRunEnd(modules, errors) {
    const summary = { passed: 0, failed: [], skipped: [] };
    for (const module of modules) {
      for (const test of module.children.allTests()) addTest(summary, module, test);
      if (module.errors().length > 0) summary.failed.push(`${fileOf(module)} did not load`);
    }
    for (const error of errors) summary.failed.push(`unhandled: ${error.message ?? error}`);
    writeFileSync(process.env.PORTRAIT_TEST_SUMMARY, JSON.stringify(summary));
  }
}

function addTest(summary, module, test) {
  const name = `${fileOf(module)}: ${test.fullName}`;
  const result = test.result();
  if (result.state === 'passed') summary.passed += 1;
  else if (result.state === 'skipped')
    summary.skipped.push({ name, reason: result.note ?? reasonIn(name) });
  else summary.failed.push(name);
}

/** A suite skipped as a whole says why in its title. */
function reasonIn(name) {
  return /\(skipped: ([^)]*)\)/.exec(name)?.[1] ?? 'its title says when it runs';
}

function fileOf(module) {
  return module.relativeModuleId ?? module.moduleId;
}
