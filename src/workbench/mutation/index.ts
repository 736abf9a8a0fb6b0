export { type MutationTest, type PolicyMutation, type Survivor, testMutants } from './mutation-test.js';
export { mutationText } from './mutation-text.js';
