import type { Refusal } from '#core/errors.ts';
import { boundsOf, type PartialDate } from '#core/partial-date.ts';

/** A project cannot end before it starts. */
export function projectRefusals(project: {
	startedOn: PartialDate | null;
	endedOn: PartialDate | null;
}): Refusal[] {
	if (!project.startedOn || !project.endedOn) return [];
	if (boundsOf(project.endedOn).last >= boundsOf(project.startedOn).first) return [];
	return [
		{
			code: 'ends-before-start',
			field: 'endedOn',
			message: 'La fin du projet précède son début : corrigez l’une des deux dates.'
		}
	];
}

/** A stakeholder is an organisation, a person, or a person for an organisation; never nobody. */
export function stakeholderRefusals(input: {
	organisationId: string | null;
	personId: string | null;
}): Refusal[] {
	if (input.organisationId || input.personId) return [];
	return [
		{
			code: 'nobody',
			field: 'organisationId',
			message: 'Indiquez une organisation ou une personne.'
		}
	];
}
