/** What other modules may use of the cooperation projects. */
export { project } from './server/tables.ts';
export { listGroupProjects, listProjectNames, type ProjectName } from './server/queries.ts';
export { projectPath } from './paths.ts';
