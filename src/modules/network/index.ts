/** What other modules may use of the directory. */
export { organisation, person, membership, role } from './server/tables.ts';
export { organisationKind, personKind, roleKind } from './server/exchange.ts';
export {
	isMemberOn,
	listMemberIds,
	listOrganisationNames,
	openMemberships,
	type OrganisationName
} from './server/queries.ts';
export { memberRelation } from './server/metrics.ts';
export { renamePerson } from './server/own-name.ts';
export { readablePersonPath } from './server/person-sheet.ts';
export { holdersSince, listRepresented } from './server/grants.ts';
export { organisationPath, personPath, personName } from './paths.ts';
export { isOpenOn } from './rules.ts';
