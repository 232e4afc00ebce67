import { roles, type Grant } from '#core/roles.ts';

/** In whose name one may work: an organisation, a group, or the collective itself in some role. */
export interface BehalfChoice {
	/** As the session keeps it: `organisation:capep`, `group:gt5`, `role:team`. */
	value: string;
	label: string;
}

/** What a person may choose from, by the rights held today; each once, the widest first. Nobody works in the name of the machine. */
export function behalfChoices(
	collective: { settings: { name: string } },
	grants: readonly Grant[]
): BehalfChoice[] {
	const choices = grants
		.filter(({ role }) => role !== 'administrator')
		.map(({ role, scope }): BehalfChoice =>
			scope
				? { value: `${scope.kind}:${scope.code}`, label: scope.name }
				: {
						value: `role:${role}`,
						label: `${collective.settings.name}, ${roles[role].label.toLocaleLowerCase('fr')}`
					}
		);
	const byValue = new Map(choices.map((choice) => [choice.value, choice]));
	return [...byValue.values()].sort((a, b) => rank(a) - rank(b));
}

function rank({ value }: BehalfChoice): number {
	return ['role', 'organisation', 'group'].indexOf(value.split(':')[0] ?? '');
}
