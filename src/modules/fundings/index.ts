/** What other modules may use of the fundings. */
export { listAgreements, listFundings, type FundingLine } from './server/queries.ts';
