/** Ends a test run with one line, `N passed, N failed`, which the CI script adds up. */
export default class Totals {
  #line = '0 passed, 1 failed';
  #failed = true;

  onRunComplete(_contexts, results) {
    const empty = results.numTotalTests === 0 || results.wasInterrupted ? 1 : 0;
    const failed = results.numFailedTests + results.numRuntimeErrorTestSuites + empty;
    this.#failed = failed > 0;
    this.#line = `${results.numPassedTests} passed, ${failed} failed`;
    process.once('exit', () => process.stdout.write(`${this.#line}\n`));
  }

  getLastError() {
    return this.#failed ? new Error(this.#line) : undefined;
  }
}
