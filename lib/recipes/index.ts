import 'server-only';

export { advanceAfterResult, advanceRun } from './advance';
export { lookAfterRuns } from './look-after';
export { maintainRecipes } from './maintenance';
export { createRecipe, deleteRecipe, listRecipes, updateRecipe } from './recipes';
export { cancelRun, resumeRun, startRun } from './run';
export { getRun, listRuns } from './runs';
export {
  newRecipe,
  type RecipeView,
  type RunsPage,
  type RunView,
  recipeChange,
  recipeParams,
  recipeView,
  runParams,
  runsPage,
  runsQuery,
  runView,
} from './schemas';
